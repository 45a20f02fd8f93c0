"""changes, announcements, deadlines: which rows, in which form."""

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest

from commands.text import display_width
from tests.commands.conftest import SEEN, announcement
from warehouse.records import Change, Subject
from warehouse.snapshot import publish
from warehouse.store import Store


def kinds(ran) -> list[object]:
    return [row["kind"] for row in ran.json]


def test_a_long_list_is_shown_by_one_name_and_where_the_rest_is(mingdan) -> None:
    out = mingdan("changes", "--since", "2024-06", "--until", "2024-06").out
    assert out.count("designated") == 1
    assert "… 35 more of this list (mingdan show a:3f9c00112233)" in out


def test_all_shows_every_name(mingdan) -> None:
    assert mingdan("changes", "--programme", "sd-cluster", "--all").out.count("designated") == 36


def test_other_formats_hold_every_change(mingdan) -> None:
    assert len(mingdan("changes", "--format", "json").json) == 39
    rows = list(csv.reader(io.StringIO(mingdan("changes", "--format", "csv").out)))
    assert len(rows) == 40 and "day" not in rows[0]


def test_held_lists_stand_at_the_end_with_reason_and_command(mingdan) -> None:
    last = "\n".join(mingdan("changes").out.splitlines()[-3:])
    assert (
        " held " in last
        and "row 17 cut at the page end" in last
        and "mingdan review show r:818181818181" in last
    )


@pytest.mark.parametrize("width", ["60", "80", "200"])
def test_no_line_is_wider_than_the_terminal(mingdan, monkeypatch, width: str) -> None:
    monkeypatch.setenv("COLUMNS", width)
    for words in (
        ["changes"],
        ["announcements"],
        ["deadlines"],
        ["show", "s:000000000025"],
        ["show", "a:1a2"],
    ):
        assert all(display_width(line) <= int(width) for line in mingdan(*words).out.splitlines()), words


def test_a_wide_terminal_has_one_line_a_change(mingdan, monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    line = next(line for line in mingdan("changes").out.splitlines() if "济南高新区" in line)
    assert (
        "2024-06-25  designated" in line
        and "山东省特色产业集群 2024年度" in line
        and "山东省工业和信息化厅" in line
    )


@pytest.mark.parametrize("region", ["山东", "山东省", "370000"])
def test_a_region_is_found_in_any_usual_form(mingdan, region: str) -> None:
    assert len(mingdan("changes", "--region", region, "--format", "json").json) == 36


def test_a_city_is_not_its_province(mingdan) -> None:
    assert [r["name"] for r in mingdan("changes", "--region", "济南", "--format", "json").json] == [
        "济南高新区高端激光装备特色产业集群"
    ]


def test_dates_may_be_days_months_and_years(mingdan) -> None:
    for since, until, expected in (
        ("2024-09-19", "2024-09-19", 3),
        ("2024-09", "2024-09", 3),
        ("2024", "2024", 39),
    ):
        assert (
            len(mingdan("changes", "--since", since, "--until", until, "--format", "json").json) == expected
        )


def test_kinds_are_chosen_and_may_be_several(mingdan) -> None:
    chosen = mingdan("changes", "--kind", "dropped", "--kind", "renewed", "--format", "json")
    assert kinds(chosen) == ["dropped"]


def test_a_subject_is_found_by_a_former_name_and_by_other_brackets(mingdan) -> None:
    for name in ("东区旧名产业", "西区示例(新材料)产业"):
        assert kinds(mingdan("changes", "--subject", name, "--format", "json")) == ["designated"]


def test_changes_come_newest_first_and_limited(mingdan) -> None:
    days = [r["effective_on"] for r in mingdan("changes", "--limit", "5", "--format", "json").json]
    assert days == sorted(days, reverse=True) and len(days) == 5


def test_nothing_that_fits_is_said_not_left_blank(mingdan) -> None:
    assert "No change was recorded that fits." in mingdan("changes", "--since", "2030").out


def test_hostile_filters_are_values_not_sql(mingdan) -> None:
    ran = mingdan("changes", "--subject", "'; drop view changes; --", "--format", "json")
    assert ran.status == 0 and ran.json == []


def test_announcements_say_what_is_held_and_what_was_read(mingdan) -> None:
    out = mingdan("announcements").out
    assert "34 of 35 rows, held" in out and "a:1a2b3c4d5e6f" in out
    found = mingdan("announcements", "--subject", "东区示例产业", "--format", "json").json
    assert [one["announcement_id"] for one in found] == ["a:1a2b3c4d5e6f"]


def test_deadlines_come_newest_first_and_next_ones_from_today(mingdan) -> None:
    assert [d["kind"] for d in mingdan("deadlines", "--format", "json").json] == ["report", "window"]
    assert [d["kind"] for d in mingdan("deadlines", "--next", "--format", "json").json] == ["report"]


def test_an_undated_announcement_stands_under_the_day_it_was_seen_in_china(mingdan, tmp_path: Path) -> None:
    seen = datetime(2024, 9, 20, 22, 30, tzinfo=UTC)  # the next morning in China
    undated = announcement(
        "a:777777777777", "示例转载", published_on=None, signed_on=None, first_seen_at=seen
    )
    with Store(tmp_path / "warehouse.duckdb", now=SEEN) as store:
        store.merge([undated])
        publish(store, tmp_path / "published", version="0.1.0", now=SEEN)
    assert mingdan("announcements", "--home", str(tmp_path)).out.startswith(
        " 2024-09-21  designation  示例转载"
    )


def test_a_programme_that_is_none_is_misuse_with_a_guess(mingdan) -> None:
    ran = mingdan("changes", "--programme", "sd-clustr")
    assert ran.status == 2 and 'Did you mean "sd-cluster"?' in ran.err and not ran.out


@pytest.mark.parametrize("words", [["changes", "--since", "2025"], ["calendar"]])
def test_a_last_day_before_the_first_is_misuse(mingdan, words: list[str]) -> None:
    ran = mingdan(*words, "--until", "2020")
    assert ran.status == 2 and "--until: 2020-12-31 lies before" in ran.err


@pytest.mark.parametrize("words", [["changes", "--all"], ["changes"], ["show", "示例无日期产业集群"]])
def test_what_has_no_day_yet_says_so_beside_the_day_it_was_recorded(
    mingdan, tmp_path: Path, words: list[str]
) -> None:
    whose = Subject("s:777777777777", "cluster", "示例无日期产业集群", None, None, SEEN)
    told = Change("c:777777777777", SEEN, None, "designated", whose.subject_id, "sd-cluster", "2025年度",
                  None, None, None, False, "{}")  # fmt: skip
    with Store(tmp_path / "warehouse.duckdb", now=SEEN) as store:
        store.merge([whose, told])
        publish(store, tmp_path / "published", version="0.1.0", now=SEEN)
    out = " ".join(mingdan(*words, "--home", str(tmp_path)).out.split())
    assert "2024-09-20 designated" in out and "seen that day; its own day is not known yet" in out
