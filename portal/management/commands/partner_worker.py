"""Starts the Celery worker that talks to the departments' own systems."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from portal.celery import app
from portal.settings.celery import partner_queue

THREADS = 8


class Command(BaseCommand):
    """A worker for the queues of all departments in DEPARTMENT_SYSTEMS; without any, it ends at once.

    Threads, because it mostly waits for others' answers: a slow department holds a thread, not a process.
    """

    help = "Run the worker for the queues of the departments that have their own system."

    def handle(self, *args: Any, **options: Any) -> None:
        """Runs until it is told to stop."""
        queues = [partner_queue(department) for department in settings.DEPARTMENT_SYSTEMS]
        if not queues:
            self.stdout.write("No department has a system of its own: nothing to do.")
            return
        arguments = ["-P", "threads", "-c", str(THREADS), "-Q", ",".join(queues), "-n", "partner@%h"]
        app.worker_main(["worker", "-l", "INFO", "--without-gossip", "--without-mingle", *arguments])
