"""What the portraits of ``mingdan show`` share: headed sections, one JSON object, days and spans in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from commands.lines import fold
from commands.text import neutralise, wrap
from commands.values import as_json, as_text, plain
from config.clock import CHINA

Row = Mapping[str, object]
JSON_COLUMNS = frozenset(("detail", "evidence", "note"))


def one_object(about: Mapping[str, object]) -> Iterator[str]:
    """Write one thing as an array of one JSON object; nested rows become arrays of objects."""
    yield "["
    yield as_json({name: _nested(name, value) for name, value in about.items()})
    yield "]"


def _nested(name: str, value: object) -> object:
    """Give a value, or rows, in what JSON knows; columns that hold JSON are embedded."""
    if isinstance(value, Mapping):
        return {str(key): _nested(str(key), held) for key, held in value.items()}
    if isinstance(value, list):
        return [_nested(name, held) for held in value]
    return plain(value, "JSON" if name in JSON_COLUMNS else "")


def title(text: object, width: int) -> Iterator[str]:
    """Write the first line of a portrait, wrapped."""
    yield from wrap(neutralise(as_text(text)), width)


def facts(parts: Sequence[object], width: int, *, indent: int = 2, between: str = " · ") -> Iterator[str]:
    """Write facts beside one another, folded, empty ones left out."""
    texts = [neutralise(as_text(part)) for part in parts]
    yield from (" " * indent + line for line in fold(texts, width - indent, between))


def section(head: str, lines: Iterable[str]) -> Iterator[str]:
    """Write a blank line, a head and its lines; nothing at all where there are none."""
    held = list(lines)
    if held:
        yield ""
        yield head
        yield from held


def moment(at: object) -> str:
    """Write an instant by China's clock, to the minute; empty for none."""
    return at.astimezone(CHINA).strftime("%Y-%m-%d %H:%M") if isinstance(at, datetime) else ""


def span(first: object, last: object) -> str:
    """Write a term: ``2024-09-20 .. 2027-09-19``; an open end stays open, without any day it is empty."""
    return f"{as_text(first) or '?'} .. {as_text(last)}".rstrip() if first or last else ""


def dated(label: str, day: object) -> str:
    """Write a day with what it is the day of; empty without one."""
    return f"{label} {as_text(day)}" if day else ""


def where_stood(row: Row) -> str:
    """Write where a row stood and how it was read: ``附件1.xlsx, sheet 1!B7, spreadsheet``; empty parts are left out."""
    return ", ".join(text for key in ("document", "locator", "read_by") if (text := as_text(row[key])))
