"""`make demo`: everything on this machine, over plain HTTP, with demo keys and accounts."""

from portal.settings import env
from portal.settings.base import *  # noqa: F403

DEMO = True
ALLOWED_HOSTS = ["*"]
# Mails are written into a folder, where the sandbox shows them; without one, on the console.
EMAIL_FILE_PATH = env.text("MAIL_DIR", "")
EMAIL_BACKEND = f"django.core.mail.backends.{'filebased' if EMAIL_FILE_PATH else 'console'}.EmailBackend"
# Whoever tries the product in the evening wants to see the text messages leave at once.
SMS_QUIET_FROM = SMS_QUIET_TO = env.number("SMS_QUIET_FROM", 0)
