"""Whom a poll believes that nothing changed: an honest server, within the day, and never one that lied."""

from __future__ import annotations

import pytest

from tasks.archive.records import FetchOutcome, SourceState
from tasks.fetch.known import load_known

ARTICLE = "<html><body><h1>示例</h1><p>示例正文</p></body></html>"


class Server:
    """A list with validators, true ones or such that never change."""

    def __init__(self, site, reply, page) -> None:
        self.site, self.reply, self.page = site, reply, page
        self.titles = ["示例公示甲"]
        self.header, self.frozen, self.version = "ETag", False, 1
        self.conditional: list[bool] = []
        site.serve("/tzgg/", self.answer)
        for number in range(100, 105):
            site.serve(f"/tzgg/202603/t20260305_{number}.html", ARTICLE)

    def answer(self, asked):
        name = {"ETag": "if-none-match", "Last-Modified": "if-modified-since"}[self.header]
        given, stamp = asked.headers.get(name), '"v1"' if self.frozen else f'"v{self.version}"'
        self.conditional.append(given is not None)
        if given == stamp:
            return self.reply(status=304)
        return self.reply(self.page(*self.titles).encode(), headers={self.header: stamp})

    def post(self, title: str) -> None:
        self.titles.append(title)
        self.version += 1


@pytest.fixture
def server(site, reply, page) -> Server:
    return Server(site, reply, page)


def test_an_honest_server_is_asked_in_full_once_a_day_and_else_whether_it_changed(
    server, source, poll
) -> None:
    for wait in (False, False, False, True, False):
        poll.a_day_later() if wait else None
        poll(source())
    assert server.conditional == [False, True, True, False, True]
    server.post("示例公示乙")
    assert poll(source()).new == 1


def test_the_day_is_chinas(server, source, poll) -> None:
    poll(source())
    poll.now = poll.now.replace(hour=15, minute=59)  # 23:59 in China
    poll(source())
    poll.now = poll.now.replace(hour=16, minute=0)
    poll(source())
    assert server.conditional == [False, True, False]


@pytest.mark.parametrize("header", ["ETag", "Last-Modified"])
def test_a_server_that_lies_is_found_out_within_a_day_and_believed_no_more(
    server, source, poll, header
) -> None:
    server.header, server.frozen = header, True
    poll(source())
    server.post("示例公示乙")
    assert poll(source()).new == 0
    found = poll.a_day_later()(source())
    assert (found.new, found.state) == (1, SourceState.OK)
    assert "calls pages unchanged that have changed" in found.reason
    server.post("示例公示丙")
    assert poll(source()).new == 1
    assert "calls pages unchanged" in poll(source()).reason
    assert server.conditional == [False, True, False, False, False]


def test_who_lied_is_known_after_the_cache_is_lost_until_the_settings_change(server, source, poll) -> None:
    server.frozen = True
    poll(source())
    server.post("示例公示乙")
    poll.a_day_later()(source())
    (poll.archive.root / "state" / "demo-site.json").unlink()
    poll.archive = type(poll.archive)(poll.archive.root)
    assert load_known(poll.archive, source()).honest is False
    poll(source())
    assert poll(source(expect={"min_entries": 1})).reason == ""
    assert server.conditional[-1] is False


def test_the_same_word_for_a_page_that_shows_nothing_new_is_no_lie(site, source, poll, page, reply) -> None:
    count = iter(range(100))
    site.serve(
        "/tzgg/",
        lambda _: reply(page("示例公示甲").encode() + b"<!-- %d -->" % next(count), headers={"ETag": '"1"'}),
    )
    site.serve("/tzgg/202603/t20260305_100.html", ARTICLE)
    reasons = [poll.a_day_later()(source()).reason for _ in range(3)]
    assert reasons == ["", "", ""]


def test_an_unchanged_poll_of_any_kind_is_one_request(server, source, poll, site) -> None:
    poll(source())
    for wait in (False, True, True):
        poll.a_day_later() if wait else None
        asked = len(site.paths())
        result = poll(source())
        assert (site.paths()[asked:], result.entries, result.pages, result.with_date) == (["/tzgg/"], 1, 1, 1)
    assert {line.outcome for line in poll.fetches()[-3:]} == {FetchOutcome.NOT_MODIFIED, FetchOutcome.SAME}
