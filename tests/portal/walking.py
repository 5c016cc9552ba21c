"""Walks an application page by page, as a browser without scripts does: reads forms and sends them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html as lxml_html

from core.identity_documents import RESIDENT_ID
from tests.filling import PDF

ValueOf = Callable[[str], Any]
PAPER = ("paper.pdf", PDF, "application/pdf")


@dataclass
class Walk:
    """A signed-in browser and what it met on its way."""

    client: Client
    value_of: ValueOf
    asked: list[str] = field(default_factory=list)

    def open(self, address: str) -> Any:
        """The page behind an address; redirects are followed."""
        response = self.client.get(address.split("#")[0], follow=True)
        assert response.status_code == 200, (address, response.status_code)
        return lxml_html.fromstring(response.content.decode())

    def send(self, address: str, page: Any, identifier: str = "", **more: Any) -> Any:
        """The form of that id on the page (or its first posting form), filled and sent."""
        return self.send_form(_form(page, identifier), address, **more)

    def send_form(self, form: Any, address: str, **more: Any) -> Any:
        """One form, filled and sent to where it says."""
        data = {**filled(form, self.value_of, self.asked), **more}
        return self.client.post(form.get("action") or address.split("#")[0], data)


def _form(page: Any, identifier: str) -> Any:
    found = page.xpath(f"//main//form[@id='{identifier}']") if identifier else []
    return (found or page.xpath("//main//form[@method='post']"))[0]


def filled(form: Any, value_of: ValueOf, asked: list[str]) -> dict[str, Any]:
    """What a person would send: the first choice, and a fitting value in every empty box."""
    data: dict[str, Any] = {}
    for control in form.xpath(".//input[@name] | .//select[@name] | .//textarea[@name]"):
        name = control.get("name")
        value = _READ[control.tag](control, name, data, value_of, asked)
        if value is not None:
            data[name] = value
    return data


def _input(control: Any, name: str, data: Mapping[str, Any], value_of: ValueOf, asked: list[str]) -> Any:
    kind = control.get("type", "text")
    if kind == "hidden":
        return control.get("value", "")
    if kind == "radio":
        first = name not in data or control.get("checked") is not None
        return control.get("value") if first else None
    if kind == "checkbox":
        return control.get("value") if control.get("checked") is not None else None
    if kind == "file":
        return SimpleUploadedFile(*PAPER)
    return control.get("value") or _typed(name, value_of, asked)


def _select(control: Any, name: str, data: Mapping[str, Any], value_of: ValueOf, asked: list[str]) -> Any:
    options = [option.get("value") for option in control.xpath(".//option") if option.get("value")]
    chosen = control.xpath(".//option[@selected]/@value")
    if RESIDENT_ID in options:
        return chosen[0] if chosen else RESIDENT_ID
    return next((value for value in chosen if value), options[0])


def _textarea(control: Any, name: str, data: Mapping[str, Any], value_of: ValueOf, asked: list[str]) -> Any:
    return (control.text or "").strip() or _typed(name, value_of, asked)


def _typed(name: str, value_of: ValueOf, asked: list[str]) -> str:
    asked.append(name)
    return str(value_of(name))


_READ: Mapping[str, Callable[..., Any]] = {"input": _input, "select": _select, "textarea": _textarea}
