"""A page that came as plain text (saved or copied): title, body, and what stood around them, told apart by words.

There is no markup to go by, so only marks that sites print are used; what is not known to be surroundings is body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter

from config.errors import Unreadable
from tasks.read.about import About, ReadInner
from tasks.read.document import Document
from tasks.read.mending.charset import read_characters
from tasks.read.mending.garble import Mender, beyond_repair, judge
from tasks.read.mending.mojibake import unscramble
from tasks.read.web.aligned import columns_of_text, gather
from tasks.read.web.flow import Line, RawTable
from tasks.read.web.grid import Spanning
from tasks.read.web.markup import MAX_BYTES
from tasks.read.web.parts import find_source
from tasks.read.web.pieces import Piece, lay_blocks, settle
from tasks.read.web.published import labelled_day
from tasks.read.web.surroundings import begins, goes_on, is_control, is_info, speaks_of_notice, titles_after

_ENDS = re.compile(r"[\r\n\u2028\u2029\x85]+")

_NAVIGATION = re.compile(
    r"更多[\s\W_]*$|^(?:首页|当前位置|您的位置|您现在的位置|导航|登录|注册)|[>»›].*[>»›]|^[\s\W_]*$"
)
_ORGAN = re.compile(r"^[\u4e00-\u9fff、\s]{2,60}(?:部|厅|局|委|委员会|办公室|政府)(?:办公厅|办公室)?$")
_DOC_NUMBER = re.compile(r"[〔\[(（【]\s*(?:19|20)\d\d\s*[〕\])）】]\s*(?:第\s*)?\d+\s*号")
_SHORTEST_TITLE = 8
_LONGEST_TITLE = 120


def read_text_file(body: bytes, about: About, _read_inner: ReadInner) -> tuple[Document, ...]:
    """Read a page given as plain text; an empty title where no line can be one.

    The title is the first line that speaks of a list or notice and is no navigation, else the first line long enough
    to be one. A line of the issuing organ right above a title that begins with 关于 belongs to it.

    Raises:
        Unreadable: ``about.encoding`` names no character set, or the text is beyond the limits.
    """
    text, mojibake = unscramble(read_characters(body, encoding=about.encoding))
    if len(text) > MAX_BYTES:
        raise Unreadable(about.label, f"the text has more than {MAX_BYTES >> 20} million characters")
    mender = judge(text)
    raw = [Line(line) for line in _ENDS.split(text) if line.strip()]
    settled = settle(list(_gathered(raw)), mender, mojibake=mojibake)
    return (_assemble(settled.pieces, replace(mender, report=settled.garble), about),)


def _gathered(lines: Sequence[Line]) -> Iterator[Piece]:
    """Yield lines, and tables where two lines together hold tabs or three stand in the same columns."""
    for tabbed, group in groupby(zip(_tabbed(lines), lines, strict=True), key=itemgetter(0)):
        together = [line for _, line in group]
        if tabbed and len(together) > 1:
            rows = [line.text.rstrip().split("\t") for line in together]
            width = max(map(len, rows))
            filled = ([*row, *[""] * (width - len(row))] for row in rows)
            yield RawTable(tuple(tuple(Spanning(cell) for cell in row) for row in filled))
        else:
            yield from gather(together, columns_of_text)


def _tabbed(lines: Sequence[Line]) -> list[bool]:
    """Say of each line whether it is a row of a copied table: a tab within, or, below such a row, an empty first cell."""
    rows: list[bool] = []
    for line in lines:
        within = "\t" in line.text.strip()
        rows.append(within or ("\t" in line.text and bool(rows) and rows[-1]))
    return rows


def _assemble(pieces: Sequence[Piece], mender: Mender, about: About) -> Document:
    """Put the parts of a text together."""
    places = [at for at, piece in enumerate(pieces) if isinstance(piece, Line)]
    lines = [piece.text for piece in pieces if isinstance(piece, Line)]
    at = _title_at(lines)
    title, kept = _title(lines, at)
    end = _end_of_body(lines, at + 1)
    first, behind = (
        places[at] + 1 if at >= 0 else 0,
        places[end] if end < len(places) else len(pieces),
    )
    body = [one for one in pieces[first:behind] if not (isinstance(one, Line) and is_control(one.text))]
    left = [one.text for one in body if isinstance(one, Line) and goes_on(one.text)]
    body = [one for one in body if not (isinstance(one, Line) and goes_on(one.text))]
    info, body = _split_info(body)
    head: list[Piece] = [Line(line, doubt=mender.doubt(line)) for line in kept]
    tables = [one for one in pieces[: first - 1] if isinstance(one, RawTable)] if at >= 0 else []
    blocks = lay_blocks([*head, *tables, *body], mender, about.label)
    last = [one.text for one in body[-2:] if isinstance(one, Line) and len(one.text) <= 60]
    damaged = beyond_repair(mender.report, mender.size)
    return Document(
        sha256=about.sha256, media="text", title=title, blocks=blocks, name=about.name,
        source_line=find_source({}, [*info, *last]),
        published_on=next((day for line in info if (day := labelled_day(line))), None),
        teasers=titles_after(lines[end:]), garble=mender.report,
        warnings=() if blocks else ("the page shows no body text",),
        unread=(*((damaged,) if damaged else ()), *(f"the page says that text is left: {line[:40]}" for line in left)),
        read_by="plain text",
    )  # fmt: skip


def _title_at(lines: Sequence[str]) -> int:
    """Return the title line's number, -1 where no line can be one."""
    fit = [
        number
        for number, line in enumerate(lines)
        if _SHORTEST_TITLE <= len(line) <= _LONGEST_TITLE
        and not _NAVIGATION.search(line)
        and not line.endswith(("。", ";", "；"))
    ]
    until = next(
        (number for number, line in enumerate(lines) if begins(line) and number > (fit[0] if fit else 0)),
        len(lines),
    )
    fit = [
        number
        for number in fit
        if number < until and not begins(lines[number]) and not is_info(lines[number])
    ]
    return next((number for number in fit if speaks_of_notice(lines[number])), fit[0] if fit else -1)


def _title(lines: Sequence[str], at: int) -> tuple[str, list[str]]:
    """Return the title and the lines above it that belong to the document: a document number or running text."""
    if at < 0:
        return "", []
    title, above = lines[at], [line for line in lines[:at] if _DOC_NUMBER.search(line) or line.endswith("。")]
    if at and title.startswith("关于") and _ORGAN.match(lines[at - 1]):
        title = lines[at - 1] + title
    return title, above


def _end_of_body(lines: Sequence[str], start: int) -> int:
    """Return the number of the first line behind the body; marks right under the title end nothing."""
    begun = False
    for number in range(start, len(lines)):
        if begun and begins(lines[number]):
            return number
        begun = begun or not (begins(lines[number]) or is_info(lines[number]) or is_control(lines[number]))
    return len(lines)


def _split_info(body: Sequence[Piece]) -> tuple[list[str], list[Piece]]:
    """Part the lines of source and time under the title from the body."""
    info: list[str] = []
    for piece in body:
        if not isinstance(piece, Line) or not (is_info(piece.text) or begins(piece.text)):
            break
        info.append(piece.text)
    return info, list(body[len(info) :])
