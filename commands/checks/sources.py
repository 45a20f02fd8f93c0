"""The sources: which are not well, since when and why, and whether the calendar that counts their silence is up to date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import cast

from commands.call import Call
from commands.checks.finding import Finding, look, well
from config.clock import china_day
from config.errors import StoreError
from tasks.health.words import advice, faring
from tasks.health.working_days import KNOWN_UNTIL

AREA = "sources"


def check(call: Call) -> Iterator[Finding]:
    """Ask how the sources fare, in the words of the weekly check; without a published file nothing is known of them."""
    yield from _calendar(call)
    if not call.places.snapshot.is_file():
        return
    try:
        ill = call.ask("ill_sources").rows
        ((polled,),) = call.ask("sources_polled").rows
    except (
        StoreError
    ):  # published by an earlier version, which kept no such thing; the next poll publishes anew
        return
    for source_id, state, reason, since, _needs_person in ill:
        told = faring(str(source_id), str(state), cast("datetime | None", since), str(reason or ""))
        yield look(
            AREA,
            told,
            advice(str(source_id), str(state), str(reason or "")) or f"mingdan sources check {source_id}",
        )
    if polled and not ill:
        yield well(AREA, f"{polled} polled, all of them well")


def _calendar(call: Call) -> Iterator[Finding]:
    """Say once where the holidays of a year are not known as decreed."""
    year = china_day(call.clock()).year
    if year > KNOWN_UNTIL:
        yield look(
            AREA,
            f"holidays are known up to {KNOWN_UNTIL}; in {year} a silence is counted from Monday to Friday, less the"
            " holidays fixed by law",
            "upgrade mingdan: its calendar knows each year once it is decreed",
        )
