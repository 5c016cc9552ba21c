"""Rings for sending at once. If nobody hears it, the sweeper finds the rows."""

from celery import current_app


def ring(dispatch_ids: list[int]) -> None:
    """Ask a worker to send these now. May raise when the broker is down: call it robustly."""
    current_app.send_task("notices.send", [dispatch_ids], queue="default", retry=False)
