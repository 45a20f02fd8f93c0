"""What a page's end cut in two, put together again where it can be proved, and doubted where it cannot.

A row is cut where the next page's part has no number; a merged cell is cut where one of its two parts is blank.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tasks.read.printed.lines import unwrapped
from tasks.read.printed.page import both
from tasks.read.printed.running import Passage
from tasks.read.printed.sketch import Sketch, Slot

_NUMBER = re.compile(r"^[(（]?\d{1,5}[)）]?[.、．]?$")
_HEADINGS = re.compile(r"[(（](?:共)?[^()（）]{1,6}[个家项户][)）]$|^合计|^总计|^小计|^注")
_NEAR = 0.02
_CUT = "the page ends within this row"


def join_pages(pages: Sequence[list[Passage | Sketch]]) -> list[Passage | Sketch]:
    """Return the pieces of all pages in order, with the rows that a page's end cut in two put together."""
    found: list[Passage | Sketch] = []
    for own in pages:
        if found and own:
            last, first = found[-1], own[0]
            if isinstance(last, Sketch) and isinstance(first, Sketch):
                _join_tables(last, first)
                own = own if first.rows else own[1:]
            elif isinstance(last, Passage) and isinstance(first, Passage) and _one_paragraph(last, first):
                found[-1] = _joined(last, first)
                own = own[1:]
        found += own
    return found


def _one_paragraph(last: Passage, first: Passage) -> bool:
    """Say whether a paragraph goes on over the page's end: its last line is full and no sentence ends there."""
    return (
        last.full
        and not first.starts
        and abs(last.size - first.size) < 0.2 * last.size
        and not re.search(r"[。；;：:！？!?]$", last.text)
    )


def _joined(last: Passage, first: Passage) -> Passage:
    """Return one paragraph of two parts; its place is that of the first."""
    return replace(
        last, text=unwrapped([last.text, first.text]), doubt=both(last.doubt, first.doubt), full=first.full
    )


def _join_tables(last: Sketch, first: Sketch) -> None:
    """Put together what the page's end cut between two tables of the same columns."""
    if first.page != last.page + 1 or not _same_columns(last, first):
        return
    at = _header_rows(last, first)
    if at >= len(first.rows):
        return
    if _is_rest(first.rows[at], last.rows[-1]):
        _join_row(last, first, at)
    if at < len(first.rows):
        _join_merged(last, first, at)


def _same_columns(last: Sketch, first: Sketch) -> bool:
    """Say whether two tables have the same columns."""
    return len(last.edges) == len(first.edges) and all(
        abs(a - b) < _NEAR for a, b in zip(last.edges, first.edges, strict=True)
    )


def _header_rows(last: Sketch, first: Sketch) -> int:
    """Return how many of the first rows repeat the header of the page before."""
    count = 0
    for upper, lower in zip(last.rows, first.rows, strict=False):
        if [slot.text for slot in upper] != [slot.text for slot in lower] or _numbered(lower):
            break
        count += 1
    return count


def _numbered(row: Sequence[Slot]) -> bool:
    """Say whether a row begins with a number."""
    return bool(_NUMBER.match(row[0].text))


def _is_rest(row: Sequence[Slot], above: Sequence[Slot]) -> bool:
    """Say whether a row is the rest of the one above: it has no number, is no heading, and says something."""
    texts = {slot.text for slot in row if slot.text}
    return (
        _numbered(above)
        and not row[0].text
        and row[0].spans == 1
        and bool(texts)
        and not any(_HEADINGS.search(text) for text in texts)
    )


def _join_row(last: Sketch, first: Sketch, at: int) -> None:
    """Add a row's rest to it; doubted where the rest stands in cells that are blank above."""
    upper, lower = last.rows[-1], first.rows[at]
    sure = all(above.text or not below.text for above, below in zip(upper, lower, strict=True))
    last.rows[-1] = [
        replace(
            above,
            text=unwrapped([text for text in (above.text, below.text) if text]),
            doubt=both(both(above.doubt, below.doubt), "" if sure else _CUT),
        )
        for above, below in zip(upper, lower, strict=True)
    ]
    del first.rows[at], first.numbers[at]


def _join_merged(last: Sketch, first: Sketch, at: int) -> None:
    """Fill the blank part of a merged cell that the page's end cut in two from its other part."""
    for column in range(1, len(first.edges) - 1):
        above, below = last.rows[-1][column], first.rows[at][column]
        if above.text and not below.text and (above.spans > 1 or below.spans > 1):
            if below.spans > 1 or not _blank_elsewhere(last, first, column, at):
                _fill(first, range(at, len(first.rows)), column, above)
            else:
                doubt = f"blank here; the merged cell on the page before says {above.text}"
                first.rows[at][column] = replace(below, doubt=both(below.doubt, doubt))
        elif below.text and not above.text and above.spans > 1:
            _fill(last, range(len(last.rows) - 1, -1, -1), column, below)


def _blank_elsewhere(last: Sketch, first: Sketch, column: int, at: int) -> bool:
    """Say whether a column has blank cells of one row, so that one more tells nothing."""
    slots = [row[column] for row in last.rows] + [row[column] for row in first.rows[at + 1 :]]
    return any(not slot.text and slot.spans == 1 for slot in slots)


def _fill(sketch: Sketch, rows: range, column: int, source: Slot) -> None:
    """Give the blank cell that the first of the rows stands in, as far as it goes, the text of its other part."""
    place = sketch.rows[rows[0]][column].box
    for at in rows:
        old = sketch.rows[at][column]
        if old.box != place or old.text:
            return
        sketch.rows[at][column] = replace(old, text=source.text, doubt=both(old.doubt, source.doubt))
