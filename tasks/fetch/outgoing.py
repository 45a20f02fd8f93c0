"""A request as it goes over the wire: its address in ASCII, its headers, its form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

import httpcore
import httpx

from config.errors import Refused
from config.models import Source
from tasks.fetch.addresses import redact
from tasks.fetch.kinds.list_page import Request

# A browser's name, because many sites reset or refuse anything else; and ours, because we do not hide.
USER_AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 mingdan/0.1"
_HEADERS = {
    "User-Agent": USER_AGENT,
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}
_LONGEST = 2_000  # characters of an address that is taken as written
_OURS_ALONE = frozenset({"authorization", "cookie", "proxy-authorization"})  # never sent to another host
# Addresses that httpx would leave as they are, which most are: its parser costs as much as half a request.
_AS_WRITTEN = re.compile(
    r"(https?)://([a-z0-9.-]+)(?::([1-9]\d{0,4}))?(/(?:[\w~-][\w.~-]*/)*(?:[\w~-][\w.~-]*)?(?:\?[\w.~=&-]*)?)",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a request goes: as text, as httpcore takes it, and host with port as the Host header names it."""

    text: str
    url: httpcore.URL
    netloc: bytes


def address_of(url: str) -> Address:
    """Return an address as it goes over the wire: escaped, its host in ASCII, without a default port.

    Raises:
        httpx.InvalidURL: It is none.
        httpcore.UnsupportedProtocol: It is neither http nor https.
    """
    plain = _AS_WRITTEN.fullmatch(url) if len(url) < _LONGEST else None
    if plain is not None and plain[3] not in ("80", "443"):
        scheme, host, port, target = plain.groups()
        number = _port(int(port)) if port else None
        wired = httpcore.URL(scheme=scheme, host=host, port=number, target=target)
        return Address(url, wired, (f"{host}:{port}" if port else host).encode("ascii"))
    parsed = httpx.URL(url)
    if parsed.scheme not in ("http", "https"):
        raise httpcore.UnsupportedProtocol(f"{parsed.scheme or 'no scheme'} is neither http nor https")
    wired = httpcore.URL(
        scheme=parsed.raw_scheme, host=parsed.raw_host, port=_port(parsed.port), target=parsed.raw_path
    )
    return Address(str(parsed), wired, parsed.netloc)


def _port(number: int | None) -> int | None:
    """Return a port that is one; httpx lets larger numbers pass, which no socket takes."""
    if number is not None and number > 0xFFFF:
        raise httpx.InvalidURL(f"{number} is no port")
    return number


def headers_of(request: Request, source: Source, *, etag: str, last_modified: str) -> dict[str, str]:
    """Return the headers of a request by name; ``etag`` and ``last_modified`` ask whether it changed."""
    headers = {**_HEADERS, **dict(request.headers)}
    if source.headers:
        at_home = urlsplit(request.url).hostname == urlsplit(source.list.url).hostname
        headers |= {
            name: value
            for name, value in source.headers.items()
            if at_home or name.lower() not in _OURS_ALONE
        }
    if request.referer:
        headers.setdefault("Referer", _as_referer(request.referer))
    if etag:
        headers["If-None-Match"] = etag
    if last_modified:
        headers["If-Modified-Since"] = last_modified
    if request.form is not None:
        headers.setdefault("Content-Type", "application/x-www-form-urlencoded")
    return headers


def compose(
    request: Request, address: Address, headers: dict[str, str], *, timeout: float
) -> httpcore.Request:
    """Return a request ready to be sent.

    Raises:
        Refused: A header cannot be written in ASCII.
    """
    content = None if request.form is None else urlencode(request.form).encode("ascii")
    try:
        wired = [(name.encode("ascii"), value.encode("ascii")) for name, value in headers.items()]
    except UnicodeError as error:
        raise Refused(redact(request.url), f"a header is not plain ASCII ({error}); mend headers") from error
    if not any(name.lower() == b"host" for name, _ in wired):
        wired.insert(0, (b"Host", address.netloc))
    if content is not None:
        wired.append((b"Content-Length", str(len(content)).encode("ascii")))
    return httpcore.Request(
        "GET" if content is None else "POST",
        address.url,
        headers=wired,
        content=content,
        extensions={"timeout": dict.fromkeys(("connect", "read", "write", "pool"), timeout)},
    )


def _as_referer(url: str) -> str:
    """Return an address as a browser names it to the next: ASCII, without user and fragment."""
    parts = urlsplit(url)
    bare = parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment="")
    return quote(urlunsplit(bare), safe="%/:=&?~#+!$,;'@()*[]")
