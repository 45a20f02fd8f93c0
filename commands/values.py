"""A value of the published file as text and as JSON.

Dates and times are ISO 8601, times in UTC; columns of type JSON are embedded as what they hold, not as a string in
a string. Numbers keep their digits.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal


def plain(value: object, kind: str = "") -> object:
    """Give a value in what JSON knows; ``kind`` is the column's type as DuckDB names it."""
    if isinstance(value, str):
        return _embedded(value) if kind == "JSON" else value
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, datetime):
        return iso(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(held) for key, held in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray | memoryview):
        return [plain(held) for held in value]
    return bytes(value).hex() if isinstance(value, bytes | bytearray | memoryview) else str(value)


def iso(at: datetime) -> str:
    """Write an instant in UTC with ``Z``; a time without zone as it stands."""
    if at.tzinfo is None:
        return at.isoformat()
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def as_text(value: object, kind: str = "") -> str:
    """Write a value for a table or CSV cell; null is the empty text, lists and structures are JSON."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal | float):
        return str(value)
    simple = plain(value, kind)
    return simple if isinstance(simple, str) else as_json(simple)


def as_json(simple: object) -> str:
    """Write JSON on one line, Chinese kept, marks that could steer a terminal escaped (the same JSON to a reader)."""
    text = json.dumps(simple, ensure_ascii=False)
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c == "\u3000" else json.dumps(c)[1:-1] for c in text)


def _embedded(text: str) -> object:
    """Read a JSON column; what is no JSON after all stays text."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def _number(value: Decimal) -> object:
    """Give a decimal as a JSON number where no digit is lost, else as text."""
    if not value.is_finite():
        return None
    if value == value.to_integral_value():
        return int(value)
    return float(value) if Decimal(repr(float(value))) == value else str(value)
