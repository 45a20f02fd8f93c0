"""A list of the starting set as a notice: it says itself what it is, so that nothing has to be guessed from its words.

It is always an excerpt and always a relay's word: it states how many there are and shows those that were seen, gives no
days to any title (semantics, 18), and its silence means nothing (semantics, 15).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from config.models import Programme
from tasks.read.document import Cell, Document
from tasks.recognise.doc_number import normal_number
from tasks.recognise.notice import Level, Notice, Roster, RosterRow, Stage, Unconcerned
from tasks.recognise.rows import Place

if TYPE_CHECKING:
    from config.regions import RegionTable

_MARK, _HEADER = "starting-set", "name"
_COLUMNS = ("name", "region", "product", "category", "as", "operation", "cohort")
_MENTION = "mention"

_Row = Mapping[str, Cell]


def read_starting_list(
    attachments: Sequence[Document], *, programmes: Mapping[str, Programme], regions: RegionTable
) -> Notice | Unconcerned:
    """Read one list of the starting set.

    Args:
        attachments: the list alone, read as a table.
        programmes: the watched programmes by id.
        regions: the region table.

    Returns:
        The notice, an excerpt told by a relay; ``Unconcerned`` where the document is no such list, or its programme is
        not watched here.

    Raises:
        ValueError: the list says what no list can say (a stage, a date).
    """
    tables = [table for document in attachments for table in document.tables]
    cells = tables[0].rows if tables else ()
    if not cells or cells[0][0].text != _MARK:
        return Unconcerned("no list of the starting set")
    at = next(no for no, row in enumerate(cells) if row[0].text == _HEADER)
    said = {row[0].text: row[1].text for row in cells[:at]}
    programme = programmes.get(said["programme"])
    if programme is None:
        return Unconcerned(f"the programme {said['programme']} is not watched")
    rows = [dict(zip(_COLUMNS, row, strict=True)) for row in cells[at + 1 :]]
    stage = Stage(said["stage"])
    recommends = stage is Stage.RECOMMENDATION
    region = said.get("region", programme.region)
    return Notice(
        title=said["title"],
        programme_id=programme.id,
        level=Level.PROVINCE if recommends else Level(programme.level),
        region=region,
        stage=stage,
        cohort=said["cohort"],
        issuer=said.get("issuer", programme.issuer[0]),
        doc_number=normal_number(said["doc_number"]) if "doc_number" in said else None,
        signed_on=_day(said, "signed_on"),
        window=(_day(said, "window_from"), _day(said, "window_to")) if "window_from" in said else None,
        rosters=_rosters(rows, said, attachments[0], Place(region, regions)),
        mentions=tuple(row["name"].text for row in rows if row["as"].text == _MENTION),
        relayed=True,
        excerpt=True,
    )


def _rosters(
    rows: Sequence[_Row], said: Mapping[str, str], document: Document, place: Place
) -> tuple[Roster, ...]:
    """Make one list of the rows of each operation and cohort, the announcement's own first; mentions are no rows."""
    own = (said["stage"], said["cohort"])
    groups: dict[tuple[str, str], list[_Row]] = {own: []}
    for row in rows:
        if row["as"].text != _MENTION:
            groups.setdefault((row["operation"].text or own[0], row["cohort"].text or own[1]), []).append(row)
    others = sum(bool(held) for key, held in groups.items() if key != own)
    kept = [(key, held) for key, held in groups.items() if held or (key == own and not others)]
    return tuple(
        Roster(
            no,
            said["title"],
            Stage(key[0]),
            key[1],
            None,
            tuple(_row(row_no, row, document, place) for row_no, row in enumerate(held, start=1)),
            stated=_number(said, "stated" if key == own else "review_stated"),
        )
        for no, (key, held) in enumerate(kept, start=1)
    )


def _row(row_no: int, row: _Row, document: Document, place: Place) -> RosterRow:
    name = row["name"]
    return RosterRow(
        row_no=row_no,
        name=name.text,
        name_printed=name.text,
        locator=name.locator,
        sha256=document.sha256,
        region=place.of(row["region"].text, name.text),
        product=row["product"].text or None,
        category=row["category"].text or None,
        read_by=document.read_by,
    )


def _day(said: Mapping[str, str], key: str) -> date | None:
    return date.fromisoformat(said[key]) if key in said else None


def _number(said: Mapping[str, str], key: str) -> int | None:
    return int(said[key]) if key in said else None
