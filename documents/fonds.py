"""The fonds of a department, and the number by which its file of a case is found again."""

from django.conf import settings

from accounts.models import Department
from documents.models import Retention

ORGANISATION = slice(8, 17)  # of the credit code: the body itself (GB 32100-2015, GB 11714)


def fonds_of(department: Department) -> str:
    """The number that the city's archives gave (FONDS); until then the body's own nine characters.

    Both are the department's alone: its credit code is unique.
    """
    return settings.FONDS.get(department.code) or department.uscc[ORGANISATION]


def archive_number(fonds: str, year: int, retention: Retention, case_number: str) -> str:
    """档号: fonds, year, how long it is kept, and the case's number, which joins the departments' files."""
    return f"{fonds}-{year}-{retention}-{case_number}"
