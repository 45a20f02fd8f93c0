"""A host in need is left in peace: its pause grows for all its addresses, and its own word about when is minded."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from email.utils import format_datetime

import pytest

from config.errors import Blocked, Gone, Unreachable
from tasks.archive.records import SourceState
from tasks.fetch.client import Client
from tasks.fetch.kinds.list_page import Request
from tasks.fetch.standing import NotAsked, retry_after
from tests.tasks.fetch.fetching import NOW, Fetching, raw_server


@pytest.fixture
def fetch(site, source, tmp_path) -> Fetching:
    return Fetching(site, source, tmp_path / "archive")


def test_a_short_retry_after_is_waited_for(fetch, reply) -> None:
    fetch.site.serve("/x", reply(status=429, headers={"Retry-After": "7"}), reply(b"ok"))
    assert fetch("/x").body == b"ok"
    assert max(fetch.pauses) == pytest.approx(7, abs=0.5)


def test_a_long_one_ends_it_and_later_runs_and_sources_do_not_ask_before(fetch, reply) -> None:
    fetch.site.serve("/x", reply(status=429, headers={"Retry-After": "3600"}), reply(b"ok"))
    with pytest.raises(Blocked, match=r"until 2026-03-06 11:00:00 China time"):
        fetch("/x")
    fetch.now = NOW + timedelta(minutes=59)
    with pytest.raises(Blocked, match=r"until 2026-03-06 11:00:00 China time \(Retry-After\); not asked"):
        fetch("/x", id="another-source")
    assert fetch.site.paths() == ["/x"]
    fetch.now = NOW + timedelta(minutes=61)
    assert fetch("/x").body == b"ok"


def test_a_503_that_says_when_is_no_block_and_not_asked_before(fetch, reply) -> None:
    fetch.site.serve("/x", reply(status=503, headers={"Retry-After": "600"}))
    with pytest.raises(NotAsked, match="10:10:00"):
        fetch("/x", "/x")
    assert fetch.site.paths() == ["/x"]


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "120"}, 120),
        ({"retry-after": format_datetime(NOW + timedelta(minutes=2), usegmt=True)}, 120),
        ({"retry-after": "Fri, 06 Mar 2026 09:00:30 GMT", "date": "Fri, 06 Mar 2026 09:00:00 GMT"}, 30),
        ({"retry-after": "Fri, 06 Mar 2020 09:00:30 GMT"}, 0),
        ({"retry-after": "999999999"}, 86_400),
        ({"retry-after": "-5"}, None), ({"retry-after": "soon"}, None), ({"retry-after": ""}, None), ({}, None),
        ({"retry-after": "Fri, 99 Mar 2026 09:00:30 GMT"}, None),
        ({"retry-after": f"Fri, 06 Mar 2026 09:00:30 +{'9' * 20}"}, None),
    ],
)  # fmt: skip
def test_retry_after_is_seconds_or_a_date_by_the_servers_own_clock(headers, seconds) -> None:
    assert retry_after(headers, NOW) == seconds


@pytest.mark.parametrize(
    "damage", ["", "{", "[]", '{"host": 3}', '{"host": "x", "status": "y", "until": "z"}']
)
def test_a_torn_word_of_a_host_does_not_stop_us(fetch, reply, damage) -> None:
    fetch.site.serve("/x", reply(status=429, headers={"Retry-After": "3600"}), reply(b"ok"))
    with pytest.raises(Blocked):
        fetch("/x")
    (kept,) = (fetch.folder / "state" / "hosts").iterdir()
    kept.write_text(damage)
    assert fetch("/x").body == b"ok"


def test_failures_of_one_address_hold_back_all_of_its_host(fetch, reply) -> None:
    fetch.site.serve("/x", reply(status=502))
    fetch.site.serve("/y", "ok")
    assert fetch("/x", "/y").body == b"ok"
    assert fetch.pauses == pytest.approx([1, 2, 4], abs=0.5), "the third pause is that of /y"


def test_a_host_is_left_alone_after_three_addresses_failed_in_a_row(fetch, reply) -> None:
    for name in "abc":
        fetch.site.serve(f"/{name}", reply(status=502))
    fetch.site.serve("/d", "ok")
    with pytest.raises(NotAsked, match=r"left alone after 3 failures in a row \(HTTP 502"):
        fetch("/a", "/b", "/c", "/d")
    assert "/d" not in fetch.site.paths()
    assert fetch("/d").body == b"ok", "the next run asks again"


def test_an_answer_heals_a_host_whatever_it_says_of_its_own_page(fetch, reply) -> None:
    for name in "abcd":
        fetch.site.serve(f"/{name}", reply(status=502))
    with pytest.raises(Unreachable, match="HTTP 502"):
        fetch("/a", "/b", "/nothing-here", "/c", "/d")
    assert isinstance(fetch.errors[2], Gone) and "/d" in fetch.site.paths()


def test_a_host_that_is_not_there_is_left_alone_after_the_first_address(fetch) -> None:
    with raw_server(lambda head: b"") as url:
        pass
    with pytest.raises(NotAsked, match="left alone after 3 failures"):
        fetch(Request(url + "/a"), Request(url + "/b"))


def test_a_host_that_is_left_alone_is_a_failing_source_that_says_why(site, source, poll, reply) -> None:
    site.serve("/tzgg/", reply(status=503, headers={"Retry-After": "7200"}))
    first = poll(source())
    assert first.state is SourceState.FAILING and "until 2026-03-06 12:00:00" in first.reason
    assert poll.fetches()[-1].status == 503


def test_links_that_fail_do_not_turn_us_from_the_host_of_another_source(fetch, source, reply) -> None:
    home = source()
    listed = {"kind": "html", "url": "http://127.0.0.2/tzgg/"}
    fetch.source = lambda: source("html", id="shili-links", list=listed)
    for name in "abc":
        fetch.site.serve(f"/{name}", reply(status=502))
    fetch.site.serve("/d", "ok")

    async def ask() -> bytes:
        client = Client(fetch.settings, sleep=fetch._pause, jitter=lambda: 0.5)
        for name in "abc":
            with pytest.raises(Unreachable):
                await client.fetch(Request(f"{fetch.site.url}/{name}"), source=fetch.source())
        with pytest.raises(NotAsked):
            await client.fetch(Request(f"{fetch.site.url}/d"), source=fetch.source())
        answer = await client.fetch(Request(f"{fetch.site.url}/d"), source=home)
        await client.aclose()
        return answer.body

    assert asyncio.run(ask()) == b"ok"
