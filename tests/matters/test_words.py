"""The file of everyday words: read whole or refused, and followed by the index."""

import json
from pathlib import Path
from stat import S_IMODE
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from matters import words
from matters.finding import search
from matters.indexing import reindex
from matters.models import SearchEntry
from matters.searching import core_of, private_folder
from matters.sounds import sounds_of


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"everyday": {}, "ignored": 1, "events": []}'])
def test_a_file_that_says_nothing_is_refused_in_words(text: str, tmp_path: Path) -> None:
    file = tmp_path / "finding.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ImproperlyConfigured, match=r"finding\.json"):
        words.read_words(file)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"gone\.json"):
        words.read_words(tmp_path / "gone.json")


def test_a_word_that_editors_add_finds_its_matter(
    linjiang: None, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert search("本本") == []
    found = json.loads(Path(settings.FINDING_FILE).read_text(encoding="utf-8"))
    found["everyday"]["本本"] = ["护照"]
    file = tmp_path / "finding.json"
    file.write_text(json.dumps(found), encoding="utf-8")
    changed = words.read_words(file)
    for module in ("indexing", "ranking", "searching"):
        monkeypatch.setattr(f"matters.{module}.words", lambda: changed)
    assert reindex() == SearchEntry.objects.count()
    assert search("本本")[0].code == "M63"


def test_the_index_can_be_written_anew_at_any_time(linjiang: None) -> None:
    before = list(
        SearchEntry.objects.order_by("kind", "code", "title").values_list("title", "words", "visits")
    )
    call_command("index_catalogue", verbosity=0)
    after = list(
        SearchEntry.objects.order_by("kind", "code", "title").values_list("title", "words", "visits")
    )
    assert before == after


def test_questions_lose_the_words_that_say_nothing() -> None:
    assert core_of("请问怎么办理护照？") == "护照"


def test_characters_that_sound_alike_are_written_alike() -> None:
    assert sounds_of("护照") == sounds_of("户造") == ["hu", "zao"]
    assert sounds_of("A1，") == []


def test_the_cache_of_the_dictionary_belongs_to_this_account_alone(tmp_path: Path) -> None:
    folder = tmp_path / "search"
    folder.mkdir(mode=0o755)
    assert S_IMODE(private_folder(folder).stat().st_mode) == 0o700


def test_without_a_folder_the_search_still_works(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert not private_folder(tmp_path / "file" / "search").exists()
