"""Brings a database up to date with the code and the demo city. Runs in the environment: needs Django.

One process for all steps: each management command of its own would load Django anew. Every step
changes nothing when there is nothing to do, so this runs on every start.
"""

import json
import os
import sys
from io import StringIO
from pathlib import Path

import django
from django.core.management import call_command, get_commands

CATALOGUE = Path("catalogue") / "linjiang"


def prepare(accounts_file: Path | None) -> None:
    """Tables, static files, keys, catalogue, accounts; the accounts are also written to the file."""
    django.setup()
    step("tables", "migrate", interactive=False, verbosity=0)
    step("static files", "collectstatic", interactive=False, verbosity=0)
    step("keys", "make_keys")
    step("catalogue", "import_catalogue", str(CATALOGUE), publish=True)
    listing = step("accounts", "demo_accounts", format="json")
    if accounts_file:
        accounts_file.write_text(json.dumps(json.loads(listing), ensure_ascii=False), encoding="utf-8")


def step(label: str, command: str, *arguments: str, **options: object) -> str:
    """Runs one command and returns what it printed; a command that fails ends the whole."""
    print(f"  {label}", flush=True)
    if command not in get_commands():
        print(f"  (this version has no command {command})", flush=True)
        return "[]"
    output = StringIO()
    call_command(command, *arguments, stdout=output, **options)
    return output.getvalue()


def main() -> None:
    """Usage: python -m scripts.prepare [FILE for the accounts]."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.demo")
    prepare(Path(sys.argv[1]) if len(sys.argv) > 1 else None)


if __name__ == "__main__":
    main()
