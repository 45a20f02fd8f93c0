"""The pages that a sweep asks for again, each as it was captured last and with what its server said of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tasks.archive.archive import Archive
from tasks.archive.records import Capture, Fetch
from tasks.fetch.addresses import native_id, redact
from tasks.fetch.call import Validators

Wanted = Mapping[str, Mapping[str, bool]]
"""By source, the addresses of pages to be asked for, and of each whether it was gone when it was asked for last."""


@dataclass(frozen=True, slots=True)
class HeldPage:
    """A page as it was captured last; ``gone``: its site had withdrawn it when it was asked for last.

    ``said`` is what the server last gave, by address, to ask whether page or attachment changed. ``moved``: its title
    was captured later under another address, so that nobody need wonder where this one is.
    """

    capture: Capture
    gone: bool = False
    said: Mapping[str, Validators] = field(default_factory=dict)
    moved: bool = False

    def validators(self, url: str, sha256: str | None) -> Validators:
        """Return what to ask an address with that brought these bytes before."""
        said = self.said.get(redact(url), Validators())
        return Validators(said.etag, said.last_modified, sha256 or "") if sha256 else Validators()


def held_pages(archive: Archive, wanted: Wanted) -> dict[str, tuple[HeldPage, ...]]:
    """Return the pages wanted, by source, in the order given; one that was never captured, or by hand alone, is left out.

    Raises:
        StoreError: The log cannot be read.
    """
    last: dict[tuple[str, str], Capture] = {}
    newest: dict[tuple[str, str], str] = {}
    for capture in archive.log.captures():
        whole = capture.page_sha256 is not None and not capture.imported
        if whole and capture.title and capture.source_id in wanted:
            newest[capture.source_id, capture.title] = native_id(capture.url)
        if whole and capture.url in wanted.get(capture.source_id, {}):
            last[capture.source_id, capture.url] = capture
    said = _said(archive, last)
    return {
        source_id: tuple(
            HeldPage(
                last[source_id, url],
                gone,
                said.get((source_id, url), {}),
                newest.get((source_id, last[source_id, url].title), native_id(url)) != native_id(url),
            )
            for url, gone in urls.items()
            if (source_id, url) in last
        )
        for source_id, urls in wanted.items()
    }


def _said(
    archive: Archive, last: Mapping[tuple[str, str], Capture]
) -> dict[tuple[str, str], dict[str, Validators]]:
    """Return, for each page, what the server last said of it and of its attachments."""
    belongs: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for key, capture in last.items():
        for url in (capture.url, *(attachment.url for attachment in capture.attachments)):
            belongs.setdefault((capture.source_id, redact(url)), []).append(key)
    found: dict[tuple[str, str], dict[str, Validators]] = {}
    for record in archive.log.read() if last else ():
        if isinstance(record, Fetch) and record.status == 200:
            for key in belongs.get((record.source_id, record.url), ()):
                word = Validators(record.etag, record.last_modified)
                found.setdefault(key, {})[record.url] = word
    return found
