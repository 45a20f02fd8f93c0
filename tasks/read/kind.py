"""What a body is, by its first bytes and its inner marks; its name and declared type are never believed.

Government sites serve HTML under .xls, xlsx under .xls and JSON as text/html.
"""

from __future__ import annotations

import re
import struct
from enum import StrEnum

from tasks.read.mending.charset import read_characters
from tasks.read.office.ole import BrokenFile, CompoundFile
from tasks.read.office.separated import find_delimiter


class Kind(StrEnum):
    """What a body is; the value is how a person would call it."""

    HTML = "HTML page"
    TEXT = "plain text"
    CSV = "separated values"
    SHEET = "spreadsheet"
    WORD = "Word document"
    OLD_WORD = "old Word document"
    WORD_XML = "Word XML document"
    OPEN_TEXT = "OpenDocument text"
    SLIDES = "presentation"
    PDF = "PDF"
    OFD = "OFD document"
    IMAGE = "image"
    DRAWING = "vector drawing"
    PACKAGE = "archive of files"
    RICH_TEXT = "RTF document"
    LOCKED = "document with a password"
    OFFICE_XML = "Office XML file"
    MAIL_PAGE = "MHTML page"
    MAIL = "mail message"
    OTHER = "file of an unknown kind"


_STARTS = (
    (b"%PDF-", Kind.PDF),
    (b"\x89PNG\r\n", Kind.IMAGE),
    (b"\xff\xd8\xff", Kind.IMAGE),
    (b"GIF8", Kind.IMAGE),
    (b"BM", Kind.IMAGE),
    (b"II*\x00", Kind.IMAGE),
    (b"MM\x00*", Kind.IMAGE),
    (b"\x00\x00\x00\x0cjP  ", Kind.IMAGE),
    (b"\xff\x4f\xff\x51", Kind.IMAGE),
    (b"\xd7\xcd\xc6\x9a", Kind.DRAWING),
    (b"Rar!\x1a\x07", Kind.PACKAGE),
    (b"7z\xbc\xaf\x27\x1c", Kind.PACKAGE),
    (b"\x1f\x8b\x08", Kind.PACKAGE),
    (b"PK\x05\x06", Kind.PACKAGE),
    (b"{\\rtf", Kind.RICH_TEXT),
)
_ZIP_STARTS = (b"PK\x03\x04", b"PK\x07\x08PK\x03\x04", b"PK00PK\x03\x04")
_ZIP_MARKS = (
    (b"xl/workbook.", Kind.SHEET),
    (b"opendocument.spreadsheet", Kind.SHEET),
    (b"word/document", Kind.WORD),
    (b"opendocument.text", Kind.OPEN_TEXT),
    (b"opendocument.presentation", Kind.SLIDES),
    (b"ppt/presentation.xml", Kind.SLIDES),
    (b"OFD.xml", Kind.OFD),
)
_OLE_MARKS = (
    ("EncryptedPackage", Kind.LOCKED),
    ("WordDocument", Kind.OLD_WORD),
    ("PowerPoint Document", Kind.SLIDES),
    ("Workbook", Kind.SHEET),
    ("Book", Kind.SHEET),
    ("__properties_version1.0", Kind.MAIL),
)
_XML_MARKS = (
    (b"urn:schemas-microsoft-com:office:spreadsheet", Kind.OFFICE_XML),
    (b"schemas.microsoft.com/office/word/2003/wordml", Kind.WORD_XML),
    (b"schemas.microsoft.com/office/2006/xmlpackage", Kind.WORD_XML),
)
_MAIL_HEADER = re.compile(
    rb"(?:[A-Za-z-]+:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n)*?content-type:\s*multipart/related", re.IGNORECASE
)
_TAGS = re.compile(
    rb"<(?:!doctype\s+html|(?:html|head|body|meta|title|div|p|br|table|tr|td|span|a|ul|ol|li|h[1-6]|section|article|script|ucap\w+)[\s/>])",
    re.IGNORECASE,
)
_PDF = re.compile(rb"%PDF-\d\.\d")
_FILE_PASS = 0x002F
_HEAD = 65_536
_FEWEST_TAGS = 3


def find_kind(body: bytes) -> Kind:
    """Say what a body is by its content; ``OTHER`` for bytes that are neither text nor a known form."""
    for start, kind in _STARTS:
        if body.startswith(start) and not (start == b"BM" and _is_text(body)):
            return kind
    if body.startswith(_ZIP_STARTS):
        return _first(_ZIP_MARKS, _names_of(body), Kind.PACKAGE)
    if body.startswith(b"\xd0\xcf\x11\xe0"):
        return _kind_of_compound(body)
    if _is_text(body):
        return _kind_of_text(body)
    return _kind_of_bytes(body)


def _kind_of_bytes(body: bytes) -> Kind:
    """Tell the forms that are not known by their first bytes alone."""
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return Kind.IMAGE
    if body[257:262] == b"ustar":
        return Kind.PACKAGE
    if body[40:44] == b" EMF" and body.startswith(b"\x01\x00\x00\x00"):
        return Kind.DRAWING
    return Kind.PDF if _PDF.search(body[:1024]) else Kind.OTHER


def _kind_of_compound(body: bytes) -> Kind:
    """Tell the documents of old Office programs by the streams at the root: a workbook inside a text counts for nothing.

    Of a file cut off before its directory, the names that can still be found decide.
    """
    marks = tuple((name.encode("utf-16-le"), kind) for name, kind in _OLE_MARKS)
    try:
        file = CompoundFile(body)
    except (BrokenFile, struct.error):
        return _first(marks, body, Kind.OTHER)
    kind = next((kind for name, kind in _OLE_MARKS if name in file.streams), None)
    if kind is None:
        return Kind.OTHER if file.streams else _first(marks, body, Kind.OTHER)
    return Kind.LOCKED if kind in (Kind.OLD_WORD, Kind.SHEET) and _is_locked(file) else kind


def _is_locked(file: CompoundFile) -> bool:
    """Say whether a doc or xls is encrypted: a flag in the header of its text, a record behind the start of its sheets.

    Source: [MS-DOC] FibBase.fEncrypted; [MS-XLS] FilePass.
    """
    try:
        if "WordDocument" in file.streams:
            return bool(
                file.read("WordDocument")[0x0B:0x0C] >= b"\x01" and file.read("WordDocument")[0x0B] & 1
            )
        head = file.read("Workbook" if "Workbook" in file.streams else "Book")[:4096]
    except (BrokenFile, IndexError):
        return False
    at = 0
    while at + 4 <= len(head):
        record, length = struct.unpack_from("<HH", head, at)
        if record == _FILE_PASS:
            return True
        at += 4 + length
    return False


def _names_of(body: bytes) -> bytes:
    """Return a zip's first bytes and its directory: where member names and an OpenDocument's type stand in the clear."""
    end = body.rfind(b"PK\x05\x06")
    if end < 0 or len(body) < end + 22:
        return body  # cut off: the members' own headers still name them
    (directory,) = struct.unpack_from("<I", body, end + 16)
    return body[:256] + body[directory:end]


def _first(marks: tuple[tuple[bytes, Kind], ...], place: bytes, otherwise: Kind) -> Kind:
    """Return the kind of the first mark that stands in ``place``."""
    return next((kind for mark, kind in marks if mark in place), otherwise)


def _is_text(body: bytes) -> bool:
    """Say whether the bytes can be text: UTF-16 with its mark, or no zero byte and few control bytes at the start."""
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    head = body[:4096]
    strange = sum(head.count(byte) for byte in (*range(1, 9), *range(14, 27), *range(28, 32)))
    return b"\x00" not in head and strange * 50 <= len(head)


def _kind_of_text(body: bytes) -> Kind:
    """Tell HTML from the other forms that are written as text."""
    head = body[:_HEAD].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if _MAIL_HEADER.match(head[:4096]):
        return Kind.MAIL_PAGE
    if head.startswith(b"<?xml") and b"<html" not in head[:4096].lower():
        kind = _first(_XML_MARKS, head[:4096], Kind.OTHER)
        if kind is not Kind.OTHER:
            return kind
    tags = len(_TAGS.findall(head))
    if tags >= _FEWEST_TAGS or (tags and head.startswith(b"<")):
        return Kind.HTML
    if _PDF.search(head[:1024]) and b"%%EOF" in body[-2048:]:
        return Kind.PDF
    return Kind.CSV if find_delimiter(read_characters(body[:_HEAD])) else Kind.TEXT
