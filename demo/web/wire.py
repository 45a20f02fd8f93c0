"""One request and one answer as they go over the wire, and the manners of writing a link."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlencode

_NUMBER = re.compile("[0-9]{1,9}")
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: ``path`` inside the site, first value of each query and form key, headers in lower case."""

    method: str
    site_id: str
    path: str
    query: Mapping[str, str]
    form: Mapping[str, str]
    headers: Mapping[str, str]

    def count(self, key: str, otherwise: int) -> int:
        """Return a whole number from query or form; ``otherwise`` where it is absent or no number."""
        text = self.query.get(key) or self.form.get(key) or ""
        return int(text) if _NUMBER.fullmatch(text) else otherwise

    @property
    def cookies(self) -> Mapping[str, str]:
        """The cookies sent, by name."""
        pairs = (part.strip().partition("=") for part in self.headers.get("cookie", "").split(";"))
        return {name: value for name, _, value in pairs if name}

    @property
    def target(self) -> str:
        """The address on the host, with its query, as a redirect to the page itself would name it."""
        return f"/{self.site_id}{self.path}" + (f"?{urlencode(self.query)}" if self.query else "")


@dataclass(frozen=True, slots=True)
class Answer:
    """A response; ``cut`` is how many bytes of the body are really sent though all are promised.

    ``wait`` is for how many seconds the server holds the answer back; ``reset`` drops the connection instead; ``drip``
    is the pause in seconds after each few bytes.
    """

    status: int
    body: bytes
    content_type: str = HTML
    headers: tuple[tuple[str, str], ...] = ()
    cut: int | None = None
    wait: float = 0.0
    reset: bool = False
    drip: float = 0.0


class Links(StrEnum):
    """How a site writes the links of its lists."""

    PLAIN = "plain"
    PROTOCOL_RELATIVE = "protocol-relative"
    UPWARDS = "upwards"
    MIXED_SCHEMES = "mixed-schemes"

    def write(self, target: str, *, page: str, host: str, order: int) -> str:
        """Write a link to ``target`` (a path on ``host``) as it stands on ``page``."""
        if self is Links.PROTOCOL_RELATIVE:
            return f"//{host}{target}"
        if self is Links.UPWARDS:
            return "../" * (page.count("/") - 1) + target.removeprefix("/")
        if self is Links.MIXED_SCHEMES:
            return f"http{'s' if order % 2 else ''}://{host}{target}"
        return target


def text_answer(text: str, content_type: str = HTML, *, status: int = 200) -> Answer:
    """Make an answer from text, in UTF-8."""
    return Answer(status, text.encode(), content_type)


def not_found() -> Answer:
    """Make the answer of an address that has nothing."""
    return text_answer("<html><head><title>404</title></head><body>404 Not Found</body></html>", status=404)
