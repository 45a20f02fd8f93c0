"""Columns of lists: which header means what; every column is known, set aside by name, or a problem.

The words stand in ``headers.py``. A header may be broken by a blank or a line, stand over two rows, be glued into one
merged cell, or have a character that OCR took for another.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tasks.recognise.headers import ENDINGS, GLUED_FROM, ROLE_OF, Role
from tasks.recognise.text import normal

__all__ = [
    "Columns",
    "Role",
    "header_key",
    "name_column",
    "naming_role",
    "read_header",
    "read_header_rows",
    "role_of",
]

_BRACKETS = re.compile(r"\([^()]*\)")
_LONGEST_HEADER, _LONGEST_PRINTED = 24, 60
_NAMING = (Role.NAME, Role.AWARDED, Role.APPLICANT, Role.PRODUCT)
_UNIT = re.compile(r"^\(?(?:单位[::])?(?:个|家|项|万元|亿元|元|%|年|人|吨|万吨|平方米|全称)\)?$")
_BOTH = re.compile(r"[及和与/+]")
_SHORTEST_MISREAD = 3
_SUBJECT_WORD = {
    "cluster": re.compile(r"集群"),
    "enterprise": re.compile(r"企业|单位|公司|工厂"),
    "park": re.compile(r"区|园|基地"),
}


@dataclass(frozen=True, slots=True)
class Columns:
    """The roles of a table's columns in order; ``unknown`` are the printed headers that no rule knows."""

    roles: tuple[Role | None, ...]
    printed: tuple[str, ...]

    @property
    def unknown(self) -> tuple[str, ...]:
        """The headers without a role; an unnamed column is one too."""
        return tuple(text for text, role in zip(self.printed, self.roles, strict=True) if role is None)

    def groups(self) -> list[range]:
        """Give the columns of each half, where a table sets two lists side by side (序号 名称 序号 名称)."""
        width = len(self.roles)
        starts = [at for at, role in enumerate(self.roles) if role is Role.NUMBER]
        if len(starts) < 2:
            starts = next(
                (
                    list(range(0, width, size))
                    for size in range(1, width // 2 + 1)
                    if width % size == 0 and self.roles == self.roles[:size] * (width // size)
                ),
                [0],
            )
        borders = [0, *starts[1:], width]
        return [range(borders[at], borders[at + 1]) for at in range(len(borders) - 1)]


def header_key(text: str) -> str:
    """Give the form that headers are known by: no blanks, no brackets with remarks, no marks at the edges."""
    bare = normal(text).replace(" ", "")
    return (_BRACKETS.sub("", bare) or bare).strip("*:/|()、").replace("(", "").replace(")", "").upper()


def role_of(text: str, *, misread: bool = False) -> Role | None:
    """Give the role of one header cell; null when no rule knows it.

    ``misread`` allows one character to be another, as OCR errs, where all words that this could be have one role.
    """
    return _role_of(text, misread) if len(text) <= _LONGEST_PRINTED else None


@lru_cache(maxsize=4096)
def _role_of(text: str, misread: bool) -> Role | None:
    key = header_key(text)
    whole = normal(text).replace(" ", "").replace("(", "").replace(")", "").replace("、", "")
    if key in ROLE_OF or whole in ROLE_OF:
        return ROLE_OF.get(key) or ROLE_OF[whole]
    if len(key) <= _LONGEST_HEADER and "原" not in key and "前" not in key:
        ended = next((role for ending, role in ENDINGS if ending.search(key)), None)
        if ended is not None and not _BOTH.search(key):
            return ended
        both = [ROLE_OF.get(part) for part in _BOTH.split(whole, maxsplit=1)]
        if both == [Role.NAME, Role.PRODUCT]:
            return Role.NAME  # one column for both: 企业名称及主营产品
    return _misread_role(key) if misread and _SHORTEST_MISREAD <= len(key) <= _LONGEST_HEADER else None


def _misread_role(key: str) -> Role | None:
    near = {
        role
        for word, role in ROLE_OF.items()
        if len(word) == len(key) and sum(a != b for a, b in zip(word, key, strict=True)) == 1
    }
    return near.pop() if len(near) == 1 else None


def read_header(cells: Sequence[str], *, misread: bool = False) -> Columns | None:
    """Read a row as a header; null when it is none.

    A header has a cell that names the subject, another known one (or is a single column), and no long cell. Its
    unknown cells are kept, to be reported.
    """
    if any(
        cell.isdigit() or len(cell) > _LONGEST_PRINTED or len(normal(cell)) > _LONGEST_HEADER
        for cell in cells
    ):
        return None
    cells = _spread(cells)
    roles = tuple(role_of(cell, misread=misread) for cell in cells)
    known = [role for role in roles if role is not None]
    distinct = {header_key(cell) for cell in cells}
    if not any(role in _NAMING for role in known) or len(distinct) < min(2, len(cells)) - _repeats(cells):
        return None
    if len(cells) > 1 and (len(known) < 2 or len(known) * 2 < len([cell for cell in cells if cell.strip()])):
        return None
    return Columns(roles, tuple(normal(cell) for cell in cells))


def _repeats(cells: Sequence[str]) -> int:
    """A grid of names alone has one word over every column (企业名称 企业名称 企业名称)."""
    keys = {header_key(cell) for cell in cells}
    return int(len(cells) > 1 and len(keys) == 1 and keys <= ROLE_OF.keys())


def _spread(cells: Sequence[str]) -> Sequence[str]:
    """Give each column its word where one merged cell holds the words of all (公布年份省级行政区划名称)."""
    spread: list[str] = []
    at = 0
    while at < len(cells):
        text, end = cells[at], at + 1
        while end < len(cells) and (cells[end] == text or not cells[end].strip()):
            end += 1
        words = _segments(header_key(text), end - at) if end - at > 1 and text.strip() else ()
        spread += words or cells[at:end]
        at = end
    return spread


def _segments(key: str, parts: int) -> tuple[str, ...]:
    """Cut a text into so many known header words; empty where that cannot be done in one way."""
    if key in ROLE_OF or len(key) < GLUED_FROM or len(key) > _LONGEST_HEADER or parts > 6:
        return ()
    found = list(itertools.islice(_cuts(key, parts), 2))
    return found[0] if len(found) == 1 else ()


def _cuts(key: str, parts: int) -> Iterator[tuple[str, ...]]:
    if parts == 1:
        if key in ROLE_OF:
            yield (key,)
        return
    for at in range(1, len(key)):
        if key[:at] in ROLE_OF:
            for rest in _cuts(key[at:], parts - 1):
                yield (key[:at], *rest)


def read_header_rows(
    rows: Sequence[Sequence[str]], at: int, *, misread: bool = False
) -> tuple[Columns, int] | None:
    """Read the header that begins in a row: the columns, and whether it takes one row or two.

    Args:
        rows: the table's texts.
        at: the row in question.
        misread: whether a character may be another (OCR).

    Returns:
        Null where no header begins there. A second row belongs to it where every cell is empty, the same, a unit, or a
        header word below its head (企业情况 over 名称 and 地区; 主营 over 产品).
    """
    one = read_header(rows[at], misread=misread)
    if at + 1 < len(rows) and _is_second_row(rows[at], rows[at + 1], misread=misread):
        below = rows[at + 1]
        both = [_compose(top, low, misread=misread) for top, low in zip(rows[at], below, strict=True)]
        two = read_header(both, misread=misread)
        if two is not None and (one is None or len(two.unknown) <= len(one.unknown)):
            return two, 2
    return (one, 1) if one is not None else None


def _is_second_row(top: Sequence[str], below: Sequence[str], *, misread: bool) -> bool:
    if not _may_be_head(top, below, misread=misread):
        return False
    news = 0
    for head, low in zip(top, below, strict=True):
        bare = normal(low)
        if not bare or normal(head) == bare or _UNIT.match(bare):
            news += bool(_UNIT.match(bare)) and normal(head) != bare
            continue
        if role_of(head + low, misread=misread) is None and role_of(low, misread=misread) is None:
            return False
        news += 1
    return news > 0 and [normal(one) for one in top] != [normal(one) for one in below]


def _may_be_head(top: Sequence[str], below: Sequence[str], *, misread: bool) -> bool:
    """A title over the whole table is no head, nor is a row of data above a header that comes again."""
    if any(cell.strip().isdigit() for cell in top) or (
        len(top) > 1 and len({normal(cell) for cell in top if cell.strip()}) < 2
    ):
        return False
    return any(
        role_of(head, misread=misread) is not None or header_key(head + low) in ROLE_OF
        for head, low in zip(top, below, strict=True)
    )


def _compose(head: str, low: str, *, misread: bool) -> str:
    if not low.strip() or normal(head) == normal(low) or _UNIT.match(normal(low)):
        return head
    if header_key(head + low) in ROLE_OF or (
        role_of(low, misread=misread) is not None and re.search(r"前|后|原|产品", head)
    ):
        return head + low
    return low if role_of(low, misread=misread) is not None else head + low


def naming_role(columns: Columns) -> Role:
    """Give the role whose column names the subject in this table."""
    return next(
        role for role in (Role.NAME, Role.APPLICANT, Role.AWARDED, Role.PRODUCT) if role in columns.roles
    )


def name_column(columns: Columns, group: range, subject: str) -> int | None:
    """Give the column that names the subject; null where two could, and no rule says which."""
    role = next(
        one for one in (Role.NAME, Role.APPLICANT, Role.AWARDED, Role.PRODUCT) if one in columns.roles
    )
    found = [at for at in group if columns.roles[at] is role]
    if len(found) < 2:
        return found[0] if found else None
    word = _SUBJECT_WORD.get(subject)
    meant = [at for at in found if word is not None and word.search(columns.printed[at])]
    return meant[0] if len(meant) == 1 else None
