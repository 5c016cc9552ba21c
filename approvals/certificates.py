"""What the certificate of a granted matter says."""

from collections.abc import Mapping
from typing import Any

from approvals.models import Conclusion
from cases.composing import composition_of
from cases.models import Case, Party
from cases.selectors import parties_of
from core.text import pick
from core.values import present
from documents.certificates import CertificateDraft, CertificateField
from ledger.relay import TryLater

NAMELESS_SECONDS = 3600.0
FORMAL = frozenset({"decision_result", "decision_date"})


def certificate_of(case: Case, matter: str) -> CertificateDraft:
    """The draft from the matter's conclusion and its handbook's result.

    Raises TryLater while nobody knows the holder's name.
    """
    conclusion = Conclusion.objects.select_related("task__department", "task__handbook").get(
        task__case=case, task__matter=matter
    )
    handbook = conclusion.task.handbook.record
    name, number = _holder(parties_of(case)[0])
    if not name:  # accepted by silence: the law waits for nobody, the certificate waits for a name
        raise TryLater(NAMELESS_SECONDS, "the holder's name is not known yet")
    return CertificateDraft(
        source=matter,
        name=handbook["result"]["name"],
        holder=name,
        holder_number=number,
        department=conclusion.task.department,
        issued_at=conclusion.decided_at,
        fields=_fields(case, conclusion),
    )


def _holder(party: Party) -> tuple[str, str]:
    """Name and document number of whom the certificate is for."""
    if party.person:
        return pick(party.person.name, "zh"), party.person.id_number
    organisation = present(party.organisation, "the organisation")
    return pick(organisation.name, "zh"), organisation.uscc


def _fields(case: Case, conclusion: Conclusion) -> tuple[CertificateField, ...]:
    """The conclusion's fields in the order of the handbook, the formal ones left out."""
    elements = composition_of(case, {}).errand.sources.elements
    listed = [field["element"] for field in conclusion.task.handbook.record["conclusion_fields"]]
    return tuple(
        CertificateField(
            label=elements[name]["name"], value=in_words(elements[name], conclusion.fields[name])
        )
        for name in listed
        if name in conclusion.fields and name not in FORMAL
    )


def in_words(element: Mapping[str, Any], value: Any) -> str:
    """A stored value as a reader of a Chinese document expects it."""
    for option in element["options"]:
        if option["value"] == value:
            return str(option["zh"])
    if element["type"] == "money_cny":
        return f"{value:,.2f} 元"
    if element["type"] == "area_m2":
        return f"{value} 平方米"
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value)
