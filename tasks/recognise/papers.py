"""The papers of one announcement as recognition reads them: titles, running text, and where each stood."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tasks.read.document import Document, Paragraph
from tasks.recognise.dates import arabic_dates, find_labelled, find_signing
from tasks.recognise.text import headline, tight

_LABEL = re.compile(r"(?:发文字号|文号|成文日期|发文日期|印发日期|签发日期|发文机关|发布机构):?")
_MOST_LABELS = 12


@dataclass(frozen=True, slots=True)
class Hints:
    """What the list page, or a person, said of the page: its title, its day, its number, its address."""

    title: str = ""
    dated: date | None = None
    doc_number: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Papers:
    """One announcement's documents, laid open.

    ``title`` is without ornaments, ``lines`` are the paragraphs of page and attachments in tight form with dates in
    digits, ``body`` the same as one text, ``signed_at`` the position of the signature's date among ``lines``. ``places``
    are the paragraphs themselves, one for each line: where it stood, and why it may be wrong.
    """

    title: str
    printed_title: str
    lines: tuple[str, ...]
    body: str
    documents: tuple[Document, ...]
    source_lines: tuple[str, ...]
    signed_on: date | None
    signed_at: int | None
    dated: date | None
    hints: Hints
    places: tuple[Paragraph, ...] = ()

    def place_of(self, sentence: str) -> str:
        """Give the locator of the first paragraph that holds a sentence; empty when none does."""
        return next(
            (place.locator for line, place in zip(self.lines, self.places, strict=True) if sentence in line),
            "",
        )

    @property
    def anchor(self) -> date | None:
        """A day known for the papers, to give a printed day its year: the signature's, else the site's."""
        return self.signed_on or self.dated


def lay_open(page: Document | None, attachments: Sequence[Document], hints: Hints) -> Papers:
    """Lay the documents open: choose the title, join the text, find the signature."""
    documents = (*((page,) if page is not None else ()), *attachments)
    places = [[*_labels(document), *document.paragraphs] for document in documents]
    per_document = [[arabic_dates(tight(block.text)) for block in blocks] for blocks in places]
    lines = tuple(line for group in per_document for line in group)
    signed_at, signed_on = _find_signature(per_document)
    printed = _choose_title(page, documents, hints)
    body = "\n".join(lines)
    return Papers(
        title=arabic_dates(headline(printed)),
        printed_title=printed,
        lines=lines,
        body=body,
        documents=documents,
        source_lines=tuple(tight(document.source_line) for document in documents if document.source_line),
        signed_on=signed_on or find_labelled(body),
        signed_at=signed_at,
        dated=(page.published_on if page is not None else None) or hints.dated,
        hints=hints,
        places=tuple(block for blocks in places for block in blocks),
    )


def _labels(document: Document) -> Iterator[Paragraph]:
    """Give what a government page's table of contents says of it (发文字号 | 工信部…) as lines: a label and its value."""
    for table in document.tables:
        for row in table.rows if len(table.rows) <= _MOST_LABELS else ():
            for label, value in itertools.pairwise(row):
                if _LABEL.fullmatch(tight(label.text)) and value.text.strip():
                    name = tight(label.text).rstrip(":")
                    yield Paragraph(f"{name}:{value.text}", value.locator, value.box, value.doubt)


def _choose_title(page: Document | None, documents: Sequence[Document], hints: Hints) -> str:
    """Prefer the page's own title, unless the list page's is the same title uncut."""
    own = page.title.strip() if page is not None else ""
    hinted = hints.title.strip()
    if own and not (hinted and len(hinted) > len(own) and hinted.startswith(own.rstrip("….") or hinted)):
        return own
    return hinted or own or next((one.title or one.name for one in documents if one.title or one.name), "")


def _find_signature(per_document: Iterable[list[str]]) -> tuple[int | None, date | None]:
    before = 0
    for group in per_document:
        found = find_signing(group)
        if found is not None:
            return before + found[0], found[1]
        before += len(group)
    return None, None
