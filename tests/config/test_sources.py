"""Every source that ships: nobody is forgotten, each says where it speaks for, how sure it is, and what it lacks."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest

from config.load import load_configuration
from config.models import Source
from config.places import REPOSITORY
from config.regions import load_regions
from tasks.fetch.kinds.list_page import find_kind

SOURCES = load_configuration(REPOSITORY / "config").sources
PROVINCES = [code for code in load_regions().codes() if code.endswith("0000") and code != "000000"]
CITIES = {
    "210200": "大连",
    "330200": "宁波",
    "350200": "厦门",
    "370200": "青岛",
    "440300": "深圳",
}  # 计划单列市
# 2026-11: of these nobody has written down the column of notices, of 江西 the code it is asked for by
WITHOUT_COLUMN = {
    "dl-gxj-tzgg", "hl-gxt-tzgg", "jx-gxt-tzgg", "nm-gxt-tzgg", "qh-gxt-tzgg", "sn-gxt-tzgg",
    "sx-gxt-tzgg", "tj-gyxxh-tzgg", "xjbt-gxj-tzgg", "xz-jxt-tzgg", "yn-gxt-tzgg",
}  # fmt: skip
EXAMPLES = {"example-feed", "example-trade-relay", "starting-set"}

each = pytest.mark.parametrize("source", SOURCES.values(), ids=lambda source: source.id)


def text_of(source: Source) -> str:
    return (REPOSITORY / "config" / "sources" / f"{source.id}.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", [*PROVINCES, *CITIES])
def test_every_province_the_corps_and_every_city_with_a_plan_of_its_own_has_a_source(code: str) -> None:
    level = "city" if code in CITIES else "province"
    assert [source.id for source in SOURCES.values() if (source.region_code, source.level) == (code, level)]


def test_the_provinces_are_31_and_the_corps() -> None:
    assert len(PROVINCES) == 32 and "660000" in PROVINCES


def test_the_ministry_and_the_state_council_have_their_columns() -> None:
    national = {source.id for source in SOURCES.values() if source.level == "national"}
    assert national == {"miit-wjfb", "miit-wjgs", "miit-yjzj", "miit-zcjd", "miit-zxzc", "gov-bumenfile"}


@each
def test_a_source_says_the_code_of_its_region_unless_it_speaks_for_the_nation(source: Source) -> None:
    region = load_regions().named(source.region)
    assert region is not None
    assert source.region_code == (None if source.level in ("national", "relay") else region.code)


@each
def test_a_source_says_how_sure_it_is_and_what_its_site_is_known_for(source: Source) -> None:
    assert source.confidence is not None
    assert re.search(r"20\d\d", source.notes)


@each
def test_a_source_that_is_off_says_what_is_missing_and_how_to_fill_it_in(source: Source) -> None:
    assert source.enabled == (source.id not in WITHOUT_COLUMN | EXAMPLES)
    if not source.enabled:
        assert re.search(r"^enabled: false {2,}# \S+ \S+", text_of(source), re.MULTILINE)
        assert "Missing" in source.notes and source.confidence == "low"


@pytest.mark.parametrize("name", sorted(WITHOUT_COLUMN))
def test_a_source_without_a_known_column_has_no_invented_path(name: str) -> None:
    assert urlsplit(SOURCES[name].list.url).path == ("/queryList" if name == "jx-gxt-tzgg" else "/")
    assert "mingdan sources new" in SOURCES[name].notes or "mingdan sources check" in SOURCES[name].notes


@each
def test_a_path_that_was_only_concluded_says_so_beside_its_confidence(source: Source) -> None:
    medium = source.confidence == "medium"
    assert medium == bool(re.search(r"^confidence: medium {2,}# \S", text_of(source), re.MULTILINE))


@each
def test_the_kind_of_a_source_can_be_read(source: Source) -> None:
    assert urlsplit(find_kind(source).first(source).url).hostname == urlsplit(source.list.url).hostname


def test_a_rung_is_climbed_only_where_its_site_gives_the_reason() -> None:
    climbed = {source.id for source in SOURCES.values() if any(reason for _, reason in source.access)}
    assert climbed == {
        "miit-wjfb", "miit-wjgs", "miit-yjzj", "miit-zcjd", "miit-zxzc", "gd-gxt-tzgg", "gd-gxt-xxgk", "sz-gxj-tzgg",
        "ah-gxt-wjgg", "ha-gxt-wjjb", "js-gxt-zcwj",
    }  # fmt: skip
    assert {source.id for source in SOURCES.values() if source.tls == "legacy"} == {"hi-gxt-tzgg"}
    assert not any(source.robots for source in SOURCES.values())
