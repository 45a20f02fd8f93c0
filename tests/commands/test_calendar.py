"""calendar: what comes next, with how many it concerns and whom."""

from collections.abc import Callable
from pathlib import Path

import pytest

from commands.text import display_width
from tests.commands.conftest import Ran
from tests.commands.lives import publish_lives
from warehouse.published import Published


@pytest.fixture(scope="module")
def lives(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("calendar")
    publish_lives(folder)
    return folder


@pytest.fixture
def calendar(mingdan: Callable[..., Ran], lives: Path) -> Callable[..., Ran]:
    """Ask for the calendar of the published lives on 2026-05-20."""
    at = ("--home", str(lives), "--now", "2026-05-20T09:00:00+08:00")
    return lambda *words: mingdan("calendar", *words, *at)


def test_a_day_concerns_as_many_as_it_says(lives: Path) -> None:
    with Published(lives / "published" / "mingdan.duckdb") as file:
        wrong = file.rows(
            "select deadline_id, subjects, count(deadline_subjects.subject_id) as named from deadlines "
            "left join deadline_subjects using (deadline_id) group by all having named <> subjects"
        )
    assert wrong.rows == []


def test_days_stand_under_their_months_and_the_later_years_are_counted(calendar) -> None:
    lines = calendar().out.splitlines()
    assert [line for line in lines if line[:2] == "20"] == ["2026-05", "2026-10", "2027-03"]
    assert lines[1].startswith(" 05-24 Sun   window  公示期截止：2026年度")
    assert lines[-1] == "later: 2 in 2027, 2 in 2028 (--until 2028)"


def test_a_re_evaluation_is_shown_before_any_call(calendar) -> None:
    days = [day["due_on"] for day in calendar("--kind", "review", "--until", "2030", "--format", "json").json]
    assert days == ["2026-10-08", "2027-09-18", "2028-12-31"]
    assert "尚未见到通知" in calendar("--kind", "review").out


def test_a_region_counts_and_names_its_own(calendar) -> None:
    out = calendar("--region", "江苏", "--until", "2028", "--names").out
    assert "苏州市示例区光电示例产业集群" in out and "1 of 2 titles" in out
    assert "济南" not in out and "南通" not in out  # whose title is over


def test_one_subject_sees_its_own_days(calendar) -> None:
    found = calendar("--subject", "激光", "--until", "2030", "--format", "json").json
    assert [day["kind"] for day in found] == ["report", "expiry", "review"]
    assert all(day["names"] == ["济南市示例区激光示例产业集群"] for day in found)


def test_csv_has_whom_each_day_concerns(calendar) -> None:
    assert '"[""苏州市示例区光电示例产业集群""]"' in calendar("--days", "30", "--format", "csv").out


def test_nothing_to_keep_is_said_with_the_span_that_was_searched(calendar) -> None:
    assert "No day to keep is known from 2026-05-20 to 2026-05-22" in calendar("--days", "2").out


def test_two_ends_are_one_too_many(calendar) -> None:
    ran = calendar("--days", "2", "--until", "2027")
    assert ran.status == 2 and "not both" in ran.err


def test_no_line_is_wider_than_the_terminal(calendar) -> None:
    assert all(display_width(line) <= 80 for line in calendar("--names", "--until", "2030").out.splitlines())
