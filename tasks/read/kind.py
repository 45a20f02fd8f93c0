"""What a body is, by its first bytes and its inner marks; its name and declared type are never believed.

Government sites serve HTML under .xls, xlsx under .xls and JSON as text/html.
"""

from __future__ import annotations

import re
import struct
from enum import StrEnum


class Kind(StrEnum):
    """What a body is; the value is how a person would call it."""

    HTML = "HTML page"
    TEXT = "plain text"
    SHEET = "spreadsheet"
    WORD = "Word document"
    SLIDES = "presentation"
    PDF = "PDF"
    OFD = "OFD document"
    IMAGE = "image"
    PACKAGE = "archive of files"
    RICH_TEXT = "RTF document"
    LOCKED = "document with a password"
    OFFICE_XML = "Office XML file"
    MAIL_PAGE = "MHTML page"
    OTHER = "file of an unknown kind"


_STARTS = (
    (b"%PDF-", Kind.PDF),
    (b"\x89PNG\r\n", Kind.IMAGE),
    (b"\xff\xd8\xff", Kind.IMAGE),
    (b"GIF8", Kind.IMAGE),
    (b"BM", Kind.IMAGE),
    (b"II*\x00", Kind.IMAGE),
    (b"MM\x00*", Kind.IMAGE),
    (b"Rar!\x1a\x07", Kind.PACKAGE),
    (b"7z\xbc\xaf\x27\x1c", Kind.PACKAGE),
    (b"\x1f\x8b", Kind.PACKAGE),
    (b"{\\rtf", Kind.RICH_TEXT),
    (b"MIME-Version:", Kind.MAIL_PAGE),
)
_ZIP_MARKS = (
    (b"xl/workbook.", Kind.SHEET),
    (b"opendocument.spreadsheet", Kind.SHEET),
    (b"word/document.xml", Kind.WORD),
    (b"opendocument.text", Kind.WORD),
    (b"ppt/presentation.xml", Kind.SLIDES),
    (b"OFD.xml", Kind.OFD),
)
_OLE_MARKS = (
    ("EncryptedPackage", Kind.LOCKED),
    ("WordDocument", Kind.WORD),
    ("PowerPoint Document", Kind.SLIDES),
    ("Workbook", Kind.SHEET),
    ("Book\0", Kind.SHEET),
)
_TAGS = re.compile(
    rb"<(?:!doctype\s+html|(?:html|head|body|meta|title|div|p|br|table|tr|td|span|a|ul|ol|li|h[1-6]|section|article|script|ucap\w+)[\s/>])",
    re.IGNORECASE,
)
_HEAD = 65_536
_FEWEST_TAGS = 3


def find_kind(body: bytes) -> Kind:
    """Say what a body is by its content; ``OTHER`` for bytes that are neither text nor a known form."""
    for start, kind in _STARTS:
        if body.startswith(start) and not (start == b"BM" and _is_text(body)):
            return kind
    if body.startswith(b"PK\x03\x04"):
        return _first(_ZIP_MARKS, _names_of(body), Kind.PACKAGE)
    if body.startswith(b"\xd0\xcf\x11\xe0"):
        marks = tuple((name.encode("utf-16-le"), kind) for name, kind in _OLE_MARKS)
        return _first(marks, body, Kind.OTHER)
    return _kind_of_text(body) if _is_text(body) else Kind.OTHER


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
    """Tell HTML from plain text by its tags."""
    head = body[:_HEAD].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if (
        head.startswith(b"<?xml")
        and b"urn:schemas-microsoft-com:office:" in head[:2048]
        and b"<html" not in head[:4096].lower()
    ):
        return Kind.OFFICE_XML
    tags = len(_TAGS.findall(head))
    return Kind.HTML if tags >= _FEWEST_TAGS or (tags and head.startswith(b"<")) else Kind.TEXT
