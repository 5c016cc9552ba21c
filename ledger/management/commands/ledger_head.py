"""python manage.py ledger_head: the newest checkpoint as JSON, to be kept where nobody here can change it."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ledger.checkpoints import checkpoint_hash
from ledger.models import Checkpoint
from ledger.proofs import show_checkpoint


class Command(BaseCommand):
    """Prints what a holder keeps for `verify_ledger --held`."""

    help = "Prints the newest signed checkpoint, for whoever keeps one (verify_ledger --held)."

    def handle(self, *args: Any, **options: Any) -> None:
        newest = Checkpoint.objects.order_by("-number").first()
        if newest is None:
            raise CommandError("No checkpoint has been signed yet.")
        self.stdout.write(json.dumps({**show_checkpoint(newest), "hash": checkpoint_hash(newest).hex()}))
