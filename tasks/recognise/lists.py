"""Every list that the documents of one announcement hold, in order, each with its caption."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from tasks.read.document import Block, Document, Paragraph, Table
from tasks.recognise.columns import Columns
from tasks.recognise.inline import find_inline
from tasks.recognise.papers import Papers
from tasks.recognise.paragraphs import read_paragraphs, tables_in_text
from tasks.recognise.rawlist import RawList, RawRow
from tasks.recognise.tables import read_table
from tasks.recognise.text import tight

if TYPE_CHECKING:
    from config.regions import RegionTable

_CONTEXT = 3


@dataclass(frozen=True, slots=True)
class Found:
    """All lists with rows, and the names of sentences that show a few (mentions)."""

    lists: tuple[RawList, ...]
    mentions: tuple[str, ...]
    stated: int | None = None


def find_lists(papers: Papers, *, subject: str, regions: RegionTable) -> Found:
    """Find the lists of all documents.

    Sentences are read for names only where no table and no run of paragraphs is a list; a list that stands twice
    (a body printed double, a page and its attachment) counts once.
    """
    lists: list[RawList] = []
    for document in papers.documents:
        lists += _document_lists(document, subject=subject, regions=regions)
    if any(one.rows for one in lists):
        return Found(_once(lists), ())
    whole, mentions, stated = _sentences(papers, subject=subject, regions=regions)
    return Found((*_once(lists), *_once(whole)), mentions, stated)


def _document_lists(document: Document, *, subject: str, regions: RegionTable) -> list[RawList]:
    def is_region(text: str) -> bool:
        region = regions.named(text)
        return region is not None and region.level != "nation"

    lists: list[RawList] = []
    columns: Columns | None = None
    lead = tight(document.name or document.title)
    context: list[str] = []
    for is_table, blocks in groupby(_blocks(document.blocks), key=lambda block: isinstance(block, Table)):
        for block in blocks if is_table else ():
            if isinstance(block, Table):
                caption = "\n".join((lead, *context[-_CONTEXT:]))
                found, columns = read_table(
                    block, caption=caption, sha256=document.sha256, is_region=is_region, before=columns
                )
                _join(lists, found)
                context = []
        if not is_table:
            paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
            lists += read_paragraphs(
                paragraphs, caption=lead, sha256=document.sha256, subject=subject, is_region=is_region
            )
            context = [tight(paragraph.text)[:200] for paragraph in paragraphs if paragraph.text.strip()]
    return lists


def _blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    """Give the blocks with what was a table before copying made a table again."""
    for is_table, group in groupby(blocks, key=lambda block: isinstance(block, Table)):
        if is_table:
            yield from group
        else:
            yield from tables_in_text([block for block in group if isinstance(block, Paragraph)])


def _join(lists: list[RawList], found: list[RawList]) -> None:
    """Add lists; a table that runs on over a page joins the one it continues: its numbers go on from the last."""
    if lists and found and lists[-1].rows and found[0].rows and lists[-1].sha256 == found[0].sha256:
        last, first = lists[-1], found[0]
        if last.rows[-1].number is not None and first.rows[0].number == last.rows[-1].number + 1:
            problems = tuple(one for one in first.problems if "follows 0" not in one.text)
            lists[-1] = replace(last, rows=last.rows + first.rows, problems=last.problems + problems)
            found = found[1:]
    lists += found


def _once(lists: Iterable[RawList]) -> tuple[RawList, ...]:
    seen: dict[tuple[tuple[str, str], ...], RawList] = {}
    kept = []
    for one in lists:
        key = tuple((tight(row.name), tight(row.product)) for row in one.rows)
        if not key or key not in seen:
            kept.append(one)
            seen[key] = one
    return tuple(kept)


def _sentences(
    papers: Papers, *, subject: str, regions: RegionTable
) -> tuple[list[RawList], tuple[str, ...], int | None]:
    whole: list[RawList] = []
    mentions: dict[str, None] = {}
    stated: int | None = None
    for document in papers.documents:
        for paragraph in document.paragraphs:
            for one in find_inline(tight(paragraph.text), subject=subject, regions=regions):
                if one.whole:
                    whole.append(
                        _as_list(one.names, one.sentence, document.sha256, paragraph.locator, one.stated)
                    )
                else:
                    mentions |= dict.fromkeys(name for name, _ in one.names)
                    stated = stated or one.stated
    return whole, tuple(mentions), stated


def _as_list(
    names: tuple[tuple[str, str], ...], sentence: str, sha256: str, locator: str, stated: int | None
) -> RawList:
    """Keep what the name means in ``name``; the printed piece is the note (``name_printed`` of the row)."""
    rows = tuple(RawRow(None, name, locator, note=printed) for name, printed in names)
    return RawList(sentence, rows, sha256, inline=True, stated=stated)
