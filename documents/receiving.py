"""Files as pages receive them: in the form itself, or before it in pieces, whichever the browser could do."""

from collections.abc import Callable, Iterator
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.actor import Actor
from core.acts import envelope
from core.errors import DomainError
from documents.actions import drop_upload, take_upload
from documents.errors import FileRefused
from documents.files import store
from documents.models import PartialUpload, StoredFile
from documents.selectors import upload_of

FILES, UPLOADS = "file", "upload"
Attach = Callable[..., object]


def receive(request: HttpRequest, by: Actor, attach: Attach) -> list[str]:
    """Hands what came to `attach(files=, by=)`; what could not be taken, in words, is returned.

    A file that came in pieces is attached once, however often the page says that it has come.
    """
    sent, named = request.FILES.getlist(FILES), request.POST.getlist(UPLOADS)
    if not sent and not named:
        return [_("Choose a file first.")]
    kept, problems = [], []
    for one in sent:
        try:
            kept.append(store(one, by=by))
        except DomainError as error:
            problems.append(refusal(one.name or "", error))
    for upload in _uploads(named, by, problems):
        problems += _take(upload, by, attach)
    if kept:
        problems += _attached(kept, by, attach)
    return problems


def refusal(name: str, error: DomainError) -> str:
    """Which file, what is wrong, what is kept, what to do."""
    words = {"name": name, "title": error.title, "detail": error.detail}
    return _("%(name)s: %(title)s. Everything else is kept. %(detail)s") % words


def _uploads(named: list[str], by: Actor, problems: list[str]) -> Iterator[PartialUpload]:
    for text in named:
        try:
            yield upload_of(by, UUID(text))
        except (DomainError, ValueError):
            problems.append(
                _("A file has not arrived, or was here for more than a day. Please send it again.")
            )


def _take(upload: PartialUpload, by: Actor, attach: Attach) -> list[str]:
    try:
        with envelope():
            taken = take_upload(upload, by=by)
            if taken.now:
                attach(files=[taken.file], by=by)
    except FileRefused as error:
        drop_upload(upload)
        return [refusal(upload.name, error)]
    except DomainError as error:
        return [f"{error.title} {error.detail}".strip()]
    return []


def _attached(files: list[StoredFile], by: Actor, attach: Attach) -> list[str]:
    try:
        attach(files=files, by=by)
    except DomainError as error:
        return [f"{error.title} {error.detail}".strip()]
    return []
