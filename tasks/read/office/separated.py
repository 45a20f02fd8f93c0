"""Separated values (csv, tsv): rows and cells by the rules of quoting, the delimiter found by what the lines share.

Text is taken for separated values only where a line heads columns as lists do and the lines below have as many cells:
prose with commas stays prose. Chinese commas separate nothing.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from functools import partial
from itertools import islice

from config.errors import Unreadable
from tasks.read.about import About, ReadInner
from tasks.read.document import Cell, Document, Table
from tasks.read.mending.characters import even, lines_of
from tasks.read.mending.charset import read_characters
from tasks.read.mending.garble import judge
from tasks.read.mending.unsure import unsure

_DELIMITERS = ",\t;|"
_HEADING = re.compile(
    r"\s*\S{0,10}(?:序\s*号|编\s*号|名\s*称|企\s*业|单\s*位|集\s*群|地\s*[区市州]|区\s*域|省\s*份|县\s*区|产\s*品|代\s*码|年\s*[度份]|批\s*次|类\s*别|备\s*注|项\s*目|有效期)"
    r"\s*(?:[(（][^)）]{0,20}[)）])?\s*"
)
_SENTENCE = re.compile(r"[。：:；！？!?]|[，,]\s*$")
_ROUNDED = re.compile(r"\d(?:\.\d+)?E\+\d+")
_LOOKED_AT = 200
_ABOVE = 5
_LONGEST_HEADING = 30
_FEWEST_ROWS = 2
_SHARE = 0.9
_MAX_ROWS = 20_000
_MAX_COLUMNS = 500
_MOST_CELLS = 2_000_000
_LONGEST_CELL = 2**17


def find_delimiter(text: str) -> str:
    """Return what separates the cells of a text's lines, empty where the text is no table of separated values.

    A heading with a word of lists must stand in the first lines, and nine in ten of the lines below it must have as many
    cells. ``text`` may be the beginning of a longer one.
    """
    lines = text.lstrip("\ufeff").splitlines(keepends=True)[:_LOOKED_AT]
    stated = re.match(r"sep=([,;\t|])\s*$", lines[0]) if lines else None
    if stated:
        return stated[1]
    found = ((_fit("".join(lines), delimiter), delimiter) for delimiter in _DELIMITERS)
    fit, delimiter = max(found)
    return delimiter if fit else ""


def _fit(text: str, delimiter: str) -> int:
    """Return how many cells a row has, 0 where the rows are no table under a heading."""
    if delimiter not in text:
        return 0
    try:
        rows = _split(text, delimiter)
    except csv.Error:
        return 0
    for at, row in enumerate(rows[:_ABOVE]):
        width, below = len(row), [other for other in rows[at + 1 :] if any(map(str.strip, other))]
        if "。" in "".join(row):
            return 0  # a notice saved as text, whose table keeps its tabs
        if width > 1 and _is_heading(row):
            alike = sum(len(other) == width for other in below[:-1]) + 1  # the last line may be cut off
            return width if len(below) >= _FEWEST_ROWS and alike >= _SHARE * len(below) else 0
    return 0


def _is_heading(row: Sequence[str]) -> bool:
    """Say whether cells head columns: at least two short ones, and a word that lists use."""
    filled = [cell.strip() for cell in row if cell.strip()]
    short = all(len(cell) <= _LONGEST_HEADING and not _SENTENCE.search(cell) for cell in filled)
    return len(filled) > 1 and short and any(map(_HEADING.fullmatch, filled))


def _split(text: str, delimiter: str, *, strict: bool = False, quoted: bool = True) -> list[list[str]]:
    """Return rows of cells, one more than may be at most.

    Raises:
        csv.Error: a cell is longer than any may be, or, when ``strict``, a quotation is not closed as it should be.
    """
    csv.field_size_limit(_LONGEST_CELL)
    lines = io.StringIO(text, newline="")
    if quoted:
        rows = csv.reader(lines, delimiter=delimiter, strict=strict)
    else:
        rows = csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    return list(islice(rows, _MAX_ROWS + 1))


def read_separated(body: bytes, about: About, _read_inner: ReadInner) -> tuple[Document, ...]:
    """Read separated values as one table; lines above its heading are rows too, short rows are filled with empty cells.

    The title is a text that stands alone above the heading, else empty.

    Raises:
        Unreadable: there are more than 20,000 rows or 500 columns, or a quotation is never closed.
    """
    text = read_characters(body, encoding=about.encoding).lstrip("\ufeff").replace("\x00", "")
    rows, stray = _rows(re.sub(r"\Asep=.[ \t]*\r?\n", "", text), find_delimiter(text) or ",", about)
    width = max(map(len, rows), default=0)
    if len(rows) > _MAX_ROWS or width > _MAX_COLUMNS:
        raise Unreadable(about.label, f"it has more than {_MAX_ROWS} rows or {_MAX_COLUMNS} columns")
    if len(rows) * width > _MOST_CELLS:
        raise Unreadable(about.label, f"it has {len(rows)} rows of {width} columns, which is too much")
    mender = judge(text)
    cleaned = [["\n".join(lines_of(mender.mend(even(cell)))) for cell in row] for row in rows]
    return (
        Document(
            sha256=about.sha256, media="csv", title=_title(cleaned), blocks=(_table(cleaned, width, stray=stray),), name=about.name,
            garble=mender.report, unread=_cut_off(text, rows, width), read_by="CSV",
        ),
    )  # fmt: skip


def _cut_off(text: str, rows: Sequence[Sequence[str]], width: int) -> tuple[str, ...]:
    """Say that the file ends in the middle of a line: alone the last one is short, and no line break ends it."""
    short = bool(rows) and len(rows[-1]) < width and any(rows[-1])
    if short and not text.endswith(("\n", "\r")) and all(len(row) == width for row in rows[-3:-1]):
        return ("the file may be cut off: it ends in the middle of a line",)
    return ()


def _rows(text: str, delimiter: str, about: About) -> tuple[list[list[str]], bool]:
    """Return rows of cells, and whether quotation marks were taken as they stand, for they are not closed as they should.

    A mark that opens and never closes would swallow the rows behind it.
    """
    try:
        try:
            return _split(text, delimiter, strict=True), False
        except csv.Error:
            return _split(text, delimiter, quoted=False), True
    except csv.Error as error:
        raise Unreadable(about.label, f"a cell is longer than any may be: {error}") from error


def _table(rows: Sequence[Sequence[str]], width: int, *, stray: bool) -> Table:
    """Return the rows that hold anything; a row's number counts the empty ones, a quoted line break does not."""
    doubt = partial(_doubt, stray=stray)
    return Table(
        tuple(
            tuple(Cell(text, f"row {number}", doubt=doubt(text)) for text in (*row, *[""] * (width - len(row))))
            for number, row in enumerate(rows, start=1)
            if any(row)
        ),
        "table 1",
    )  # fmt: skip


def _doubt(text: str, *, stray: bool) -> str:
    """Say why a cell may be wrong: a stray quotation mark, or a long number cut short by what wrote the file."""
    if stray and '"' in text:
        return "its quotation marks are not closed as they should be"
    return "the file gives it as a rounded number" if _ROUNDED.fullmatch(text) else unsure(text)


def _title(rows: Sequence[Sequence[str]]) -> str:
    """Return the text that stands alone in one of the first rows, an appendix number apart; else nothing."""
    for row in rows[:_ABOVE]:
        texts = [text for text in row if text]
        if len(texts) > 1:
            return ""
        if texts and not texts[0].startswith("附件"):
            return "".join(texts[0].split("\n"))
    return ""
