"""The views of the contract: their columns, their comments, and what their rows mean."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from warehouse.records import (
    Announcement,
    Change,
    Delivery,
    ListRecord,
    ListRow,
    ProgrammeRecord,
    Subject,
    SubjectName,
    Title,
)
from warehouse.store import Store
from warehouse.values import fetch_rows

# The contract, word by word: column names in their order, with the type where it is not text.
CONTRACT = {
    "about": "schema_version:INTEGER mingdan_version published_at:T clock",
    "announcements": "announcement_id title doc_number issuer level region programme_id stage cohort signed_on:DATE "
    "published_on:DATE window_from:DATE window_to:DATE url origin part_of rows_stated:INTEGER rows_read:INTEGER state "
    "held_because repealed_by first_seen_at:T",
    "lists": "announcement_id list_no:INTEGER title programme_id operation cohort category rows_stated:INTEGER "
    "rows_read:INTEGER state",
    "sightings": "announcement_id source_id relation title url published_on:DATE seen_at:T capture_sha256",
    "list_rows": "announcement_id list_no:INTEGER list_title row_no:INTEGER name name_printed former_name region product "
    "category capture_sha256 locator",
    "subjects": "subject_id kind name region region_code other_names:VARCHAR[]",
    "designations": "subject_id name kind region programme_id level cohort category product status valid_from:DATE "
    "valid_to:DATE since_announcement_id last_announcement_id",
    "designation_history": "subject_id name kind region programme_id level cohort category product status "
    "valid_from:DATE valid_to:DATE since_announcement_id last_announcement_id recorded_from:T recorded_to:T",
    "coverage": "programme_id cohort stage region stated:INTEGER known:INTEGER whole:BOOLEAN",
    "changes": "change_id recorded_at:T effective_on:DATE kind subject_id name region programme_id level cohort category "
    "product announcement_id doc_number url backfill:BOOLEAN detail:JSON",
    "deadlines": "deadline_id programme_id region kind due_on:DATE what announcement_id subjects:INTEGER",
    "alerts": "alert_id subscription_id channel change_id deadline_id state attempts:INTEGER last_error created_at:T "
    "sent_at:T",
    "reviews": "review_id kind announcement_id reason evidence:JSON opened_at:T decided_at:T decision decided_by",
    "sources": "source_id title level region state reason last_attempt_at:T last_ok_at:T last_new_at:T "
    "entries_seen:INTEGER",
    "fetches": "fetch_id source_id url started_at:T seconds:DOUBLE status:INTEGER outcome capture_sha256 bytes:BIGINT "
    "error",
}
T0 = datetime(2023, 1, 1, tzinfo=UTC)
T1 = datetime(2024, 1, 1, tzinfo=UTC)
FOREVER = datetime(2100, 1, 1, tzinfo=UTC)
SUBJECT = Subject("s1", "cluster", "示例县示例产业集群", "江苏省苏州市", "320500", T0)
PROGRAMME = ProgrammeRecord(
    "cn-sme-cluster", "中小企业特色产业集群", "", "national", "全国", "review", "cluster"
)
TITLE = Title(
    "t1", "s1", "cn-sme-cluster", "2022年度", "甲类", None, "active", date(2022, 10, 1), date(2025, 9, 30), "a1", "a1",
    None, None, T0, None,
)  # fmt: skip
CHANGE = Change(
    "c1",
    T0,
    date(2022, 10, 1),
    "designated",
    "s1",
    "cn-sme-cluster",
    "2022年度",
    None,
    None,
    "a1",
    False,
    "{}",
)
ANNOUNCEMENT = Announcement(
    "a1", "示例通知", "工信部企业函〔2023〕283号", None, "national", "全国", "cn-sme-cluster", "designation", "2022年度",
    None, None, None, None, None, None, "https://example.org/a1", "official", None, None, None, 1, "accepted", None,
    None, (), "[]", (), False, (), T0,
)  # fmt: skip


@pytest.fixture
def store(open_store: Callable[[], Store]) -> Iterator[Store]:
    with open_store() as store:
        store.merge([SUBJECT, PROGRAMME, ANNOUNCEMENT])
        yield store


def ask(store: Store, sql: str) -> list[tuple[object, ...]]:
    store.connection.execute(sql)
    return fetch_rows(store.connection)


@pytest.mark.parametrize("view", CONTRACT)
def test_a_view_has_the_columns_of_the_contract_in_order_and_type(store: Store, view: str) -> None:
    described = [(str(row[0]), str(row[1])) for row in ask(store, f"describe {view}")]
    kinds = {"T": "TIMESTAMP WITH TIME ZONE", "": "VARCHAR"}
    words = [word.partition(":") for word in CONTRACT[view].split()]
    assert described[: len(words)] == [(name, kinds.get(kind, kind)) for name, _, kind in words]


def test_the_columns_of_as_of_are_those_of_designations(store: Store) -> None:
    as_of = ask(store, "describe from designations_as_of(date '2024-01-01', now())")
    assert [row[:2] for row in as_of] == [row[:2] for row in ask(store, "describe designations")]


def test_every_view_and_every_column_has_a_comment(store: Store) -> None:
    bare = ask(
        store, "select view_name from duckdb_views() where not internal and coalesce(comment, '') = ''"
    )
    mute = ask(
        store,
        "select table_name, column_name from duckdb_columns() "
        "where schema_name = 'main' and not internal and coalesce(comment, '') = ''",
    )
    assert (bare, mute) == ([], [])


def test_a_change_shows_who_where_at_which_level_and_on_whose_word(store: Store) -> None:
    call = replace(CHANGE, change_id="c2", kind="call", subject_id=None)
    expiry = replace(CHANGE, change_id="c3", kind="expired", announcement_id=None)
    store.merge(
        [CHANGE, call, expiry, replace(CHANGE, change_id="c4", subject_id="unknown", programme_id="gone")]
    )
    assert ask(
        store, "select change_id, name, region, level, doc_number, url, title from changes order by all"
    ) == [
        (
            "c1",
            SUBJECT.name,
            "江苏省苏州市",
            "national",
            "工信部企业函〔2023〕283号",
            "https://example.org/a1",
            "示例通知",
        ),
        ("c2", None, "全国", "national", "工信部企业函〔2023〕283号", "https://example.org/a1", "示例通知"),
        ("c3", SUBJECT.name, "江苏省苏州市", "national", None, None, None),
        ("c4", None, None, None, "工信部企业函〔2023〕283号", "https://example.org/a1", "示例通知"),
    ]


def test_designations_are_what_is_believed_now_and_the_history_is_everything(store: Store) -> None:
    store.merge([replace(TITLE, recorded_to=T1), replace(TITLE, status="expired", recorded_from=T1)])
    assert ask(store, "select status from designations") == [("expired",)]
    history = ask(
        store, "select status, recorded_from, recorded_to from designation_history order by recorded_from"
    )
    assert history == [("active", T0, T1), ("expired", T1, None)]


def test_a_title_retitled_inside_its_programme_is_shown_once_with_its_latest_category(store: Store) -> None:
    before = replace(TITLE, title_id="t1-1", status="retitled", valid_to=date(2023, 12, 31))
    store.merge([before, replace(TITLE, title_id="t1-2", category="乙类", valid_from=date(2024, 1, 1))])
    assert ask(store, "select category, status from designations") == [("乙类", "active")]
    assert ask(store, "select count(*) from designation_history") == [(2,)]


def test_a_title_retitled_into_another_programme_stays_shown_as_retitled(store: Store) -> None:
    gone = replace(TITLE, status="retitled", valid_to=date(2023, 12, 31))
    store.merge([gone, replace(TITLE, title_id="t2", programme_id="sd-cluster", valid_from=date(2024, 1, 1))])
    shown = ask(store, "select programme_id, status from designations order by all")
    assert shown == [("cn-sme-cluster", "retitled"), ("sd-cluster", "active")]


@pytest.mark.parametrize(
    ("day", "held"),
    [("2022-09-30", False), ("2022-10-01", True), ("2025-09-30", True), ("2025-10-01", False)],
)
def test_a_term_covers_its_first_and_its_last_day(store: Store, day: str, held: bool) -> None:
    store.merge([replace(TITLE, status="expired")])
    rows = ask(store, f"select status, category from designations_as_of('{day}', '2026-01-01 00:00:00+00')")
    assert rows == ([("active", "甲类")] if held else [])


def test_as_of_asks_what_was_believed_at_the_instant(store: Store) -> None:
    revoked = replace(TITLE, status="revoked", valid_to=date(2023, 5, 31), recorded_from=T1)
    store.merge([replace(TITLE, recorded_to=T1), revoked])
    known = {
        at: ask(store, f"select valid_to from designations_as_of('2023-07-01', '{at}')")
        for at in (T0 - timedelta(seconds=1), T0, T1 - timedelta(microseconds=1), T1, FOREVER)
    }
    assert list(known.values()) == [[], [(date(2025, 9, 30),)], [(date(2025, 9, 30),)], [], []]


def test_as_of_shows_the_category_of_that_day_and_nothing_without_a_term(store: Store) -> None:
    before = replace(TITLE, title_id="t1-1", status="retitled", valid_to=date(2023, 12, 31))
    proposed = replace(TITLE, title_id="t3", status="proposed", valid_from=None, valid_to=None)
    endless = replace(TITLE, title_id="t4", category="丙类", valid_to=None)
    store.merge(
        [
            before,
            proposed,
            endless,
            replace(TITLE, title_id="t1-2", category="乙类", valid_from=date(2024, 1, 1)),
        ]
    )
    for day, categories in (
        ("2023-12-31", ["丙类", "甲类"]),
        ("2024-01-01", ["丙类", "乙类"]),
        ("2090-01-01", ["丙类"]),
    ):
        rows = ask(store, f"select category from designations_as_of('{day}', now()) order by all")
        assert rows == [(category,) for category in sorted(categories)]


def test_as_of_agrees_with_designations_for_the_day_and_instant_of_publishing(store: Store) -> None:
    store.merge([TITLE, replace(TITLE, title_id="t2", cohort="2023年度", status="dropped", valid_from=None)])
    of_day = ask(store, f"from designations_as_of(date '2024-06-30', timestamptz '{FOREVER}')")
    assert of_day == ask(store, "from designations where status = 'active'")


def test_a_subject_lists_its_other_names_once_each_and_not_its_present_one(store: Store) -> None:
    names = [SubjectName("s1", name, name) for name in (SUBJECT.name, "乙集群", "甲集群")]
    store.merge([*names, SubjectName("s1", "乙集群", "another key"), replace(SUBJECT, subject_id="s2")])
    assert ask(store, "select subject_id, other_names from subjects order by all") == [
        ("s1", ("乙集群", "甲集群")),
        ("s2", ()),
    ]


def test_rows_of_a_held_list_are_shown_with_the_heading_of_their_own_list(store: Store) -> None:
    lists = [
        ListRecord("a1", number, f"附件{number}", "cn-sme-cluster", "designation", None, None, None, 1, "held", False,
                   False, "", None, None, None)
        for number in (1, 2)
    ]  # fmt: skip
    row = ListRow("a1", 2, 1, "示例", "1.示例", None, None, None, None, None, "0" * 64, "sheet 1!B7")
    store.merge([*lists, row])
    assert ask(store, "select list_title, name_printed, locator from list_rows") == [
        ("附件2", "1.示例", "sheet 1!B7")
    ]


def test_an_alert_shows_its_channel_and_state_and_its_note_as_json(store: Store) -> None:
    note = json.dumps({"kind": "held", "title": "示例通知"}, ensure_ascii=False)
    delivery = Delivery(
        "d1",
        "m1",
        "sd",
        0,
        "json://example.org",
        None,
        None,
        note,
        "given up",
        5,
        "示例",
        T0,
        None,
        None,
        None,
    )
    store.merge([delivery])
    assert ask(store, "select channel, state, attempts, note from alerts") == [
        ("json://example.org", "given up", 5, note)
    ]


def test_no_view_asks_the_clock_of_its_reader(store: Store) -> None:
    texts = ask(store, "select sql from duckdb_views() where not internal")
    assert texts and not [
        sql for (sql,) in texts if "current_" in str(sql).lower() or "now()" in str(sql).lower()
    ]
