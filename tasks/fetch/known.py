"""What a source is already known to hold: a cache of the fetch log, so that an unchanged list costs next to nothing.

It is never the truth: missing, torn or of another version it is built again from the log, and what it forgets is only
fetched again. Its first line is all that an unchanged list needs, its second line the entries. What the server said
of the list page is kept only once everything on that page is in the archive.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from config.models import Source
from tasks.archive.archive import Archive
from tasks.archive.disk import on_disk
from tasks.archive.records import Capture, Fetch, Ingest, Poll, Restated, SourceState
from tasks.fetch.addresses import native_id
from tasks.fetch.call import NO_VALIDATORS, Validators
from tasks.fetch.kinds.list_page import Entry

_VERSION = 2  # raise it when a kind reads lists differently: every list is then read anew once
_TRIES = 3  # polls that try again for an attachment that failed


@dataclass(frozen=True, slots=True)
class Seen:
    """An entry as the list showed it when it was captured; ``owed`` counts the tries for attachments still missing."""

    title: str
    dated: str
    owed: int = 0


@dataclass(frozen=True, slots=True)
class LastList:
    """The newest list page, all of it captured: its hash, its server's validators, what it said."""

    sha256: str
    etag: str
    last_modified: str
    kept: bool

    @property
    def validators(self) -> Validators:
        """What to send back to ask whether it changed."""
        return Validators(self.etag, self.last_modified, self.sha256)


@dataclass(slots=True)
class Known:
    """What is known of one source; ``rows`` and ``newest`` are of its last good list, ``kept_on`` the day one was kept.

    ``read_entries`` gives the entries once something asks for them, which an unchanged list never does.
    """

    read_entries: Callable[[], dict[str, Seen]] = dict
    page: LastList | None = None
    rows: int = 0
    newest: str = ""
    kept_on: str = ""
    _entries: dict[str, Seen] | None = None

    @property
    def entries(self) -> dict[str, Seen]:
        """The entries by their native ids."""
        if self._entries is None:
            self._entries = self.read_entries()
        return self._entries

    @property
    def validators(self) -> Validators:
        """What to send with the request for the list; nothing where the list must be read."""
        return self.page.validators if self.page is not None else NO_VALIDATORS

    @property
    def newest_day(self) -> date | None:
        """The newest entry's day of the last good list."""
        return date.fromisoformat(self.newest) if self.newest else None

    def is_news(self, entry: Entry) -> bool:
        """Say whether an entry must be fetched: unseen, with another title or date, or not whole yet."""
        seen = self.entries.get(entry.native_id)
        if seen is None or (seen.title, seen.dated) != (entry.title, _iso(entry.dated)):
            return True
        return 0 < seen.owed <= _TRIES

    def take(self, entry: Entry, capture: Capture) -> None:
        """Note that an entry is in the archive."""
        before = self.entries.get(entry.native_id)
        tries = before.owed if before is not None else 0
        self.entries[entry.native_id] = replace(_seen(capture), owed=tries + 1 if _seen(capture).owed else 0)


def load_known(archive: Archive, source: Source) -> Known:
    """Return what is known of a source, from its cache or, failing that, from the log.

    Raises:
        StoreError: The log cannot be read.
    """
    try:
        with open(_path(archive, source), "rb") as file:  # noqa: PTH123 - without a Path: on every poll's way
            head, _, rest = file.read().partition(b"\n")
        values = json.loads(head)
        known = _from_json(values, partial(_read_entries, rest, archive, source))
        if values["made_for"] != _made_for(source):
            known.page = None  # the source's settings changed: its list means something else now
        return known
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return _from_log(archive, source)


def save_known(known: Known, archive: Archive, source: Source) -> None:
    """Replace a source's cache; not flushed, for it can be built again.

    Raises:
        StoreError: The disk is full or refuses the write.
    """
    path = Path(_path(archive, source))
    entries = {key: [seen.title, seen.dated, seen.owed] for key, seen in known.entries.items()}
    values = {
        "made_for": _made_for(source),
        "page": None if known.page is None else asdict(known.page),
        "rows": known.rows,
        "newest": known.newest,
        "kept_on": known.kept_on,
    }
    with on_disk("keep what is known of a source", path):
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}.part")
        part.write_text(f"{json.dumps(values)}\n{json.dumps(entries)}\n")
        part.replace(path)


def forget_known(archive: Archive, source: Source) -> None:
    """Remove a source's cache before the log moves past it, so that after a crash it is built again from the log.

    Raises:
        StoreError: The disk refuses.
    """
    path = Path(_path(archive, source))
    with on_disk("renew what is known of a source", path):
        path.unlink(missing_ok=True)


def _path(archive: Archive, source: Source) -> str:
    return f"{archive.root}/state/{source.id}.json"


def _made_for(source: Source) -> str:
    told = source.model_dump_json(include={"list", "encoding", "include", "exclude", "expect", "detail"})
    return hashlib.sha256(f"{_VERSION} {told}".encode()).hexdigest()[:16]


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _from_json(values: dict[str, Any], read_entries: Callable[[], dict[str, Seen]]) -> Known:
    page = values["page"]
    known = Known(
        read_entries=read_entries,
        page=None if page is None else LastList(**page),
        rows=int(values["rows"]),
        newest=values["newest"],
        kept_on=values["kept_on"],
    )
    _ = known.newest_day  # a day that is none makes the cache unreadable, not the poll
    return known


def _read_entries(text: bytes, archive: Archive, source: Source) -> dict[str, Seen]:
    """Return the entries of a cache's second line, or where it is damaged those of the log."""
    try:
        return {key: Seen(*seen) for key, seen in json.loads(text).items()}
    except (ValueError, TypeError, AttributeError):
        return _from_log(archive, source).entries


def _seen(capture: Capture) -> Seen:
    missing = any(attachment.sha256 is None for attachment in capture.attachments)
    return Seen(capture.title, _iso(capture.dated), int(missing))


@dataclass(slots=True)
class _Index:
    """The log's word on every source, read on from where it ended before."""

    seq: int = -1
    sources: dict[str, Known] = field(default_factory=dict)


_INDEXES: WeakKeyDictionary[Archive, _Index] = WeakKeyDictionary()


def _from_log(archive: Archive, source: Source) -> Known:
    index = _INDEXES.setdefault(archive, _Index())
    for record in archive.log.read(index.seq):
        if isinstance(record, Fetch):
            continue
        index.seq = record.seq
        if isinstance(record, Ingest | Restated):
            continue
        known = index.sources.setdefault(record.source_id, Known())
        if isinstance(record, Capture):
            known.entries[native_id(record.url)] = _seen(record)
        elif isinstance(record, Poll) and record.state is SourceState.OK:
            known.rows, known.newest = record.entries, _iso(record.newest)
    found = index.sources.get(source.id, Known())
    return replace(found, read_entries=found.entries.copy, _entries=None)
