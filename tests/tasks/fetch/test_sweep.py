"""The weekly sweep of one source: what polls cannot see, and what it does not believe."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable

import pytest

from config.models import Source
from tasks.archive.records import Capture, FetchOutcome, Poll, SourceState, Withdrawn
from tasks.fetch.client import Client
from tasks.fetch.held_pages import held_pages
from tasks.fetch.sweep import sweep_source

DAY = "2026-03-05"
OK, CHANGED = SourceState.OK, SourceState.CHANGED


class Sweeps:
    """A list of 示例公示 with a page and a sheet each, polled once, and swept a week later."""

    def __init__(self, site, source: Callable[..., Source], poll) -> None:
        self.site, self.poll, self.source = site, poll, source()
        self.rows = 3

    def show(self, *numbers: int, **more: str) -> None:
        rows = "".join(self.row(number, **more) for number in numbers)
        pager = '<script>createPageHTML(1, 0, "index", "html");</script>'
        self.site.serve("/tzgg/", f'<ul class="list">{rows}</ul>{pager}')

    @staticmethod
    def row(number: int, day: str = DAY) -> str:
        return f'<li><a href="./202603/t20260305_{number}.html" title="示例公示第{number}号">示例公示第{number}号</a><span>{day}</span></li>'

    def page(self, number: int, text: str = "示例正文", *, stamp: str = "", sheet: str = "") -> None:
        link = f"/files/P0{number}.xlsx"
        html = (
            f"<html><head><title>示例公示第{number}号</title></head><body><h1>示例公示第{number}号</h1>"
            f'<div id="zoom"><p>{text}</p><p><a href="{link}">附件：名单.xlsx</a></p></div>'
            f"<script>var visited={stamp or 1};</script></body></html>"
        )
        self.site.serve(f"/tzgg/202603/t20260305_{number}.html", html)
        self.site.serve(link, f"PK a list {sheet}".encode())

    def begin(self, count: int = 3) -> None:
        self.rows = count
        for number in range(count):
            self.page(number)
        self.show(*reversed(range(count)))
        self.poll(self.source)

    def url(self, number: int) -> str:
        return f"{self.site.url}/tzgg/202603/t20260305_{number}.html"

    def __call__(self, *, gone: tuple[int, ...] = ()) -> Poll:
        for _ in range(7):
            self.poll.a_day_later()
        wanted = {self.source.id: {self.url(n): n in gone for n in range(self.rows)}}
        return asyncio.run(self._sweep(wanted))

    async def _sweep(self, wanted) -> Poll:
        client = Client(self.poll.settings, sleep=self.poll._pause, jitter=lambda: 0.5)
        archive = self.poll.archive
        pages = held_pages(archive, wanted)[self.source.id]
        try:
            return await sweep_source(self.source, pages, archive=archive, client=client, now=self.poll.now)
        finally:
            await client.aclose()

    def withdrawn(self) -> list[tuple[str, bool]]:
        lines = [one for one in self.poll.archive.log.read() if isinstance(one, Withdrawn)]
        return [(line.url.rpartition("_")[2].removesuffix(".html"), line.back) for line in lines]

    def taken(self) -> list[Capture]:
        """Return what was captured since the first poll."""
        return self.poll.captures()[self.rows :]


@pytest.fixture
def sweep(site, source, poll) -> Sweeps:
    return Sweeps(site, source, poll)


def test_a_sweep_of_what_stands_as_it_was_writes_requests_and_one_poll(sweep) -> None:
    sweep.begin()
    before = sweep.poll.archive.log.last_seq()
    result = sweep()
    since = list(sweep.poll.archive.log.read(before))
    assert {type(line).__name__ for line in since} == {"Fetch", "Poll"}
    assert (result.state, result.swept, result.new, result.complete) == (OK, True, 0, True)


def test_a_page_edited_in_place_is_captured_again(sweep) -> None:
    sweep.begin()
    sweep.page(1, "示例正文，公示期延长")
    assert sweep.poll(sweep.source).new == 0
    assert sweep().new == 1
    (capture,) = sweep.taken()
    assert "公示期延长" in sweep.poll.archive.bodies.get(capture.page_sha256).decode()
    assert capture.url == sweep.url(1) and not capture.reappeared
    assert sweep().new == 0


def test_an_attachment_exchanged_under_its_old_name_is_captured_again(sweep) -> None:
    sweep.begin()
    sweep.page(1, sheet="更正")
    assert sweep().new == 1
    (capture,) = sweep.taken()
    assert sweep.poll.archive.bodies.get(capture.attachments[0].sha256) == "PK a list 更正".encode()


def test_a_site_with_new_addresses_has_withdrawn_the_old_ones_and_is_well(sweep, reply) -> None:
    sweep.begin(6)
    for number in range(6):
        sweep.site.serve(f"/tzgg/202603/t20260305_{number}.html", reply(status=404))
        sweep.site.serve(
            f"/tzgg/202604/t20260305_{number}9.html", f"<h1>示例公示第{number}号</h1><p>示例</p>"
        )
    rows = "".join(sweep.row(number) for number in range(6))
    rows = rows.replace("./202603/", "./202604/").replace('.html" title', '9.html" title')
    sweep.site.serve(
        "/tzgg/", f'<ul class="list">{rows}</ul><script>createPageHTML(1, 0, "index", "html");</script>'
    )
    assert sweep.poll.a_day_later()(sweep.source).state is CHANGED
    result = sweep()
    assert (result.state, sweep.withdrawn()) == (OK, [(str(number), False) for number in range(6)])
    assert sweep(gone=tuple(range(6))).state is OK


def test_a_counter_that_ticks_is_no_edit(sweep) -> None:
    sweep.begin()
    sweep.page(1, stamp="4711")
    result = sweep()
    assert (result.new, result.state) == (0, OK)


@pytest.mark.parametrize(
    "ticks",
    ["<p>浏览次数：{n}</p>", "<p>阅读：{n} 次</p>", "<img src='/code.png'>", "<img src='/code.png?{n}'>",
     "<p><a href='/files/P00.xlsx?t={n}'>附件：名单.xlsx</a></p>"],
)  # fmt: skip
def test_what_a_body_shows_anew_to_each_reader_is_no_edit(sweep, reply, ticks) -> None:
    numbers = itertools.count(10)
    picture = b"\x89PNG\r\n\x1a\n"
    sweep.site.serve("/code.png", lambda _: reply(picture + b"%d" % next(numbers), content_type="image/png"))
    sweep.begin(1)
    page = '<h1>示例公示第0号</h1><div id="zoom"><p>示例另一正文</p>{}</div>'
    sweep.site.serve(
        "/tzgg/202603/t20260305_0.html",
        lambda _: reply(page.format(ticks.format(n=next(numbers))).encode()),
    )
    sweep()
    assert len(sweep.taken()) == 1, "its text was changed once"
    assert (again := sweep()).state is OK and again.new == 0
    assert len(sweep.taken()) == 1


def test_a_picture_exchanged_for_another_is_captured_again(sweep, reply) -> None:
    scans = [reply(b"\x89PNG\r\n\x1a\n" + name, content_type="image/png") for name in (b"one", b"two")]
    sweep.site.serve("/scan.png", scans[0])
    sweep.begin(1)
    sweep.page(0, "示例另一正文<img src='/scan.png'>")
    sweep()
    sweep.site.serve("/scan.png", scans[1])
    sweep()
    assert len(sweep.taken()) == 2


def test_pages_with_an_honest_server_are_asked_whether_they_changed(sweep, reply) -> None:
    sweep.begin()
    body = "<html><h1>示例公示第1号</h1><p>示例</p></html>".encode()

    def answer(asked):
        same = asked.headers.get("if-none-match") == '"v1"'
        return reply(b"" if same else body, status=304 if same else 200, headers={"ETag": '"v1"'})

    sweep.site.serve("/tzgg/202603/t20260305_1.html", answer)
    assert sweep().new == 1
    assert sweep().new == 0
    assert sweep.poll.fetches()[-2].outcome in (FetchOutcome.NOT_MODIFIED, FetchOutcome.SAME)
    assert FetchOutcome.NOT_MODIFIED in {line.outcome for line in sweep.poll.fetches()}


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (404, ""),
        (410, ""),
        (200, "<title>页面未找到</title><p>抱歉，您访问的页面不存在或已删除，请返回首页。</p>"),
    ],
)
def test_a_page_that_is_gone_is_withdrawn_once_and_back_once(sweep, reply, status, body) -> None:
    sweep.begin()
    sweep.site.serve("/tzgg/202603/t20260305_1.html", reply(body.encode(), status=status))
    result = sweep()
    assert (sweep.withdrawn(), result.state, result.new) == ([("1", False)], OK, 0)
    sweep(gone=(1,))
    assert sweep.withdrawn() == [("1", False)]
    sweep.page(1)
    sweep(gone=(1,))
    assert sweep.withdrawn() == [("1", False), ("1", True)] and sweep.taken() == []


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (403, "403 Forbidden"),
        (412, "<script src='/x.js' r='m'></script>"),
        (502, ""),
        (521, "<script>1</script>"),
    ],
)
def test_pages_that_are_refused_or_failing_are_no_withdrawal(sweep, reply, status, body) -> None:
    sweep.begin(5)
    for number in range(5):
        sweep.site.serve(f"/tzgg/202603/t20260305_{number}.html", reply(body.encode(), status=status))
    result = sweep()
    assert (sweep.withdrawn(), sweep.taken()) == ([], [])
    assert result.state in (SourceState.BLOCKED, SourceState.FAILING)
    assert "5 of 5 pages could not be looked at again" in result.reason


@pytest.mark.parametrize(("gone", "believed"), [(3, True), (4, True), (5, True), (6, False), (10, False)])
def test_many_pages_gone_at_once_are_a_fault_of_the_site(sweep, reply, gone, believed) -> None:
    sweep.begin(10)
    for number in range(gone):
        sweep.site.serve(f"/tzgg/202603/t20260305_{number}.html", reply(status=404))
    result = sweep()
    assert len(sweep.withdrawn()) == (gone if believed else 0)
    assert result.state is (OK if believed else CHANGED)
    assert believed or f"{gone} of 10 pages are gone at once" in result.reason


def test_many_pages_that_read_otherwise_at_once_are_a_redesign_and_taken_as_no_edition(sweep) -> None:
    sweep.begin(8)
    for number in range(8):
        sweep.page(number, "示例正文，改版以后")
    result = sweep()
    assert (result.state, sweep.taken()) == (CHANGED, [])
    assert "8 of 8 pages read otherwise at once" in result.reason


@pytest.mark.parametrize("how", ["maintenance", "elsewhere"])
def test_what_is_another_page_now_is_no_edition_of_the_old_one(sweep, reply, how) -> None:
    sweep.begin()
    maintenance = reply("<html><h1>公告</h1><p>网站维护中，给您带来不便敬请谅解。</p></html>".encode())
    home = reply(status=302, headers={"Location": "/"})
    sweep.site.serve("/", "<html><h1>示例厅</h1><p>示例公示第1号</p></html>")
    sweep.site.serve("/tzgg/202603/t20260305_1.html", maintenance if how == "maintenance" else home)
    result = sweep()
    assert (sweep.taken(), sweep.withdrawn(), result.state) == ([], [], OK)
    assert "1 of 3 pages could not be looked at again" in result.reason


def test_an_attachment_that_comes_as_a_page_or_not_at_all_is_as_it_was(sweep, reply) -> None:
    sweep.begin()
    sweep.site.serve("/files/P01.xlsx", reply("<html><p>文件已失效</p></html>".encode()))
    sweep.site.serve("/files/P02.xlsx", reply(status=403))
    assert (sweep().new, sweep.taken()) == (0, [])


def test_a_list_that_is_blocked_leaves_the_pages_alone(sweep, reply) -> None:
    sweep.begin()
    sweep.site.serve("/tzgg/", reply(b"403 Forbidden", status=403))
    asked = len(sweep.site.paths())
    result = sweep()
    assert (result.state, result.swept, sweep.site.paths()[asked:]) == (SourceState.BLOCKED, True, ["/tzgg/"])
