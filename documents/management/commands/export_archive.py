"""python manage.py export_archive DEPARTMENT YEAR FOLDER: its packages of a year, for the city's archives."""

from argparse import ArgumentParser
from pathlib import Path
from shutil import copyfileobj
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.actor import Actor
from accounts.models import Department
from documents.files import is_intact, open_content
from documents.models import ArchivePackage
from ledger.access import look

REASON = "handed to the archives"


class Command(BaseCommand):
    """Copies one department's packages into a folder, each under its number; a damaged one stops it."""

    help = "Copies a department's archive packages of a year into a folder; those that lie there stay."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("department", help="such as D-ZGJ")
        parser.add_argument("year", type=int, help="of the decision")
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        department = Department.objects.filter(code=options["department"]).first()
        if department is None:
            raise CommandError(f"There is no department {options['department']}.")
        options["folder"].mkdir(parents=True, exist_ok=True)
        packages = ArchivePackage.objects.filter(department=department, year=options["year"])
        copied = [
            package
            for package in packages.select_related("file").iterator()
            if _copy(package, options["folder"])
        ]
        self.stdout.write(f"{len(copied)} packages copied to {options['folder']}")


def _copy(package: ArchivePackage, folder: Path) -> bool:
    """Whether it was copied now: whole or not at all, and on record before it leaves."""
    target = folder / package.file.name
    if target.exists():
        return False
    if not is_intact(package.file):
        raise CommandError(f"{package.number} is not what was packed. Verify the ledger.")
    look(Actor.system("export_archive"), package, ["archive package"], REASON)
    beside = target.with_suffix(".part")
    with open_content(package.file) as source, beside.open("wb") as out:
        copyfileobj(source, out)
    beside.rename(target)
    return True
