"""What each paper says, as typed values. Whoever asks for a paper fills one of these.

A paper is a legal document with both languages on one sheet, so its fixed words stand side by side
in its template and not in the catalogue of translations of pages. Texts that vary are {"zh", "en"}.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder

from documents.models import Paper

Text = Mapping[str, str]

# Administrative Reconsideration Law (2023) art. 20, Administrative Litigation Law art. 46.
REMEDY: Text = {
    "zh": "如不服，可以自收到本文书之日起 60 日内依法申请行政复议，或者 6 个月内依法向人民法院提起行政诉讼。",
    "en": "If you disagree, you may apply for administrative reconsideration within 60 days of receiving "
    "this document, or bring an action before the people's court within 6 months.",
}


@dataclass(frozen=True)
class MaterialLine:
    """A material on a list: its name and how it came, such as "original, 1"."""

    name: Text
    note: Text = field(default_factory=dict)


@dataclass(frozen=True)
class TaskLine:
    """What one department does and until when."""

    department: Text
    matter: Text
    promise: Text
    due: datetime | None = None
    note: Text = field(default_factory=dict)


@dataclass(frozen=True)
class ToleratedLine:
    """A material that may follow, and the last day for it."""

    name: Text
    due: date


@dataclass(frozen=True)
class GapLine:
    """Something to be corrected: what, why, and how to put it right."""

    what: Text
    reason: Text
    how: Text = field(default_factory=dict)


@dataclass(frozen=True)
class DecisionLine:
    """What was decided on one matter, by whom, and why when it was refused."""

    department: Text
    matter: Text
    granted: bool
    opinion: Text = field(default_factory=dict)
    basis: Text = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class PaperContext:
    """What every paper carries (A-006: the centre's name, and the seal of the entrusting department)."""

    kind: ClassVar[Paper.Kind]
    title: ClassVar[Text]
    word: ClassVar[str]  # the character of the document's number, such as 受

    case_number: str
    subject: Text
    addressee: str
    centre: Text
    department: Text
    issued_at: datetime
    consult_phone: str = ""
    complaint_phone: str = ""
    desk: Text = field(default_factory=dict)

    @property
    def template(self) -> str:
        return f"papers/{self.kind}.html"


@dataclass(frozen=True, kw_only=True)
class Receipt(PaperContext):
    """收件凭证: what was handed in, when, and by when the applicant hears (Licensing Law art. 32)."""

    kind = Paper.Kind.RECEIPT
    title = {"zh": "收件凭证", "en": "Receipt"}
    word = "收"

    submitted_at: datetime
    answer_by: datetime
    materials: tuple[MaterialLine, ...] = ()
    shared: tuple[MaterialLine, ...] = ()
    content_sha256: str = ""
    signature: str = ""


@dataclass(frozen=True, kw_only=True)
class AcceptanceNotice(PaperContext):
    """受理通知书: who does what until when, and what may still follow (art. 32; Zhejiang rules art. 11)."""

    kind = Paper.Kind.ACCEPTANCE
    title = {"zh": "受理通知书", "en": "Notice of acceptance"}
    word = "受"

    accepted_at: datetime
    due_at: datetime | None = None
    tasks: tuple[TaskLine, ...] = ()
    materials: tuple[MaterialLine, ...] = ()
    shared: tuple[MaterialLine, ...] = ()
    tolerated: tuple[ToleratedLine, ...] = ()
    by_silence: bool = False
    agent: str = ""


@dataclass(frozen=True, kw_only=True)
class GapPaper(PaperContext):
    """A paper with a table of what is to be corrected."""

    gaps: tuple[GapLine, ...]
    due_at: datetime

    @property
    def advised(self) -> bool:
        """Does any line say how to put it right?"""
        return any(gap.how for gap in self.gaps)


@dataclass(frozen=True, kw_only=True)
class CorrectionNotice(GapPaper):
    """一次性补正告知书: everything that is missing or wrong, told at once (art. 32)."""

    kind = Paper.Kind.CORRECTION
    title = {"zh": "一次性补正告知书", "en": "Notice of everything to be corrected"}
    word = "补"


@dataclass(frozen=True, kw_only=True)
class NotAcceptedNotice(PaperContext):
    """不予受理通知书: the reasons, the body that is competent if another is, and the remedy."""

    kind = Paper.Kind.NOT_ACCEPTED
    title = {"zh": "不予受理通知书", "en": "Notice of non-acceptance"}
    word = "不受"

    reason: Text
    basis: Text = field(default_factory=dict)
    competent_body: Text = field(default_factory=dict)
    remedy: Text = field(default_factory=lambda: REMEDY)


@dataclass(frozen=True, kw_only=True)
class Decision(PaperContext):
    """决定书: granted or refused, with reasons and remedy where anything is refused (art. 38)."""

    kind = Paper.Kind.DECISION
    title = {"zh": "决定书", "en": "Decision"}
    word = "决"

    decided_at: datetime
    lines: tuple[DecisionLine, ...]
    collect: Text = field(default_factory=dict)
    remedy: Text = field(default_factory=lambda: REMEDY)

    @property
    def granted(self) -> bool:
        return all(line.granted for line in self.lines)

    @property
    def refused(self) -> bool:
        return not any(line.granted for line in self.lines)


@dataclass(frozen=True, kw_only=True)
class AcceptanceWithdrawnNotice(PaperContext):
    """撤销受理决定书: a promised material did not come in time (Zhejiang rules art. 11(2))."""

    kind = Paper.Kind.ACCEPTANCE_WITHDRAWN
    title = {"zh": "撤销受理决定书", "en": "Decision to withdraw acceptance"}
    word = "撤"

    accepted_at: datetime
    missing: tuple[ToleratedLine, ...]
    reason: Text
    remedy: Text = field(default_factory=lambda: REMEDY)


@dataclass(frozen=True, kw_only=True)
class DeemedWithdrawnNotice(GapPaper):
    """视为撤回申请告知书: the correction did not come in time (Zhejiang rules art. 11(3))."""

    kind = Paper.Kind.DEEMED_WITHDRAWN
    title = {"zh": "视为撤回申请告知书", "en": "Notice that the application counts as withdrawn"}
    word = "视撤"

    notified_at: datetime
    remedy: Text = field(default_factory=lambda: REMEDY)


@dataclass(frozen=True, kw_only=True)
class SpecialProcedureNotice(PaperContext):
    """特别程序告知书: time that does not count, told in writing with its planned days (art. 45)."""

    kind = Paper.Kind.SPECIAL_PROCEDURE
    title = {"zh": "特别程序告知书", "en": "Notice of a special procedure"}
    word = "特"

    matter: Text
    procedure: Text
    basis: Text
    planned_days: int
    starts_at: datetime
    note: Text = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ExtensionNotice(PaperContext):
    """延长办理期限告知书: more days, approved by the head of the body, with the reason (art. 42)."""

    kind = Paper.Kind.EXTENSION
    title = {"zh": "延长办理期限告知书", "en": "Notice of an extended time limit"}
    word = "延"

    matter: Text
    days: int
    reason: Text
    approved_by: Text
    due_at: datetime


def content_digest(context: PaperContext, *, number: str, language: str) -> str:
    """SHA-256 of what the paper says, independent of fonts and layout."""
    words = {"kind": context.kind, "number": number, "language": language, **asdict(context)}
    canonical = json.dumps(
        words, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(canonical.encode()).hexdigest()
