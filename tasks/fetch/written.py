"""Addresses as they are sent: what the sender escaped stays as it is, what no request line can hold is escaped."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from yarl import URL

_LONGEST = 65_536
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_PATH = "%/:=&~+!$,;'@()*[]|^\\"
_QUERY = _PATH + "?{}`"
# Most addresses are written already: a name in lower case, no usual port, no step up, nothing to escape.
_WRITTEN = re.compile(
    r"https?://[a-z0-9][a-z0-9.-]*(?::(?!80/|443/)[1-9][0-9]{0,4})?(?!\S*/\.)/[!$%&'()*+,./0-9:;=@A-Z_a-z~-]*"
    r"(?:\?[!$%&'()*+,./0-9:;=?@A-Z_a-z~-]*)?"
)


@lru_cache(maxsize=1024)
def written(url: str) -> str:
    """Return an http(s) address as it is sent; percent-escapes stay, in whatever charset (GBK) they were made.

    Raises:
        ValueError: It is no address that can be sent.
    """
    if _WRITTEN.fullmatch(url):
        return url
    if len(url) > _LONGEST or _CONTROL.search(url):
        raise ValueError("it is too long or holds control characters")
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https"):
        return url
    name = parts.hostname or ""
    if parts.netloc.rpartition("@")[2].startswith(":") or not name:
        raise ValueError("it names no host")
    origin = URL.build(scheme=parts.scheme, host=name, port=parts.port)
    path = parts.path if parts.path.startswith("/") else f"/{parts.path}"
    if "/." in path and not path.startswith("//"):
        path = urlsplit(urljoin(f"{parts.scheme}://host/", path)).path
    user = parts.netloc.rpartition("@")[0]
    netloc = f"{user}@{_netloc(origin)}" if user else _netloc(origin)
    return urlunsplit(
        (
            parts.scheme,
            netloc,
            quote(path, safe=_PATH),
            quote(parts.query, safe=_QUERY),
            quote(parts.fragment, safe=_QUERY + "#"),
        )
    )


def sent(url: str) -> URL:
    """Return the address of a request, as ``written``, without its user: nobody is named to a host unasked.

    Raises:
        ValueError: It is no address that can be sent.
    """
    address = URL(written(url), encoded=True)
    return address.with_user(None) if "@" in url else address


def _netloc(origin: URL) -> str:
    return str(origin).partition("://")[2].rstrip("/")
