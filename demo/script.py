"""What the bundled past must lead to, held against what was published: the demo's own check of itself."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from warehouse.published import Published

_CHANGES = """
select kind, programme_id, coalesce(cohort, '') as cohort, backfill, count(*)::integer as count
from changes
group by all
order by all
"""
_HELD = "select title from announcements where state = 'held' order by title"
_ALERTS = "select state, count(*)::integer as count from alerts group by all order by all"


def deviations(snapshot: Path) -> list[str]:
    """Return, a line each, what the published file has other than the script says; empty when all is as scripted.

    Raises:
        StoreError: nothing was published, or the file cannot be read.
    """
    script = yaml.safe_load(files("demo.past").joinpath("script.yaml").read_text(encoding="utf-8"))
    with Published(snapshot) as published:
        changes = [" ".join(_word(value) for value in row) for row in published.rows(_CHANGES).rows]
        held = [str(row[0]) for row in published.rows(_HELD).rows]
        unsent = [row for row in published.rows(_ALERTS).rows if row[0] != "sent"]
    return [
        *_differences("change", _scripted(script["changes"]), changes),
        *_differences("held", script["held"], held),
        *(f"alerts: {count} are {state}" for state, count in unsent),
    ]


def _scripted(rows: Iterable[Iterable[Any]]) -> list[str]:
    """Return the script's rows in the form they are compared in."""
    return [" ".join(_word(value) for value in row) for row in rows]


def _word(value: object) -> str:
    """Return one value of a row as text."""
    if isinstance(value, bool):
        return "backfill" if value else "news"
    return str(value)


def _differences(what: str, scripted: Iterable[str], found: Iterable[str]) -> list[str]:
    """Return what is missing and what is too much."""
    wanted, seen = set(scripted), set(found)
    missing = [f"{what}: missing: {line}" for line in sorted(wanted - seen)]
    return missing + [f"{what}: not in the script: {line}" for line in sorted(seen - wanted)]
