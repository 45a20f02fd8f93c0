"""Files that are hostile or broken: cut off, empty, locked, or far larger inside than outside."""

from __future__ import annotations

import io
import zipfile

from tests.cases.written import Piece
from tests.tasks.read.written_files import zip_of

_LOCKED = 1
_FAR = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
_ENTITY = b'<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def spoil(piece: Piece, body: bytes) -> bytes:
    """Return a body spoilt as ``look`` says; the same body where it says nothing.

    ``cut``: only this share of it arrived. ``locked``: its members are marked as encrypted. ``bomb``: a spreadsheet that
    unpacks to so many megabytes. ``sealed``: an office document under a password. ``far``: a workbook with one more cell at
    the far end of its sheet. ``entity``: a Word document whose XML asks for a file of the machine that reads it.
    """
    look = piece.look
    if "bomb" in look:
        return _bomb(int(look["bomb"]))
    if look.get("sealed"):
        return _OLE + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 480
    if look.get("locked"):
        body = _locked(body)
    if look.get("far"):
        body = _replaced(body, "xl/worksheets/sheet1.xml", b"</sheetData>", _FAR + b"</sheetData>")
    if look.get("entity"):
        body = _replaced(body, "word/document.xml", b"<w:document", _ENTITY + b"<w:document")
    return body[: int(len(body) * look["cut"])] if "cut" in look else body


def _locked(body: bytes) -> bytes:
    """Mark every member of a zip as encrypted, in its own header and in the directory."""
    out = bytearray(body)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = body.find(mark)
        while place >= 0:
            out[place + at] |= _LOCKED
            place = body.find(mark, place + 4)
    return bytes(out)


def _replaced(body: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """Return a zip with something replaced once in one member."""
    with zipfile.ZipFile(io.BytesIO(body)) as package:
        members = {one: package.read(one) for one in package.namelist()}
    assert old in members[name]
    return zip_of({**members, name: members[name].replace(old, new, 1)})


def _bomb(megabytes: int) -> bytes:
    stream = io.BytesIO()
    stream.write(zip_of({"xl/workbook.xml": b"<workbook/>"}))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b"<c>" + b"0" * (megabytes << 20))
    return stream.getvalue()
