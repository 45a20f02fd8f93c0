"""Pages that are no answer: challenges, refusals, login pages, soft 404s, a site under maintenance. The rules are a table.

Source: seen 2022 to 2026 at the sites named beside each rule; a challenge comes with any status, 200 among them.
A real list or article that merely mentions such a word has more links or more text than these pages, and stays one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from config.errors import Blocked, FetchError, Gone, Unreachable
from tasks.fetch.access import advice

_HEAD = 16 * 1024  # where a mark stands
_LINK = re.compile(rb"<a\s[^>]*href", re.IGNORECASE)
_REFRESH = re.compile(
    rb"<meta[^>]+http-equiv\s*=\s*[\"']?refresh[\"']?[^>]+content\s*=\s*[\"']?\s*\d+\s*;\s*url\s*=\s*[\"']?([^\"'>\s]+)",
    re.IGNORECASE,
)
# What is never closed ends with the page, as in a browser: to look for its end again and again would take minutes.
_UNSEEN = re.compile(
    rb"<(script|style|head)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)|<[^>]*+(?:>|\Z)|\s+",
    re.IGNORECASE | re.DOTALL,
)
_TITLE = re.compile(rb"<title[^>]*>(.*?)</title", re.IGNORECASE | re.DOTALL)
_ARTICLE = re.compile(
    rb"<meta[^<>]{1,400}ArticleTitle[^<>]{1,400}content\s{0,9}=\s{0,9}[\"'][^\"']", re.IGNORECASE
)
_C3VK = re.compile(rb"document\.cookie\s*=\s*[\"']C3VK=(\w{1,64})\s*[;\"']")

FORBIDDEN: Final = ("browser", "cookies", "chromium", "proxy")
SCRIPTED: Final = ("chromium",)
COOKIE_FIRST: Final = ("cookies", "chromium")


class Challenge(Blocked):
    """A page whose script a browser must run first; prevents reading it as an empty list."""


@dataclass(frozen=True, slots=True)
class StatusRule:
    """What a status code alone says, and which rungs of the ladder may help."""

    statuses: range
    error: type[FetchError]
    reason: str
    rungs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BodyRule:
    """What a mark in a page says, as long as the page has at most ``links`` links and ``text`` bytes that are seen."""

    marks: tuple[bytes, ...]
    links: int
    text: int
    error: type[FetchError]
    reason: str
    rungs: tuple[str, ...] = ()
    titled: bool = False


def _both(*marks: str) -> tuple[bytes, ...]:
    """Return the marks as bytes in the two encodings that these sites use."""
    return tuple(dict.fromkeys(mark.encode(code) for mark in marks for code in ("utf-8", "gb18030")))


BODIES: Final = (
    BodyRule(_both("请开启JavaScript", "请开启javascript"), 1, 600, Challenge, "a JavaScript challenge", SCRIPTED),  # pbc.gov.cn
    BodyRule(_both("__jsl_clearance", "__jsluid", "document.cookie=('_')"), 0, 600, Challenge, "a cookie challenge (jsl)", COOKIE_FIRST),  # MIIT 2022
    BodyRule(_both("wzwsquestion", "wzwsfactor", "wzwstemplate", "wzws_sessionid"), 1, 600, Challenge, "a challenge (wzws)", SCRIPTED),  # stats
    BodyRule(_both("$_ts=", "$_ts =", " r='m'></script>", ' r="m"></script>'), 0, 600, Challenge, "a challenge (RuiShu)", SCRIPTED),  # 湖北, 甘肃
    BodyRule(_both('cookie="C3VK=', "cookie='C3VK=", 'cookie = "C3VK='), 0, 600, Challenge, "a cookie shell (C3VK)", COOKIE_FIRST),  # chinatax
    BodyRule(_both("电信云防护", "访问被拦截", "您的访问请求已被拦截", "网站防火墙", "对网站造成安全威胁"), 3, 1200, Blocked, "a firewall page", FORBIDDEN),  # customs
    BodyRule(_both('type="password"', "type='password'", "统一身份认证平台登录"), 8, 1800, Blocked, "a login page"),
    BodyRule(_both("系统维护", "网站维护", "系统升级", "网站升级", "维护中"), 5, 900, Unreachable, "the site says it is under maintenance", titled=True),
    BodyRule(_both("页面未找到", "您访问的页面不存在", "您要查看的页面不存在", "404 Not Found"), 8, 1800, Gone, "a page that says it does not exist"),
)  # fmt: skip
STATUSES: Final = (
    StatusRule(range(404, 405), Gone, "the address has nothing"),
    StatusRule(range(410, 411), Gone, "the address has nothing any more"),
    StatusRule(range(401, 402), Blocked, "it asks for a login"),
    StatusRule(range(403, 404), Blocked, "it refuses (user agent, address or referer)", FORBIDDEN),
    StatusRule(range(405, 406), Blocked, "a firewall refuses the request", FORBIDDEN),
    StatusRule(
        range(407, 408), Unreachable, "the proxy wants a name and a password; write them into its address"
    ),
    StatusRule(range(412, 413), Challenge, "a JavaScript challenge (RuiShu)", SCRIPTED),
    StatusRule(range(418, 419), Blocked, "a firewall refuses the request", FORBIDDEN),
    StatusRule(range(429, 430), Blocked, "it asks for fewer requests; raise delay"),
    StatusRule(range(521, 522), Challenge, "a JavaScript cookie challenge (jsl)", COOKIE_FIRST),
    StatusRule(range(408, 409), Unreachable, "it timed out"),
    StatusRule(range(500, 600), Unreachable, "the server is at fault"),
)


def find_block(
    status: int, body: bytes, *, url: str, content_type: str, on: Iterable[str] = ()
) -> FetchError | None:
    """Return why an answer is none, or None for one that may be read; the words name the rung that may help.

    Args:
        status: The HTTP status after redirects.
        body: The decoded body; only text is searched for marks.
        url: The address for the error, fit to be shown.
        content_type: The server's word, may be empty.
        on: The rungs that the source has switched on already.
    """
    if _is_page(body, content_type) and (found := _find_mark(body)) is not None:
        return found.error(url, f"HTTP {status}: {found.reason}{advice(found.rungs, on)}", status)
    if status in (200, 202, 203):
        return None
    for rule in STATUSES:
        if status in rule.statuses:
            return rule.error(url, f"HTTP {status}: {rule.reason}{advice(rule.rungs, on)}", status)
    return FetchError(url, f"HTTP {status} is no page", status)


def find_shell(body: bytes) -> str | None:
    """Return where a page that holds nothing but a refresh points to, else None (seen at 重庆人社)."""
    if len(body) > 4096 or _LINK.search(body):
        return None
    found = _REFRESH.search(body)
    return found.group(1).decode("utf-8", "replace") if found else None


def find_cookie(body: bytes) -> tuple[str, str] | None:
    """Return the cookie that a shell sets in plain words, else None: its script computes nothing (C3VK, 2026)."""
    found = _C3VK.search(body) if len(body) <= 2048 else None
    return None if found is None else ("C3VK", found.group(1).decode("ascii"))


def _find_mark(body: bytes) -> BodyRule | None:
    head = body[:_HEAD]
    # Counted first: a page full of links, the usual case, needs no search at all.
    links = head.count(b"<a ")
    for rule in BODIES:
        if links <= rule.links and any(mark in head for mark in rule.marks) and _is_bare(rule, body):
            return rule
    return None


def _is_bare(rule: BodyRule, body: bytes) -> bool:
    """Say whether a page is as empty as a page of this rule, and bears its mark where such a page does.

    The whole page counts: RuiShu and the like stand in the head of real pages too. So does an article's own mark.
    """
    if body.count(b"<a ") > rule.links or _ARTICLE.search(body[:_HEAD]):
        return False
    seen = _UNSEEN.sub(b"", body)
    if len(seen) > rule.text:
        return False
    if not rule.titled:
        return True
    title = _TITLE.search(body[:_HEAD])
    return any(mark in seen[:300] or (title and mark in title.group(1)) for mark in rule.marks)


def _is_page(body: bytes, content_type: str) -> bool:
    if "html" in content_type.lower():
        return True
    return body[:512].lstrip()[:1] == b"<" and b"<?xml" not in body[:64]
