"""What an old workbook (xls, et) says of its cells besides their values, record by record of its one stream.

Source: [MS-XLS] Excel Binary File Format: ROW, COLINFO, BOOLERR, FORMULA, FORMAT, XF.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from tasks.read.office.number_format import code_of
from tasks.read.office.ole import BrokenFile
from tasks.read.office.sheet_marks import Marks

_BOUND_SHEET, _FORMAT, _XF, _ROW, _COLUMNS = 0x85, 0x41E, 0xE0, 0x208, 0x7D
_NUMBER, _RK, _MANY_RK, _ERROR, _FORMULA = 0x203, 0x27E, 0xBD, 0x205, 0x06
_BEGIN, _END, _CONTINUE, _PICTURES, _FILTER = 0x809, 0x0A, 0x3C, 0xEB, 0x9D
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


class OldWorkbook:
    """The records of a workbook's stream, as far as they say what its values do not."""

    def __init__(self, stream: bytes) -> None:
        """Read what stands before the first sheet; a broken record ends the reading, the values are read elsewhere.

        Raises:
            BrokenFile: zeroes stand where a record should.
        """
        self._stream = stream
        self._own: dict[int, str] = {}
        self._styles: list[int] = []
        self._starts: list[int] = []
        self.pictures = 0
        """Bytes of pictures in the workbook; they are not read."""
        last = 0
        for kind, data in _records(stream, 0):
            last = last if kind == _CONTINUE else kind
            if kind == _BOUND_SHEET and len(data) >= 4:
                self._starts.append(struct.unpack_from("<I", data)[0])
            elif kind == _FORMAT and len(data) > 5:
                self._own[struct.unpack_from("<H", data)[0]] = _text(data)
            elif kind == _XF and len(data) >= 4:
                self._styles.append(struct.unpack_from("<H", data, 2)[0])
            elif last == _PICTURES:
                self.pictures += len(data)
        self._codes = [code_of(style, self._own) for style in self._styles]

    def marks(self) -> Iterator[Marks]:
        """Yield the marks of each sheet, in their order."""
        for start in self._starts:
            marks = Marks()
            for kind, data in _records(self._stream, start):
                self._note(kind, data, marks)
            yield marks

    def _note(self, kind: int, data: bytes, marks: Marks) -> None:
        """Note one record of a sheet."""
        if kind == _ROW and len(data) >= 16:
            row, flags = struct.unpack_from("<H", data)[0], data[12]
            if flags & 0x20:
                marks.hidden_rows.add(row)
        elif kind == _COLUMNS and len(data) >= 10:
            first, last, _, _, flags = struct.unpack_from("<5H", data)
            if flags & 1:
                marks.hidden_columns.update(range(first, min(last, 255) + 1))
        elif kind == _FILTER:
            marks.filtered = True
        elif kind == _ERROR and len(data) >= 8 and data[7]:
            marks.errors[struct.unpack_from("<2H", data)] = _ERRORS.get(data[6], "#?")
        elif kind == _FORMULA and len(data) >= 14 and data[12:14] == b"\xff\xff" and data[6] == 2:
            marks.errors[struct.unpack_from("<2H", data)] = _ERRORS.get(data[8], "#?")
        else:
            self._note_form(kind, data, marks)

    def _note_form(self, kind: int, data: bytes, marks: Marks) -> None:
        """Note the form in which a cell prints its number."""
        if kind in (_NUMBER, _RK, _FORMULA) and len(data) >= 6:
            row, column, style = struct.unpack_from("<3H", data)
            cells = [(column, style)]
        elif kind == _MANY_RK and len(data) >= 6:
            row, first = struct.unpack_from("<2H", data)
            cells = [
                (first + at, struct.unpack_from("<H", data, 4 + 6 * at)[0])
                for at in range((len(data) - 6) // 6)
            ]
        else:
            return
        for column, style in cells:
            if style < len(self._codes) and self._codes[style]:
                marks.formats[row, column] = self._codes[style]


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Yield kind and data of the records from one beginning to its end.

    Raises:
        BrokenFile: there is none at one place; what reads the values would pass over all that stands behind.
    """
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == length == 0:
            raise BrokenFile("zeroes stand where a record should: rows may be missing")
        if kind == _BEGIN:
            depth += 1
        yield kind, stream[at + 4 : at + 4 + length]
        if kind == _END:
            depth -= 1
            if depth <= 0:
                return
        at += 4 + length


def _text(data: bytes) -> str:
    """Return the text of a FORMAT record."""
    (length,), wide = struct.unpack_from("<H", data, 2), data[4] & 1
    raw = data[5 : 5 + length * (2 if wide else 1)]
    return raw.decode("utf-16-le" if wide else "latin-1", "replace")
