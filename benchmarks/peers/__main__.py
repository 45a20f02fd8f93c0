"""``python -m benchmarks.peers [NAME] [SIZE]``: ``roster`` or ``polling`` beside tools of others; both without a name.

Each peer has an environment of its own; the package index is the one that pip is set to. Nothing of it is installed
with mingdan, and ``make bench`` does not run it.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence

from benchmarks.peers import polling, roster

MEASURES: dict[str, Callable[[int | None], None]] = {"roster": roster.measure, "polling": polling.measure}


def main(words: Sequence[str] | None = None) -> int:
    """Measure ours beside the peers and print a line for each; always 0."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=__doc__)
    parser.add_argument("name", nargs="?", choices=list(MEASURES), help="what is measured; all without one")
    parser.add_argument("size", nargs="?", type=int, help="rows of the roster, or pages polled")
    given = parser.parse_args(words)
    for name in [given.name] if given.name else MEASURES:
        load = os.getloadavg()[0]
        sys.stdout.write(
            f"{name}: {os.cpu_count()} cores, Python {sys.version.split()[0]}, load {load:.1f}\n"
        )
        MEASURES[name](given.size)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
