"""Makes the credentials between the portal and departments' own systems."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from dataexchange.clients import clients_file, make_clients


class Command(BaseCommand):
    """One OAuth 2 client and one push token per department in DEPARTMENT_SYSTEMS; repeating is harmless."""

    help = "Make the credentials of departments with their own system; they are written into KEY_DIR."

    def add_arguments(self, parser: CommandParser) -> None:
        """--show prints the credentials themselves."""
        parser.add_argument("--show", action="store_true", help="print the credentials as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints whose credentials there are, and where."""
        clients = make_clients()
        if options["show"]:
            self.stdout.write(json.dumps(clients, indent=2))
        else:
            self.stdout.write(f"{clients_file()}: {', '.join(sorted(clients)) or 'no department'}")
