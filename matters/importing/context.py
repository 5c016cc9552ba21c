"""What the writers of one import share."""

from collections.abc import Iterable, MutableMapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Max, Model

from matters.models import CityRules


@dataclass
class Context:
    """One import: its moment, its rules, and the keys of the rows that codes stand for."""

    now: datetime
    rules: CityRules | None = None
    _ids: dict[type[Model], MutableMapping[str, int]] = field(default_factory=dict)

    def ids(self, model: type[Model]) -> MutableMapping[str, int]:
        """code -> primary key of every row of a model that is known by a code."""
        if model not in self._ids:
            rows = model._default_manager.exclude(code=None).values_list("code", "pk")
            self._ids[model] = dict(rows)
        return self._ids[model]

    def id_of(self, model: type[Model], code: str | None) -> int | None:
        """The primary key of the row that a code stands for; None for None."""
        return None if code is None else self.ids(model)[code]

    def add(self, model: type[Model], rows: Iterable[Model]) -> None:
        """Write new rows and remember their keys."""
        written = model._default_manager.bulk_create(list(rows))
        self.ids(model).update({row.code: row.pk for row in written})  # type: ignore[attr-defined]

    @staticmethod
    def next_ordinal(model: type[Model]) -> int:
        """The place after the last one, so that a second catalogue continues the numbering."""
        last = model._default_manager.aggregate(last=Max("ordinal"))["last"]
        return 0 if last is None else int(last) + 1
