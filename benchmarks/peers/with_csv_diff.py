"""csv-diff: reads both editions and says what differs, in memory. It keeps no history and no first edition."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from csv_diff import compare, load_csv  # type: ignore[import-not-found]  # in its own environment


def main(first: str, second: str) -> None:
    """Compare the editions and print the seconds of the second edition's coming: both have to be read for it."""
    began = time.perf_counter()
    with Path(first).open(encoding="utf-8") as old, Path(second).open(encoding="utf-8") as new:
        found = compare(load_csv(old, key="subject_id"), load_csv(new, key="subject_id"))
    print(time.perf_counter() - began, len(found["added"]), len(found["removed"]), len(found["changed"]))


main(*sys.argv[1:3])
