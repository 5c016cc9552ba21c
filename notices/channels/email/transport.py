"""Django's mail: EMAIL_BACKEND chooses the server, or the console in the demonstration."""

from smtplib import SMTPException

from django.core.mail import EmailMessage


def send(address: str, *, subject: str, body: str) -> None:
    """Send one mail. Raises OSError when the server does not take it."""
    try:
        EmailMessage(subject=subject, body=body, to=[address]).send()
    except SMTPException as problem:
        raise OSError(str(problem)) from problem
