"""A page that came as plain text (saved or copied): title, body, and what stood around them, told apart by words.

There is no markup to go by, so only marks that sites print are used; what is not known to be surroundings is body.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from tasks.read.characters import even, lines_of
from tasks.read.document import Block, Cell, Document, Paragraph, Table
from tasks.read.garble import judge
from tasks.read.parts import find_source
from tasks.read.published import labelled_day
from tasks.read.surroundings import begins, is_control, is_info, speaks_of_notice, titles_after

_NAVIGATION = re.compile(
    r"更多[\s\W_]*$|^(?:首页|当前位置|您的位置|您现在的位置|导航|登录|注册)|[>»›].*[>»›]|^[\s\W_]*$"
)
_ORGAN = re.compile(r"^[\u4e00-\u9fff、\s]{2,60}(?:部|厅|局|委|委员会|办公室|政府)(?:办公厅|办公室)?$")
_DOC_NUMBER = re.compile(r"[〔\[(（【]\s*(?:19|20)\d\d\s*[〕\])）】]\s*(?:第\s*)?\d+\s*号")
_SHORTEST_TITLE = 8
_LONGEST_TITLE = 120


def read_text(text: str, *, sha256: str, name: str) -> Document:
    """Read a page given as plain text; an empty title where no line can be one.

    The title is the first line that speaks of a list or notice and is no navigation, else the first line long enough
    to be one. A line of the issuing organ right above a title that begins with 关于 belongs to it.
    """
    plain = even(text)
    mender = judge(plain)
    raw = [line.rstrip() for line in re.split(r"[\r\n\u2028\u2029\x85]+", mender.mend(plain))]
    table_lines = {line.strip(): line for line in raw if "\t" in line.strip()}
    lines = lines_of("\n".join(raw))
    at = _title_at(lines)
    title, kept = _title(lines, at)
    end = _end_of_body(lines, at + 1)
    body = [line for line in lines[at + 1 : end] if not is_control(line)]
    info, body = _split_info(body)
    blocks = _blocks([*kept, *body], table_lines)
    last = [line for line in body[-2:] if len(line) <= 60]
    return Document(
        sha256=sha256, media="text", title=title, blocks=blocks, name=name,
        source_line=find_source({}, [*info, *last]),
        published_on=next((day for line in info if (day := labelled_day(line))), None),
        teasers=titles_after(lines[end:]), garble=mender.report,
        warnings=() if blocks else ("the page shows no body text",),
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


def _split_info(body: Sequence[str]) -> tuple[list[str], list[str]]:
    """Part the lines of source and time under the title from the body."""
    start = next(
        (number for number, line in enumerate(body) if not (is_info(line) or begins(line))), len(body)
    )
    return list(body[:start]), list(body[start:])


def _blocks(lines: Sequence[str], table_lines: dict[str, str]) -> tuple[Block, ...]:
    """Return paragraphs, and tables where at least two lines together hold tabs (a copied table keeps them)."""
    blocks: list[Block] = []
    paragraphs = tables = 0
    for tabbed, group in groupby(lines, key=lambda line: line in table_lines):
        together = list(group)
        if tabbed and len(together) > 1:
            tables += 1
            blocks.append(_table([table_lines[line] for line in together], f"table {tables}"))
            continue
        for line in together:
            paragraphs += 1
            blocks.append(Paragraph(" ".join(line.split()), f"p[{paragraphs}]"))
    return tuple(blocks)


def _table(lines: Sequence[str], place: str) -> Table:
    """Return tabbed lines as a table, short rows filled with empty cells."""
    rows = [[" ".join(cell.split()) for cell in line.split("\t")] for line in lines]
    width = max(map(len, rows))
    return Table(
        tuple(
            tuple(Cell(text, f"{place} row {number}") for text in (*row, *[""] * (width - len(row))))
            for number, row in enumerate(rows, start=1)
        ),
        place,
    )
