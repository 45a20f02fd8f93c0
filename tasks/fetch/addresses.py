"""What an address says by itself: who it is about, whether it is the same article, what must not be shown of it.

Source: the native id forms are the article addresses of the government CMS families, each named beside its rule.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, urljoin, urlsplit, urlunsplit

_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_NATIVE = tuple(
    re.compile(pattern)
    for pattern in (
        r"/art_([0-9a-f]{32})\.",  # JPAAS, MIIT, Jinan
        rf"/art_({_UUID})\.",  # JPAAS
        r"/art_\d+_(\d+)\.",  # hanweb: the column number before it changes, the article's does not
        r"/m?post_(\d+)\.",  # gkmlpt
        r"/t\d{8}_(\d+)\.",  # TRS
        r"/t_?(\d{6,})\.s?html?$",  # TRS without the day: Guangxi, Qingdao
        r"/([0-9a-f]{32})\.s?html?$",  # UCAP, Shanghai
        rf"/({_UUID})\.s?html?$",  # Hebei
        r"/content_(\d{15,})\.s?html?$",  # Jiangxi
        r"/(20\d{10,18})/(?:index\.s?html?)?$",  # dated directory
        r"/c00_(\d+)\.",  # Heilongjiang
        r"/c\d+/\d{6}/(\d+)\.s?html?$",  # Gansu
        r"/(c\d+)/content\.html?$",  # SASAC
    )
)
_INDEX = re.compile(r"/index\.(?:s?html?|jhtml)$")
_SECRET = re.compile(r"(?i)token|secret|passw|pwd|sign|auth|session|ticket|api_?key|^key$|^code$")
_SCHEMES = ("http", "https")
_DROPPED = re.compile(r"[\t\r\n]")
_EDGES = "".join(map(chr, range(33))) + "\xa0\u3000\ufeff\u200b"
_UNSAFE = re.compile(r"[\x00-\x20\x7f\"<>\\\ud800-\udfff]")
_HOST = re.compile(r"[^\s\x00-\x20\x7f-\x9f\"<>\\^`{|}%]{1,253}")


def join(base: str, href: str) -> str | None:
    """Return the absolute http(s) address of a link on a page; None for mail, script, fragment or nonsense.

    A link is read as a browser reads it: line breaks and tabs count for nothing, a backslash is a slash, a blank is
    escaped. A fragment is dropped unless it is a route of a one-page site (``#/detail?id=1``), where it names the article.
    """
    href = _DROPPED.sub("", href).strip(_EDGES)
    if not href or href.startswith("#"):
        return None
    path, *rest = re.split(r"(?=[?#])", href, maxsplit=1)
    href = path.replace("\\", "/") + "".join(rest)
    try:
        parts = urlsplit(urljoin(base, href))
        if parts.scheme not in _SCHEMES or not _HOST.fullmatch(parts.hostname or "") or parts.port == 0:
            return None
        address = urlunsplit(parts._replace(fragment=_route(parts.fragment)))
        return _UNSAFE.sub(lambda found: quote(found[0]), address)
    except ValueError:  # a port or a host that is none, half a character
        return None


def native_id(url: str) -> str:
    """Return what identifies an article on its host: host and CMS id, else host and the canonical rest.

    The same article under http and https, under another column, or with a mobile switch has the same id.
    """
    parts = urlsplit(url)
    default = {"http": 80, "https": 443}.get(parts.scheme)
    host = (parts.hostname or "") + (f":{parts.port}" if parts.port not in (None, default) else "")
    for pattern in _NATIVE:
        found = pattern.search(parts.path)
        if found is not None:
            return f"{host}#{found.group(1)}"
    query = "&".join(piece for piece in parts.query.split("&") if piece and piece != "app=mb")
    path = _INDEX.sub("/", parts.path or "/")
    route = _route(parts.fragment)
    return f"{host}{path}" + (f"?{query}" if query else "") + (f"#{route}" if route else "")


def _route(fragment: str) -> str:
    """Return a fragment that names an article of a one-page site; empty for a mere place on a page."""
    return fragment if fragment.startswith(("/", "!/")) else ""


def is_article(url: str) -> bool:
    """Say whether an address has the form of an article of a known CMS, or is a document to download."""
    path = urlsplit(url).path
    document = re.search(r"(?i)\.(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rar)$", path)
    return (
        document is not None or _DATED_PATH.search(path) is not None or any(p.search(path) for p in _NATIVE)
    )


_DATED_PATH = re.compile(
    r"/(?:19|20)\d\d(?:[-/]?(?:0?[1-9]|1[0-2]))(?:[-/]?\d{1,2})?/[\w-]+\.(?:s?html?|htm)$"
)


def redact(url: str) -> str:
    """Return an address fit for logs and errors: no user, no password, no value of a token-like parameter."""
    if "@" not in url and "?" not in url and "[" not in url:
        return url  # most are: this is on the way of every request
    try:
        parts = urlsplit(url)
        netloc = parts.netloc.rpartition("@")[2]
        pairs = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        return "(an address that is none)"
    if not any(_SECRET.search(name) for name, _ in pairs):
        return urlunsplit(parts._replace(netloc=netloc))
    query = "&".join(
        f"{name}=***" if _SECRET.search(name) else piece
        for piece in parts.query.split("&")
        for name in [piece.partition("=")[0]]
    )
    return urlunsplit(parts._replace(netloc=netloc, query=query))
