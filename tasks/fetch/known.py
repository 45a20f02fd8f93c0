"""What a source is already known to hold: a cache of the fetch log, so that an unchanged list costs next to nothing.

It is never the truth: missing, torn or of another version it is built again from the log, and what it forgets is only
fetched again. Its first line is all that an unchanged list needs, its second line the entries. What the server said
of the list page is kept only once everything on that page is in the archive.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from config.models import Source
from tasks.archive.archive import Archive
from tasks.archive.disk import on_disk
from tasks.fetch.held import Known, LastList, Met, Seen
from tasks.fetch.known_log import known_by_log

_VERSION = 3  # raise it when a kind reads lists differently: every list is then read anew once


def load_known(archive: Archive, source: Source) -> Known:
    """Return what is known of a source, from its cache or, failing that, from the log.

    Raises:
        StoreError: The log cannot be read.
    """
    rebuild = partial(known_by_log, archive, source)
    try:
        with open(_path(archive, source), "rb") as file:  # noqa: PTH123 - without a Path: on every poll's way
            head, _, rest = file.read().partition(b"\n")
        values = json.loads(head)
        known = _from_json(values, partial(_read_met, rest, rebuild))
        if values["made_for"] != _made_for(source):
            # The source's settings changed: its list means something else now, and its server may be another.
            known.page, known.honest = None, True
            known.met.passed.clear()
        return known
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return rebuild()


def save_known(known: Known, archive: Archive, source: Source) -> None:
    """Replace a source's cache; not flushed, for it can be built again.

    Raises:
        StoreError: The disk is full or refuses the write.
    """
    path, met = Path(_path(archive, source)), known.met
    values = {name: getattr(known, name) for name in _PLAIN}
    values["made_for"] = _made_for(source)
    values["page"] = None if known.page is None else asdict(known.page)
    rest = {
        "entries": {key: [seen.title, seen.dated, seen.owed] for key, seen in met.entries.items()},
        "unclosed": sorted(met.unclosed),
        "passed": sorted(met.passed),
        "floor": met.floor,
    }
    with on_disk("keep what is known of a source", path):
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}.part")
        part.write_text(f"{json.dumps(values)}\n{json.dumps(rest)}\n")
        part.replace(path)


def forget_known(archive: Archive, source: Source) -> None:
    """Remove a source's cache before the log moves past it, so that after a crash it is built again from the log.

    Raises:
        StoreError: The disk refuses.
    """
    path = Path(_path(archive, source))
    with on_disk("renew what is known of a source", path):
        path.unlink(missing_ok=True)


_PLAIN = ("rows", "dated", "newest", "kept_on", "read_on", "honest", "begun", "swept")


def _path(archive: Archive, source: Source) -> str:
    return f"{archive.root}/state/{source.id}.json"


def _made_for(source: Source) -> str:
    told = source.model_dump_json(include={"list", "encoding", "include", "exclude", "expect", "detail"})
    return hashlib.sha256(f"{_VERSION} {told}".encode()).hexdigest()[:16]


def _from_json(values: dict[str, Any], read_met: Callable[[], Met]) -> Known:
    page = values["page"]
    known = Known(read_met=read_met, page=None if page is None else LastList(**page))
    for name in _PLAIN:
        held = values[name]
        if type(held) is not type(getattr(known, name)):
            raise ValueError(name)  # a cache of another hand: it is built again
        setattr(known, name, held)
    _ = known.newest_day  # a day that is none makes the cache unreadable, not the poll
    return known


def _read_met(text: bytes, rebuild: Callable[[], Known]) -> Met:
    """Return what a cache's second line says, or where it is damaged the log."""
    try:
        values = json.loads(text)
        entries = {key: Seen(*seen) for key, seen in values["entries"].items()}
        floor_id, floor_day = values["floor"]
        return Met(entries, set(values["unclosed"]), set(values["passed"]), (str(floor_id), str(floor_day)))
    except (ValueError, KeyError, TypeError, AttributeError):
        return rebuild().met
