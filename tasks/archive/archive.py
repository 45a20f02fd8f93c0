"""The archive: every body, and the log of how each came; the only input of the ledger from outside."""

from __future__ import annotations

from pathlib import Path

from tasks.archive.bodies import Bodies
from tasks.archive.log import FetchLog


class Archive:
    """Bodies and fetch log under one root; opening it writes nothing."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.bodies = Bodies(root)
        self.log = FetchLog(root)
