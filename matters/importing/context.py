"""What the writers of one import share."""

from collections.abc import Iterable, MutableMapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Max, Model

from accounts.actor import Actor
from ledger.recording import Held, hold, open_chain
from matters.models import CityRules, Matter, OneThing

CHAINS: dict[type[Matter] | type[OneThing], str] = {Matter: "matter", OneThing: "one_thing"}


@dataclass
class Context:
    """One import: its moment, its actor, its rules, and the keys of the rows that codes stand for."""

    now: datetime
    by: Actor
    rules: CityRules | None = None
    _ids: dict[type[Model], MutableMapping[str, int]] = field(default_factory=dict)
    _held: dict[int, Held] = field(default_factory=dict)

    def ids(self, model: type[Model]) -> MutableMapping[str, int]:
        """code -> primary key of every row of a model that is known by a code."""
        if model not in self._ids:
            rows = model._default_manager.exclude(code=None).values_list("code", "pk")
            self._ids[model] = dict(rows)
        return self._ids[model]

    def id_of(self, model: type[Model], code: str) -> int:
        """The primary key of the row that a code stands for."""
        return self.ids(model)[code]

    def maybe_id_of(self, model: type[Model], code: str | None) -> int | None:
        """The same; None for None."""
        return None if code is None else self.ids(model)[code]

    def add(self, model: type[Model], rows: Iterable[Model]) -> None:
        """Write new rows and remember their keys."""
        written = model._default_manager.bulk_create(list(rows))
        self.ids(model).update({row.code: row.pk for row in written})  # type: ignore[attr-defined]

    def add_owners(self, model: type[Matter] | type[OneThing], codes: Iterable[str]) -> None:
        """Write the matters (or one-things) that are not known yet, each with its own chain."""
        rows = []
        for code in codes:
            if code not in self.ids(model):
                held = open_chain(CHAINS[model])
                self._held[held.id] = held
                rows.append(model(code=code, chain_id=held.id))
        self.add(model, rows)

    def hold_owner(self, owner: Matter | OneThing) -> Held:
        """The chain of a matter or one-thing, locked; a chain of this import is held already."""
        if owner.chain_id not in self._held:
            self._held[owner.chain_id] = hold(type(owner)._default_manager.filter(pk=owner.pk))[1]
        return self._held[owner.chain_id]

    @staticmethod
    def next_ordinal(model: type[Model]) -> int:
        """The place after the last one, so that a second catalogue continues the numbering."""
        last = model._default_manager.aggregate(last=Max("ordinal"))["last"]
        return 0 if last is None else int(last) + 1
