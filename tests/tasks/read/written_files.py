"""Files of every kind written from plain rows and words, so that a test states what a file holds and nothing else."""

from __future__ import annotations

import csv
import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from typing import Literal
from xml.sax.saxutils import escape

import openpyxl
import py7zr
import xlwt

Rows = Sequence[Sequence[object]]
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES = (
    f'xmlns:w="{_W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def xlsx_of(sheets: Mapping[str, Rows]) -> bytes:
    """Return an xlsx with one sheet per name, its rows from A1 on."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def xls_of(sheets: Mapping[str, Rows]) -> bytes:
    """Return an old binary workbook (xls, et) with one sheet per name, its rows from A1 on."""
    book = xlwt.Workbook()
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        for y, row in enumerate(rows):
            for x, value in enumerate(row):
                sheet.write(y, x, value)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def paragraph(text: str, look: str = "", run: str = "") -> str:
    """Return one paragraph as Word's XML; ``look`` goes into its properties, ``run`` into those of its text."""
    return (
        f"<w:p><w:pPr>{look}</w:pPr><w:r><w:rPr>{run}</w:rPr>"
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


def table(rows: Sequence[Sequence[str]]) -> str:
    """Return a ruled table as Word's XML, one paragraph a line of a cell."""
    grid = '<w:gridCol w:w="2400"/>' * max(map(len, rows))
    width = '<w:tcPr><w:tcW w:w="2400" w:type="dxa"/></w:tcPr>'
    body = "".join(
        "<w:tr>"
        + "".join(f"<w:tc>{width}{''.join(map(paragraph, cell.split(chr(10))))}</w:tc>" for cell in row)
        + "</w:tr>"
        for row in rows
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
    )


def docx_of(title: str, blocks: Sequence[str | list[list[str]]]) -> bytes:
    """Return a docx: the title large and centred, then paragraphs and tables in order."""
    head = paragraph(title, '<w:jc w:val="center"/>', '<w:b/><w:sz w:val="44"/>') if title else ""
    return docx_with(
        head + "".join(paragraph(one) if isinstance(one, str) else table(one) + "<w:p/>" for one in blocks)
    )


def docx_with(
    body: str, parts: Mapping[str, bytes] | None = None, relations: Sequence[tuple[str, str, str]] = ()
) -> bytes:
    """Return a docx around the XML of its body.

    ``parts`` are more members by path (``word/media/image1.png``); ``relations`` are (id, last word of the type, target).
    """
    types = (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        '<Override PartName="/word/document.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    members = {
        "[Content_Types].xml": types.encode(),
        "_rels/.rels": _relations([("rId1", "officeDocument", "word/document.xml")]),
        "word/document.xml": f"<w:document {_SPACES}><w:body>{body}<w:p/><w:sectPr/></w:body></w:document>".encode(),
        "word/_rels/document.xml.rels": _relations(relations),
        **(parts or {}),
    }
    return zip_of(members, names="utf-8")


def _relations(relations: Sequence[tuple[str, str, str]]) -> bytes:
    lines = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for key, kind, target in relations
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'.encode()


def csv_of(rows: Rows, *, delimiter: str = ",", encoding: str = "utf-8-sig") -> bytes:
    """Return rows as separated values, quoted where they must be."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue().encode(encoding)


def zip_of(members: Mapping[str, bytes], names: Literal["gbk", "utf-8"] = "utf-8") -> bytes:
    """Return a zip; with ``gbk`` its names are bytes of GBK without a mark, as Chinese Windows writes them."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, body in members.items():
            member = _Unmarked(name) if names == "gbk" else zipfile.ZipInfo(name)
            member.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            package.writestr(member, body)
    return stream.getvalue()


class _Unmarked(zipfile.ZipInfo):
    """A member whose name is written as bytes of GBK, with no mark of its character set."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 -- the name that zipfile calls
        return self.filename.encode("gbk"), self.flag_bits & ~0x800


def seven_zip_of(members: Mapping[str, bytes], password: str | None = None) -> bytes:
    """Return a 7z archive."""
    stream = io.BytesIO()
    with py7zr.SevenZipFile(stream, "w", password=password) as archive:
        for name, body in members.items():
            archive.writestr(body, name)
    return stream.getvalue()


def ole_of(streams: Mapping[str, bytes]) -> bytes:
    """Return a compound file with streams at its root, each of them padded to 4,096 bytes at least.

    Source: [MS-CFB] Compound File Binary File Format.
    """
    table, data = [0xFFFFFFFD], b""
    entries = [_ole_entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)]
    for number, (name, body) in enumerate(streams.items(), start=1):
        body = body.ljust(4096, b"\0")
        sectors = -(-len(body) // 512)
        start = 1 + len(data) // 512
        table += [*range(start + 1, start + sectors), 0xFFFFFFFE]
        data += body.ljust(sectors * 512, b"\0")
        right = number + 1 if number < len(streams) else 0xFFFFFFFF
        entries.append(_ole_entry(name, 2, start, len(body), right=right))
    directory = b"".join(entries)
    first = 1 + len(data) // 512
    sectors = -(-len(directory) // 512)
    table += [*range(first + 1, first + sectors), 0xFFFFFFFE]
    head = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 62, 3, 0xFFFE, 9, 6) + bytes(6)
    )
    head += struct.pack("<9I", 0, 1, first, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<I", 0) + b"\xff" * 4 * 108
    rows = struct.pack(f"<{len(table)}I", *table).ljust(512, b"\xff")
    assert len(table) <= 128, "one sector of the table is written: at most 60 KB"
    return head + rows + data + directory.ljust(sectors * 512, b"\0")


def _ole_entry(
    name: str, kind: int, start: int, size: int, *, right: int = 0xFFFFFFFF, child: int = 0xFFFFFFFF
) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<HBB3I", len(raw), kind, 1, 0xFFFFFFFF, right, child)
    return raw.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, size)


def rar_of(members: Mapping[str, bytes], *, compressed: bool = False, locked: Sequence[str] = ()) -> bytes:
    """Return a RAR 5 archive, written by hand, for no free program writes RAR.

    ``compressed`` gives each byte as a code of eight bits, which only a program that unpacks RAR can read; ``locked``
    names members that say they are encrypted. Source: RAR 5.0 archive format, technical note of the format's author.
    """
    blocks = [_rar_block(1, b"\x00")]
    for name, body in members.items():
        raw, method = name.encode(), 3 << 7 if compressed else 0
        about = _vint(4) + _vint(len(body)) + _vint(0o100644) + struct.pack("<I", zlib.crc32(body))
        about += _vint(method) + _vint(1) + _vint(len(raw)) + raw  # the host is Unix
        extra = _vint(1) + _vint(0) + _vint(0) + b"\x0f" + bytes(32) if name in locked else b""
        extra = _vint(len(extra)) + extra if extra else b""
        blocks.append(_rar_block(2, about, _rar_codes(body) if compressed else body, extra))
    return b"Rar!\x1a\x07\x01\x00" + b"".join(blocks) + _rar_block(5, b"\x00")


def _rar_codes(body: bytes) -> bytes:
    """Return bytes as RAR 5 compresses them when every byte has a code of eight bits and nothing is repeated."""
    lengths = "".join(f"{ {8: 2, 17: 2, 19: 1}.get(symbol, 0):04b}" for symbol in range(20))
    literals = "10" + "11" + f"{138 - 11:07b}" + "11" + f"{117 - 11:07b}"
    others = "0" + f"{138 - 11:07b}" + "0" + f"{36 - 11:07b}"
    bits = lengths + literals + others + "".join(f"{byte:08b}" for byte in body)
    data = bytes(int(bits[at : at + 8].ljust(8, "0"), 2) for at in range(0, len(bits), 8))
    flags = 0x80 | 0x40 | 2 << 3 | (len(bits) - 1) % 8
    size = struct.pack("<I", len(data))[:3]
    check = 0x5A ^ flags ^ size[0] ^ size[1] ^ size[2]
    return bytes([flags, check]) + size + data


def _rar_block(kind: int, about: bytes, body: bytes | None = None, extra: bytes = b"") -> bytes:
    flags = (1 if extra else 0) | (0 if body is None else 2)
    rest = _vint(kind) + _vint(flags) + (_vint(len(extra)) if extra else b"")
    rest += (b"" if body is None else _vint(len(body))) + about + extra
    head = _vint(len(rest)) + rest
    return struct.pack("<I", zlib.crc32(head)) + head + (body or b"")


def _vint(number: int) -> bytes:
    """Return a number as RAR 5 writes it: seven bits a byte, the lowest first."""
    out = b""
    while number > 0x7F:
        out += bytes([number & 0x7F | 0x80])
        number >>= 7
    return out + bytes([number])
