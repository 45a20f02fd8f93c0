"""An answer written out as a table, CSV, JSON or Markdown.

JSON is one array and nothing else, never cut. CSV is safe to open in a spreadsheet: a text that begins like a
formula (``=``, ``+``, ``-``, ``@``) gets a ``'`` before it, since the names come from pages anybody may write. JSON
carries every text as it is.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from commands.table import draw, terminal_width
from commands.text import neutralise
from commands.values import as_json, as_text, plain

FORMATS = ("table", "csv", "json", "markdown")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Rows(Protocol):
    """What can be written out: the columns' names, their types as DuckDB names them, the rows."""

    @property
    def columns(self) -> Sequence[str]:
        """Give one name a column."""

    @property
    def types(self) -> Sequence[str]:
        """Give one type a column."""

    @property
    def rows(self) -> Sequence[Sequence[object]]:
        """Give the rows, one value a column."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows made here, to be written out like an answer."""

    columns: Sequence[str]
    types: Sequence[str]
    rows: Sequence[Sequence[object]]


def written(rows: Rows, form: str) -> Iterator[str]:
    """Write an answer in one of ``FORMATS``, line by line without line ends."""
    if form == "json":
        return _json(rows)
    if form == "csv":
        return _csv(rows)
    if form == "markdown":
        return _markdown(rows)
    return iter(draw(rows.columns, rows.rows, width=terminal_width(), kinds=list(map(str, rows.types))))


def _json(rows: Rows) -> Iterator[str]:
    """Write one array of objects, one a line; a column name that comes twice gets a number."""
    names = _distinct(rows.columns)
    kinds = [str(kind) for kind in rows.types]
    yield "["
    last = len(rows.rows) - 1
    for number, row in enumerate(rows.rows):
        record = {name: plain(v, kind) for name, v, kind in zip(names, row, kinds, strict=True)}
        yield as_json(record) + ("," if number < last else "")
    yield "]"


def _csv(rows: Rows) -> Iterator[str]:
    """Write CSV with a head; null is empty, lists are JSON."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    kinds = [str(kind) for kind in rows.types]
    for row in ([neutralise(column) for column in rows.columns], *rows.rows):
        buffer.seek(0)
        buffer.truncate()
        writer.writerow([_safe(value, kind) for value, kind in zip(row, kinds, strict=True)])
        yield buffer.getvalue().removesuffix("\n")


def spreadsheet_safe(text: str) -> str:
    """Put ``'`` before a text that a spreadsheet would take for a formula; a lone sign is none."""
    return "'" + text if len(text) > 1 and text.startswith(_FORMULA) else text


def _safe(value: object, kind: str) -> str:
    """Write one CSV cell; only text can be a formula, a negative number is none."""
    text = neutralise(as_text(value, kind), keep_lines=True)
    return spreadsheet_safe(text) if isinstance(value, str) else text


def _markdown(rows: Rows) -> Iterator[str]:
    """Write a Markdown table; what would be markup in a cell is escaped."""
    kinds = [str(kind) for kind in rows.types]
    yield "| " + " | ".join(_cell(column) for column in rows.columns) + " |"
    yield "|" + " --- |" * len(rows.columns)
    for row in rows.rows:
        yield "| " + " | ".join(_cell(as_text(v, k)) for v, k in zip(row, kinds, strict=True)) + " |"


def _cell(text: str) -> str:
    """Escape what Markdown or HTML would act on."""
    safe = neutralise(text).replace("\\", "\\\\").replace("|", "\\|")
    return safe.replace("&", "&amp;").replace("<", "&lt;").replace("[", "\\[").replace("`", "\\`")


def _distinct(names: Sequence[str]) -> list[str]:
    """Number the names that come again: a, a_2, a_3."""
    seen: set[str] = set()
    out = []
    for name in names:
        number, unique = 1, name
        while unique in seen:
            number += 1
            unique = f"{name}_{number}"
        seen.add(unique)
        out.append(unique)
    return out
