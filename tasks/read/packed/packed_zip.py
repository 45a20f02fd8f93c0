"""The members of a zip, named as they were meant: Chinese Windows writes names in GBK and says nothing of it."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from functools import partial

from tasks.read.packed.packed import Budget, Member, Refused, decode_name, printed_name

_UTF8 = 0x800
_LOCKED = 1
_UNICODE_PATH = 0x7075
_END = b"PK\x05\x06"
_LONGEST_COMMENT = 70_000


def members_of_zip(body: bytes, budget: Budget) -> Iterator[Member]:
    """Yield the files of a zip.

    Raises:
        Refused: its directory is broken.
    """
    if _END not in body[-_LONGEST_COMMENT:]:
        raise Refused("the zip file is cut off: its directory is missing")
    try:
        package = zipfile.ZipFile(io.BytesIO(body))
    except (zipfile.BadZipFile, ValueError, struct.error, NotImplementedError) as error:
        raise Refused(f"the zip file is broken: {error}") from error
    for one in package.infolist():
        if not one.is_dir():
            yield Member(printed_name(name_of(one)), partial(_open, package, one, budget))


def name_of(one: zipfile.ZipInfo) -> str:
    """Return a member's name: as marked, else UTF-8 where its bytes are that, else GB18030."""
    if one.flag_bits & _UTF8:
        return one.filename
    try:
        raw = one.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return one.filename
    named = _unicode_path(one.extra, raw)
    return decode_name(raw) if named is None else named


def _unicode_path(extra: bytes, raw: bytes) -> str | None:
    """Return the name that a field beside the usual one gives, None where there is none that fits.

    Source: APPNOTE.TXT 4.6.9, Info-ZIP Unicode Path Extra Field.
    """
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        field = extra[at + 4 : at + 4 + length]
        if kind == _UNICODE_PATH and len(field) > 5 and field[1:5] == struct.pack("<I", zlib.crc32(raw)):
            return field[5:].decode("utf-8", "replace")
        at += 4 + length
    return None


def _open(package: zipfile.ZipFile, one: zipfile.ZipInfo, budget: Budget) -> bytes:
    """Return a member's bytes."""
    if one.flag_bits & _LOCKED:
        raise Refused("it is locked with a password")
    try:
        with package.open(one) as stream:
            return budget.read(stream, one.compress_size)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
        raise Refused(f"it is broken or packed in a way that is not known: {error}") from error
