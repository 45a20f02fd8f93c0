"""What is under way, on one line of the terminal that is written over and gone at the end; a pipe sees nothing.

A scan of sixty pages takes minutes: silence for so long cannot be told from a program that hangs.
"""

from __future__ import annotations

import sys
import threading
import time
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Final, TextIO

from commands.table import terminal_width
from commands.text import cut, neutralise

_CLEARED: Final = "\r\033[K"


class Progress(AbstractContextManager["Progress"]):
    """Shows the step that has been under way the longest, with its seconds, until the block ends.

    Args:
        to: where; stderr by default. What is no terminal is left alone.
        every: seconds that a step may take before it is shown, and between two looks at the clock.
    """

    def __init__(self, to: TextIO | None = None, *, every: float = 1.0) -> None:
        self._to = to or sys.stderr
        self._every = every
        self._shown = self._to.isatty()
        self._under_way: dict[tuple[str, str], float] = {}
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._ticking = threading.Thread(target=self._tick, name="progress", daemon=True)

    def __enter__(self) -> Progress:
        """Begin to look at the clock, where there is a terminal to show it on."""
        if self._shown:
            self._ticking.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the line empty for what comes next."""
        self._over.set()
        if self._shown:
            self._ticking.join()
            self._write("")

    def begun(self, name: str, label: str) -> None:
        """Take note that a step begins; ``label`` says of what, and is empty for one that is alone of its name."""
        with self._lock:
            self._under_way[name, label] = time.monotonic()

    def ended(self, name: str, label: str) -> None:
        """Take note that a step is over, whichever way."""
        with self._lock:
            self._under_way.pop((name, label), None)

    def line(self) -> str:
        """Say what is under way; empty where nothing has been for long enough. Things come before stages."""
        with self._lock:
            steps = sorted(
                (not label, since, name, label) for (name, label), since in self._under_way.items()
            )
        things = [step for step in steps if not step[0]]
        if not steps or (seconds := time.monotonic() - steps[0][1]) < self._every:
            return ""
        _, _, name, label = steps[0]
        more = f", and {len(things) - 1} more" if len(things) > 1 else ""
        return f"{neutralise(f'{name} {label}').strip()}: {seconds:.0f} s{more}"

    def _tick(self) -> None:
        while not self._over.wait(self._every):
            self._write(self.line())

    def _write(self, text: str) -> None:
        self._to.write(_CLEARED + cut(text, terminal_width() - 1))
        self._to.flush()
