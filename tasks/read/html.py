"""An HTML page to a document: its body in order, with what stands around it kept apart.

The parts are found by ``parts`` and ``containers``; what was undone on the way is told in ``garble`` and ``warnings``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from config.models import Detail
from tasks.read.attachments import MOST_LINKS, links_in
from tasks.read.characters import even, lines_of, one_line
from tasks.read.containers import locate_body
from tasks.read.document import Block, Cell, Document, Paragraph, Table
from tasks.read.flow import Gap, Line, RawTable, is_hidden, read_around, read_body
from tasks.read.garble import Mender, judge
from tasks.read.grid import Spanning, expand
from tasks.read.markup import parse
from tasks.read.parts import between, find_day, find_source, find_teasers, find_title, read_meta, split_around
from tasks.read.surroundings import begins, distinct, is_control, is_info, titles_after

_ICON = re.compile(r"icon|ico_|\.gif|/images/|logo|data:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Split:
    """A body's pieces with the surroundings cut off: what is body, the info lines at its head, the lines behind it."""

    body: list[Line | RawTable]
    info: list[str]
    behind: list[str]
    tables_behind: int


def read_html(text: str, *, sha256: str, url: str, name: str, detail: Detail) -> Document:
    """Read a page; a page that shows no text gives no blocks and a warning.

    Raises:
        Unreadable: the page is beyond the limits, or a selector of ``detail`` is none.
    """
    about = name or url or sha256
    tree = parse(text, about=about)
    container, warnings = locate_body(tree, text, detail.content, about=about)
    pieces = read_body(container)
    around = read_around(tree.body or container, container)
    mender = judge(even("\n".join(_texts(pieces, around))))
    return _assemble(tree, pieces, around, mender, _About(sha256, url, name, detail, container, warnings))


@dataclass(frozen=True, slots=True)
class _About:
    """What a page is known by and what was already noticed."""

    sha256: str
    url: str
    name: str
    detail: Detail
    container: LexborNode
    warnings: list[str]

    @property
    def who(self) -> str:
        """Return the name to use in messages."""
        return self.name or self.url or self.sha256


def _texts(pieces: Sequence[Line | RawTable], around: Sequence[Line | Gap]) -> list[str]:
    """Return all texts of a page, for judging."""
    lines = [piece.text for piece in (*pieces, *around) if isinstance(piece, Line)]
    cells = [
        cell.text for piece in pieces if isinstance(piece, RawTable) for row in piece.rows for cell in row
    ]
    return lines + cells


def _assemble(
    tree: LexborHTMLParser,
    pieces: Sequence[Line | RawTable],
    around: Sequence[Line | Gap],
    mender: Mender,
    page: _About,
) -> Document:
    """Put the parts of a page together."""
    clean = _cleaner(mender)
    meta = read_meta(tree)
    title = find_title(tree, meta, clean)
    before, after = split_around(around, clean)
    split = _split(pieces, title, clean)
    blocks = _blocks(split.body, clean, page.who)
    near = between(title, before)
    last = [b.text for b in blocks[-2:] if isinstance(b, Paragraph) and len(b.text) <= 60]
    links, more = links_in(
        tree, page.container, url=page.url, selector=page.detail.attachments, about=page.who
    )
    return Document(
        sha256=page.sha256, media="html", title=title, blocks=blocks, name=page.name,
        source_line=clean(find_source(meta, [*near, *split.info, *last])),
        published_on=find_day(tree, meta, near, split.info),
        attachments=links, teasers=distinct((*find_teasers(before, after), *titles_after(split.behind))),
        garble=mender.report,
        warnings=(*page.warnings, *_warnings(page.container, blocks, split, more)),
    )  # fmt: skip


def _cleaner(mender: Mender) -> Callable[[str], str]:
    """Return what turns a piece of a page into one clean line."""
    return lambda text: one_line(mender.mend(even(text)))


def _split(pieces: Sequence[Line | RawTable], title: str, clean: Callable[[str], str]) -> _Split:
    """Part a container's pieces into body, info lines at its head, and what follows a mark of the surroundings."""
    split = _Split([], [], [], 0)
    begun = False
    for number, piece in enumerate(pieces):
        if isinstance(piece, RawTable):
            split.body.append(piece)
            begun = True
            continue
        text = clean(piece.text)
        if not text or is_control(text) or (not begun and (text == title or begins(text))):
            continue
        if not begun and is_info(text):
            split.info.append(text)
        elif begins(text):
            rest = pieces[number:]
            behind = [clean(line.text) for line in rest if isinstance(line, Line)]
            return _Split(split.body, split.info, behind, sum(isinstance(piece, RawTable) for piece in rest))
        else:
            split.body.append(Line(text, piece.linked))
            begun = True
    return split


def _blocks(pieces: Sequence[Line | RawTable], clean: Callable[[str], str], about: str) -> tuple[Block, ...]:
    """Return paragraphs and tables with their locators."""
    blocks: list[Block] = []
    paragraphs = tables = 0
    for piece in pieces:
        if isinstance(piece, Line):
            paragraphs += 1
            blocks.append(Paragraph(piece.text, f"p[{paragraphs}]"))
        else:
            tables += 1
            blocks.append(_table(piece, f"table {tables}", clean, about))
    return tuple(blocks)


def _table(raw: RawTable, place: str, clean: Callable[[str], str], about: str) -> Table:
    """Return one table, its spans expanded and its cells clean, line breaks in a cell kept."""
    rows = [
        [
            Spanning("\n".join(filter(None, map(clean, lines_of(cell.text)))), cell.rows, cell.columns)
            for cell in row
        ]
        for row in raw.rows
    ]
    grid: tuple[tuple[Cell, ...], ...] = expand(rows, place=place, about=about)
    return Table(grid, place)


def _warnings(container: LexborNode, blocks: Sequence[Block], split: _Split, more: int) -> list[str]:
    """Say what a person should know of the page."""
    warnings = []
    pictures = [
        node
        for node in container.css("img")
        if not is_hidden(node) and not _ICON.search(node.attributes.get("src") or "")
    ]
    if pictures:
        warnings.append(f"the body holds {len(pictures)} picture(s), which are not read yet")
    if split.tables_behind:
        warnings.append(f"{split.tables_behind} table(s) behind {split.behind[0][:20]!r} were left out")
    if not blocks:
        warnings.append("the page shows no body text")
    if any(one_line(even(node.text(deep=True))) in ("下一页", "下页") for node in container.css("a")):
        warnings.append("the body goes on on another page, which is not read")
    if more:
        warnings.append(f"{more} attachment(s) beyond the first {MOST_LINKS} were left out")
    return warnings
