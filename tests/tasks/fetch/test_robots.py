"""robots.txt: a refusal forbids nothing, silence may forbid anything, and its pause is kept."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta

import pytest

from tasks.archive.records import FetchOutcome, SourceState
from tasks.fetch.robots import LONGEST_DELAY, Robots


@pytest.fixture
def listed(site, page):
    site.serve("/tzgg/", page("示例公示甲"))
    site.serve("/tzgg/202603/t20260305_100.html", "<p>示例</p>")
    return site


@pytest.mark.parametrize("status", [401, 403, 404, 412])
def test_a_refused_robots_txt_forbids_nothing(listed, source, poll, reply, status) -> None:
    listed.serve("/robots.txt", reply(status=status))
    assert poll(source()).state is SourceState.OK


@pytest.mark.parametrize(("status", "state"), [(500, SourceState.FAILING), (503, SourceState.FAILING), (521, SourceState.BLOCKED), (429, SourceState.BLOCKED)])  # fmt: skip
def test_silence_about_robots_is_no_leave_to_fetch(listed, source, poll, reply, status, state) -> None:
    listed.serve("/robots.txt", reply(status=status))
    polled = poll(source())
    assert polled.state is state and "robots.txt of its host cannot be had" in polled.reason
    assert listed.paths() == []
    (line,) = poll.fetches()
    assert line.error is not None and line.outcome in (FetchOutcome.ERROR, FetchOutcome.BLOCKED)
    assert poll(source(robots="ignore: 示例")).state is SourceState.OK


def test_an_earlier_copy_holds_while_a_host_is_silent_for_thirty_days(listed, source, poll, reply) -> None:
    listed.serve("/robots.txt", "User-agent: *\nDisallow: /elsewhere/\n", reply(status=503))
    assert poll(source()).state is SourceState.OK
    assert poll.a_day_later()(source()).state is SourceState.OK
    poll.now += timedelta(days=30)
    assert poll(source()).state is SourceState.FAILING


def test_robots_txt_is_asked_for_with_the_sources_own_rungs(listed, source, poll) -> None:
    poll(source(access={"browser": "示例"}))
    agents = {asked.path: asked.headers["user-agent"] for asked in listed.asked}
    assert "Chrome/" in agents["/robots.txt"]


@pytest.mark.parametrize(("said", "kept"), [("3", 3.0), ("9999", LONGEST_DELAY), ("often", 0.0)])
def test_a_crawl_delay_is_kept_within_bounds(tmp_path, said, kept) -> None:

    async def fetch(url: str) -> bytes:
        return f"User-agent: *\nCrawl-delay: {said}\n".encode()

    day = date(2026, 3, 6)
    rules = asyncio.run(Robots().rules("http://shili.example/x", folder=tmp_path, today=day, fetch=fetch))
    assert rules.delay == kept and rules.allow("http://shili.example/x")


def test_a_crawl_delay_beyond_the_sources_own_is_waited_for(listed, source, poll) -> None:
    listed.serve("/robots.txt", "User-agent: *\nCrawl-delay: 7\n")
    assert poll(source()).state is SourceState.OK
    assert max(poll.pauses) >= 6


BAD_LINES = (
    "Crawl-delay: ²", f"Crawl-delay: {'9' * 400}", f"Crawl-delay: {'9' * 5000}", "Request-rate: ²/5", "Disallow: //[x",
)  # fmt: skip


@pytest.mark.parametrize("line", BAD_LINES)
def test_a_line_that_is_no_rule_is_passed_over_and_the_others_hold(listed, source, poll, line) -> None:
    listed.serve("/robots.txt", f"User-agent: *\n{line}\nDisallow: /elsewhere/\n")
    assert poll(source()).state is SourceState.OK
    listed.serve("/robots.txt", f"User-agent: *\n{line}\nDisallow: /tzgg/\n")
    assert poll.a_day_later()(source()).state is SourceState.DISABLED


def test_a_link_with_a_user_that_unescapes_to_no_address_is_asked_about(listed, source, poll) -> None:
    host = listed.url.removeprefix("http://")
    listed.serve("/robots.txt", "User-agent: *\nDisallow: /tzgg/202603/\n")
    row = f'<li><a href="http://a%5Bb@{host}/tzgg/202603/t20260305_100.html">示例公示甲</a><span>2026-03-05</span></li>'
    listed.serve("/tzgg/", f"<ul>{row}</ul>")
    assert "robots.txt of its host forbids it" in poll(source()).reason
