"""import_catalogue: a catalogue's folder into the database, all or nothing."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from matters.importing.running import import_folder


class Command(BaseCommand):
    """Prints one finding per line; exits 1 and writes nothing if any is an error."""

    help = "Imports a catalogue's folder, or merges it into the one the database holds."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """DIR [--dry-run] [--publish]"""
        parser.add_argument("folder", metavar="DIR", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="judge everything, write nothing")
        parser.add_argument("--publish", action="store_true", help="put valid handbooks in force")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, then say what was found and what was done."""
        outcome = import_folder(options["folder"], publish=options["publish"], dry_run=options["dry_run"])
        for finding in outcome.findings:
            self.stdout.write(finding.as_line())
        if outcome.refused:
            self.stderr.write(_("Nothing was imported."))
            raise SystemExit(1)
        if options["dry_run"]:
            self.stdout.write(_("Nothing was written: this was a trial."))
        for kind, count in outcome.written.items():
            self.stdout.write(f"{kind}: {count}")
        count = len(outcome.published)
        self.stdout.write(_("%(count)d versions were put in force.") % {"count": count})
