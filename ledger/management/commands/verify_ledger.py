"""python manage.py verify_ledger [--case NUMBER] [--held FILE] [--format json]."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ledger.verifying.chains import verify_all_chains
from ledger.verifying.one_case import find_chain, verify_case
from ledger.verifying.order import verify_order
from ledger.verifying.problems import Problem


class Command(BaseCommand):
    """Names every row that was changed behind the application's back; exits 1 if there is any."""

    help = "Recomputes the chains and names every row that was edited, added, removed or cut off."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--case", metavar="NUMBER", help="only this case")
        parser.add_argument("--held", metavar="FILE", help="a checkpoint kept outside (ledger_head)")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        problems = self._one(options["case"]) if options["case"] else self._all(options["held"])
        write = self._write_json if options["format"] == "json" else self._write_text
        if write(problems):
            sys.exit(1)

    def _one(self, number: str) -> Iterable[Problem]:
        chain_id = find_chain(number)
        if chain_id is None:
            raise CommandError(f"No case and no event knows the number {number}.")
        return verify_case(chain_id)

    def _all(self, held: str | None) -> Iterator[Problem]:
        kept = json.loads(Path(held).read_text(encoding="utf-8")) if held else None
        return chain(verify_all_chains(), verify_order(kept))

    def _write_json(self, problems: Iterable[Problem]) -> int:
        """One list; written as it is found, so that a large report needs no memory."""
        count = 0
        self.stdout.write("[", ending="")
        for problem in problems:
            self.stdout.write(",\n " if count else "", ending="")
            self.stdout.write(json.dumps(problem.as_json(), ensure_ascii=False), ending="")
            count += 1
        self.stdout.write("]")
        return count

    def _write_text(self, problems: Iterable[Problem]) -> int:
        count = 0
        for count, problem in enumerate(problems, 1):  # noqa: B007  the last number is the answer
            where = f"{problem.case}: " if problem.case else ""
            self.stdout.write(f"{where}{problem.table} {problem.key} {problem.problem} ({problem.detail})")
        self.stdout.write(
            f"{count} problems" if count else "Nothing was changed behind the application's back."
        )
        return count
