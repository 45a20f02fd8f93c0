"""What the demo says of a day."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

from demo.play import _outcome
from tasks.archive.records import Poll
from tasks.ingest.ingest import IngestReport
from tasks.pipeline import RunResult
from tasks.tell.outbox import DeliveryReport

WELL = Poll("sd-gxt-gg", datetime(2024, 6, 26, tzinfo=UTC), "ok", True, 3, 1, 0.1)
ILL = Poll("cn-miit-wjfb", datetime(2024, 6, 26, tzinfo=UTC), "blocked", False, 0, 0, 0.1)


def test_a_day_says_how_its_rows_were_read_who_is_ill_and_who_was_told():
    result = RunResult(
        (WELL, ILL), IngestReport(Counter(unconcerned=3, accepted=1)), DeliveryReport(sent=2), None
    )
    said = _outcome(result, {"OCR": 36}, 6.24)
    assert said.strip() == "1 accepted, 3 unconcerned; 36 rows (OCR); cn-miit-wjfb blocked; 2 told  (6.2 s)"


def test_a_day_without_anything_says_so():
    said = _outcome(RunResult((WELL,), IngestReport(), DeliveryReport(), None), {}, 0.5)
    assert said.strip() == "nothing new  (0.5 s)"
