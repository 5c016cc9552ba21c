"""The tus protocol 1.0.0, core and extensions, as its text demands; and what the server adds to it."""

import base64
import hashlib
import os
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from accounts.actor import actor_of
from accounts.models import User
from core import clock
from core.errors import WrongState
from documents import files
from documents.actions import purge_uploads, take_upload
from documents.errors import FileRefused
from documents.models import PartialUpload, StoredFile
from documents.partials import part_path
from documents.storage import incoming
from documents.tasks import purge_partial_uploads
from tests.documents.samples import pdf

pytestmark = pytest.mark.django_db(transaction=True)

DATA = pdf(3)
PIECE = "application/offset+octet-stream"


def coded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


class Sender:
    """A client of the protocol, signed in or not."""

    def __init__(self, user: User | None = None) -> None:
        self.client = Client()
        self.user = user
        if user:
            self.client.force_login(user)

    def __call__(
        self, method: str, place: str = "/uploads/", data: bytes = b"", **headers: str
    ) -> HttpResponse:
        named = {"Tus-Resumable": "1.0.0", **{key.replace("_", "-"): value for key, value in headers.items()}}
        return self.client.generic(method, place, data, headers={"Content-Type": PIECE, **named})

    def begin(self, size: int = len(DATA), **told: str) -> str:
        words = ",".join(f"{key} {coded(value)}" for key, value in {"filename": "合同.pdf", **told}.items())
        answer = self("POST", Upload_Length=str(size), Upload_Metadata=words)
        assert answer.status_code == 201
        return answer["Location"]

    def bring(self, place: str, data: bytes, offset: int = 0, **headers: str) -> HttpResponse:
        return self("PATCH", place, data, Upload_Offset=str(offset), **headers)


@pytest.fixture
def sender(db: None) -> Sender:
    return Sender(User.objects.create_user("sender"))


@pytest.fixture
def stranger(db: None) -> Sender:
    return Sender(User.objects.create_user("stranger"))


def upload_at(place: str) -> PartialUpload:
    return PartialUpload.objects.get(public_id=place.rsplit("/", 1)[-1])


def taken(place: str) -> StoredFile:
    upload = upload_at(place)
    user = User.objects.get(pk=upload.owner.removeprefix("user:"))
    return take_upload(upload, by=actor_of(user, clock.today())).file


def test_a_file_in_pieces_becomes_the_file_that_was_sent(sender: Sender) -> None:
    place = sender.begin()
    assert sender.bring(place, DATA[:400])["Upload-Offset"] == "400"
    asked = sender("HEAD", place)
    assert (asked["Upload-Offset"], asked["Upload-Length"]) == ("400", str(len(DATA)))
    assert "no-store" in asked["Cache-Control"]
    last = sender.bring(place, DATA[400:], 400)
    assert (last.status_code, last["Upload-Offset"]) == (204, str(len(DATA)))
    file = taken(place)
    assert file.sha256 == hashlib.sha256(DATA).hexdigest()
    assert file.name == "合同.pdf"
    assert files.read(file) == DATA
    assert not part_path(upload_at(place).public_id).exists()


def test_the_server_says_what_it_can(sender: Sender) -> None:
    answer = sender("OPTIONS")
    assert answer.status_code == 204
    assert answer["Tus-Version"] == "1.0.0"
    assert set(answer["Tus-Extension"].split(",")) == {"creation", "termination", "checksum", "expiration"}
    assert "sha1" in answer["Tus-Checksum-Algorithm"].split(",")
    assert int(answer["Tus-Max-Size"]) == 20 * 1024 * 1024


def test_another_version_is_refused_and_told_the_right_one(sender: Sender) -> None:
    answer = sender("POST", Tus_Resumable="0.2.2", Upload_Length="5")
    assert (answer.status_code, answer["Tus-Version"]) == (412, "1.0.0")


def test_who_is_not_signed_in_is_told_so_and_not_sent_to_another_page(sender: Sender) -> None:
    place = sender.begin()
    anonymous = Sender()
    assert anonymous("POST", Upload_Length="5").status_code == 401
    assert anonymous("HEAD", place).status_code == 401
    assert anonymous.bring(place, DATA).status_code == 401


def test_nobody_learns_of_anybody_elses_file(sender: Sender, stranger: Sender) -> None:
    place = sender.begin()
    nowhere = f"/uploads/{uuid4()}"
    for answer in (stranger("HEAD", place), stranger.bring(place, b"x"), stranger("DELETE", place)):
        assert answer.status_code == 404
    assert stranger("HEAD", nowhere).status_code == 404


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 400),
        ({"Upload_Length": "-1"}, 400),
        ({"Upload_Length": "1e3"}, 400),
        ({"Upload_Length": "９"}, 400),
        ({"Upload_Length": "9" * 30}, 400),
        ({"Upload_Length": "0"}, 422),
        ({"Upload_Length": str(20 * 1024 * 1024 + 1)}, 413),
        ({"Upload_Length": "5", "Upload_Metadata": "filename ***"}, 400),
        ({"Upload_Length": "5", "Upload_Metadata": f"a {coded('1')},a {coded('2')}"}, 400),
        ({"Upload_Length": "5", "Upload_Metadata": f"sha256 {coded('xyz')}"}, 400),
        ({"Upload_Defer_Length": "1"}, 400),
    ],
)
def test_an_announcement_that_can_not_be_is_refused(
    sender: Sender, headers: dict[str, str], status: int
) -> None:
    answer = sender("POST", **headers)
    assert answer.status_code == status
    assert PartialUpload.objects.count() == 0


def test_a_piece_goes_on_where_the_last_ended_and_nowhere_else(sender: Sender) -> None:
    place = sender.begin()
    sender.bring(place, DATA[:100])
    for offset in (0, 99, 101):
        assert sender.bring(place, DATA[100:200], offset).status_code == 409
    assert sender("HEAD", place)["Upload-Offset"] == "100"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Content_Type": "application/octet-stream"}, 415),
        ({"Upload_Offset": "x"}, 400),
        ({"Upload_Checksum": "md5 abcd"}, 400),
        ({"Upload_Checksum": "sha1 ***"}, 400),
        ({"Upload_Checksum": "sha1 AAAA"}, 460),
    ],
)
def test_a_piece_that_can_not_be_is_thrown_away(sender: Sender, headers: dict[str, str], status: int) -> None:
    place = sender.begin()
    given = {"Upload_Offset": "0", **headers}
    assert sender("PATCH", place, DATA[:10], **given).status_code == status
    assert sender("HEAD", place)["Upload-Offset"] == "0"


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_a_piece_with_the_right_checksum_is_kept(sender: Sender, algorithm: str) -> None:
    place = sender.begin()
    digest = base64.b64encode(hashlib.new(algorithm, DATA[:99]).digest()).decode()
    answer = sender.bring(place, DATA[:99], Upload_Checksum=f"{algorithm} {digest}")
    assert (answer.status_code, answer["Upload-Offset"]) == (204, "99")


def test_more_than_was_announced_is_refused(sender: Sender) -> None:
    place = sender.begin(10)
    assert sender.bring(place, b"x" * 11).status_code == 413
    assert sender("HEAD", place)["Upload-Offset"] == "0"


def test_a_repeated_last_piece_is_harmless(sender: Sender) -> None:
    place = sender.begin()
    sender.bring(place, DATA)
    again = sender.bring(place, b"", len(DATA))
    assert (again.status_code, again["Upload-Offset"]) == (204, str(len(DATA)))


def test_a_file_that_was_given_up_is_gone(sender: Sender) -> None:
    place = sender.begin()
    sender.bring(place, DATA[:100])
    lies = part_path(upload_at(place).public_id)
    assert lies.exists()
    assert sender("DELETE", place).status_code == 204
    assert not lies.exists()
    assert sender("HEAD", place).status_code == 404


@pytest.mark.parametrize("method", ["GET", "PUT", "POST"])
def test_other_methods_are_not_spoken(sender: Sender, method: str) -> None:
    assert sender(method, sender.begin()).status_code == 405


def test_taking_twice_gives_the_same_file(sender: Sender) -> None:
    place = sender.begin()
    sender.bring(place, DATA)
    assert taken(place) == taken(place)
    assert StoredFile.objects.count() == 1
    assert sender("HEAD", place)["Upload-Offset"] == str(len(DATA))


def test_an_unfinished_file_is_not_taken(sender: Sender) -> None:
    place = sender.begin()
    sender.bring(place, DATA[:-1])
    with pytest.raises(WrongState):
        taken(place)


def test_a_content_that_is_not_the_one_announced_is_refused(sender: Sender) -> None:
    place = sender.begin(sha256=hashlib.sha256(b"another").hexdigest())
    sender.bring(place, DATA)
    with pytest.raises(FileRefused) as refused:
        taken(place)
    assert refused.value.code == "file_damaged"
    assert StoredFile.objects.count() == 0


def test_one_sender_can_not_fill_the_disk(sender: Sender, stranger: Sender, settings: Any) -> None:
    settings.UPLOADS_UNDER_WAY_MAX_BYTES = 3 * len(DATA)
    for _file in range(3):
        sender.begin()
    assert sender("POST", Upload_Length=str(len(DATA))).status_code == 429
    stranger.begin()


def test_what_nobody_finishes_is_forgotten_after_a_day(sender: Sender) -> None:
    late, fresh = sender.begin(), sender.begin()
    sender.bring(late, DATA[:100])
    lies = part_path(upload_at(late).public_id)
    born = clock.now() - timedelta(hours=25)
    PartialUpload.objects.filter(pk=upload_at(late).pk).update(
        created_at=born, expires_at=born + timedelta(hours=24)
    )
    assert sender("HEAD", late).status_code == 404
    assert purge_uploads() == 1
    assert not lies.exists()
    assert sender("HEAD", fresh).status_code == 200


def test_what_a_crash_left_is_swept_up(sender: Sender) -> None:
    kept = part_path(upload_at(sender.begin()).public_id)
    stray, fresh = incoming() / "tmpabc", part_path(uuid4())
    for path in (kept, stray, fresh):
        path.write_bytes(b"x")
    long_ago = (clock.now() - timedelta(days=3)).timestamp()
    os.utime(stray, (long_ago, long_ago))
    assert purge_partial_uploads() == 1
    assert [path.exists() for path in (kept, stray, fresh)] == [True, False, True]


def test_what_was_taken_stays_when_its_pieces_are_forgotten(sender: Sender) -> None:
    place = sender.begin()
    sender.bring(place, DATA)
    file = taken(place)
    born = clock.now() - timedelta(hours=25)
    PartialUpload.objects.update(created_at=born, expires_at=born + timedelta(hours=24))
    assert purge_uploads() == 1
    assert files.is_intact(file)


def test_a_request_from_another_site_is_refused(sender: Sender) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(User.objects.get(username="sender"))
    headers = {"Tus-Resumable": "1.0.0", "Upload-Length": "5"}
    assert strict.generic("POST", "/uploads/", headers=headers).status_code == 403
