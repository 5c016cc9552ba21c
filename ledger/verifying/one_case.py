"""Checks one case quickly: its chain, and the checkpoints that its events lie under."""

from collections.abc import Iterator

from ledger.models import Checkpoint, Event, SequencedEvent
from ledger.registry import labels
from ledger.verifying.chains import verify_chains
from ledger.verifying.order import verify_checkpoint
from ledger.verifying.problems import Problem


def find_chain(number: str) -> int | None:
    """The chain of what people call by this number; a case whose row is gone is still known to its events."""
    for label in labels().values():
        chain_id = label.find(number)
        if chain_id is not None:
            return chain_id
    return Event.objects.filter(data__number=number).values_list("chain_id", flat=True).first()


def verify_case(chain_id: int) -> Iterator[Problem]:
    """The problems of the chain, its rows, and the signed order of its events."""
    yield from verify_chains([chain_id])
    for checkpoint in checkpoints_over(chain_id):
        yield from verify_checkpoint(checkpoint)


def checkpoints_over(chain_id: int) -> list[Checkpoint]:
    """The checkpoints under which the chain's numbered events lie."""
    positions = SequencedEvent.objects.filter(chain_id=chain_id).values_list("position", flat=True)
    found: dict[int, Checkpoint] = {}
    for position in sorted(positions):
        if any(one.first <= position <= one.last for one in found.values()):
            continue
        over = Checkpoint.objects.filter(first__lte=position).order_by("-first").first()
        if over is not None and over.last >= position:
            found[over.number] = over
    return list(found.values())
