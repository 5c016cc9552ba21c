"""`manage.py reconcile_payments [--day 2026-11-20]`: our books beside the payment platform's."""

from argparse import ArgumentParser
from datetime import date, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.billing import yuan
from core.clock import today
from core.errors import DomainError
from dataexchange.payments.reconciling import Report, reconcile


class Command(BaseCommand):
    """Prints every difference of a day and ends with an error when there is one."""

    help = "Compares our payments and refunds of a day (yesterday) with the gateway's statement."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--day, as 2026-11-20."""
        parser.add_argument("--day", type=date.fromisoformat, default=None)

    def handle(self, *args: Any, **options: Any) -> None:
        """Reads the statement, compares, prints."""
        try:
            report = reconcile(options["day"] or today() - timedelta(days=1))
        except DomainError as error:
            raise CommandError(f"The statement can't be read: {error.title}") from error
        self.stdout.write(_summary(report))
        for row in report.differences:
            ours, theirs = _amount(row.ours_fen), _amount(row.theirs_fen)
            self.stdout.write(f"{row.kind} {row.number}: ours {ours}, theirs {theirs}. {row.words}")
        if not report.agrees:
            raise CommandError(f"{len(report.differences)} differences.")


def _summary(report: Report) -> str:
    return (
        f"{report.day}: {report.movements} movements, {yuan(report.paid_fen)} yuan in, "
        f"{yuan(report.refunded_fen)} yuan back, {len(report.differences)} differences"
    )


def _amount(fen: int | None) -> str:
    return "nothing" if fen is None else yuan(fen)
