"""The row of a source in the weekly check's table, and the line that the doctor says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from flows.report import health_report
from tasks.archive.records import SourceState
from tasks.health.table import HEAD, row_of
from tasks.health.words import ADVICE, WAIT, advice, faring
from tasks.ingest.project import unpolled
from tests.tasks.health.histories import SOURCE, Watched, every_working_day, instant

MONDAY = date(2025, 6, 9)


def watched() -> Watched:
    """A source with news each working day, blocked since Monday."""
    one, news = Watched(), every_working_day(date(2025, 3, 3), date(2025, 6, 6))
    one.begin(date(2025, 3, 17), [day for day in news if day <= date(2025, 3, 17)][-15:])
    one.live(date(2025, 6, 6), news, since=date(2025, 3, 18))
    for hour in (9, 10, 11):
        one.poll(instant(MONDAY, hour), SourceState.BLOCKED)
    return one


def told(one: Watched) -> dict[str, str]:
    return dict(zip(HEAD, row_of(one.record), strict=True))


def test_a_row_says_state_since_why_what_is_usual_and_what_to_do() -> None:
    row = told(watched())
    assert (row["state"], row["since"], row["reason"]) == ("blocked", "2025-06-09 09:00", "示例原因")
    assert (row["entries usual/now"], row["newest"]) == ("15/15", "2025-06-06")
    assert row["rhythm (working days)"] == "usually every 1 (longest 1), silent after 5"
    assert row["what to do"] == advice(SOURCE.id, "blocked")


def test_a_row_of_an_odd_list_shows_what_is_there_now() -> None:
    one = watched()
    one.poll(instant(MONDAY, 12), entries=4, with_date=4, fresh=0, newest=date(2025, 6, 6))
    assert told(one)["entries usual/now"] == "15/4"


def test_the_artifact_says_first_where_no_source_could_be_read() -> None:
    failing = replace(Watched().record, state="failing", url="https://a.example.cn/")
    three = [replace(failing, url=f"https://{host}.example.cn/") for host in "abc"]
    assert (
        "all 3 sources asked fail, on 3 hosts" in health_report(three, heading="check").split("| source")[0]
    )
    assert "look at this machine" not in health_report([failing] * 3, heading="check")


def test_nothing_is_to_do_about_what_is_well_or_switched_off_or_never_polled() -> None:
    off = unpolled(SOURCE.model_copy(update={"enabled": False}))
    assert [row_of(one)[-1] for one in (unpolled(SOURCE), off)] == ["", ""]
    assert row_of(unpolled(SOURCE))[1:] == ("not polled", "–", "", "–", "–", "–", "")


def test_the_artifact_counts_who_needs_a_person_and_no_reason_breaks_its_table() -> None:
    one = watched()
    one.record = replace(one.record, reason="a|b\n| c |")
    text = health_report([one.record, unpolled(SOURCE)], heading="check/weekly 2025-06-08 22:30")
    assert text.startswith("**check/weekly 2025-06-08 22:30** · 2 sources; 1 source needs a person")
    lines = [line for line in text.splitlines() if line.startswith("|")]
    assert len(lines) == 4 and {line.replace("\\|", "").count("|") for line in lines} == {len(HEAD) + 1}


@pytest.mark.parametrize("state", sorted(set(SourceState) - {SourceState.OK}))
def test_of_every_state_but_well_it_is_said_what_to_do(state: SourceState) -> None:
    assert advice("shili", state) == f"mingdan sources check shili: {ADVICE[state]}"


@pytest.mark.parametrize("state", ["blocked", "failing"])
def test_where_a_site_named_a_time_one_waits_and_climbs_no_rung(state: str) -> None:
    asked = "HTTP 429: it asks to be left alone until 2025-06-10 09:00:00 China time (Retry-After); not asked"
    assert advice("shili", state, asked) == f"mingdan sources check shili: {WAIT}"
    assert advice("shili", state, "HTTP 403: it refuses") != advice("shili", state, asked)
    assert advice("shili", "changed", asked) == advice("shili", "changed")


def test_a_source_is_told_in_one_line() -> None:
    since = instant(MONDAY)
    assert faring("shili", "blocked", since, "521") == "shili is blocked since 2025-06-09 10:00: 521"
    assert (
        faring("shili", "ok", since, "4 entries") == "shili may be changing since 2025-06-09 10:00: 4 entries"
    )
    assert (
        faring("shili", "ok", None, None) == "shili is ok"
        and faring("shili", None, None, None) == "shili was never polled"
    )
