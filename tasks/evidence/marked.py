"""Evidence as one HTML file that shows hostile text and runs, loads and links nothing. Pure."""

from __future__ import annotations

import base64
import html
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tasks.evidence.place import Spot
from tasks.read.document import Cell, Paragraph, Table

ROWS_AROUND = 4
"""Rows, or paragraphs, shown before and after the one marked."""
LONGEST_TEXT = 600
"""Characters shown of one cell or paragraph; the rest is a number."""
MOST_COLUMNS = 40

_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STYLE = """
body { font: 15px/1.5 system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; margin: 2rem auto;
  max-width: 72rem; padding: 0 1rem; color: #222; background: #fff }
h1 { font-size: 1.3rem } h2 { font-size: 1.05rem; margin: 2.2rem 0 .3rem; border-top: 1px solid #ccc; padding-top: .8rem }
p { margin: .3rem 0 } .where { color: #666 } .doubt { color: #a01818 }
table { border-collapse: collapse; margin: .6rem 0 } td, th { border: 1px solid #bbb; padding: .15rem .5rem; vertical-align: top }
th { color: #888; font-weight: normal; text-align: right; white-space: nowrap }
tr.marked td, p.marked { background: #fff2b8 } td.doubted { outline: 2px solid #c81e1e } img { max-width: 100%; border: 1px solid #bbb }
"""


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One place to look at: what is asked about it, where it stands in words, the place itself, its picture if any.

    ``spot`` is null where the place is not known; ``picture`` is a PNG, empty where the document has no pages to show.
    """

    asked: tuple[str, ...]
    where: str
    spot: Spot | None = None
    picture: bytes = b""
    note: str = ""


def write_page(title: str, facts: Sequence[str], exhibits: Sequence[Exhibit]) -> str:
    """Return the page of some exhibits: self-contained, everything from outside escaped, marks of direction shown."""
    parts = [
        '<!doctype html><html lang="zh"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="referrer" content="no-referrer"><meta name="viewport" content="width=device-width">',
        f"<title>{_seen(title)}</title><style>{_STYLE}</style></head><body><h1>{_safe(title)}</h1>",
        *(f'<p class="where">{_safe(fact)}</p>' for fact in facts),
        *(line for number, one in enumerate(exhibits, 1) for line in _exhibit(number, one)),
        "</body></html>",
    ]
    return "\n".join(parts) + "\n"


def _exhibit(number: int, one: Exhibit) -> Iterator[str]:
    """Yield the lines of one exhibit."""
    yield f'<h2 id="n{number}">{number}. {"; ".join(map(_safe, one.asked))}</h2>'
    if one.where:
        yield f'<p class="where">{_safe(one.where)}</p>'
    if one.note:
        yield f"<p>{_safe(one.note)}</p>"
    if one.spot is None:
        return
    yield from (f'<p class="doubt">{_safe(doubt)}</p>' for doubt in one.spot.doubts)
    if one.picture:
        data = base64.b64encode(one.picture).decode("ascii")
        yield f'<p><img alt="" src="data:image/png;base64,{data}"></p>'
    what = one.spot.what
    yield from _table(what, one.spot.row) if isinstance(what, Table) else _paragraphs(one.spot)


def _table(table: Table, marked: int | None) -> Iterator[str]:
    """Yield the head of a table, the marked row and its neighbours."""
    centre = marked or 0
    first, last = max(0, centre - ROWS_AROUND), min(len(table.rows), centre + ROWS_AROUND + 1)
    if table.name:
        yield f'<p class="where">{_safe(table.name)}</p>'
    yield "<table>"
    if first > 0:
        yield _row(0, table.rows[0], marked=False)
    if first > 1:
        yield f'<tr><th></th><td colspan="{MOST_COLUMNS}">… {first - 1} …</td></tr>'
    for number in range(first, last):
        yield _row(number, table.rows[number], marked=number == marked)
    if last < len(table.rows):
        yield f'<tr><th></th><td colspan="{MOST_COLUMNS}">… {len(table.rows) - last} …</td></tr>'
    yield "</table>"


def _row(number: int, cells: Sequence[Cell], *, marked: bool) -> str:
    """Write one row behind its number, counted from 1 over the table as it was read."""
    shown = "".join(_cell(cell) for cell in cells[:MOST_COLUMNS])
    more = f"<td>… {len(cells) - MOST_COLUMNS} …</td>" if len(cells) > MOST_COLUMNS else ""
    mark = ' class="marked"' if marked else ""
    pointer = "▶ " if marked else ""
    return f"<tr{mark}><th>{pointer}{number + 1}</th>{shown}{more}</tr>"


def _cell(cell: Cell) -> str:
    """Write one cell; one whose text may be wrong is framed."""
    mark = ' class="doubted"' if cell.doubt else ""
    return f"<td{mark}>{_safe(cell.text)}</td>"


def _paragraphs(spot: Spot) -> Iterator[str]:
    """Yield the marked paragraph between its neighbours; tables among them are only named."""
    blocks = spot.document.blocks
    for at in range(max(0, spot.block - ROWS_AROUND), min(len(blocks), spot.block + ROWS_AROUND + 1)):
        block = blocks[at]
        mark = ' class="marked"' if at == spot.block else ""
        yield f"<p{mark}>{'▶ ' if at == spot.block else ''}{_safe(block.text if isinstance(block, Paragraph) else f'[{block.locator}]')}</p>"


def _safe(text: str) -> str:
    """Return a text as it can stand in a page, set apart from its surroundings' direction."""
    return f"<bdi>{_seen(text)}</bdi>"


def _seen(text: str) -> str:
    """Cut and escape a text, and show what cannot be seen by its number."""
    cut = text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]} … {len(text) - LONGEST_TEXT}"
    return html.escape("".join(f"[U+{ord(char):04X}]" if _is_hidden(char) else char for char in cut))


def _is_hidden(char: str) -> bool:
    """Say whether a character cannot be seen, or turns the direction of what follows."""
    return char not in "\n\t" and unicodedata.category(char) in {"Cc", "Cf", "Co", "Cs", "Cn"}
