"""Pages that were laid out to a document: its title, its text mended as a whole, its blocks counted."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from statistics import median

from tasks.read.about import About
from tasks.read.document import Block, Box, Document, Media, Paragraph
from tasks.read.mending.garble import judge
from tasks.read.printed.layout import blocks_of, pieces_of
from tasks.read.printed.page import Page
from tasks.read.printed.running import Passage
from tasks.read.web.surroundings import speaks_of_notice

NO_TEXT = "its pages show no text"
_RED_HEAD = re.compile(r"文件$")
_LARGER = 1.08
_LONGEST_TITLE = 150


@dataclass(frozen=True, slots=True)
class Found:
    """What a reader of pages found: the pages, what it left out on purpose, and what it could not read."""

    pages: tuple[Page, ...]
    warnings: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def document_of(found: Found, about: About, *, media: Media, read_by: str) -> Document:
    """Return the document that pages make; one without blocks, and a warning, where they show nothing."""
    pieces = pieces_of(found.pages)
    blocks = blocks_of(pieces)
    mender = judge("\n".join(_texts(blocks)))
    blocks = tuple(_mended(block, mender.mend) for block in blocks)
    title = title_of([piece for piece in pieces if isinstance(piece, Passage)])
    warnings = found.warnings if blocks or found.unread else (*found.warnings, NO_TEXT)
    return Document(
        sha256=about.sha256, media=media, title=mender.mend(title), blocks=blocks, name=about.name,
        garble=mender.report, warnings=warnings, unread=found.unread, read_by=read_by,
    )  # fmt: skip


def title_of(passages: Sequence[Passage]) -> str:
    """Return the largest centred text of the first page that has any, one that speaks of a notice before others.

    Empty where no centred text is larger than the rest and none speaks of a notice.
    """
    if not passages:
        return ""
    own = [passage for passage in passages if passage.page == passages[0].page]
    body = median(size for passage in own for size in [passage.size] * max(1, len(passage.text)))
    fit = [one for one in own if one.centred and 4 <= len(one.text) <= _LONGEST_TITLE]
    fit = [one for one in fit if not _RED_HEAD.search(one.text) and not one.text.endswith(("。", "：", ":"))]
    larger = [one for one in fit if one.size > _LARGER * body]
    speaking = [one for one in fit if speaks_of_notice(one.text)]
    best = [one for one in speaking if one in larger] or speaking or larger
    return max(best, key=lambda one: (one.size, -one.top)).text if best else ""


def _texts(blocks: Sequence[Block]) -> list[str]:
    """Return every text of the blocks, once for each place it stands in."""
    return [
        text
        for block in blocks
        for text in (
            [block.text] if isinstance(block, Paragraph) else [c.text for row in block.rows for c in row]
        )
    ]


def _mended(block: Block, mend: Callable[[str], str]) -> Block:
    """Return a block with its texts put right."""
    if isinstance(block, Paragraph):
        return replace(block, text=mend(block.text))
    return replace(
        block, rows=tuple(tuple(replace(cell, text=mend(cell.text)) for cell in row) for row in block.rows)
    )


def with_boxes(blocks: Sequence[Block], move: Callable[[Box], Box]) -> tuple[Block, ...]:
    """Return blocks with every box moved."""

    def moved(box: Box | None) -> Box | None:
        return move(box) if box else None

    return tuple(
        replace(block, box=moved(block.box))
        if isinstance(block, Paragraph)
        else replace(
            block, rows=tuple(tuple(replace(cell, box=moved(cell.box)) for cell in row) for row in block.rows)
        )
        for block in blocks
    )


def turned_back(box: Box, quarters: int) -> Box:
    """Return where a box stands on its page before that was turned clockwise by some quarters to be read."""
    left, top, right, bottom = box.left, box.top, box.right, box.bottom
    for _ in range(quarters % 4):
        left, top, right, bottom = top, round(1 - right, 4), bottom, round(1 - left, 4)
    return Box(box.page, left, top, right, bottom)
