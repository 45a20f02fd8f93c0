"""A poll: four outcomes, each its own; everything in the archive before it counts."""

from __future__ import annotations

import gzip
from datetime import date

import pytest

from tasks.archive.records import FetchOutcome, SourceState

ARTICLE = '<html><body><h1>{}</h1><p>示例正文</p><p class="insertfileTag"><a href="./P020260305.xlsx">附件：名单.xlsx</a></p></body></html>'


def serve_articles(site, *titles: str) -> None:
    for place, title in enumerate(titles):
        site.serve(f"/tzgg/202603/t20260305_{100 + place}.html", ARTICLE.format(title))
    site.serve("/tzgg/202603/P020260305.xlsx", b"PK a list of names")


def test_a_first_poll_brings_pages_and_attachments_into_the_archive(site, source, poll, page) -> None:
    site.serve("/tzgg/", page("示例公示甲", "示例公示乙"))
    serve_articles(site, "示例公示甲", "示例公示乙")
    result = poll(source())
    assert (result.state, result.complete, result.entries, result.new) == (SourceState.OK, True, 2, 2)
    assert result.newest == date(2026, 3, 5)
    older, newer = poll.captures()
    assert (older.title, newer.title) == (
        "示例公示乙",
        "示例公示甲",
    )  # a list is newest first, the log oldest first
    assert "示例公示甲" in poll.archive.bodies.get(newer.page_sha256).decode()
    assert [(a.name, poll.archive.bodies.get(a.sha256)) for a in newer.attachments] == [
        ("附件：名单.xlsx", b"PK a list of names")
    ]


def test_every_request_is_in_the_log_with_its_outcome(site, source, poll, page) -> None:
    site.serve("/tzgg/", page("示例公示甲"))
    serve_articles(site, "示例公示甲")
    poll(source())
    lines = [(line.url.removeprefix(site.url), line.status, line.outcome) for line in poll.fetches()]
    new = FetchOutcome.NEW
    assert lines == [
        ("/tzgg/", 200, new), ("/tzgg/202603/t20260305_100.html", 200, new), ("/tzgg/202603/P020260305.xlsx", 200, new),
    ]  # fmt: skip
    assert all(poll.archive.bodies.has(line.sha256) for line in poll.fetches())
    assert len({line.fetch_id for line in poll.fetches()}) == 3


def test_pages_are_asked_for_as_a_browser_would(site, source, poll, page) -> None:
    site.serve("/tzgg/", page("示例公示甲"))
    serve_articles(site, "示例公示甲")
    poll(source(headers={"X-Requested-With": "XMLHttpRequest"}))
    listed, article, attachment = [asked.headers for asked in site.asked if asked.path != "/robots.txt"]
    assert listed["user-agent"].startswith("Mozilla/5.0") and "mingdan" in listed["user-agent"]
    assert article["referer"] == site.url + "/tzgg/"
    assert attachment["referer"] == site.url + "/tzgg/202603/t20260305_100.html"
    assert listed["x-requested-with"] == "XMLHttpRequest"


def test_an_unchanged_list_is_not_modified_and_costs_one_request(site, source, poll, page, reply) -> None:
    def listed(asked):
        if (
            asked.headers.get("if-none-match") == 'W/"v1"'
            and asked.headers.get("if-modified-since") == "some day"
        ):
            return reply(status=304)
        return reply(page("示例公示甲").encode(), headers={"ETag": 'W/"v1"', "Last-Modified": "some day"})

    site.serve("/tzgg/", listed)
    serve_articles(site, "示例公示甲")
    poll(source())
    before = len(site.paths())
    again = poll(source())
    assert (again.state, again.complete, again.entries, again.new) == (SourceState.OK, True, 1, 0)
    assert again.newest == date(2026, 3, 5)
    assert site.paths()[before:] == ["/tzgg/"]
    assert poll.fetches()[-1].outcome is FetchOutcome.NOT_MODIFIED


def test_the_same_bytes_again_are_the_same_and_write_no_body(site, source, poll, page) -> None:
    site.serve("/tzgg/", page("示例公示甲"))
    serve_articles(site, "示例公示甲")
    poll(source())
    bodies = sum(1 for _ in poll.archive.root.glob("bodies/*/*/*"))
    again = poll.a_day_later()(source())
    assert (again.state, again.new) == (SourceState.OK, 0)
    assert poll.fetches()[-1].outcome is FetchOutcome.SAME
    assert sum(1 for _ in poll.archive.root.glob("bodies/*/*/*")) == bodies


def test_a_list_that_only_rephrases_itself_is_kept_once_a_day(site, source, poll, page, reply) -> None:
    counter = iter(range(100))
    site.serve("/tzgg/", lambda asked: reply(page("示例公示甲").encode() + b"<!-- %d -->" % next(counter)))
    serve_articles(site, "示例公示甲")
    kept = []
    for wait in (False, False, True, False):
        poll.a_day_later() if wait else None
        poll(source())
        kept.append([line.sha256 is not None for line in poll.fetches() if line.url.endswith("/tzgg/")][-1])
    assert kept == [True, False, True, False]


def test_an_entry_is_fetched_again_when_its_title_changed_and_not_else(site, source, poll, page) -> None:
    site.serve("/tzgg/", page("示例公示甲", "示例公示乙"))
    serve_articles(site, "示例公示甲", "示例公示乙")
    poll(source())
    site.serve("/tzgg/", page("示例公示甲（更正）", "示例公示乙"))
    again = poll(source())
    assert again.new == 1
    assert [capture.title for capture in poll.captures()][2:] == ["示例公示甲（更正）"]


def test_the_same_article_under_another_column_is_not_new(site, source, poll) -> None:
    row = '<ul><li><a href="/art/2026/3/5/art_{}_1001.html">示例公示一二三</a><b>2026-03-05</b></li></ul>'
    site.serve("/tzgg/", row.format(15203))
    site.serve("/art/2026/3/5/art_15203_1001.html", "<html><p>示例</p></html>")
    poll(source())
    site.serve("/tzgg/", row.format(15201))
    assert poll(source()).new == 0


def test_include_and_exclude_choose_by_title_and_the_rest_is_no_debt(site, source, poll, page) -> None:
    site.serve("/tzgg/", page("示例名单公示", "示例招聘公告", "示例名单招聘"))
    serve_articles(site, "示例名单公示")
    result = poll(source(include=("名单",), exclude=("招聘",)))
    assert (result.entries, result.new, result.complete) == (3, 1, True)


@pytest.mark.parametrize(
    ("status", "body", "state"),
    [
        (521, "<script>document.cookie='__jsl_clearance=1'</script>", SourceState.BLOCKED),
        (412, "<script>$_ts=window['$_ts']</script>", SourceState.BLOCKED),
        (403, "Forbidden", SourceState.BLOCKED),
        (405, "<html>电信云防护</html>", SourceState.BLOCKED),
        (200, "<html>请开启JavaScript并刷新该页</html>", SourceState.BLOCKED),
        (200, '<html><form><input type="password"></form></html>', SourceState.BLOCKED),
        (503, "busy", SourceState.FAILING),
        (404, "none", SourceState.FAILING),
        (200, "<html><title>页面未找到</title></html>", SourceState.FAILING),
        (200, "<html><body><h1>欢迎访问新版网站</h1></body></html>", SourceState.CHANGED),
        (200, "", SourceState.CHANGED),
    ],
)
def test_no_answer_is_ever_an_empty_list(site, source, poll, reply, status, body, state) -> None:
    site.serve("/tzgg/", reply(body.encode(), status=status))
    result = poll(source())
    assert (result.state, result.complete, result.entries) == (state, False, 0)
    assert result.reason


def test_zero_rows_where_there_used_to_be_some_is_changed(site, source, poll, page) -> None:
    site.serve("/tzgg/", page())
    assert poll(source()).state is SourceState.OK  # a pager with no rows: an empty list, proven
    site.serve("/tzgg/", page("示例公示甲"))
    serve_articles(site, "示例公示甲")
    poll(source())
    site.serve("/tzgg/", page())
    result = poll(source())
    assert (result.state, result.complete) == (SourceState.CHANGED, False)


def test_fewer_entries_than_expected_is_changed(site, source, poll, page) -> None:
    site.serve("/tzgg/", page("示例公示甲"))
    assert poll(source(expect={"min_entries": 2})).state is SourceState.CHANGED


def test_a_page_that_does_not_come_is_no_capture_and_is_asked_for_again(
    site, source, poll, page, reply
) -> None:
    site.serve("/tzgg/", reply(page("示例公示甲", "示例公示乙").encode(), headers={"ETag": '"1"'}))
    serve_articles(site, "示例公示甲", "示例公示乙")
    site.serve("/tzgg/202603/t20260305_100.html", reply(status=500))
    first = poll(source())
    assert (first.state, first.complete, first.new) == (SourceState.OK, False, 1)
    assert "1 of 2 new pages not fetched" in first.reason
    site.serve("/tzgg/202603/t20260305_100.html", ARTICLE.format("示例公示甲"))
    second = poll(source())
    assert (second.complete, second.new) == (True, 1)


def test_a_linked_page_that_does_not_exist_is_said_and_leaves_nothing_to_do(site, source, poll, page) -> None:
    site.serve("/tzgg/", page("示例公示甲"))
    result = poll(source())
    assert (result.state, result.complete, result.new) == (SourceState.OK, True, 0)
    assert "1 linked pages do not exist" in result.reason


def test_a_failed_attachment_is_in_the_capture_and_asked_for_three_times_more(
    site, source, poll, page, reply
) -> None:
    site.serve("/tzgg/", reply(page("示例公示甲").encode(), headers={"ETag": '"1"'}))
    serve_articles(site, "示例公示甲")
    site.serve("/tzgg/202603/P020260305.xlsx", reply(status=403))
    polls = [poll(source()) for _ in range(6)]
    assert [one.new for one in polls] == [1, 1, 1, 1, 0, 0]
    attachment = poll.captures()[0].attachments[0]
    assert attachment.sha256 is None and "403" in attachment.error
    assert "attachments of 1 pages are missing" in polls[0].reason


def test_a_picture_of_the_body_comes_with_the_capture_and_is_known_as_one(site, source, poll, page) -> None:
    site.serve("/tzgg/", page("示例公示甲"))
    serve_articles(site, "示例公示甲")
    body = "<html><h1>示例公示甲</h1><div id=zoom><p>名单如下：</p><img src='/pic/1.png'></div></html>"
    site.serve("/tzgg/202603/t20260305_100.html", body.encode())
    site.serve("/pic/1.png", b"\x89PNG\r\n of a list")
    poll(source())
    (picture,) = poll.captures()[0].attachments
    assert picture.picture and picture.name == "1.png"
    assert poll.archive.bodies.get(picture.sha256) == b"\x89PNG\r\n of a list"


def test_three_pages_in_a_row_that_fail_end_the_poll(site, source, poll, page, reply) -> None:
    titles = [f"示例公示第{n}号" for n in range(8)]
    site.serve("/tzgg/", page(*titles))
    for n in range(8):
        site.serve(f"/tzgg/202603/t20260305_{100 + n}.html", reply(status=403))
    result = poll(source())
    assert (result.state, result.complete) == (SourceState.BLOCKED, False)
    assert len(site.paths()) == 4
    assert "8 of 8 new pages" in result.reason


@pytest.mark.parametrize("damage", ["", "{", '{"entries": 3}', "[]"])
def test_a_torn_state_is_built_again_from_the_log_and_nothing_is_news_twice(
    site, source, poll, page, damage
) -> None:
    site.serve("/tzgg/", page("示例公示甲"))
    serve_articles(site, "示例公示甲")
    poll(source())
    (poll.archive.root / "state" / "demo-site.json").write_text(damage)
    again = poll(source())
    assert (again.state, again.new, again.entries) == (SourceState.OK, 0, 1)


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"x": 3}'])
def test_torn_entries_behind_a_good_first_line_are_built_again_from_the_log(
    site, source, poll, page, damage
) -> None:
    site.serve("/tzgg/", page("示例公示甲"))
    serve_articles(site, "示例公示甲", "示例公示乙")
    poll(source())
    state = poll.archive.root / "state" / "demo-site.json"
    state.write_text(f"{state.read_text().splitlines()[0]}\n{damage}")
    assert poll(source()).state is SourceState.OK
    site.serve("/tzgg/", page("示例公示甲", "示例公示乙"))
    assert poll(source()).new == 1


def test_a_changed_setting_reads_the_same_list_anew(site, source, poll, page) -> None:
    site.serve("/tzgg/", page("示例名单公示", "示例通知公告"))
    serve_articles(site, "示例名单公示", "示例通知公告")
    assert poll(source(include=("名单",))).new == 1
    assert poll(source()).new == 1


def test_two_polls_at_once_take_turns_and_nothing_is_taken_twice(site, source, poll, page) -> None:
    site.serve("/tzgg/", page("示例公示甲"))
    serve_articles(site, "示例公示甲")
    first, second = poll.many(source(), source())
    assert sorted((first.new, second.new)) == [0, 1]
    assert len(poll.captures()) == 1


def test_a_second_poll_that_may_not_wait_says_so_and_logs_nothing(site, source, poll, page, reply) -> None:
    poll.settings = poll.settings.model_copy(update={"lock_wait_seconds": 0.0})
    site.serve("/tzgg/", reply(page().encode(), drip=0.001))
    first, second = poll.many(source(), source())
    assert (first.state, second.state) == (SourceState.OK, SourceState.FAILING)
    assert "another poll of this source" in second.reason
    assert poll.archive.log.last_seq() == len(site.asked)  # the requests' lines and one poll


def test_robots_disable_a_source_unless_it_is_told_to_ignore_them(site, source, poll, page) -> None:
    site.serve("/robots.txt", "User-agent: mingdan\nDisallow: /tzgg/\n")
    site.serve("/tzgg/", page())
    refused = poll(source())
    assert (refused.state, site.paths()) == (SourceState.DISABLED, [])
    assert "robots.txt" in refused.reason
    assert poll(source(robots="ignore: 法定公示")).state is SourceState.OK


def test_robots_are_asked_for_once_a_day(site, source, poll, page) -> None:
    site.serve("/tzgg/", page())
    for _ in range(3):
        poll(source())
    assert [asked.path for asked in site.asked].count("/robots.txt") == 1
    poll.a_day_later()(source())
    assert [asked.path for asked in site.asked].count("/robots.txt") == 2


def test_a_key_that_the_kind_does_not_know_is_a_clear_reason_and_no_crash(source, poll) -> None:
    result = poll(source("gkmlpt", list_keys={"item": "li"}))
    assert result.state is SourceState.FAILING
    assert "kind gkmlpt does not know item" in result.reason


def test_a_forced_gzip_list_is_read(site, source, poll, page, reply) -> None:
    site.serve("/tzgg/", reply(gzip.compress(page("示例公示甲").encode())))
    serve_articles(site, "示例公示甲")
    assert poll(source()).new == 1


def test_a_later_poll_leaves_the_earlier_lines_as_they_were(site, source, poll, page) -> None:
    site.serve("/tzgg/", page("示例公示甲"))
    serve_articles(site, "示例公示甲")
    poll(source())
    before = list(poll.archive.log.read())
    poll.a_day_later()(source())
    assert list(poll.archive.log.read())[: len(before)] == before
