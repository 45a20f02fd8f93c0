"""What stands inside a document and may be the list itself: pictures, and files embedded as objects.

Nothing is started and nothing is fetched: an object is read as the bytes it holds.
"""

from __future__ import annotations

import io
import re
import struct
import warnings
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from PIL import Image

from config.errors import Unreadable
from tasks.read.about import About, ReadInner
from tasks.read.document import Document
from tasks.read.kind import Kind, find_kind
from tasks.read.office.ole import BrokenFile, CompoundFile
from tasks.read.office.opc import Parts

MOST: Final = 60
"""How many pictures and objects of one document are read."""
_FEWEST_PIXELS = 40_000
_NARROWEST = 60
_NARROWEST_MM = 40
_ITSELF = ("WordDocument", "Workbook", "Book", "PowerPoint Document")
_WRAPPED = ("Package", "EmbeddedOdf", "CONTENTS", "Contents")
_FORMULA = "Equation Native"


@dataclass(slots=True)
class Enclosed:
    """What came of reading what stands inside a document; the words are as of ``Document``."""

    documents: list[Document] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def read_enclosed(
    parts: Parts, names: Iterable[tuple[str, str]], about: About, read_inner: ReadInner
) -> Enclosed:
    """Read the parts that are pictures or objects; ``names`` gives each part and the one to read in its place, or nothing.

    Pictures too small to hold a list are left out and named; a part that cannot be read is named as not read.

    Raises:
        NeedsRoom: a picture needs OCR, and this is the small child.
    """
    found = Enclosed()
    done: set[str] = set()
    for name, instead in names:
        if name in done:
            continue
        if len(done) == MOST:
            found.unread.append(f"more than {MOST} pictures and objects stand in it")
            break
        done.add(name)
        try:
            _read_one(parts.read(name), name, found, about=about, read_inner=read_inner)
        except Unreadable as error:
            if not (instead and _stands_in(parts, instead, found, about=about, read_inner=read_inner)):
                found.unread.append(f"{name}: {error.problem}")
    return found


def _read_one(body: bytes, name: str, found: Enclosed, *, about: About, read_inner: ReadInner) -> None:
    """Read one part into ``found``."""
    kind = find_kind(body)
    if kind in (Kind.IMAGE, Kind.DRAWING):
        small, size = is_small(body, kind)
        if small:
            found.warnings.append(f"a small picture ({name}, {size}) was left out")
            return
        if kind is Kind.DRAWING:
            raise Unreadable(name, f"a vector drawing of {size} cannot be read")
    elif body.startswith(b"\xd0\xcf\x11\xe0"):
        inner = open_object(body, name)
        if inner is None:
            found.warnings.append(f"a formula ({name}) was left out")
            return
        body = inner
    found.documents += read_inner(body, about.member(name))


def _stands_in(parts: Parts, name: str, found: Enclosed, *, about: About, read_inner: ReadInner) -> bool:
    """Read the picture that stands for an object; say whether that worked."""
    try:
        body = parts.read(name)
        if find_kind(body) is not Kind.IMAGE:
            return False
        found.documents += read_inner(body, about.member(name))
    except Unreadable:
        return False
    return True


def is_small(body: bytes, kind: Kind) -> tuple[bool, str]:
    """Say whether a picture is too small to hold a list, and its size in words; a broken one is not small."""
    if kind is Kind.DRAWING:
        width, height = _millimetres(body)
        return min(width, height) < _NARROWEST_MM, f"{width:.0f} x {height:.0f} mm"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            width, height = Image.open(io.BytesIO(body)).size
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False, "of unknown size"
    return width * height < _FEWEST_PIXELS or min(width, height) < _NARROWEST, f"{width} x {height}"


def _millimetres(body: bytes) -> tuple[float, float]:
    """Return a vector drawing's width and height by its header. Source: [MS-EMF] Header, [MS-WMF] META_PLACEABLE."""
    if len(body) < 44:
        return 0.0, 0.0
    if body.startswith(b"\x01\x00\x00\x00"):
        left, top, right, bottom = struct.unpack_from("<4i", body, 24)
        return abs(right - left) / 100, abs(bottom - top) / 100
    left, top, right, bottom, inch = struct.unpack_from("<4hH", body, 6)
    return abs(right - left) * 25.4 / (inch or 1440), abs(bottom - top) * 25.4 / (inch or 1440)


def open_object(body: bytes, name: str) -> bytes | None:
    """Return the file that an embedded object holds; None for a formula.

    Raises:
        Unreadable: it is broken, or of a program whose files are not known.
    """
    try:
        file = CompoundFile(body)
        if any(stream in file.streams for stream in _ITSELF):
            return body
        for stream in _WRAPPED:
            if stream in file.streams:
                return file.read(stream)
        if "\x01Ole10Native" in file.streams:
            return _native(file.read("\x01Ole10Native"))
    except (BrokenFile, struct.error) as error:
        raise Unreadable(name, f"the object is broken: {error}") from error
    if _FORMULA in file.streams:
        return None
    raise Unreadable(name, "an object of a program whose files are not known")


def _native(stream: bytes) -> bytes:
    """Return the file in an object that packs one: behind its label, its path and where it was copied from.

    Source: [MS-OLEDS] OLENativeStream, and files that Word and WPS wrote.
    """
    labels = re.match(rb".{6}[^\x00]{0,999}\x00[^\x00]{0,999}\x00.{8}[^\x00]{0,999}\x00", stream, re.DOTALL)
    at = labels.end() if labels else 4
    if labels and at + 4 <= len(stream):
        (length,) = struct.unpack_from("<I", stream, at)
        return stream[at + 4 : at + 4 + length]
    return stream[4:]
