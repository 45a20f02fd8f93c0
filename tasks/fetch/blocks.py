"""Pages that are no answer: challenges, refusals, login pages, soft 404s. The rules are a table.

Source: seen 2022 to 2026 at the sites named beside each rule; a challenge comes with any status, 200 among them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from config.errors import Blocked, FetchError, Gone, Unreachable

_HEAD = 16 * 1024  # a challenge is short, and its mark stands in its beginning
_LINK = re.compile(rb"<a\s[^>]*href", re.IGNORECASE)
_REFRESH = re.compile(
    rb"<meta[^>]+http-equiv\s*=\s*[\"']?refresh[\"']?[^>]+content\s*=\s*[\"']?\s*\d+\s*;\s*url\s*=\s*[\"']?([^\"'>\s]+)",
    re.IGNORECASE,
)


def _both(*marks: str) -> tuple[bytes, ...]:
    """Return the marks as bytes in the two encodings that these sites use."""
    return tuple(dict.fromkeys(mark.encode(code) for mark in marks for code in ("utf-8", "gb18030")))


@dataclass(frozen=True, slots=True)
class StatusRule:
    """What a status code alone says."""

    statuses: range
    error: type[FetchError]
    reason: str


@dataclass(frozen=True, slots=True)
class BodyRule:
    """What a mark in a page says, as long as the page has at most ``links`` links: a real list has more."""

    marks: tuple[bytes, ...]
    links: int
    error: type[FetchError]
    reason: str


_MARKS = (
    BodyRule(_both("请开启JavaScript", "请开启javascript"), 1, Blocked, "a JavaScript challenge"),  # pbc.gov.cn
    BodyRule(_both("__jsl_clearance", "__jsluid", "document.cookie=('_')"), 0, Blocked, "a cookie challenge (jsl)"),  # MIIT 2022
    BodyRule(_both("wzwsquestion", "wzwsfactor", "wzwstemplate", "wzws_sessionid"), 1, Blocked, "a challenge (wzws)"),  # stats
    BodyRule(_both("$_ts=", "$_ts ="), 0, Blocked, "a challenge (RuiShu)"),  # 湖北, 甘肃
    BodyRule(_both("电信云防护", "访问被拦截", "您的访问请求已被拦截", "网站防火墙"), 3, Blocked, "a firewall page"),  # customs
    BodyRule(_both('type="password"', "type='password'", "统一身份认证平台登录"), 8, Blocked, "a login page"),
    BodyRule(_both("页面未找到", "您访问的页面不存在", "您要查看的页面不存在", "404 Not Found"), 8, Gone, "a page that says it does not exist"),
)  # fmt: skip
_STATUSES = (
    StatusRule(range(404, 405), Gone, "the address has nothing"),
    StatusRule(range(410, 411), Gone, "the address has nothing any more"),
    StatusRule(range(401, 402), Blocked, "it asks for a login"),
    StatusRule(range(403, 404), Blocked, "it refuses (user agent, address or referer)"),
    StatusRule(range(405, 406), Blocked, "a firewall refuses the request"),
    StatusRule(range(412, 413), Blocked, "a JavaScript challenge (RuiShu)"),
    StatusRule(range(418, 419), Blocked, "a firewall refuses the request"),
    StatusRule(range(429, 430), Blocked, "it asks for fewer requests; raise delay"),
    StatusRule(range(521, 522), Blocked, "a JavaScript cookie challenge (jsl)"),
    StatusRule(range(408, 409), Unreachable, "it timed out"),
    StatusRule(range(500, 600), Unreachable, "the server is at fault"),
)


def find_block(status: int, body: bytes, *, url: str, content_type: str) -> FetchError | None:
    """Return why an answer is none, or None for one that may be read.

    Args:
        status: The HTTP status after redirects.
        body: The decoded body; only text is searched for marks.
        url: The address for the error, fit to be shown.
        content_type: The server's word, may be empty.
    """
    if _is_page(body, content_type):
        head = body[:_HEAD]
        links = head.count(
            b"<a "
        )  # counted first: a page full of links, the usual case, needs no search at all
        for mark in _MARKS:
            if links <= mark.links and any(word in head for word in mark.marks):
                return mark.error(url, f"HTTP {status}: {mark.reason}", status)
    if status in (200, 202, 203):
        return None
    for rule in _STATUSES:
        if status in rule.statuses:
            return rule.error(url, f"HTTP {status}: {rule.reason}", status)
    return FetchError(url, f"HTTP {status} is no page", status)


def find_shell(body: bytes) -> str | None:
    """Return where a page that holds nothing but a refresh points to, else None (seen at 重庆人社)."""
    if len(body) > 4096 or _LINK.search(body):
        return None
    found = _REFRESH.search(body)
    return found.group(1).decode("utf-8", "replace") if found else None


def _is_page(body: bytes, content_type: str) -> bool:
    if "html" in content_type.lower():
        return True
    return body[:512].lstrip()[:1] == b"<" and b"<?xml" not in body[:64]
