"""The fonts that papers are set in: the faces of Noto CJK, cut to everyday characters.

A face of Noto CJK has 65,000 glyphs, and each paper pays for all of them when its own few are picked
out. Cut once to the 7,800 that follow, a paper costs half. A character beyond them, such as a rare one
in a name, comes from the whole face, which every style sheet names next; one that Noto has not, from
Hanazono Mincho, which has all of CJK extensions B to F (GB 18030-2022, implementation level 3).
"""

import shutil
import subprocess
import tempfile
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import uharfbuzz as harfbuzz
from django.conf import settings
from fontTools.ttLib import TTFont
from weasyprint import CSS
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

# Our family and the system's that it is cut from. The Open Font License wants another name.
FAMILIES = {"Paper Serif": "Noto Serif CJK SC", "Paper Sans": "Noto Sans CJK SC"}
WEIGHTS = {400: "regular", 700: "bold"}
_FAMILY_NAMES = (1, 16)  # OpenType name table: family, typographic family


@cache
def font_configuration() -> FontConfiguration:
    """The cut faces beside the system's own, for every paper that this process draws."""
    configuration = FontConfiguration()
    rules = "".join(_rule(family, weight, path) for (family, weight), path in faces().items())
    CSS(string=rules, font_config=configuration, url_fetcher=URLFetcher(allowed_protocols={"file"}))
    return configuration


def faces() -> dict[tuple[str, int], Path]:
    """The files by family and weight, cut now if they were not yet (a second, once per machine)."""
    folder = Path(settings.FONT_DIR)
    if not folder.is_dir():
        _cut_all(folder)
    wanted = {
        (family, weight): folder / _file_name(family, weight) for family in FAMILIES for weight in WEIGHTS
    }
    return {face: path for face, path in wanted.items() if path.exists()}


def everyday_characters() -> set[int]:
    """GB/T 2312-1980 (6,763 Chinese characters and its signs), Latin letters and common punctuation."""
    ranges = (
        (0x33A1, 0x33A1),  # square metre
        (0x20, 0x7E),
        (0xA0, 0x17F),
        (0x2010, 0x203F),
        (0x2460, 0x2473),
        (0x3000, 0x303F),
        (0xFF01, 0xFF60),
    )
    signs = {point for first, last in ranges for point in range(first, last + 1)}
    pairs = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return signs | {ord(char) for pair in pairs for char in pair.decode("gb2312", "ignore")}


def _cut_all(folder: Path) -> None:
    """All faces or none, made beside and renamed; of two processes that do so the first one counts."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    workshop = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".fonts-"))
    for family, source in FAMILIES.items():
        for weight, style in WEIGHTS.items():
            if found := _installed(source, style):
                (workshop / _file_name(family, weight)).write_bytes(_cut(*found, family))
    try:
        workshop.rename(folder)
    except OSError:
        shutil.rmtree(workshop)


def _installed(family: str, style: str) -> tuple[Path, int] | None:
    """The file of that face and its number in it; None when the machine has another family only."""
    pattern = f"{family}:style={style.title()}"
    answer = subprocess.run(  # noqa: S603  fixed words only
        ["fc-match", "--format=%{file}\n%{index}\n%{family}", pattern],  # noqa: S607  where a system keeps it is its own affair
        capture_output=True,
        text=True,
        check=True,
    )
    path, index, found = answer.stdout.split("\n", 2)
    return (Path(path), int(index)) if family in found else None


def _cut(path: Path, index: int, family: str) -> bytes:
    """The face with everyday characters only, under the family's new name."""
    wanted = harfbuzz.SubsetInput()
    wanted.sets(harfbuzz.SubsetInputSets.UNICODE).set(everyday_characters())
    cut = harfbuzz.subset(harfbuzz.Face(harfbuzz.Blob.from_file_path(str(path)), index), wanted)
    font = TTFont(BytesIO(cut.blob.data), recalcBBoxes=False)  # outlines stay as they are, unread
    _number_anew(font["CFF "].cff.topDictIndex[0])
    for entry in font["name"].names:
        if entry.nameID in _FAMILY_NAMES:
            entry.string = family
    written = BytesIO()
    font.save(written)
    return written.getvalue()


def _number_anew(face: Any) -> None:
    """Character numbers follow glyph numbers again: a PDF finds a glyph by the one and writes the other."""
    index = face.CharStrings.charStrings
    by_place = sorted(face.charset, key=index.__getitem__)
    names = [".notdef", *(f"cid{place:05d}" for place in range(1, len(by_place)))]
    face.CharStrings.charStrings = {name: index[old] for name, old in zip(names, by_place, strict=True)}
    face.charset = names


def _file_name(family: str, weight: int) -> str:
    return f"{family.replace(' ', '')}-{weight}.otf"


def _rule(family: str, weight: int, path: Path) -> str:
    address = path.resolve().as_uri()
    return f'@font-face {{ font-family: "{family}"; font-weight: {weight}; src: url("{address}") }}\n'
