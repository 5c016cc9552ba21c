"""A mail in the receiver's language with the link to the case; its subject names the occasion alone."""

from django.conf import settings

from accounts.models import Person
from notices.channels.email import transport
from notices.channels.wishes import wishes_of
from notices.digests import Words

FOOT = {
    "zh": "这是一窗政务服务平台自动发出的邮件，请勿直接回复。工作人员不会向您索要密码或验证码。",
    "en": "Sent by the One Window portal; please do not reply. Nobody will ever ask for your password.",
}


class Channel:
    """Reaches a person who gave an address or whose account has one, unless they asked for no mails."""

    disturbs = True
    rings = False

    def address(self, person: Person) -> str:
        account, wishes = getattr(person, "user", None), wishes_of(person)
        return (wishes.email or (account.email if account else "")) if wishes.by_email else ""

    def send(self, words: Words, address: str, *, number: str, language: str) -> None:
        link = f"{settings.SITE_URL.rstrip('/')}{words.link}" if words.link else ""
        parts = [words.body, link, FOOT[language]]
        transport.send(
            address,
            subject=words.title,
            body="\n\n".join(part for part in parts if part),
            number=number,
        )
