"""What a reviewer fills in: the conclusion, a question with all its gaps, a special procedure.

The fields of a conclusion are those of the handbook, so its form is built per task. Checking is the
act's business; here typed values are kept and its complaints are put beside the fields they name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from approvals.desk.reading import Review
from approvals.presenting import shown
from cases.models import Answer
from core.errors import DomainError
from core.text import pick

FORMAL = frozenset({"decision_result", "decision_date"})  # the act fills these in by itself
PREFIX = "c-"
LONGEST_TEXT = 2000
MOST_DAYS = 250
KINDS = {
    "long_text": "textarea",
    "integer": "decimal",
    "decimal": "decimal",
    "area_m2": "decimal",
    "money_cny": "money",
    "date": "date",
    "choice": "select",
    "boolean": "select",
    "id_number": "id_number",
    "mobile": "tel",
    "email": "email",
}


@dataclass(frozen=True)
class DecisionForm:
    """A conclusion as typed, and what the act had to say about it."""

    review: Review
    typed: Mapping[str, str]
    error: DomainError | None = None

    @classmethod
    def fresh(cls, review: Review) -> "DecisionForm":
        """Filled with what is known: facts of other departments, then what was stated for this form."""
        stated = {row.element: row.value for row in review.answers if _is_shown(review, row)}
        known = {**stated, **review.task.facts}
        typed = {f"{PREFIX}{name}": _as_text(known[name]) for name in _listed(review) if name in known}
        return cls(review, typed)

    @classmethod
    def posted(cls, review: Review, post: QueryDict, error: DomainError | None = None) -> "DecisionForm":
        """As it was sent."""
        return cls(review, {name: str(post[name]) for name in post}, error)

    @property
    def opinion(self) -> str:
        return self.typed.get("opinion", "")

    @property
    def conclusion(self) -> dict[str, str]:
        """element -> what was typed, for every field that was sent; an emptied one counts as missing."""
        names = _listed(self.review)
        return {name: self.typed[f"{PREFIX}{name}"] for name in names if f"{PREFIX}{name}" in self.typed}

    @property
    def fields(self) -> list[dict[str, Any]]:
        """The parameters of one {% field %} each, in the handbook's order."""
        required = {line["element"]: line["required"] for line in self.review.planned["conclusion_fields"]}
        return [self._field(name, required[name]) for name in _listed(self.review)]

    def _field(self, name: str, required: bool) -> dict[str, Any]:
        element = self.review.elements[name]
        return {
            "name": f"{PREFIX}{name}",
            "label": pick(element["name"]),
            "value": self.typed.get(f"{PREFIX}{name}", ""),
            "kind": KINDS.get(element["type"], "text"),
            "options": _options(element),
            "required": required,
            "from_fact": name in self.review.task.facts,
            "error": self.problems.get(name, ""),
        }

    @property
    def problems(self) -> dict[str, str]:
        """element or `opinion` -> what is wrong with it."""
        if self.error is None:
            return {}
        detail = self.error.detail
        named = [(item.get("element") or item.get("field"), item.get("reason")) for item in self.error.errors]
        return {str(name): str(reason or detail) for name, reason in named if name}

    @property
    def summary(self) -> list[dict[str, str]]:
        """The same for {% error_summary %}, each leading to its field."""
        return [
            {"name": "opinion", "message": message}
            if name == "opinion"
            else {"name": f"{PREFIX}{name}", "message": f"{self._label(name)}: {message}"}
            for name, message in self.problems.items()
        ]

    def _label(self, name: str) -> str:
        element = self.review.elements.get(name)
        return pick(element["name"]) if element else name

    def ticked(self, number: int) -> bool:
        """Whether the reviewer had ticked that condition."""
        return f"check-{number}" in self.typed

    @property
    def checks(self) -> list[dict[str, Any]]:
        """The handbook's conditions, to tick while reading; a help to memory that nobody stores."""
        conditions = self.review.task.handbook.record["accept_conditions"]
        return [
            {"name": f"check-{number}", "text": pick(condition), "on": self.ticked(number)}
            for number, condition in enumerate(conditions, 1)
        ]


def _listed(review: Review) -> list[str]:
    names = [line["element"] for line in review.planned["conclusion_fields"]]
    return [name for name in names if name not in FORMAL]


def _is_shown(review: Review, row: Answer) -> bool:
    """Whether the page shows the value as it is: what is masked there is not given away in a box."""
    element = review.elements[row.element]
    return shown(element, row.value, unmasked=False) == shown(element, row.value, unmasked=True)


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _options(element: Mapping[str, Any]) -> list[tuple[str, str]]:
    if element["type"] == "boolean":
        return [("", ""), ("true", _("Yes")), ("false", _("No"))]
    if element["type"] == "choice":
        return [("", ""), *((row["value"], pick(row)) for row in element["options"])]
    return []


@dataclass(frozen=True)
class AskForm:
    """Everything the reviewer misses, each with its reason, sent at once (licensing law art. 32)."""

    review: Review
    typed: Mapping[str, str]
    error: DomainError | None = None

    @property
    def materials(self) -> list[dict[str, Any]]:
        """The matter's materials to choose from."""
        rows = [line["material"] for line in self.review.planned["materials"]]
        names = self.review.sources.materials
        return [self._line("material", code, pick(names[code]["name"])) for code in dict.fromkeys(rows)]

    @property
    def elements(self) -> list[dict[str, Any]]:
        """The matter's answers to choose from."""
        asked = [
            name for name in self.review.planned["fields"] if name not in self.review.planned["delivered"]
        ]
        return [self._line("element", name, pick(self.review.elements[name]["name"])) for name in asked]

    def _line(self, kind: str, code: str, label: str) -> dict[str, Any]:
        name = f"{kind}-{code}"
        return {
            "name": name,
            "label": label,
            "on": name in self.typed,
            "reason": self.typed.get(f"why-{name}", ""),
            "error": self._error(name),
        }

    def _error(self, name: str) -> str:
        if self.error is None or name not in self.typed or self.typed.get(f"why-{name}", "").strip():
            return ""
        return _("Say in words what is missing or wrong.")

    @property
    def gaps(self) -> list[dict[str, str]]:
        """What was chosen, as the act takes it."""
        return [
            {kind: line["name"].partition("-")[2], "reason": line["reason"]}
            for kind, lines in (("material", self.materials), ("element", self.elements))
            for line in lines
            if line["on"]
        ]

    @property
    def summary(self) -> list[dict[str, str]]:
        """What is wrong, for {% error_summary %}."""
        if self.error is None:
            return []
        lines = [line for line in (*self.materials, *self.elements) if line["error"]]
        found = [
            {"target": f"why-{line['name']}", "message": f"{line['label']}: {line['error']}"}
            for line in lines
        ]
        return found or [{"target": "gaps", "message": f"{self.error.title}. {self.error.detail}"}]


class SuspendForm(forms.Form):
    """A special procedure of the handbook, how long it takes, and what the applicant is told."""

    procedure = forms.ChoiceField(
        label=gettext_lazy("Which procedure"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose the procedure.")},
    )
    basis = forms.CharField(
        label=gettext_lazy("Legal basis"),
        max_length=300,
        error_messages={"required": gettext_lazy("Name the law and the article.")},
    )
    planned_days = forms.IntegerField(
        label=gettext_lazy("Planned working days"),
        min_value=1,
        max_value=MOST_DAYS,
        error_messages={"required": gettext_lazy("Say how many working days it will take.")},
    )
    notice = forms.CharField(
        label=gettext_lazy("Written notice to the applicant"),
        help_text=gettext_lazy(
            "Only with a written notice does the clock stand still. Without one it runs on."
        ),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea,
    )

    def __init__(self, review: Review, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.limits = {
            pick(row["name"], "zh"): row["max_workdays"] for row in review.planned["special_procedures"]
        }
        self.fields["procedure"].choices = [  # type: ignore[attr-defined]
            (pick(row["name"], "zh"), _procedure_label(row)) for row in review.planned["special_procedures"]
        ]

    def clean(self) -> dict[str, Any]:
        """No longer than the handbook allows for that procedure."""
        cleaned = super().clean() or {}
        limit = self.limits.get(cleaned.get("procedure", ""))
        if limit and cleaned.get("planned_days", 0) > limit:
            self.add_error("planned_days", _("The handbook allows %(days)s working days.") % {"days": limit})
        return cleaned


def _procedure_label(row: Mapping[str, Any]) -> str:
    words = {"name": pick(row["name"]), "days": row["max_workdays"]}
    return _("%(name)s, at most %(days)s working days") % words
