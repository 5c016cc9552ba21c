"""lint_catalogue: the findings about a catalogue's folder, without touching the database."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from matters.linting import has_errors, lint_folder, lint_handbook


class Command(BaseCommand):
    """Prints one finding per line, or all as JSON; exits 1 if any is an error."""

    help = "Checks a catalogue's folder and names every fault."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """DIR [--format json] [--handbook FILE …]"""
        parser.add_argument("folder", metavar="DIR", type=Path)
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument("--handbook", metavar="FILE", type=Path, nargs="+", default=[])

    def handle(self, *args: Any, **options: Any) -> None:
        """Judge the folder, then each handbook on top of it."""
        catalogue, findings = lint_folder(options["folder"])
        for file in options["handbook"]:
            findings += lint_handbook(catalogue, file)
        if options["format"] == "json":
            self.stdout.write(json.dumps([f.as_json() for f in findings], ensure_ascii=False, indent=2))
        else:
            for finding in findings:
                self.stdout.write(finding.as_line())
        if has_errors(findings):
            raise SystemExit(1)
