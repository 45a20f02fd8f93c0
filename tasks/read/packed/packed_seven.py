"""The members of a 7z, unpacked in one go within the limits, for they are packed together."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import partial
from lzma import LZMAError

import py7zr
from py7zr.exceptions import AbsolutePathError, ArchiveError
from py7zr.io import Py7zIO, WriterFactory

from tasks.read.packed.packed import (
    MAX_MEMBERS,
    MAX_RATIO,
    MAX_TOTAL,
    Budget,
    Member,
    Refused,
    is_junk,
    printed_name,
)


class _Kept(Py7zIO):
    """One member while it is unpacked; one beyond a limit keeps nothing more, and why."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._chunks: list[bytes] = []
        self._size = 0
        self.problem = ""

    def write(self, s: bytes | bytearray) -> int:
        self._size += len(s)
        if not self.problem:
            try:
                self._budget.take(len(s), self._size)
                self._chunks.append(bytes(s))
            except Refused as refused:
                self.problem = str(refused)
                self._chunks.clear()
        return len(s)

    def read(self, size: int | None = None) -> bytes:  # noqa: ARG002 -- as py7zr asks
        return b"".join(self._chunks)

    def seek(self, offset: int, whence: int = 0) -> int:  # noqa: ARG002 -- as py7zr asks
        return 0

    def flush(self) -> None:
        return None

    def size(self) -> int:
        return self._size


class _Keep(WriterFactory):
    """Keeps every member in memory by its name."""

    def __init__(self, budget: Budget) -> None:
        self.kept: dict[str, _Kept] = {}
        self._budget = budget

    def create(self, filename: str) -> Py7zIO:
        self.kept[filename] = _Kept(self._budget)
        return self.kept[filename]


def members_of_seven_zip(body: bytes, budget: Budget) -> Iterator[Member]:
    """Yield the files of a 7z.

    Raises:
        Refused: it is broken, locked, has too many members, or unpacks to too much.
    """
    keep = _Keep(budget)
    try:
        with py7zr.SevenZipFile(io.BytesIO(body), "r", max_extract_size=MAX_TOTAL) as package:
            if package.needs_password():
                raise Refused("the 7z file is locked with a password")
            files = [one for one in package.list() if one.is_file and not is_junk(one.filename)]
            _check(len(files), sum(one.uncompressed for one in files), len(body))
            package.extract(targets=[one.filename for one in files], factory=keep)
    except (
        ArchiveError,
        AbsolutePathError,
        LZMAError,
        EOFError,
        OSError,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
    ) as error:
        raise Refused(f"the 7z file is broken or locked: {str(error) or type(error).__name__}") from error
    for name, one in keep.kept.items():
        yield Member(printed_name(name), partial(_open, one))


def _check(members: int, unpacked: int, size: int) -> None:
    """Refuse what the directory itself says is too much."""
    if members > MAX_MEMBERS:
        raise Refused(f"it has {members} members, at most {MAX_MEMBERS} are read")
    if unpacked > MAX_TOTAL or (unpacked > 2**20 and unpacked > MAX_RATIO * size):
        raise Refused(
            f"it unpacks to {unpacked >> 20} MB: more than {MAX_TOTAL >> 20} MB or {MAX_RATIO} times its size"
        )


def _open(one: _Kept) -> bytes:
    """Return a member's bytes."""
    if one.problem:
        raise Refused(one.problem)
    return one.read()
