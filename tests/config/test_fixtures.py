"""Every shipped source reads its site's own form: its fixture plays to the last word, and is made up to the last word."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from config.errors import FetchError, ReadError
from config.load import load_configuration
from config.models import Source
from config.places import REPOSITORY
from tasks.fetch.fixture import Fixture, differences, fixture_path, load_fixture, play

SHIPPED = REPOSITORY / "config"
SOURCES = load_configuration(SHIPPED).sources
FIXTURES = sorted((SHIPPED / "fixtures").glob("*.yaml"))
# names of columns and menus, which every site has; all else must say 示例
PLAIN = re.compile(
    r"通知公告|政策解读|政策法规|规范性文件|工作动态|工作要闻|工信动态|新闻中心|公示公告|政府信息公开|政策及解读|法规规章公告|信息公开"
    r"|媒体关注|项目资金|其他文件|最新信息|公开目录|文件公示|当前栏目|右侧内容|信息列表|头部导航|政务公开|发布时间"
)
HOSTS = re.compile(r"(?:[\w-]+\.)*example\.(?:cn|org)|mp\.weixin\.qq\.com|www\.w3\.org")

each = pytest.mark.parametrize("source", SOURCES.values(), ids=lambda source: source.id)
each_file = pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)


def fixture_of(source: Source) -> Fixture:
    return load_fixture(fixture_path(SHIPPED, source.id))


def test_every_source_has_a_fixture_and_every_fixture_a_source() -> None:
    assert [path.stem for path in FIXTURES] == sorted(SOURCES)


@each
def test_a_source_reads_its_fixture_as_a_person_does(source: Source) -> None:
    fixture = fixture_of(source)
    assert list(differences(asyncio.run(play(source, fixture)), fixture.expected)) == []


@each
def test_a_fixture_has_three_rows_and_each_of_its_answers_is_asked_for(source: Source) -> None:
    fixture = fixture_of(source)
    assert len(fixture.expected.entries) >= 3
    for place in range(len(fixture.exchanges)):
        without = fixture.model_copy(
            update={"exchanges": fixture.exchanges[:place] + fixture.exchanges[place + 1 :]}
        )
        assert not plays(source, without)


def plays(source: Source, fixture: Fixture) -> bool:
    """Say whether a fixture still plays to what is expected, to the words about its end."""
    if not fixture.exchanges:
        return False
    try:
        walk = asyncio.run(play(source, fixture))
    except (FetchError, ReadError):
        return False
    return not list(differences(walk, fixture.expected)) and "no answer" not in walk.note


@each
def test_a_fixture_stands_at_the_real_address(source: Source) -> None:
    asked, listed = urlsplit(fixture_of(source).exchanges[0].ask.url), urlsplit(source.list.url)
    assert (asked.scheme, asked.hostname, asked.path) == (listed.scheme, listed.hostname, listed.path)


@each
def test_a_fixture_says_that_it_is_made_up_and_names_its_traps(source: Source) -> None:
    about = fixture_of(source).about
    assert about.startswith("Made up (示例)")
    assert re.search(r"^Traps?: ", about, re.MULTILINE) or "the least a" in about


@each_file
def test_a_fixture_holds_nothing_that_is_not_made_up(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"(?<!\d)1[3-9]\d{9}(?!\d)|\b0\d{2,3}-\d{7,8}|[\w.]+@[\w-]+\.\w+", text) == []
    source = SOURCES[path.stem]
    told = text.replace(source.publisher, "")
    runs = [
        run for run in re.findall(r"[\u4e00-\u9fff]{4,}", told) if "示例" not in run and not PLAIN.search(run)
    ]
    assert [run for run in runs if f"示例{run}" not in told and len(run) > 5] == []


@each
def test_a_fixture_shows_no_other_hosts_than_its_sites_own_and_examples(source: Source) -> None:
    own = (urlsplit(source.list.url).hostname or "").split(".", 1)[1]
    text = fixture_path(SHIPPED, source.id).read_text(encoding="utf-8")
    hosts = {found.split("/")[0].split(":")[0] for found in re.findall(r"https?://([^\s\"'<>,}]+)", text)}
    assert [host for host in hosts if not host.endswith(own) and not HOSTS.fullmatch(host)] == []
