"""A text message in Chinese: short, with the case's number, without personal data."""

from accounts.models import Person
from notices.channels.sms.transport import transport
from notices.models import Notice

LONGEST = 300  # characters: a gateway bills every 67


class Channel:
    """Reaches a person by mobile number."""

    def address(self, person: Person) -> str:
        return person.mobile

    def send(self, notice: Notice, address: str) -> None:
        transport().send(address, f"【一窗】{notice.title['zh']}：{notice.body['zh']}"[:LONGEST])
