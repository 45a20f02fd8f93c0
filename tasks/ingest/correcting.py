"""What a correction notice corrects, as far as it is known, and which held ones can be taken again."""

from __future__ import annotations

from tasks.ingest.findings import NamedRow
from tasks.recognise.notice import Notice, Stage
from warehouse.records import Announcement
from warehouse.store import Store


def standing_on(store: Store, notice: Notice) -> frozenset[str] | None:
    """Return the names on the lists that a correction corrects; null where no accepted original of that name is known.

    Null for a notice that corrects nothing.
    """
    if not notice.corrects or not any(roster.operation is Stage.CORRECTION for roster in notice.rosters):
        return None
    about = {"programme_id": notice.programme_id, "corrects": notice.corrects}
    corrected = store.load(Announcement, "announcements_corrected", **about)
    if not corrected:
        return None
    ids = [announcement.announcement_id for announcement in corrected]
    return frozenset(row.name for row in store.load(NamedRow, "names_on_lists", ids=ids))


def corrections_waiting(store: Store, announcement_id: str) -> list[int]:
    """Return the places in the log of held corrections of an announcement, which can be taken again now; in order."""
    rows = store.rows("corrections_waiting", announcement_id=announcement_id)
    return sorted(int(str(row["seq"])) for row in rows)
