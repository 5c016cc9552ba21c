"""What the ledger knows of the apps above it: actions, subscribers, protected tables, labels.

Every app registers its own when it is loaded, the same in every process.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model
from django.utils import translation

VISIBLE = frozenset({"party", "staff", "none"})
OUTSIDE_LEASES = 4
INSIDE_BATCH, OUTSIDE_BATCH = 5, 1

Handler = Callable[..., None]
Split = Callable[[Any], Sequence[tuple[str, str]]]
Verifier = Callable[[int, Mapping[str, Collection[str]]], Iterable[tuple[str, str, str]]]


@dataclass(frozen=True)
class Action:
    """A kind of event, told in one sentence; `visible` to a party, to staff only, or to auditors."""

    name: str
    sentence: Any
    visible: str


@dataclass(frozen=True)
class Subscriber:
    """Who is told of which actions after commit, in which queue, with how many at a time."""

    key: str
    handler: Handler
    queue: str
    outside: bool
    split: Split | None
    leases: int | None
    batch: int

    def deliveries(self, event: Any) -> Iterator[tuple[str, str]]:
        """The (subscriber, queue) pairs of that event's deliveries."""
        if self.split is None:
            yield self.key, self.queue
            return
        for part, queue in self.split(event):
            yield f"{self.key}:{part}", queue


@dataclass(frozen=True)
class Label:
    """How the chains of a kind are called by people."""

    describe: Callable[[Collection[int]], Mapping[int, str]]
    find: Callable[[str], int | None]


@dataclass(frozen=True)
class Protection:
    """The path from a model to its chain (None: no chain of its own), and the columns its digests cover."""

    chain: str | None
    fields: tuple[str, ...] | None


@dataclass
class _Registry:
    actions: dict[str, Action] = field(default_factory=dict)
    subscribers: dict[str, Subscriber] = field(default_factory=dict)
    listeners: dict[str, list[Subscriber]] = field(default_factory=dict)
    protected: dict[type[Model], Protection] = field(default_factory=dict)
    labels: dict[str, Label] = field(default_factory=dict)
    verifiers: list[Verifier] = field(default_factory=list)


_registry = _Registry()


def action(name: str, sentence: Any, *, visible: str = "party") -> str:
    """Registers an action and gives its name back.

    `sentence` is lazily translated and may hold %(name)s places, filled from the event's data.
    """
    if visible not in VISIBLE:
        raise ImproperlyConfigured(f"{name}: visible is party, staff or none, not {visible!r}.")
    if name in _registry.actions:
        raise ImproperlyConfigured(f"The action {name} is registered twice.")
    _registry.actions[name] = Action(name, sentence, visible)
    return name


def action_named(name: str) -> Action:
    """The registered action; an unregistered name is a fault of the program."""
    try:
        return _registry.actions[name]
    except KeyError:
        raise ImproperlyConfigured(f"No action {name!r} is registered.") from None


def actions() -> list[Action]:
    """All registered actions, by name."""
    return [_registry.actions[name] for name in sorted(_registry.actions)]


def sentence_for(event: Any, language: str | None = None) -> str:
    """What happened, in that language (or the active one).

    A place of the sentence that the event's data does not fill stays empty: old events are read by
    newer sentences. A two-language value shows its half.
    """
    code = language or translation.get_language() or "zh-hans"
    with translation.override("zh-hans" if code == "zh" else code):
        sentence = str(action_named(event.action).sentence)
    return sentence % _Places(event.data, code)


class _Places(dict):
    """The event's data as the sentence reads it."""

    def __init__(self, data: Mapping[str, Any], language: str) -> None:
        super().__init__(data)
        self.language = "en" if language.startswith("en") else "zh"

    def __getitem__(self, name: str) -> Any:
        value = self.get(name, "")
        return value.get(self.language, "") if isinstance(value, Mapping) else value


def subscriber(
    key: str,
    *,
    actions: Iterable[str],
    queue: str = "default",
    outside: bool = False,
    split: Split | None = None,
    leases: int | None = None,
    batch: int | None = None,
) -> Callable[[Handler], Handler]:
    """Registers the decorated function for these actions; it is called with the event after commit.

    `outside`: the handler talks to another system and runs outside any transaction, at least once;
    otherwise its effect and its inbox row share one, exactly once. `split(event)` gives
    [(part, queue)] when one event goes to several receivers; the handler is then called with
    (event, part). At most `leases` deliveries of one receiver are worked on at once (outside: 4).
    A worker claims `batch` of them at a time (5, outside: 1), all of which must fit into one lease.
    """
    if key in _registry.subscribers:
        raise ImproperlyConfigured(f"The subscriber {key} is registered twice.")
    limit = leases if leases is not None else (OUTSIDE_LEASES if outside else None)
    claimed = batch if batch is not None else (OUTSIDE_BATCH if outside else INSIDE_BATCH)

    def register(handler: Handler) -> Handler:
        entry = Subscriber(key, handler, queue, outside, split, limit, claimed)
        _registry.subscribers[key] = entry
        for name in actions:
            _registry.listeners.setdefault(name, []).append(entry)
        return handler

    return register


def listeners(action_name: str) -> Sequence[Subscriber]:
    """Who is told of this action."""
    return _registry.listeners.get(action_name, ())


def subscriber_named(key: str) -> tuple[Subscriber | None, str]:
    """The subscriber of a delivery and the part, "" where it is whole; None when it is gone."""
    name, _, part = key.partition(":")
    return _registry.subscribers.get(name), part


def subscribers() -> list[Subscriber]:
    """All registered subscribers, by key."""
    return [_registry.subscribers[key] for key in sorted(_registry.subscribers)]


def protect(model: type[Model], *, chain: str | None = "chain", fields: Iterable[str] | None = None) -> None:
    """Declares that every row of the model is covered by the events of its one chain.

    `chain`: the path from the model to its chain, such as "case__chain". None for rows without one,
    covered where an act names them (a stored file); such a row must not change where several chains
    cover it. `fields`: the columns that count, where others change without an act (a scan's result).
    """
    _registry.protected[model] = Protection(chain, tuple(fields) if fields is not None else None)


def protected() -> Mapping[type[Model], Protection]:
    """The protected models."""
    return _registry.protected


def covered_fields(model: type[Model]) -> tuple[str, ...] | None:
    """The columns that the digests of a model cover; None for all."""
    protection = _registry.protected.get(model)
    return protection.fields if protection else None


def label(
    kind: str,
    *,
    describe: Callable[[Collection[int]], Mapping[int, str]],
    find: Callable[[str], int | None],
) -> None:
    """Registers how chains of a kind are called: `describe(chain ids)` and `find(name)`."""
    _registry.labels[kind] = Label(describe, find)


def labels() -> Mapping[str, Label]:
    """The registered labels, by kind of chain."""
    return _registry.labels


def verifier(check: Verifier) -> Verifier:
    """Registers a further check of the verifier, such as files against the disk.

    Called per chain with (chain id, {table: keys of the rows its events cover}); it yields
    (table, key, problem).
    """
    _registry.verifiers.append(check)
    return check


def verifiers() -> Sequence[Verifier]:
    """The registered further checks."""
    return _registry.verifiers
