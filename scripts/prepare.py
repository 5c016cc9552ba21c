"""Brings a database up to date with the code and the demo city. Runs in the environment: needs Django.

One process for all steps: each management command of its own would load Django anew. Every step
changes nothing when there is nothing to do, so this runs on every start. With production settings
there is no demo city: tables, static files and keys only.
"""

import hashlib
import os
import sys
from io import StringIO
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command

CATALOGUE = Path("catalogue") / "linjiang"


def prepare(notes: Path | None) -> None:
    """All steps. In the folder `notes` the demo leaves its accounts and what it has imported."""
    django.setup()
    step("tables", "migrate", interactive=False, verbosity=0)
    step("static files", "collectstatic", interactive=False, verbosity=0)
    step("keys", "make_keys")
    if settings.DEMO:
        import_demo_city(notes)
        accounts = step("accounts", "demo_accounts", format="json")
        if notes:
            (notes / "accounts.json").write_text(accounts, encoding="utf-8")
    step("channels", "channels", "own")
    step("words for the search", "index_catalogue")
    step("departments' systems", "make_department_clients")


def import_demo_city(notes: Path | None) -> None:
    """The catalogue of the demo city, unless exactly this one was imported before.

    A database that somebody has edited since may refuse a changed catalogue; it is kept as it is then.
    """
    stamp = notes / "catalogue" if notes else None
    wanted = fingerprint(CATALOGUE)
    if stamp and stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
        return
    try:
        step("catalogue", "import_catalogue", str(CATALOGUE), publish=True)
    except SystemExit:
        if not apps.get_model("matters", "Matter").objects.exists():
            raise
        print("  The demo city's catalogue does not fit the data that are there, which stay as they are.")
        return
    if stamp:
        stamp.write_text(wanted, encoding="ascii")


def fingerprint(folder: Path) -> str:
    """Changes with any file's name or content."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(folder)}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def step(label: str, command: str, *arguments: str, **options: object) -> str:
    """Runs one command and returns what it printed; of one that fails the output is shown."""
    print(f"  {label}", flush=True)
    output = StringIO()
    try:
        call_command(command, *arguments, stdout=output, **options)
    except BaseException:
        print(output.getvalue(), flush=True)
        raise
    return output.getvalue()


def main() -> None:
    """Usage: python -m scripts.prepare [FOLDER for notes]."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.demo")
    try:
        prepare(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    except CommandError as error:
        sys.exit(f"  {error}")


if __name__ == "__main__":
    main()
