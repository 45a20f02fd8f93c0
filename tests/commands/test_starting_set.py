"""The starting set, through the command that users give: what is known after it, and what gives way to what."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from config.places import write_out
from config.starting_set import starting_lists
from mingdan import main
from tests.commands.conftest import NOW, Ran

Call = Callable[..., Ran]
SHANDONG = [
    "山东济南高新区(人工智能)特色产业集群",
    *(f"示例市示例{no}县示例特色产业集群" for no in range(2, 26)),
]
TITLE = "关于公布2021年度山东省特色产业集群名单的通知"
OF_2021 = "programme_id = 'sd-cluster' and cohort = '2021年度'"
HELD = f"select name, status, valid_from from designations where {OF_2021} order by all"


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new home and the shipped configuration, with the starting set put in; copied, never written to."""
    folder = tmp_path_factory.mktemp("begun")
    write_out(folder / "config")
    words = ["--home", str(folder / "home"), "--config", str(folder / "config"), "--now", NOW]
    assert main(["import", "--starting-set", *words]) == 0
    return folder


@pytest.fixture
def call(begun: Path, mingdan: Call, tmp_path: Path) -> Call:
    """Call in a copy of that home."""
    shutil.copytree(begun, tmp_path / "here")
    where = ["--home", str(tmp_path / "here" / "home"), "--config", str(tmp_path / "here" / "config")]
    return lambda *words: mingdan(*words, *where, "--now", NOW)


@pytest.fixture
def fresh(mingdan: Call, tmp_path: Path) -> Call:
    """Call in a home that holds nothing yet."""
    write_out(tmp_path / "new")
    where = ["--home", str(tmp_path / "new-home"), "--config", str(tmp_path / "new")]
    return lambda *words: mingdan(*words, *where, "--now", NOW)


def ask(call: Call, question: str) -> list[dict[str, object]]:
    return call("sql", question, "--format", "json").json


def page(tmp_path: Path, names: list[str], *, relayed: bool) -> list[str]:
    """The words that import a page of Shandong's list of 2021; its title, number, day and 25 are real."""
    rows = "".join(f"<tr><td>{no}</td><td>{name}</td></tr>" for no, name in enumerate(names, start=1))
    number = "" if relayed else "<p>鲁工信非公〔2021〕147号</p>"
    sentence = f"山东省工业和信息化厅公布2021年度山东省特色产业集群名单，共{len(names)}个。"
    signed = "<p>山东省工业和信息化厅</p><p>2021年7月14日</p>"
    table = f"<table><tr><td>序号</td><td>集群名称</td></tr>{rows}</table>"
    path = tmp_path / "page.html"
    path.write_text(f"<h1>{TITLE}</h1>{number}<p>{sentence}</p>{table}{signed}", encoding="utf-8")
    source = "example-trade-relay" if relayed else "sd-gxt-tz"
    return ["import", str(path), "--url", "https://shili.example/2021.html", "--source", source]


def test_every_list_is_accepted_and_its_programme_ships(call: Call) -> None:
    states = ask(call, "select state, origin, count(*) as n from announcements group by all")
    assert states == [{"state": "accepted", "origin": "relay", "n": len(starting_lists())}]


def test_what_it_brings_is_history_and_whole_of_nothing(call: Call) -> None:
    [told] = ask(call, "select count(*) as n, bool_and(backfill) as old from changes")
    [known] = ask(call, "select bool_or(whole) as whole, max(stated) as most from coverage")
    assert told["old"] is True and known == {"whole": False, "most": 2930}
    assert ask(call, "select * from alerts") == []


def test_titles_of_a_relay_have_no_days_and_nobody_has_lost_one(call: Call) -> None:
    [titles] = ask(
        call, "select count(*) as n, count(valid_from) + count(valid_to) as days from designations"
    )
    kinds = ask(call, "select distinct kind from changes order by kind")
    assert titles["n"] and titles["days"] == 0
    assert [row["kind"] for row in kinds] == ["designated", "proposed", "recommended", "renewed"]


def test_short_names_of_the_press_are_no_titles(call: Call) -> None:
    [row] = ask(call, "select rows_read from announcements where programme_id = 'nb-single-champion'")
    assert row["rows_read"] == 0
    assert ask(call, "select name from subjects where name in ('方太厨具', '南康现代家具', '中自科技')") == []


def test_put_in_again_it_changes_nothing(call: Call) -> None:
    before = ask(call, "select * exclude (published_at) from about")
    ran = call("import", "--starting-set")
    assert ran.status == 0 and ran.out.startswith(
        f"starting set: 0 lists put in, {len(starting_lists())} were there"
    )
    assert "published: nothing had changed" in ran.out
    assert ask(call, "select * exclude (published_at) from about") == before


@pytest.mark.slow
def test_a_ledger_built_anew_from_the_archive_is_the_same(call: Call) -> None:
    ran = call("replay")
    assert ran.status == 0 and f"from {len(starting_lists())} captures: equal to the last row" in ran.out


def test_it_says_how_many_are_known_of_how_many(fresh: Call) -> None:
    out = fresh("import", "--starting-set").out
    assert "  cn-sme-cluster 2024年度 designation: 35 of 100\n" in out
    assert "  cq-cluster 2025年度 designation: short names only, no titles\n" in out
    assert "no silence means anything" in out


def test_the_official_list_wins_and_nobody_is_told_twice(call: Call, tmp_path: Path) -> None:
    assert call(*page(tmp_path, SHANDONG, relayed=False)).status == 0
    held = ask(call, HELD)
    assert len(held) == 25 and {(row["status"], row["valid_from"]) for row in held} == {
        ("active", "2021-07-14")
    }
    told = ask(call, f"select name, kind from changes where {OF_2021} and name = '{SHANDONG[0]}'")
    assert told == [{"name": SHANDONG[0], "kind": "designated"}]
    assert ask(call, f"select stated, known, whole from coverage where {OF_2021}") == [
        {"stated": 25, "known": 25, "whole": True}
    ]


@pytest.mark.slow
@pytest.mark.parametrize("relayed", [False, True], ids=["the original", "a fuller relay"])
def test_who_holds_what_is_the_same_whichever_came_first(
    call: Call, fresh: Call, tmp_path: Path, relayed: bool
) -> None:
    words = page(tmp_path, SHANDONG, relayed=relayed)
    assert call(*words).status == fresh(*words).status == fresh("import", "--starting-set").status == 0
    assert len(ask(call, HELD)) == 25 and ask(call, HELD) == ask(fresh, HELD)


def test_a_review_that_names_others_ends_nobody(call: Call, tmp_path: Path) -> None:
    names = [f"示例市示例{no}县示例产业集群" for no in range(1, 98)]
    rows = "".join(f"<tr><td>{no}</td><td>{name}</td></tr>" for no, name in enumerate(names, start=1))
    title = "工业和信息化部关于公布2022年度中小企业特色产业集群复核通过名单的通告"
    text = (
        f"<p>现将复核通过的97个集群予以公布。</p><table><tr><td>序号</td><td>集群名称</td></tr>{rows}</table>"
    )
    path = tmp_path / "review.html"
    path.write_text(f"<h1>{title}</h1>{text}<p>工业和信息化部</p><p>2025年11月5日</p>", encoding="utf-8")
    words = ["--url", "https://www.miit.gov.cn/shili.html", "--source", "miit-wjfb"]
    assert call("import", str(path), *words).status == 0
    renewed = ask(call, "select count(*) as n from changes where kind = 'renewed' and name like '示例市%'")
    assert renewed == [{"n": 97}]
    assert ask(call, "select * from changes where kind in ('lapsed', 'expired', 'dropped')") == []


def test_a_mention_in_the_news_does_not_strike_what_was_listed(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "news.html"
    news = (
        "日前，山东省工业和信息化厅公布2021年度山东省特色产业集群名单，示例县示例特色产业集群等25个集群入选。"
    )
    path.write_text(f"<h1>2021年度山东省特色产业集群名单公布</h1><p>{news}</p>", encoding="utf-8")
    words = ["--url", "https://shili.example/news.html", "--source", "example-trade-relay"]
    assert call("import", str(path), *words).status == 0
    assert [row["name"] for row in ask(call, HELD)] == SHANDONG[:1]


def test_lists_of_a_programme_without_a_file_are_left_out_and_named(fresh: Call, tmp_path: Path) -> None:
    for path in (tmp_path / "new" / "programmes").glob("*.yaml"):
        if path.stem not in ("sd-cluster", "jl-cluster"):
            path.unlink()
    shutil.rmtree(tmp_path / "new" / "subscriptions")
    ran = fresh("import", "--starting-set")
    assert ran.status == 0 and ran.out.startswith("starting set: 5 lists put in")
    assert "51 lists left out" in ran.err and "cn-little-giant" in ran.err and "--write-config" in ran.err


def test_without_its_source_it_says_so(fresh: Call, tmp_path: Path) -> None:
    (tmp_path / "new" / "sources" / "starting-set.yaml").unlink()
    ran = fresh("import", "--starting-set")
    assert ran.status == 2 and 'no source is called "starting-set"' in ran.err


@pytest.mark.parametrize(
    "words", [["page.html"], ["--url", "https://example.org/"], ["--date", "2024-01-01"]]
)
def test_it_goes_alone(mingdan: Call, words: list[str]) -> None:
    ran = mingdan("import", "--starting-set", *words)
    assert ran.status == 2 and "goes alone" in ran.err


def test_a_page_still_needs_its_address_and_source(mingdan: Call) -> None:
    ran = mingdan("import", "page.html")
    assert ran.status == 2 and "--url, --source" in ran.err
