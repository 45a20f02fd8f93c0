"""The compound file that old Office programs write (doc, xls, wps, et, msg): its streams by path, nothing of it run.

Source: [MS-CFB] Compound File Binary File Format.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA
"""From here on a sector number is a mark, not a place."""
_ENTRY = 128
_MOST_ENTRIES = 20_000
_MINI = 64


class BrokenFile(ValueError):
    """A compound file whose tables contradict themselves or end too early."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry of the directory; ``kind`` is 1 for a folder, 2 for a stream, 5 for the root."""

    name: str
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int


class CompoundFile:
    """The streams of a compound file, read when asked for."""

    def __init__(self, body: bytes) -> None:
        """Read the directory.

        Raises:
            BrokenFile: the bytes are no compound file, or are cut off before their directory ends.
        """
        if not body.startswith(SIGNATURE) or len(body) < 512:
            raise BrokenFile("no compound file")
        self._body = body
        shift = struct.unpack_from("<H", body, 0x1E)[0]
        if shift not in (9, 12):
            raise BrokenFile("its sectors have no known size")
        self._sector = 1 << shift
        self._most = len(body) // self._sector + 2
        directory, mini = struct.unpack_from("<I", body, 0x30)[0], struct.unpack_from("<I", body, 0x3C)[0]
        self._cutoff = struct.unpack_from("<I", body, 0x38)[0]
        self._table = self._read_table()
        raw = self._chain(directory)
        self._entries = [
            _entry(raw, at) for at in range(0, min(len(raw), _ENTRY * _MOST_ENTRIES) - _ENTRY + 1, _ENTRY)
        ]
        if not self._entries or self._entries[0].kind != 5:
            raise BrokenFile("its directory has no root")
        self._mini = _numbers(self._chain(mini)) if mini < _END else ()
        self._minis: bytes | None = None
        self.streams = dict(self._walk(self._entries[0].child))
        """Each stream's size in bytes, by its path (``ObjectPool/_1/Workbook``), in the order of the file's own tree."""

    def read(self, path: str) -> bytes:
        """Return a stream.

        Raises:
            BrokenFile: the file is cut off within it.
            KeyError: there is no such stream.
        """
        entry = self._entries[self._places[path]]
        body = self._chain(entry.start) if entry.size >= self._cutoff else self._mini_chain(entry.start)
        if len(body) < entry.size:
            raise BrokenFile(f"the file is cut off: {path} is not whole")
        return body[: entry.size]

    def _read_table(self) -> tuple[int, ...]:
        """Return the table that says which sector follows which."""
        sectors = list(struct.unpack_from("<109I", self._body, 0x4C))
        more, seen = struct.unpack_from("<I", self._body, 0x44)[0], 0
        while more < _END and seen < self._most:
            page = _numbers(self._sector_at(more))
            if not page:
                break
            sectors += page[:-1]
            more, seen = page[-1], seen + 1
        used = [sector for sector in sectors if sector < _END][: self._most]
        return _numbers(b"".join(map(self._sector_at, used)))

    def _sector_at(self, number: int) -> bytes:
        """Return one sector, shorter or empty where the file is cut off."""
        at = (number + 1) * self._sector
        return self._body[at : at + self._sector]

    def _chain(self, start: int) -> bytes:
        """Return a chain of sectors."""
        return b"".join(map(self._sector_at, _follow(self._table, start, self._most)))

    def _mini_chain(self, start: int) -> bytes:
        """Return a chain of the small sectors that stand within the root's own stream."""
        if self._minis is None:
            self._minis = self._chain(self._entries[0].start)
        whole = self._minis
        return b"".join(
            whole[n * _MINI : (n + 1) * _MINI] for n in _follow(self._mini, start, len(whole) // _MINI + 2)
        )

    def _walk(self, top: int) -> Iterator[tuple[str, int]]:
        """Yield each stream's path and size; an entry is visited once."""
        self._places: dict[str, int] = {}
        seen: set[int] = set()
        waiting = [(top, "")]
        while waiting:
            number, folder = waiting.pop()
            if number >= len(self._entries) or number in seen:
                continue
            seen.add(number)
            entry = self._entries[number]
            waiting += [(entry.right, folder), (entry.left, folder)]
            if entry.kind == 1:
                waiting.append((entry.child, f"{folder}{entry.name}/"))
            elif entry.kind == 2:
                self._places[folder + entry.name] = number
                yield folder + entry.name, entry.size


def _entry(raw: bytes, at: int) -> _Entry:
    """Return one entry of the directory."""
    length = min(struct.unpack_from("<H", raw, at + 0x40)[0], 64)
    name = raw[at : at + max(0, length - 2)].decode("utf-16-le", "replace")
    left, right, child = struct.unpack_from("<3I", raw, at + 0x44)
    start, size = struct.unpack_from("<2I", raw, at + 0x74)
    return _Entry(name, raw[at + 0x42], left, right, child, start, size)


def _numbers(raw: bytes) -> tuple[int, ...]:
    """Return bytes as numbers of four bytes."""
    return struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4])


def _follow(table: tuple[int, ...], start: int, most: int) -> Iterator[int]:
    """Yield the sectors of a chain.

    Raises:
        BrokenFile: it runs in a circle.
    """
    count = 0
    while start < min(_END, len(table)):
        yield start
        start, count = table[start], count + 1
        if count > most:
            raise BrokenFile("its sectors run in a circle")
