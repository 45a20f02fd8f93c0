"""When a correction notice counts: it names what it corrects, and its wrong names stand there. Names are 示例."""

from __future__ import annotations

from dataclasses import replace

from tasks.ledger.doubts import doubts_about
from tasks.ledger.gate import reconcile
from tasks.recognise.notice import Notice, Stage
from tests.tasks.ledger.courses import CLUSTERS
from tests.tasks.ledger.test_gate import kinds, notice, roster

WRONG, RIGHT = "江苏省常熟市示例甲产业集群", "江苏省常熟市示例乙产业集群"


def correction(corrects: str = "工信部企业函〔2024〕267号") -> Notice:
    listed = roster(RIGHT, operation=Stage.CORRECTION, numbered=False)
    rows = (replace(listed.rows[0], former_name=WRONG),)
    return replace(notice(replace(listed, rows=rows)), stage=Stage.CORRECTION, corrects=corrects)


def test_a_correction_whose_wrong_names_stand_on_the_list_counts():
    doubts = doubts_about(correction(), {WRONG, "示例丙"})
    assert doubts == () and reconcile(correction(), CLUSTERS, doubts=doubts).accepted


def test_a_correction_waits_for_what_it_corrects():
    (doubt,) = doubts_about(correction(), None)
    assert doubt.kind == "correction" and "not known yet" in doubt.text


def test_a_correction_that_names_nothing_waits():
    assert "names no announcement" in doubts_about(correction(""), {WRONG})[0].text


def test_a_correction_of_a_name_that_stands_nowhere_waits():
    (doubt,) = doubts_about(correction(), {"示例丙"})
    assert WRONG in doubt.text and not reconcile(correction(), CLUSTERS, doubts=(doubt,)).accepted


def test_other_notices_are_not_doubted():
    assert doubts_about(notice(roster("示例甲", stated=1)), None) == ()


def test_moved_titles_count_where_both_sides_are_known():
    """A 培育企业 of the first batch moved into 示范企业 (工信部联产业函〔2019〕354号)."""
    moved = roster("示例甲", stated=1, operation=Stage.RETITLING, category="示范企业", cohort="第一批")
    assert kinds(notice(moved)) == ["retitling"]
    known = tuple(replace(row, from_category="培育企业") for row in moved.rows)
    assert kinds(notice(replace(moved, rows=known))) == []


def test_moved_titles_wait_where_it_is_not_said_where_to():
    moved = roster("示例甲", stated=1, operation=Stage.RETITLING, cohort="第一批")
    known = tuple(replace(row, from_category="培育企业") for row in moved.rows)
    assert kinds(notice(replace(moved, rows=known))) == ["retitling"]
    assert kinds(notice(replace(moved, from_programme_id="sd-single-champion"))) == []
