"""Celery: the doorbell and the muscle. PostgreSQL is the queue, so losing a message loses nothing."""

from datetime import timedelta

from celery.schedules import crontab
from kombu import Queue

from portal.settings import env
from portal.settings.domain import DEPARTMENT_SYSTEMS

REDIS_URL = env.text("REDIS_URL")  # redis://host:port/0, or redis+socket:///path?virtual_host=0
CELERY_BROKER_URL = env.text("CELERY_BROKER_URL", REDIS_URL)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 60
CELERY_TASK_SOFT_TIME_LIMIT = 50
CELERY_WORKER_MAX_TASKS_PER_CHILD = 2000
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
# A crashed worker's message is handed out again after twice the longest task, and looked for every 5 s.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 120,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 1,
    "socket_timeout": 5,
    "retry_policy": {"timeout": 1.0},
}
# Publishing never waits for a broker that is down: the sweeper finds what the bell did not announce.
CELERY_TASK_PUBLISH_RETRY = False


def partner_queue(department: str) -> str:
    """The Celery queue of a department that has its own system."""
    return f"partner.{department}"


CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_QUEUES = [
    Queue("default"),
    Queue("papers"),
    Queue("certificates"),
    *(Queue(partner_queue(department)) for department in DEPARTMENT_SYSTEMS),
]
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE = {
    "sweep deliveries": {"task": "ledger.sweep", "schedule": timedelta(seconds=5)},
    "number events": {"task": "ledger.number_events", "schedule": timedelta(seconds=5)},
    "sign checkpoint": {"task": "ledger.sign_checkpoint", "schedule": timedelta(seconds=60)},
    "fire timers": {"task": "core.fire_timers", "schedule": timedelta(seconds=5)},
    "send waiting notices": {"task": "notices.sweep", "schedule": timedelta(seconds=15)},
    "scan waiting files": {"task": "documents.scan_waiting", "schedule": timedelta(seconds=30)},
    "apologise for what is late": {"task": "approvals.apologise_late", "schedule": timedelta(seconds=60)},
    "count usual times": {"task": "cases.count_usual_times", "schedule": timedelta(hours=1)},
    "forget unfinished uploads": {"task": "documents.purge_uploads", "schedule": timedelta(minutes=10)},
    "remind of what is due soon": {"task": "approvals.remind", "schedule": timedelta(minutes=10)},
    "archive what is closed": {"task": "approvals.archive_closed", "schedule": timedelta(hours=1)},
    # 03:30 in the city: the gateway's statement of the day before is complete.
    "compare the books": {"task": "dataexchange.reconcile", "schedule": crontab(hour=19, minute=30)},
    "forget old notices": {"task": "notices.purge", "schedule": timedelta(days=1)},
    "forget old keys": {"task": "core.purge_keys", "schedule": timedelta(hours=1)},
    "forget missed queries": {"task": "matters.forget_missed_queries", "schedule": timedelta(days=1)},
    "beat was here": {"task": "core.heartbeat", "schedule": timedelta(seconds=10)},
}
