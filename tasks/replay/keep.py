"""A restatement kept as files to look at, beside where replays work."""

from __future__ import annotations

from pathlib import Path

from config.clock import CHINA
from config.places import Places
from tasks.archive.disk import on_disk
from tasks.replay.replay import FOLDER
from tasks.replay.restatement import Restatement
from tasks.replay.told import as_markdown


def keep(places: Places, found: Restatement) -> Path:
    """Write a restatement as JSON and as Markdown, and return the path of the latter.

    Raises:
        StoreError: the disk is full or refuses.
    """
    name = f"restatement-{found.compared_at.astimezone(CHINA):%Y-%m-%dT%H%M%S}"
    path = places.home / FOLDER / f"{name}.md"
    with on_disk("keep the restatement", path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_suffix(".json").write_text(found.as_json(), encoding="utf-8", errors="replace")
        path.write_text(as_markdown(found), encoding="utf-8", errors="replace")
    return path
