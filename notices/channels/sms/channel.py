"""A text message in the receiver's language: the occasion, the case's number, a date, a link. No more."""

from django.conf import settings

from accounts.models import Person
from notices.channels.sms.transport import transport
from notices.channels.wishes import wishes_of
from notices.digests import Words

LONGEST = 300  # characters: a gateway bills every 67
SIGN = {"zh": "【一窗】", "en": "[One Window] "}


class Channel:
    """Reaches a person by mobile number, outside the quiet hours, unless they asked for no text messages."""

    disturbs = True
    rings = True

    def address(self, person: Person) -> str:
        wishes = wishes_of(person)
        return (wishes.mobile or person.mobile) if wishes.by_sms else ""

    def send(self, words: Words, address: str, *, number: str, language: str) -> None:
        link = f" {settings.SITE_URL.rstrip('/')}{words.link}" if words.link else ""
        text = f"{SIGN[language]}{words.short}"[: LONGEST - len(link)]
        transport().send(address, f"{text}{link}", number=number)
