"""A restatement in words: at most 80 columns for a terminal, and as Markdown to be kept. Pure.

Every text that a page said is shown as it is; who prints it makes it fit for a terminal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from config.clock import CHINA
from tasks.replay.restatement import Differing, Restatement, Restating

MOST: Final = 20
"""So many announcements are told in words; the file has them all."""
SIGNS: Final = {"added": "+", "removed": "-", "altered": "~"}
_BY_DAYS: Final = "by the calendar, on no announcement's word"


def in_words(found: Restatement, *, most: int = MOST) -> list[str]:
    """Return a restatement as lines of plain text.

    Args:
        found: What a replay found.
        most: How many announcements are told.
    """
    lines = [*_head(found), *(line for one in found.announcements[:most] for line in _announcement(one))]
    if more := len(found.announcements) - most:
        lines += [f"and {more} more announcements"] if more > 0 else []
    return [*lines, *_tables(found)]


def as_markdown(found: Restatement) -> str:
    """Return a restatement as a page of Markdown, of every announcement."""
    at = found.compared_at.astimezone(CHINA)
    lines = [f"# Replay of {at:%Y-%m-%d %H:%M}", "", *(f"{line}  " for line in _head(found))]
    for one in found.announcements:
        lines += ["", f"## {_escaped(_title(one))}", "", *(f"    {line}" for line in _announcement(one)[1:])]
    return "\n".join([*lines, "", *(f"    {line}" for line in _tables(found)), ""])


def _head(found: Restatement) -> list[str]:
    """Return what is said first: equal or not, up to where, applied or not."""
    built = f"built anew from {found.captures:,} captures"
    if found.until is None:
        kept = f"; the one that could not be opened is kept in {found.kept}" if found.kept else ""
        return [
            f"{built}; there was no ledger to compare with",
            *_applied(found, f"it is the live ledger now{kept}"),
        ]
    if found.equal:
        return [
            f"{built}: equal to the last row ({found.rows_equal:,} rows)",
            f"compared up to line {found.until:,} of the log",
        ]
    lines = [
        f"{built}: a restatement",
        f"{found.rows_differing:,} rows differ, {found.rows_equal:,} are equal, up to line {found.until:,} of the log",
        f"changes: {_counts(_all(found, 'changes'))}; designations: {_counts(_all(found, 'designations'))}",
    ]
    if told := sum(_all(found, "told_of").values()):
        lines.append(f"{told:,} of the changes removed or altered had been told to readers")
    return [*lines, *_applied(found, f"it is the live ledger now, {_changes(found.new)} marked as restated")]


def _changes(count: int) -> str:
    """Return a number of changes in words."""
    return "1 change" if count == 1 else f"{count:,} changes"


def _applied(found: Restatement, said: str) -> list[str]:
    """Say whether it took the place of the live one, and how it would."""
    return (
        [said]
        if found.applied
        else ["nothing was changed: mingdan replay --apply puts it in the live one's place"]
    )


def _all(found: Restatement, what: str) -> Counter[str]:
    """Return counts of all announcements together."""
    return sum((Counter[str](getattr(one, what)) for one in found.announcements), Counter[str]())


def _announcement(one: Restating) -> list[str]:
    """Return one announcement: what it is, how much of it differs, the first few with both sides."""
    lines = ["", _title(one)]
    lines += [f"  {part}" for part in (one.doc_number, one.url) if part]
    if one.changes:
        lines.append(f"  changes: {_counts(one.changes)}")
    if one.designations:
        lines.append(f"  designations: {_counts(one.designations)}")
    if one.rows:
        lines.append(
            "  rows: " + ", ".join(f"{count:,} of {table}" for table, count in sorted(one.rows.items()))
        )
    return [*lines, *(line for row in one.first for line in _row(row))]


def _title(one: Restating) -> str:
    return one.title or one.announcement_id or _BY_DAYS


def _counts(counted: Mapping[str, int]) -> str:
    """Return counts by kind of difference in words."""
    return ", ".join(f"{counted[what]:,} {what}" for what in SIGNS if counted.get(what)) or "none"


def _row(row: Differing) -> Iterator[str]:
    """Yield one change or designation with what differs."""
    yield f"  {SIGNS[row.what]} {row.name or row.about} {row.kind}"
    if row.what == "altered":
        for name, value in row.after.items():
            yield f"      {name}: {_said(row.before.get(name))} -> {_said(value)}"


def _said(value: object) -> str:
    return "(none)" if value is None else str(value)


def _tables(found: Restatement) -> list[str]:
    """Return how many rows of each table differ; nothing where none do."""
    rows = [table for table in found.tables if table.differing]
    head = ["", f"{'table':<16}{'equal':>12}{'added':>12}{'removed':>12}{'altered':>12}"] if rows else []
    return [
        *head,
        *(f"{t.table:<16}{t.equal:>12,}{t.added:>12,}{t.removed:>12,}{t.altered:>12,}" for t in rows),
    ]


def _escaped(text: str) -> str:
    """Return outside text fit for Markdown."""
    for sign in "\\`*_[]<>#|":
        text = text.replace(sign, f"\\{sign}")
    return text
