"""Django's mail: EMAIL_BACKEND chooses the server, or a folder in the demonstration."""

from smtplib import SMTPException
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage


def send(address: str, *, subject: str, body: str, number: str) -> None:
    """Send one mail; the same number is the same mail to whoever reads it. Raises OSError when refused."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    headers = {"Message-ID": f"<{number}@{host}>", "Auto-Submitted": "auto-generated"}
    try:
        EmailMessage(subject=subject, body=body, to=[address], headers=headers).send()
    except SMTPException as problem:
        raise OSError(str(problem)) from problem
