"""python manage.py make_keys: makes the keys that are missing in KEY_DIR and keeps those that are there."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from core.keys import make_all


class Command(BaseCommand):
    """Calls every registered key maker."""

    help = "Makes the product's own keys (checkpoints, receipts, demo certificates) where they are missing."

    def handle(self, *args: Any, **options: Any) -> None:
        directory = Path(settings.KEY_DIR)
        made = make_all(directory)
        self.stdout.write(f"{directory}: {'made ' + ', '.join(made) if made else 'all keys are there'}")
