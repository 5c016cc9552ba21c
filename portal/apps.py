"""The project's own app; loading it makes the project's Celery application the current one."""

from django.apps import AppConfig

from portal.celery import app as celery_app

__all__ = ["PortalConfig", "celery_app"]


class PortalConfig(AppConfig):
    """The top floor."""

    name = "portal"
