"""Lists printed as paragraphs: numbered, one name a line, cells one a line, or columns set with blanks.

Source: Shandong 2024 (numbered), Hubei (grouped by city, numbers running on), Jiangxi (three lists, each from 1), Jiangsu 2013
(columns by blanks, a stroke missing), Guangdong 2023 (each cell a paragraph), a 2024 relay with a whole list on one line and
"......" at its end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tasks.read.document import Cell, Paragraph, Table
from tasks.recognise.columns import Columns, Role, read_header, role_of
from tasks.recognise.counts import caption_count
from tasks.recognise.names import is_namelike, is_strong
from tasks.recognise.notice import Problem
from tasks.recognise.rawlist import RawList, RawRow, with_numbering
from tasks.recognise.tables import IsRegion
from tasks.recognise.text import normal, tight

_LONGEST_LINE = 400
_NUMBERED = re.compile(r"^\(?(\d{1,4})(?: ?[.、)] ?(?!\d)| (?=[^\x00-\x7f\d]))(.+)$")
_CELLS = re.compile(r" ?\| ?| +")
_LISTING = re.compile(r"名单|如下|具体为|分别为|名录|^附件")
_CUT = re.compile(r"^[.…·]{3,}$|点击.{0,12}(?:更多|全文|阅读原文)|继续阅读|阅读原文|剩余:?\d|^(?:以下)?略$")
_NOISE = re.compile(r"^[^\u4e00-\u9fff]{0,24}$")
_COUNTED = re.compile(r"\((?:共)?[^()]{1,6}[个家项户]\)")


@dataclass(slots=True)
class _Run:
    """Lines of one list under way."""

    caption: str
    rows: list[RawRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    numbered: bool = True
    stated: int | None = None


def read_paragraphs(
    paragraphs: Sequence[Paragraph], *, caption: str, sha256: str, subject: str, is_region: IsRegion
) -> list[RawList]:
    """Read the lists that stand in consecutive paragraphs.

    Args:
        paragraphs: running text without tables between.
        caption: what stood above (a document's title or name).
        sha256: the body they stand in.
        subject: the programme's kind of subject, by which lines without numbers are known as names.
        is_region: tells whether a text is a region (a group's heading).

    Returns:
        The lists with their nearest heading; empty when the paragraphs are prose.
    """
    lists: list[RawList] = []
    reader = _Reader(caption, sha256, subject, is_region, lists)
    for paragraph in paragraphs:
        reader.take(paragraph)
    reader.close()
    return lists


class _Reader:
    """Walks down the paragraphs, one list at a time."""

    def __init__(
        self, caption: str, sha256: str, subject: str, is_region: IsRegion, out: list[RawList]
    ) -> None:
        self.caption, self.heading, self.region = caption, "", ""
        self.sha256, self.subject, self.is_region, self.out = sha256, subject, is_region, out
        self.run: _Run | None = None

    def take(self, paragraph: Paragraph) -> None:
        """Take one paragraph as a row, a group's heading, noise, or the end of the list."""
        if len(paragraph.text) > _LONGEST_LINE:
            self.close()
            self.heading = ""
            return
        text, line = normal(paragraph.text), tight(paragraph.text)
        match = _NUMBERED.match(text)
        if match is not None and is_namelike(tight(match[2])):
            self._row(int(match[1]), tight(match[2]), paragraph.locator)
        elif match is None and is_strong(line, subject=self.subject) and not _LISTING.search(line):
            self._row(None, line, paragraph.locator)
        elif self.run is not None and _CUT.search(line):
            self.run.problems.append(Problem("list cut", line[:60], paragraph.locator))
        elif not self._heading(line) and not (
            self.run is not None and self.run.numbered and _NOISE.match(line)
        ):
            self.close()
            self.heading = line[:200] if line else self.heading

    def _heading(self, line: str) -> bool:
        """Take a region's heading (武汉市(2个)) inside a list or before it."""
        bare = _COUNTED.sub("", re.sub(r"^[一二三四五六七八九十]{1,3}、", "", line)).rstrip(":")
        if len(bare) > 24 or not self.is_region(bare):
            return False
        self.region = bare
        return True

    def _row(self, number: int | None, name: str, locator: str) -> None:
        run = self.run
        if run is None or run.numbered != (number is not None) or (number == 1 and run.rows):
            self.close(keep_region=True)
            run = self.run = _Run(f"{self.caption}\n{self.heading}".strip(), numbered=number is not None)
            run.stated = caption_count(self.heading)
        run.rows.append(RawRow(number, name, locator, region=self.region))

    def close(self, *, keep_region: bool = False) -> None:
        """End the list under way and keep it if it is one."""
        run, self.run = self.run, None
        if not keep_region:
            self.region = ""
        if run is None or not self._is_list(run):
            return
        found = RawList(run.caption, tuple(run.rows), self.sha256, tuple(run.problems), stated=run.stated)
        self.out.append(with_numbering(found) if run.numbered else found)

    def _is_list(self, run: _Run) -> bool:
        strong = sum(is_strong(row.name, subject=self.subject) for row in run.rows)
        if not run.numbered:
            return len(run.rows) >= 2 or bool(_LISTING.search(self.heading))
        if _LISTING.search(run.caption.rsplit("\n", 1)[-1]) and strong * 3 >= len(run.rows):
            return True
        return strong * 5 >= len(run.rows) * 3


def tables_in_text(paragraphs: Sequence[Paragraph]) -> Iterator[Table | Paragraph]:
    """Turn paragraphs that were a table once (columns by blanks or strokes, or a cell a line) back into tables."""
    at = 0
    while at < len(paragraphs):
        table, used = _inlined(paragraphs, at)
        if table is None:
            table, used = _spaced(paragraphs, at)
        if table is None:
            table, used = _cell_a_line(paragraphs, at)
        yield table if table is not None else paragraphs[at]
        at += used if table is not None else 1


def _cells(texts: Sequence[str], locator: str) -> tuple[Cell, ...]:
    return tuple(Cell(text, locator) for text in texts)


def _spaced(paragraphs: Sequence[Paragraph], at: int) -> tuple[Table | None, int]:
    """Read columns set with blanks or strokes: a header line, then numbered lines of as many pieces."""
    pieces = _split(paragraphs[at].text) if len(paragraphs[at].text) <= _LONGEST_LINE else []
    header = read_header(pieces) if 2 <= len(pieces) <= 8 else None
    if header is None or header.unknown or header.roles[0] is not Role.NUMBER:
        return None, 0
    rows = [_cells(pieces, paragraphs[at].locator)]
    end = at + 1
    while end < len(paragraphs) and len(paragraphs[end].text) <= _LONGEST_LINE:
        found = _split(paragraphs[end].text)
        if found and not re.fullmatch(r"\d{1,4}[.、]?", found[0]):
            break
        if found:
            padded = [*found[: len(pieces) - 1], " ".join(found[len(pieces) - 1 :])][: len(pieces)]
            rows.append(_cells([*padded, *[""] * (len(pieces) - len(padded))], paragraphs[end].locator))
        end += 1
    return (Table(tuple(rows), paragraphs[at].locator), end - at) if len(rows) > 1 else (None, 0)


def _split(text: str) -> list[str]:
    return [piece for piece in _CELLS.split(normal(text).strip("| ")) if piece]


def _cell_a_line(paragraphs: Sequence[Paragraph], at: int) -> tuple[Table | None, int]:
    """Read a table whose every cell became a paragraph: header words first, then rows that begin with 1, 2, 3 …."""
    columns = _leading_header(paragraphs, at)
    if columns is None:
        return None, 0
    width, end = len(columns.roles), at + len(columns.roles)
    rows = [tuple(Cell(normal(one.text), one.locator) for one in paragraphs[at:end])]
    while end + width <= len(paragraphs) and normal(paragraphs[end].text) == str(len(rows)):
        rows.append(tuple(Cell(normal(one.text), one.locator) for one in paragraphs[end : end + width]))
        end += width
    return (Table(tuple(rows), paragraphs[at].locator), end - at) if len(rows) > 1 else (None, 0)


def _leading_header(paragraphs: Sequence[Paragraph], at: int) -> Columns | None:
    if role_of(paragraphs[at].text) is not Role.NUMBER:
        return None
    texts: list[str] = []
    for one in paragraphs[at : at + 8]:
        if normal(one.text) == "1":
            break
        texts.append(normal(one.text))
    return read_header(texts) if 2 <= len(texts) <= 7 else None


def _inlined(paragraphs: Sequence[Paragraph], at: int) -> tuple[Table | None, int]:
    """Read a whole list on one line: 序号 集群名称 1 … 2 … 16 … ......"""
    if (
        role_of(paragraphs[at].text.split(maxsplit=1)[0] if paragraphs[at].text.strip() else "")
        is not Role.NUMBER
    ):
        return None, 0
    pieces = _split(paragraphs[at].text)
    if "1" not in pieces[2:8]:
        return None, 0
    width = pieces.index("1")
    header = read_header(pieces[:width])
    if header is None:
        return None, 0
    locator = paragraphs[at].locator
    rows = [_cells(pieces[:width], locator)]
    named: list[str] = []
    for piece in (*pieces[width + 1 :], str(10**9)):
        if piece in {str(len(rows) + 1), str(10**9)}:
            kept = [one for one in named if not _CUT.match(one)]
            rows.append(_cells([str(len(rows)), *kept[: width - 2], " ".join(kept[width - 2 :])], locator))
            if len(kept) < len(named):
                rows.append(_cells(["......"] * width, locator))
            named = []
        else:
            named.append(piece)
    return Table(tuple(row for row in rows if len(row) == width), locator), 1
