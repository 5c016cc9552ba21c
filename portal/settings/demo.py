"""`make demo`: everything on this machine, over plain HTTP, with demo keys and accounts."""

from portal.settings.base import *  # noqa: F403

DEMO = True
ALLOWED_HOSTS = ["*"]
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
