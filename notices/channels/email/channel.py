"""A mail in both languages with the link to the case."""

from django.conf import settings

from accounts.models import Person
from notices.channels.email import transport
from notices.models import Notice


class Channel:
    """Reaches a person whose account has an address."""

    def address(self, person: Person) -> str:
        account = getattr(person, "user", None)
        return account.email if account else ""

    def send(self, notice: Notice, address: str) -> None:
        link = f"{settings.SITE_URL.rstrip('/')}{notice.link}" if notice.link else ""
        parts = [notice.body["zh"], notice.body["en"], link]
        transport.send(
            address,
            subject=f"{notice.title['zh']} / {notice.title['en']}",
            body="\n\n".join(part for part in parts if part),
        )
