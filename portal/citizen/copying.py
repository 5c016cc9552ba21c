"""Everything the portal keeps about one person, as they may have it: machine-readable and whole.

`SECTIONS` names every part; a test compares it with the tables that point to people, so that a new
table is either copied or left out for a reason.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.core.serializers.json import DjangoJSONEncoder
from django.forms.models import model_to_dict
from django.utils.translation import override, pgettext

from accounts.actions import finish_export
from accounts.actor import Actor, actor_of
from accounts.identity import LinkedDocument
from accounts.models import CreditRecord, Mandate, Person, User
from accounts.privacy import Consent, DataExport, Profile
from cases.models import Case, CaseMaterial
from core.clock import today
from core.tables import csv_text
from core.text import pick
from core.values import present
from documents.storage import store
from ledger.access import looks_at
from ledger.models import Event
from ledger.registry import action_named, sentence_for
from notices.models import Notice
from portal.citizen.answers import by_group
from portal.citizen.drafts import application
from portal.citizen.words import LOCALES

Section = Callable[[Actor], Any]
FORMAT = "one-window-my-data-1"
TABLE = "answers.csv"
DATES = ("created_at", "submitted_at", "accepted_at", "decided_at", "closed_at")


def _whose(actor: Actor) -> int:
    return present(actor.person_id, "the person")


def _person(actor: Actor) -> Any:
    person = Person.objects.get(pk=_whose(actor))
    further = LinkedDocument.objects.filter(person=person).values("id_kind", "id_number", "linked_at")
    return {**model_to_dict(person, exclude=["id", "code"]), "further_documents": list(further)}


def _account(actor: Actor) -> Any:
    return model_to_dict(
        User.objects.get(person=_whose(actor)), ["username", "email", "last_login", "date_joined"]
    )


def _profile(actor: Actor) -> Any:
    return [
        model_to_dict(row, exclude=["id", "chain"]) for row in Profile.objects.filter(person=_whose(actor))
    ]


def _consents(actor: Actor) -> Any:
    rows = Consent.objects.filter(profile__person_id=_whose(actor)).order_by("id")
    return list(rows.values("kind", "version", "elements", "about", "as_guardian", "at"))


def _mandates(actor: Actor) -> Any:
    fields = ("scope", "valid_from", "valid_to", "given_at", "accepted_at", "revoked_at")
    return {
        "given": list(Mandate.objects.filter(person_id=_whose(actor)).values(*fields)),
        "received": list(Mandate.objects.filter(agent__person=_whose(actor)).values(*fields)),
    }


def _credit(actor: Actor) -> Any:
    rows = CreditRecord.objects.filter(person_id=_whose(actor))
    return list(rows.values("reason", "recorded_on", "expires_on"))


def _cases(actor: Actor) -> Any:
    rows = Case.objects.of_party(actor)
    return [_case(actor, row) for row in rows.order_by("id")]


def _case(actor: Actor, case: Case) -> dict[str, Any]:
    """What a party may read of its case: its own words and the shared facts, never another's."""
    mine = application(actor, case.number or str(case.public_id))
    return {
        "reference": mine.reference,
        "errand": case.name,
        "state": case.state,
        "roles": sorted(mine.roles),
        "dates": {name: getattr(case, name) for name in DATES},
        "situation": case.situation,
        "answers": mine.readable(),
        "history": _history(case),
    }


def _history(case: Case) -> list[dict[str, Any]]:
    events = Event.objects.filter(chain_id=case.chain_id).order_by("seq")
    return [
        {"at": event.at, "what": {code: sentence_for(event, code) for code in ("zh", "en")}}
        for event in events
        if action_named(event.action).visible == "party"
    ]


def _files(actor: Actor) -> Any:
    rows = CaseMaterial.objects.filter(added_by=actor.actor_id).select_related("file", "case").order_by("id")
    return [
        {
            "case": row.case.number or str(row.case.public_id),
            "material": row.material,
            "name": row.file.name,
            "size": row.file.size,
            "sha256": row.file.sha256,
            "added_at": row.added_at,
            "replaced_at": row.replaced_at,
        }
        for row in rows
    ]


def _notices(actor: Actor) -> Any:
    rows = Notice.objects.filter(person_id=_whose(actor)).order_by("id")
    return list(rows.values("kind", "about", "title", "body", "created_at", "read_at"))


def _looks(actor: Actor) -> Any:
    rows = looks_at(_whose(actor))
    return list(rows.values("at", "post_label", "subject_kind", "fields", "reason"))


def _copies(actor: Actor) -> Any:
    rows = DataExport.objects.filter(profile__person_id=_whose(actor))
    return list(rows.values("asked_at", "ready_at", "fetched_at", "sha256"))


SECTIONS: dict[str, Section] = {
    "person": _person,
    "account": _account,
    "profile": _profile,
    "consents": _consents,
    "mandates": _mandates,
    "credit_records": _credit,
    "cases": _cases,
    "files": _files,
    "notices": _notices,
    "looks": _looks,
    "copies": _copies,
}


def sections_of(actor: Actor) -> Iterator[tuple[str, str]]:
    """(file name, JSON text) of every part, one after the other."""
    for name, section in SECTIONS.items():
        content = {"format": FORMAT, "section": name, "content": section(actor)}
        yield f"{name}.json", json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)


def answers_table(actor: Actor) -> str:
    """Every answer of every application as a table that a spreadsheet opens, in words."""
    head = [
        pgettext("table", "Case number"),
        pgettext("table", "Errand"),
        pgettext("table", "Asked"),
        pgettext("table", "Answered"),
        pgettext("table", "Known from"),
    ]
    rows = (row for case in Case.objects.of_party(actor).order_by("id") for row in _rows(actor, case))
    return csv_text(head, rows)


def _rows(actor: Actor, case: Case) -> Iterator[list[str]]:
    mine = application(actor, case.number or str(case.public_id))
    for group in by_group(mine, changeable=False):
        for item in group["items"]:
            yield [mine.reference, pick(case.name), item["label"], item["value"], item["source"]]


def make_copy(export: DataExport, *, by: Actor) -> DataExport:
    """Writes the ZIP, tells how far it is, and finishes the export. Made again, it changes nothing."""
    if export.ready_at is not None:
        return export
    user = User.objects.get(person_id=export.profile.person_id)
    whole = _zip(actor_of(user, today()), export)
    if store().exists(export.file_name):
        store().delete(export.file_name)
    store().save(export.file_name, ContentFile(whole))
    return finish_export(export, by=by, sha256=hashlib.sha256(whole).hexdigest(), size=len(whole))


def _zip(actor: Actor, export: DataExport) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for done, (name, text) in enumerate(sections_of(actor), 1):
            archive.writestr(name, text)
            share = 99 * done // len(SECTIONS)
            DataExport.objects.filter(pk=export.pk).update(progress=share)
        with override(LOCALES[export.profile.language]):
            archive.writestr(TABLE, answers_table(actor))
    return held.getvalue()


def forget_copy(public_id: str) -> None:
    """The content goes when its days are over; that it was asked for and fetched stays on record."""
    row = DataExport.objects.filter(public_id=public_id).first()
    if row is not None and store().exists(row.file_name):
        store().delete(row.file_name)
