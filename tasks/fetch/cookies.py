"""The cookies of one source, by the rules of the standard library; connections keep none."""

from __future__ import annotations

from collections.abc import Iterable
from email.message import Message
from http.client import HTTPResponse
from http.cookiejar import Cookie, CookieJar
from typing import cast
from urllib.request import Request


class Cookies:
    """What the sites of one source have set."""

    def __init__(self) -> None:
        self._held: CookieJar | None = None  # most sources never get one

    @property
    def _jar(self) -> CookieJar:
        if self._held is None:
            self._held = CookieJar()
        return self._held

    def __bool__(self) -> bool:
        return self._held is not None and len(self._held) > 0

    def pairs(self) -> frozenset[tuple[str, str | None]]:
        """Return names and values."""
        return frozenset((cookie.name, cookie.value) for cookie in self._held or ())

    def take(self, url: str, said: Iterable[str]) -> None:
        """Keep what the ``Set-Cookie`` headers of an answer say, as far as its address may."""
        head = _Head()
        for line in said:
            head.message["Set-Cookie"] = line
        # A cookie jar asks an answer for ``info()`` and for nothing else.
        self._jar.extract_cookies(cast(HTTPResponse, head), Request(url))  # noqa: S310  # opened by nobody

    def put(self, name: str, value: str, *, host: str) -> None:
        """Keep one cookie for a host, until the run ends."""
        self._jar.set_cookie(
            Cookie(
                version=0, name=name, value=value, port=None, port_specified=False,
                domain=host, domain_specified=bool(host), domain_initial_dot=host.startswith("."),
                path="/", path_specified=True, secure=False, expires=None, discard=True,
                comment=None, comment_url=None, rest={}, rfc2109=False,
            )
        )  # fmt: skip

    def header(self, url: str) -> str:
        """Return the ``Cookie`` header for an address; empty for none."""
        asked = Request(url)  # noqa: S310  # opened by nobody
        self._jar.add_cookie_header(asked)
        return asked.get_header("Cookie") or ""


class _Head:
    def __init__(self) -> None:
        self.message = Message()

    def info(self) -> Message:
        return self.message
