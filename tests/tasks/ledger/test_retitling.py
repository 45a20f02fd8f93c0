"""Titles that move into another category, cohort or programme (semantics 11, 12, 14 and 24).

Notices and dates are real (facts collected for mingdan, 2026-11): 滨州渤海活塞 passed as 培育企业 in 2019 and as 示范企业 in 2022;
湖北 merged its 隐形冠军 into 单项冠军 in 2022. Who else stands on a list is 示例.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from config.models import Category
from tasks.ledger.book import Anew, Entry, Statement
from tasks.ledger.course import Course
from tasks.ledger.follow import follow
from tasks.ledger.titles import place_of
from tasks.recognise.notice import Stage, Validity
from tests.tasks.ledger.courses import CHAMPIONS, book, kinds, says

PROGRAMME = CHAMPIONS.model_copy(
    update={"categories": tuple(Category(name=name) for name in ("示范企业", "培育企业", "单项冠军产品"))}
)
FIRST = replace(
    says("〔2017〕28号", Stage.DESIGNATION, "2017-01-17"),
    entries=(Entry("滨州渤海活塞", "培育企业"), Entry("示例乙", "示范企业")),
)
IN_2019 = replace(
    says("〔2019〕354号", Stage.REVIEW, "2019-11-13", repealed=frozenset({"〔2017〕28号"})),
    entries=FIRST.entries,
)
IN_2022 = replace(
    says("2022年复核", Stage.REVIEW, "2022-12-26"),
    entries=(Entry("滨州渤海活塞", "示范企业"), Entry("示例乙", "示范企业")),
)
MOVED = replace(
    says("调整", Stage.RETITLING, "2021-06-01"),
    whole=False,
    entries=(Entry("滨州渤海活塞", "示范企业", from_category="培育企业"),),
)


def terms(course: Course, name: str) -> list[tuple[str, str | None, str, str]]:
    """Return status, category and term of every part of a subject's time, in order."""
    found = [h for h in course.holdings.values() if h.subject_id == name]
    return sorted(
        ((h.status, h.category, str(h.valid_from), str(h.valid_to)) for h in found), key=lambda h: h[2]
    )


def test_a_pass_list_in_another_category_retitles_and_renews_on_one_occasion():
    course = follow(book(FIRST, IN_2019, IN_2022, programme=PROGRAMME), date(2022, 12, 27))
    assert terms(course, "滨州渤海活塞") == [
        ("retitled", "培育企业", "2017-01-17", "2022-12-25"),
        ("active", "示范企业", "2022-12-26", "2025-11-12"),
    ]
    assert kinds(course, "滨州渤海活塞") == ["designated", "renewed", "renewed", "retitled"]
    (moved,) = (e for e in course.events if e.kind == "retitled")
    (renewed,) = (
        e
        for e in course.events
        if e.kind == "renewed" and e.holding.title_id == moved.holding.title_id and e.occasion == "2022年复核"
    )
    assert moved.occasion == renewed.occasion
    assert moved.detail == {"before": "培育企业", "after": "示范企业", **renewed.detail}
    assert terms(course, "示例乙") == [("active", "示范企业", "2017-01-17", "2025-11-12")]


def test_the_part_of_the_time_that_is_over_has_an_id_of_its_own():
    course = follow(book(FIRST, IN_2019, IN_2022, programme=PROGRAMME), date(2022, 12, 27))
    about = ("滨州渤海活塞", PROGRAMME.id, "2022年度")
    places = [
        place_of(h.title_id, *about, until=h.valid_to)
        for h in course.holdings.values()
        if h.subject_id == "滨州渤海活塞"
    ]
    assert sorted(places) == [-1, 1]


def test_a_list_of_retitled_rows_splits_the_valid_time():
    course = follow(book(FIRST, IN_2019, MOVED, programme=PROGRAMME), date(2021, 6, 1))
    assert terms(course, "滨州渤海活塞") == [
        ("retitled", "培育企业", "2017-01-17", "2021-05-31"),
        ("active", "示范企业", "2021-06-01", "2022-11-12"),
    ]
    (moved,) = (e for e in course.events if e.kind == "retitled")
    assert moved.detail == {"before": "培育企业", "after": "示范企业"}


def test_a_last_day_stated_for_moved_titles_is_theirs():
    stated = replace(MOVED, validity=Validity(first=date(2021, 6, 1), last=date(2024, 5, 31)))
    course = follow(book(FIRST, IN_2019, stated, programme=PROGRAMME), date(2021, 6, 1))
    assert terms(course, "滨州渤海活塞")[-1] == ("active", "示范企业", "2021-06-01", "2024-05-31")


def test_who_is_retitled_and_passes_in_one_notice_keeps_the_order_of_the_notice():
    """The repeal of the old list still reaches the title that the same notice moved first (semantics, 14 and 19)."""
    moved = replace(
        MOVED, announcement_id="〔2019〕354号", occasion="〔2019〕354号", effective_on=date(2019, 11, 13)
    )
    passed = replace(IN_2019, entries=(Entry("滨州渤海活塞", "示范企业"), Entry("示例乙", "示范企业")))
    course = follow(book(FIRST, passed, moved, programme=PROGRAMME), date(2019, 11, 27))
    assert terms(course, "滨州渤海活塞")[-1] == ("active", "示范企业", "2019-11-13", "2022-11-12")
    assert kinds(course, "滨州渤海活塞") == ["designated", "renewed", "retitled"]


def test_whom_the_notice_retitles_without_passing_is_not_silent():
    moved = replace(
        MOVED, announcement_id="2022年复核", occasion="2022年复核", effective_on=date(2022, 12, 26)
    )
    passed = replace(IN_2022, entries=(Entry("示例乙", "示范企业"),))
    course = follow(book(FIRST, IN_2019, moved, passed, programme=PROGRAMME), date(2022, 12, 27))
    assert "lapsed" not in kinds(course, "滨州渤海活塞")


@pytest.mark.parametrize("printed", ["制造业单项冠军示范企业", "示范企业 ", None])
def test_another_wording_of_a_category_moves_nobody(printed: str | None):
    worded = replace(IN_2019, entries=(Entry("滨州渤海活塞", "培育企业"), Entry("示例乙", printed)))
    course = follow(book(FIRST, worded, programme=PROGRAMME), date(2019, 11, 27))
    assert terms(course, "示例乙") == [("active", "示范企业", "2017-01-17", "2022-11-12")]
    assert "retitled" not in kinds(course, "示例乙")


def test_a_title_that_goes_into_another_programme_closes_as_retitled():
    """湖北: the 隐形冠军 of 2019 that pass are taken over as 单项冠军; the others of the list stay what they were."""
    hidden = says("隐形冠军名单", Stage.DESIGNATION, "2019-12-20", "示例甲", "示例乙")
    merged = says(
        "并轨",
        Stage.RETITLING,
        "2022-12-15",
        "示例甲",
        whole=False,
        to_programme="湖北省制造业单项冠军 2022年度",
    )
    course = follow(book(hidden, merged), date(2022, 12, 15))
    assert terms(course, "示例甲") == [("retitled", None, "2019-12-20", "2022-12-14")]
    assert terms(course, "示例乙")[0][0] == "active"
    (moved,) = (e for e in course.events if e.kind == "retitled")
    assert moved.detail["after"] == "湖北省制造业单项冠军 2022年度"


def test_a_retitling_of_whom_nobody_knows_waits_for_the_list():
    assert not follow(book(MOVED, programme=PROGRAMME), date(2021, 6, 2)).holdings
    later = says("第二批", Stage.DESIGNATION, "2021-12-01", "滨州渤海活塞")
    course = follow(book(MOVED, later, programme=PROGRAMME), date(2021, 12, 2))
    assert kinds(course, "滨州渤海活塞") == ["designated"]


def test_a_retitling_takes_only_the_title_of_the_category_it_names():
    two = replace(FIRST, entries=(*FIRST.entries, Entry("滨州渤海活塞", "单项冠军产品", "活塞")))
    course = follow(
        book(two, replace(MOVED, effective_on=date(2019, 6, 1)), programme=PROGRAMME), date(2019, 6, 2)
    )
    assert {(h.status, h.category) for h in course.holdings.values() if h.subject_id == "滨州渤海活塞"} == {
        ("retitled", "培育企业"),
        ("active", "示范企业"),
        ("active", "单项冠军产品"),
    }


def test_a_relay_moves_no_title():
    relayed = replace(IN_2022, announcement_id="转载", effective_on=None, whole=False, relayed=True)
    course = follow(book(FIRST, relayed, programme=PROGRAMME), date(2019, 12, 27))
    assert "retitled" not in kinds(course, "滨州渤海活塞")


ROSTER = CHAMPIONS.model_copy(update={"renewal": "roster", "validity": None})


def test_a_list_of_a_roster_replaces_all_before():
    """By the programme's rule each list names all who hold the title: who is not on the next one lapses with it."""
    first = says("2022名单", Stage.DESIGNATION, "2022-12-30", "示例甲", "示例乙")
    later = Statement(
        "2023名单",
        Stage.REPEAL,
        date(2023, 12, 29),
        occasion="2023名单",
        replaces=True,
        anew=(Anew("示例甲", "2023年度"),),
    )
    course = follow(book(first, later, programme=ROSTER), date(2023, 12, 29))
    assert terms(course, "示例甲") == [("retitled", None, "2022-12-30", "2023-12-28")]
    assert terms(course, "示例乙") == [("lapsed", None, "2022-12-30", "2023-12-28")]
