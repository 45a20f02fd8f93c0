"""The fetch log: append-only lines of JSON in one file a month.

Each line holds its own sequence, one more than the line before it, across all files. Lines go to the newest
file or to a newer month, never to an older one: an import dated years back is still the latest thing logged.
An append is one write under a lock; a line torn by a crash is cut off by the next append and never read.
"""

from __future__ import annotations

import fcntl
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC
from itertools import zip_longest
from pathlib import Path

from config.errors import StoreError
from tasks.archive.disk import on_disk, sync_folder
from tasks.archive.records import Capture
from tasks.archive.wire import Record, decode_line, encode_line, tells_of, time_of

_SEQ = re.compile(rb'\{"seq":(\d+),')
_TICK = 1_000_000_000  # nanoseconds, far above any file system's grain
_BLOCK = 1 << 16


class FetchLog:
    """The fetch log below ``root/log``; any number of processes may append and read."""

    def __init__(self, root: Path) -> None:
        self._folder = root / "log"
        self._place, self._lock = str(self._folder), str(self._folder / ".lock")
        self._seen: tuple[int, Path | None, str] | None = (
            None  # the folder's time stamp, newest file, its month
        )
        self._tail: tuple[Path, int, int] | None = None  # file, its size, its last sequence

    def append(self, *records: Record, durable: bool = True) -> None:
        """Write records as consecutive lines, all or none.

        ``durable=False`` leaves the flush to the next durable append (an append of nothing will do): what a power
        cut loses then is only fetched again.

        Raises:
            StoreError: The disk is full or refuses the write; the log is as it was before.
        """
        with on_disk("write the fetch log", self._folder), self._locked():
            newest, month = self._newest()
            last = self._mend(newest) if newest is not None else -1
            path = self._file_for(records, newest, month)
            if path is None:
                return
            if newest is not None and path != newest:
                self._write(newest, b"", durable=True, rolled=False)  # later flushes reach the new file only
            lines = [encode_line(record, last + 1 + number) for number, record in enumerate(records)]
            size = self._write(path, b"".join(lines), durable=durable, rolled=path != newest)
            self._tail = (path, size, last + len(records))

    def read(self, after: int = -1) -> Iterator[Record]:
        """Yield every record behind sequence ``after``, in order; nothing new yields nothing.

        Raises:
            StoreError: A line other than a torn last one cannot be read.
        """
        yield from self._records(after)

    def captures(self, after: int = -1) -> Iterator[Capture]:
        """Yield the captures behind sequence ``after``, in order; the other lines are not decoded.

        Raises:
            StoreError: A line other than a torn last one cannot be read.
        """
        for record in self._records(after, Capture):
            assert isinstance(record, Capture)
            yield record

    def last_seq(self) -> int:
        """Return the sequence of the last whole line, -1 for an empty log."""
        try:
            newest, _ = self._newest()
        except FileNotFoundError:
            return -1
        if newest is not None and self._tail is not None and self._tail[:2] == (newest, _size_of(newest)):
            return self._tail[2]
        for path in reversed(self._files()):
            last, _ = self._last_line(path)
            if last >= 0:
                return last
        return -1

    @contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            lock = os.open(self._lock, os.O_WRONLY | os.O_CREAT, 0o644)
        except FileNotFoundError:
            self._folder.mkdir(parents=True, exist_ok=True)
            lock = os.open(self._lock, os.O_WRONLY | os.O_CREAT, 0o644)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)  # released when closed, also by a kill
            yield
        finally:
            os.close(lock)

    def _files(self) -> list[Path]:
        return sorted(self._folder.glob("[0-9][0-9][0-9][0-9]-[0-9][0-9].ndjson"))

    def _records(self, after: int, kind: type[Record] | None = None) -> Iterator[Record]:
        files = self._files()
        for path, following in zip_longest(files, files[1:]):
            if following is None or (first := self._first_seq(following)) is None or first > after + 1:
                yield from self._read_file(path, after, kind)

    def _newest(self) -> tuple[Path | None, str]:
        stamp = os.stat(self._place).st_mtime_ns  # noqa: PTH116 - it changes with every new file
        fresh = time.time_ns() - stamp < _TICK  # two files made within one tick of the clock share a stamp
        if self._seen is None or self._seen[0] != stamp or fresh:
            files = self._files()
            last = files[-1] if files else None
            self._seen = (stamp, last, last.stem if last is not None else "")
        return self._seen[1:]

    def _file_for(self, records: tuple[Record, ...], newest: Path | None, held: str) -> Path | None:
        if not records:
            return newest
        month = max(time_of(record).astimezone(UTC) for record in records).strftime("%Y-%m")
        return self._folder / f"{month}.ndjson" if newest is None or month > held else newest

    def _mend(self, path: Path) -> int:
        """Cut a torn last line off the newest file; return the last sequence."""
        size = _size_of(path)
        if self._tail is not None and self._tail[:2] == (path, size):
            return self._tail[2]
        last, end = self._last_line(path)
        if end < size:
            os.truncate(path, end)
        return last if last >= 0 else self.last_seq()

    def _write(self, path: Path, data: bytes, *, durable: bool, rolled: bool) -> int:
        """Append data in one write; return the file's new size."""
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            before = os.fstat(handle).st_size
            try:
                written = os.write(handle, data) if data else 0
                if durable:
                    os.fsync(handle)
            except OSError:
                os.ftruncate(handle, before)
                raise
            if written < len(data):
                os.ftruncate(handle, before)
                raise StoreError(
                    f"cannot write the fetch log at {path}: no space left; free some disk space and run again"
                )
        finally:
            os.close(handle)
        if rolled:
            sync_folder(self._folder)
        return before + written

    @staticmethod
    def _last_line(path: Path) -> tuple[int, int]:
        """Return the sequence of the last whole line (-1: none) and the place where it ends."""
        with path.open("rb") as file:
            start = end = file.seek(0, os.SEEK_END)
            tail = b""
            while start > 0:
                start = max(0, start - _BLOCK)
                file.seek(start)
                tail = file.read(min(_BLOCK, end - start - len(tail))) + tail
                whole = tail.rfind(b"\n") + 1
                begin = tail.rfind(b"\n", 0, max(whole - 1, 0)) + 1
                if whole and (begin or start == 0):
                    return _seq_of(tail[begin:whole], path), start + whole
            return -1, 0

    @staticmethod
    def _first_seq(path: Path) -> int | None:
        with path.open("rb") as file:
            line = file.readline()
        return _seq_of(line, path) if line.endswith(b"\n") else None

    def _read_file(self, path: Path, after: int, kind: type[Record] | None) -> Iterator[Record]:
        with on_disk("read the fetch log", path), path.open("rb") as file:
            file.seek(_find_line(file.fileno(), path, after))
            for number, line in enumerate(file, start=1):
                if not line.endswith(b"\n"):
                    return  # torn by a crash, or still being written
                if _seq_of(line, path) > after and (kind is None or tells_of(line, kind)):
                    yield decode_line(line, f"{path}, line {number} behind sequence {after}")


def _size_of(path: Path) -> int:
    return os.stat(path).st_size  # noqa: PTH116 - on the way of every poll


def _seq_of(line: bytes, path: Path) -> int:
    found = _SEQ.match(line)
    if found is None:
        raise StoreError(
            f"{path}: a line without its sequence ({line[:40]!r}); restore the log from a backup"
        )
    return int(found.group(1))


def _find_line(handle: int, path: Path, after: int) -> int:
    """Return an offset at a line's start, at or before the first line behind ``after``, by bisection."""
    low, high = 0, os.fstat(handle).st_size
    while after >= 0 and high - low > _BLOCK:
        middle = (low + high) // 2
        probe = os.pread(handle, _BLOCK, middle)
        start = probe.find(b"\n") + 1
        if not start or _SEQ.match(probe, start) is None:
            break  # one line longer than a block: read on from what is known
        if _seq_of(probe[start:], path) <= after:
            low = middle + start
        else:
            high = middle
    return low
