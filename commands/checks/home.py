"""The home: writable, with room on its disk, who writes now, and how old the published file is."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from commands.checks.finding import Finding, look, well, wrong
from config.clock import CHINA
from config.errors import StoreError
from config.places import Places
from warehouse.lock import hold_lock
from warehouse.published import Published

AREA = "home"
OLD = timedelta(days=2)


def check(places: Places, *, free_disk_mb: int, now: datetime) -> Iterator[Finding]:
    """Look at the home; a home that is not there yet is no fault."""
    yield _writable(places.home)
    yield _room(places.home, free_disk_mb)
    yield from _writer(places.warehouse)
    yield _age(places, now)


def _standing(path: Path) -> Path:
    """Give the nearest folder of a path that exists."""
    return next(folder for folder in (path.absolute(), *path.absolute().parents) if folder.is_dir())


def _writable(home: Path) -> Finding:
    """Look whether the home can be written, or made."""
    if home.exists() and not home.is_dir():
        return wrong(AREA, f"{home} is no folder", "name another with --home or MINGDAN_HOME")
    if not os.access(_standing(home), os.W_OK | os.X_OK):
        return wrong(
            AREA, f"{home} cannot be written", "give this user the right, or name another with --home"
        )
    return well(AREA, str(home) if home.exists() else f"{home} (not there yet, it will be made)")


def _room(home: Path, wanted: int) -> Finding:
    """Look at the free space of the disk, in MB."""
    free = shutil.disk_usage(_standing(home)).free // 1_000_000
    if free < wanted:
        return wrong(
            AREA,
            f"{free:,} MB free on the disk, {wanted:,} wanted",
            "free some space: nothing is fetched before",
        )
    return well(AREA, f"{free:,} MB free on the disk")


def _writer(warehouse: Path) -> Iterator[Finding]:
    """Look whether somebody writes now; that is no fault."""
    lock = warehouse.with_name(f"{warehouse.name}.lock")
    if not lock.exists():
        return
    try:
        with hold_lock(lock, wait=0):
            pass
    except StoreError as held:
        first, _, mend = str(held).partition("\n")
        yield look(AREA, first, mend.strip())


def _age(places: Places, now: datetime) -> Finding:
    """Look whether the published file can be read, and how old it is."""
    if not places.snapshot.is_file():
        return look(AREA, "nothing is published yet", "mingdan poll, or mingdan demo for a first look")
    try:
        with Published(places.snapshot) as published:
            ((at, made_by),) = published.rows("select published_at, mingdan_version from about").rows
    except (StoreError, ValueError) as error:
        return wrong(AREA, f"{places.snapshot} cannot be read: {error}", "mingdan poll publishes it anew")
    if not isinstance(at, datetime):
        return wrong(
            AREA, f"{places.snapshot} does not say when it was published", "mingdan poll publishes it anew"
        )
    said = f"published {at.astimezone(CHINA):%Y-%m-%d %H:%M} (China) by mingdan {made_by}"
    if now - at > OLD:
        return look(
            AREA, f"{said}, {(now - at).days} days ago", "mingdan poll, or mingdan up to have it done"
        )
    return well(AREA, said)
