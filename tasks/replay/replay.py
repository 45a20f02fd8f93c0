"""Build the ledger again from the archive beside the live one, compare the two, and put the new one in its place if asked.

Polls may go on meanwhile: the comparison holds up to the place in the log that the live ledger has come to by then, and the
live ledger is locked only while rows are compared and files change places.
"""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from config.errors import InUse, StoreError
from tasks.archive.records import Capture, Restated
from tasks.house import House
from tasks.ingest.adopt import Intake
from tasks.ingest.days import EXPIRIES_TOLD
from tasks.ingest.ingest import IngestReport, Read, retrace
from tasks.ingest.place import Place, place_of
from tasks.ingest.reading import Reading
from tasks.ingest.shelf import Shelf
from tasks.replay.ahead import Desk, reading_ahead
from tasks.replay.restatement import Restatement, restating
from warehouse.beside import Beside, beside, is_broken, put_in, swap_in
from warehouse.building import Building
from warehouse.lock import hold_lock
from warehouse.store import Store

log = logging.getLogger(__name__)

Watch = Callable[[int, int], None]
"""Told after each capture: how many are taken in, and of how many."""

FOLDER: Final = "replay"
BUILDING: Final = "building"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of a replay.

    ``apply``: the new ledger takes the place of the live one. ``reread``: every body is read anew. ``tell``: readers hear of
    the changes that a restatement brings, as far as they are no history. ``processes``: how many read side by side.
    """

    apply: bool = False
    reread: bool = False
    tell: bool = False
    processes: int = 0


def _unwatched(taken: int, total: int) -> None:
    """Say nothing of progress."""


def replay(house: House, wanted: Wanted, *, watch: Watch = _unwatched) -> Restatement:
    """Build the ledger again and say how it compares; nothing of the live one changes unless it is to be applied.

    Args:
        house: The wired house.
        wanted: What is asked.
        watch: Told of the progress.

    Raises:
        InUse: another replay is under way on this home, or the live ledger stayed locked.
        StoreError: archive or live ledger cannot be read, or the disk is full; the live ledger stands as it was.
    """
    folder = house.places.home / FOLDER
    with _alone(house), _cleared(folder / BUILDING) as building:
        return _Replay(house, wanted, building, watch).run()


class _Replay:
    """One replay: the new warehouse is built in a folder of its own that goes when it ends."""

    def __init__(self, house: House, wanted: Wanted, building: Path, watch: Watch) -> None:
        self.house, self.wanted, self.watch = house, wanted, watch
        self.fresh = building / "warehouse.duckdb"
        self.shelf = Shelf(building / "readings") if wanted.reread else house.shelf
        self.desk = Desk(house.places.archive, self.shelf.root.parent, house.configuration)
        self.report, self.taken = IngestReport(), 0

    def run(self) -> Restatement:
        """Build, compare and, if asked, apply."""
        live = self._live()
        place = live or Place(self.house.archive.log.last_seq(), None)
        self._build(place)
        return self._install() if live is None else self._compare()

    def _live(self) -> Place | None:
        """Return how far the live ledger has come; null where there is none, or none that can be opened.

        Raises:
            StoreError: it cannot be opened, and is not to be replaced.
        """
        if not self.house.places.warehouse.exists():
            return None
        try:
            with self.house.open_store() as store:
                return place_of(store)
        except StoreError as error:
            if not is_broken(error):
                raise
            if self.wanted.apply:
                return None
            raise StoreError(
                f"{error}\n  There is nothing to compare with. mingdan replay --apply puts the ledger built anew in its place."
            ) from error

    def _build(self, place: Place) -> None:
        """Take the log in up to a place, read and recognised ahead."""
        captures = self.house.archive.log.captures
        total = sum(1 for capture in captures() if capture.seq <= place.seq)
        ahead = (capture for capture in captures() if capture.seq <= place.seq)
        with reading_ahead(self.desk, ahead, total=total, processes=self.wanted.processes) as readers:
            self._retrace(place, self._watched(readers, total))

    def _retrace(self, place: Place, read: Read) -> None:
        """Take in what the log has up to a place behind what the new warehouse has already."""
        silent = self.house.configuration.model_copy(update={"subscriptions": {}})
        wait = self.house.configuration.settings.lock_wait_seconds
        with Building(self.fresh, wait=wait, now=self.house.clock()) as store:
            intake = Intake(store, silent, self.house.regions)
            report = retrace(intake, self.house.archive, read=read, until=place.seq, at=place.known_at)
            store.finish()
        self.report.damaged += report.damaged
        self.report.unconfigured += report.unconfigured

    def _watched(self, read: Read, total: int) -> Read:
        """Return a reader that tells of the progress."""

        def watched(capture: Capture) -> Reading:
            reading = read(capture)
            self.taken += 1
            self.watch(min(self.taken, total), total)
            return reading

        return watched

    def _compare(self) -> Restatement:
        """Compare with the live ledger, brought to the place that it has come to by now, and apply if asked."""
        with self.house.open_store() as live:
            place = place_of(live)
            self._retrace(place, self.desk.read)
            with beside(live, self.fresh) as both:
                both.rows("carry_sources", configured=sorted(self.house.configuration.sources))
                found, new = self._found(both, place)
                if self.wanted.apply and not found.equal:
                    both.carry()
            if not self.wanted.apply or found.equal:
                return found
            self._mark(new)
            self._keep_shelf()
            swap_in(live, self.fresh)
        log.info(
            "ledger.restated until=%d new=%d rows_differing=%d", place.seq, len(new), found.rows_differing
        )
        return replace(found, applied=True, told=self.wanted.tell)

    def _found(self, both: Beside, place: Place) -> tuple[Restatement, list[str]]:
        """Return how the two compare, and the ids of the changes that the live one did not have."""
        tables = tuple(both.tables())
        differs = any(table.differing for table in tables)
        new = [str(row["change_id"]) for row in both.rows("new_changes")] if differs else []
        found = self._bare(place.seq)
        return replace(
            found, tables=tables, announcements=restating(both) if differs else (), new=len(new)
        ), new

    def _bare(self, until: int | None) -> Restatement:
        """Return a restatement that tells only how the building went."""
        complaints = tuple(dict.fromkeys(self.report.damaged))
        gone = tuple(sorted(set(self.report.unconfigured)))
        return Restatement(self.house.clock(), until, self.taken, complaints=complaints, unconfigured=gone)

    def _mark(self, new: list[str]) -> None:
        """Write into the log which changes are to be marked, before they can be live: every later replay reads it there."""
        if new:
            sha256 = self.house.archive.bodies.put(json.dumps(new).encode())
            self.house.archive.log.append(Restated(self.house.clock(), sha256, len(new), self.wanted.tell))

    def _keep_shelf(self) -> None:
        """Put what was read anew in the place of what was read before, file by file: polls read and write there."""
        if self.wanted.reread and self.shelf.root.is_dir():
            for path in sorted(self.shelf.root.rglob("*.json.gz")):
                kept = self.house.shelf.root / path.relative_to(self.shelf.root)
                kept.parent.mkdir(parents=True, exist_ok=True)
                path.replace(kept)

    def _install(self) -> Restatement:
        """Put the new ledger where there is none that can be opened; who was told of what is lost with that one."""
        found = self._bare(None)
        if not self.wanted.apply:
            return found
        settings = self.house.configuration.settings
        with Store(self.fresh, now=self.house.clock()) as store:
            store.execute("keep_fact", name=EXPIRIES_TOLD, value=self.house.clock().isoformat())
        kept = put_in(self.house.places.warehouse, self.fresh, wait=settings.lock_wait_seconds)
        self._keep_shelf()
        return replace(found, applied=True, kept=str(kept or ""))


@contextmanager
def _alone(house: House) -> Iterator[None]:
    """Hold the lock of replays for the length of the block.

    Raises:
        InUse: another replay is under way on this home.
    """
    with ExitStack() as stack:
        try:
            stack.enter_context(hold_lock(house.places.locks / "replay.lock", wait=0))
        except InUse as error:
            who = str(error).removeprefix("the warehouse is in use: ").partition(" holds ")[0]
            raise InUse(
                f"a replay is under way on {house.places.home}: {who}\n  Wait for it to end, or stop it."
            ) from error
        yield


@contextmanager
def _cleared(building: Path) -> Iterator[Path]:
    """Give an empty folder to build in, and remove it in the end; what a killed replay left is of no use."""
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True)
    try:
        yield building
    finally:
        shutil.rmtree(building, ignore_errors=True)
