"""An HTML page to a document: its body in order, with what stands around it kept apart.

The parts are found by ``parts`` and ``containers``; what was undone on the way is told in ``garble`` and ``warnings``, and what
was not read and may hold rows in ``unread``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tasks.read.about import About, ReadInner
from tasks.read.document import Block, Document, Paragraph
from tasks.read.mending.characters import even, one_line
from tasks.read.mending.charset import read_characters
from tasks.read.mending.doubled import single_characters
from tasks.read.mending.garble import Mender, beyond_repair, judge
from tasks.read.mending.mojibake import unscramble
from tasks.read.web.aligned import columns_of_markup, gather
from tasks.read.web.attachments import MOST_LINKS, links_in
from tasks.read.web.containers import locate_body
from tasks.read.web.flow import Gap, Line, RawTable, read_around, read_body
from tasks.read.web.inline import read_inline_pictures
from tasks.read.web.markup import is_cut_off, parse
from tasks.read.web.particulars import read_particulars
from tasks.read.web.parts import (
    between,
    find_day,
    find_source,
    find_teasers,
    find_title,
    read_meta,
    split_around,
)
from tasks.read.web.pieces import Settled, clean_line, lay_blocks, settle
from tasks.read.web.surroundings import begins, distinct, goes_on, is_control, is_info, titles_after


def read_html_page(body: bytes, about: About, read_inner: ReadInner) -> tuple[Document, ...]:
    """Read a page, then the pictures that stand in the page itself as ``data:`` addresses.

    Raises:
        Unreadable: the page is beyond the limits, a selector of ``about.detail`` is none, or ``about.encoding`` no character set.
        NeedsRoom: a picture in it needs the large child.
    """
    text = read_characters(body, encoding=about.encoding)
    page = _open(text, about)
    document = _read(page)
    pictures, unread = read_inline_pictures(page.container, about, read_inner)
    cut = ("the page is cut off: a table in it never ends",) if is_cut_off(text) else ()
    return (replace(document, unread=(*document.unread, *unread, *cut)), *pictures)


@dataclass(frozen=True, slots=True)
class _Page:
    """A parsed page: where its body stands, what was noticed, how many runs were read in a wrong character set."""

    tree: LexborHTMLParser
    container: LexborNode
    about: About
    warnings: list[str]
    mojibake: int


@dataclass(frozen=True, slots=True)
class _Split:
    """A body's pieces with the surroundings cut off: what is body, the info lines at its head, the lines behind it.

    ``goes_on`` is the line by which the page says that text is left.
    """

    body: list[Line | RawTable]
    info: list[str]
    behind: list[str]
    tables_behind: int
    goes_on: str = ""


def _open(text: str, about: About) -> _Page:
    """Parse a page and find its body; a wrong character set is undone before, for its marks guide the search."""
    text, mojibake = unscramble(text)
    tree = parse(text, about=about.label)
    container, warnings = locate_body(tree, text, about.detail.content, about=about.label)
    return _Page(tree, container, about, warnings, mojibake)


def _read(page: _Page) -> Document:
    """Read a page's own text; a page that shows none gives no blocks and a warning."""
    pieces = list(gather(read_body(page.container), columns_of_markup))
    around = read_around(page.tree.body or page.container, page.container)
    mender = judge("\n".join(_texts(pieces, around)))
    settled = settle(pieces, mender, mojibake=page.mojibake)
    return _assemble(page, settled, around, replace(mender, report=settled.garble))


def _texts(pieces: Sequence[Line | RawTable], around: Sequence[Line | Gap]) -> list[str]:
    """Return all texts of a page, for judging."""
    lines = [piece.text for piece in (*pieces, *around) if isinstance(piece, Line)]
    cells = [
        cell.text for piece in pieces if isinstance(piece, RawTable) for row in piece.rows for cell in row
    ]
    return lines + cells


def _assemble(page: _Page, settled: Settled, around: Sequence[Line | Gap], mender: Mender) -> Document:
    """Put the parts of a page together."""

    def clean(text: str) -> str:
        line = clean_line(text, mender)
        return single_characters(line) if settled.twice else line

    about, tree = page.about, page.tree
    meta = read_meta(tree)
    title = find_title(tree, meta, clean)
    before, after = split_around(around, clean)
    split = _split(settled, title)
    blocks = lay_blocks(split.body, mender, about.label)
    near = between(title, before)
    told, day = read_particulars([line.text for line in (*before, *after)])
    last = [b.text for b in blocks[-2:] if isinstance(b, Paragraph) and len(b.text) <= 60]
    links, more = links_in(
        tree, page.container, url=about.url, selector=about.detail.attachments, about=about.label
    )
    return Document(
        sha256=about.sha256, media="html", title=title, blocks=(*told, *blocks), name=about.name,
        source_line=clean(find_source(meta, [*near, *split.info, *last])),
        published_on=find_day(tree, meta, near, split.info) or day,
        attachments=links, teasers=distinct((*find_teasers(before, after), *titles_after(split.behind))),
        garble=mender.report, warnings=(*page.warnings, *_warnings(blocks, split)),
        unread=tuple(_unread(page, blocks, split, more, beyond_repair(mender.report, mender.size))), read_by="HTML",
    )  # fmt: skip


def _split(settled: Settled, title: str) -> _Split:
    """Part a container's pieces into body, info lines at its head, and what follows a mark of the surroundings."""
    split = _Split([], [], [], 0)
    begun = False
    doubled = settled.garble.doubled > 0  # the title may stand between two givings of the body
    pieces = settled.pieces
    for number, piece in enumerate(pieces):
        if isinstance(piece, RawTable):
            split.body.append(piece)
            begun = True
            continue
        text = piece.text
        if goes_on(text):
            split = replace(split, goes_on=text)
            continue
        if is_control(text) or (text == title and (doubled or not begun)) or (not begun and begins(text)):
            continue
        if not begun and is_info(text):
            split.info.append(text)
        elif begins(text):
            rest = pieces[number:]
            behind = [line.text for line in rest if isinstance(line, Line)]
            return replace(split, behind=behind, tables_behind=sum(isinstance(one, RawTable) for one in rest))
        else:
            split.body.append(piece)
            begun = True
    return split


def _warnings(blocks: Sequence[Block], split: _Split) -> list[str]:
    """Say what was left out on purpose."""
    warnings = []
    if split.tables_behind:
        warnings.append(f"{split.tables_behind} table(s) behind {split.behind[0][:20]!r} were left out")
    if not blocks:
        warnings.append("the page shows no body text")
    return warnings


def _unread(page: _Page, blocks: Sequence[Block], split: _Split, more: int, damaged: str) -> list[str]:
    """Say what was not read and may hold rows."""
    unread = [damaged] if damaged else []
    if split.goes_on:
        unread.append(f"the page says that text is left: {split.goes_on[:40]}")
    if any(one_line(even(node.text(deep=True))) in ("下一页", "下页") for node in page.container.css("a")):
        unread.append("the body goes on on another page, which is not read")
    if not blocks and (frame := page.tree.css_first("iframe[src], frame[src]")) is not None:
        unread.append(
            f"the body stands in a frame, which is not read: {(frame.attributes.get('src') or '')[:200]}"
        )
    if more:
        unread.append(f"{more} attachment(s) beyond the first {MOST_LINKS} were left out")
    return unread
