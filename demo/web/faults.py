"""The faults of real sites, as a table: what each does to the shelf, instead of the answer, or to the answer.

A fault is one of three things, each in its own table: a *gate* answers in place of the site, a *shelf* fault changes
what the site shows, a *wrap* changes an answer on its way out. Seen on real sites, by name, up to 2026.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from demo.web.site import Shelf
from demo.web.wire import HTML, Answer, Asked, Links, text_answer


class Fault(StrEnum):
    """What can be wrong with a site."""

    FORBIDDEN_WITHOUT_AGENT = "403-without-agent"
    FORBIDDEN_WITHOUT_REFERER = "403-without-referer"
    FORBIDDEN = "403"
    RUISHU_412 = "412-javascript"
    JSL_521 = "521-javascript"
    FIREWALL_405 = "405-firewall"
    CHALLENGE_200 = "200-javascript"
    LOGIN_200 = "200-login"
    COOKIE_REDIRECT = "302-cookie"
    SOFT_404 = "200-not-found"
    GONE_404 = "404"
    BAD_GATEWAY = "502"
    TIMEOUT = "timeout"
    RESET = "reset"
    SLOW = "slow"
    TRUNCATED = "truncated"
    FORCED_GZIP = "forced-gzip"
    GBK = "gbk"
    REDESIGNED = "redesigned"
    SCHEMES_MIXED = "schemes-mixed"
    PROTOCOL_RELATIVE = "protocol-relative"
    UPWARD_LINKS = "upward-links"
    EMPTY = "empty"
    DUPLICATE_ROW = "duplicate-row"
    TITLE_EDITED = "title-edited"
    ITEM_DELETED = "item-deleted"
    REPUBLISHED = "republished"
    FUTURE_DATE = "future-date"
    STICKY = "sticky"
    PAGE_IGNORED = "page-ignored"
    STUB_PAGES = "stub-pages"


class Where(StrEnum):
    """Which answers of a site a fault touches."""

    ALL = "all"
    LIST = "list"
    PAGE = "page"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Trouble:
    """A fault as set: where, for how many more requests (None: until cleared), and its seconds if it holds back."""

    fault: Fault
    where: Where = Where.ALL
    times: int | None = None
    seconds: float = 30.0

    def touches(self, where: Where) -> bool:
        """Tell whether an answer of this sort is touched."""
        return self.times != 0 and self.where in (Where.ALL, where)


_BACK_PAGE = re.compile(r"_\d+\.s?html?$")
_LIBRARIES = ("python", "curl", "wget", "go-http", "java", "libwww")
_JSL_SCRIPT = "<script>document.cookie=('_')+('_')+('jsl_clearance_s=')+'1700000000|0|x';location.href=location.pathname</script>"
_RUISHU_SCRIPT = (
    '<meta id="9DhefwqGPrzGxEp9hPaoag" content="x"><script src="/4QbVtADbnLVIc/c.FxJzG50F.js" r="m"></script>'
)


def _page(text: str, status: int) -> Answer:
    return text_answer(f'<html><head><meta charset="utf-8"></head><body>{text}</body></html>', status=status)


def _without_agent(asked: Asked) -> Answer | None:
    agent = asked.headers.get("user-agent", "").lower()
    return _page("403 Forbidden", 403) if not agent or agent.startswith(_LIBRARIES) else None


def _without_referer(asked: Asked) -> Answer | None:
    return None if asked.headers.get("referer") else _page("403 Forbidden", 403)


def _jsl(asked: Asked) -> Answer | None:
    if "__jsl_clearance_s" in asked.cookies:
        return None
    seal = ("Set-Cookie", f"__jsluid_s=0123456789abcdef0123456789abcdef; path=/{asked.site_id}; HttpOnly")
    return Answer(521, _JSL_SCRIPT.encode(), HTML, (seal,))


def _cookie_redirect(asked: Asked) -> Answer | None:
    if "CT6T" in asked.cookies:
        return None
    back = (("Location", asked.target), ("Set-Cookie", f"CT6T=120; path=/{asked.site_id}"))
    return Answer(302, b"", HTML, back)


def _stub(asked: Asked) -> Answer | None:
    """Answer a back page of a static list with a shell of some 400 bytes."""
    if not _BACK_PAGE.search(asked.path):
        return None
    return _page("<!-- " + "·" * 150 + " -->", 200)


def _always(text: str, status: int) -> Callable[[Asked], Answer | None]:
    return lambda _asked: _page(text, status)


_LOGIN = '<title>统一身份认证</title><form action="/login"><input name="user"><input type="password"></form>请登录后访问'
_NO_PAGE = "<title>页面未找到</title><p>抱歉，您访问的页面不存在或已删除，请返回首页。</p>"

GATES: Mapping[Fault, Callable[[Asked], Answer | None]] = {
    Fault.FORBIDDEN_WITHOUT_AGENT: _without_agent,
    Fault.FORBIDDEN_WITHOUT_REFERER: _without_referer,
    Fault.FORBIDDEN: _always("403 Forbidden", 403),
    Fault.RUISHU_412: _always(_RUISHU_SCRIPT, 412),
    Fault.JSL_521: _jsl,
    Fault.FIREWALL_405: _always(
        "<title>405</title>很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。", 405
    ),
    Fault.CHALLENGE_200: _always(
        "请开启JavaScript并刷新该页<script>var wzwsquestion='x',wzwsfactor='4';</script>", 200
    ),
    Fault.LOGIN_200: _always(_LOGIN, 200),
    Fault.COOKIE_REDIRECT: _cookie_redirect,
    Fault.SOFT_404: _always(_NO_PAGE, 200),
    Fault.GONE_404: _always("404 Not Found", 404),
    Fault.BAD_GATEWAY: _always("<h1>502 Bad Gateway</h1><hr>openresty", 502),
    Fault.STUB_PAGES: _stub,
    Fault.REDESIGNED: _always(
        "<div id='app' data-v-1=''></div><script src='/static/app.1f2e3d.js'></script>", 200
    ),
}


def _duplicate(shelf: Shelf) -> Shelf:
    return replace(shelf, items=shelf.items[:1] + shelf.items)


def _edited(shelf: Shelf) -> Shelf:
    first = tuple(replace(item, title=f"{item.title}（更新）") for item in shelf.items[:1])
    return replace(shelf, items=first + shelf.items[1:])


def _deleted(shelf: Shelf) -> Shelf:
    return replace(shelf, items=shelf.items[1:])


def _republished(shelf: Shelf) -> Shelf:
    first = tuple(replace(item, key=f"{item.key}-again") for item in shelf.items[:1])
    return replace(shelf, items=first + shelf.items[1:])


def _future(shelf: Shelf) -> Shelf:
    first = tuple(replace(item, printed=item.shown_at + timedelta(days=3650)) for item in shelf.items[:1])
    return replace(shelf, items=first + shelf.items[1:])


def _sticky(shelf: Shelf) -> Shelf:
    return replace(shelf, items=shelf.items[-1:] + shelf.items[:-1])


def _links(links: Links) -> Callable[[Shelf], Shelf]:
    return lambda shelf: replace(shelf, links=links)


SHELVES: Mapping[Fault, Callable[[Shelf], Shelf]] = {
    Fault.EMPTY: lambda shelf: replace(shelf, items=()),
    Fault.DUPLICATE_ROW: _duplicate,
    Fault.TITLE_EDITED: _edited,
    Fault.ITEM_DELETED: _deleted,
    Fault.REPUBLISHED: _republished,
    Fault.FUTURE_DATE: _future,
    Fault.STICKY: _sticky,
    Fault.PAGE_IGNORED: lambda shelf: replace(shelf, pages_ignored=True),
    Fault.SCHEMES_MIXED: _links(Links.MIXED_SCHEMES),
    Fault.PROTOCOL_RELATIVE: _links(Links.PROTOCOL_RELATIVE),
    Fault.UPWARD_LINKS: _links(Links.UPWARDS),
}


def _gzip(answer: Answer, _seconds: float) -> Answer:
    headers = (*answer.headers, ("Content-Encoding", "gzip"))
    return replace(answer, body=gzip.compress(answer.body, mtime=0), headers=headers)


def _gbk(answer: Answer, _seconds: float) -> Answer:
    """Turn text into GBK, say so in the page alone, and leave the header without a charset."""
    if not answer.content_type.startswith(("text/", "application/rss", "application/atom")):
        return answer
    text = (
        answer.body.decode()
        .replace('charset="utf-8"', 'charset="gb2312"')
        .replace('encoding="UTF-8"', 'encoding="GBK"')
    )
    return replace(answer, body=text.encode("gb18030"), content_type=answer.content_type.partition(";")[0])


def _truncated(answer: Answer, _seconds: float) -> Answer:
    return replace(answer, cut=len(answer.body) // 2)


def _held_back(answer: Answer, seconds: float) -> Answer:
    return replace(answer, wait=seconds)


WRAPS: Mapping[Fault, Callable[[Answer, float], Answer]] = {
    Fault.GBK: _gbk,
    Fault.FORCED_GZIP: _gzip,
    Fault.TRUNCATED: _truncated,
    Fault.SLOW: _held_back,
    Fault.TIMEOUT: lambda answer, seconds: replace(answer, wait=seconds, reset=True),
    Fault.RESET: lambda answer, _seconds: replace(answer, reset=True),
}
