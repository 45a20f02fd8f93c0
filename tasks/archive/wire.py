"""One line of the fetch log as JSON, and back.

A line begins with its sequence, so that a reader finds its place without reading the rest. Text that is not
valid Unicode (a hostile title) survives the round trip as it came.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from config.errors import StoreError
from tasks.archive.records import (
    Attachment,
    Capture,
    Fetch,
    FetchOutcome,
    Ingest,
    Poll,
    Restated,
    SourceState,
    Withdrawn,
)

Record = Fetch | Capture | Poll | Withdrawn | Ingest | Restated

_KINDS: dict[str, type[Record]] = {
    "fetch": Fetch,
    "capture": Capture,
    "poll": Poll,
    "withdrawn": Withdrawn,
    "ingest": Ingest,
    "restated": Restated,
}


def _getter(names: list[str]) -> Callable[[Record], tuple[object, ...]]:
    """Return what gives a record's values; of one alone ``attrgetter`` would make no tuple."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda record: (getattr(record, names[0]),)


_NAMES: dict[type[Any], str] = {kind: name for name, kind in _KINDS.items()}
_FIELDS = {kind: [field.name for field in fields(kind) if field.name != "seq"] for kind in _KINDS.values()}
_MARKS = {kind: f',"record":"{name}",'.encode("ascii") for name, kind in _KINDS.items()}
_VALUES = {kind: _getter(names) for kind, names in _FIELDS.items()}


def _maybe_date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _attachments(items: list[dict[str, Any]]) -> tuple[Attachment, ...]:
    return tuple(Attachment(**item) for item in items)


_FROM_JSON: dict[str, Callable[[Any], object]] = {
    "started_at": datetime.fromisoformat,
    "captured_at": datetime.fromisoformat,
    "polled_at": datetime.fromisoformat,
    "noticed_at": datetime.fromisoformat,
    "ingested_at": datetime.fromisoformat,
    "restated_at": datetime.fromisoformat,
    "outcome": {str(outcome): outcome for outcome in FetchOutcome}.__getitem__,  # a call of the enum is slow
    "state": {str(state): state for state in SourceState}.__getitem__,
    "dated": _maybe_date,
    "newest": _maybe_date,
    "attachments": _attachments,
}
_CONVERTED = {
    kind: [(name, convert) for name, convert in _FROM_JSON.items() if name in names]
    for kind, names in _FIELDS.items()
}


def _plain(value: object) -> object:
    """Return what JSON has no word for in its words."""
    if isinstance(value, date):  # a datetime is one too
        return value.isoformat()
    if isinstance(value, Attachment):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    raise TypeError(f"{type(value).__name__} is no value of the fetch log: a fault of mingdan")


# Made once: it is on every poll's way.
_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_plain).encode


def encode_line(record: Record, seq: int) -> bytes:
    r"""Return a record as one line of UTF-8 JSON with its sequence first and ``\n`` last."""
    kind = type(record)
    line = {
        "seq": seq,
        "record": _NAMES[kind],
        **dict(zip(_FIELDS[kind], _VALUES[kind](record), strict=True)),
    }
    return _ENCODE(line).encode("utf-8", "backslashreplace") + b"\n"


def tells_of(line: bytes, kind: type[Record]) -> bool:
    """Say whether a line is a record of a kind, without reading more than its beginning."""
    return line.startswith(_MARKS[kind], line.find(b","))


def decode_line(line: bytes, where: str) -> Record:
    """Return the record of one line; ``where`` names file and place for the error.

    Raises:
        StoreError: The line is not a record of the fetch log that this version knows.
    """
    try:
        values = json.loads(line)
        kind = _KINDS[values.pop("record")]
        seq = values.pop("seq")
        for name, convert in _CONVERTED[kind]:
            if name in values:
                values[name] = convert(values[name])
        if kind is not Fetch:
            values["seq"] = seq
        return kind(**values)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreError(
            f"{where}: not a line this version of mingdan can read ({error}); "
            "restore the log from a backup, or use the version that wrote it"
        ) from error


def time_of(record: Record) -> datetime:
    """Return the instant a record is about."""
    match record:
        case Fetch():
            return record.started_at
        case Capture():
            return record.captured_at
        case Poll():
            return record.polled_at
        case Withdrawn():
            return record.noticed_at
        case Ingest():
            return record.ingested_at
        case Restated():
            return record.restated_at
