"""Papers as they come out: one A4 sheet, the right shapes, both languages where chosen."""

import io
import re
import shutil
from typing import Any

import pypdfium2
import pytest
import segno
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops, ImageDraw, ImageFont
from pypdf import PdfReader

from documents.errors import GlyphMissing
from documents.models import Paper
from documents.papers import press
from documents.papers.contexts import NotAcceptedNotice, PaperContext, content_digest
from documents.papers.rendering import html_to_pdf, page_count, render
from tests.documents.samples import GAPS, HEAD, PAPERS, text

NUMBER = "受〔2026〕第 000007 号"
SERIF = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"
RARE_SERIF = "/usr/share/fonts/truetype/hanazono/HanaMinB.ttf"
RARE = "𩇔𪜀𫝀𬺰"  # CJK extensions B, C, D and F, in no face of Noto
HARD = "食品经营许可证㐂𠮷𬴂" + RARE
A4_POINTS = (595.3, 841.9)


@pytest.fixture(scope="module")
def drawn() -> dict[tuple[str, str], bytes]:
    """Every paper in both ways, drawn once."""
    return {
        (name, language): render(context, language, number=NUMBER)
        for name, context in PAPERS.items()
        for language in ("zh", "en")
    }


def words_of(pdf: bytes) -> str:
    """The text layer without any white space."""
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))


def pixels(pdf: bytes, scale: float = 2) -> Image.Image:
    document = pypdfium2.PdfDocument(pdf)
    return document[0].render(scale=scale).to_pil().convert("L")


def test_there_is_a_sample_of_every_kind_of_paper() -> None:
    assert {context.kind for context in PAPERS.values()} == set(Paper.Kind)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_is_one_small_a4_sheet(name: str, language: str, drawn: Any) -> None:
    pdf = drawn[name, language]
    assert page_count(pdf) == 1
    box = PdfReader(io.BytesIO(pdf)).pages[0].mediabox
    assert (float(box.width), float(box.height)) == pytest.approx(A4_POINTS, abs=1)
    assert len(pdf) < 120_000


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_carries_the_centre_the_department_the_number_and_the_case(name: str, drawn: Any) -> None:
    words = words_of(drawn[name, "zh"])
    for part in ("临江市行政服务中心", "临江市自然资源和规划局", "339981-20261120-03-000117", "王小明"):
        assert part in words
    assert PAPERS[name].title["zh"] in words
    assert re.sub(r"\s", "", NUMBER) in words
    assert "第1页，共1页" in words


@pytest.mark.parametrize("name", PAPERS)
def test_english_stands_beside_chinese_only_when_it_was_chosen(name: str, drawn: Any) -> None:
    title = re.sub(r"\s", "", PAPERS[name].title["en"])
    assert title in words_of(drawn[name, "en"])
    assert PAPERS[name].title["zh"] in words_of(drawn[name, "en"])
    assert title not in words_of(drawn[name, "zh"])
    assert "Second-handhouse" not in words_of(drawn[name, "zh"])


@pytest.mark.parametrize("name", ["not accepted", "refused", "granted in part", "acceptance withdrawn"])
def test_an_adverse_paper_tells_reasons_and_remedy(name: str, drawn: Any) -> None:
    words = words_of(drawn[name, "zh"])
    assert "60日内依法申请行政复议" in words
    assert "6个月内依法向人民法院提起行政诉讼" in words
    assert "本市行政区域" in words or "查封" in words


def test_a_grant_speaks_of_no_remedy(drawn: Any) -> None:
    assert "行政复议" not in words_of(drawn["granted", "zh"])


def test_a_correction_notice_names_every_gap_and_its_last_day(drawn: Any) -> None:
    words = words_of(drawn["correction", "zh"])
    for part in ("存量房买卖合同", "缺少卖方签名", "买方手机号", "少一位", "2026年11月30日", "第三十二条"):
        assert part in words


def test_a_special_procedure_names_its_planned_days_in_writing(drawn: Any) -> None:
    assert "8个工作日" in words_of(drawn["special procedure", "zh"])


def test_a_demonstration_says_so_and_production_does_not(drawn: Any, settings: Any) -> None:
    assert "演示文件，无法律效力" in words_of(drawn["receipt", "zh"])
    settings.DEMO = False
    assert "演示" not in words_of(render(PAPERS["receipt"], "zh", number=NUMBER))


def test_a_name_is_text_and_never_markup() -> None:
    context = _named("<b>王</b><script>")
    assert "<b>王</b><script>" in words_of(render(context, "zh", number=NUMBER))


def test_a_long_correction_flows_on_and_ends_with_one_seal() -> None:
    gaps = GAPS * 30
    pdf = render(
        type(PAPERS["correction"])(**{**HEAD, "gaps": gaps, "due_at": HEAD["issued_at"]}), "zh", number="x"
    )
    pages = PdfReader(io.BytesIO(pdf)).pages
    assert len(pages) > 1
    assert [len(page.images) for page in pages][-1] == 1
    assert f"共{len(pages)}页" in words_of(pdf)


def test_a_character_that_no_font_has_stops_the_paper() -> None:
    with pytest.raises(GlyphMissing) as missing:
        render(_named("王\U0003134a\ue123"), "zh", number=NUMBER)
    assert "U+E123" in str(missing.value.detail)


@pytest.mark.parametrize("char", HARD)
def test_each_hard_character_is_printed_in_its_own_shape(char: str) -> None:
    """Pixels, not the text layer: a wrong glyph can carry the right text.

    The reference is drawn from the font file by another program (FreeType through Pillow). The
    printed character must be nearer to its own shape than to that of any other character here.
    """
    printed = _trimmed(pixels(_sheet_with(char), scale=4))
    nearest = min(HARD, key=lambda other: _difference(printed, _reference(other)))
    assert nearest == char
    assert _difference(printed, _reference(char)) < 0.12


def _sheet_with(char: str) -> bytes:
    """The character alone, in the papers' own style."""
    return html_to_pdf("papers/one_character.html", {"char": char}, style="papers/paper.css")


@pytest.fixture(autouse=True)
def _one_character_template(settings: Any, tmp_path: Any) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "one_character.html").write_text(
        '<html lang="zh-CN"><p class="flat" style="font-size:60pt;margin:20mm">{{ char }}</p></html>'
    )
    engine = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**engine, "DIRS": [tmp_path, *engine["DIRS"]]}]


def _reference(char: str) -> Image.Image:
    canvas = Image.new("L", (400, 400), 255)
    font = ImageFont.truetype(RARE_SERIF, 240) if char in RARE else ImageFont.truetype(SERIF, 240, index=2)
    ImageDraw.Draw(canvas).text((60, 30), char, font=font, fill=0)
    return _trimmed(canvas)


def _trimmed(image: Image.Image) -> Image.Image:
    """The ink alone, in a square of fixed size."""
    upper = image.crop((0, 0, image.width, round(image.height * 0.9)))
    box = ImageChops.invert(upper).point(lambda ink: 255 if ink > 60 else 0).getbbox()
    assert box
    return upper.crop(box).resize((96, 96), Image.Resampling.LANCZOS)


def _difference(one: Image.Image, other: Image.Image) -> float:
    """Mean difference of the pixels, 0 to 1."""
    histogram = ImageChops.difference(one, other).histogram()
    return sum(value * count for value, count in enumerate(histogram)) / (255 * 96 * 96)


def test_the_printed_fonts_are_the_ones_chosen(drawn: Any) -> None:
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in PdfReader(io.BytesIO(drawn["acceptance", "en"])).pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert fonts
    assert all("Paper-Serif" in name or "Paper-Sans" in name for name in fonts), fonts


def test_papers_are_set_in_faces_cut_to_everyday_characters() -> None:
    cut = press.faces()
    assert len(cut) == 4
    for path in cut.values():
        letters = set(TTFont(path).getBestCmap())
        assert len(letters - press.everyday_characters()) < 10
        assert {ord(char) for char in "浙（2026）临江市不动产权第0000001号，准予登记。①㎡"} <= letters
        assert len(letters) > 7_400


def test_the_faces_are_cut_once_and_again_when_they_are_gone(settings: Any, tmp_path: Any) -> None:
    settings.FONT_DIR = tmp_path / "fonts"
    first = {path: path.stat().st_mtime_ns for path in press.faces().values()}
    assert {path: path.stat().st_mtime_ns for path in press.faces().values()} == first
    shutil.rmtree(settings.FONT_DIR)
    assert set(press.faces().values()) == set(first)


def test_without_the_family_on_the_machine_the_system_chooses(
    settings: Any, tmp_path: Any, monkeypatch: Any
) -> None:
    settings.FONT_DIR = tmp_path / "fonts"
    monkeypatch.setattr(press, "FAMILIES", {"Paper Serif": "A Family That Nobody Has"})
    assert press.faces() == {}


def test_the_qr_code_on_the_sheet_leads_to_how_the_case_stands(drawn: Any, settings: Any) -> None:
    """Every module of the printed code against the code of the address: the number, and nothing else."""
    scale = 6
    sheet = pixels(drawn["receipt", "zh"], scale=scale)
    corner = sheet.crop((45 * scale, 660 * scale, 120 * scale, 790 * scale))
    code = corner.crop(ImageChops.invert(corner).getbbox())
    address = f"{settings.SITE_URL}/progress/?number={HEAD['case_number']}"
    expected = segno.make_qr(address, error="m").matrix
    step = code.width / len(expected)
    printed = [
        [code.getpixel((int((x + 0.5) * step), int((y + 0.5) * step))) < 128 for x in range(len(expected))]
        for y in range(len(expected))
    ]
    assert printed == [[bool(module) for module in row] for row in expected]


def test_the_seal_stands_on_the_paper_in_red(drawn: Any) -> None:
    document = pypdfium2.PdfDocument(drawn["acceptance", "zh"])
    sheet = document[0].render(scale=1).to_pil().convert("RGB")
    red = [
        (x, y)
        for x in range(0, sheet.width, 2)
        for y in range(0, sheet.height, 2)
        if _is_red(sheet.getpixel((x, y)))
    ]
    assert len(red) > 300
    assert min(x for x, _y in red) > sheet.width / 2
    assert min(y for _x, y in red) > sheet.height / 2


def _is_red(pixel: Any) -> bool:
    red, green, blue = pixel
    return red > 120 and red - green > 60 and red - blue > 60


def test_the_digest_of_a_paper_follows_its_words_alone() -> None:
    context = PAPERS["receipt"]
    digest = content_digest(context, number=NUMBER, language="zh")
    assert digest == content_digest(context, number=NUMBER, language="zh")
    assert digest != content_digest(context, number=NUMBER, language="en")
    assert digest != content_digest(_named("李四"), number=NUMBER, language="zh")


def _named(name: str) -> PaperContext:
    return NotAcceptedNotice(**{**HEAD, "addressee": name, "reason": text("理由", "reason")})
