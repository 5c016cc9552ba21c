"""Numbers that are given once: of papers, and the serials of certificates."""

from django.db import connection, transaction
from django.db.models import Max

from accounts.models import Department
from core.clock import local_date, now
from documents.models import CertificateType

_PAPER = "SELECT nextval('documents_paper_number')"
_CERTIFICATE = "SELECT nextval('documents_certificate_serial')"


def next_paper_number(word: str) -> str:
    """受〔2026〕第 001187 号: the paper's character, the year, a number out of one sequence."""
    return f"{word}〔{local_date(now()).year}〕第 {_next(_PAPER):06d} 号"


def next_serial() -> str:
    """The year and nine digits: well within the 32 characters of the standard."""
    return f"{local_date(now()).year}{_next(_CERTIFICATE):09d}"


def certificate_type(department: Department, source: str) -> CertificateType:
    """The department's type of certificate for that source, made when it is first needed.

    Its three digits count within the department; the department's row is locked while one is given.
    """
    known = CertificateType.objects.select_related("department").filter(department=department, source=source)
    if found := known.first():
        return found
    with transaction.atomic():
        Department.objects.select_for_update(no_key=True).get(pk=department.pk)
        if found := known.first():
            return found
        last = CertificateType.objects.filter(department=department).aggregate(last=Max("ordinal"))["last"]
        return CertificateType.objects.create(department=department, source=source, ordinal=(last or 0) + 1)


def _next(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.fetchone()[0])
