"""The gate: a list changes the ledger only when it reconciles (architecture, 5; semantics, 8).

Too few rows is fatal, too many suspicious; both wait for a person, and so does the whole announcement. What is held
is held with its evidence and changes nothing.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from config.models import Programme
from tasks.ledger.causes import one_line_each
from tasks.ledger.names import name_key
from tasks.recognise.notice import Notice, Problem, Roster, RosterRow, Stage

BEARS_ROWS = frozenset(
    {
        Stage.RECOMMENDATION,
        Stage.PROPOSAL,
        Stage.DESIGNATION,
        Stage.REVIEW_PROPOSAL,
        Stage.REVIEW,
        Stage.REVOCATION,
        Stage.RENAMING,
        Stage.RETITLING,
    }
)
"""Operations that are nothing without rows."""

_WHOLE_LISTS = frozenset({Stage.PROPOSAL, Stage.DESIGNATION})
_BREAKS_NUMBERS = frozenset({"numbering", "row cut", "list cut"})
_WITHOUT_COHORT = frozenset({Stage.REVOCATION, Stage.RENAMING, Stage.RETITLING})


@dataclass(frozen=True, slots=True)
class Unread:
    """A part of an announcement that was not read: which and why, in words. ``picture``: an image of the body itself."""

    text: str
    picture: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate says of a notice: no problems, and it counts. ``by_list`` has the problems of each list."""

    problems: tuple[Problem, ...]
    by_list: dict[int, tuple[Problem, ...]]

    @property
    def accepted(self) -> bool:
        """Whether every list reconciles."""
        return not self.problems

    @property
    def reason(self) -> str:
        """All problems in one line, for a person; empty when accepted."""
        return "; ".join(problem.text for problem in self.problems)


def reconcile(
    notice: Notice, programme: Programme, *, unread: tuple[Unread, ...] = (), doubts: tuple[Problem, ...] = ()
) -> Verdict:
    """Hold a notice against every number it states and everything the programme expects.

    Args:
        notice: The notice with its lists.
        programme: Its programme; ``expect`` counts for a whole list of the programme's own level only.
        unread: Parts that could not be fetched or read; they may hold rows. A picture of the body holds only what is
            not otherwise settled: it may be decoration.
        doubts: What speaks against it beside itself: another notice of its number, a correction of what is not known.
    """
    bearing = [roster for roster in notice.rosters if roster.operation in BEARS_ROWS]
    by_list = {roster.list_no: _roster_problems(roster, notice, programme) for roster in bearing}
    problems = [*notice.problems, *doubts, *(p for found in by_list.values() for p in found)]
    settled = not problems and _is_settled(notice, bearing)
    if bearing or notice.stage in BEARS_ROWS:
        problems += _missing(notice, bearing, tuple(u for u in unread if not (settled and u.picture)))
    return Verdict(_once(_caused_by_unread(problems, bearing)), by_list)


def _caused_by_unread(problems: list[Problem], bearing: list[Roster]) -> list[Problem]:
    """Where an attachment was not read and no row was, the one is the cause of the other: it alone is told."""
    if any(roster.rows for roster in bearing) or not any(p.kind == "unread" for p in problems):
        return problems
    return [p for p in problems if p.kind not in {"no rows", "count"}]


def _once(problems: list[Problem]) -> tuple[Problem, ...]:
    """Tell once what is said of several lists in the same words."""
    seen: dict[tuple[str, str], Problem] = {}
    for problem in problems:
        seen.setdefault((problem.kind, problem.text), problem)
    return tuple(seen.values())


def is_mention(notice: Notice) -> bool:
    """Say whether a text only shows a few names and 等: evidence of an announcement, no list (semantics, 11)."""
    return notice.relayed and not any(roster.rows for roster in notice.rosters)


def stated_for(roster: Roster, notice: Notice) -> int | None:
    """Return the number of rows stated for a list: its own, or the notice's where it has one list only."""
    if roster.stated is not None:
        return roster.stated
    bearing = [r for r in notice.rosters if r.operation in BEARS_ROWS]
    return notice.stated if len(bearing) == 1 else None


def _is_settled(notice: Notice, bearing: list[Roster]) -> bool:
    """Say whether every list has just the rows that are stated for it."""
    return bool(bearing) and all(
        roster.rows and stated_for(roster, notice) == len(roster.rows) for roster in bearing
    )


def _missing(notice: Notice, bearing: list[Roster], unread: tuple[Unread, ...]) -> list[Problem]:
    """Return what speaks of rows that were never seen at all."""
    if is_mention(notice):
        lost = [] if notice.mentions else [part for part in unread if not part.picture]
        return [Problem("unread", f"attachment not read: {part.text}; it may be the list") for part in lost]
    rows = any(roster.rows for roster in bearing)
    wanted = sum(stated_for(roster, notice) or 0 for roster in bearing)
    none = "" if rows else ", and none was read elsewhere" + (f" of {wanted} stated" if wanted else "")
    problems = [
        Problem("unread", f"attachment not read: {part.text}; it may hold rows of this list{none}")
        for part in unread
    ]
    said = {p.kind for p in (*notice.problems, *(p for roster in bearing for p in roster.problems))}
    if not said & {"no rows", "header"} and not rows and not unread:
        problems.append(
            Problem("no rows", "the notice speaks of a list, and no row of it was found in what was read")
        )
    read, stated = sum(len(r.rows) for r in bearing), notice.stated
    if len(bearing) > 1 and stated is not None and all(r.stated is None for r in bearing) and read != stated:
        problems.append(Problem("count", f"{stated} stated, {read} rows read in {len(bearing)} lists"))
    return problems


def _roster_problems(roster: Roster, notice: Notice, programme: Programme) -> tuple[Problem, ...]:
    """Return everything that does not fit in one list."""
    problems = list(roster.problems)
    read, stated = len(roster.rows), stated_for(roster, notice)
    if read:
        problems += _cohort_problems(roster)
        problems += [] if _is_some_of(roster, stated, notice) else _count_problems(roster, stated)
        problems += _duplicates(roster)
        problems += _retitling_problems(roster)
        own_level = not notice.part_region and not notice.excerpt and notice.level == programme.level
        own_programme = roster.programme_id in ("", programme.id)
        if roster.operation in _WHOLE_LISTS and own_level and own_programme:
            problems += _expectation(roster, notice, programme)
    elif stated and not is_mention(notice):
        problems.append(Problem("count", f"{_label(roster)}: {stated} stated, no row read"))
    elif not is_mention(notice) and any(other.rows for other in notice.rosters):
        problems.append(
            Problem("no rows", f"{_label(roster)}: the notice speaks of it, and no row of it was read")
        )
    return one_line_each(problems, read=read, stated=stated)


def _is_some_of(roster: Roster, stated: int | None, notice: Notice) -> bool:
    """Say whether a list that means to show some has no more rows than are stated."""
    return notice.excerpt and (stated is None or len(roster.rows) <= stated)


def _cohort_problems(roster: Roster) -> list[Problem]:
    """Rows of no known cohort would change nothing in silence: which set they mean is for a person to say."""
    if roster.cohort is not None or (roster.operation in _WITHOUT_COHORT and not roster.from_programme_id):
        return []
    text = (
        f"{_label(roster)}: {len(roster.rows)} rows of a {roster.operation} that names no year and no batch"
    )
    return [Problem("cohort", text, roster.rows[0].locator)]


def _retitling_problems(roster: Roster) -> list[Problem]:
    """A list that moves titles must say from where and to where, for every row (semantics, 11)."""
    if roster.operation is not Stage.RETITLING or any(p.kind == "retitling" for p in roster.problems):
        return []
    lost = [
        row
        for row in roster.rows
        if not (row.from_category or roster.from_programme_id)
        or not (row.category or roster.category or roster.from_programme_id)
    ]
    if not lost:
        return []
    text = f"{_label(roster)}: {len(lost)} rows move, and it is not said from which category or programme, or to which"
    return [Problem("retitling", text, lost[0].locator, tuple(row.locator for row in lost[1:]))]


def _count_problems(roster: Roster, stated: int | None) -> list[Problem]:
    """Compare rows with the stated number; where none is stated, unbroken numbering must do (semantics, 8)."""
    read = len(roster.rows)
    if stated is not None and stated != read:
        return [
            Problem("count", f"{_label(roster)}: {stated} stated, {read} rows read", roster.rows[-1].locator)
        ]
    if stated is None and not roster.numbered and not {p.kind for p in roster.problems} & _BREAKS_NUMBERS:
        return [
            Problem(
                "uncounted", f"{_label(roster)}: {read} rows read, no number stated and rows not numbered"
            )
        ]
    return []


def _said_by(row: RosterRow) -> tuple[str, str, str]:
    """Give what two rows that say the same thing share; namesakes of two provinces do not.

    No two provinces begin with the same two characters.
    """
    return name_key(row.name), name_key(row.product or ""), (row.region or "")[:2]


def _duplicates(roster: Roster) -> list[Problem]:
    """Name rows that say the same thing twice, one name with one product, where recognition did not."""
    told = [p.text for p in roster.problems if p.kind == "duplicate"]
    counts = Counter(_said_by(row) for row in roster.rows)
    return [
        Problem("duplicate", f"{_label(roster)}: {row.name} stands on the list more than once", row.locator)
        for row in roster.rows
        if counts.pop(_said_by(row), 0) > 1 and not any(text.endswith(f": {row.name}") for text in told)
    ]


def _expectation(roster: Roster, notice: Notice, programme: Programme) -> list[Problem]:
    """Compare the notice's rows of one operation with what the programme's lists usually have."""
    if programme.expect is None:
        return []
    low, high = programme.expect.rows
    own = [r for r in notice.rosters if r.programme_id in ("", programme.id)]
    read = sum(len(r.rows) for r in own if r.operation is roster.operation)
    if low <= read <= high:
        return []
    text = f"{_label(roster)}: {read} rows read, {low} to {high} expected of {programme.title}"
    return [Problem("expectation", text)]


def _label(roster: Roster) -> str:
    """Name a list for a person."""
    return f"list {roster.list_no}" + (f" ({roster.title})" if roster.title else "")
