"""The ledger: what must always be true of it, asked of the published file in SQL."""

from __future__ import annotations

from collections.abc import Iterator

from commands.call import Call
from commands.checks.finding import Finding, look, well, wrong
from config.errors import StoreError

AREA = "ledger"


def check(call: Call) -> Iterator[Finding]:
    """Ask for every broken rule, and how much is known; without a published file there is nothing to ask."""
    if not call.places.snapshot.is_file():
        return
    try:
        broken = call.ask("broken_rules").rows
        ((announcements, subjects, titles, waiting, undelivered),) = call.ask("ledger_counts").rows
    except StoreError as error:
        yield wrong(AREA, f"it cannot be asked: {error}", "mingdan poll publishes the file anew")
        return
    for rule, count, example in broken:
        yield wrong(AREA, f"{rule}: {count} times, such as {example}", "a fault of mingdan: please report it")
    if not broken:
        yield well(
            AREA, f"every rule holds: {announcements} announcements, {subjects} subjects, {titles} titles"
        )
    if waiting:
        yield look(AREA, f"{waiting} questions wait for a person", "mingdan review list")
    if undelivered:
        yield look(AREA, f"{undelivered} alerts did not leave", "mingdan alerts status --state failed")
