"""What a person's decision makes of a notice: mended rows in the place of those read. Pure."""

from __future__ import annotations

from dataclasses import replace

from config.errors import ConfigurationError
from config.models import Decision
from tasks.recognise.notice import Notice, Roster, RosterRow

MENDED_COLUMNS = ("list_no", "row_no", "name", "former_name", "region", "product", "category")
"""The columns a file of mended rows may have; ``name`` is the one it must have."""

BY_HAND = "by hand"
"""How a row was read that a person wrote: no reader gave it."""


def mend(notice: Notice, decision: Decision | None) -> Notice:
    """Return the notice with the rows that a decision puts in place of those read.

    A decision without rows leaves the notice as it was read.

    Raises:
        ConfigurationError: a mended row has no name, or stands on a list that the notice does not have.
    """
    if decision is None or decision.rows is None:
        return notice
    by_list: dict[int, list[dict[str, str | None]]] = {}
    for row in decision.rows:
        by_list.setdefault(_list_no(row, decision), []).append(row)
    known = {roster.list_no for roster in notice.rosters}
    if not by_list.keys() <= known:
        lists = ", ".join(str(number) for number in sorted(known)) or "none"
        problem = f"mended rows stand on list {sorted(by_list.keys() - known)}; the notice has: {lists}"
        raise ConfigurationError(f"decision {decision.id}", None, problem)
    rosters = tuple(
        replace(roster, rows=_rows(roster, by_list[roster.list_no], decision), problems=(), numbered=True)
        if roster.list_no in by_list
        else roster
        for roster in notice.rosters
    )
    return replace(notice, rosters=rosters)


def _list_no(row: dict[str, str | None], decision: Decision) -> int:
    """Return the list a mended row stands on: the first where it says none."""
    said = row.get("list_no") or "1"
    if not said.isdecimal():
        raise ConfigurationError(f"decision {decision.id}", None, f'list_no "{said}" is no number')
    return int(said)


def _rows(roster: Roster, rows: list[dict[str, str | None]], decision: Decision) -> tuple[RosterRow, ...]:
    """Return mended rows; what stood where is kept for a row that was read too.

    A row read whose name stands nowhere any more is the one that was mended under its number.
    """
    names = [(row.get("name") or "").strip() for row in rows]
    kept = set(names)
    read = {row.name: row for row in roster.rows}
    replaced = {str(row.row_no): row for row in roster.rows if row.name not in kept}
    if "" in names:
        place = names.index("") + 1
        raise ConfigurationError(f"decision {decision.id}", None, f"mended row {place} has no name")
    mended = []
    for place, (name, row) in enumerate(zip(names, rows, strict=True), start=1):
        before = read.get(name) or replaced.get(row.get("row_no") or "")
        mended.append(
            RosterRow(
                row_no=place,
                name=name,
                name_printed=before.name_printed if before else name,
                locator=before.locator if before else f"decision {decision.id} row {place}",
                sha256=before.sha256 if before else (decision.about[0] if decision.about else ""),
                former_name=row.get("former_name") or None,
                region=row.get("region") or None,
                product=row.get("product") or None,
                category=row.get("category") or None,
                read_by=before.read_by if before and before.name == name else BY_HAND,
            )
        )
    return tuple(mended)
