"""The WSGI entry for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

from portal.celery import app as celery_app
from portal.runenv import load_run_env

load_run_env()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.demo")

application = get_wsgi_application()
__all__ = ["application", "celery_app"]
