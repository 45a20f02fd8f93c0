"""Two looks at the published file: their difference is the news."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from flows.seen import Held, Seen, look_at
from warehouse.records import Review
from warehouse.snapshot import publish
from warehouse.source_records import SourceRecord
from warehouse.store import Store

NOW = datetime(2024, 9, 20, 2, 0, tzinfo=UTC)
REVIEW = Review(
    review_id="r:81", kind="list", announcement_id=None, reason="35 stated, 34 rows read", evidence="{}", about=(),
    opened_at=NOW, decided_at=None, decision=None, decided_by=None,
)  # fmt: skip
SOURCE = SourceRecord(
    source_id="cn-miit-wjfb", title="示例", level="national", region="全国", state="blocked", reason="521", state_since=NOW,
    failures=1, first_complete_at=NOW, last_attempt_at=NOW, last_ok_at=NOW, last_new_at=None, newest_on=None, entries_seen=3,
)  # fmt: skip


def test_nothing_is_seen_before_the_first_publish(tmp_path: Path) -> None:
    assert look_at(tmp_path / "mingdan.duckdb") == Seen()


def test_open_questions_and_the_last_good_poll_are_seen(tmp_path: Path) -> None:
    with Store(tmp_path / "warehouse.duckdb", now=NOW) as store:
        store.merge([REVIEW, SOURCE])
        snapshot = publish(store, tmp_path / "published", version="0", now=NOW)
    seen = look_at(snapshot)
    assert seen.held == (Held("r:81", "list", "35 stated, 34 rows read"),)
    assert seen.well == {"cn-miit-wjfb": NOW}
    assert seen.counts == Counter(announcement=0)


def test_news_are_what_is_more_the_announcements_first() -> None:
    before, after = Seen(Counter(call=1, dropped=2)), Seen(Counter(call=2, dropped=2, announcement=1))
    assert list(after.news_since(before).items()) == [("announcement", 1), ("call", 1)]
