"""Documents made by hand for recognition alone, without bytes, and its outcome in a form to be read."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from config.load import load_configuration
from config.models import ListPage, Programme, Source
from config.places import REPOSITORY
from config.regions import load_regions
from tasks.read.document import Block, Cell, Document, Link, Paragraph, Table
from tasks.recognise.notice import Notice, Roster, RosterRow, Unconcerned, Unsettled
from tasks.recognise.recognise import Hints, recognise

HERE = Path(__file__).parent
Outcome = Notice | Unconcerned | Unsettled


@cache
def programmes() -> dict[str, Programme]:
    """The shipped programmes and some that are not; without ``expect``, for made-up lists are short."""
    shipped = load_configuration(REPOSITORY / "config").programmes
    read = yaml.safe_load((HERE / "programmes.yaml").read_text(encoding="utf-8"))
    held = {**shipped, **{one["id"]: Programme(**one) for one in read}}
    return {id_: one.model_copy(update={"expect": None}) for id_, one in held.items()}


def make_source(level: str = "national", region: str = "全国", publisher: str = "工业和信息化部") -> Source:
    page = ListPage(kind="html", url="https://example.invalid/")
    return Source(id="example", title="示例", publisher=publisher, level=level, region=region, list=page)


def make_document(
    title: str = "", *blocks: str | list[list[str]], name: str = "", day: date | None = None, origin: str = ""
) -> Document:
    """A document of paragraphs (texts, one a line) and tables (lists of rows)."""
    made: list[Block] = []
    paragraphs = tables = 0
    for block in blocks:
        if isinstance(block, str):
            for line in block.strip("\n").split("\n"):
                paragraphs += 1
                made.append(Paragraph(line, f"p[{paragraphs}]"))
        else:
            tables += 1
            made.append(_table(block, f"table {tables}"))
    return Document(
        sha256="0" * 60 + f"{len(name):04d}", media="html", title=title, blocks=tuple(made), name=name,
        published_on=day, source_line=origin, attachments=(Link(name, ""),) if name else (),
    )  # fmt: skip


def _table(rows: list[list[str]], locator: str) -> Table:
    cells = (tuple(Cell(text, f"{locator} row {at}") for text in row) for at, row in enumerate(rows, start=1))
    return Table(tuple(cells), locator)


def run(
    page: Document | None, *attachments: Document, source: Source | None = None, hints: Hints | None = None
) -> Outcome:
    return recognise(
        page, attachments, source=source or make_source(), programmes=programmes(), regions=load_regions(),
        hints=hints or Hints(title="", dated=None, doc_number="", url="https://example.invalid/1"),
    )  # fmt: skip


def plain(value: object) -> Any:
    """The outcome as plain data, defaults left out; a row is one line: name | what is known beside it."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, RosterRow):
        beside = {one.name: getattr(value, one.name) for one in fields(value)}
        keys = ("region", "product", "category", "former_name", "from_category", "put_off")
        shown = [f"{key}={beside[key]}" for key in keys if beside[key]]
        return " | ".join([value.name, *shown])
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    if hasattr(value, "__dataclass_fields__"):
        said = {one.name: plain(getattr(value, one.name)) for one in fields(value)}
        kept = {key: one for key, one in said.items() if one not in (None, [], "", False)}
        return {"outcome": type(value).__name__, **kept} if isinstance(value, Outcome) else kept
    return value


def rows_of(outcome: Outcome, list_no: int = 1) -> list[str]:
    assert isinstance(outcome, Notice)
    return [row.name for row in roster_of(outcome, list_no).rows]


def roster_of(outcome: Outcome, list_no: int = 1) -> Roster:
    assert isinstance(outcome, Notice)
    return outcome.rosters[list_no - 1]
