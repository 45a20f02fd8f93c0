"""Documents that cannot be read, lists that do not reconcile, and a home that was damaged: said once, mended by running on."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest

from config.errors import StoreError
from demo.past import Day
from demo.web import Attached
from tasks.archive.records import Capture
from tasks.direct import DirectRunner
from tasks.house import open_house
from tasks.ingest.ingest import ingest
from tasks.ingest.reading import Reading, read_capture
from tasks.pipeline import poll_sources
from tests.faults.conftest import Call
from tests.faults.playing import Stage, assert_same, count, views_of

XLSX_DAY = 7  # 2023-10-18, the list of the 2023 clusters as an attachment
SHORT_DAY = 13  # 2025-06-12, Shandong states 35 and prints 34


def day_of(stage: Stage, number: int) -> Day:
    return stage.past.days[number]


def with_broken_sheets(stage: Stage, body: bytes) -> Stage:
    """Make every attachment of the web another body."""
    for site in stage.web.sites:
        items = tuple(
            replace(item, attachments=tuple(Attached(a.name, lambda: body) for a in item.attachments))
            for item in site.items
        )
        stage.web._sites[site.id] = replace(site, items=items)
    return stage


def test_an_unreadable_xlsx_holds_its_list_with_the_reason_and_lets_the_rest_through(
    stage: Stage, call: Call
) -> None:
    places = stage.home("unreadable")
    call(places, "poll", day=day_of(stage, 0))
    with_broken_sheets(stage, b"PK\x03\x04 no workbook at all")
    ended = call(places, "poll", day=day_of(stage, XLSX_DAY))
    assert ended.status == 0, ended.err  # a held list is named and changes no status
    assert [line for line in ended.err.splitlines() if "held: " in line and "2023年度" in line]
    assert ".xlsx" in ended.err and "mingdan review show" in ended.err and "Traceback" not in ended.err
    assert count(places, "select count(*) from announcements where state = 'accepted'") >= 5
    assert count(places, "select count(*) from reviews where kind = 'list'") >= 1


@pytest.mark.slow  # its days hold a list as a picture, which OCR reads
def test_a_list_that_does_not_reconcile_is_held_said_once_and_changes_nothing(
    stage: Stage, call: Call
) -> None:
    places = stage.home("short")
    call(places, "poll", day=day_of(stage, SHORT_DAY - 1))
    ended = call(places, "poll", day=day_of(stage, SHORT_DAY))
    assert ended.status == 0 and ended.err.count("held: ") == 1
    assert "35" in ended.err and "34" in ended.err and "mingdan review accept" in ended.err
    assert count(places, "select count(*) from list_rows where list_title like '%2025年度山东省%'") == 34
    assert (
        count(
            places,
            "select count(*) from designations where programme_id = 'sd-cluster' and cohort = '2025年度'",
        )
        == 0
    )
    assert "held" not in call(places, "poll", day=day_of(stage, SHORT_DAY)).err


def test_a_damaged_body_is_named_with_what_to_do_and_the_rest_is_taken_in(stage: Stage, call: Call) -> None:
    places, day = stage.home("damaged"), day_of(stage, 4)
    stage.enter(day)
    house = open_house(places, lambda: day.at)
    asyncio.run(poll_sources(house, DirectRunner()))
    captures = [r for r in house.archive.log.read() if isinstance(r, Capture)]
    broken = max((c for c in captures if c.source_id == "cn-miit-wjfb"), key=lambda c: c.dated or date.min)
    [body] = (places.archive / "bodies").rglob(f"{broken.page_sha256}.zz")
    body.write_bytes(b"damaged")
    ended = call(places, "poll", day=day)
    assert ended.status == 1 and "Traceback" not in ended.err
    [complaint] = [line for line in ended.err.splitlines() if "is damaged" in line and broken.url in line]
    assert str(body) in complaint and "restore it" in complaint
    assert sum(result for result in counted(ended.out).values()) == len(captures)


def counted(out: str) -> dict[str, int]:
    """Read what became of the captures from the command's own line."""
    [line] = [line.removeprefix("ledger: ") for line in out.splitlines() if line.startswith("ledger: ")]
    return {word: int(number) for number, word in (part.split(" ", 1) for part in line.split(", "))}


def test_what_was_taken_in_before_a_crash_is_published_by_the_next_run(stage: Stage) -> None:
    places, (first, *_), day = stage.home("half"), stage.past.days, day_of(stage, 6)
    for path in (places.config / "subscriptions").iterdir():
        path.unlink()
    stage.play(places, first)
    stage.enter(day)
    house = open_house(places, lambda: day.at)
    asyncio.run(poll_sources(house, DirectRunner()))
    *_, last = (r for r in house.archive.log.read() if isinstance(r, Capture))

    def read_until_last(capture: Capture) -> Reading:
        if capture == last:
            raise StoreError("示例: the disk is gone")
        source = house.configuration.sources[capture.source_id]
        return read_capture(capture, source, archive=house.archive, shelf=house.shelf)

    with house.open_store() as store, pytest.raises(StoreError):
        ingest(store, house.archive, house.configuration, house.regions, read=read_until_last, now=day.at)
    stage.run(places, day.at)
    assert count(places, "select count(*) from designations where programme_id = 'cn-sme-cluster'") > 0


def test_a_torn_last_line_of_the_log_is_cut_and_fetched_again(stage: Stage, call: Call) -> None:
    whole, torn = stage.home("whole"), stage.home("torn")
    for places in (whole, torn):
        call(places, "poll", day=day_of(stage, 0))
    [log] = (torn.archive / "log").glob("*.ndjson")
    with log.open("ab") as file:
        file.write(b'{"seq":99999,"capture":{"capture_id":"c-')
    for places in (whole, torn):
        assert call(places, "poll", day=day_of(stage, 1)).status == 0
    assert_same(views_of(torn), views_of(whole))


def test_a_warehouse_that_is_gone_is_built_again_from_the_archive(stage: Stage, call: Call) -> None:
    places = stage.home("gone")
    for number in (0, 4, 6):
        call(places, "poll", day=day_of(stage, number))
    before, told = views_of(places), len(stage.hook.arrived)
    for path in places.home.glob("warehouse.duckdb*"):
        path.unlink()
    stage.enter(day_of(stage, 6))
    ended = call(places, "poll", now=day_of(stage, 6).at + timedelta(days=2))
    assert ended.status == 0, ended.err
    after = views_of(places)
    same = set(after) - {"about", "alerts", "sources"}
    assert_same({view: after[view] for view in same}, {view: before[view] for view in same})
    assert len(stage.hook.arrived) == told, "what was told before the loss is not told again"


def test_a_published_folder_that_cannot_be_written_keeps_the_ledger_and_says_so(
    stage: Stage, call: Call
) -> None:
    places = stage.home("shut")
    places.home.mkdir(exist_ok=True)
    places.published.write_text("a file stands where the folder should be")
    ended = call(places, "poll", day=day_of(stage, 0))
    assert ended.status == 1 and "Traceback" not in ended.err
    [message] = [line for line in ended.err.splitlines() if line.startswith("mingdan: cannot publish")]
    assert str(places.published) in message
    places.published.unlink()
    assert call(places, "poll", day=day_of(stage, 0)).status == 0
    assert views_of(places)["announcements"]
