"""``sources new`` on simulated sites: what it shows, what it writes, what it asks, and what it refuses."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from commands.text import display_width
from config.load import load_configuration
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
SAID = ("--region", "山东", "--id", "sd-shili")


class Terminal(io.StringIO):
    """A person at a terminal, whose answers are known beforehand."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def web() -> Iterator[SimulatedWeb]:
    with simulated_web([Site("site", "示例省工业和信息化厅", Trs(base=1), ITEMS)], now=NOW) as web:
        yield web


@pytest.fixture
def new(tmp_path: Path, web: SimulatedWeb, monkeypatch, capsys) -> Callable:
    """Call ``sources new`` on the site, with a configuration of one's own; ``answers`` are a person's at a terminal."""
    monkeypatch.setenv("COLUMNS", "80")

    def new(*words: str, url: str = "", answers: str | None = None):
        monkeypatch.setattr(sys, "stdin", io.StringIO() if answers is None else Terminal(answers))
        places = (
            "--home",
            str(tmp_path / "home"),
            "--config",
            str(tmp_path / "config"),
            "--now",
            NOW.isoformat(),
        )
        usual = ("--allow-private", "--delay", "0", "--timeout", "3")
        status = main(["sources", "new", url or web.list_url("site"), *usual, *words, *places])
        return Ran(status, *capsys.readouterr())

    return new


def nothing_written(tmp_path: Path) -> bool:
    return not (tmp_path / "config").exists() and not (tmp_path / "home").exists()


def test_a_source_and_its_fixture_are_written_as_the_house_reads_them(new, tmp_path: Path) -> None:
    ran = new("--yes", *SAID)
    assert ran.status == 0, ran.err
    source = load_configuration(tmp_path / "config").sources["sd-shili"]
    assert (source.region, source.region_code, source.level) == ("山东省", "370000", "province")
    assert (source.list.kind, source.list.params) == ("trs", {"page_base": 1})
    assert (source.title, source.publisher) == ("示例省工业和信息化厅 公示公告", "示例省工业和信息化厅")
    fixture = load_fixture(tmp_path / "config" / "fixtures" / "sd-shili.yaml")
    assert (len(fixture.exchanges), len(fixture.expected.entries), fixture.expected.pages) == (2, 20, 2)


def test_it_says_why_what_came_second_and_what_it_reads_in_eighty_columns(new) -> None:
    out = new("--yes", *SAID).out
    assert "kind trs: 10 links of the form t20260305_1.html and createPageHTML" in out
    assert "next best: html, 10 rows" in out and "the\n    second page reads 10 more" in out
    assert "2026-11-20  示例省工业和信息化厅关于公布示例" in out
    paths = ("written: ", "http")
    assert [
        line for line in out.splitlines() if display_width(line) > 80 and not line.startswith(paths)
    ] == []


def test_a_file_that_is_there_is_never_overwritten(new, tmp_path: Path) -> None:
    path = tmp_path / "config" / "sources" / "sd-shili.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("title: mine\n")
    ran = new("--yes", *SAID)
    assert ran.status == 2 and "--id names another" in ran.err
    assert path.read_text() == "title: mine\n" and not (tmp_path / "config" / "fixtures").exists()


@pytest.mark.parametrize(
    ("words", "flag"),
    [(("--region", "示例乡"), "--region"), (("--id", "示例"), "--id"), (("--level", "provinz"), "--level"),
     (("--kind", "trss"), "--kind"), (("--form", "x"), "--form"), (("--delay", "-1"), "--delay")],
)  # fmt: skip
def test_what_is_said_wrongly_is_told_with_its_flag_before_anybody_is_asked(
    new, web, tmp_path, words, flag
) -> None:
    ran = new("--yes", *words)
    assert ran.status == 2 and flag in ran.err
    assert web.requests == () and nothing_written(tmp_path)


def test_what_the_page_does_not_tell_must_be_said(new, tmp_path: Path) -> None:
    ran = new("--yes")
    assert ran.status == 2 and "say them: --region, --level" in ran.err and nothing_written(tmp_path)


def test_a_level_that_does_not_fit_its_region_writes_nothing(new, tmp_path: Path) -> None:
    ran = new("--yes", *SAID, "--level", "city")
    assert ran.status == 2 and "with level city it must be a city" in ran.err and nothing_written(tmp_path)


def test_without_yes_and_nobody_to_ask_nothing_is_written(new, tmp_path: Path) -> None:
    ran = new(*SAID)
    assert ran.status == 2 and "--yes writes it" in ran.err and nothing_written(tmp_path)


def test_all_said_on_the_line_needs_no_yes(new, tmp_path: Path) -> None:
    assert new(*SAID, "--level", "province", "--title", "示例 公示", "--publisher", "示例厅").status == 0
    assert load_configuration(tmp_path / "config").sources["sd-shili"].publisher == "示例厅"


def test_a_person_is_asked_for_what_is_not_known_and_may_take_what_is_proposed(new, tmp_path) -> None:
    ran = new(answers="nowhere\n山东\n\n\n\n\ny\n")
    assert ran.status == 0, ran.err
    assert "it names no one region" in ran.err and "[province]" in ran.err and "write sd-gxt-gsgg?" in ran.err
    assert set(load_configuration(tmp_path / "config").sources) == {"sd-gxt-gsgg"}


@pytest.mark.parametrize(
    "answers", ["", "山东\n", "山东\n\n\n\n\n"], ids=["at once", "after one", "before the last"]
)
def test_the_end_of_input_stops_everything(new, tmp_path, answers: str) -> None:
    ran = new(answers=answers)
    assert ran.status == 1 and "stopped; nothing was written" in ran.err and nothing_written(tmp_path)


def test_no_is_no(new, tmp_path) -> None:
    assert new(answers="山东\n\n\n\n\nn\n").status == 1 and nothing_written(tmp_path)


def test_a_dry_run_shows_the_file_and_writes_nothing(new, tmp_path: Path) -> None:
    ran = new("--dry-run", *SAID)
    assert ran.status == 0 and "  kind: trs" in ran.out and nothing_written(tmp_path)


def test_json_is_one_array_and_nothing_else(new, tmp_path: Path) -> None:
    ran = new("--yes", *SAID, "--format", "json")
    [told] = json.loads(ran.out)
    assert (told["kind"], told["rows"], told["dated"], told["pages"], told["written"]) == (
        "trs",
        10,
        1.0,
        2,
        True,
    )
    assert told["entries"][0]["listed_as"] == "2026-11-20" and Path(told["source_file"]).is_file()


@pytest.mark.parametrize(
    ("fault", "word"),
    [(Fault.FORBIDDEN, '--browser "REASON"'), (Fault.RUISHU_412, '--chromium "REASON"'), (Fault.LOGIN_200, "no rung passes a login"),
     (Fault.COOKIE_REDIRECT, '--cookies "REASON"'), (Fault.GONE_404, "look at the address again"),
     (Fault.CHALLENGE_200, '--chromium "REASON"'), (Fault.REDESIGNED, "a shell that a script fills")],
)  # fmt: skip
def test_a_page_that_cannot_be_had_is_told_with_the_rung_that_might_help(
    new, web, tmp_path, fault, word
) -> None:
    web.set_fault("site", fault)
    ran = new("--yes", *SAID)
    assert (
        ran.status == 1 and word in ran.err and "nothing was written" in ran.err and nothing_written(tmp_path)
    )


def test_a_rung_that_was_switched_on_is_written_with_its_reason(new, web, tmp_path) -> None:
    web.set_fault("site", Fault.COOKIE_REDIRECT)
    ran = new("--yes", *SAID, "--cookies", "it redirects to itself, 2026-11-20")
    assert ran.status == 0, ran.err
    source = load_configuration(tmp_path / "config").sources["sd-shili"]
    assert source.access.cookies == "it redirects to itself, 2026-11-20"


def test_an_article_is_no_list(new, web, tmp_path) -> None:
    ran = new("--yes", *SAID, url=web.page_url("site", "shili1"))
    assert ran.status == 1 and "it is one notice" in ran.err and nothing_written(tmp_path)


def test_a_private_address_needs_its_flag(mingdan, web, tmp_path) -> None:
    ran = mingdan("sources", "new", web.list_url("site"), "--config", str(tmp_path / "config"))
    assert ran.status == 1 and "--allow-private" in ran.err and nothing_written(tmp_path)
