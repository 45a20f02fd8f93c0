"""The ladder for difficult sites: what each rung that a source has switched on changes in a request.

No rung is climbed by itself. Without any, mingdan says who it is and asks for little else
(docs/decisions/0015-the-ladder-is-climbed-by-hand.md).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from importlib.metadata import version
from typing import Final
from urllib.parse import quote, urlsplit, urlunsplit

from config.models import Source
from tasks.fetch.kinds.list_page import Request

RUNGS: Final = ("browser", "cookies", "legacy tls", "http", "proxy", "chromium")
"""The rungs in the order in which they are named and tried by hand."""

# A name and a version, in the form that crawlers use: some sites answer nothing that does not begin with Mozilla.
HONEST_AGENT: Final = f"Mozilla/5.0 (compatible; mingdan/{version('mingdan')})"
BROWSER_AGENT: Final = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
_HONEST = {
    "User-Agent": HONEST_AGENT,
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}
_BROWSER = {
    "Connection": "keep-alive",
    "Upgrade-Insecure-Requests": "1",
    "User-Agent": BROWSER_AGENT,
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8",
    "Accept-Encoding": "gzip, deflate",  # what can be undone here; a browser names br and zstd too
    "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.8",
}
# A browser sends these over https alone.
_CLIENT_HINTS = {
    "sec-ch-ua": '"Chromium";v="140", "Not=A?Brand";v="24", "Google Chrome";v="140"',
    "sec-ch-ua-mobile": "?0",
    "sec-ch-ua-platform": '"Windows"',
}
_EVERYWHERE = frozenset(
    {"user-agent", "accept", "accept-language"}
)  # of a source's headers; others stay at home
_WORDS = {
    "browser": "access.browser (a browser's headers)",
    "cookies": "access.cookies (its cookie sent back)",
    "legacy tls": "tls: legacy",
    "http": "access.http",
    "proxy": "access.proxy (another network)",
    "chromium": "access.chromium (a real browser)",
}


def switched_on(source: Source) -> frozenset[str]:
    """Return the rungs that a source's file switches on; empty for most."""
    on = {rung for rung in RUNGS if rung != "legacy tls" and getattr(source.access, rung)}
    return frozenset(on | {"legacy tls"} if source.tls == "legacy" else on)


def in_order(rungs: Iterable[str]) -> str:
    """Return rungs as the log has them: ``browser, legacy tls``; empty for none."""
    found = set(rungs)
    return ", ".join(rung for rung in RUNGS if rung in found)


def advice(may_help: Iterable[str], on: Iterable[str]) -> str:
    """Return the words that name the first rung which may help and is not on yet; empty where there is none."""
    tried = set(on)
    rung = next((rung for rung in may_help if rung not in tried), None)
    return "" if rung is None else f"; {_WORDS[rung]} may help"


@lru_cache(maxsize=1024)  # each address is asked about several times on its way
def host_of(url: str) -> str:
    """Return what makes two addresses one host: the name in lower case, without its last dot, and an unusual port.

    Empty for an address that is none.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    usual = {"http": 80, "https": 443}.get(parts.scheme)
    return _name_of(url) if port in (None, usual) else f"{_name_of(url)}:{port}"


def at_home(source: Source, url: str) -> bool:
    """Say whether an address is on the host of the source's list, whatever its port and scheme."""
    return _name_of(url) == _name_of(source.list.url)


@lru_cache(maxsize=1024)
def _name_of(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def by_http(url: str, source: Source) -> str:
    """Return the address to ask in place of an https one of the list's host, where the source has the rung ``http``."""
    if not source.access.http or not url.startswith("https:") or not at_home(source, url):
        return url
    parts = urlsplit(url)
    netloc = parts.netloc.removesuffix(":443")
    return urlunsplit(parts._replace(scheme="http", netloc=netloc))


def headers_of(request: Request, source: Source, *, agent: str = "") -> dict[str, str]:
    """Return the headers of a request: modest ones, or with the rung ``browser`` all that a browser sends.

    Args:
        request: What is asked for; its own headers come before the general ones.
        source: Who asks; its own headers come first of all, but only to its list's host.
        agent: The name of the real browser that met this host's challenge, which the host expects to see again.
    """
    referer = request.referer
    headers = dict(_HONEST)
    if source.access.browser:
        referer = referer or "{0.scheme}://{0.netloc}/".format(urlsplit(request.url))
        headers = _as_browser(request, referer, agent)
    if agent:
        headers["User-Agent"] = agent
    if referer and (shown := _as_referer(referer, request.url)):
        headers["Referer"] = shown
    if request.form is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    _put(headers, request.headers)
    home = at_home(source, request.url) and not _goes_bare(source, request.url)
    _put(headers, [one for one in source.headers.items() if home or one[0].lower() in _EVERYWHERE])
    return headers


def _as_browser(request: Request, referer: str, agent: str) -> dict[str, str]:
    headers = dict(_BROWSER)
    if not request.url.startswith("https:"):
        return headers
    same = urlsplit(referer)[:2] == urlsplit(request.url)[:2]
    script = any(name.lower() == "x-requested-with" for name, _ in request.headers)
    if not agent:
        headers |= (
            _CLIENT_HINTS  # those of the real browser are not known here, and false ones are worse than none
        )
    headers["Sec-Fetch-Site"] = "same-origin" if same else "cross-site"
    headers["Sec-Fetch-Mode"] = "cors" if script else "navigate"
    headers["Sec-Fetch-Dest"] = "empty" if script else "document"
    return headers


def _put(headers: dict[str, str], more: Iterable[tuple[str, str]]) -> None:
    """Set headers whatever the case of their names."""
    for name, value in more:
        known = next((known for known in headers if known.lower() == name.lower()), name)
        headers[known] = value


def _goes_bare(source: Source, url: str) -> bool:
    """Say whether a list of https was redirected to http: what its file entrusts to it is not sent in the open."""
    return source.list.url.startswith("https:") and not url.startswith("https:") and not source.access.http


def _as_referer(url: str, to: str) -> str:
    """Return an address as a browser names it to the next: ASCII, no user, no fragment, to other hosts its root alone."""
    parts, there = urlsplit(url), urlsplit(to)
    if parts.scheme == "https" and there.scheme == "http" and parts.hostname != there.hostname:
        return ""
    bare = parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment="")
    if parts.hostname != there.hostname:
        bare = bare._replace(path="/", query="")
    return quote(urlunsplit(bare), safe="%/:=&?~#+!$,;'@()*[]")
