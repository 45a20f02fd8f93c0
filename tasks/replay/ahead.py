"""Captures read and recognised in processes of their own, a bounded way ahead of the one writer, in the log's order.

Both are pure functions of the archive and the configuration, so where and when they are done makes no difference to what
the writer gets. What was read is kept on the shelf by the process that read it; what it hands over is the notice alone.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from config.errors import StoreError
from config.models import Configuration
from config.regions import RegionTable, load_regions
from tasks.archive.archive import Archive
from tasks.archive.records import Capture
from tasks.ingest.reading import Reading, read_capture
from tasks.ingest.recognising import recognised_ahead
from tasks.ingest.shelf import Shelf

AHEAD: Final = 8
"""So many captures for each process are read before the writer asks for them: memory stays flat."""

FEW: Final = 50


@dataclass(frozen=True, slots=True)
class Desk:
    """Where captures are read: the archive's folder, the shelf's, and the configuration they are read by."""

    archive: Path
    shelf: Path
    configuration: Configuration

    def read(self, capture: Capture) -> Reading:
        """Return what the rules make of a capture of a configured source."""
        source = self.configuration.sources[capture.source_id]
        reading = read_capture(capture, source, archive=_archive(self.archive), shelf=_shelf(self.shelf))
        return recognised_ahead(
            capture, reading, source=source, programmes=self.configuration.programmes, regions=_regions()
        )


class Readers:
    """Gives readings in the order of the log, most of them made ahead."""

    def __init__(
        self, desk: Desk, captures: Iterator[Capture], pool: ProcessPoolExecutor, *, ahead: int
    ) -> None:
        self._desk, self._captures, self._pool, self._ahead = desk, captures, pool, ahead
        self._under_way: deque[tuple[int, Future[Reading]]] = deque()

    def __call__(self, capture: Capture) -> Reading:
        """Return the reading of a capture; one that is asked for out of turn is read here and now."""
        while self._under_way and self._under_way[0][0] < capture.seq:
            self._under_way.popleft()[1].cancel()  # the ledger passed it over
        self._fill()
        if self._under_way and self._under_way[0][0] == capture.seq:
            reading = self._result(self._under_way.popleft()[1])
            self._fill()
            return reading
        return self._desk.read(capture)

    def _result(self, future: Future[Reading]) -> Reading:
        """Wait for a reading.

        Raises:
            StoreError: the process that was to give it is gone.
        """
        try:
            return future.result()
        except BrokenProcessPool as error:
            raise StoreError(
                "a process that reads was ended from outside, for it took too much memory perhaps\n  Run it again."
            ) from error

    def _fill(self) -> None:
        """Hand out captures until enough are under way."""
        while len(self._under_way) < self._ahead:
            capture = next(self._captures, None)
            if capture is None:
                return
            if capture.source_id in self._desk.configuration.sources:
                self._under_way.append((capture.seq, self._pool.submit(_read, capture)))


@contextmanager
def reading_ahead(
    desk: Desk, captures: Iterator[Capture], *, total: int, processes: int = 0
) -> Iterator[Callable[[Capture], Reading]]:
    """Read captures ahead for the length of the block.

    Args:
        desk: Where they are read.
        captures: In the order in which they will be asked for.
        total: How many they are; a few are not worth a second's start of processes, and are read here.
        processes: How many read side by side; one for each core by default.
    """
    if not processes and total < FEW:
        yield desk.read
        return
    count = processes or os.cpu_count() or 1
    pool = ProcessPoolExecutor(
        count, mp_context=multiprocessing.get_context("spawn"), initializer=_begin, initargs=(desk,)
    )
    try:
        yield Readers(desk, captures, pool, ahead=AHEAD * count)
    except BaseException:
        for process in multiprocessing.active_children():  # a scan takes minutes, and Ctrl-C must not
            process.terminate()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


_DESKS: list[Desk] = []


def _begin(desk: Desk) -> None:
    """Make a process ready to read: Ctrl-C is for who started it, and it ends when that one does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=(parent,), daemon=True).start()
    _DESKS.append(desk)


def _end_after(parent: multiprocessing.process.BaseProcess) -> None:
    """End at once when the process that asked is gone, killed perhaps."""
    parent.join()
    os._exit(1)


def _read(capture: Capture) -> Reading:
    """Read one capture at the desk of this process."""
    return _DESKS[0].read(capture)


@cache
def _archive(root: Path) -> Archive:
    return Archive(root)


@cache
def _shelf(root: Path) -> Shelf:
    return Shelf(root)


@cache
def _regions() -> RegionTable:
    return load_regions()
