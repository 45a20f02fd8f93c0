"""From captures to the ledger through the real warehouse: what is written, what is told, what is done only once."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from config.models import Decision
from tasks.archive.records import SourceState
from tests.tasks.ingest.conftest import Desk
from tests.tasks.ingest.pages import clusters, final, page, proposal

PROPOSED_ON = datetime(2022, 12, 29, 2, 0, tzinfo=UTC)
DECIDED_ON = datetime(2023, 1, 11, 2, 0, tzinfo=UTC)


def watch(desk: Desk, source_id: str = "shili-miit") -> None:
    """Poll a source once completely, so that what it brings later is news."""
    desk.poll(source_id)
    desk.ingest()


def told(desk: Desk) -> list[tuple[str, str]]:
    return sorted((str(row["kind"]), str(row["name"])) for row in desk.ask("changes"))


def both_days(desk: Desk) -> None:
    """Play the proposal and the decision of 2022 as news of the ministry."""
    watch(desk)
    desk.now = PROPOSED_ON
    desk.page("shili-miit", proposal("甲", "乙", "丙"))
    desk.ingest()
    desk.now = DECIDED_ON
    desk.page("shili-miit", final("甲", "乙"))
    desk.ingest()


def test_a_proposal_and_a_decision_make_titles_a_drop_and_coverage(desk: Desk):
    both_days(desk)
    dropped = clusters("丙")[0]
    assert ("dropped", dropped) in told(desk)
    held = {row["name"]: (row["status"], row["valid_to"]) for row in desk.ask("designations")}
    assert held[clusters("甲")[0]] == ("active", date(2025, 12, 31))
    assert held[dropped] == ("dropped", None)
    assert {(r["stage"], r["known"], r["whole"]) for r in desk.ask("coverage")} == {
        ("proposal", 3, True),
        ("designation", 2, True),
    }


def test_every_change_of_a_day_is_owed_in_the_same_transaction(desk: Desk):
    both_days(desk)
    owed = {row["change_id"] for row in desk.ask("alerts")}
    assert owed == {row["change_id"] for row in desk.ask("changes")}


def test_running_again_changes_nothing_and_owes_nothing(desk: Desk):
    both_days(desk)
    before = [desk.ask(view) for view in ("changes", "designation_history", "alerts", "announcements")]
    desk.page("shili-miit", final("甲", "乙"), url="https://shili-miit.example/2.html")
    desk.ingest()
    desk.ingest()
    assert before == [
        desk.ask(view) for view in ("changes", "designation_history", "alerts", "announcements")
    ]


def test_the_first_sight_of_a_source_is_history_and_tells_nobody(desk: Desk):
    desk.now = DECIDED_ON
    desk.page("shili-miit", final("甲", "乙"))
    desk.poll("shili-miit", new=1)
    desk.ingest()
    assert {row["backfill"] for row in desk.ask("changes")} == {True} and not desk.ask("alerts")


def test_what_is_dated_long_ago_is_history_also_from_a_source_known_well(desk: Desk):
    watch(desk)
    desk.now = datetime(2024, 1, 11, tzinfo=UTC)
    desk.page("shili-miit", final("甲", "乙"))
    desk.ingest()
    assert {row["backfill"] for row in desk.ask("changes")} == {True} and not desk.ask("alerts")


def test_a_list_that_states_more_rows_than_it_has_is_held_whole_and_changes_nothing(desk: Desk):
    both_days(desk)
    before = desk.ask("designations")
    watch(desk, "shili-sd")
    names = clusters("丁", "戊")
    text = "现公布2024年度山东省特色产业集群名单，共36个。"
    title = "山东省工业和信息化厅关于公布2024年度山东省特色产业集群名单的通知"
    desk.now = datetime(2024, 6, 26, tzinfo=UTC)
    desk.page("shili-sd", page(title, text, published="2024-06-26", names=names))
    desk.ingest()
    (review,) = desk.ask("reviews")
    assert "36 stated" in str(review["reason"]) and review["decided_at"] is None
    assert [row["name"] for row in desk.ask("list_rows")][-2:] == names
    assert desk.ask("designations") == before


def test_an_accepted_review_counts_its_rows_and_survives_as_a_decision(desk: Desk):
    watch(desk)
    desk.now = DECIDED_ON
    desk.page("shili-miit", final("甲", "乙", stated=3))
    desk.ingest()
    (review,) = desk.ask("reviews")
    desk.later(days=1)
    desk.decide(
        Decision(
            id=str(review["review_id"]), kind="list", about=tuple(review["about"]), decided="accept", by="示例",  # type: ignore[arg-type]  # a list of hashes
            on=desk.now, rows=tuple({"list_no": "1", "name": name} for name in clusters("甲", "乙", "丙")),
        )
    )  # fmt: skip
    desk.ingest()
    assert [kind for kind, _ in told(desk)] == ["designated"] * 3
    assert desk.ask("reviews")[0]["decided_by"] == "示例"
    assert desk.ask("announcements")[0]["state"] == "accepted"


def test_a_decision_about_other_bytes_is_void(desk: Desk):
    watch(desk)
    desk.now = DECIDED_ON
    desk.page("shili-miit", final("甲", "乙", stated=3))
    desk.ingest()
    (review,) = desk.ask("reviews")
    decision = Decision(
        id=str(review["review_id"]), kind="list", about=("0" * 64,), decided="accept", by="示例", on=desk.now
    )
    desk.decide(decision)
    desk.ingest()
    assert desk.ask("reviews")[0]["decided_at"] is None and not desk.ask("changes")


def relay_first(desk: Desk) -> None:
    """Let a trade site tell of the decision of 2022 with three names of a hundred."""
    watch(desk, "shili-relay")
    desk.now = DECIDED_ON
    names = "、".join(clusters("甲", "乙", "丙"))
    text = f"日前，工信部公布2022年度中小企业特色产业集群名单，包括{names}等100个。"
    desk.page("shili-relay", page("工信部公布2022年度中小企业特色产业集群名单", text, published="2023-01-12"))
    desk.ingest()


def test_a_relay_with_three_names_makes_a_provisional_announcement_without_rows(desk: Desk):
    relay_first(desk)
    (announcement,) = desk.ask("announcements")
    assert (announcement["origin"], announcement["rows_read"], announcement["rows_stated"]) == (
        "relay",
        0,
        100,
    )
    assert announcement["published_on"] is None and not desk.ask("designations")
    return


def test_the_original_confirms_the_relay_under_the_same_id_and_nobody_hears_twice(desk: Desk):
    relay_first(desk)
    (provisional,) = desk.ask("announcements")
    watch(desk)
    desk.later(days=1)
    desk.page("shili-miit", final("甲", "乙"))
    desk.ingest()
    (announcement,) = desk.ask("announcements")
    assert announcement["announcement_id"] == provisional["announcement_id"]
    assert (announcement["origin"], announcement["rows_read"]) == ("official", 2)
    assert {row["relation"] for row in desk.ask("sightings")} == {"relay", "original"}
    assert len([row for row in desk.ask("alerts") if row["change_id"]]) == 2


def test_a_term_that_ran_out_while_nothing_ran_is_recorded_at_its_own_midnight(desk: Desk):
    both_days(desk)
    desk.now = datetime(2026, 1, 20, 2, 0, tzinfo=UTC)
    desk.ingest()
    expired = [row for row in desk.ask("changes") if row["kind"] == "expired"]
    assert {row["recorded_at"] for row in expired} == {datetime(2025, 12, 31, 16, 0, tzinfo=UTC)}
    assert {row["effective_on"] for row in expired} == {date(2026, 1, 1)}
    owed = {row["change_id"] for row in desk.ask("alerts")}
    assert {row["change_id"] for row in expired} <= owed


def test_an_expiry_that_the_same_run_sees_renewed_is_recorded_and_told_to_nobody(desk: Desk):
    both_days(desk)
    desk.now = datetime(2026, 1, 20, 2, 0, tzinfo=UTC)
    title = "工业和信息化部关于公布通过复核的2022年度中小企业特色产业集群名单的通告"
    text = "2022年度中小企业特色产业集群通过复核2个，有效期延长三年。"
    desk.page("shili-miit", page(title, text, published="2026-01-19", names=clusters("甲", "乙")))
    desk.ingest()
    kinds = [kind for kind, _ in told(desk)]
    assert kinds.count("expired") == 2 and kinds.count("renewed") == 2
    owed = {row["change_id"] for row in desk.ask("alerts")}
    assert not owed & {row["change_id"] for row in desk.ask("changes") if row["kind"] == "expired"}
    assert {row["valid_to"] for row in desk.ask("designations") if row["status"] == "active"} == {
        date(2028, 12, 31)
    }


def test_a_source_is_reported_after_the_set_number_of_failures_once_and_when_it_is_back(desk: Desk):
    operator = desk.configuration.subscriptions["shili"].model_copy(update={"id": "betrieb"})
    operator = operator.model_copy(update={"match": operator.match.model_copy(update={"operations": True})})
    desk.configuration = desk.configuration.model_copy(update={"subscriptions": {"betrieb": operator}})
    watch(desk)
    counts = []
    for state in (*[SourceState.BLOCKED] * 5, SourceState.OK, SourceState.OK):
        desk.later(days=1)
        desk.poll("shili-miit", state)
        desk.ingest()
        counts.append(len(desk.ask("alerts")))
    assert counts == [0, 0, 1, 1, 1, 2, 2]
    (source,) = (row for row in desk.ask("sources") if row["source_id"] == "shili-miit")
    assert source["state"] == "ok"


def test_a_page_that_concerns_no_programme_makes_no_announcement(desk: Desk):
    watch(desk)
    desk.page("shili-miit", page("关于召开示例会议的通知", "示例正文。", published="2022-12-01"))
    assert desk.ingest().outcomes == {"unconcerned": 1}
    assert not desk.ask("announcements")


@pytest.mark.parametrize("view", ["designations", "changes", "announcements", "list_rows", "subjects"])
def test_a_new_warehouse_over_the_same_archive_gives_the_same_rows(desk: Desk, view: str):
    both_days(desk)
    before = desk.ask(view)
    (desk.folder / "warehouse.duckdb").unlink()
    desk.ingest()
    assert sorted(map(str, desk.ask(view))) == sorted(map(str, before))


def test_an_announcements_own_columns_are_those_of_its_first_operation(desk: Desk):
    """A notice that gives new titles and passes old ones counts its new ones in ``announcements`` (semantics, 4)."""
    both_days(desk)
    desk.now = datetime(2025, 11, 7, 2, 0, tzinfo=UTC)
    title = (
        "工业和信息化部关于公布2025年度中小企业特色产业集群和通过复核的2022年度中小企业特色产业集群名单的通告"
    )
    rows = "".join(
        f"<tr><td>{n}</td><td>{name}</td></tr>" for n, name in enumerate(clusters("戊", "己", "庚"), 1)
    )
    passed = "".join(f"<tr><td>{n}</td><td>{name}</td></tr>" for n, name in enumerate(clusters("甲"), 1))
    head = "<tr><td>序号</td><td>集群名称</td></tr>"
    lists = (
        f"<p>附件1 2025年度中小企业特色产业集群名单</p><table>{head}{rows}</table>"
        f"<p>附件2 2022年度中小企业特色产业集群复核通过名单</p><table>{head}{passed}</table>"
    )
    body = page(title, "工业和信息化部", "2025年11月5日", published="2025-11-07").replace(
        "</div></body>", f"{lists}</div></body>"
    )
    desk.page("shili-miit", body)
    desk.ingest()
    (announcement,) = (row for row in desk.ask("announcements") if row["cohort"] == "2025年度")
    assert (announcement["stage"], announcement["rows_read"]) == ("designation", 3)
    assert [(r["operation"], r["rows_read"]) for r in desk.ask("lists")][-2:] == [
        ("designation", 3),
        ("review", 1),
    ]
    ends = {
        row["name"]: (row["kind"], row["effective_on"])
        for row in desk.ask("changes")
        if row["kind"] == "lapsed"
    }
    assert ends == {clusters("乙")[0]: ("lapsed", date(2026, 1, 1))}


def issuerless(*marks: str) -> str:
    """Return a trade page that names clusters of 2022 but nobody who decided about them."""
    names = "、".join(clusters(*marks))
    text = f"2022年度中小企业特色产业集群名单公布，{names}等100个集群入选。"
    return page("100个上榜！2022年度中小企业特色产业集群名单公布", text, published="2023-01-12")


def test_a_relay_that_names_no_issuer_and_has_no_original_is_held(desk: Desk):
    watch(desk, "shili-relay")
    desk.now = DECIDED_ON
    desk.page("shili-relay", issuerless("甲", "乙"))
    desk.ingest()
    assert [(row["state"], row["origin"]) for row in desk.ask("announcements")] == [("held", "relay")]
    assert [row["kind"] for row in desk.ask("reviews")] == ["page"]


def test_a_relay_that_names_no_issuer_belongs_to_the_one_original_that_lists_its_names(desk: Desk):
    watch(desk)
    desk.now = DECIDED_ON
    desk.page("shili-miit", final("甲", "乙"))
    desk.ingest()
    watch(desk, "shili-relay")
    desk.page("shili-relay", issuerless("甲", "乙"))
    desk.ingest()
    assert len(desk.ask("announcements")) == 1 and not desk.ask("reviews")
    assert sorted(str(row["relation"]) for row in desk.ask("sightings")) == ["original", "relay"]


def test_a_page_that_no_reader_opens_is_held_where_its_title_speaks_of_a_programme(desk: Desk):
    watch(desk)
    for title, body in (
        ("2022年度中小企业特色产业集群名单公示", "%PDF-1.7 示例"),
        ("示例会议通知", "%PDF-1.7 另例"),
    ):
        capture = desk.page("shili-miit", body)
        titled = replace(capture, capture_id=f"{capture.capture_id}t", title=title, url=f"{capture.url}?t")
        desk.archive.log.append(titled)
    outcomes = desk.ingest().outcomes
    assert outcomes["unconcerned"] == 1 and outcomes["held"] == 3
    assert {row["kind"] for row in desk.ask("reviews")} == {"page"}


def test_a_held_list_is_told_to_the_operator_who_asked(desk: Desk):
    operator = desk.configuration.subscriptions["shili"].model_copy(update={"id": "betrieb"})
    operator = operator.model_copy(update={"match": operator.match.model_copy(update={"operations": True})})
    desk.configuration = desk.configuration.model_copy(update={"subscriptions": {"betrieb": operator}})
    watch(desk)
    desk.now = DECIDED_ON
    desk.page("shili-miit", final("甲", "乙", stated=3))
    desk.ingest()
    (alert,), (review,) = desk.ask("alerts"), desk.ask("reviews")
    assert str(review["review_id"]) in str(alert["note"]) and alert["change_id"] is None


def test_a_renaming_is_told_and_the_subject_is_called_by_its_new_name(desk: Desk):
    both_days(desk)
    old, new = clusters("甲")[0], clusters("甲新")[0]
    head = "<tr><td>序号</td><td>原名称</td><td>现名称</td></tr>"
    table = f"<table>{head}<tr><td>1</td><td>{old}</td><td>{new}</td></tr></table>"
    title = "工业和信息化部关于部分中小企业特色产业集群名称变更的通告"
    body = page(
        title, "现将名称变更的1个集群公布如下。", "工业和信息化部", "2024年5月10日", published="2024-05-11"
    )
    desk.now = datetime(2024, 5, 11, 2, 0, tzinfo=UTC)
    desk.page("shili-miit", body.replace("</div></body>", f"{table}</div></body>"))
    desk.ingest()
    (renamed,) = (row for row in desk.ask("changes") if row["kind"] == "renamed")
    assert (renamed["name"], json.loads(str(renamed["detail"]))) == (new, {"former": old})
    (subject,) = (row for row in desk.ask("subjects") if row["name"] == new)
    assert old in subject["other_names"] and len(desk.ask("designations")) == 3


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("未通过复核的集群，自即日起撤销认定。", date(2025, 11, 5)),
        ("未列入名单的，自2025年12月1日起不再保留称号。", date(2025, 12, 1)),
        ("未通过复核的，有效期满后自动失效。", date(2026, 1, 1)),
    ],
)
def test_the_silent_end_on_the_day_that_the_notice_says(desk: Desk, said: str, day: date):
    both_days(desk)
    desk.now = datetime(2025, 11, 7, 2, 0, tzinfo=UTC)
    title = "工业和信息化部关于公布通过复核的2022年度中小企业特色产业集群名单的通告"
    text = "2022年度中小企业特色产业集群通过复核1个，有效期延长三年。"
    texts = (text, said, "工业和信息化部", "2025年11月5日")
    desk.page("shili-miit", page(title, *texts, published="2025-11-07", names=clusters("甲")))
    desk.ingest()
    (lapsed,) = (row for row in desk.ask("changes") if row["kind"] == "lapsed")
    assert lapsed["effective_on"] == day and json.loads(str(lapsed["detail"]))["verb"]
