"""A poll that takes too long ends, says so, and the next one goes on where it stopped."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from tasks.archive.records import Poll, SourceState
from tasks.fetch.client import Client
from tasks.fetch.poll_source import poll_source
from tasks.fetch.visit import LONGEST


class Slow:
    """A site each of whose answers takes half of a poll's time, and polls of it."""

    def __init__(self, site, source, poll) -> None:
        self.site, self.source, self.house, self.now = site, source(robots="ignore: 示例"), poll, 0.0

    def __call__(self) -> Poll:
        return asyncio.run(self._poll())

    async def _poll(self) -> Poll:
        client = Client(self.house.settings, clock=lambda: self.now, sleep=self.house._pause)
        try:
            return await poll_source(
                self.source, archive=self.house.archive, client=client, now=self.house.now
            )
        finally:
            await client.aclose()

    def slowly(self, reply: object) -> Callable[[object], object]:
        def answer(_: object) -> object:
            self.now += LONGEST / 2
            return reply

        return answer


@pytest.fixture
def slow(site, source, poll) -> Slow:
    return Slow(site, source, poll)


def test_pages_that_take_too_long_are_left_for_the_next_poll(slow, page, reply) -> None:
    slow.site.serve("/tzgg/", page(*"示例公示通知关于"))
    for number in range(8):
        path = f"/tzgg/202603/t20260305_{100 + number}.html"
        slow.site.serve(path, slow.slowly(reply("<p>示例</p>".encode())))
    first = slow()
    assert first.state is SourceState.OK and not first.complete and 0 < first.new < 8
    assert f"{8 - first.new} new pages are left for the next poll" in first.reason
    polls = [slow() for _ in range(3)]
    assert polls[-1].complete and first.new + sum(one.new for one in polls) == 8


def test_attachments_that_take_too_long_do_not_keep_their_page(slow, page, reply) -> None:
    slow.site.serve("/tzgg/", page("示例公示甲"))
    links = "".join(f'<a href="/{n}.pdf">附件{n}</a>' for n in range(8))
    slow.site.serve("/tzgg/202603/t20260305_100.html", f"<p>示例</p>{links}")
    for number in range(8):
        slow.site.serve(f"/{number}.pdf", slow.slowly(reply(b"%PDF-", content_type="application/pdf")))
    assert (first := slow()).new == 1 and "attachments of 1 pages are missing" in first.reason
    [capture] = slow.house.captures()
    missing = [one.error for one in capture.attachments if one.sha256 is None]
    assert missing and all("has taken too long" in str(error) for error in missing)
