"""A page changed in place, a correction notice, a copy, spam: what each does to what is believed (semantics, 2, 8, 11)."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

from tasks.tell.owing import load_news
from tasks.tell.render import render_changes
from tests.tasks.ingest.conftest import Desk
from tests.tasks.ingest.pages import FINAL_2022, clusters, final, page, proposal, review
from tests.tasks.ingest.test_ingest import DECIDED_ON, PROPOSED_ON, both_days, told, watch

AT = "https://shili-miit.example/1.html"


def corrected(desk: Desk) -> list[tuple[object, ...]]:
    """Return what was corrected in announcements as a whole."""
    rows = [row for row in desk.ask("changes") if row["kind"] == "corrected" and row["subject_id"] is None]
    details = [json.loads(str(row["detail"])) for row in rows]
    return [(detail["what"], detail["before"], detail["after"]) for detail in details]


def post(desk: Desk, html: str, url: str = AT) -> None:
    """Let the ministry post a page, or change it in place, a day later."""
    desk.later(days=1)
    desk.page("shili-miit", html, url=url)
    desk.ingest()


def test_a_window_changed_in_place_is_one_announcement_corrected_and_told(desk: Desk):
    watch(desk)
    desk.now = PROPOSED_ON
    post(desk, proposal("甲", "乙"))
    post(desk, proposal("甲", "乙").replace("2023年1月5日", "2023年1月9日"))
    (announcement,) = desk.ask("announcements")
    assert announcement["window_to"] == date(2023, 1, 9)
    assert corrected(desk) == [("window", "2022-12-29 to 2023-01-05", "2022-12-29 to 2023-01-09")]
    owed = {row["change_id"] for row in desk.ask("alerts")}
    assert {row["change_id"] for row in desk.ask("changes") if row["kind"] == "corrected"} <= owed


def test_a_correction_says_what_it_was_and_what_it_is(desk: Desk):
    watch(desk)
    desk.now = PROPOSED_ON
    post(desk, proposal("甲", "乙"))
    post(desk, proposal("甲", "乙").replace("2023年1月5日", "2023年1月9日"))
    (change,) = (str(row["change_id"]) for row in desk.ask("changes") if row["kind"] == "corrected")
    with desk.store() as store:
        news = load_news(store, [change])
    assert (
        "公示期 2022-12-29 to 2023-01-05 → 2022-12-29 to 2023-01-09"
        in render_changes(news, key="k", language="zh").body
    )
    assert "publicity window" in render_changes(news, key="k", language="en").body


def test_the_same_bytes_again_correct_nothing(desk: Desk):
    watch(desk)
    desk.now = PROPOSED_ON
    post(desk, proposal("甲", "乙"))
    post(desk, proposal("甲", "乙"))
    assert not corrected(desk)


def test_an_edition_after_a_held_one_corrects_nothing(desk: Desk):
    watch(desk)
    desk.now = DECIDED_ON
    post(desk, final("甲", "乙", stated=3))
    post(desk, final("甲", "乙"))
    assert not corrected(desk) and [kind for kind, _ in told(desk)] == ["designated"] * 2


def test_a_held_edition_leaves_the_accepted_one_in_force(desk: Desk):
    watch(desk)
    desk.now = DECIDED_ON
    post(desk, final("甲", "乙"))
    post(desk, final("甲", "乙", stated=3))
    assert len(desk.ask("designations")) == 2 and not corrected(desk)
    assert {row["state"] for row in desk.ask("announcements")} == {"accepted"}
    assert [row["decided_at"] for row in desk.ask("reviews")] == [None]


def test_an_edition_without_a_row_strikes_it_as_corrected_and_never_as_an_ending(desk: Desk):
    watch(desk)
    desk.now = DECIDED_ON
    post(desk, final("甲", "乙", "丙"))
    before = desk.now
    post(desk, final("甲", "乙"))
    assert ("corrected", clusters("丙")[0]) in told(desk)
    assert not {"dropped", "lapsed", "revoked"} & {kind for kind, _ in told(desk)}
    with desk.store() as store:
        asked = "select count(*) from designations_as_of(date '2023-02-01', $at)"
        assert store.connection.execute(asked, {"at": before}).fetchall() == [(3,)]


def test_a_question_about_an_older_edition_is_superseded_by_a_newer_one(desk: Desk):
    watch(desk)
    desk.now = DECIDED_ON
    post(desk, final("甲", "乙", stated=3))
    post(desk, final("甲", "乙", stated=4))
    states = [(row["decision"], row["decided_by"]) for row in desk.ask("reviews")]
    assert sorted(states, key=str) == [("superseded", "mingdan"), (None, None)]
    post(desk, final("甲", "乙"))
    assert sorted(str(row["decision"]) for row in desk.ask("reviews")) == ["settled", "superseded"]


def test_a_page_gone_from_the_site_changes_nothing(desk: Desk):
    both_days(desk)
    before = [desk.ask(view) for view in ("announcements", "designations", "changes")]
    for _ in range(3):
        desk.later(days=1)
        desk.poll("shili-miit")
        desk.ingest()
    assert [desk.ask(view) for view in ("announcements", "designations", "changes")] == before


def mend(wrong: str, right: str, at: str = "2023-02-01") -> str:
    """Return a correction notice that quotes what it corrects by its title."""
    title = "工业和信息化部关于2022年度中小企业特色产业集群名单的更正公告"
    quoted = FINAL_2022.removeprefix("工业和信息化部")
    text = f"我部发布的《{quoted}》中，“{wrong}”应为“{right}”，特此更正。"
    return page(title, text, "工业和信息化部", "2023年1月31日", published=at)


def test_a_correction_of_a_name_that_stands_there_counts_and_is_kept_with_what_it_corrects(desk: Desk):
    watch(desk)
    desk.now = DECIDED_ON
    post(desk, final("甲", "乙"))
    post(desk, mend(clusters("乙")[0], clusters("丁")[0]), url="https://shili-miit.example/m.html")
    (correction,) = (row for row in desk.ask("announcements") if row["stage"] == "correction")
    assert correction["state"] == "accepted" and correction["corrects"] in FINAL_2022


def test_a_correction_waits_for_the_list_it_corrects_and_counts_when_that_comes(desk: Desk):
    watch(desk)
    desk.now = DECIDED_ON
    post(desk, mend(clusters("乙")[0], clusters("丁")[0]), url="https://shili-miit.example/m.html")
    assert [row["state"] for row in desk.ask("announcements")] == ["held"]
    post(desk, final("甲", "乙"))
    assert {row["state"] for row in desk.ask("announcements")} == {"accepted"}
    assert not [row for row in desk.ask("reviews") if row["decided_at"] is None]


def test_a_correction_of_a_name_that_stands_nowhere_is_held(desk: Desk):
    watch(desk)
    desk.now = DECIDED_ON
    post(desk, final("甲", "乙"))
    post(desk, mend(clusters("戊")[0], clusters("丁")[0]), url="https://shili-miit.example/m.html")
    (asked,) = desk.ask("reviews")
    assert clusters("戊")[0] in str(asked["reason"])


def test_a_day_that_a_correction_moves_counts(desk: Desk):
    watch(desk)
    desk.now = PROPOSED_ON
    post(desk, proposal("甲", "乙"))
    title = "工业和信息化部关于延长2022年度中小企业特色产业集群名单公示时间的公告"
    text = "《2022年度中小企业特色产业集群名单公示》的公示时间延长至2023年1月12日，特此更正。"
    html = page(title, text, "工业和信息化部", "2023年1月3日", published="2023-01-03")
    post(desk, html, url="https://shili-miit.example/m.html")
    moved = {row["url"]: row["window_to"] for row in desk.ask("announcements")}
    assert moved[AT] == date(2023, 1, 12)
    assert corrected(desk) == [("window", "2022-12-29 to 2023-01-05", "2022-12-29 to 2023-01-12")]


def test_an_ending_that_history_settles_is_news_where_its_notice_is(desk: Desk):
    """The review is news; the list of 2022 is put in later as history: the lapse is told (semantics, 23)."""
    watch(desk)
    desk.now = datetime(2025, 11, 7, 2, 0, tzinfo=UTC)
    desk.page("shili-miit", review("甲"), url=AT)
    desk.ingest()
    assert "lapsed" not in {kind for kind, _ in told(desk)}
    post(desk, final("甲", "乙"), url="https://shili-miit.example/old.html")
    news = {row["kind"]: row["backfill"] for row in desk.ask("changes")}
    assert (news["lapsed"], news["designated"]) == (False, True)
    owed = {row["change_id"] for row in desk.ask("alerts")}
    assert {row["change_id"] for row in desk.ask("changes") if row["kind"] == "lapsed"} <= owed


def test_an_undated_relay_counts_by_the_day_it_was_posted(desk: Desk):
    watch(desk, "shili-relay")
    desk.now = datetime(2024, 1, 20, tzinfo=UTC)
    text = f"日前，工信部公布2022年度中小企业特色产业集群名单，包括{clusters('甲')[0]}等100个。"
    html = page("工信部公布2022年度中小企业特色产业集群名单", text, published="")
    desk.page("shili-relay", html, dated=date(2023, 1, 12))
    desk.ingest()
    assert not desk.ask("alerts")
    desk.page("shili-relay", html.replace("2022年度", "2023年度"), dated=date(2024, 1, 19))
    desk.ingest()
    assert len(desk.ask("alerts")) == 1


SPAM = page(
    f"开云(中国){FINAL_2022}",
    f"日前，工业和信息化部公布2022年度中小企业特色产业集群名单，包括{'、'.join(clusters('甲', '乙'))}等2个。leyu投注彩票",
    published="2023-01-12",
)


def test_a_spam_copy_of_what_nobody_published_is_set_aside_and_asks_nobody(desk: Desk):
    watch(desk, "shili-relay")
    desk.now = DECIDED_ON
    desk.page("shili-relay", SPAM)
    desk.ingest()
    assert [row["state"] for row in desk.ask("announcements")] == ["ignored"]
    assert not desk.ask("reviews") and not desk.ask("alerts") and not desk.ask("changes")


def test_a_spam_copy_of_an_original_is_one_more_sighting_that_nobody_believes(desk: Desk):
    watch(desk)
    desk.now = DECIDED_ON
    post(desk, final("甲", "乙"))
    before = desk.ask("designations"), desk.ask("changes"), len(desk.ask("alerts"))
    watch(desk, "shili-relay")
    desk.page("shili-relay", SPAM)
    desk.ingest()
    assert sorted(str(row["relation"]) for row in desk.ask("sightings")) == ["original", "relay"]
    assert (desk.ask("designations"), desk.ask("changes"), len(desk.ask("alerts"))) == before


def test_a_spam_copy_that_came_first_is_a_sighting_of_the_original_that_comes_later(desk: Desk):
    watch(desk, "shili-relay")
    desk.now = DECIDED_ON
    desk.page("shili-relay", SPAM)
    desk.ingest()
    watch(desk)
    post(desk, final("甲", "乙"), url="https://shili-miit.example/o.html")
    (original,) = (row["announcement_id"] for row in desk.ask("announcements") if row["state"] == "accepted")
    assert {row["announcement_id"] for row in desk.ask("sightings")} == {original}


def taken(*marks: str) -> str:
    """Return a notice that takes titles away by name and says no cohort."""
    title = "工业和信息化部关于撤销部分中小企业特色产业集群的通告"
    text = f"现撤销{len(marks)}个中小企业特色产业集群称号。"
    return page(title, text, "工业和信息化部", "2023年6月1日", published="2023-06-02", names=clusters(*marks))


def test_an_edition_of_a_revocation_without_a_row_gives_that_title_back_as_corrected(desk: Desk):
    watch(desk)
    desk.now = DECIDED_ON
    post(desk, final("甲", "乙", "丙"))
    desk.now = datetime(2023, 6, 2, 2, 0, tzinfo=UTC)
    post(desk, taken("甲", "乙"), url="https://shili-miit.example/t.html")
    assert sorted(str(row["status"]) for row in desk.ask("designations")) == ["active", "revoked", "revoked"]
    post(desk, taken("甲"), url="https://shili-miit.example/t.html")
    assert sorted(str(row["status"]) for row in desk.ask("designations")) == ["active", "active", "revoked"]
    assert ("corrected", clusters("乙")[0]) in told(desk) and ("corrected", clusters("甲")[0]) not in told(
        desk
    )
