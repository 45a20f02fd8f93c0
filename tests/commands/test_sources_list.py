"""sources list: an operator sees in one look how many are well, who is not and why, and then all the rest in order."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from commands.sources_list import COLUMNS
from commands.text import display_width
from config.models import ListPage, Source
from tasks.ingest.project import unpolled
from warehouse.snapshot import publish
from warehouse.store import Store

NEW = Source(
    id="gone",
    title="示例",
    publisher="示例",
    level="national",
    list=ListPage(kind="html", url="https://a.example.cn/"),
)

FILES = {
    "bj-shili-tzgg": "title: 示例市示例局\nlevel: province\nregion: 北京\nlist: {kind: trs, url: 'https://a.example.cn/'}",
    "qd-shili-tzgg": "title: 示例市示例局\nlevel: city\nregion: 青岛\nregion_code: '370200'\nenabled: false",
    "sd-shili-tzgg": "title: 示例省示例厅\nlevel: province\nregion: 山东省\nconfidence: medium",
    "hostile": "title: \"示例\\e[31m\\u202e示例\"\nlevel: relay\nlist: {kind: feed, url: 'https://u:p@a.example.cn/?token=t'}",
    "broken": "title: [",
}


@pytest.fixture
def listed(mingdan, tmp_path: Path):
    folder = tmp_path / "config" / "sources"
    folder.mkdir(parents=True)
    for name, text in FILES.items():
        (folder / f"{name}.yaml").write_text(text + "\n", encoding="utf-8")
    return mingdan


def test_the_first_line_says_how_many_are_how(listed) -> None:
    lines = listed("sources", "list").out.splitlines()
    assert lines[0] == "7 sources: 1 ok, 1 blocked, 4 unpolled, 1 disabled"


def test_the_ill_stand_first_with_their_reason_and_the_rest_by_level_in_the_order_of_regions(listed) -> None:
    lines = listed("sources", "list").out.splitlines()
    order = [line.split()[0] for line in lines[4 : lines.index("", 4)] if line[0] not in " ─"]
    assert order == [
        "sd-gxt-tz", "miit-search", "bj-shili-tzgg", "sd-shili-tzgg", "qd-shili-tzgg", "hostile", "broken",
    ]  # fmt: skip
    assert lines[4] == "── to look at (1)" and lines[6].startswith("  blocked since 2024-09-20")


def test_a_row_says_region_state_newest_tried_seen_and_how_sure(listed) -> None:
    lines = listed("sources", "list").out.splitlines()
    assert lines[2].split() == ["source", "region", "state", "newest", "tried", "seen", "sure"]
    assert next(line for line in lines if line.startswith("miit-search")).split()[1:5] == [
        "全国", "ok", "2024-09-20", "09-20",
    ]  # fmt: skip
    assert next(line for line in lines if line.startswith("sd-shili")).split()[1:] == [
        "山东",
        "unpolled",
        "medium",
    ]
    assert next(line for line in lines if line.startswith("qd-shili")).split()[1:] == ["青岛", "disabled"]


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_wider_than_the_terminal(listed, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines = listed("sources", "list").out.splitlines()
    assert max(map(display_width, lines)) <= width
    assert any("示例省示例厅" in line for line in lines) == (width == 120)


def test_what_a_title_or_address_hides_is_not_obeyed_and_no_secret_is_shown(
    listed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    shown = listed("sources", "list").out
    assert "示例<U+001B>[31m<U+202E>示例" in shown and "\x1b" not in shown
    [hostile] = [
        row for row in listed("sources", "list", "--format", "json").json if row["source_id"] == "hostile"
    ]
    assert hostile["url"] == "https://a.example.cn/?token=***"


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--state", "blocked"], ["sd-gxt-tz"]),
        (["--state", "disabled", "--state", "ok"], ["miit-search", "qd-shili-tzgg"]),
        (["--level", "city"], ["qd-shili-tzgg"]),
        (["--region", "山东"], ["sd-shili-tzgg", "qd-shili-tzgg"]),
        (["--region", "北京", "--state", "ok"], []),
    ],
    ids=str,
)
def test_options_choose_what_is_listed(listed, options: list[str], found: list[str]) -> None:
    assert [row["source_id"] for row in listed("sources", "list", *options, "--format", "json").json] == found


def test_what_is_off_leads_to_its_file_and_is_not_said_to_have_seen_nothing(listed) -> None:
    lines = listed("sources", "list", "--state", "disabled").out.splitlines()
    assert lines[-1].startswith("A disabled one says why in its file") and not lines[-3].endswith("0")
    assert "disabled" not in listed("sources", "list", "--state", "ok").out


def test_a_source_of_which_no_file_is_left_is_said_to_be_configured_no_longer(listed, tmp_path: Path) -> None:
    home = published(tmp_path, state="disabled", reason="switched off in its file (enabled: false)")
    lines = listed("sources", "list", "--state", "disabled", "--home", home).out.splitlines()
    assert lines[lines.index("  configured no longer") - 1].startswith("gone")
    (tmp_path / "config" / "sources" / "qd-shili-tzgg.yaml").unlink()
    lines = listed("sources", "list", "--state", "disabled", "--home", home).out.splitlines()
    assert not any("in its file" in line for line in lines)


PAUSE = "maintenance:\n  - {since: 2026-12-01, until: 2026-12-03, why: 系统升级}\n  - x\n"


@pytest.mark.parametrize(("now", "told"), [("2026-12-02T09:00", True), ("2026-12-04T09:00", False)])
def test_a_stated_maintenance_is_said_while_it_lasts(listed, tmp_path: Path, now: str, told: bool) -> None:
    home = published(tmp_path, state="failing", reason="HTTP 502", failures=4)
    (tmp_path / "config" / "sources" / "gone.yaml").write_text(f"title: 示例\n{PAUSE}", encoding="utf-8")
    words = ("--state", "failing", "--home", home, "--now", f"{now}:00+08:00")
    [line] = [line for line in listed("sources", "list", *words).out.splitlines() if line.startswith("  ")]
    said = "in maintenance until 2026-12-03 00:00 (系统升级); " if told else ""
    assert line == f"  {said}failing, 4 polls: HTTP 502"


@pytest.mark.parametrize(("full", "lines"), [([], 3), (["--full"], 9)])
def test_a_long_reason_has_three_lines_and_its_cause_first(listed, tmp_path: Path, full, lines: int) -> None:
    url = "https://a.example.cn/tzgg/"
    home = published(tmp_path, state="failing", reason=f"{url}: HTTP 502; " + "示例原因，" * 60, url=url)
    out = listed("sources", "list", "--state", "failing", "--home", home, *full).out.splitlines()
    reason = [line for line in out if line.startswith("  ")]
    assert len(reason) == lines and reason[0].startswith("  failing: HTTP 502; 示例原因")
    assert max(map(display_width, out)) <= 80 and reason[-1].endswith("…") == (not full)
    assert ("--full" in out[-1]) == (not full)
    [row] = listed("sources", "list", "--state", "failing", "--home", home, "--format", "json").json
    assert str(row["reason"]).startswith(url) and str(row["reason"]).endswith("示例原因，")


def published(folder: Path, **fields: object) -> str:
    """Publish one source, called gone, and give the home; it stands in no file."""
    now = datetime(2026, 11, 30, tzinfo=UTC)
    title = {"source_id": "gone", "title": "示例旧来源", "level": "city", "region": "山东省青岛市"}
    record = replace(unpolled(NEW), **{**title, **fields})  # type: ignore[arg-type]  # a test names the fields
    with Store(folder / "warehouse.duckdb", now=now) as store:
        store.merge([record])
        publish(store, folder / "published", version="0.1.0", now=now)
    return str(folder)


def test_no_source_of_that_kind_is_said_in_the_first_line(listed) -> None:
    assert listed("sources", "list", "--state", "failing").out.splitlines() == ["0 sources"]


@pytest.mark.parametrize(
    "option", [["--state", "blokced"], ["--level", "town"], ["--region", "朝阳区"]], ids=str
)
def test_what_cannot_be_meant_is_bad_usage(listed, option: list[str]) -> None:
    ran = listed("sources", "list", *option)
    assert ran.status == 2 and option[0] in ran.err and ran.out == ""


def test_csv_and_json_have_every_column_of_the_view(listed) -> None:
    rows = listed("sources", "list", "--format", "json").json
    [head, *_] = csv.reader(io.StringIO(listed("sources", "list", "--format", "csv").out))
    columns = listed("sql", "select * from sources", "--format", "json").json[0]
    assert list(rows[0]) == head == list(columns)
    assert tuple(columns) == COLUMNS


def test_a_configuration_is_listed_before_anything_is_published(
    listed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINGDAN_HOME", str(tmp_path / "new"))
    assert listed("sources", "list").out.splitlines()[0] == "5 sources: 4 unpolled, 1 disabled"
    assert list(listed("sources", "list", "--format", "json").json[0]) == list(COLUMNS)


@pytest.mark.parametrize(
    ("now", "note"),
    [
        ("2024-09-20T10:30:00+08:00", ""),
        (
            "2024-09-20T20:00:00+08:00",
            "Polls since then changed nothing: such a poll is published within a day.",
        ),
        ("2024-09-23T10:00:00+08:00", "No poll is known of the last day: mingdan doctor says what is wrong"),
    ],
)
def test_how_far_the_polls_shown_can_be_behind_is_told(listed, now: str, note: str) -> None:
    shown = listed("sources", "list", "--now", now).out
    told = " ".join(shown.split())
    assert note in told and ("Polls since" in told or "No poll is known" in told) == bool(note)
