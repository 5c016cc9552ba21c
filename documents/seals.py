"""A department's round seal as a picture, drawn from its name.

The picture is what eyes look for; what counts is the signature inside the PDF (documents.signing).
A real seal comes from the certified seal system through DOCUMENT_SIGNER. What is drawn here says
that it is a demonstration wherever settings.DEMO is on.
"""

import base64
import io
import math
import re
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from PIL import Image, ImageDraw, ImageFont

RED = (180, 35, 24)
SIZE = 480  # pixels: 42 mm at 290 dpi
_SMOOTH = 3  # drawn larger, then reduced
_ARC = 260  # degrees the name may take
_PURPOSE = "业务专用章"
_DEMO = "演示 DEMO"
_FONT = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc"
_FONT_INDEX = 2  # the simplified Chinese face of the collection


def seal_png(department: str, *, demo: bool) -> bytes:
    """The seal of a department by its Chinese name, red on transparent, SIZE pixels square."""
    return _seal(seal_name(department), demo)


def seal_name(department: str) -> str:
    """The name as a seal says it: without what stands in brackets behind it."""
    return re.split(r"[（(]", department)[0].strip()


def seal_data_uri(department: str, *, demo: bool) -> str:
    """The same, to be put inside a document."""
    return "data:image/png;base64," + base64.b64encode(seal_png(department, demo=demo)).decode()


@lru_cache(maxsize=128)
def _seal(name: str, demo: bool) -> bytes:
    side = SIZE * _SMOOTH
    ink = Image.new("L", (side, side), 0)
    draw = ImageDraw.Draw(ink)
    draw.ellipse(_square(side, 0.012), outline=255, width=round(side * 0.02))
    draw.polygon(_star(side / 2, side * 0.47, side * 0.135), fill=255)
    _draw_name(ink, name)
    _draw_line(draw, _PURPOSE, side, height=0.085, at=0.78)
    if demo:
        _draw_line(draw, _DEMO, side, height=0.055, at=0.68)
    stamp = Image.new("RGBA", (side, side), (*RED, 0))
    stamp.putalpha(ink)
    small = stamp.resize((SIZE, SIZE), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    _one_red(small).save(out, "PNG", optimize=True)
    return out.getvalue()


def _one_red(image: Image.Image) -> Image.Image:
    """The same red under every pixel and eight steps of transparency: a third of the size, the same look."""
    plain = Image.new("RGBA", image.size, (*RED, 0))
    plain.putalpha(image.getchannel("A").point(lambda alpha: round(alpha * 7 / 255) * 255 // 7))
    return plain


def _draw_name(ink: Image.Image, name: str) -> None:
    """The name along the upper rim, each character standing on the circle."""
    side = ink.width
    step = min(26.0, _ARC / max(len(name) - 1, 1))
    size = round(side * 0.115 * min(1.0, step / 22))
    start = -step * (len(name) - 1) / 2
    for place, char in enumerate(name):
        letter = _letter(char, size).rotate(
            -(start + step * place), resample=Image.Resampling.BICUBIC, expand=True
        )
        angle = math.radians(start + step * place)
        x = side / 2 + side * 0.385 * math.sin(angle) - letter.width / 2
        y = side / 2 - side * 0.385 * math.cos(angle) - letter.height / 2
        ink.paste(255, (round(x), round(y)), letter)


def _letter(char: str, size: int) -> Image.Image:
    """One character in the middle of a square of its own."""
    box = Image.new("L", (size * 2, size * 2), 0)
    ImageDraw.Draw(box).text((size, size), char, font=_font(size), fill=255, anchor="mm")
    return box


def _draw_line(draw: ImageDraw.ImageDraw, text: str, side: int, *, height: float, at: float) -> None:
    draw.text((side / 2, side * at), text, font=_font(round(side * height)), fill=255, anchor="mm")


def _star(x: float, y: float, radius: float) -> list[tuple[float, float]]:
    """The ten corners of an upright five-pointed star."""
    return [
        (
            x + (radius if corner % 2 == 0 else radius * 0.382) * math.sin(math.pi * corner / 5),
            y - (radius if corner % 2 == 0 else radius * 0.382) * math.cos(math.pi * corner / 5),
        )
        for corner in range(10)
    ]


def _square(side: int, margin: float) -> tuple[float, float, float, float]:
    return (side * margin, side * margin, side * (1 - margin), side * (1 - margin))


@lru_cache(maxsize=16)
def _font(size: int) -> ImageFont.FreeTypeFont:
    path = Path(getattr(settings, "SEAL_FONT", _FONT))
    if not path.exists():
        raise ImproperlyConfigured(f"Install fonts-noto-cjk: {path} is missing, and papers need it.")
    return ImageFont.truetype(str(path), size, index=getattr(settings, "SEAL_FONT_INDEX", _FONT_INDEX))
