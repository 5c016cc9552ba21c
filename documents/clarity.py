"""Whether a photograph of a page can be read: a hint to its sender, never a reason to refuse it.

The picture is made small and grey. Letters leave strong edges somewhere, so a page is called
blurred only when no part of it has any although it is not empty; dark when it hardly reflects
light; glaring when a lamp has burnt a patch out of paper that is itself not white.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageFilter, ImageOps, ImageStat

SIDE = 1024  # pixels of the longer side that is looked at
TILES = 8  # the picture is looked at in 8 by 8 parts
BLURRED, DARK, GLARE = "blurred", "dark", "glare"

SHARP_EDGES = 40.0  # variance of the Laplacian (0 to 255 scale) in the sharpest parts of readable pages
SOMETHING_THERE = 12.0  # deviation of grey below which a page is empty, not blurred
DARK_MEAN = 70.0
BURNT = 250
GLARE_SHARE = 0.02
WHITE_PAPER = 225.0  # a scan's paper is white everywhere: that is no glare

WORDS: dict[str, tuple[Any, Any]] = {
    BLURRED: (
        _("This photo may be blurred."),
        _("Hold still, tap the page to focus, then photograph it again."),
    ),
    DARK: (_("This photo is rather dark."), _("Photograph the page by a window or under a lamp.")),
    GLARE: (_("A light may hide part of this page."), _("Turn the page away from the lamp, without flash.")),
}

_LAPLACIAN = ImageFilter.Kernel((3, 3), [0, 1, 0, 1, -4, 1, 0, 1, 0], scale=1, offset=128)


@dataclass(frozen=True)
class Seen:
    """What was measured, grey from 0 to 255."""

    edges: float
    deviation: float
    mean: float
    median: float
    burnt: float


def hints_of(path: Path) -> list[str]:
    """The hints for a picture on disk that passed `check_content`."""
    with Image.open(path) as image:
        image.draft("L", (SIDE, SIDE))
        grey = ImageOps.grayscale(image)
        grey.thumbnail((SIDE, SIDE))
    return judge(measure(grey))


def measure(grey: Image.Image) -> Seen:
    """Measures a grey picture."""
    histogram = grey.histogram()
    stat = ImageStat.Stat(grey)
    return Seen(
        edges=_sharpest(grey.filter(_LAPLACIAN)),
        deviation=stat.stddev[0],
        mean=stat.mean[0],
        median=stat.median[0],
        burnt=sum(histogram[BURNT:]) / max(1, sum(histogram)),
    )


def judge(seen: Seen) -> list[str]:
    """The hints, most helpful first."""
    found = []
    if seen.mean < DARK_MEAN:
        found.append(DARK)
    if seen.deviation > SOMETHING_THERE and seen.edges < SHARP_EDGES:
        found.append(BLURRED)
    if seen.burnt > GLARE_SHARE and seen.median < WHITE_PAPER:
        found.append(GLARE)
    return found


def _sharpest(edges: Image.Image) -> float:
    """The variance of edges where the ninth tenth of all tiles begins: one sharp speck is not enough."""
    found: Sequence[float] = sorted(
        ImageStat.Stat(edges.crop(box)).var[0] for box in _tiles(edges.width, edges.height)
    )
    return found[len(found) * 9 // 10] if found else 0.0


def _tiles(width: int, height: int) -> list[tuple[int, int, int, int]]:
    """Boxes of equal size, those at the rim one pixel smaller: a filter leaves the rim as it was."""
    across, down = (width - 2) // TILES, (height - 2) // TILES
    if across < 2 or down < 2:
        return []
    return [
        (1 + x * across, 1 + y * down, 1 + (x + 1) * across, 1 + (y + 1) * down)
        for x in range(TILES)
        for y in range(TILES)
    ]
