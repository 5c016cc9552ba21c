"""The Celery application of the project."""

import os

from celery import Celery

from portal.runenv import load_run_env

load_run_env()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.demo")

app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
