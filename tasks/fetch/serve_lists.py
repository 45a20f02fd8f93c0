"""The inside of a child process that reads list pages and finds links; run by its path, as ``tasks/read/serve.py`` is."""

from __future__ import annotations

import sys
from pathlib import Path

if not __package__:  # run by its path
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tasks.fetch.apart import answer_of
from tasks.fetch.page_links import answer_links
from tasks.read import serve
from tasks.read.jobs import JOBS

if __name__ == "__main__":
    JOBS["list"] = answer_of
    JOBS["links"] = answer_links
    sys.exit(serve.main(sys.argv[1:]))
