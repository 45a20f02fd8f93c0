"""Titles that move: from which category or programme into which (培育企业 to 示范企业, 隐形冠军 into 单项冠军; semantics 14, 24).

Rows say it themselves (原类别, 现类别), or the heading of their list does. Where either side is unclear the list waits.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from config.models import Programme
from tasks.recognise.notice import Notice, Problem, Roster, RosterRow, Stage
from tasks.recognise.rows import category_of
from tasks.recognise.text import tight, unquoted

_VERB = re.compile(r"(?:升级|晋级|晋升|升档|调整|变更|转入|转|划转|并入|并轨)(?:为|到|至|入)?")
_AFTER_NAME = re.compile(r"的|企业|产品|称号|名单|序列")
_SHORTEST_PART = 4
_UNCLEAR = "the list moves titles into another category or programme, and does not say clearly from where or to where"


def read_moves(notice: Notice, programmes: Mapping[str, Programme]) -> Notice:
    """Give each list of retitled rows where they come from and where they go.

    Args:
        notice: a notice as recognised.
        programmes: the watched programmes; a title may come from another one of the same issuer's level and region.

    Returns:
        The notice; ``row.from_category`` and ``row.category`` are the programme's own where a title stays in it, and
        ``roster.from_programme_id`` is set where it comes from another one. A list of which either side is unclear has
        the problem said.
    """
    if not any(one.operation is Stage.RETITLING for one in notice.rosters):
        return notice
    rosters = (
        _moved(one, notice, programmes) if one.operation is Stage.RETITLING else one for one in notice.rosters
    )
    return replace(notice, rosters=tuple(rosters))


def _moved(roster: Roster, notice: Notice, programmes: Mapping[str, Programme]) -> Roster:
    own = programmes[roster.programme_id or notice.programme_id]
    before, after = _sides(roster.title)
    source = _programme_in(before, own, programmes)
    rows = tuple(_row(row, own, before="" if source else before, after=after) for row in roster.rows)
    clear = _is_into(after, own) if source else all(_is_clear(row, own) for row in rows)
    moved = replace(roster, rows=rows)
    if source is not None:  # taken over, they are given here: in the cohort that the notice gives
        moved = replace(moved, from_programme_id=source.id, cohort=roster.cohort or _given_in(notice))
    if clear or not rows:
        return moved
    return replace(moved, problems=(*roster.problems, Problem("retitling", _UNCLEAR, rows[0].locator)))


def _given_in(notice: Notice) -> str | None:
    """Give the one cohort that the notice gives titles in; null where it gives none, or several."""
    given = {one.cohort for one in notice.rosters if one.operation is Stage.DESIGNATION}
    return given.pop() if len(given) == 1 else None


def _sides(heading: str) -> tuple[str, str]:
    """Cut a heading at the word that moves (由培育企业|升级为|示范企业); both empty where it has none, or several."""
    text = unquoted(tight(heading))
    found = list(_VERB.finditer(text))
    return (text[: found[0].start()], text[found[0].end() :]) if len(found) == 1 else ("", "")


def _programme_in(text: str, own: Programme, programmes: Mapping[str, Programme]) -> Programme | None:
    """Find the one other programme of the same level and region that a text names and that is no name of its own."""
    beside = [
        one
        for one in programmes.values()
        if one.id != own.id and (one.level, one.region) == (own.level, own.region) and _names(text, one)
    ]
    return beside[0] if len(beside) == 1 and not _names(text, own) else None


def _names(text: str, programme: Programme) -> bool:
    bare = (unquoted(tight(name)).removeprefix(programme.region) for name in programme.names)
    return any(name in text for name in bare if name)


def _is_into(after: str, own: Programme) -> bool:
    """Tell whether what titles of another programme move into is this one: by its name or a part of it, or a category."""
    word = _AFTER_NAME.split(after, maxsplit=1)[0]
    part = len(word) >= _SHORTEST_PART and any(word in unquoted(tight(name)) for name in own.names)
    return part or _names(after, own) or category_of(after, own) is not None


def _row(row: RosterRow, own: Programme, *, before: str, after: str) -> RosterRow:
    """Let a row's own columns speak before the heading of its list."""
    came = category_of(row.from_category or "", own) if row.from_category else category_of(before, own)
    return replace(
        row, from_category=came or row.from_category, category=row.category or category_of(after, own)
    )


def _is_clear(row: RosterRow, own: Programme) -> bool:
    known: Sequence[str] = [one.name for one in own.categories]
    return row.from_category in known and row.category in known and row.from_category != row.category
