"""The table of pages that are no answer: each row is met, and no list or article that mentions its words is."""

from __future__ import annotations

import time

import pytest

from config.errors import Blocked, FetchError, Gone, Unreachable
from tasks.fetch.blocks import BODIES, STATUSES, Challenge, find_block, find_cookie, find_shell

HTML = "text/html; charset=utf-8"
# One page per row of the table, in its order; the marks are those seen at the sites named beside the rows.
PAGES = [
    ("请开启JavaScript并刷新该页<script>x()</script>", Challenge),
    ("<script>document.cookie=('_')+('_')+('jsl_clearance_s=')+'1|0|x'</script>", Challenge),
    ("<html><script>var wzwsquestion='x',wzwsfactor='4';</script></html>", Challenge),
    ("<html><head><script>$_ts=window['$_ts'];</script></head><body></body></html>", Challenge),
    (
        '<html><script>window.document.cookie="C3VK=c0ffee; path=/";location.reload()</script></html>',
        Challenge,
    ),
    ("<title>405</title>很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。", Blocked),
    ('<form action="/login"><input name="user"><input type="password"></form>', Blocked),
    ("<title>系统维护</title><p>本网站将于今日维护，请稍后访问。</p>", Unreachable),
    ("<title>页面未找到</title><p>抱歉</p>", Gone),
]


def found(
    text: str | bytes, status: int = 200, content_type: str = HTML, on: tuple[str, ...] = ()
) -> FetchError | None:
    body = text if isinstance(text, bytes) else text.encode()
    return find_block(status, body, url="http://shili.example/", content_type=content_type, on=on)


@pytest.mark.parametrize(("page", "error"), PAGES)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_every_row_is_met_with_status_200_in_both_encodings(page, error, encoding) -> None:
    assert type(found(page.encode(encoding))) is error


def test_every_row_has_its_page() -> None:
    met = [
        next(rule for rule in BODIES if any(mark in page.encode() for mark in rule.marks))
        for page, _ in PAGES
    ]
    assert met == list(BODIES)


@pytest.mark.parametrize("rule", STATUSES, ids=lambda rule: str(rule.statuses.start))
def test_every_status_of_the_table_is_an_error_with_its_reason(rule) -> None:
    error = found("", rule.statuses.start)
    assert type(error) is rule.error and rule.reason in error.problem and error.status == rule.statuses.start


@pytest.mark.parametrize("status", [400, 406, 226, 304])
def test_any_other_status_is_no_page_either(status) -> None:
    assert "is no page" in found("", status).problem


ROWS = "".join(
    f'<li><a href="./t20260305_{n}.html">示例公示{n}</a><span>2026-03-05</span></li>' for n in range(20)
)
WORDS = (
    "请开启JavaScript", "wzwsquestion", "电信云防护", "访问被拦截", "系统维护", "网站升级", "页面未找到", "404 Not Found",
    "__jsluid", "$_ts=", " r='m'></script>", 'type="password"', 'cookie="C3VK=',
)  # fmt: skip


@pytest.mark.parametrize("word", WORDS)
def test_a_real_list_with_such_a_word_in_its_head_is_a_list(word) -> None:
    assert (
        found(
            f"<html><head><title>{word}</title><!-- {word} --></head><body><p>{word}</p><ul>{ROWS}</ul></body></html>"
        )
        is None
    )
    script = f"<script>{'x' * 20_000}{word}</script>"
    assert found(f"<html><head><!-- {word} -->{script}</head><body><ul>{ROWS}</ul></body></html>") is None


@pytest.mark.parametrize("word", WORDS)
def test_an_article_that_speaks_of_such_a_thing_is_an_article(word) -> None:
    text = (
        f"<p>示例：本单位网站因{word}一事说明如下。</p>"
        + "<p>示例正文，说明背景、范围、时间与联系方式。</p>" * 60
    )
    assert found(f"<html><title>关于{word}的说明</title><body>{text}</body></html>") is None


@pytest.mark.parametrize("word", ["系统维护", "访问被拦截", "请开启JavaScript"])
def test_a_short_article_is_known_by_its_own_mark(word) -> None:
    meta = f'<meta name="ArticleTitle" content="关于{word}的公告">'
    assert found(f"<html><head>{meta}</head><body><p>示例：{word}。</p></body></html>") is None


def test_marks_in_json_and_files_are_none() -> None:
    assert found('{"title": "访问被拦截"}', content_type="application/json") is None
    assert found(b"%PDF-1.7 __jsl_clearance", content_type="application/pdf") is None


def test_maintenance_is_told_with_its_words_and_no_refusal() -> None:
    error = found("<html><title>示例厅</title><h1>系统维护中，请稍后再试</h1></html>")
    assert isinstance(error, Unreachable) and "under maintenance" in error.problem
    menu = "<p>示例</p>" * 60 + "<p>系统维护</p>"
    assert found(f"<html><title>示例厅</title>{menu}</html>") is None, (
        "a word far down is not what the page is about"
    )


def test_the_words_name_a_rung_that_is_not_on_yet() -> None:
    page = PAGES[1][0]
    assert "access.cookies" in found(page).problem
    assert "access.chromium" in found(page, on=("cookies",)).problem
    assert "access." not in found(page, on=("cookies", "chromium")).problem


def test_the_cookie_of_a_shell_is_read_and_of_nothing_else() -> None:
    assert find_cookie(b'<script>document.cookie="C3VK=c82bf1; path=/";</script>') == ("C3VK", "c82bf1")
    assert find_cookie(b'<script>document.cookie="other=1";</script>') is None
    assert find_cookie(b'document.cookie="C3VK=c82bf1;"' + b" " * 5000) is None


def test_a_refresh_is_followed_from_a_shell_and_from_no_page_of_links() -> None:
    shell = b'<meta http-equiv="Refresh" content="0; URL=/y">'
    assert find_shell(shell) == "/y"
    assert find_shell(shell + b'<a href="/z">z</a>') is None and find_shell(shell + b" " * 5000) is None


@pytest.mark.parametrize(
    "never_closed", ["<!--", "<", "<script", "<metaxArticleTitle", "<meta xArticleTitle xcontent"]
)
def test_a_page_of_what_is_never_closed_takes_no_time(never_closed) -> None:
    body = "<html>请开启JavaScript" + never_closed * (200_000 // len(never_closed))
    begin = time.process_time()
    assert isinstance(found(body), Challenge)
    assert time.process_time() - begin < 1
