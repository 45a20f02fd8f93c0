"""Names that a narrow column broke: over two rows, or several rows in one cell. Joined where that can be proved only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tasks.recognise.names import is_strong
from tasks.recognise.rawlist import RawRow
from tasks.recognise.text import balanced, normal, tight

_WHOLE_COMPANY = re.compile(r"(?:公司|厂|研究院|研究所|合作社|集群)(?:\([^()]*\))?$")
_BARE_END = re.compile(r"^(?:股份|有限|责任|科技|集团|实业|公司|技术|工程|工业|制造)*(?:有限)?(?:责任)?公司$")
_GOES_ON = re.compile(r"[、,和及与/]$")
_SHORTEST_NAME = 6


def mend_rows(rows: Sequence[RawRow], *, subject: str) -> list[RawRow]:
    """Join each row without a number to the row above it, where it plainly goes on with it.

    A row whose name is empty must be joined or stay as it is, to be reported; lists without numbers are left alone but
    for such rows.
    """
    numbered = any(row.number is not None for row in rows)
    mended: list[RawRow] = []
    for row in rows:
        joined = None
        if mended and row.number is None and (numbered or not row.name):
            joined = go_on(mended[-1], row, subject=subject)
        if joined is not None:
            mended[-1] = joined
        else:
            mended.append(row)
    return mended


def go_on(above: RawRow, below: RawRow, *, subject: str) -> RawRow | None:
    """Join a row to the one above; null where it cannot be proved that it goes on with it."""
    name = above.name
    if below.name:
        name = tight(above.name) + tight(below.name)
        if not _proves(tight(above.name), tight(below.name), subject=subject):
            return None
    elif not (
        below.product and (not balanced(tight(above.product)) or _GOES_ON.search(tight(above.product)))
    ):
        return None
    return replace(
        above,
        name=name,
        product=_together(above.product, below.product),
        region=_together(above.region, below.region),
        doubt="; ".join(filter(None, (above.doubt, below.doubt))),
    )


def _proves(above: str, below: str, *, subject: str) -> bool:
    whole = above + below
    if not balanced(above):
        return balanced(whole) and not balanced(below)
    if below.startswith("(") and balanced(below):
        return True
    return not is_strong(above, subject=subject) and is_strong(whole, subject=subject)


def _together(above: str, below: str) -> str:
    return above if not below or below == above else tight(above + below)


def lines_of(text: str) -> list[str]:
    """Give the lines of a cell, blank ones left out."""
    return [line for line in map(normal, text.split("\n")) if line]


def names_in(text: str) -> int:
    """Count the names in one cell: one a line, or strung together by 、 or blanks; 1 where it is one name."""
    lines = lines_of(text)
    if len(lines) > 1 and all(_is_whole(line) for line in lines):
        return len(lines)
    for pieces in (re.split(r"[、;,/]", tight(text)), normal(text).split(" ")):
        if len(pieces) > 1 and all(_is_whole(piece) for piece in pieces):
            return len(pieces)
    return 1


def _is_whole(text: str) -> bool:
    bare = tight(text)
    return (
        len(bare) >= _SHORTEST_NAME
        and balanced(bare)
        and _WHOLE_COMPANY.search(bare) is not None
        and _BARE_END.match(bare) is None
    )


def fill_down(rows: Sequence[RawRow]) -> list[RawRow]:
    """Give rows below a merged cell its region, where the column is plainly filled so: each region once, the first on top."""
    printed = [row.region for row in rows if row.region]
    if not rows or not rows[0].region or len(printed) == len(rows) or len(set(printed)) < len(printed):
        return list(rows)
    filled: list[RawRow] = []
    for row in rows:
        filled.append(row if row.region else replace(row, region=filled[-1].region))
    return filled
