"""The hand of a citizen at a page: every tap and every field written is counted, personal data apart."""

import time
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Locator, Page

# What every form has to ask of whoever it does not know: not counted as effort.
PERSONAL = ("name", "id_number", "mobile", "address", "seller-who")


@dataclass
class Hand:
    """One person at one page; `inputs` counts taps, choices, files and fields that are not personal."""

    page: Page
    inputs: int = 0
    personal: int = 0
    done: list[str] = field(default_factory=list)
    since: float = field(default_factory=time.monotonic)

    def tap(self, place: Locator) -> None:
        """One tap on a link, a button or a choice."""
        self._count(f"tap {place}")
        place.click()

    def write(self, place: Locator, text: str, *, what: str) -> None:
        """One field, however long the text."""
        if what.endswith(PERSONAL):
            self.personal += 1
        else:
            self._count(f"write {what}")
        place.fill(text)

    def choose_file(self, place: Locator, path: Any) -> None:
        """One file picked."""
        self._count("file")
        place.set_input_files(path)

    def seconds(self) -> float:
        """Since the hand was laid on the page."""
        return time.monotonic() - self.since

    def _count(self, what: str) -> None:
        self.inputs += 1
        self.done.append(what)


def answer(hand: Hand, words: dict[str, Any]) -> None:
    """Fills what this page asks for and goes on; what is known already is left as it is."""
    for box in hand.page.locator("#question [data-field]:not(.disputable *)").all():
        name = box.get_attribute("data-field") or ""
        if box.locator(".known").count() or name not in words:
            continue
        choice = box.locator(f"input[type=radio][value='{words[name]}']")
        if choice.count():
            if not choice.is_checked():
                hand.tap(choice)
        elif not box.locator("input, textarea").first.input_value():
            hand.write(box.locator("input, textarea").first, str(words[name]), what=name)
    hand.tap(hand.page.get_by_role("button", name="保存并继续"))
    hand.page.wait_for_load_state()
