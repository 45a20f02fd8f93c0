"""A table made ready to be read: columns that hold nothing or say the same twice are taken out, missing headers inferred."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from tasks.read.document import Cell
from tasks.recognise.columns import Columns, Role
from tasks.recognise.names import is_strong
from tasks.recognise.serial import read_serial
from tasks.recognise.text import normal, tight

IsRegion = Callable[[str], bool]
Row = tuple[Cell, ...]
_FEWEST_ROWS = 2


def bare_grid(rows: Sequence[Row]) -> list[Row]:
    """Drop columns without any text, and those that repeat their left neighbour in every row (one merged column)."""
    if not rows:
        return []
    kept: list[int] = []
    for at in range(len(rows[0])):
        column = [row[at].text.strip() for row in rows]
        if any(column) and not (
            kept and len(rows) > 1 and column == [row[kept[-1]].text.strip() for row in rows]
        ):
            kept.append(at)
    return [tuple(row[at] for at in kept) for row in rows]


def infer_columns(rows: Sequence[Row], *, subject: str, is_region: IsRegion) -> Columns | None:
    """Give the columns of a table without a header where they cannot be mistaken; null where one could be.

    Just one column holds names of the programme's kind; of the others, each counts 1, 2, 3 … or holds regions alone.
    """
    body = [
        row
        for row in rows
        if len({cell.text.strip() for cell in row if cell.text.strip()}) > 1 or len(row) == 1
    ]
    if len(body) < _FEWEST_ROWS:
        return None
    roles = []
    for column in zip(*body, strict=True):
        texts = [tight(cell.text) for cell in column]
        roles.append(_role_by_content(texts, subject=subject, is_region=is_region))
    if roles.count(Role.NAME) != 1 or None in roles or roles.count(Role.NUMBER) > 1:
        return None
    return Columns(tuple(roles), ("",) * len(roles))


def _role_by_content(texts: Sequence[str], *, subject: str, is_region: IsRegion) -> Role | None:
    if [read_serial(text) for text in texts] == list(range(1, len(texts) + 1)):
        return Role.NUMBER
    if all(is_region(text) for text in texts):
        return Role.REGION
    return Role.NAME if all(is_strong(text, subject=subject) for text in texts) else None


def name_unnamed(columns: Columns, below: Sequence[Row]) -> Columns:
    """Give a column without a header its role where its cells count 1, 2, 3 …; others stay unknown."""
    roles = list(columns.roles)
    for at, role in enumerate(roles):
        texts = [row[at].text for row in below if row[at].text.strip()]
        if role is None and not columns.printed[at] and texts:
            numbers = [read_serial(text) for text in texts]
            if numbers == list(range(1, len(numbers) + 1)) and Role.NUMBER not in roles:
                roles[at] = Role.NUMBER
    return Columns(tuple(roles), columns.printed)


def looks_like_rows(rows: Sequence[Row], *, subject: str) -> bool:
    """Tell whether an unread table may hold rows of a list: numbered ones, or several names of the kind."""
    if len(rows) < _FEWEST_ROWS or len(rows[0]) < _FEWEST_ROWS:
        return False
    for column in zip(*rows, strict=True):
        numbers = [number for cell in column if (number := read_serial(cell.text)) is not None]
        if len(numbers) >= 3 and all(b == a + 1 for a, b in pairwise(numbers)):
            return True
    named = sum(any(is_strong(tight(cell.text), subject=subject) for cell in row) for row in rows)
    return named >= _FEWEST_ROWS and named * 2 >= len(rows)


def texts_of(row: Sequence[Cell]) -> list[str]:
    """Give a row's texts in tight form."""
    return [tight(cell.text) for cell in row]


def filled(texts: Sequence[str]) -> list[str]:
    """Give the distinct texts of a row, in order, empty ones left out."""
    return list(dict.fromkeys(text for text in texts if text))


def runs_on(rows: Sequence[Row], before: Columns, *, subject: str) -> bool:
    """Tell whether a table without a header goes on with the columns of the table before it."""
    if not rows or len(rows[0]) != len(before.roles):
        return False
    for row in rows[:3]:
        for at, role in enumerate(before.roles):
            text = row[at].text
            if role is Role.NUMBER and read_serial(text) is not None:
                return True
            if (
                role is Role.NAME
                and Role.NUMBER not in before.roles
                and is_strong(normal(text), subject=subject)
            ):
                return True
    return False
