"""Somebody who has only a keyboard: walks by Tab, sees where they are at each step, and is never trapped."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, TimeoutError

MOST_STEPS = 150  # more Tabs than any page has places

# Whether the eye finds the place one is at: an outline or a ring, inside the window once it has scrolled.
SEEN = """() => {
    const place = document.activeElement;
    if (!place || place === document.body) return true;
    const box = place.getBoundingClientRect();
    const around = [place.nextElementSibling, place.closest("label"), place.parentElement].filter(Boolean);
    const shown = place.matches("[type=radio], [type=checkbox], [type=file]") ? [place, ...around] : [place];
    const ring = shown.some((one) => {
        const look = getComputedStyle(one);
        const outlined = look.outlineStyle !== "none" && parseFloat(look.outlineWidth) > 0;
        return outlined || look.boxShadow !== "none";
    });
    return ring && box.bottom > 0 && box.top < innerHeight;
}"""
HERE = "document.activeElement.outerHTML.slice(0, 120)"
SOON = 3000  # ms


@dataclass
class Keyboard:
    """One person at one page; every place they pass is looked at."""

    page: Page

    def walk_to(self, place: Locator) -> None:
        """Tab by Tab to that place; AssertionError for a trap, or for a step whose focus nobody can see."""
        passed = []
        for _step in range(MOST_STEPS):
            if place.evaluate("place => place === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
            passed.append(self._look())
        raise AssertionError(f"never came to {place}: {passed[-20:]}")

    def _look(self) -> str:
        """Where one is now; AssertionError where that can't be seen."""
        here = str(self.page.evaluate(HERE))
        try:
            self.page.wait_for_function(SEEN, timeout=SOON)
        except TimeoutError:
            raise AssertionError(f"the focus is not to be seen at {here}") from None
        return here

    def press(self, place: Locator) -> None:
        """A link, a button, a file box: Enter."""
        self.walk_to(place)
        self.page.keyboard.press("Enter")

    def write(self, place: Locator, text: str) -> None:
        """Into a field, in place of what stands there."""
        self.walk_to(place)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def choose(self, place: Locator) -> None:
        """One of several: Tab to the group, arrows to the one."""
        name = place.get_attribute("name")
        group = self.page.locator(f"main input[type=radio][name='{name}']")
        chosen = self.page.locator(f"main input[type=radio][name='{name}']:checked")
        self.walk_to(chosen if chosen.count() else group.first)
        self.page.keyboard.press("Space")
        for _step in range(group.count()):
            if place.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrows never came to {place}")

    def bring(self, place: Locator, path: str) -> None:
        """A file, through the browser's own window."""
        self.walk_to(place)
        with self.page.expect_file_chooser() as opened:
            self.page.keyboard.press("Enter")
        opened.value.set_files(path)
