"""Enter a channel in the registry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from accounts import channel_wording as wording
from accounts.actor import Actor
from accounts.channel_keys import digest_of, is_origin, new_key
from accounts.channels import AccessChannel
from accounts.policies import must_run_registry
from core.acts import act
from core.clock import local_date
from core.errors import BadInput
from ledger.recording import open_chain, record

WITHOUT_KEY = frozenset({AccessChannel.Kind.OWN_SITE, AccessChannel.Kind.COUNTER})


@dataclass(frozen=True)
class Entry:
    """What is entered: names are {"zh", "en"}; `origins` may frame the public pages."""

    code: str
    name: Mapping[str, str]
    owner: Mapping[str, str]
    kind: str
    origins: Sequence[str] = ()
    active_from: date | None = None


@act
def register_channel(entry: Entry, *, by: Actor) -> tuple[AccessChannel, str]:
    """The channel and its key, which is told here and never again (A-117: no channel without registration).

    The own site and the counter need no key: nobody is handed over there. Raises NotAllowed for anybody
    but an administrator, BadInput for an origin that is none or a code that is taken.
    """
    must_run_registry(by)
    _check(entry)
    held = open_chain("channel")
    key = "" if entry.kind in WITHOUT_KEY else new_key()
    channel = AccessChannel.objects.create(
        chain_id=held.id,
        code=entry.code,
        name=dict(entry.name),
        owner=dict(entry.owner),
        kind=entry.kind,
        origins=list(entry.origins),
        key_digest=digest_of(key) if key else "",
        key_set_at=held.now if key else None,
        active_from=entry.active_from or local_date(held.now),
    )
    data = {"channel": channel.code, "kind": channel.kind, "origins": channel.origins}
    record(wording.REGISTER_CHANNEL, held, by=by, subject=channel, changed=[channel], data=data)
    return channel, key


def _check(entry: Entry) -> None:
    wrong = [origin for origin in entry.origins if not is_origin(origin)]
    if wrong:
        raise BadInput(
            _("An origin is https:// and a host, without a path."),
            errors=[{"field": "origins", "reason": origin} for origin in wrong],
        )
    if entry.kind not in AccessChannel.Kind.values:
        raise BadInput(
            _("There is no such kind of channel."), errors=[{"field": "kind", "reason": entry.kind}]
        )
    taken = AccessChannel.objects.filter(code=entry.code)
    if entry.kind in WITHOUT_KEY:
        taken |= AccessChannel.objects.filter(kind=entry.kind, active_to__isnull=True)
    if taken.exists():
        raise BadInput(
            _("This channel is in the registry already."), errors=[{"field": "code", "reason": entry.code}]
        )
