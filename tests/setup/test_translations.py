"""How fragments of translations join the catalogue."""

import gettext
from pathlib import Path

import pytest

from scripts import translations
from scripts.console import Stop


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "locale" / "fragments").mkdir(parents=True)
    (tmp_path / translations.CATALOGUE).parent.mkdir(parents=True)
    return tmp_path


def put(path: Path, **words: str) -> None:
    entries = "\n".join(f'msgid "{key}"\nmsgstr "{value}"\n' for key, value in words.items())
    path.write_text(entries, encoding="utf-8")


def compiled(root: Path) -> gettext.GNUTranslations:
    translations.compile_catalogue(root)
    with (root / translations.CATALOGUE).with_suffix(".mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def test_catalogue_and_fragments_count_together(root: Path) -> None:
    put(root / translations.CATALOGUE, Case="案件")
    put(root / "locale/fragments/hall.po", Window="窗口")
    chinese = compiled(root)
    assert (chinese.gettext("Case"), chinese.gettext("Window")) == ("案件", "窗口")


def test_the_newer_words_of_a_fragment_win(root: Path) -> None:
    put(root / translations.CATALOGUE, Case="旧")
    put(root / "locale/fragments/hall.po", Case="新")
    assert compiled(root).gettext("Case") == "新"


def test_a_fragment_may_have_a_header_of_its_own(root: Path) -> None:
    put(root / "locale/fragments/a.po", Case="案件")
    path = root / "locale/fragments/b.po"
    put(path, Window="窗口")
    path.write_text(translations.HEADER + path.read_text(encoding="utf-8"), encoding="utf-8")
    chinese = compiled(root)
    assert (chinese.gettext("Case"), chinese.gettext("Window")) == ("案件", "窗口")


def test_a_placeholder_lost_in_translation_is_refused(root: Path) -> None:
    put(root / translations.CATALOGUE)
    (root / "locale/fragments/a.po").write_text('#, python-format\nmsgid "%(n)s days"\nmsgstr "天"\n')
    with pytest.raises(Stop, match="not well-formed"):
        translations.compile_catalogue(root)


def test_nothing_is_compiled_again_until_a_source_changes(root: Path) -> None:
    put(root / translations.CATALOGUE, Case="案件")
    compiled(root)
    target = (root / translations.CATALOGUE).with_suffix(".mo")
    before = target.stat().st_ino
    translations.compile_catalogue(root)
    assert target.stat().st_ino == before


def test_a_project_without_any_text_compiles_too(root: Path) -> None:
    assert compiled(root).gettext("Case") == "Case"
