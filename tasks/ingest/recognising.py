"""What the rules make of a capture that was read: pure but for its fault's log, so that it can be done ahead, elsewhere."""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace

from config.models import Programme, Source
from config.regions import RegionTable
from tasks.archive.records import Capture
from tasks.ingest.reading import Reading
from tasks.recognise.notice import Notice, Problem, Unconcerned, Unsettled
from tasks.recognise.recognise import Hints, recognise

log = logging.getLogger(__name__)


def recognise_capture(
    capture: Capture,
    reading: Reading,
    *,
    source: Source,
    programmes: Mapping[str, Programme],
    regions: RegionTable,
) -> Notice | Unconcerned | Unsettled:
    """Return what the rules make of a capture; a page that breaks the rules themselves is held, and only it."""
    if reading.recognised is not None:
        return reading.recognised
    if reading.page is None and capture.page_sha256 is not None:
        return _unread(capture, reading, programmes.values())
    try:
        return recognise(
            reading.page,
            reading.attachments,
            source=source,
            programmes=programmes,
            regions=regions,
            hints=Hints(capture.title, capture.dated, capture.doc_number, capture.url),
        )
    except Exception as fault:  # one page must never stop all others; it waits for a person
        log.exception("notice.recognise_failed url=%s", capture.url)
        text = f"the page could not be recognised: a fault of mingdan ({type(fault).__name__}: {fault})"
        return Unsettled(capture.title or capture.url, "", Problem("fault", text))


def recognised_ahead(
    capture: Capture,
    reading: Reading,
    *,
    source: Source,
    programmes: Mapping[str, Programme],
    regions: RegionTable,
) -> Reading:
    """Return a reading with what the rules make of it in place of its documents, which nobody needs then."""
    recognised = recognise_capture(capture, reading, source=source, programmes=programmes, regions=regions)
    return replace(reading, page=None, attachments=(), recognised=recognised)


def _unread(capture: Capture, reading: Reading, programmes: Iterable[Programme]) -> Unconcerned | Unsettled:
    """Hold a page that no reader could open if its title on the list speaks of a programme, or says nothing."""
    title = unicodedata.normalize("NFKC", "".join(capture.title.split()))
    named = [p.id for p in programmes if any(unicodedata.normalize("NFKC", n) in title for n in p.names)]
    reason = "; ".join(part.text for part in reading.unread)
    if title and not named:
        return Unconcerned(f"could not be read ({reason}), and its title names no programme")
    return Unsettled(capture.title or capture.url, named[0] if named else "", Problem("unread", reason))
