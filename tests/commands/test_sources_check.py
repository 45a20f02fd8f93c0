"""``sources check`` on a simulated site: how it fares, what changed since last time, and that nothing is kept of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from commands.text import display_width
from demo.web import Fault, Item, SimulatedWeb, Site, simulated_web
from demo.web.forms.trs import Trs
from mingdan import main
from tasks.fetch.fixture import load_fixture
from tests.commands.conftest import Ran

NOW = datetime.fromisoformat("2026-11-20T10:00:00+08:00")
ITEMS = tuple(
    Item(
        f"shili{n}",
        f"示例省工业和信息化厅关于公布示例名单的示例通知第{n}号",
        NOW - timedelta(days=n),
        "<p>示例</p>",
    )
    for n in range(25)
)


@pytest.fixture
def web() -> Iterator[SimulatedWeb]:
    sites = [Site(name, "示例省工业和信息化厅", Trs(), ITEMS) for name in ("one", "two")]
    with simulated_web(sites, now=NOW) as web:
        yield web


@pytest.fixture
def call(tmp_path: Path, monkeypatch, capsys) -> Callable[..., Ran]:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("MINGDAN_NOW", NOW.isoformat())
    places = ("--home", str(tmp_path / "home"), "--config", str(tmp_path / "config"))
    return lambda *words: Ran(main([*words, *places]), *capsys.readouterr())


@pytest.fixture
def watched(call, web: SimulatedWeb) -> None:
    """Two sources, made by ``sources new`` with their fixtures, and polled once."""
    for name in ("one", "two"):
        words = (
            "--id",
            name,
            "--region",
            "山东",
            "--yes",
            "--allow-private",
            "--delay",
            "0",
            "--timeout",
            "3",
        )
        assert call("sources", "new", web.list_url(name), *words).status == 0
    assert call("poll").status == 0


def told(call, *words: str) -> dict[str, dict]:
    ran = call("sources", "check", *words, "--format", "json")
    return {row["source_id"]: row for row in json.loads(ran.out)}


@pytest.mark.usefixtures("watched")
def test_what_is_as_it_was_is_told_as_that(call) -> None:
    ran = call("sources", "check")
    assert (ran.status, ran.err) == (0, "")
    assert [line.split() for line in ran.out.splitlines()[2:]] == [
        ["one", "ok", "10", "2026-11-20", "0"], ["two", "ok", "10", "2026-11-20", "0"],
    ]  # fmt: skip


@pytest.mark.usefixtures("watched")
@pytest.mark.parametrize(
    ("fault", "word"),
    [
        (Fault.TITLE_EDITED, "1 edited: "),
        (Fault.ITEM_DELETED, "1 gone: "),
        (Fault.REPUBLISHED, "1 under a new id: "),
    ],
)
def test_what_became_of_entries_is_told(call, web, fault: Fault, word: str) -> None:
    web.set_fault("one", fault)
    rows = told(call)
    assert rows["one"]["state"] == "ok" and any(said.startswith(word) for said in rows["one"]["changes"])
    assert rows["two"]["changes"] == []


@pytest.mark.usefixtures("watched")
@pytest.mark.parametrize(
    ("fault", "state"),
    [(Fault.REDESIGNED, "changed"), (Fault.EMPTY, "changed"), (Fault.RUISHU_412, "blocked"), (Fault.LOGIN_200, "blocked"),
     (Fault.GONE_404, "failing"), (Fault.TRUNCATED, "failing")],
)  # fmt: skip
def test_one_that_is_ill_is_told_with_its_reason_and_ends_with_status_1(call, web, fault, state) -> None:
    web.set_fault("one", fault)
    ran = call("sources", "check")
    assert ran.status == 1 and f"mingdan: one: {state}: " in ran.err
    assert [line.split()[1] for line in ran.out.splitlines()[2:4]] == [state, "ok"]
    assert "what might help: " in ran.out
    assert [line for line in ran.out.splitlines() if display_width(line) > 80] == []


@pytest.mark.usefixtures("watched")
def test_nothing_of_a_check_is_kept(call, web, tmp_path: Path) -> None:
    web.set_fault("one", Fault.TITLE_EDITED)
    kept = {
        path: path.read_bytes()
        for path in tmp_path.rglob("*")
        if path.is_file() and "/state/" not in str(path)
    }
    call("sources", "check")
    now = {
        path: path.read_bytes()
        for path in tmp_path.rglob("*")
        if path.is_file() and "/state/" not in str(path)
    }
    assert now == kept


@pytest.mark.usefixtures("watched")
def test_a_fixture_is_written_anew_from_what_came(call, web, tmp_path: Path) -> None:
    web.set_fault("one", Fault.TITLE_EDITED)
    assert call("sources", "check", "one", "--update-fixture").status == 0
    fixture = load_fixture(tmp_path / "config" / "fixtures" / "one.yaml")
    assert fixture.expected.entries[0].title.endswith("（更新）") and len(fixture.expected.entries) == 20
    other = load_fixture(tmp_path / "config" / "fixtures" / "two.yaml")
    assert not other.expected.entries[0].title.endswith("（更新）")


@pytest.mark.usefixtures("watched")
def test_one_that_is_ill_keeps_its_fixture(call, web, tmp_path: Path) -> None:
    web.set_fault("one", Fault.EMPTY)
    before = (tmp_path / "config" / "fixtures" / "one.yaml").read_bytes()
    assert call("sources", "check", "one", "--update-fixture").status == 1
    assert (tmp_path / "config" / "fixtures" / "one.yaml").read_bytes() == before


@pytest.mark.usefixtures("watched")
def test_one_without_a_fixture_is_told_how_to_get_one(call, tmp_path: Path) -> None:
    (tmp_path / "config" / "fixtures" / "one.yaml").unlink()
    assert told(call)["one"]["changes"] == ["it has no fixture to compare with; --update-fixture writes one"]


@pytest.mark.usefixtures("watched")
def test_a_new_dress_of_the_rows_is_told_though_they_are_still_read(call, web, tmp_path: Path) -> None:
    site = Site("one", "示例省工业和信息化厅", Trs(wrapped=True), ITEMS)
    web._sites["one"] = replace(site, form=Trs(wrapped=True))
    assert [
        said for said in told(call)["one"]["changes"] if said.startswith("rows stand in ul.list > li, before")
    ]


@pytest.mark.usefixtures("watched")
def test_an_unknown_id_is_told_with_those_there_are(call) -> None:
    ran = call("sources", "check", "three")
    assert ran.status == 2 and 'no source is called "three"' in ran.err and "one, two" in ran.err


def test_without_any_source_it_says_how_to_add_one(call) -> None:
    ran = call("sources", "check")
    assert ran.status == 0 and "sources new URL" in ran.err
