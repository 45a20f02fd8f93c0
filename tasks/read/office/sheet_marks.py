"""What a workbook says of its cells besides their values: hidden rows, errors, formulas without a value, formats.

It is looked for in the bytes themselves, for the library that gives the values keeps none of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from config.errors import Unreadable
from tasks.read.office.number_format import code_of
from tasks.read.office.opc import Parts

MAX_ROWS: Final = 20_000
MAX_COLUMNS: Final = 500
MOST_CELLS: Final = 2_000_000
"""How many cells a sheet may span, empty ones too: one far out would make a reader of all the corner between."""
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_C = rb"<(?:\w+:)?c\s"
_IS = rb"\s*=\s*[\"']"
_FAR = re.compile(
    _C + rb"(?:[^<>]*\s)?r" + _IS + rb"([A-Za-z]{3,9}\d+|[A-Za-z]{1,2}\d{5,12})[\"'][^<>]*(?<!/)>"
)
_ROW = re.compile(rb"<(?:\w+:)?row\s([^<>]*)>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\s([^<>]*)>")
_ERROR = re.compile(
    _C
    + rb"([^<>]*\bt"
    + _IS
    + rb"e[\"'][^<>]*)>(?:<(?:\w+:)?f[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>))?\s*<(?:\w+:)?v>([^<]*)<"
)
_FORMULA = re.compile(
    _C
    + rb"([^<>]*)>\s*<(?:\w+:)?f\b[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*+(?:(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)\s*+)?</(?:\w+:)?c>"
)
_PLACE = re.compile(rb"(?:^|\s)r" + _IS + rb"([A-Za-z]{1,9})(\d{1,12})[\"']")
_NUMBER = re.compile(rb"(?:^|\s)(r|min|max|hidden|ht|width|customHeight|t)" + _IS + rb"([^\"']*)[\"']")
_ON = (b"1", b"true", b"on")


@dataclass(slots=True)
class Marks:
    """What is said of one sheet's cells; rows and columns are numbered from 0.

    ``errors`` are what a cell shows instead of a value, ``empty`` the cells whose formula has none, ``formats`` the cells
    that print their number in a form of its own, by that form.
    """

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    empty: set[tuple[int, int]] = field(default_factory=set)
    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    filtered: bool = False


def sheet_parts(parts: Parts) -> list[str]:
    """Return the names of the parts that are a workbook's sheets, in their order; empty where the workbook names none.

    Raises:
        Unreadable: the workbook's own part is missing or broken.
    """
    main = parts.main("xl/workbook.xml")
    if not main.endswith(".xml"):
        return []
    relations = parts.relations(main)
    keys = [one.get(_R + "id", "") for one in parts.xml(main).iter(MAIN + "sheet")]
    return [relations[key].target if key in relations else "" for key in keys]


def marks_of_xlsx(parts: Parts, names: list[str]) -> Iterator[Marks]:
    """Yield the marks of each sheet of ``names``.

    Raises:
        Unreadable: a sheet has a filled cell beyond 20,000 rows or 500 columns.
    """
    formats = _formats(parts)
    for name in names:
        if name not in parts:
            yield Marks()
            continue
        content = parts.read(name)
        _check_references(content, parts.label)
        yield _marks(content, formats)


def _check_references(content: bytes, label: str) -> None:
    """Refuse a sheet with a filled cell too far out: reading its values would take more memory than there is."""
    for found in _FAR.finditer(content):
        row, column = _place(b'r="' + found[1] + b'"')
        if row >= MAX_ROWS or column >= MAX_COLUMNS:
            place = found[1].decode("ascii", "replace")
            raise Unreadable(
                label, f"a cell stands at {place}: more than {MAX_ROWS} rows or {MAX_COLUMNS} columns"
            )


def _marks(content: bytes, formats: dict[int, str]) -> Marks:
    """Return the marks of one sheet by its XML."""
    marks = Marks(filtered=b"autoFilter" in content)
    if b"hidden" in content or b' ht="0"' in content:
        _find_hidden(content, marks)
    if b't="e"' in content or b"t='e'" in content:
        for found in _ERROR.finditer(content):
            marks.errors[_place(found[1])] = found[2].decode("utf-8", "replace")
    if b"<f" in content or b":f" in content:
        texts = (found[1] for found in _FORMULA.finditer(content))
        marks.empty = {_place(said) for said in texts if dict(_NUMBER.findall(said)).get(b"t") != b"str"}
    if formats:
        keys = b"|".join(str(key).encode() for key in formats)
        styled = re.compile(_C + rb"([^<>]*\bs" + _IS + rb"(" + keys + rb")[\"'][^<>]*)>")
        marks.formats = {_place(found[1]): formats[int(found[2])] for found in styled.finditer(content)}
    return marks


def _find_hidden(content: bytes, marks: Marks) -> None:
    """Note hidden rows and columns; one of no height is hidden too."""
    for found in _ROW.finditer(content):
        said = dict(_NUMBER.findall(found[1]))
        if (said.get(b"hidden") in _ON or said.get(b"ht") in (b"0", b"0.0")) and said.get(
            b"r", b""
        ).isdigit():
            marks.hidden_rows.add(int(said[b"r"]) - 1)
    for found in _COLUMN.finditer(content):
        said = dict(_NUMBER.findall(found[1]))
        first, last = said.get(b"min", b""), said.get(b"max", b"")
        if said.get(b"hidden") in _ON and first.isdigit() and last.isdigit():
            marks.hidden_columns.update(range(int(first) - 1, min(int(last), MAX_COLUMNS)))


def _formats(parts: Parts) -> dict[int, str]:
    """Return, by the number of a cell's style, the forms that do not print a number as it is."""
    found = (
        one.target for one in parts.relations(parts.main("xl/workbook.xml")).values() if one.kind == "styles"
    )
    name = next((target for target in found if target in parts), "")
    if not name:
        return {}
    root: etree._Element = parts.xml(name)
    own = {
        int(one.get("numFmtId", "")): one.get("formatCode", "")
        for one in root.iter(MAIN + "numFmt")
        if one.get("numFmtId", "").isdecimal()
    }
    styles = root.find(MAIN + "cellXfs")
    keys = (
        [one.get("numFmtId", "0") for one in styles if isinstance(one.tag, str)] if styles is not None else []
    )
    codes = {at: code_of(int(key), own) for at, key in enumerate(keys) if key.isdecimal()}
    return {at: code for at, code in codes.items() if code}


def _place(said: bytes) -> tuple[int, int]:
    """Return the row and column, from 0, that a cell's reference gives; beyond every sheet where it gives none."""
    found = _PLACE.search(said)
    if found is None:
        return 2**31, 2**31
    column = 0
    for letter in found[1].upper():
        column = column * 26 + letter - 64
    return int(found[2]) - 1, column - 1
