"""What pages declare, what middleware refuses, and how errors look."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.test import Client, override_settings
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from core.clock import now
from core.errors import Incomplete, WrongState
from core.http import ReadingViewWrites, framed_by_self, reads, writes
from core.models import Heartbeat

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def beat(request: HttpRequest) -> HttpResponse:
    """Writes on any method."""
    Heartbeat.objects.update_or_create(process="page", defaults={"at": now()})
    return HttpResponse("done")


def refuse(request: HttpRequest) -> HttpResponse:
    """An act that refuses."""
    raise WrongState("It was withdrawn.", errors=[{"field": "case", "reason": "Withdrawn today."}])


@csrf_exempt
def echo(request: HttpRequest) -> HttpResponse:
    """Reads its input as a view does, and asks the database for it."""
    text = request.GET.get("q", "")
    if request.content_type == "application/json":
        text = json.loads(request.body)["q"]
    elif request.method == "POST":
        text = request.POST.get("q", "")
    return JsonResponse({"q": text, "found": Heartbeat.objects.filter(process=text).exists()})


def missing(request: HttpRequest) -> HttpResponse:
    """Another kind of refusal."""
    raise Incomplete("Two things are missing.")


urlpatterns = [
    path("reads", reads(beat)),
    path("looks", reads(lambda request: HttpResponse(Heartbeat.objects.count()))),
    path("writes", writes(beat)),
    path("framed", framed_by_self(reads(lambda request: HttpResponse("paper")))),
    path("refuse", writes(refuse)),
    path("refuse-get", reads(missing)),
    path("echo", echo),
    path("echo/<str:name>", lambda request, name: echo(request)),
    path("api/echo", echo),
]


def test_a_reading_page_cannot_write(client: Client) -> None:
    with pytest.raises(ReadingViewWrites, match="INSERT"):
        client.get("/reads")
    assert not Heartbeat.objects.exists()


def test_a_reading_page_may_read_and_takes_no_post(client: Client) -> None:
    assert client.get("/looks").content == b"0"
    assert client.post("/looks").status_code == 405


def test_a_form_page_writes_on_post_only(client: Client) -> None:
    with pytest.raises(ReadingViewWrites):
        client.get("/writes")
    assert client.post("/writes").status_code == 200
    assert client.delete("/writes").status_code == 405
    assert Heartbeat.objects.count() == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE core_heartbeat SET process = 'x'",
        "WITH gone AS (DELETE FROM core_heartbeat RETURNING 1) SELECT count(*) FROM gone",
        "(SELECT 1); DELETE FROM core_heartbeat",
        "TRUNCATE core_heartbeat",
    ],
)
def test_no_statement_that_writes_slips_through(statement: str, rf: Any, django_db_blocker: Any) -> None:
    view: Callable[..., HttpResponse] = reads(lambda request: list(Heartbeat.objects.raw(statement)))
    with pytest.raises(ReadingViewWrites):
        view(rf.get("/"))


def test_views_say_what_they_declare() -> None:
    assert (reads(beat).declares, writes(beat).declares) == ("reads", "writes")


def test_every_answer_has_a_number_and_a_strict_policy(client: Client) -> None:
    answer = client.get("/looks")
    policy = answer["Content-Security-Policy"]
    assert len(answer["X-Trace-Id"]) == 32
    assert answer["X-Trace-Id"] != client.get("/looks")["X-Trace-Id"]
    assert "default-src 'self'" in policy
    assert "object-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer["X-Frame-Options"] == "DENY"
    assert "geolocation=()" in answer["Permissions-Policy"]


def test_a_preview_may_be_framed_by_our_own_pages(client: Client) -> None:
    answer = client.get("/framed")
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "SAMEORIGIN"


def test_a_refused_page_has_the_right_status_and_says_why(client: Client) -> None:
    answer = client.get("/refuse-get")
    assert answer.status_code == 422
    assert "Two things are missing." in answer.content.decode()
    assert answer["X-Trace-Id"] in answer.content.decode()


def test_a_refused_form_goes_back_to_its_page_with_the_reason(client: Client) -> None:
    answer = client.post("/refuse", headers={"Referer": "http://testserver/looks"})
    assert (answer.status_code, answer["Location"]) == (303, "http://testserver/looks")
    (message,) = get_messages(answer.wsgi_request)
    assert "It was withdrawn." in str(message)
    assert "Withdrawn today." in str(message)


@pytest.mark.parametrize("referer", ["", "http://elsewhere.example/looks", "javascript:alert(1)"])
def test_nobody_is_sent_to_a_foreign_page(client: Client, referer: str) -> None:
    answer = client.post("/refuse", headers={"Referer": referer})
    assert answer.status_code == 409
    assert "It was withdrawn." in answer.content.decode()


@pytest.mark.parametrize(
    "call",
    [
        lambda client, at: client.get(f"{at}?q=a%00b"),
        lambda client, at: client.get(f"{at}?q=%ff%fe"),
        lambda client, at: client.post(at, {"q": "a\x00b"}),
        lambda client, at: client.post(at, "q=a%00b", content_type="application/x-www-form-urlencoded"),
        lambda client, at: client.post(at, b"q=\xff", content_type="application/x-www-form-urlencoded"),
        lambda client, at: client.post(at, '{"q": "a\\u0000b"}', content_type="application/json"),
        lambda client, at: client.post(at, b'{"q": "\xff"}', content_type="application/json"),
        lambda client, at: client.post(at, '{"q": "\\ud800"}', content_type="application/json"),
    ],
)
@pytest.mark.parametrize("address", ["/echo", "/api/echo"])
def test_broken_text_is_refused_and_never_a_fault(client: Client, call: Any, address: str) -> None:
    answer = call(client, address)
    assert answer.status_code == 400
    if address.startswith("/api/"):
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.json()["code"] == "broken_text"
        assert answer.json()["trace_id"] == answer["X-Trace-Id"]


def test_broken_addresses_and_cookies_are_refused(client: Client) -> None:
    assert client.get("/echo/a%00b").status_code == 400
    client.cookies["sessionid"] = "\x00" * 32
    assert client.get("/looks").status_code == 400


@pytest.mark.parametrize("text", ["王小明 𠮷", "100% %2", "\u202e", "a\tb", "\U0001f600"])
def test_unusual_but_whole_text_passes(client: Client, text: str) -> None:
    assert client.get("/echo", {"q": text}).json()["q"] == text
    assert client.post("/echo", {"q": text}).json()["q"] == text
    assert client.post("/echo", json.dumps({"q": text}), content_type="application/json").json()["q"] == text


@pytest.mark.parametrize("text", ["50%00", "a%00b", "\\u0000", "C:\\u0000x"])
def test_letters_that_only_look_like_a_broken_character_pass(client: Client, text: str) -> None:
    sent = json.dumps({"q": text})
    assert client.post("/echo", sent, content_type="application/json").json()["q"] == text
    assert client.get("/echo", {"q": text}).json()["q"] == text


@override_settings(TEMPLATES=[])
def test_an_error_is_shown_even_where_no_template_is(client: Client) -> None:
    assert "Two things are missing." in client.get("/refuse-get").content.decode()
