"""index_catalogue: the search index anew, after the file of everyday words was changed."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from matters.indexing import reindex


class Command(BaseCommand):
    """Leaves the old index in force until the new one is complete."""

    help = "Writes the search index anew from the catalogue and the file of everyday words."

    def handle(self, *args: Any, **options: Any) -> None:
        """Index everything, then say how much."""
        count = reindex()
        self.stdout.write(_("%(count)d entries can be found.") % {"count": count})
