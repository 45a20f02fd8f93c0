"""Being told to stop: Ctrl-C, SIGTERM or a closed terminal, noticed at the next pause and never in between."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StopAsked(Exception):
    """Somebody asked to stop; no error, but the way out."""


class Watch:
    """Knows how often it was asked to stop; a second time means: don't wait for anything."""

    def __init__(self) -> None:
        self._asked = 0
        self._woken = threading.Event()

    @property
    def hurried(self) -> bool:
        """Whether it was asked more than once."""
        return self._asked > 1

    def pause(self, seconds: float) -> None:
        """Wait, but not longer than until asked to stop.

        Raises:
            StopAsked: it was asked, now or before.
        """
        self._woken.wait(seconds)
        if self._asked:
            raise StopAsked

    def asked(self, number: int, frame: FrameType | None) -> None:
        """Take a signal."""
        del number, frame
        self._asked += 1
        self._woken.set()


@contextmanager
def watching() -> Iterator[Watch]:
    """Take the signals that ask to stop for the length of the block; only the main thread may."""
    watch = Watch()
    before = {number: signal.signal(number, watch.asked) for number in SIGNALS}
    try:
        yield watch
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
