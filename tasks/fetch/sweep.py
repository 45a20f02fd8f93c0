"""The weekly sweep of one source: its first list pages in full, and the pages of its young announcements once more.

A poll sees what its list shows. What was changed in place under an unchanged title, withdrawn, or posted late with an
old date behind the first page, only the sweep sees. A page that is gone is news of the page, not of what it announced:
nothing of this ends a title (semantics, 27).
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Final

from config.errors import Blocked, FetchError, Gone, LayoutChanged
from config.models import Source
from tasks.archive.archive import Archive
from tasks.archive.records import Capture, Poll, SourceState, Withdrawn
from tasks.fetch.addresses import native_id
from tasks.fetch.client import Client
from tasks.fetch.held import Known, seen_in
from tasks.fetch.held_pages import HeldPage
from tasks.fetch.known import forget_known
from tasks.fetch.look_again import look_again
from tasks.fetch.poll_source import in_turn, take_list
from tasks.fetch.visit import Visit

LIST_PAGES: Final = 3
DAYS: Final = 400
"""Announcements up to this age are looked at again (contract)."""

_MANY = 5
_GIVE_UP_AFTER = 3  # pages in a row that did not come: the rest would not either
_ASKED = (SourceState.OK, SourceState.CHANGED)


async def sweep_source(
    source: Source, pages: Sequence[HeldPage], *, archive: Archive, client: Client, now: datetime
) -> Poll:
    """Sweep a source and return how it went, already logged.

    Args:
        source: The source.
        pages: Those of its pages that are asked for again (``held_pages``).
        archive: Bodies and log.
        client: Asks.
        now: The instant of the sweep.

    Raises:
        StoreError: The archive cannot be written or read.
    """
    return await in_turn(source, partial(_sweep, pages), archive=archive, client=client, now=now)


@dataclass(slots=True)
class _Found:
    """What asking again brought."""

    standing: int = 0
    back: list[HeldPage] = field(default_factory=list)
    gone: list[HeldPage] = field(default_factory=list)
    changed: list[Capture] = field(default_factory=list)
    errors: list[FetchError | LayoutChanged] = field(default_factory=list)
    skipped: int = 0

    @property
    def other(self) -> int:
        """How many addresses show another page."""
        return sum(isinstance(error, LayoutChanged) for error in self.errors)


async def _sweep(pages: Sequence[HeldPage], visit: Visit, known: Known) -> tuple[Poll, bool]:
    before = dict(known.entries)
    poll, _ = await take_list(visit, known, least=LIST_PAGES)
    poll = replace(poll, swept=True)
    if poll.state not in _ASKED:
        return poll, True
    just = {key for key, seen in known.entries.items() if before.get(key) is not seen}
    asked = [page for page in pages if native_id(page.capture.url) not in just]
    found = await _ask_again(asked, visit, honest=known.honest)
    return await _write(found, poll, visit, known), True


async def _ask_again(pages: Sequence[HeldPage], visit: Visit, *, honest: bool) -> _Found:
    found, failed = _Found(), 0
    for page in pages:
        if failed >= _GIVE_UP_AFTER or visit.late:
            found.skipped += 1
            continue
        try:
            changed = await look_again(page, visit, honest=honest)
        except Gone:
            failed = 0
            found.gone.append(page)
        except LayoutChanged as error:
            found.errors.append(error)
        except FetchError as error:
            failed += 1
            found.errors.append(error)
        else:
            failed = 0
            found.standing += 1
            found.changed += [changed] if changed is not None else []
            found.back += [page] if page.gone else []
    return found


async def _write(found: _Found, poll: Poll, visit: Visit, known: Known) -> Poll:
    """Write what was found, and return the poll with words for what is not believed or was not had."""
    stood = [page for page in found.gone if not page.gone and not page.moved]
    moved = [page for page in found.gone if not page.gone and page.moved]
    faults = [
        _fault(len(stood), found, "are gone at once: a fault of the site, none is taken as withdrawn"),
        _fault(len(found.changed), found, "read otherwise at once: a redesign, none is taken as changed"),
        _fault(found.other, found, "show something else at once: a fault of the site"),
    ]
    if not faults[0]:
        await _note(visit, stood, back=False)
    await _note(visit, moved, back=False)  # each stands at its new address: that many went is no fault
    await _note(visit, found.back, back=True)
    if found.changed and not faults[1]:
        forget_known(visit.archive, visit.source)
        for capture in found.changed:
            await visit.write(capture, durable=True)
            known.entries[native_id(capture.url)] = seen_in(capture)
            known.met.unclosed.add(native_id(capture.url))
        poll = replace(poll, new=poll.new + len(found.changed))
    if poll.complete:
        known.close()
    words = [poll.reason, *faults, *_missed(found)]
    return replace(poll, state=_state(found, poll, any(faults)), reason="; ".join(filter(None, words)))


async def _note(visit: Visit, pages: Sequence[HeldPage], *, back: bool) -> None:
    lines = [Withdrawn(visit.source.id, page.capture.url, visit.now, back) for page in pages]
    if lines:
        await asyncio.to_thread(visit.archive.log.append, *lines)


def _fault(many: int, found: _Found, words: str) -> str:
    """Say that so much at once is a fault of the site; empty where it is few enough to be believed."""
    asked = found.standing + sum(not page.moved for page in found.gone) + found.other
    return f"{many} of {asked} pages {words}" if many >= _MANY and 2 * many > asked else ""


def _missed(found: _Found) -> list[str]:
    missed = len(found.errors) + found.skipped
    if not missed:
        return []
    asked = missed + found.standing + len(found.gone)
    why = found.errors[0] if found.errors else "the sweep has taken too long"
    return [f"{missed} of {asked} pages could not be looked at again: {why}"]


def _state(found: _Found, poll: Poll, fault: bool) -> SourceState:
    """Return the list's state, or what is wrong with the pages where none of them came."""
    if fault:
        return SourceState.CHANGED
    none_came = not found.standing and not found.gone
    if found.skipped and found.errors and none_came and poll.state is SourceState.OK:
        blocked = all(isinstance(error, Blocked) for error in found.errors)
        return SourceState.BLOCKED if blocked else SourceState.FAILING
    return poll.state
