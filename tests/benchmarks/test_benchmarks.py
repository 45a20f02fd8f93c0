"""The benchmarks measure what they say: each runs here on a small ledger, its own checks on. Times prove nothing."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from benchmarks import (
    asking,
    growth,
    hosts,
    idle_poll,
    many_polls,
    polling,
    publishing,
    reading,
    replay,
    roster,
)
from benchmarks.__main__ import BENCHMARKS, main
from benchmarks.ledgers import fill_ledger
from benchmarks.list_server import PAGE_BYTES, answer, list_page
from benchmarks.measure import Comparison, Plan, compare, row
from tasks.ledger.ids import make_id

ROOT = Path(__file__).parents[2]


def test_each_pair_has_its_own_ratio_and_the_middle_one_is_told():
    found = Comparison(Plan("示例", 1.5), floor=(1.0, 2.0, 1.0), ours=(1.0, 4.0, 3.0))
    assert found.ratios == (1.0, 2.0, 3.0) and found.ratio == 2.0


def test_a_missed_goal_is_said_and_a_kept_one_is_not():
    missed, kept = (Comparison(Plan("示例", goal), (1.0,), (2.0,)) for goal in (1.5, 2.0))
    assert "GOAL MISSED" in row(missed)[0] and "GOAL MISSED" not in row(kept)[0]


def test_both_sides_take_turns_after_a_warm_up():
    order: list[str] = []
    found = compare(
        Plan("示例", None), floor=lambda: order.append("f"), ours=lambda: order.append("o"), runs=3
    )
    assert "".join(order) == "fo" + "fo" + "of" + "fo" and len(found.floor) == len(found.ours) == 3


def test_every_benchmark_and_every_peer_is_told_in_the_documentation():
    told = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    assert [name for name in BENCHMARKS if f"`{name}`" not in told] == []
    pins = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "benchmarks" / "peers").glob("*.txt")
    )
    wanted = [line.replace("[duckdb]", "").replace("==", " ") for line in pins.splitlines() if line]
    assert [pin for pin in wanted if pin not in told] == []


def test_an_unknown_benchmark_is_named_with_those_there_are(capsys):
    with pytest.raises(SystemExit):
        main(["示例"])
    assert "示例" in (error := capsys.readouterr().err) and all(name in error for name in BENCHMARKS)


def test_the_server_honours_its_own_etag_and_otherwise_sends_40_kb():
    assert answer(b'GET /etag/7.html HTTP/1.1\r\nIf-None-Match: "mingdan-bench"').startswith(b"HTTP/1.1 304")
    assert answer(b"GET /plain/7.html HTTP/1.1\r\nA: b").endswith(list_page(7))
    assert len(list_page(7)) == PAGE_BYTES and list_page(7) != list_page(8)


def test_made_titles_and_changes_have_the_ledger_s_own_ids(tmp_path):
    fill_ledger(tmp_path / "warehouse.duckdb", 10)
    with duckdb.connect(tmp_path / "warehouse.duckdb") as connection:
        [(title_id, subject_id)] = connection.execute(
            "select title_id, subject_id from ledger.title where last_announcement_id is not null order by all limit 1"
        ).fetchall()
        changes = connection.execute("select change_id from ledger.change").fetchall()
    assert title_id == make_id("t", subject_id, "cn-example", "第1批", "")
    assert (make_id("c", "designated", title_id, ""),) in changes


@pytest.mark.parametrize(
    ("measure", "sizes", "ratios"),
    [
        (polling.measure, {"pages": 6}, 2),
        (hosts.measure, {"hosts": 4, "seconds": 0.1, "on_one": 3}, 2),
        (many_polls.measure, {"few": 40, "many": 100}, 1),
        (roster.measure, {"rows": 4_000}, 1),
        (growth.measure, {"rows": 3_000, "lists": 30, "new": 20}, 1),
        (idle_poll.measure, {"small": 200, "large": 2_500}, 1),
        (asking.measure, {"rows": 50_000}, 3),
        (publishing.measure, {"rows": 2_000}, 1),
        (reading.measure, {"kinds": ("csv", "docx")}, 4),
        (replay.measure, {"lists": 3}, 2),
    ],
)
def test_each_benchmark_runs_on_a_small_ledger(tmp_path, measure, sizes, ratios):
    """Every one refuses to measure the wrong thing: a page missed, a change too many, another answer."""
    found = list(measure(tmp_path, runs=1, **sizes))
    assert len(found) == ratios and all(
        seconds > 0 for item in found for seconds in (*item.floor, *item.ours)
    )


@pytest.mark.slow
def test_memory_stays_flat_over_many_polls_of_one_process(tmp_path):
    """A tenth of what the benchmark does: a leak of 3 KB a poll would show."""
    [found] = many_polls.measure(tmp_path, few=400, many=2_400)
    assert found.ratio < 1.05, found


@pytest.mark.slow
def test_sixty_slow_hosts_are_polled_side_by_side(tmp_path):
    side_by_side, _ = hosts.measure(tmp_path, seconds=2.0, on_one=2, runs=1)
    assert side_by_side.ratio < 1.9, side_by_side
