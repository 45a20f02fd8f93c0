from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from config.errors import ConfigurationError
from config.load import check_configuration, load_configuration
from config.models import Settings
from config.places import REPOSITORY

Write = Callable[[str, str], Path]

SOURCE = """title: 示例厅 通知
publisher: 示例厅
level: province
region: 山东
list:
  kind: html
  url: https://www.example.org/tzgg/
"""
PROGRAMME = """title: 示例集群
level: province
region: 山东
issuer: [示例厅]
subject: cluster
names: [示例集群]
"""
SUBSCRIPTION = """title: 示例订阅
match: {programmes: [sd-cluster], regions: [济南]}
deliver:
  - to: ${MINGDAN_ALERT_TEAM}
    when: weekly fri 17:30
"""


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def put(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return put


def test_an_absent_folder_is_the_empty_configuration(tmp_path: Path) -> None:
    configuration = load_configuration(tmp_path / "nowhere")
    assert not configuration.sources and configuration.settings.news_within_days == 90


def test_the_id_is_the_stem_and_regions_are_written_out(tmp_path: Path, write: Write) -> None:
    write("sources/sd-x.yaml", SOURCE)
    write("programmes/sd-cluster.yaml", PROGRAMME)
    write("subscriptions/park.yaml", SUBSCRIPTION)
    configuration = load_configuration(tmp_path)
    assert configuration.sources["sd-x"].id == "sd-x"
    assert configuration.programmes["sd-cluster"].region == "山东省"
    assert configuration.subscriptions["park"].match.regions == ("山东省济南市",)
    assert configuration.subscriptions["park"].deliver[0].to == "${MINGDAN_ALERT_TEAM}"


def test_a_disabled_subscription_is_checked_and_left_out(tmp_path: Path, write: Write) -> None:
    write("programmes/sd-cluster.yaml", PROGRAMME)
    path = write("subscriptions/park.yaml", SUBSCRIPTION + "enabled: false\n")
    assert load_configuration(tmp_path).subscriptions == {}
    path.write_text(SUBSCRIPTION + "enabled: perhaps\n", encoding="utf-8")
    with pytest.raises(
        ConfigurationError, match=r"park\.yaml:6: enabled is \"perhaps\"; it must be true or false"
    ):
        load_configuration(tmp_path)


def test_decisions_of_all_files_come_in_order_and_naive_times_are_chinas(
    tmp_path: Path, write: Write
) -> None:
    entry = "- {id: r1, kind: list, about: [abc], decided: accept, by: 示例, on: %s}\n"
    write("decisions/b.yaml", entry % "2025-06-01T09:00:00Z")
    write("decisions/a.yaml", entry % "2025-06-01 09:00:00")
    first, second = load_configuration(tmp_path).decisions
    assert first.on.astimezone(UTC) == datetime(2025, 6, 1, 1, tzinfo=UTC)
    assert second.on.astimezone(UTC) == datetime(2025, 6, 1, 9, tzinfo=UTC)


def test_a_decision_keeps_mended_rows(tmp_path: Path, write: Write) -> None:
    rows = "  rows: [{name: 示例集群, region: null}]\n"
    write(
        "decisions/a.yaml",
        "- id: r1\n  kind: list\n  about: [abc]\n  decided: accept\n  by: 示例\n  on: 2025-06-01\n" + rows,
    )
    assert load_configuration(tmp_path).decisions[0].rows == ({"name": "示例集群", "region": None},)


def test_one_wrong_file_leaves_the_others_standing(tmp_path: Path, write: Write) -> None:
    write("sources/good.yaml", SOURCE)
    write("sources/bad.yaml", SOURCE.replace("html", "htm"))
    configuration, errors = check_configuration(tmp_path)
    assert list(configuration.sources) == ["good"]
    assert [error.line for error in errors] == [6]


def test_the_first_error_says_how_many_more_there_are(tmp_path: Path, write: Write) -> None:
    write("sources/a.yaml", SOURCE + "every: 5\ntimeout: 0\n")
    with pytest.raises(
        ConfigurationError, match=r"a\.yaml:8: every(?s:.)*\(1 more in this configuration"
    ) as caught:
        load_configuration(tmp_path)
    assert caught.value.line == 8


def test_a_broken_programme_does_not_also_blame_the_subscription(tmp_path: Path, write: Write) -> None:
    write("programmes/sd-cluster.yaml", PROGRAMME + "cohort: month\n")
    write("subscriptions/park.yaml", SUBSCRIPTION)
    _, errors = check_configuration(tmp_path)
    assert [Path(error.path).name for error in errors] == ["sd-cluster.yaml"]


def test_the_path_is_printed_as_it_was_given(
    tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("config/sources/x.yaml", SOURCE.replace("html", "jpagge"))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigurationError) as caught:
        load_configuration(Path("config"))
    assert str(caught.value) == (
        'config/sources/x.yaml:6: list.kind is "jpagge"; it must be one of\n'
        "  feed, html, json, trs, jpage, jpaas, miit-search, gkmlpt, ucap."
        '  Did you mean "jpage"?'
    )


def test_other_files_beside_are_no_configuration(tmp_path: Path, write: Write) -> None:
    write("sources/README.md", "how to add one")
    write("sources/.gitkeep", "")
    write("settings.yaml", "# nothing said\n")
    assert check_configuration(tmp_path)[1] == []


def test_a_configuration_that_is_a_file_is_an_error(write: Write) -> None:
    with pytest.raises(ConfigurationError, match="is no folder"):
        load_configuration(write("config", ""))


KINDS = {
    "feed": "",
    "html": "  item: ul > li\n  link: a\n  title: a\n  date: span\n  pages: index_{n}.html\n",
    "json": "  items: data.list\n  link: url\n  title: name\n  date: day\n  method: POST\n  body: {q: 名单}\n  page: p\n  params: {any: 1}\n",
    "trs": "  params: {page_base: 1}\n",
    "jpage": "  params: {webid: 78, columnid: 15201}\n",
    "jpaas": "",
    "miit-search": "  params: {cateid: 196}\n",
    "gkmlpt": "",
    "ucap": "",
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_takes_its_own_keys(tmp_path: Path, write: Write, kind: str) -> None:
    write("sources/x.yaml", SOURCE.replace("html\n  url", f"{kind}\n  url") + KINDS[kind])
    assert load_configuration(tmp_path).sources["x"].list.kind == kind


def test_every_optional_key_of_a_source_is_read(tmp_path: Path, write: Write) -> None:
    more = """enabled: false
region: 山东省济南市
every: 2h
detail: {content: "#zoom", attachments: a.file}
headers: {User-Agent: 示例}
delay: 0
timeout: 90
encoding: gb18030
tls: legacy
allow_private: true
expect: {min_entries: 5, newest_within: 30d}
include: [名单, "第.+批"]
exclude: [采购]
robots: ignore, the owner agreed on 2026-03-01
"""
    write("sources/x.yaml", SOURCE.replace("region: 山东\n", "").replace("province", "city") + more)
    source = load_configuration(tmp_path).sources["x"]
    assert (source.region, source.tls, source.allow_private) == ("山东省济南市", "legacy", True)
    assert source.expect.newest_within == "30d" and source.include == ("名单", "第.+批")


@pytest.mark.parametrize("region", ["全国", "山东", "山东省济南市"])
def test_a_relay_may_stand_anywhere(tmp_path: Path, write: Write, region: str) -> None:
    write("sources/x.yaml", SOURCE.replace("province", "relay").replace("山东", region))
    assert load_configuration(tmp_path).sources["x"].level == "relay"


def test_a_plan_single_city_is_of_level_city_and_the_corps_of_level_province(
    tmp_path: Path, write: Write
) -> None:
    write("sources/sz.yaml", SOURCE.replace("province", "city").replace("山东", "深圳"))
    write("sources/bt.yaml", SOURCE.replace("山东", "兵团"))
    sources = load_configuration(tmp_path).sources
    assert [sources[name].region for name in ("bt", "sz")] == ["新疆生产建设兵团", "广东省深圳市"]


def test_settings_are_read(tmp_path: Path, write: Write) -> None:
    write("settings.yaml", "news_within_days: 30\nheartbeat_url: https://example.org/beat\n")
    settings = load_configuration(tmp_path).settings
    assert (settings.news_within_days, settings.fetch_concurrency) == (30, 64)


def test_reading_twice_gives_the_same(tmp_path: Path, write: Write) -> None:
    write("sources/x.yaml", SOURCE)
    write("programmes/sd-cluster.yaml", PROGRAMME)
    assert load_configuration(tmp_path) == load_configuration(tmp_path)


def test_the_shipped_settings_comment_every_setting_at_its_default() -> None:
    text = (REPOSITORY / "config" / "settings.yaml").read_text(encoding="utf-8")
    said = dict(re.findall(r"^# (\w+): (\S+)", text, flags=re.MULTILINE))
    assert set(said) == set(Settings.model_fields)
    said.pop("heartbeat_url")
    assert Settings.model_validate(said) == Settings()
