"""The page this project began from, in a page of our own of the same form and garbling.

A trade site's news of 2023-10-19 of 工信部企业函〔2023〕283号 (100 clusters): traditional characters with pinyin in brackets,
three names and 等100个, teasers with wrong dates beside it. The page is that of the bundled past.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from commands.running import SavedPage, import_page
from config.places import Places
from demo.config import write_config
from demo.past import load_past
from demo.web import SimulatedWeb, simulated_web
from mingdan import main
from tasks.read.web.attachments import find_attachments
from warehouse.published import Published

SEEN = datetime(2023, 10, 19, 2, 0, tzinfo=UTC)
THREE = (
    "北京市丰台区轨道交通智能控制产业集群",
    "北京市大兴区医疗器械产业集群",
    "江苏省南京市江宁区智能配电设备产业集群",
)


@pytest.fixture(scope="module")
def web() -> Iterator[SimulatedWeb]:
    with simulated_web(load_past().sites, now=SEEN + timedelta(hours=1)) as served:
        yield served


@pytest.fixture
def places(tmp_path: Path, web: SimulatedWeb) -> Places:
    write_config(tmp_path / "config", web)
    return Places(tmp_path / "home", tmp_path / "config")


def load(web: SimulatedWeb, site: str, key: str, folder: Path) -> SavedPage:
    """Save a page of the simulated web with its attachments, as a person would."""
    url = web.page_url(site, key)
    page = _save(url, folder / f"{key}.html")
    links = find_attachments(page.read_bytes(), url=url, content_type="text/html")
    attachments = tuple(_save(link.url, folder / f"{key}-{n}.xlsx") for n, link in enumerate(links))
    return SavedPage(page, attachments, url, site)


def _save(url: str, path: Path) -> Path:
    with urlopen(Request(url, headers={"User-Agent": "Mozilla/5.0", "Referer": url})) as answer:
        path.write_bytes(answer.read())
    return path


def ask(places: Places, query: str) -> list[tuple[object, ...]]:
    with Published(places.snapshot) as published:
        return [tuple(row) for row in published.rows(query).rows]


def test_the_page_really_is_garbled(web: SimulatedWeb, tmp_path: Path):
    text = load(web, "shili-huagong", "cluster-2023-relay", tmp_path).page.read_text(encoding="utf-8")
    assert "產(chǎn)業(yè)" in text and "产业集群" not in text


def test_without_its_original_the_relay_is_provisional_and_no_list(
    places: Places, web: SimulatedWeb, tmp_path: Path
):
    saved = load(web, "shili-huagong", "cluster-2023-relay", tmp_path)
    import_page(places, lambda: SEEN, saved)
    query = "select programme_id, stage, cohort, origin, rows_stated, rows_read, state, mentions from announcements"
    assert ask(places, query) == [
        ("cn-sme-cluster", "designation", "2023年度", "relay", 100, 0, "accepted", THREE)
    ]
    assert ask(places, "select count(*) from designations") == [(0,)]
    assert ask(places, "select relation from sightings") == [("relay",)]


def test_the_yearly_duty_and_the_three_years_are_read(places: Places, web: SimulatedWeb, tmp_path: Path):
    import_page(places, lambda: SEEN, load(web, "shili-huagong", "cluster-2023-relay", tmp_path))
    ((duties,),) = ask(places, "select duties from announcements")
    assert [duty["due"] for duty in json.loads(str(duties))] == ["04-30"]
    assert ask(places, "select validity_years from lists") == [(3,)]


def test_the_garbling_is_undone_in_what_is_published(places: Places, web: SimulatedWeb, tmp_path: Path):
    import_page(places, lambda: SEEN, load(web, "shili-huagong", "cluster-2023-relay", tmp_path))
    ((title,),) = ask(places, "select title from announcements")
    assert title == "关注!2023年度中小企业特色产业集群名单公布,100个集群入选"


def test_its_teasers_are_no_news(places: Places, web: SimulatedWeb, tmp_path: Path):
    """Beside it stand the call for single champions and Shandong's list of 2024, both dated 2023-10-18."""
    import_page(places, lambda: SEEN, load(web, "shili-huagong", "cluster-2023-relay", tmp_path))
    assert ask(places, "select distinct programme_id from announcements") == [("cn-sme-cluster",)]
    assert ask(places, "select published_on, signed_on from announcements") == [(None, None)]


@pytest.mark.parametrize("original_first", [True, False])
def test_with_its_original_it_is_one_announcement_in_either_order(
    places: Places, web: SimulatedWeb, tmp_path: Path, original_first: bool
):
    original = load(web, "cn-miit-wjfb", "cluster-2023", tmp_path)
    relay = load(web, "shili-huagong", "cluster-2023-relay", tmp_path)
    for saved in (original, relay) if original_first else (relay, original):
        import_page(places, lambda: SEEN, saved)
    ((announcement_id, origin),) = ask(places, "select announcement_id, origin from announcements")
    assert origin == "official"
    assert ask(places, "select relation from sightings order by 1") == [("original",), ("relay",)]
    assert announcement_id == "a:cf053a4d3c7e"


def test_an_original_whose_list_cannot_be_read_is_held_and_no_relay_any_more(
    places: Places, web: SimulatedWeb, tmp_path: Path
):
    relay = load(web, "shili-huagong", "cluster-2023-relay", tmp_path)
    original = replace(load(web, "cn-miit-wjfb", "cluster-2023", tmp_path), attachments=())
    for saved in (relay, original):
        import_page(places, lambda: SEEN, saved)
    assert ask(places, "select origin, state from announcements") == [("official", "held")]


def test_show_says_the_names_the_term_and_the_duty(places: Places, web: SimulatedWeb, tmp_path: Path, capsys):
    import_page(places, lambda: SEEN, load(web, "shili-huagong", "cluster-2023-relay", tmp_path))
    at = ["--home", str(places.home), "--config", str(places.config)]
    assert main([*at, "show", "a:cf053a4d3c7e"]) == 0
    shown = capsys.readouterr().out
    assert "valid 3 years" in shown and "every year by 04-30" in shown
    assert all(name in shown for name in THREE)
