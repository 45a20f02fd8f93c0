"""A small published past for the command line: real announcements (facts of 2024), invented members (示例…)."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from mingdan import main
from warehouse.records import (
    Announcement,
    Change,
    Coverage,
    Deadline,
    Delivery,
    FormerId,
    ListRecord,
    ListRow,
    ProgrammeRecord,
    Record,
    Review,
    Sighting,
    SourceRecord,
    Subject,
    SubjectName,
    Title,
)  # fmt: skip
from warehouse.snapshot import publish
from warehouse.store import Store

SEEN = datetime(2024, 9, 20, 2, 4, tzinfo=UTC)
NOW = "2024-10-01T09:00:00+08:00"
NATIONAL, SHANDONG, HELD = "a:1a2b3c4d5e6f", "a:3f9c00112233", "a:81818181aaaa"
BODY = "ab" * 32


class Ran(NamedTuple):
    """How a call of the command line ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> list[dict[str, object]]:
        """Read stdout, which must be JSON and nothing else."""
        return json.loads(self.out)


def announcement(announcement_id: str, title: str, **more: object) -> Announcement:
    """Make an accepted designation by the ministry; ``more`` says what differs."""
    usual = Announcement(
        announcement_id=announcement_id, title=title, doc_number=None, issuer="工业和信息化部", level="national",
        region="全国", programme_id="cn-sme-cluster", stage="designation", cohort="2024年度",
        signed_on=date(2024, 9, 19), published_on=date(2024, 9, 20), effective_on=date(2024, 9, 19),
        window_from=None, window_to=None, deadline=None, url="https://www.miit.gov.cn/art/2024/art_b833.html",
        origin="official", part_of=None, part_region=None, rows_stated=None, rows_read=0, state="accepted",
        held_because=None, repealed_by=None, repeals=(), duties="[]", mentions=(), backfill=False,
        capture_sha256=(BODY,), first_seen_at=SEEN,
    )  # fmt: skip
    return replace(usual, **more)  # type: ignore[arg-type]  # the names are the record's own


def cluster(number: int, name: str, region: str) -> Iterator[Record]:
    """Make one designated cluster of 2024: subject, row, title, change."""
    subject_id, change_id = f"s:{number:012x}", f"c:{number:012x}"
    whose, programme = (SHANDONG, "sd-cluster") if number < 37 else (NATIONAL, "cn-sme-cluster")
    day = date(2024, 6, 25) if number < 37 else date(2024, 9, 19)
    yield Subject(subject_id, "cluster", name, region, "370100", SEEN)
    yield SubjectName(subject_id, name, name)
    yield ListRow(
        whose, 1, number, name, name, None, region, None, None, subject_id, BODY, f"sheet 1!B{number + 2}",
        "附件1.xlsx", "spreadsheet",
    )  # fmt: skip
    yield Title(f"t:{number}", subject_id, programme, "2024年度", None, None, "active", day,
                date(2027, day.month, day.day - 1), whose, whose, None, None, SEEN, None)  # fmt: skip
    yield Change(
        change_id, SEEN, day, "designated", subject_id, programme, "2024年度", None, None, whose, False, "{}"
    )


def past() -> Iterator[Record]:
    """Make the past: Shandong's 36 of 2024, two of the ministry's, one dropped, one held list."""
    yield ProgrammeRecord(
        "cn-sme-cluster", "中小企业特色产业集群", "SME clusters", "national", "全国", "review", "cluster"
    )
    yield ProgrammeRecord(
        "sd-cluster", "山东省特色产业集群", "Shandong clusters", "province", "山东省", "term", "cluster"
    )
    yield announcement(NATIONAL, "工业和信息化部关于2024年度中小企业特色产业集群名单的通告",
                       doc_number="工信部企业函〔2024〕267号", rows_stated=2, rows_read=2)  # fmt: skip
    sd = {
        "issuer": "山东省工业和信息化厅",
        "level": "province",
        "region": "山东省",
        "programme_id": "sd-cluster",
    }
    yield announcement(SHANDONG, "2024年度山东省特色产业集群名单", rows_stated=36, rows_read=36,
                       published_on=date(2024, 6, 25), signed_on=date(2024, 6, 25), **sd)  # fmt: skip
    yield announcement(HELD, "关于公布2025年度山东省特色产业集群名单的通知", rows_stated=35, rows_read=34, state="held",
                       cohort="2025年度", held_because="35 stated, 34 read", **sd)  # fmt: skip
    for whose, rows, state in ((NATIONAL, 2, "accepted"), (SHANDONG, 36, "accepted"), (HELD, 34, "held")):
        programme = "cn-sme-cluster" if whose == NATIONAL else "sd-cluster"
        yield ListRecord(whose, 1, "附件", programme, "designation", "2024年度", None, rows, rows, state, state != "held",
                         False, "", 3, None, None)  # fmt: skip
    yield from cluster(1, "济南高新区高端激光装备特色产业集群", "山东省济南市")
    for number in range(2, 37):
        yield from cluster(number, f"示例县{number}示例特色产业集群", "山东省")
    yield from cluster(37, "示例省示例市东区示例产业集群", "江苏省苏州市")
    yield from cluster(38, "示例市西区示例（新材料）产业集群", "浙江省杭州市")
    yield SubjectName(f"s:{37:012x}", "示例市东区旧名产业集群", "示例市东区旧名产业集群")
    yield Subject("s:dddddddddddd", "cluster", "示例市落选示例产业集群", "江苏省南京市", "320100", SEEN)
    yield Change("c:dddddddddddd", SEEN, date(2024, 9, 19), "dropped", "s:dddddddddddd", "cn-sme-cluster", "2024年度",
                 None, None, NATIONAL, False, '{"proposed_on": "2024-09-05"}')  # fmt: skip
    yield from beside()


def beside() -> Iterator[Record]:
    """Make what stands beside the lists: sightings, a held row, a question, deadlines, the outbox, sources."""
    for number in range(1, 35):
        name = "=示例(1)" if number == 1 else f"示例县{number}待核示例产业集群"
        place = f"page 2 table 1 row {number}"
        yield ListRow(HELD, 1, number, name, name, None, "山东省", None, None, None, BODY, place)
    yield Sighting(NATIONAL, "miit-search", "original", "名单的通告", "https://www.miit.gov.cn/art/2024/art_b833.html",
                   date(2024, 9, 20), SEEN, BODY)  # fmt: skip
    evidence = {
        "stated": 35,
        "read": 34,
        "problems": [
            {
                "kind": "row cut",
                "text": "示例",
                "locator": "page 2 table 1 row 17",
                "mend": "give the whole name",
            }
        ],
    }
    yield Review("r:818181818181", "list", HELD, "35 stated, 34 read: row 17 cut at the page end",
                 json.dumps(evidence), (BODY,), SEEN, None, None, None)  # fmt: skip
    yield Review(
        "r:900000000000", "identity", NATIONAL, "one subject or two", "{}", (), SEEN, SEEN, "reject", "示例"
    )
    yield FormerId("s:ffffffffffff", "s:eeeeeeeeeeee", SEEN, "known in two provinces")
    yield FormerId("s:eeeeeeeeeeee", f"s:{37:012x}", SEEN, "renamed before it was seen")
    yield Coverage("cn-sme-cluster", "2024年度", "designation", "全国", 2, 2, True)
    for number, (day, kind) in enumerate(((date(2025, 3, 31), "report"), (date(2024, 9, 12), "window"))):
        yield Deadline(
            f"d:{number}",
            "cn-sme-cluster",
            "全国",
            kind,
            day,
            "上一年度发展情况报送",
            NATIONAL,
            2,
            "2024年度",
        )
    for state, error in (("sent", None), ("failed", "the webhook answered 500")):
        yield Delivery(f"al:{state}", "m:1", "example-team", 0, "json://…", f"c:{37:012x}", None, None, state, 1, error,
                       SEEN, None, None, SEEN if state == "sent" else None)  # fmt: skip
    for name, state in (("miit-search", "ok"), ("sd-gxt-tz", "blocked")):
        yield SourceRecord(name, f"{name} 示例", "national", "全国", state, "521 since 09-19 20:00" if state != "ok" else "",
                           SEEN, 0, SEEN, SEEN, SEEN, SEEN, date(2024, 9, 20), 20)  # fmt: skip


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish the past once, in a home of its own; nobody may write to it."""
    folder = tmp_path_factory.mktemp("home")
    with Store(folder / "warehouse.duckdb", now=SEEN) as store:
        store.merge(past())
        publish(store, folder / "published", version="0.1.0", now=SEEN)
    return folder


@pytest.fixture
def mingdan(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Ran]:
    """Call the command line in this process, on the published past, 80 columns wide."""
    monkeypatch.setenv("MINGDAN_HOME", str(home))
    monkeypatch.setenv("MINGDAN_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("MINGDAN_NOW", NOW)
    monkeypatch.setenv("COLUMNS", "80")

    def call(*words: str, stdin: str = "") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        status = main(words)
        return Ran(status, *capsys.readouterr())

    return call


@pytest.fixture
def past_with(tmp_path: Path) -> Callable[[str], Path]:
    """Publish the past with one more question, of a kind, about the ministry's list; its id begins with r:77."""

    def make(kind: str) -> Path:
        folder = tmp_path / kind
        folder.mkdir()
        asked = Review(
            "r:777777777777", kind, NATIONAL, "示例 question", "{}", (NATIONAL,), SEEN, None, None, None
        )
        with Store(folder / "warehouse.duckdb", now=SEEN) as store:
            store.merge([*past(), asked])
            publish(store, folder / "published", version="0.1.0", now=SEEN)
        return folder

    return make
