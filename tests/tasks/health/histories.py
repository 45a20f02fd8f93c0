"""Sources for the tests of health: one that is polled as a test says, on days of the Chinese calendar."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from config.clock import CHINA
from config.models import Expect, ListPage, Maintenance, Source
from tasks.archive.records import Capture, Poll, SourceState
from tasks.health.working_days import working_days
from tasks.ingest.project import after_capture, after_poll, source_note, unpolled
from tasks.tell.news import Note
from warehouse.source_records import SourceRecord

THRESHOLD = 3
SOURCE = Source(
    id="shili-tzgg",
    title="示例省示例厅 通知公告",
    publisher="示例省示例厅",
    level="province",
    list=ListPage(kind="html", url="https://shili.example/tzgg/"),
)


def instant(day: date, hour: int = 10, minute: int = 0) -> datetime:
    """An instant by China's clock."""
    return datetime.combine(day, time(hour, minute), CHINA)


@dataclass
class Watched:
    """One source as the ledger would know it after each poll; what was told of it, and its states on the way."""

    source: Source | None = SOURCE
    record: SourceRecord = field(default_factory=lambda: unpolled(SOURCE))
    notes: list[Note] = field(default_factory=list)
    states: list[str | None] = field(default_factory=list)
    seq: int = 0

    def begin(self, day: date, dated: Iterable[date], *, undated: int = 0) -> None:
        """Poll for the first time: a page of entries."""
        days = sorted(dated)
        for one in days:
            self.capture(one, day)
        self.poll(instant(day), entries=len(days) + undated, with_date=len(days), fresh=len(days) + undated,
                  newest=max(days, default=None))  # fmt: skip

    def capture(self, dated: date | None, day: date, *, again: bool = False) -> None:
        self.seq += 1
        taken = Capture(f"c:{self.seq}", SOURCE.id, f"https://shili.example/{self.seq}.html", "示例", dated, "",
                        instant(day), "0" * 64, "text/html", (), again=again, seq=self.seq)  # fmt: skip
        self.record = after_capture(self.record, taken)

    def poll(self, at: datetime, state: SourceState = SourceState.OK, **figures: object) -> SourceRecord:
        """End a poll; without figures the list was as it was."""
        self.seq += 1
        reason = "" if state is SourceState.OK else "示例原因"
        poll = Poll(
            SOURCE.id,
            at,
            state,
            state is SourceState.OK,
            15,
            0,
            0.1,
            reason,
            self.record.newest_on,
            seq=self.seq,
        )
        told = {"pages": 1, **figures} if figures else {}
        poll = replace(poll, **told)  # type: ignore[arg-type]  # figures of a poll, by name
        before, self.record = self.record, after_poll(self.record, poll, self.source, threshold=THRESHOLD)
        note = source_note(before, self.record, poll)
        self.notes += [note] if note is not None else []
        self.states.append(self.record.state)
        return self.record

    def news(self, day: date, count: int = 1, *, entries: int = 15) -> SourceRecord:
        """Poll on a day on which so many entries are new, dated that day."""
        for _ in range(count):
            self.capture(day, day)
        return self.poll(instant(day), entries=entries, with_date=entries, fresh=count, newest=day)

    def live(self, until: date, news: Sequence[date], *, since: date) -> None:
        """Poll each day of the calendar, weekends too; on the days with news one entry is new."""
        for offset in range((until - since).days + 1):
            day = since + timedelta(days=offset)
            if day in news:
                self.news(day)
            else:
                self.poll(instant(day))

    def expecting(self, **words: object) -> None:
        """Let its file say what is expected of it."""
        self.source = SOURCE.model_copy(update={"expect": Expect(**words)})  # type: ignore[arg-type]  # by name

    def maintained(self, since: datetime, until: datetime) -> None:
        """Let its file state a maintenance."""
        pause = Maintenance(since=since, until=until, why="示例")
        self.source = SOURCE.model_copy(update={"maintenance": (pause,)})

    @property
    def told(self) -> list[str]:
        """The states that the operators heard of."""
        return [note.state for note in self.notes]


def every_working_day(since: date, until: date, *, step: int = 1) -> list[date]:
    """Every so-manieth working day between two days, both counted where they are working days."""
    days = [since + timedelta(days=offset) for offset in range((until - since).days + 1)]
    worked = [day for day in days if working_days(day - timedelta(days=1), day)]
    return worked[::step]
