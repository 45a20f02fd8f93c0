"""Relay first, original later: the original wins, what was wrong is kept, and who was told it hears once what is true."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

from tasks.tell.news import NoteKind, note_from_json
from tasks.tell.render import render_note
from tests.tasks.ingest.conftest import Desk, source
from tests.tasks.ingest.pages import FINAL_2022, clusters, final, page
from tests.tasks.ingest.test_ingest import DECIDED_ON, relay_first, watch


def listed(*names: str, stated: int | None = None) -> str:
    """Return a trade site's copy of the list of 2022."""
    count = len(names) if stated is None else stated
    text = f"日前，工业和信息化部公布2022年度中小企业特色产业集群名单，共{count}个。"
    return page(FINAL_2022, text, published="2023-01-11", names=names, source="示例网")


def relay(desk: Desk, html: str) -> None:
    watch(desk, "shili-relay")
    desk.now = DECIDED_ON
    desk.page("shili-relay", html)
    desk.ingest()


def original(desk: Desk, html: str) -> None:
    watch(desk)
    desk.later(days=1)
    desk.page("shili-miit", html)
    desk.ingest()


def corrections(desk: Desk) -> list[str]:
    """Return the messages that tell somebody what was wrong."""
    notes = [note_from_json(str(row["note"])) for row in desk.ask("alerts") if row["note"] is not None]
    wrong = [note for note in notes if note.kind is NoteKind.CORRECTED]
    return [render_note(note, key="k", language="zh").body for note in wrong]


def findings(desk: Desk) -> list[tuple[object, ...]]:
    return sorted((row["kind"], row["said"], row["believed"]) for row in desk.ask("findings"))


def test_who_was_told_of_a_hundred_hears_that_there_are_two(desk: Desk):
    relay_first(desk)
    assert not corrections(desk)
    original(desk, final("甲", "乙"))
    (body,) = corrections(desk)
    assert "转载称 100，官方为 2" in body and FINAL_2022 in body
    assert ("rows_stated", "100", "2") in findings(desk)


def test_who_was_told_a_name_that_is_not_on_the_original_hears_so_once(desk: Desk):
    relay(desk, listed(*clusters("甲", "乙", "丙")))
    assert len(desk.ask("designations")) == 3
    original(desk, final("甲", "乙"))
    (body,) = corrections(desk)
    assert f"{clusters('丙')[0]}：官方名单没有此名" in body
    struck = [row for row in desk.ask("changes") if row["kind"] == "corrected"]
    assert [row["name"] for row in struck] == clusters("丙")
    assert not {row["change_id"] for row in struck} & {row["change_id"] for row in desk.ask("alerts")}
    assert [row["name"] for row in desk.ask("designations") if row["status"] == "active"] != clusters("丙")


def test_a_lost_character_is_told_beside_the_right_name(desk: Desk):
    wrong = clusters("甲")[0].replace("常熟市", "常熟")
    relay(desk, listed(wrong, *clusters("乙")))
    original(desk, final("甲", "乙"))
    assert f"{wrong} → {clusters('甲')[0]}" in corrections(desk)[0]
    assert findings(desk) == [("name", wrong, clusters("甲")[0])]


def test_a_relay_that_was_right_is_corrected_to_nobody(desk: Desk):
    relay(desk, listed(*clusters("甲", "乙")))
    original(desk, final("甲", "乙"))
    assert not corrections(desk) and not findings(desk)


def test_the_correction_is_told_once_however_often_the_pages_come_again(desk: Desk):
    relay_first(desk)
    original(desk, final("甲", "乙"))
    original(desk, final("甲", "乙"))
    original(desk, final("甲", "丙"))
    assert len(corrections(desk)) == 1


def test_who_was_told_nothing_is_corrected_nothing(desk: Desk):
    desk.now = DECIDED_ON
    desk.page("shili-relay", listed(*clusters("甲", "丙")))
    desk.ingest()
    original(desk, final("甲", "乙"))
    assert not corrections(desk) and findings(desk)


HENGDONG = source("shili-hengdong", "county", "衡东县科技和工业信息化局", "湖南省衡阳市衡东县")
CALL = "湖南省工业和信息化厅关于组织开展第六批湖南省制造业单项冠军申报工作的通知"


def call(day: str) -> str:
    """Return Hunan's call for its sixth batch of 2025, as two sites carry it with two last days."""
    text = f"请各市州工信局于{day}前将推荐名单报送省工业和信息化厅。"
    return page(
        CALL,
        "现组织开展第六批湖南省制造业单项冠军申报工作。",
        text,
        published="2025-09-28",
        source="省工信厅",
    )


def deadlines(desk: Desk, days: Sequence[tuple[str, str]]) -> None:
    hunan = source("shili-hn", "province", "湖南省工业和信息化厅", "湖南省")
    sources = {**desk.configuration.sources, hunan.id: hunan, HENGDONG.id: HENGDONG}
    desk.configuration = desk.configuration.model_copy(update={"sources": sources})
    for source_id, day in days:
        desk.page(source_id, call(day))
        desk.ingest()


@pytest.mark.parametrize("order", [1, -1])
def test_a_county_that_reposts_another_deadline_is_a_finding_whichever_came_first(desk: Desk, order: int):
    days = [("shili-hn", "2025年10月28日"), (HENGDONG.id, "2025年10月26日")]
    deadlines(desk, days[::order])
    (announcement,) = desk.ask("announcements")
    assert str(announcement["deadline"]) == "2025-10-28"
    assert findings(desk) == [("deadline", "2025-10-26", "2025-10-28")]
    (told,) = (row for row in desk.ask("changes") if row["kind"] == "call")
    assert json.loads(str(told["detail"]))["deadline"] == "2025-10-28"
