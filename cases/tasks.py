"""Doors from Celery."""

from celery import shared_task

from cases.counting_usual import count_usual_times


@shared_task(name="cases.count_usual_times")
def usual_times() -> int:
    """Counts how long finished cases took; gives how many versions have a usual time."""
    return count_usual_times()
