"""Production: every address and secret comes from the environment; without them the start stops."""

from portal.settings import env
from portal.settings.base import *  # noqa: F403

DEMO = False
SECRET_KEY = env.text("SECRET_KEY")
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = env.names("CSRF_TRUSTED_ORIGINS")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECOND_FACTOR_ROLES = env.names(
    "SECOND_FACTOR_ROLES",
    "agent,clerk,exit_clerk,chief,reviewer,supervisor,catalogue_editor,auditor,administrator",
)
ASSURANCE_DEFAULT = env.number("ASSURANCE_DEFAULT", 2)
