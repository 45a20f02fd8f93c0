"""Titles that nothing can move are set aside by DuckDB: what is written is the same as if the rules saw them all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.models import Configuration, Programme
from tasks.ingest.rebook import rebook
from tasks.ingest.unmoved import find_left
from tasks.recognise.notice import Stage
from warehouse.records import Announcement, ListRecord, ListRow
from warehouse.store import Store

DAY = date(2024, 6, 1)
FIRST, SECOND = (datetime(2024, 6, day, tzinfo=UTC) for day in (3, 4))
PROGRAMME = Programme.model_validate(
    {
        "id": "shili", "title": "示例称号", "english": "Example", "level": "national", "issuer": ["示例部"],
        "subject": "enterprise", "names": ["示例称号"], "validity": {"years": 3}, "renewal": "review", "cohort": "year",
    }
)  # fmt: skip
CONFIGURATION = Configuration(programmes={"shili": PROGRAMME})
WHOLE, NOBODY = 1_000_000, 0
COHORT = ("shili", "2024年度")

NAMES = st.sampled_from([f"s:{letter}" for letter in "abcdefgh"])
ROWS = st.tuples(
    NAMES,
    st.sampled_from([None, "甲类", "乙类"]),
    st.sampled_from([None, "示例产品"]),
    st.sampled_from(["", "整改"]),
)
LISTS = st.lists(ROWS, max_size=12)
NOTICES = st.sampled_from([Stage.PROPOSAL, Stage.DESIGNATION, Stage.REVIEW, Stage.REVOCATION, None])


class Undone(Exception):
    """Raised to undo what an example wrote."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store(tmp_path_factory.mktemp("unmoved") / "warehouse.duckdb", now=FIRST) as opened:
        yield opened


def say(store: Store, source: str, stage: Stage, rows: list[tuple[str, ...]], day: date = DAY) -> None:
    """Put an accepted whole list of a cohort into the warehouse, in place of the edition before."""
    store.execute("clear_lists", announcement_id=source)
    store.execute("clear_list_rows", announcement_id=source)
    said = Announcement(
        source, "示例", None, "示例部", "national", "全国", "shili", stage, COHORT[1], day, day, day, None, None, None,
        "https://shili.example/", "official", None, None, len(rows), len(rows), "accepted", None, None, (), "[]", (),
        False, (), FIRST,
    )  # fmt: skip
    cohort = None if stage is Stage.REVOCATION else COHORT[1]
    record = ListRecord(
        source, 1, "示例", "shili", stage, cohort, None, len(rows), len(rows), "accepted", True, False, "", None,
        None, None,
    )  # fmt: skip
    listed = [
        replace(_row(source, place, name), category=category, product=product, put_off=put_off)
        for place, (name, category, product, put_off) in enumerate(rows, 1)
    ]
    store.merge([said, record, *listed])


def _row(source: str, place: int, name: str) -> ListRow:
    key = f"示例{name}"
    return ListRow(source, 1, place, key, key, None, None, None, None, name, "ab", str(place), name_key=key)


def ledger(store: Store) -> list[list[tuple[object, ...]]]:
    """Return every row that a rebook writes."""
    tables = ("title", "change", "coverage", "review")
    return [store.connection.execute(f"from ledger.{table} order by all").fetchall() for table in tables]


def after(store: Store, editions: list[tuple[str, Stage, list, date]], *, few: int) -> list:
    """Return the ledger after some editions, each followed by a rebook; nothing of it stays."""
    found: list = []
    try:
        with store.transaction():
            for number, (source, stage, rows, day) in enumerate(editions):
                say(store, source, stage, rows, day)
                at = FIRST + timedelta(days=400 * number)
                rebook(store, CONFIGURATION, *COHORT, at=at, few=few)
            found = ledger(store)
            raise Undone
    except Undone:
        return found


@pytest.mark.slow
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    first=LISTS,
    second=LISTS,
    kept=st.booleans(),
    another=NOTICES,
    day=st.sampled_from([DAY, DAY + timedelta(days=30)]),
)
def test_both_ways_write_the_same_ledger(store: Store, first, second, kept, another, day):
    between = [("a:2", another, second[:3], day)] if another is not None else []
    editions = [
        ("a:1", Stage.DESIGNATION, first, DAY),
        *between,
        ("a:1", Stage.DESIGNATION, [*first[2:], *second] if kept else second, day),
        ("a:1", Stage.DESIGNATION, second, day),
    ]
    assert after(store, editions, few=NOBODY) == after(store, editions, few=WHOLE)


TWICE = [("s:b", None, None, ""), ("s:b", None, None, "")]
PUT_OFF = [("s:d", None, None, ""), ("s:d", None, None, "整改"), ("s:e", None, "示例产品", "")]


@pytest.mark.parametrize(
    ("first", "second"), [(TWICE, TWICE[:1]), (PUT_OFF, PUT_OFF), (PUT_OFF, PUT_OFF[1:]), ([], TWICE)]
)
def test_what_a_list_says_of_itself_as_a_whole_is_kept(store: Store, first, second):
    editions = [("a:1", Stage.DESIGNATION, rows, DAY) for rows in (first, second, second)]
    assert after(store, editions, few=NOBODY) == after(store, editions, few=WHOLE)


def left_of(store: Store, first: list, second: list, *, today: date = DAY) -> set[str] | None:
    """Return who is left to the rules at the second edition of a list."""
    found = None
    try:
        with store.transaction():
            say(store, "a:1", Stage.DESIGNATION, first)
            rebook(store, CONFIGURATION, *COHORT, at=FIRST)
            say(store, "a:1", Stage.DESIGNATION, second)
            left = find_left(store, PROGRAMME, COHORT[1], today=today, few=NOBODY)
            found = set(left.subject_ids) if left else None
            raise Undone
    except Undone:
        return found


def plain(*names: str) -> list[tuple[str | None, ...]]:
    return [(f"s:{name}", None, None, "") for name in names]


def test_only_who_is_new_or_gone_or_moved_is_left_to_the_rules(store: Store):
    moved = [("s:d", "甲类", None, "")]
    assert left_of(store, plain(*"abcde"), [*plain(*"ac"), *moved, *plain("f")]) == {
        "s:a",
        "s:b",
        "s:d",
        "s:e",
        "s:f",
    }


def test_a_subject_listed_twice_is_left_to_the_rules(store: Store):
    assert left_of(store, plain(*"abb"), plain(*"abb")) == {"s:a", "s:b"}


def test_who_was_listed_twice_and_is_listed_once_is_left_to_the_rules(store: Store):
    assert "s:b" in (left_of(store, plain(*"abb"), plain(*"ab")) or set())


def test_a_row_put_off_beside_one_that_counts_is_left_to_the_rules(store: Store):
    put_off = [("s:b", None, None, "整改")]
    assert "s:b" in (left_of(store, plain(*"ab"), [*plain(*"ab"), *put_off]) or set())


def test_a_term_that_has_run_out_leaves_everybody_to_the_rules(store: Store):
    assert left_of(store, plain(*"abc"), plain(*"abc"), today=date(2027, 6, 2)) is None


def test_the_coverage_counts_those_set_aside(store: Store):
    again = [("a:1", Stage.DESIGNATION, plain(*"abcde"), DAY)] * 2
    titles, changes, coverage, _ = after(store, again, few=NOBODY)
    assert len(titles) == len(changes) == 5 and [row[5] for row in coverage] == [5]
