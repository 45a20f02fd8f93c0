"""The diff: what turns a belief into a course, and what it must never do. Subjects are 示例."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tasks.ledger.book import Book, Entry, Statement
from tasks.ledger.compare import Difference, Occasion, change_id_of, compare, fill_days
from tasks.ledger.course import Course
from tasks.ledger.follow import follow
from tasks.recognise.notice import Stage
from tests.tasks.ledger.courses import CLUSTERS, book, says
from warehouse.records import Title

AT = datetime(2023, 1, 11, 2, 0, tzinfo=UTC)
NAMES = st.lists(st.sampled_from(["示例甲", "示例乙", "示例丙", "示例丁"]), max_size=4, unique=True)
DAYS = st.dates(date(2022, 1, 1), date(2026, 12, 31))
STAGES = (
    Stage.PROPOSAL,
    Stage.DESIGNATION,
    Stage.REVIEW,
    Stage.REVIEW_PROPOSAL,
    Stage.REVOCATION,
    Stage.RECOMMENDATION,
)


def occasion(at: datetime = AT, *backfilled: str) -> Occasion:
    return Occasion(CLUSTERS.id, "2022年度", at, frozenset(backfilled), news_days=90)


def believe(titles: list[Title], difference: Difference) -> list[Title]:
    """Apply a difference as the store does: rows with the same key are replaced, the open ones are belief."""
    rows = {(t.title_id, t.recorded_from): t for t in (*titles, *difference.titles)}
    return sorted((t for t in rows.values() if t.recorded_to is None), key=lambda t: t.title_id)


@st.composite
def statements(draw: st.DrawFn) -> Statement:
    operation = draw(st.sampled_from(STAGES))
    day = draw(DAYS)
    source = f"{operation}-{day}-{draw(st.integers(0, 2))}"
    whole = operation is not Stage.RECOMMENDATION and draw(st.booleans())
    return says(source, operation, day.isoformat(), *draw(NAMES), whole=whole)


BOOKS = st.lists(statements(), max_size=5, unique_by=lambda s: s.announcement_id).map(lambda s: book(*s))


@given(BOOKS, DAYS)
def test_comparing_a_belief_with_its_own_course_finds_nothing(some: Book, day: date):
    first = compare([], follow(some, day), told=set(), occasion=occasion())
    told = {change.change_id for change in first.changes}
    again = compare(
        believe([], first), follow(some, day), told=told, occasion=occasion(AT + timedelta(days=1))
    )
    assert again == Difference((), ())


@given(BOOKS, BOOKS, DAYS)
def test_applying_the_difference_gives_the_course(before: Book, after: Book, day: date):
    belief = believe([], compare([], follow(before, day), told=set(), occasion=occasion()))
    later = occasion(AT + timedelta(days=1))
    course = follow(after, day)
    belief = believe(belief, compare(belief, course, told=set(), occasion=later))
    assert {t.title_id: (t.status, t.valid_from, t.valid_to) for t in belief} == {
        h.title_id: (h.status, h.valid_from, h.valid_to) for h in course.holdings.values()
    }


@given(st.lists(statements(), max_size=5, unique_by=lambda s: s.announcement_id), DAYS, st.randoms())
def test_order_of_arrival_changes_nothing_of_who_holds_what(some: list[Statement], day: date, random):
    """Statement by statement in any order, belief ends where the whole book leads (semantics, 22)."""
    shuffled = random.sample(some, len(some))
    belief: list[Title] = []
    for number in range(len(shuffled) + 1):
        course = follow(book(*shuffled[:number]), day)
        at = occasion(AT + timedelta(hours=number))
        belief = believe(belief, compare(belief, course, told=set(), occasion=at))
    straight = follow(book(*some), day)
    assert {t.title_id: (t.status, t.valid_to) for t in belief} == {
        h.title_id: (h.status, h.valid_to) for h in straight.holdings.values()
    }


@given(st.lists(statements(), max_size=5, unique_by=lambda s: s.announcement_id), DAYS)
def test_a_copy_of_a_statement_changes_nothing(some: list[Statement], day: date):
    """A relay that repeats what an official page said, under an id of its own, tells nothing (semantics, 12)."""
    straight = follow(book(*some), day)
    first = compare([], straight, told=set(), occasion=occasion())
    told = {change.change_id for change in first.changes}
    lists = (s for s in some if s.operation in (Stage.DESIGNATION, Stage.PROPOSAL, Stage.RECOMMENDATION))
    copies = [
        replace(s, announcement_id=f"转载{s.announcement_id}", whole=False, relayed=True) for s in lists
    ]
    copied = follow(book(*some, *(replace(c, effective_on=None) for c in copies)), day)
    again = compare(believe([], first), copied, told=told, occasion=occasion(AT + timedelta(days=1)))
    assert [c.kind for c in again.changes] == []


@given(st.lists(statements(), max_size=5, unique_by=lambda s: s.announcement_id), DAYS, st.randoms())
def test_the_order_of_statements_in_a_book_changes_nothing(some: list[Statement], day: date, random):
    assert follow(book(*random.sample(some, len(some))), day) == follow(book(*some), day)


@given(st.lists(statements(), max_size=4, unique_by=lambda s: s.announcement_id), st.lists(DAYS, max_size=4))
def test_what_was_believed_at_an_instant_is_what_a_replay_up_to_it_believes(
    some: list[Statement], days: list[date]
):
    """As of (d, k): the rows open at k are the course of what was known at k, and later knowledge leaves them so."""
    kept: dict[tuple[str, datetime], Title] = {}
    believed: list[list[Title]] = []
    moments = [AT + timedelta(days=number) for number in range(len(some) + 1)]
    for number, moment in enumerate(moments):
        open_rows = [t for t in kept.values() if t.recorded_to is None]
        course = follow(book(*some[:number]), max(days[:number], default=AT.date()))
        difference = compare(open_rows, course, told=set(), occasion=occasion(moment))
        kept |= {(t.title_id, t.recorded_from): t for t in difference.titles}
        believed.append(believe(open_rows, difference))
    for moment, then in zip(moments, believed, strict=True):
        as_of = [
            replace(t, recorded_to=None)
            for t in kept.values()
            if t.recorded_from <= moment and (t.recorded_to is None or t.recorded_to > moment)
        ]
        assert sorted(as_of, key=lambda t: t.title_id) == then


FINAL = says("2022通告", Stage.DESIGNATION, "2023-01-11", "示例甲", "示例乙")


def first_belief() -> list[Title]:
    return believe([], compare([], follow(book(FINAL), date(2023, 1, 11)), told=set(), occasion=occasion()))


def test_what_is_no_longer_believed_is_closed_and_kept():
    day = date(2026, 2, 1)
    later = occasion(datetime(2026, 2, 1, tzinfo=UTC))
    difference = compare(first_belief(), follow(book(FINAL), day), told=set(), occasion=later)
    closed = [t for t in difference.titles if t.recorded_to is not None]
    assert {(t.status, t.recorded_from, t.recorded_to) for t in closed} == {("active", AT, later.at)}
    assert {t.status for t in difference.titles if t.recorded_to is None} == {"expired"}


def test_two_steps_at_one_instant_leave_one_belief():
    part = replace(FINAL, entries=FINAL.entries[:1])
    belief = believe([], compare([], follow(book(part), date(2023, 1, 11)), told=set(), occasion=occasion()))
    whole = replace(FINAL, announcement_id="另一", occasion="另一")
    difference = compare(belief, follow(book(whole), date(2023, 1, 11)), told=set(), occasion=occasion())
    assert all(t.recorded_to is None for t in difference.titles)


def test_a_row_that_an_edition_leaves_out_is_struck_and_told_as_corrected():
    without = replace(FINAL, entries=FINAL.entries[:1])
    later = occasion(AT + timedelta(days=1))
    told = {
        c.change_id
        for c in compare([], follow(book(FINAL), date(2023, 1, 11)), told=set(), occasion=occasion()).changes
    }
    difference = compare(first_belief(), follow(book(without), date(2023, 1, 12)), told=told, occasion=later)
    assert [c.kind for c in difference.changes] == ["corrected"]
    assert [t.recorded_to for t in difference.titles] == [later.at]


def test_a_struck_row_is_told_by_the_same_id_at_any_instant_and_once_for_each_text():
    without, course = (
        first_belief(),
        follow(book(replace(FINAL, entries=FINAL.entries[:1])), date(2023, 1, 12)),
    )
    told = {
        c.change_id
        for c in compare([], follow(book(FINAL), date(2023, 1, 11)), told=set(), occasion=occasion()).changes
    }
    texts = [("e:1", 1), ("e:1", 9), ("e:2", 9)]
    ids = [
        compare(
            without,
            course,
            told=told,
            occasion=replace(occasion(AT + timedelta(days=day)), editions={FINAL.announcement_id: text}),
        )
        .changes[0]
        .change_id
        for text, day in texts
    ]
    assert ids[0] == ids[1] != ids[2]


def test_a_title_taken_by_name_and_held_after_all_is_told_as_corrected():
    taken = book(FINAL, says("撤销", Stage.REVOCATION, "2023-02-01", "示例甲"))
    first = compare([], follow(taken, date(2023, 2, 2)), told=set(), occasion=occasion())
    told = {change.change_id for change in first.changes}
    after = follow(book(FINAL), date(2023, 2, 2))
    later = compare(believe([], first), after, told=told, occasion=occasion(AT + timedelta(days=1)))
    (change,) = later.changes
    assert (change.kind, json.loads(change.detail)) == ("corrected", {"before": "revoked", "after": "active"})


def test_a_change_told_before_is_not_recorded_again():
    course: Course = follow(book(FINAL), date(2023, 1, 11))
    told = {change.change_id for change in compare([], course, told=set(), occasion=occasion()).changes}
    copy = follow(book(replace(FINAL, announcement_id="转载", whole=False), FINAL), date(2023, 1, 11))
    assert compare([], copy, told=told, occasion=occasion()).changes == ()


def test_an_expiry_is_news_by_its_own_day_however_the_title_came_in():
    """Backfilled titles whose term ran out lately are news; those that ran out long ago are not (semantics, 23)."""
    course = follow(book(FINAL), date(2026, 2, 1))
    soon = compare([], course, told=set(), occasion=occasion(datetime(2026, 2, 1, tzinfo=UTC), "2022通告"))
    late = compare([], course, told=set(), occasion=occasion(datetime(2027, 2, 1, tzinfo=UTC)))
    assert {c.backfill for c in soon.changes if c.kind == "expired"} == {False}
    assert {c.backfill for c in soon.changes if c.kind == "designated"} == {True}
    assert {c.backfill for c in late.changes if c.kind == "expired"} == {True}


def test_a_row_left_out_by_an_edition_is_corrected_and_never_told_as_an_ending():
    """The edition's silence would drop it: what is told is that the list was wrong before (semantics, 8)."""
    proposed = says("2022公示", Stage.PROPOSAL, "2022-12-29", "示例甲", "示例乙")
    final = says("2022通告", Stage.DESIGNATION, "2023-01-11", "示例甲", "示例乙")
    first = compare([], follow(book(proposed, final), AT.date()), told=set(), occasion=occasion())
    edition = follow(book(proposed, replace(final, entries=final.entries[:1])), AT.date())
    told = {change.change_id for change in first.changes}
    second = compare(first.titles, edition, told=told, occasion=occasion(AT + timedelta(days=1)))
    assert [(c.kind, c.detail) for c in second.changes] == [
        ("corrected", '{"after": "dropped", "before": "active"}')
    ]
    told |= {change.change_id for change in second.changes}
    assert not compare(
        believe(list(first.titles), second), edition, told=told, occasion=occasion(AT + timedelta(days=2))
    ).changes


def test_the_day_that_only_an_official_page_gives_is_filled_in_without_a_new_change():
    """Semantics 18: what only a relay reports has null dates until then, and filling them in is no ``corrected``."""
    final = says("2022通告", Stage.DESIGNATION, "2023-01-11", "示例甲")
    relayed = replace(final, effective_on=None, whole=False, relayed=True)
    first = compare([], follow(book(relayed), AT.date()), told=set(), occasion=occasion())
    assert [change.effective_on for change in first.changes] == [None]
    course = follow(book(final), AT.date())
    told = {change.change_id for change in first.changes}
    later = occasion(AT + timedelta(days=1))
    assert not compare(first.titles, course, told=told, occasion=later).changes
    assert fill_days(first.changes, course) == [replace(first.changes[0], effective_on=date(2023, 1, 11))]
    assert not fill_days(first.changes, follow(book(relayed), AT.date()))


def test_a_title_whose_id_moved_makes_no_noise():
    """Rows and changes bear the new id before the book is followed again; what collided is closed (semantics, 22)."""
    first = compare([], follow(book(FINAL), AT.date()), told=set(), occasion=occasion())
    moved = replace(FINAL, entries=tuple(replace(e, subject_id=f"新{e.subject_id}") for e in FINAL.entries))
    course = follow(book(moved), AT.date())
    ids = {h.subject_id: h.title_id for h in course.holdings.values()}
    titles = [
        replace(t, subject_id=f"新{t.subject_id}", title_id=ids[f"新{t.subject_id}"]) for t in first.titles
    ]
    told = {change_id_of(event) for event in course.events}
    assert compare(titles, course, told=told, occasion=occasion(AT + timedelta(days=1))) == Difference((), ())


def test_a_renewal_told_under_another_name_of_its_occasion_is_not_told_again():
    """The part came first under its own word for the whole; the whole has another id (semantics, 12)."""
    passed = says("2028复核", Stage.REVIEW, "2025-12-01", "示例甲", "示例乙")
    part = replace(passed, announcement_id="四川份", occasion="2025复核", whole=False, part_region="四川省")
    early = compare([], follow(book(FINAL, part), AT.date()), told=set(), occasion=occasion())
    told = {change.change_id for change in early.changes}
    course = follow(book(FINAL, part, passed), AT.date())
    later = compare(early.titles, course, told=told, occasion=occasion(AT + timedelta(days=1)))
    assert [change.kind for change in later.changes] == []


def test_a_title_that_was_retitled_is_closed_and_split_without_a_struck_row():
    first = replace(FINAL, entries=(Entry("示例甲", "培育企业"),))
    moved = replace(
        says("调整", Stage.RETITLING, "2024-05-01"), whole=False, entries=(Entry("示例甲", "示范企业"),)
    )
    before = compare([], follow(book(first), AT.date()), told=set(), occasion=occasion())
    told = {change.change_id for change in before.changes}
    course = follow(book(first, moved), date(2024, 5, 2))
    later = occasion(AT + timedelta(days=500))
    difference = compare(before.titles, course, told=told, occasion=later)
    assert [change.kind for change in difference.changes] == ["retitled"]
    assert {(t.status, t.category) for t in believe(list(before.titles), difference)} == {
        ("retitled", "培育企业"),
        ("active", "示范企业"),
    }
    told |= {change.change_id for change in difference.changes}
    undone = compare(
        believe(list(before.titles), difference),
        follow(book(first), date(2024, 5, 3)),
        told=told,
        occasion=later,
    )
    assert undone.changes == ()


def test_a_drop_that_comes_into_question_again_is_told_as_corrected():
    """A name on the final list that nobody proposed holds the drops, also those told before (semantics, 15)."""
    proposed = says("2022公示", Stage.PROPOSAL, "2022-12-29", "示例甲", "示例乙")
    final = says("2022通告", Stage.DESIGNATION, "2023-01-11", "示例甲")
    stranger = replace(final, entries=(*final.entries, Entry("示例丁")))
    first = compare([], follow(book(proposed, final), AT.date()), told=set(), occasion=occasion())
    told = {change.change_id for change in first.changes}
    later, course = occasion(AT + timedelta(days=1)), follow(book(proposed, stranger), AT.date())
    second = compare(believe([], first), course, told=told, occasion=later)
    back = next(change for change in second.changes if change.subject_id == "示例乙")
    assert (back.kind, json.loads(back.detail)) == ("corrected", {"before": "dropped", "after": "proposed"})
