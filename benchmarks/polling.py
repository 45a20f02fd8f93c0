"""Polling 1,000 unchanged pages, beside the best bare httpx loop with the same concurrency."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path

import httpx

from benchmarks.houses import Home, open_home
from benchmarks.list_server import ETAG, running_server
from benchmarks.measure import Comparison, Plan, compare
from tasks.archive.records import SourceState
from tasks.fetch.addresses import native_id
from tasks.fetch.held import Seen
from tasks.fetch.kinds.list_page import Entry
from tasks.fetch.known import load_known, save_known

PAGES = 1_000
AT_ONCE = 20
CLIENTS = 10
GOAL = 1.5


def measure(folder: Path, *, pages: int = PAGES, runs: int = 5) -> Iterator[Comparison]:
    """Measure with a server that answers 304, and with one that sends the same 40 KB each time.

    ``ours`` is the whole pipeline in this process: lists, log, ledger, deadlines, alerts, nothing to publish.
    """
    with running_server() as server:
        for kind, headers, status in (("etag", {"If-None-Match": ETAG}, 304), ("plain", {}, 200)):
            url = f"{server}/{kind}"
            home = open_home(folder / kind, sources=pages, url=url)
            _poll_before(home)
            urls = [f"{url}/{number}.html" for number in range(pages)]
            plan = Plan(
                f"poll of {pages:,} unchanged pages, answered {status}",
                GOAL,
                f"whole run_poll / httpx alone; {AT_ONCE} at once, {CLIENTS} clients, pages of 40 KB",
            )
            floor, ours = partial(_bare_loop, urls, headers, status), partial(_poll_unchanged, home)
            yield compare(plan, floor=floor, ours=ours, runs=runs)


def _poll_before(home: Home) -> None:
    """Poll once, and let every source know the 20 entries of its list as if it had captured them."""
    _poll_unchanged(home)
    archive, today = home.house.archive, home.clock().date()
    for source in home.house.configuration.sources.values():
        known = load_known(archive, source)
        for number in range(20):
            url = f"{source.list.url.rpartition('/')[0]}/202601/t20260120_{number}.html"
            entry = Entry(url, f"示例称号通知第{number}号", today, native_id(url))
            known.entries[native_id(url)] = Seen(entry.title, today.isoformat())
        save_known(known, archive, source)


def _poll_unchanged(home: Home) -> None:
    """Poll, and refuse to have measured anything but a poll that found every page and nothing new."""
    polls = home.poll().polls
    assert len(polls) == len(home.house.configuration.sources)
    assert all(poll.state is SourceState.OK and poll.complete and not poll.new for poll in polls), polls[0]


def _bare_loop(urls: list[str], headers: dict[str, str], status: int) -> None:
    assert asyncio.run(_ask_all(urls, headers)) == {status}


async def _ask_all(urls: list[str], headers: dict[str, str]) -> set[int]:
    """Ask for every page: several small clients, one TLS context, as many tasks as requests at once."""
    context = _context()
    each = AT_ONCE // CLIENTS
    limits = httpx.Limits(max_connections=each, max_keepalive_connections=each)
    clients = [httpx.AsyncClient(verify=context, limits=limits, trust_env=False) for _ in range(CLIENTS)]
    waiting = iter(urls)
    seen: set[int] = set()

    async def work(client: httpx.AsyncClient) -> None:
        for url in waiting:
            answer = await client.get(url, headers=headers)
            seen.add(answer.status_code)

    await asyncio.gather(*(work(client) for client in clients for _ in range(each)))
    for client in clients:
        await client.aclose()
    return seen


@cache
def _context() -> ssl.SSLContext:
    return httpx.create_ssl_context()
