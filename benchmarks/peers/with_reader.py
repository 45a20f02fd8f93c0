"""reader: all feeds by its own workers and database; ``with_reader.py URL FEEDS WORKERS FOLDER``."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from reader import make_reader  # type: ignore[import-not-found]  # in its own environment


def main(url: str, pages: str, workers: str, folder: str) -> None:
    """Update every feed once; print the seconds and how many changed or failed (none counts on first sight)."""
    path = Path(folder) / "reader.db"
    first = not path.exists()
    reader = make_reader(str(path))
    for number in range(int(pages)):
        reader.add_feed(f"{url}/{number}.xml", exist_ok=True)
    began = time.perf_counter()
    results = list(reader.update_feeds_iter(scheduled=False, workers=int(workers)))
    took = time.perf_counter() - began
    failed = [result for result in results if isinstance(result.value, Exception)]
    assert len(results) == int(pages) and not failed, failed[:3]
    print(took, 0 if first else sum(result.value is not None for result in results))


main(*sys.argv[1:])
