"""channels: the registry of the ways to the portal, run centrally (A-117)."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.actions import Entry, close_channel, register_channel, rotate_channel_key
from accounts.actor import Actor, actor_of
from accounts.channels import AccessChannel
from accounts.models import User
from core.clock import today
from core.errors import DomainError

KIND = AccessChannel.Kind
CITY = {"zh": "本市政务服务中心", "en": "The city's service centre"}
OWN = (
    Entry("own-site", {"zh": "本网站", "en": "This site"}, CITY, KIND.OWN_SITE),
    Entry("counter", {"zh": "大厅窗口", "en": "Counter"}, CITY, KIND.COUNTER),
)


class Command(BaseCommand):
    """A key is printed once, when it is made: the database keeps only its digest."""

    help = "List, register and close channels, and give them new keys."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """own, list, register CODE …, rotate CODE [--at-once], close CODE; `--by` names who does it."""
        parser.add_argument("--by", default="", help="an administrator's account; else the product itself")
        acts = parser.add_subparsers(dest="act", required=True)
        acts.add_parser("own", help="register the own site and the counter, if they are not there")
        acts.add_parser("list")
        new = acts.add_parser("register")
        new.add_argument("code")
        for name in ("name-zh", "name-en", "owner-zh", "owner-en"):
            new.add_argument(f"--{name}", required=True)
        new.add_argument("--kind", required=True, choices=KIND.values)
        new.add_argument("--origin", action="append", default=[], help="https://host; may be given again")
        rotate = acts.add_parser("rotate")
        rotate.add_argument("code")
        rotate.add_argument("--at-once", action="store_true", help="the old key ends now, not in a day")
        acts.add_parser("close").add_argument("code")

    def handle(self, *args: Any, **options: Any) -> None:
        """What an act refuses is told in its words."""
        try:
            getattr(self, f"do_{options['act']}")(_actor(options["by"]), options)
        except DomainError as error:
            raise CommandError(f"{error.title}: {error.detail}") from error

    def do_own(self, by: Actor, options: dict[str, Any]) -> None:
        """Both need no key."""
        there = set(AccessChannel.objects.filter(active_to__isnull=True).values_list("kind", flat=True))
        for entry in OWN:
            if entry.kind not in there:
                register_channel(entry, by=by)

    def do_list(self, by: Actor, options: dict[str, Any]) -> None:
        """One line each."""
        for channel in AccessChannel.objects.all():
            until = f" – {channel.active_to}" if channel.active_to else ""
            origins = " ".join(channel.origins)
            self.stdout.write(f"{channel.code:<24}{channel.kind:<16}{channel.active_from}{until}  {origins}")

    def do_register(self, by: Actor, options: dict[str, Any]) -> None:
        """Prints the key."""
        name = {"zh": options["name_zh"], "en": options["name_en"]}
        owner = {"zh": options["owner_zh"], "en": options["owner_en"]}
        entry = Entry(options["code"], name, owner, options["kind"], options["origin"])
        self.stdout.write(register_channel(entry, by=by)[1])

    def do_rotate(self, by: Actor, options: dict[str, Any]) -> None:
        """Prints the new key."""
        channel = _channel(options["code"])
        self.stdout.write(rotate_channel_key(channel, by=by, at_once=options["at_once"])[1])

    def do_close(self, by: Actor, options: dict[str, Any]) -> None:
        """Its cases and figures stay."""
        close_channel(_channel(options["code"]), by=by)


def _actor(username: str) -> Actor:
    """The administrator; without a name the product itself, as at set-up."""
    if not username:
        return Actor.system("set-up")
    user = User.objects.filter(username=username).first()
    if user is None:
        raise CommandError(f"There is no account {username}.")
    return actor_of(user, today())


def _channel(code: str) -> AccessChannel:
    found = AccessChannel.objects.filter(code=code).first()
    if found is None:
        raise CommandError(f"There is no channel {code}.")
    return found
