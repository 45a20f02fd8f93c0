"""The faults that answer in place of the site."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from demo.web.trouble import Fault
from demo.web.wire import HTML, Answer, Asked, text_answer

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


def _shell(asked: Asked) -> Answer | None:
    """Answer a back page of a static list with a shell of some 2 KB, as behind a burst of requests."""
    return _page("<!-- " + "·" * 900 + " -->", 200) if _BACK_PAGE.search(asked.path) else None


def _no_back_page(asked: Asked) -> Answer | None:
    return _page("404 Not Found", 404) if _BACK_PAGE.search(asked.path) else None


def _cookie_shell(asked: Asked) -> Answer | None:
    if "C3VK" in asked.cookies:
        return None
    script = f'<script>document.cookie="C3VK=1a2b3c;path=/{asked.site_id}";location.reload()</script>'
    return text_answer(f"<html><head>{script}</head><body></body></html>")


def _refresh_root(asked: Asked) -> Answer | None:
    """Send on by a refresh in the head, once: the address it leads to has one key more."""
    if "_r" in asked.query or asked.method == "POST":
        return None
    target = asked.target + ("&" if asked.query else "?") + "_r=1"
    return text_answer(f'<html><head><meta http-equiv="Refresh" content="0; URL={target}"></head></html>')


def _redirect_loop(asked: Asked) -> Answer | None:
    return Answer(302, b"", HTML, (("Location", asked.target),))


def _retry_in_seconds(_asked: Asked) -> Answer | None:
    return replace(_page("429 Too Many Requests", 429), headers=(("Retry-After", "2"),))


def _retry_at(_asked: Asked) -> Answer | None:
    at = format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)
    return replace(_page("503 Service Unavailable", 503), headers=(("Retry-After", at),))


def _unsuccessful(_asked: Asked) -> Answer | None:
    return text_answer(
        '{"success":false,"code":"500","message":"示例错误"}', "application/json; charset=utf-8"
    )


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
    Fault.SHELL_PAGES: _shell,
    Fault.NO_BACK_PAGES: _no_back_page,
    Fault.COOKIE_SHELL: _cookie_shell,
    Fault.REFRESH_ROOT: _refresh_root,
    Fault.REDIRECT_LOOP: _redirect_loop,
    Fault.TOO_MANY_429: _retry_in_seconds,
    Fault.BUSY_503: _retry_at,
    Fault.UNSUCCESSFUL: _unsuccessful,
    Fault.MAINTENANCE_200: _always(
        "<title>系统维护</title><p>系统升级维护中，给您带来不便敬请谅解。</p>", 200
    ),
    Fault.ERROR_PAGE_200: _always("<h1>系统错误</h1><p>示例错误代码：0</p>", 200),
    Fault.REDESIGNED: _always(
        "<div id='app' data-v-1=''></div><script src='/static/app.1f2e3d.js'></script>", 200
    ),
}
