"""Creates the demo city's accounts and prints them."""

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts.demo import PASSWORD, create_accounts, give_mandates, wanted_accounts


class Command(BaseCommand):
    """Creates what is missing and prints all of them."""

    help = "Create the demo accounts for every person, hall and department that the database holds."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        if not getattr(settings, "DEMO", False):
            raise CommandError("Demo accounts have a public password: they exist in the demo only.")
        accounts = wanted_accounts()
        with transaction.atomic():
            made = create_accounts(accounts)
            give_mandates()
        if options["format"] == "json":
            self.stdout.write(
                json.dumps([account.row() for account in accounts], ensure_ascii=False, indent=2)
            )
            return
        for account in accounts:
            row = account.row()
            where = row["department"] or row["service_point"] or row["person"] or ""
            self.stdout.write(f"{row['username']:<24}{row['role']:<18}{where}")
        self.stdout.write(f"{made} accounts were created; the password of each is “{PASSWORD}”.")
