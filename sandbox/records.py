"""The played shared-data service: demo records about the catalogue's demo people and organisations.

Only a record that is unmistakable is given: about one subject, and where it has several things of a
kind, about the one that the query hints at.
"""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

REGISTER = Path(__file__).parent / "register.json"
PEOPLE = frozenset({"DI-PERSON", "DI-IDPHOTO"})
Record = dict[str, Any]


class Register:
    """Every demo record, by item of the sharing list."""

    def __init__(self, data_dir: Path) -> None:
        self._items = {item["id"]: item for item in _read(data_dir / "shared_data.json")}
        self._people = {person["id"]: person for person in _read(data_dir / "people.json")}
        self._organisations = {one["id"]: one for one in _read(data_dir / "organisations.json")}
        self._by_number = {person["id_number"]: key for key, person in self._people.items()}
        self._by_number |= {one["uscc"]: key for key, one in self._organisations.items()}
        self._records = json.loads(REGISTER.read_text(encoding="utf-8"))

    def answer(self, item: str, query: Record) -> tuple[int, Record]:
        """The record about the subject of the query, or that there is none.

        The query: {"query": id, "subject": {"kind", "id_number" or "uscc", "hint": {field: value}}}.
        Of several records the hint tells which is meant; without it there is no answer.
        """
        known = self._items.get(item)
        if known is None:
            return 404, {"error": f"the sharing list has no {item}"}
        subject = query.get("subject")
        if not isinstance(subject, dict):
            return 422, {"error": "the query names no subject"}
        record = self._find(item, subject)
        return 200, {
            "query": query.get("query"),
            "item": item,
            "provider": known["provider"],
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "found": record is not None,
            "record": _only_listed(record, known) if record else {},
        }

    def _find(self, item: str, subject: Record) -> Record | None:
        key = self._by_number.get(str(subject.get("id_number") or subject.get("uscc")))
        if key is None:
            return None
        found = [entry for entry in self._records.get(item, []) if key in entry["of"]]
        if len(found) > 1:
            hint = (subject.get("hint") or {}).items()
            found = [entry for entry in found if hint and hint <= entry["record"].items()]
        return self._complete(item, key, found[0]) if len(found) == 1 else None

    def _complete(self, item: str, key: str, entry: Record) -> Record:
        """The record with what the catalogue says of the subject."""
        record = dict(entry["record"])
        if item in PEOPLE:
            record |= self._basics(key)
        if item in {"DI-LEGAL", "DI-TAXREG"}:
            record |= self._registration(key)
        if item in {"DI-ESTATE", "DI-VEHICLE"}:
            record["owner"] = "、".join(self._people[one]["name"]["zh"] for one in entry["of"])
        if item == "DI-HOUSECNT":
            record["queried_at"] = datetime.now(UTC).isoformat(timespec="seconds")
        if spouse := self._people.get(record.pop("spouse", "")):
            record |= {"spouse_name": spouse["name"]["zh"], "spouse_id_number": spouse["id_number"]}
        return record

    def _basics(self, key: str) -> Record:
        person = self._people[key]
        return {
            "name": person["name"]["zh"],
            **{name: person[name] for name in ("id_number", "gender", "birth_date")},
        }

    def _registration(self, key: str) -> Record:
        one = self._organisations[key]
        representative = self._people[one["legal_representative"]]
        return {
            "name": one["name"]["zh"],
            "uscc": one["uscc"],
            "taxpayer_id": one["uscc"],
            "legal_rep": representative["name"]["zh"],
        }


def _only_listed(record: Record, item: Record) -> Record:
    """Nothing but the fields of the sharing list leaves."""
    listed = {field["key"] for field in item["fields"]}
    return {name: value for name, value in record.items() if name in listed}


def _read(path: Path) -> list[Record]:
    return json.loads(path.read_text(encoding="utf-8"))
