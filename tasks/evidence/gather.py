"""The documents a question is about: found in the fetch log by their hashes, taken from the shelf or read again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from config.models import Source
from tasks.archive.archive import Archive
from tasks.archive.records import Capture
from tasks.ingest.announce import hashes_of
from tasks.ingest.reading import Reading, read_capture
from tasks.ingest.shelf import Shelf
from tasks.read.document import Document


@dataclass(frozen=True, slots=True)
class Witness:
    """One capture and what was read of it."""

    capture: Capture
    reading: Reading

    @property
    def documents(self) -> tuple[Document, ...]:
        """Its page and its attachments, in order."""
        page = (self.reading.page,) if self.reading.page is not None else ()
        return (*page, *self.reading.attachments)

    def called(self, document: Document) -> str:
        """Return what a person calls one of its documents: its attachment's printed name, or the page."""
        names = {a.sha256: a.name for a in self.capture.attachments if a.sha256 is not None}
        outer = names.get(document.sha256, "the page")
        return f"{outer} / {document.inside}" if document.inside else outer


def find_captures(archive: Archive, wanted: Collection[tuple[str, ...]]) -> tuple[Capture, ...]:
    """Return, for each set of hashes, the last capture that holds all of them; none for a set that no capture holds.

    Raises:
        StoreError: the log cannot be read.
    """
    sought = {hashes: frozenset(hashes) for hashes in wanted if hashes}
    found: dict[tuple[str, ...], Capture] = {}
    for capture in archive.log.captures() if sought else ():
        held = set(hashes_of(capture))
        found.update({hashes: capture for hashes, all_of in sought.items() if all_of <= held})
    return tuple({capture.capture_id: capture for capture in found.values()}.values())


def hear(
    captures: Collection[Capture], sources: Mapping[str, Source], *, archive: Archive, shelf: Shelf
) -> tuple[Witness, ...]:
    """Return what was read of some captures; those whose source is configured no longer cannot be read.

    Raises:
        StoreError: the shelf cannot be written.
    """
    return tuple(
        Witness(capture, read_capture(capture, sources[capture.source_id], archive=archive, shelf=shelf))
        for capture in captures
        if capture.source_id in sources
    )
