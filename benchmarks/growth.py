"""One new list of 300 rows taken in, on a ledger of a million designations beside one that began empty.

What is timed is the real way of it: the page into the archive, the line into the log, read, taken in, committed, the
warehouse closed. Calendar, alerts and the published file come after the commit and are not in it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from benchmarks.houses import Home, open_home, write_configuration
from benchmarks.ledgers import fill_ledger
from benchmarks.measure import Comparison, Plan, compare
from tasks.archive.records import Capture, Poll, SourceState
from tasks.direct import DirectRunner
from tasks.pipeline import ingest_new

ROWS = 1_000_000
LISTS = 10_000
NEW = 300
GOAL = 1.2
SOURCE_ID = "example-0"
FIRST_DAY = date(2026, 1, 21)
KNOWN = 10
"""One row in so many names an enterprise that the large ledger knows."""
_SUBSCRIPTION = "title: 示例\ndeliver:\n  - to: json://127.0.0.1:1/\n"


def measure(
    folder: Path, *, rows: int = ROWS, lists: int = LISTS, new: int = NEW, runs: int = 3
) -> Iterator[Comparison]:
    """Measure both by turns; every run brings another list of other names."""
    empty, held = Desk(_home(folder / "empty"), new), Desk(_home(folder / "held"), new)
    fill_ledger(held.home.house.places.warehouse, rows, list_rows=rows // lists)
    plan = Plan(
        f"a new list of {new} rows on a ledger of {rows:,} designations beside an empty one",
        GOAL,
        f"capture, read, take in, commit, close; {lists:,} announcements held; both sides ours",
    )
    yield compare(plan, floor=partial(Desk.bring, empty), ours=partial(Desk.bring, held), runs=runs)


def _home(folder: Path) -> Home:
    """Return a home whose one source was polled completely before and one reader: what it brings is news."""
    write_configuration(folder / "config", sources=1, url="https://example.org")
    (folder / "config" / "subscriptions" / "example.yaml").write_text(_SUBSCRIPTION, encoding="utf-8")
    home = open_home(folder, sources=1, url="https://example.org")
    before = datetime(2026, 1, 1, tzinfo=UTC)
    home.house.archive.log.append(Poll(SOURCE_ID, before, SourceState.OK, True, 0, 0, 0.1))
    return home


@dataclass(slots=True)
class Desk:
    """A home and how many lists were brought to it."""

    home: Home
    rows: int
    brought: int = 0

    def bring(self) -> None:
        """Bring one list, and refuse to have measured anything but its titles given."""
        self.brought += 1
        self.home.clock.step()
        archive, at = self.home.house.archive, self.home.clock()
        sha256 = archive.bodies.put(page(self.brought, self.rows).encode())
        url = f"https://example.org/{self.brought}.html"
        archive.log.append(
            Capture(f"c{self.brought}", SOURCE_ID, url, "", at.date(), "", at, sha256, "text/html", ())
        )
        report = asyncio.run(ingest_new(self.home.house, DirectRunner(at_once=4)))
        assert report.outcomes == {"accepted": 1}, report


def page(number: int, rows: int) -> str:
    """Return a designation of a batch of its own; its new names lie among those held, in order of the alphabet."""
    title = f"示例部关于公布第{number}批示例称号企业名单的通知"
    names = (
        f"示例企业{number * rows + place if place % KNOWN == 0 else f'{place * 7 % 90 + 10}{number:03}{place:04}'}有限公司"
        for place in range(1, rows + 1)
    )
    listed = "".join(f"<tr><td>{place}</td><td>{name}</td></tr>" for place, name in enumerate(names, 1))
    return (
        f'<html><head><meta charset="utf-8"><meta name="ArticleTitle" content="{title}">'
        f'<meta name="PubDate" content="{FIRST_DAY}"><title>{title}</title></head><body><h1>{title}</h1><div>'
        f"<p>现公布第{number}批示例称号企业名单，共{rows}家。</p><p>示例部</p><p>2026年1月21日</p>"
        f"<table><tr><td>序号</td><td>企业名称</td></tr>{listed}</table></div></body></html>"
    )
