"""A small real house for ingest tests: an archive, a warehouse, shipped programmes, sources made up as 示例."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from config.load import load_configuration
from config.models import Configuration, Decision, Deliver, ListPage, Source, Subscription
from config.regions import load_regions
from tasks.archive.archive import Archive
from tasks.archive.records import Attachment, Capture, Poll, SourceState
from tasks.ingest.ingest import IngestReport, ingest
from tasks.ingest.reading import read_capture
from tasks.ingest.shelf import Shelf
from warehouse.store import Store

SHIPPED = Path(__file__).parents[3] / "config"
START = datetime(2022, 12, 1, 2, 0, tzinfo=UTC)


def source(source_id: str, level: str, publisher: str, region: str = "全国") -> Source:
    page = ListPage(kind="html", url=f"https://{source_id}.example/list.html")
    return Source(id=source_id, title=publisher, publisher=publisher, level=level, region=region, list=page)  # type: ignore[arg-type]  # a test names a level


SOURCES = (
    source("shili-miit", "national", "工业和信息化部"),
    source("shili-sd", "province", "山东省工业和信息化厅", "山东省"),
    source("shili-relay", "relay", "示例网"),
)


@dataclass
class Desk:
    """What a test does with the ledger: put captures into the log, let days pass, look."""

    folder: Path
    configuration: Configuration
    now: datetime = START
    count: int = 0
    archive: Archive = field(init=False)

    def __post_init__(self) -> None:
        self.archive = Archive(self.folder / "archive")

    def poll(self, source_id: str, state: SourceState = SourceState.OK, *, new: int = 0) -> None:
        """Log the end of a complete poll."""
        well = state is SourceState.OK
        self.archive.log.append(
            Poll(source_id, self.now, state, well, new, new, 0.1, "" if well else "示例原因")
        )

    def page(
        self, source_id: str, html: str, *sheets: bytes, dated: date | None = None, url: str = ""
    ) -> Capture:
        """Put a page with attachments into the archive and the log, as a poll would."""
        self.count += 1
        hashes = [self.archive.bodies.put(body) for body in (html.encode(), *sheets)]
        url = url or f"https://{source_id}.example/{self.count}.html"
        attachments = tuple(
            Attachment(f"附件{number}.xlsx", f"{url}/{number}.xlsx", sha256)
            for number, sha256 in enumerate(hashes[1:], 1)
        )
        capture = Capture(
            f"c{self.count}", source_id, url, "", dated, "", self.now, hashes[0], "text/html", attachments
        )
        self.archive.log.append(capture)
        return capture

    def ingest(self) -> IngestReport:
        """Take in what is new, as the pipeline does."""
        shelf = Shelf(self.folder / "shelf")

        def read(capture: Capture):
            source = self.configuration.sources[capture.source_id]
            return read_capture(capture, source, archive=self.archive, shelf=shelf)

        with self.store() as store:
            return ingest(store, self.archive, self.configuration, load_regions(), read=read, now=self.now)

    def store(self) -> Store:
        return Store(self.folder / "warehouse.duckdb", now=self.now)

    def ask(self, view: str) -> list[dict[str, object]]:
        """Return all rows of a view of the warehouse."""
        with self.store() as store:
            columns = [c[0] for c in store.connection.execute(f"describe {view}").fetchall()]
            return [
                dict(zip(columns, row, strict=True))
                for row in store.connection.execute(f"from {view}").fetchall()
            ]

    def later(self, *, days: int) -> None:
        self.now += timedelta(days=days)

    def decide(self, *decisions: Decision) -> None:
        self.configuration = self.configuration.model_copy(update={"decisions": decisions})

    def answer(
        self, on: datetime | None = None, rows: tuple[dict[str, str | None], ...] | None = None
    ) -> None:
        """Accept the one question that is open, now or as of another instant."""
        (asked,) = (row for row in self.ask("reviews") if row["decided_at"] is None)
        about = {"id": asked["review_id"], "kind": asked["kind"], "about": asked["about"], "rows": rows}
        answer = Decision(decided="accept", by="示例", on=on or self.now, **about)  # type: ignore[arg-type]  # a row
        self.decide(*self.configuration.decisions, answer)

    def rebuild(self) -> None:
        """Lose the warehouse, and build it again from the archive."""
        (self.folder / "warehouse.duckdb").unlink()
        self.ingest()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    shipped = load_configuration(SHIPPED)
    programmes = {
        key: programme.model_copy(update={"expect": None}) for key, programme in shipped.programmes.items()
    }
    told = Subscription(id="shili", title="示例", deliver=(Deliver(to="json://127.0.0.1:1/"),))
    configuration = Configuration(
        sources={s.id: s for s in SOURCES}, programmes=programmes, subscriptions={"shili": told}
    )
    return Desk(tmp_path, configuration)
