"""missed_queries: what people looked for in vain, for the editors of the catalogue and of its words."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from matters.missed import for_editors


class Command(BaseCommand):
    """One line each: how often, the last day, the words. Add them to the file of everyday words."""

    help = "Lists what people looked for and did not find, the most wanted first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """[--most N]"""
        parser.add_argument("--most", type=int, default=50, help="how many lines (50)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the list."""
        for row in for_editors()[: options["most"]]:
            self.stdout.write(f"{row.times}\t{row.last_on:%Y-%m-%d}\t{row.text}")
