"""Which yearly duties a cohort has, and on whose word. Pure.

A notice's own words come first; a programme's configured duties fill only what no notice says (contract, Programme).
"""

from __future__ import annotations

import json
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from config.errors import LedgerError
from config.models import Programme
from tasks.tell.running import RunningTerm
from warehouse.records import Announcement


@dataclass(frozen=True, slots=True)
class YearlyDuty:
    """What is due every year, and the day as ``MM-DD``."""

    what: str
    due: str

    def in_year(self, year: int) -> date:
        """Return the day in a year; a day its month does not have (29 February) is the month's last.

        Raises:
            ValueError: ``due`` is no ``MM-DD``.
        """
        month, day = (int(part) for part in self.due.split("-"))
        return date(year, month, min(day, monthrange(year, month)[1]))


def duties_of(
    programme: Programme, cohort: str, terms: Sequence[RunningTerm], announcements: Sequence[Announcement]
) -> list[tuple[YearlyDuty, str | None]]:
    """Return the duties of a cohort, each with the announcement that says it, null for a configured one.

    The notice that last confirmed the titles counts before the one that gave them, that before any other of the
    cohort, and that before the programme's rules. Empty when neither a notice nor the configuration says any.

    Args:
        programme: The cohort's.
        cohort: Its name.
        terms: Of the cohort's titles, as believed now.
        announcements: Accepted ones.

    Raises:
        LedgerError: An announcement's duties are not as the ledger writes them.
    """
    speaking = [item for item in announcements if item.duties not in {"", "[]"}]
    last = {term.last_announcement_id for term in terms}
    since = {term.since_announcement_id for term in terms}
    ranks = (
        [item for item in speaking if item.announcement_id in last],
        [item for item in speaking if item.announcement_id in since],
        [item for item in speaking if (item.programme_id, item.cohort) == (programme.id, cohort)],
        [item for item in speaking if (item.programme_id, item.stage) == (programme.id, "rules")],
    )
    for found in ranks:
        if found:
            newest = max(found, key=lambda item: (item.effective_on or date.min, item.announcement_id))
            return [(duty, newest.announcement_id) for duty in _read_duties(newest)]
    configured = (rule for rule in programme.duties if not rule.cohorts or cohort in rule.cohorts)
    return [(YearlyDuty(rule.what, rule.due), None) for rule in configured]


def _read_duties(item: Announcement) -> list[YearlyDuty]:
    """Return the duties that an announcement says."""
    try:
        duties = [YearlyDuty(duty["what"], duty["due"]) for duty in json.loads(item.duties)]
        for duty in duties:
            duty.in_year(2024)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise LedgerError(f"{item.announcement_id}: its duties cannot be read: {item.duties[:80]}") from error
    return duties
