"""A site whose addresses all changed: its articles are history, whatever is really new is news, and it is said once."""

from __future__ import annotations

from tasks.archive.records import SourceState

OLD, NEW = "./202603/t20260305_{}.html", "./c100/{}.html"


def page(*rows: tuple[str, str, str]) -> str:
    """Return a list page of address, title and day."""
    lines = "".join(
        f'<li><a href="{url}" title="{title}">{title}</a><span>{day}</span></li>' for url, title, day in rows
    )
    return (
        f'<html><ul class="list">{lines}</ul><script>createPageHTML(1, 0, "index", "html");</script></html>'
    )


def rows(count: int, scheme: str = OLD, start: int = 0) -> list[tuple[str, str, str]]:
    return [
        (scheme.format(100 + n), f"示例公示第{n}号名单", "2026-03-05") for n in range(start, start + count)
    ]


def serve(site, *listed: tuple[str, str, str]) -> None:
    site.serve("/tzgg/", page(*listed))
    for url, _, _ in listed:
        site.serve("/tzgg/" + url.removeprefix("./"), "<html><p>示例正文</p></html>")


def begin(site, source, poll, count: int = 6) -> None:
    serve(site, *rows(count))
    assert poll(source()).new == count


def test_new_addresses_for_known_titles_are_history_and_said_once(site, source, poll) -> None:
    begin(site, source, poll)
    moved = [
        (f"/xxgk/202603/t20260305_{900 + n}.html", title, day) for n, (_, title, day) in enumerate(rows(6))
    ]
    serve(site, *moved)
    for url, _, _ in moved:
        site.serve(url, "<html><p>示例正文</p></html>")
    result = poll(source())
    assert (result.state, result.complete, result.new) == (SourceState.CHANGED, True, 6)
    assert "of 6 entries none is known by its address, 6 are by their titles" in result.reason
    assert [capture.reappeared for capture in poll.captures()] == [False] * 6 + [True] * 6
    again = poll(source())
    assert (again.state, again.new, again.reason) == (SourceState.OK, 0, "")


def test_what_is_new_on_a_site_with_new_addresses_is_news(site, source, poll) -> None:
    begin(site, source, poll)
    moved = [
        (f"/xxgk/202603/t20260305_{900 + n}.html", title, day) for n, (_, title, day) in enumerate(rows(6))
    ]
    fresh = ("/xxgk/202603/t20260306_999.html", "示例通告", "2026-03-06")
    serve(site, fresh, *moved)
    for url, _, _ in (fresh, *moved):
        site.serve(url, "<html><p>示例正文</p></html>")
    assert poll(source()).state is SourceState.CHANGED
    assert [c.title for c in poll.captures()[6:] if not c.reappeared] == ["示例通告"]


def test_a_page_of_other_titles_after_a_pause_is_news_and_no_new_addresses(site, source, poll) -> None:
    begin(site, source, poll)
    serve(site, *rows(6, start=50))
    assert poll(source()).state is SourceState.OK
    assert not any(capture.reappeared for capture in poll.captures())


def test_three_rows_may_all_come_again_without_the_site_having_changed(site, source, poll) -> None:
    begin(site, source, poll, 3)
    again = [(OLD.format(900 + n), title, day) for n, (_, title, day) in enumerate(rows(3))]
    serve(site, *again)
    result = poll(source())
    assert (result.state, [c.reappeared for c in poll.captures()]) == (SourceState.OK, [False] * 6)
