"""What went wrong is said in words: what happened, what is kept, what to do next."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import escape

from core.errors import Incomplete
from core.http import error_page
from portal import error_pages
from tests.design.rendering import MISSING, request_for

VIEWS = [
    (error_pages.bad_request, error_pages.BAD_REQUEST),
    (error_pages.permission_denied, error_pages.FORBIDDEN),
    (error_pages.page_not_found, error_pages.NOT_FOUND),
    (error_pages.incomplete, error_pages.INCOMPLETE),
    (error_pages.too_many_requests, error_pages.TOO_MANY),
    (error_pages.refused_form, error_pages.REFUSED_FORM),
]


@pytest.mark.parametrize(("view", "error"), VIEWS)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_an_error_page_says_all_three(
    view: Callable[[HttpRequest], HttpResponse], error: error_pages.ErrorPage, language: str
) -> None:
    request = request_for(signed_in=False)
    request.trace_id = "4bf92f35"
    with translation.override(language):
        response = view(request)
        words = [str(error.what), str(error.kept), str(error.next)]
    html = response.content.decode()
    assert response.status_code == error.status
    assert MISSING not in html
    assert all(escape(sentence) in html for sentence in words)
    assert settings.CITY["hotline"] in html
    assert "4bf92f35" in html


def test_our_own_fault_needs_neither_session_nor_language() -> None:
    response = error_pages.server_error(HttpRequest())
    html = response.content.decode()
    assert response.status_code == 500
    assert "不是您的错" in html
    assert "Something failed on our side" in html
    assert MISSING not in html


def test_a_body_beyond_the_limit_is_told_as_such() -> None:
    response = error_pages.bad_request(request_for(signed_in=False), RequestDataTooBig("too much"))
    assert response.status_code == 413
    assert escape(str(error_pages.TOO_LARGE.what)) in response.content.decode()


def test_a_database_that_does_not_answer_is_a_busy_service_not_a_fault() -> None:
    try:
        raise OperationalError("the server closed the connection")
    except OperationalError:
        response = error_pages.server_error(HttpRequest())
    html = response.content.decode()
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert "系统正忙" in html
    assert "The service is busy" in html
    assert "不是您的错" not in html


def test_the_static_page_of_a_fault_prints_without_any_context() -> None:
    assert "<h1>" in render_to_string("errors/500.html", {"trace_id": "", "hotline": ""})


def test_a_refused_act_names_every_reason_once() -> None:
    error = Incomplete(
        "Add them first.", errors=[{"reason": "No contract"}, {"reason": "No signature"}, {"field": "x"}]
    )
    response = error_page(request_for(), error, "/cases/1/")
    html = response.content.decode()
    assert response.status_code == 422
    assert (html.count("No contract"), html.count("No signature")) == (1, 1)
    assert 'href="/cases/1/"' in html
    assert MISSING not in html


def test_inside_a_page_the_refusal_is_a_panel_read_out_at_once() -> None:
    request = request_for()
    request.META["HTTP_HX_REQUEST"] = "true"
    html = error_page(request, Incomplete("Add them first."), "").content.decode()
    assert 'role="alert"' in html
    assert "<html" not in html
