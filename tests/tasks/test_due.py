"""A scheduled poll asks only the sources whose own rhythm is up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from config.models import ListPage, Source
from tasks.due import is_due

NOW = datetime(2024, 9, 20, 2, 0, tzinfo=UTC)


def source(every: str) -> Source:
    page = ListPage(kind="html", url="https://shili.example/")
    return Source(id="shili", title="示例", publisher="示例", level="national", list=page, every=every)


@pytest.mark.parametrize(
    ("every", "minutes", "due"),
    [("30m", 30, True), ("30m", 28, True), ("30m", 10, False), ("1d", 60, False), ("1d", 1440, True)],
)
def test_a_source_is_due_when_its_rhythm_is_up(every: str, minutes: int, due: bool):
    assert is_due(source(every), {"shili": NOW - timedelta(minutes=minutes)}, now=NOW) is due


def test_a_source_never_polled_is_due():
    assert is_due(source("7d"), {}, now=NOW) and is_due(source("7d"), {"shili": None}, now=NOW)
