"""What people type finds what they mean: a gold list, its order, and its cost."""

from typing import Any

import pytest

from core.clock import today
from matters.indexing import search_columns, spelled
from matters.models import Handbook
from matters.searching import plain, words_of
from matters.selectors import handbooks_listed, search

# query -> a code that has to be among the first `place` hits
GOLD: list[tuple[str, str, int]] = [
    ("普通护照签发（首次）", "M63", 1),
    ("护照", "M63", 1),
    ("出国", "M63", 1),
    ("huzhao", "M63", 1),
    ("pthz", "M63", 1),
    ("passport", "M63", 1),
    ("M63", "M63", 1),
    ("m63", "M63", 1),
    ("OT4", "OT4", 1),
    ("二手房", "OT1", 1),
    ("ershoufang", "OT1", 1),
    ("esf", "OT1", 1),
    ("房产证", "M03", 2),
    ("不动产权证书", "M03", 2),
    ("fangchanzheng", "M03", 2),
    ("过户", "OT1", 3),
    ("房产证过户", "M03", 3),
    ("买二手房怎么过户", "OT1", 3),
    ("租房", "M06", 1),
    ("食品", "M14", 1),
    ("开饭店", "OT2", 2),
    ("刻章", "M11", 1),
    ("开公司", "M10", 2),
    ("营业执照", "M10", 2),
    ("社保卡", "M50", 1),
    ("医保", "M51", 4),
    ("报销", "M52", 1),
    ("失业金", "M56", 1),
    ("退休", "M55", 4),
    ("老年证", "M57", 1),
    ("宝宝出生", "OT4", 4),
    ("上户口", "M62", 1),
    ("准生证", "M61", 1),
    ("公积金", "OT6", 2),
    ("提取公积金", "OT6", 3),
    ("驾照", "M81", 1),
    ("上牌", "M64", 1),
    ("环评", "M33", 2),
    ("施工许可", "M38", 2),
    ("retirement", "OT7", 1),
    ("70岁以上老人需要排队吗", "K5", 1),
    ("材料少了", "K3", 1),
]


def test_the_gold_list_is_found(linjiang: None) -> None:
    missed = []
    for query, code, place in GOLD:
        found = [hit.code for hit in search(query)]
        if code not in found[:place]:
            missed.append((query, code, found[:6]))
    assert missed == []


def test_an_exact_name_comes_before_names_that_hold_it(linjiang: None) -> None:
    hits = search("公积金提取“一件事”（购房）")
    assert hits[0].code == "OT6"
    assert hits[0].score > hits[1].score


def test_what_the_law_has_ended_is_found_last_and_marked(linjiang: None) -> None:
    hits = search("对外贸易经营者备案")
    ended = {hit.code: hit.ended for hit in hits}
    assert ended["M20"] is True
    assert [hit.ended for hit in hits] == sorted(hit.ended for hit in hits)


def test_a_search_is_one_query(linjiang: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        for hit in search("房产证"):
            assert hit.found.pk


@pytest.mark.parametrize(
    "odd", ["", "  ", "？！", "%", "_", "'", "\\", "&|!()", "a" * 5000, "😀", "的", ":*"]
)
def test_any_text_may_be_searched_for(odd: str, linjiang: None) -> None:
    assert isinstance(search(odd), list)
    assert isinstance(list(handbooks_listed(q=odd)), list)


def test_wildcards_stand_for_themselves(linjiang: None) -> None:
    assert search("%") == search("_") == []


def test_drafts_are_not_found(linjiang: None) -> None:
    handbook = Handbook.objects.get(matter__code="M63")
    entry = handbook.search_entry
    handbook.pk, handbook.version, handbook.published_at = None, 2, None
    handbook.save()
    entry.pk, entry.handbook = None, handbook
    entry.save()
    assert [hit.found.version for hit in search("护照") if hit.code == "M63"] == [1]


def test_a_list_can_be_searched_and_filtered(linjiang: None) -> None:
    assert [row.matter.code for row in handbooks_listed(q="公积金")][:2] == ["M70", "M71"]
    estate = handbooks_listed(department="D-ZGJ")
    assert [row.matter.code for row in estate] == ["M03", "M04", "M31", "M35"]
    assert {"1"} <= set(handbooks_listed(audience="person")[0].service_objects)
    assert not handbooks_listed(audience="1").difference(handbooks_listed(audience="person"))
    assert not handbooks_listed(department="D-NONE").exists()
    assert not handbooks_listed(audience="ghost").exists()


def test_a_page_of_the_list_is_one_query(linjiang: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        assert [(row.matter.code, row.department.code) for row in handbooks_listed()[:20]]


def test_the_list_has_what_is_in_force_and_not_what_has_ended(linjiang: None) -> None:
    codes = {row.matter.code for row in handbooks_listed(on=today())}
    assert len(codes) == 46
    assert not {"M20", "M22"} & codes


def test_names_are_spelled_with_their_initials() -> None:
    assert spelled("不动产登记") == ("budongchandengji", "bdcdj")
    assert spelled("重庆银行") == ("chongqingyinhang", "cqyh")


def test_full_width_and_spaces_do_not_matter() -> None:
    assert plain(" Ｍ０３，二手 房（过户） ") == "m03二手房过户"


def test_words_without_meaning_are_left_out() -> None:
    assert words_of("我要办理护照") == ["护照"]


def test_everyday_names_are_among_the_words() -> None:
    columns = search_columns({"zh": "房屋所有权转移登记", "en": "Transfer"}, [])
    assert {"房产证", "过户", "fangchanzheng", "transfer"} <= set(columns["words"].split())
