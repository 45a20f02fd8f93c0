"""How far back a poll reads: until a whole page is known, and what it could not read it says and reads later."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from tasks.archive.records import Poll, SourceState

FIRST = date(2026, 1, 1)
SIZE = 5


class Column:
    """A list of numbered notices in pages of five, the newest first; number 10 was posted on the tenth day."""

    def __init__(self, site) -> None:
        self.site, self.broken = site, {}
        self.dated = True
        for number in range(300):
            site.serve(self.page_of(number), "<html><p>示例正文</p></html>")

    @staticmethod
    def page_of(number: int) -> str:
        return f"/tzgg/202601/t20260101_{number}.html"

    def show(self, *numbers: int, pages: int | None = None) -> None:
        """Show these in this order, and behind the last page nothing."""
        whole = pages or -(-len(numbers) // SIZE)
        for place in range(whole + 3):
            rows = numbers[place * SIZE : (place + 1) * SIZE]
            name = f"/tzgg/index_{place}.html" if place else "/tzgg/"
            answer = self.broken.get(place) or self.write(rows, whole, place)
            self.site.serve(name, answer if rows or place in self.broken else self.nothing())

    def write(self, rows: Sequence[int], pages: int, place: int) -> str:
        lines = "".join(self.row(number) for number in rows)
        return f'<ul class="list">{lines}</ul><script>createPageHTML({pages}, {place}, "index", "html");</script>'

    def row(self, number: int) -> str:
        day = f"<span>{FIRST + timedelta(days=number)}</span>" if self.dated else ""
        return f'<li><a href="./202601/t20260101_{number}.html" title="示例公示第{number}号的全称">示例公示第{number}号的全称</a>{day}</li>'

    @staticmethod
    def nothing() -> str:
        return "<html><body>404</body></html>"


def down(first: int, last: int) -> list[int]:
    return list(range(first, last - 1, -1))


@pytest.fixture
def column(site) -> Column:
    return Column(site)


def taken(poll) -> list[int]:
    return sorted(int(capture.url.rpartition("_")[2].removesuffix(".html")) for capture in poll.captures())


def lists_asked(site, since: int = 0) -> int:
    return sum(path == "/tzgg/" or "/index_" in path for path in site.paths()[since:])


def test_a_first_sight_takes_the_newest_page_alone(column, source, poll, site) -> None:
    column.show(*down(30, 1))
    result = poll(source())
    assert (taken(poll), lists_asked(site), result.pages, result.fresh) == (down(30, 26)[::-1], 1, 1, 5)
    assert (result.complete, result.with_date) == (True, 5)


def test_one_new_row_costs_one_page_more_and_takes_nothing_older_than_the_watch(
    column, source, poll, site
) -> None:
    column.show(*down(30, 1))
    poll(source())
    asked = len(site.paths())
    column.show(*down(31, 1))
    result = poll(source())
    assert (result.new, result.fresh, result.complete, result.pages) == (1, 1, True, 2)
    assert lists_asked(site, asked) == 2 and taken(poll) == [26, 27, 28, 29, 30, 31]


@pytest.mark.parametrize("dated", [True, False])
def test_a_gap_after_a_long_pause_is_closed_from_the_back_pages(column, source, poll, dated) -> None:
    column.dated = dated
    column.show(*down(30, 1))
    poll(source())
    column.show(*down(42, 1))
    again = poll(source())
    assert (again.new, again.complete, again.state) == (12, True, SourceState.OK)
    assert taken(poll) == down(42, 26)[::-1]


@pytest.mark.parametrize("top", [(29,), (26,), (3,), (29, 28)])
def test_a_sticky_row_on_top_stops_no_walk(column, source, poll, top) -> None:
    column.show(*down(30, 1))
    poll(source())
    column.show(*top, *[number for number in down(42, 1) if number not in top])
    poll(source())
    assert set(range(26, 43)) <= set(taken(poll))


def test_a_known_row_with_a_new_date_on_top_stops_no_walk(column, source, poll) -> None:
    column.show(*down(30, 1))
    poll(source())
    column.row = lambda n: Column.row(column, n).replace("2026-01-30", "2026-03-01")
    column.show(29, *[number for number in down(42, 1) if number != 29])
    poll(source())
    assert set(range(26, 43)) <= set(taken(poll))


def gap(column: Column, poll, source) -> Poll:
    """Let twelve notices come while the second page cannot be read."""
    column.show(*down(30, 1))
    poll(source())
    column.broken = {1: "<html>" + "<p>系统维护中</p>" * 200 + "</html>"}
    column.show(*down(42, 1))
    return poll(source())


def test_a_gap_that_could_not_be_walked_is_said_and_what_came_is_kept(column, source, poll) -> None:
    result = gap(column, poll, source)
    assert (result.state, result.complete, result.new) == (SourceState.OK, False, 5)
    assert "a page behind the first could not be read" in result.reason
    assert taken(poll) == [26, 27, 28, 29, 30, 38, 39, 40, 41, 42]


@pytest.mark.parametrize("restarted", [False, True])
def test_a_gap_is_walked_again_until_it_is_closed(column, source, poll, restarted) -> None:
    gap(column, poll, source)
    if restarted:
        (poll.archive.root / "state" / "demo-site.json").unlink()
        poll.archive = type(poll.archive)(poll.archive.root)
    assert not poll(source()).complete
    column.broken = {}
    column.show(*down(43, 1))
    result = poll(source())
    assert (result.complete, result.new) == (True, 8)
    assert taken(poll) == down(43, 26)[::-1]
    assert poll(source()).new == 0


def test_a_poll_reads_ten_new_pages_and_the_next_one_reads_on_behind_them(column, source, poll) -> None:
    column.show(*down(30, 1))
    poll(source())
    column.show(*down(140, 1))
    first = poll(source())
    assert (first.pages, first.new, first.complete) == (10, 50, False)
    assert "more than 10 list pages are new" in first.reason
    polls = [poll(source()) for _ in range(3)]
    assert [one.complete for one in polls][-1] and taken(poll) == down(140, 26)[::-1]


def test_a_list_without_an_end_keeps_no_poll_for_ever(column, source, poll, site) -> None:
    column.show(*down(30, 1))
    poll(source())
    asked = len(site.paths())
    column.show(*down(299, 31), *down(299, 31), pages=100)
    assert poll(source()).pages == 10 and lists_asked(site, asked) == 10


@pytest.mark.parametrize("pages", [1, 9])
def test_a_page_of_news_alone_with_nothing_behind_it_is_a_note(column, source, poll, pages) -> None:
    column.show(*down(30, 26))
    poll(source())
    column.show(*down(50, 46), pages=pages)
    result = poll(source())
    assert (result.state, result.complete) == (SourceState.OK, True)
    assert "nothing on the list was there before" in result.reason


def test_rows_that_a_source_does_not_want_are_known_too(column, source, poll, site) -> None:
    wanting = source(include=["第(?:2|3)0号"])
    column.show(*down(30, 1))
    poll(wanting)
    column.show(*down(31, 1))
    asked = len(site.paths())
    result = poll(wanting)
    assert (result.new, result.complete, result.fresh) == (0, True, 1) and lists_asked(site, asked) <= 2
    column.show(*down(32, 1))
    asked = len(site.paths())
    poll(wanting)
    assert lists_asked(site, asked) == 2
