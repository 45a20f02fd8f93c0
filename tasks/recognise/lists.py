"""Every list that the documents of one announcement hold, in order, each with its caption."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING

from tasks.read.document import Block, Document, Paragraph, Table
from tasks.recognise.asides import page_of
from tasks.recognise.columns import Columns
from tasks.recognise.inline import Inline, find_inline
from tasks.recognise.joined import finish, join_on
from tasks.recognise.names import is_strong
from tasks.recognise.notice import Problem
from tasks.recognise.papers import Papers
from tasks.recognise.paragraphs import read_paragraphs
from tasks.recognise.plausible import why_odd
from tasks.recognise.rawlist import RawList, RawRow
from tasks.recognise.tables import Around, read_table
from tasks.recognise.text import tight
from tasks.recognise.text_tables import tables_in_text

if TYPE_CHECKING:
    from config.regions import RegionTable

_CONTEXT = 3
_CALLS_ITSELF_LIST = re.compile(r"名单|名录")
_ENDING = re.compile(r"\.(?:docx?|xlsx?|wps|et|pdf|ofd|csv|txt|html?|rtf|od[ts]|png|jpe?g|tiff?)$", re.I)


@dataclass(frozen=True, slots=True)
class Found:
    """All lists with rows, the names of sentences that show a few (mentions), and the tables that are no lists."""

    lists: tuple[RawList, ...]
    mentions: tuple[str, ...]
    stated: int | None = None
    set_aside: tuple[Problem, ...] = ()


@dataclass(slots=True)
class _Walk:
    """The state of walking down one document."""

    document: Document
    around: Around
    lists: list[RawList] = field(default_factory=list)
    aside: list[Problem] = field(default_factory=list)
    columns: Columns | None = None
    context: list[str] = field(default_factory=list)
    header_only: str = ""


def find_lists(papers: Papers, *, subject: str, regions: RegionTable) -> Found:
    """Find the lists of all documents.

    Sentences are read for names only where no table and no run of paragraphs is a list; a list that stands twice
    (a body printed double, a page and its attachment) counts once.
    """
    lists: list[RawList] = []
    aside: list[Problem] = []
    for document in papers.documents:
        walk = _walk(document, subject=subject, regions=regions)
        lists += walk.lists
        aside += walk.aside
    if any(one.rows for one in lists):
        kept = _once(lists)
        silent = [_silent(document) for document in papers.documents if _is_silent(document, lists, aside)]
        last = replace(kept[-1], problems=(*kept[-1].problems, *silent))
        return Found((*kept[:-1], last), (), None, tuple(aside))
    whole, mentions, stated = _sentences(papers, subject=subject, regions=regions)
    return Found((*_once(lists), *_once(whole)), mentions, stated, tuple(aside))


def _is_silent(document: Document, lists: Sequence[RawList], aside: Sequence[Problem]) -> bool:
    """Tell whether an attachment calls itself a list, and neither a row nor a form was found in it."""
    said = _CALLS_ITSELF_LIST.search(tight(document.name)) is not None
    heard = any(one.sha256 == document.sha256 for one in lists)
    return said and not heard and not any(one.text.startswith(f"{document.name}: ") for one in aside)


def _silent(document: Document) -> Problem:
    return Problem("no rows", f"{document.name} calls itself a list, and no row of it was read")


def is_uncertain(document: Document) -> bool:
    """Tell whether a document's reader may take one sign for another."""
    return document.read_by == "OCR" or document.media in {"scan", "image"}


def _walk(document: Document, *, subject: str, regions: RegionTable) -> _Walk:
    def is_region(text: str) -> bool:
        region = regions.named(text) if text else None
        return region is not None and region.level != "nation"

    lead = _ENDING.sub("", tight(document.name)) or tight(document.title)
    around = Around(
        lead, document.sha256, is_region, subject, is_uncertain(document),
        opens_with_region=lambda text: regions.leading(text) is not None,
    )  # fmt: skip
    walk = _Walk(document, around)
    for is_table, blocks in groupby(_blocks(document.blocks), key=lambda block: isinstance(block, Table)):
        if is_table:
            for block in blocks:
                if isinstance(block, Table):
                    _take_table(walk, block)
        else:
            _take_text(walk, [block for block in blocks if isinstance(block, Paragraph)])
    finished = [finish(one, subject=subject, uncertain=walk.around.uncertain) for one in walk.lists]
    walk.lists = [_read_by(one, document) for one in _with_whole_document(finished, document)]
    return walk


def _take_table(walk: _Walk, table: Table) -> None:
    caption = "\n".join((walk.around.caption, *walk.context[-_CONTEXT:]))
    read = read_table(table, replace(walk.around, caption=caption), before=walk.columns)
    join_on(walk.lists, read.lists, table=True, subject=walk.around.subject)
    if walk.aside and read.lists and read.lists[0].runs_on and walk.columns is not None:
        walk.aside = [
            one for one in walk.aside if one.locator != walk.header_only
        ]  # its rows are tables of their own
    walk.header_only = table.locator if read.asides and len(table.rows) == 1 else ""
    name = f"{walk.document.name}: " if walk.document.name else ""
    walk.aside += [replace(one, text=name + one.text) for one in read.asides]
    walk.columns, walk.context = read.columns, []


def _take_text(walk: _Walk, paragraphs: list[Paragraph]) -> None:
    found = read_paragraphs(paragraphs, walk.around)
    join_on(walk.lists, found, table=False, subject=walk.around.subject)
    walk.context = [tight(paragraph.text)[:200] for paragraph in paragraphs if paragraph.text.strip()]


def _blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    """Give the blocks with what was a table before copying made a table again."""
    for is_table, group in groupby(blocks, key=lambda block: isinstance(block, Table)):
        if is_table:
            yield from group
        else:
            yield from tables_in_text([block for block in group if isinstance(block, Paragraph)])


def _with_whole_document(lists: list[RawList], document: Document) -> list[RawList]:
    """Add to a document's last list what speaks against the document as a whole."""
    problems = _missing_pages(document)
    if not lists or not problems:
        return lists
    return [*lists[:-1], replace(lists[-1], problems=(*lists[-1].problems, *problems))]


def _missing_pages(document: Document) -> list[Problem]:
    """Pages count themselves (第3页 共12页): the last one read must be the last."""
    found = [(page, one.locator) for one in document.paragraphs if (page := page_of(tight(one.text)))]
    if not found or max(at for (at, _), _ in found) >= max(of for (_, of), _ in found):
        return []
    (at, of), locator = max(found)
    return [Problem("pages", f"page {at} of {of} is the last that was read", locator)]


def _read_by(found: RawList, document: Document) -> RawList:
    return replace(found, rows=tuple(replace(row, read_by=document.read_by) for row in found.rows))


def _once(lists: Iterable[RawList]) -> tuple[RawList, ...]:
    """Keep a list that stands twice once: the one that says more, where the other says no product at all."""
    seen: dict[tuple[str, ...], int] = {}
    kept: list[RawList] = []
    for one in lists:
        names = tuple(tight(row.name) for row in one.rows)
        at = seen.get(names) if names else None
        if at is None or not _same_products(kept[at], one):
            seen.setdefault(names, len(kept))
            kept.append(one)
        elif _says(one) > _says(kept[at]):
            kept[at] = one
    return tuple(kept)


def _same_products(one: RawList, other: RawList) -> bool:
    mine, others = ([tight(row.product) for row in found.rows] for found in (one, other))
    return mine == others or not any(mine) or not any(others)


def _says(found: RawList) -> tuple[int, int]:
    """How much a list says: rows with products, and fewer problems."""
    return sum(bool(row.product) for row in found.rows), -len(found.problems)


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
                    whole.append(_as_list(one, document, paragraph, subject=subject))
                else:
                    mentions |= dict.fromkeys(name for name, _ in one.names)
                    stated = stated or one.stated
    return whole, tuple(mentions), stated


def _as_list(one: Inline, document: Document, paragraph: Paragraph, *, subject: str) -> RawList:
    """Keep what the name means in ``name``; the printed piece is the note (``name_printed`` of the row)."""
    rows = []
    products = one.products or ("",) * len(one.names)
    for (name, printed), product in zip(one.names, products, strict=True):
        odd = why_odd(printed, uncertain=is_uncertain(document))
        open_end = "" if is_strong(name, subject=subject) else "it does not end as a name does"
        doubt = "; ".join(filter(None, (paragraph.doubt or odd, open_end)))
        rows.append(
            RawRow(
                None,
                name,
                paragraph.locator,
                product=product,
                note=printed,
                doubt=doubt,
                read_by=document.read_by,
            )
        )
    return RawList(one.sentence, tuple(rows), document.sha256, inline=True, stated=one.stated)
