"""What the published file says before and after a run: the difference is what the run brought."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple, cast

from warehouse.published import Published

QUERIES: Final = Path(__file__).parent / "queries"


class Held(NamedTuple):
    """One open question: its id, the announcement it is about, why it is asked."""

    review_id: str
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class Seen:
    """One look at the published file.

    Attributes:
        counts: How many announcements and changes of each kind there are.
        held: What waits for a person, the newest first.
        well: When each source that was ever well last was.
    """

    counts: Counter[str] = field(default_factory=Counter)
    held: tuple[Held, ...] = ()
    well: Mapping[str, datetime] = field(default_factory=dict)

    def news_since(self, before: Seen) -> dict[str, int]:
        """Return what is counted now and was not before, by kind, the announcements first; empty for nothing new."""
        more = self.counts - before.counts
        return {kind: more[kind] for kind in sorted(more, key=lambda kind: (kind != "announcement", kind))}


def look_at(snapshot: Path) -> Seen:
    """Look at the published file; nothing is seen where there is none yet.

    Raises:
        StoreError: the file is there and cannot be read.
    """
    if not snapshot.exists():
        return Seen()
    published = Published(snapshot)
    counts = Counter({str(kind): cast(int, count) for kind, count in published.rows(_query("counts")).rows})
    held = tuple(Held(*map(str, row)) for row in published.rows(_query("held")).rows)
    well = {str(source_id): cast(datetime, at) for source_id, at in published.rows(_query("well")).rows}
    return Seen(counts, held, well)


def _query(name: str) -> str:
    """Return the text of a query by its name."""
    return (QUERIES / f"{name}.sql").read_text(encoding="utf-8")
