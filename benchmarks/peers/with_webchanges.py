"""webchanges: all jobs by its own command line and workers; ``with_webchanges.py URL PAGES WORKERS FOLDER``."""

from __future__ import annotations

import contextlib
import io
import sys
import time
from pathlib import Path

import webchanges.main  # type: ignore[import-not-found]  # in its own environment
import yaml
from webchanges import cli


def main(url: str, pages: str, workers: str, folder: str) -> None:
    """Run every job once; print the seconds and how many lines it had to tell (none counts on first sight)."""
    home = Path(folder)
    first = not (home / "snapshots.db").exists()
    jobs = [{"url": f"{url}/{number}.html"} for number in range(int(pages))]
    (home / "jobs.yaml").write_text(yaml.safe_dump_all(jobs), encoding="utf-8")
    files = [
        f"--{name}={home / path}" for name, path in (("jobs", "jobs.yaml"), ("database", "snapshots.db"))
    ]
    sys.argv = ["webchanges", *files, f"--config={home / 'config.yaml'}", f"--max-workers={workers}"]
    webchanges.main.get_new_version_number = lambda *_: (
        False
    )  # it would ask the package index for a newer one
    told = io.StringIO()
    began = time.perf_counter()
    with contextlib.redirect_stdout(told), contextlib.suppress(SystemExit):
        cli.main()
    took = time.perf_counter() - began
    lines = told.getvalue().partition("Checked ")[0].splitlines()  # behind it is the report's footer
    changes = [
        line for line in lines if line.strip("- ") and not line.startswith("WARNING: Support for Python")
    ]
    print(took, 0 if first else len(changes))


main(*sys.argv[1:])
