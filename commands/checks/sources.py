"""The sources: which are not well, since when and why, and whether the calendar that counts their silence is up to date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import cast

from commands.call import Call
from commands.checks.finding import Finding, look, well
from config.clock import CHINA, china_day
from config.errors import StoreError
from config.models import Source
from tasks.health.judge import maintenance_at
from tasks.health.together import failing_together
from tasks.health.words import advice, faring
from tasks.health.working_days import KNOWN_UNTIL

AREA = "sources"


def check(call: Call, sources: Mapping[str, Source]) -> Iterator[Finding]:
    """Ask how the sources fare, in the words of the weekly check; without a published file nothing is known of them.

    Args:
        call: The call.
        sources: The configured ones, for the maintenance that they state.
    """
    yield from _calendar(call)
    if not call.places.snapshot.is_file():
        return
    try:
        ill = call.ask("ill_sources").rows
        ((polled,),) = call.ask("sources_polled").rows
        addresses = call.ask("sources_addresses").rows
    except (
        StoreError
    ):  # published by an earlier version, which kept no such thing; the next poll publishes anew
        return
    if together := failing_together((str(state or ""), str(url)) for state, url in addresses):
        yield look(AREA, together, "mingdan sources list, which has the reason of each; then mingdan poll")
    else:
        yield from (_told(row, sources.get(str(row[0])), call.clock()) for row in ill)
    if polled and not ill:
        yield well(AREA, f"{polled} polled, all of them well")


def _told(row: Sequence[object], source: Source | None, now: datetime) -> Finding:
    """Say of one source that is not well how it fares and what to do; nothing but wait in a maintenance it states."""
    source_id, state, reason = (str(value or "") for value in row[:3])
    told = faring(source_id, state, cast("datetime | None", row[3]), reason)
    if pause := maintenance_at(source, now):
        return look(
            AREA,
            told,
            f"nothing until {pause.until.astimezone(CHINA):%Y-%m-%d %H:%M}: it is in maintenance ({pause.why})",
        )
    return look(AREA, told, advice(source_id, state, reason) or f"mingdan sources check {source_id}")


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
