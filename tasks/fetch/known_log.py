"""What a source is known to hold, as the fetch log tells it: read once, then on from where it ended."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from weakref import WeakKeyDictionary

from config.models import Source
from tasks.archive.archive import Archive
from tasks.archive.records import Capture, Fetch, FetchOutcome, Ingest, Poll, Restated, SourceState, Withdrawn
from tasks.fetch.addresses import native_id
from tasks.fetch.held import Known, Met, floor_of, seen_in


def known_by_log(archive: Archive, source: Source) -> Known:
    """Return what the log says of a source; nothing where it was never polled.

    Raises:
        StoreError: The log cannot be read.
    """
    index = _INDEXES.setdefault(archive, _Index())
    index.read_on(archive)
    found = index.sources.get(source.id, Known())
    return replace(found, read_met=found.met.copy, _met=None)


@dataclass(slots=True)
class _Index:
    """The log's word on every source, read on from where it ended before.

    ``said`` is what the server last gave to each address: to ask whether it changed, and the hash of what came with it.
    """

    seq: int = -1
    sources: dict[str, Known] = field(default_factory=dict)
    said: dict[tuple[str, str], tuple[tuple[str, str], str | None]] = field(default_factory=dict)

    def read_on(self, archive: Archive) -> None:
        """Take in what the log has since; requests count with the line they were written with."""
        waiting: list[Fetch] = []
        for record in archive.log.read(self.seq):
            if isinstance(record, Fetch):
                waiting.append(record)
                continue
            self.seq = record.seq
            for fetch in waiting:
                self._hear(fetch)
            waiting.clear()
            if not isinstance(record, Ingest | Restated):
                self._take(record)

    def _of(self, source_id: str) -> Known:
        known = self.sources.get(source_id)
        if known is None:
            known = self.sources[source_id] = Known(read_met=Met)
        return known

    def _hear(self, fetch: Fetch) -> None:
        """Note what a server said of a page; the same word for a page that brought something else is a lie."""
        word = (fetch.etag, "" if fetch.etag else fetch.last_modified)
        if not any(word) or fetch.sha256 is None:
            return
        about = (fetch.source_id, fetch.url)
        before = self.said.get(about)
        changed = before is not None and before[0] == word and before[1] != fetch.sha256
        if changed and fetch.outcome is FetchOutcome.NEW:
            self._of(fetch.source_id).honest = False
        self.said[about] = (word, fetch.sha256)

    def _take(self, record: Capture | Poll | Withdrawn) -> None:
        known = self._of(record.source_id)
        if isinstance(record, Capture):
            self._take_capture(known, record)
        elif isinstance(record, Poll) and (record.state is SourceState.OK or record.complete):
            known.rows = record.entries // max(record.pages, 1)
            known.dated = record.with_date // max(record.pages, 1)
            known.newest = "" if record.newest is None else record.newest.isoformat()
            if record.complete:
                known.close()
                known.swept = known.swept or record.swept

    @staticmethod
    def _take_capture(known: Known, capture: Capture) -> None:
        key = native_id(capture.url)
        known.entries[key] = seen_in(capture)
        if not capture.imported:
            known.met.unclosed.add(key)
            if not known.met.floor[0]:
                known.met.floor = floor_of(capture)


_INDEXES: WeakKeyDictionary[Archive, _Index] = WeakKeyDictionary()
