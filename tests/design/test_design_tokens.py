"""Colours are named once and can be read; styles and scripts stay small."""

import gzip
import hashlib
import re
from pathlib import Path

import pytest

from tests.design.rendering import STATIC, tokens

CSS = STATIC / "css"
BOOTSTRAP = STATIC / "vendor" / "bootstrap"
TEXT, CONTROL = 4.5, 3.0

# (ink, ground, least ratio): every pair the style sheets put together.
PAIRS = [
    *((ink, ground, TEXT) for ink in ("ink", "ink-2", "brand") for ground in ("bg", "paper", "surface")),
    *((ink, f"{ink}-bg", TEXT) for ink in ("error", "warn", "ok", "info")),
    *(
        (ink, ground, TEXT)
        for ink in ("error", "warn", "ok", "info", "visited")
        for ground in ("bg", "paper")
    ),
    ("brand", "brand-tint", TEXT),
    ("brand-strong", "brand-tint", TEXT),
    ("ink", "brand-tint", TEXT),
    ("ink", "warn-bg", TEXT),
    ("ink-2", "warn-bg", TEXT),
    ("ink", "ok-bg", TEXT),
    ("ink", "error-bg", TEXT),
    ("on-brand", "brand", TEXT),
    ("on-brand", "brand-strong", TEXT),
    ("on-warn", "warn", TEXT),
    ("control", "bg", CONTROL),
    ("control", "paper", CONTROL),
    ("control", "surface", CONTROL),
    ("focus-edge", "sun", CONTROL),
    *((f"c{number}", "bg", CONTROL) for number in range(1, 8)),
]
FIXED_PAIRS = [
    ("wall-ink", "wall", TEXT),
    ("wall-soft", "wall", TEXT),
    ("wall-ok", "wall", TEXT),
    ("sun", "wall", TEXT),
    ("sheet-ink", "sheet", TEXT),
    ("sheet-ink", "sheet-head", TEXT),
    ("sheet-ink", "sheet-mark", TEXT),
    ("seal", "sheet", TEXT),
]


def luminance(colour: str) -> float:
    """WCAG 2 relative luminance of #rrggbb."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_ratio_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_a_pair_of_colours_can_be_read(theme: str, ink: str, ground: str, least: float) -> None:
    colours = tokens() | ({} if theme == "light" else tokens(f"tokens-{theme}.css"))
    assert contrast(colours[ink], colours[ground]) >= least


@pytest.mark.parametrize(("ink", "ground", "least"), FIXED_PAIRS)
def test_the_wall_and_the_paper_can_be_read(ink: str, ground: str, least: float) -> None:
    colours = tokens()
    assert contrast(colours[ink], colours[ground]) >= least


@pytest.mark.parametrize("theme", ["dark", "contrast"])
def test_a_theme_names_only_colours_that_the_light_one_has(theme: str) -> None:
    assert set(tokens(f"tokens-{theme}.css")) <= set(tokens())


def read(sheet: Path) -> str:
    """A style sheet or script without its comments."""
    return re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.S)


def test_no_style_sheet_but_the_tokens_holds_a_colour() -> None:
    others = [sheet for sheet in CSS.glob("*.css") if not sheet.name.startswith("tokens")]
    colour = r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl)a?\([^v]"
    assert [(sheet.name, found) for sheet in others if (found := re.findall(colour, read(sheet)))] == []


def test_every_token_in_use_is_declared() -> None:
    declared = set(re.findall(r"(--ow-[\w-]+):", read(CSS / "tokens.css")))
    used = {name for sheet in CSS.glob("*.css") for name in re.findall(r"var\((--ow-[\w-]+)", read(sheet))}
    assert used - declared == set()


def test_all_styles_of_a_page_fit_45_kb() -> None:
    sheets = [*BOOTSTRAP.glob("*.css"), *CSS.glob("*.css")]
    assert sum(len(gzip.compress(sheet.read_bytes())) for sheet in sheets) <= 45 * 1024


def test_all_scripts_of_a_page_fit_75_kb() -> None:
    scripts = [*(STATIC / "js").glob("*.js"), *(STATIC / "vendor").rglob("*.js")]
    assert sum(len(gzip.compress(script.read_bytes())) for script in scripts) <= 75 * 1024


def test_no_style_sheet_or_script_of_ours_loads_from_elsewhere() -> None:
    ours = [*CSS.glob("*.css"), *(STATIC / "js").glob("*.js")]
    assert [file.name for file in ours if re.search(r"https?://|@import", read(file))] == []


def test_every_vendored_file_is_the_one_that_was_written_down() -> None:
    table = (STATIC / "vendor" / "VENDOR.md").read_text(encoding="utf-8")
    written = dict(re.findall(r"^\| `([^`]+)`.*\| `([0-9a-f]{64})` \|$", table, flags=re.M))
    vendor = [*(STATIC / "vendor").rglob("*.css"), *(STATIC / "vendor").rglob("*.js")]
    assert {str(file.relative_to(STATIC.parent)) for file in vendor} <= set(written)
    for name, digest in written.items():
        assert hashlib.sha256((STATIC.parent / name).read_bytes()).hexdigest() == digest
