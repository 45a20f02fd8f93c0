"""What the kinds that read JSON share: an answer out of bytes, dotted paths into it, plain text, entries out of rows.

JSON comes under any content type, with raw line breaks in its strings, and as text inside its own strings. Everything
in it may be of another type than it was yesterday: nothing here fails on that.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from config.errors import LayoutChanged
from config.models import Source
from tasks.fetch.addresses import join, native_id
from tasks.fetch.kinds.days import NEVER, Moment, moment_of_url, moment_of_value
from tasks.fetch.kinds.list_page import Entry
from tasks.fetch.kinds.markup import decode_page
from tasks.fetch.kinds.titles import clean_title

_MARKUP = re.compile(r"</?[A-Za-z!][^<>]{0,500}>")
_LONGEST = 4096  # characters of an address, as servers take them, and of a title before it is cleaned
_LONGEST_NUMBER = 200
MOST_ROWS = 5_000
"""Rows of one answer that are read, the first ones: a page of a list has twenty, a whole year some hundred."""
_SHOWN = 60


def load_answer(body: bytes, source: Source) -> Any:
    """Return the JSON of an answer, whatever it is called; in UTF-8 as it must be, or as its bytes say.

    Raises:
        LayoutChanged: It is no JSON.
    """
    try:
        text = _decode(body, source.encoding)
        return json.loads(text, strict=False)  # raw line breaks inside strings occur
    except (ValueError, RecursionError) as error:
        start = body.lstrip(b"\xef\xbb\xbf \r\n\t")[:1]
        came = "a web page" if start == b"<" else f"something else ({_short(str(error))})"
        raise LayoutChanged(source.id, f"JSON is wanted, and {came} came") from error


def find(value: Any, path: str) -> Any:
    """Return what stands at a dotted path; None where nothing does.

    A step is a name, or the number of a place in a list; a step into text that holds JSON goes into that JSON.
    An empty path is the value itself.
    """
    for step in _steps(path):
        value = _step(value, step)
    return value


def lost(value: Any, path: str) -> str:
    """Say where a dotted path ends too soon, and what stands there instead."""
    walked: list[str] = []
    for step in _steps(path):
        below = _step(value, step)
        if below is None:
            place = ".".join(walked) or "the answer"
            return f"{path}: {place} {_has(value, step)}"
        value = below
        walked.append(step)
    return f"{path or 'the answer'} is {describe(value)}"


def ends_in_null(value: Any, path: str) -> bool:
    """Say whether a dotted path is there to its last name, which is null."""
    above, _, name = path.rpartition(".")
    holder = opened(find(value, above))
    return isinstance(holder, Mapping) and name in holder and holder[name] is None


def describe(value: Any) -> str:
    """Say in words what a value of an answer is."""
    value = opened(value)
    if isinstance(value, Mapping):
        names = ", ".join(_short(str(name), 20) for name in list(value)[:6])
        return f"an object with {names}" if names else "an empty object"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    if value is None:
        return "null"
    return json.dumps(_short(value), ensure_ascii=False) if isinstance(value, str) else _short(str(value))


def plain(value: Any) -> str:
    """Return text without mark-up and entities, a whole number as text; anything else is empty."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**30:
        return str(value)
    if not isinstance(value, str):
        return ""
    text = unescape(_MARKUP.sub("", unescape(value) if "&lt;" in value else value))
    return _writable(text).strip()


def find_moment(values: Iterable[Any], *, today: date) -> Moment:
    """Return the first time that one of the values states, text or an epoch; ``NEVER`` where none does."""
    moments = (
        moment_of_value(value[:100] if isinstance(value, str) else value, today=today) for value in values
    )
    return next((moment for moment in moments if moment), NEVER)


def make_entry(
    base: str, link: str, title: str, *, moment: Moment = NEVER, doc_number: str = ""
) -> Entry | None:
    """Return an entry, or None where the title is empty or the link leads nowhere that can be fetched."""
    title = clean_title(title[:_LONGEST])
    address = join(base, link) if title and len(link) <= _LONGEST else None
    if address is None or not address.isprintable() or not _has_port(address):
        return None
    moment = moment or moment_of_url(address)
    return Entry(
        address, title, moment.day, native_id(address), doc_number[:_LONGEST_NUMBER], moment.listed_as
    )


def read_rows(
    rows: Sequence[Any], read: Callable[[Any], Entry | None], source: Source
) -> tuple[tuple[Entry, ...], str]:
    """Return the entries of a list's rows, one for each article, and a note on rows that could not be read.

    Raises:
        LayoutChanged: There are rows, and none of them has a title and an address.
    """
    entries: dict[str, Entry] = {}
    bad: list[tuple[int, Any]] = []
    for number, row in enumerate(rows[:MOST_ROWS], start=1):
        row = opened(row)
        entry = read(row) if isinstance(row, Mapping | list) else None
        if entry is None:
            bad.append((number, row))
        else:
            entries.setdefault(entry.native_id, entry)
    notes = [f"{len(rows)} results came, and {MOST_ROWS} were read"] if len(rows) > MOST_ROWS else []
    if bad:
        number, row = bad[0]
        said = f"result {number} has no title or no address: it is {describe(row)}"
        if not entries:
            raise LayoutChanged(source.id, f"none of {len(rows)} results can be read; {said}")
        notes.append(f"{len(bad)} of {len(rows)} results cannot be read; {said}")
    return tuple(entries.values()), "; ".join(notes)


def first_of(values: Iterable[str]) -> str:
    """Return the first text that is not empty; empty where all are."""
    return next((value for value in values if value), "")


def opened(value: Any) -> Any:
    """Return the JSON that a text holds, if it is an object or a list; else the value as it is."""
    if not isinstance(value, str) or value.lstrip()[:1] not in ("{", "["):
        return value
    try:
        return json.loads(value, strict=False)
    except (ValueError, RecursionError):
        return value


def _decode(body: bytes, encoding: str | None) -> str:
    try:
        return body.decode("utf-8-sig" if encoding is None else encoding)
    except (UnicodeDecodeError, LookupError):
        return decode_page(body, encoding)


def _steps(path: str) -> list[str]:
    return [step for step in path.split(".") if step]


def _step(value: Any, step: str) -> Any:
    value = opened(value)
    if isinstance(value, Mapping):
        return value.get(step)
    if isinstance(value, list) and step.isdecimal() and len(step) < 7 and int(step) < len(value):
        return value[int(step)]
    return None


def _has(value: Any, step: str) -> str:
    value = opened(value)
    if isinstance(value, Mapping) and step in value:
        return f"has null as {step}"
    return f"is {describe(value)}, without {step}"


def _has_port(address: str) -> bool:
    try:
        return urlsplit(address).port is None or True
    except ValueError:
        return False


def _short(text: str, most: int = _SHOWN) -> str:
    return _writable(text if len(text) <= most else f"{text[:most]}…")


def _writable(text: str) -> str:
    """Return a text without halves of surrogates, which JSON may hold and nothing can write down."""
    return text.encode("utf-8", "replace").decode("utf-8")
