"""Types into a page at random while a part of the requests is lost: what autosave has to survive."""

import random
import re
from dataclasses import dataclass, field

from playwright.sync_api import Page, Route, expect

KEEP = re.compile(r"/apply/questions/[\w-]+/field/$")
ALPHABET = "0123456789abcdefghij一二三四五六七八九十𬴂𫍯"
LOST_BEFORE = 0.5  # of the lost requests, half never arrive and half lose only their answer


@dataclass
class Network:
    """Loses a part of the saves: some before they arrive, some after they were answered."""

    dice: random.Random
    loss: float
    lost: int = 0
    passed: int = 0

    def take(self, route: Route) -> None:
        if self.dice.random() >= self.loss:
            self.passed += 1
            route.continue_()
            return
        self.lost += 1
        if self.dice.random() >= LOST_BEFORE:
            route.fetch()
        route.abort()


@dataclass
class Typist:
    """Somebody who changes their mind all the time; `typed` is what stands in each box at the end."""

    page: Page
    dice: random.Random
    boxes: list[str]
    typed: dict[str, str] = field(default_factory=dict)

    def edit(self) -> None:
        """One change: now and then slowly enough that it is saved in between."""
        name = self.dice.choice(self.boxes)
        text = "".join(self.dice.choice(ALPHABET) for _place in range(self.dice.randint(1, 8)))
        self.page.locator(f"#f-{name}").fill(text)
        self.typed[name] = text
        if self.dice.random() < 0.3:
            self.page.locator(f"#f-{name}").blur()

    def until_saved(self) -> None:
        """Waits until the page says that all is kept."""
        expect(self.page.locator("[data-saved] .lamp-ok")).to_be_visible(timeout=60_000)


def edit_under_loss(
    page: Page, boxes: list[str], *, edits: int, loss: float, seed: int
) -> tuple[Typist, Network]:
    """So many random edits on the open page at that loss; gives who typed, and what the network did."""
    network = Network(random.Random(seed), loss)
    page.route(KEEP, network.take)
    typist = Typist(page, random.Random(seed + 1), boxes)
    for _edit in range(edits):
        typist.edit()
    page.locator("h1").click()
    typist.until_saved()
    return typist, network
