"""A fixture from exchanges that were really made: what came, as text, and what the source reads in it.

What was recorded is read again before it is handed out: a recording that reads differently from what was seen is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from urllib.parse import urldefrag

from config.errors import FetchError, ReadError
from config.models import Source
from tasks.discover.explore import Heard, Look
from tasks.fetch.fixture import Answered, Asked, Exchange, Expected, Fixture, expected_of, play

_CHARSETS = ("utf-8", "gb18030", "latin-1")  # the last holds any bytes
_ENDS = re.compile(r"[ \t\r]+$", re.MULTILINE)


async def record(source: Source, look: Look, *, about: str, today: date) -> Fixture:
    """Return the fixture of a source from what was just asked and heard.

    The blanks at the ends of lines are left out where that changes nothing, so that the file can be read.

    Raises:
        ReadError: What was heard does not read as it did when it came.
    """
    for tidy in (True, False):
        exchanges = tuple(_exchange(heard, tidy=tidy) for heard in look.heard)
        empty = Expected(entries=(), end="")
        fixture = Fixture(about=about, today=today, exchanges=exchanges, expected=empty)
        try:
            walk = await play(source, fixture)
        except (FetchError, ReadError):
            continue
        if set(_seen(look.walk.entries)) <= set(_seen(walk.entries)):
            return fixture.model_copy(update={"expected": expected_of(walk)})
    raise ReadError(source.id, "what came does not read the same again; nothing was recorded")


def _seen(entries: Sequence[object]) -> list[str]:
    return [str(entry) for entry in entries]


def _exchange(heard: Heard, *, tidy: bool) -> Exchange:
    text, charset = _text(heard.page.body)
    request = heard.request
    ask = Asked.model_validate(
        {
            "url": urldefrag(request.url).url,  # what stands behind the # is not sent
            "form": None if request.form is None else dict(request.form),
            "json": request.json,
            "referer": request.referer or None,
        }
    )
    answer = Answered(
        url=None if heard.page.url == request.url else heard.page.url,
        content_type=heard.page.content_type or "text/html",
        charset=charset,
    )
    return Exchange(ask=ask, answer=answer, body=_tidied(text) if tidy else text)


def _tidied(text: str) -> str:
    return _ENDS.sub("", text.replace("\t", " ")).lstrip(" ")


def _text(body: bytes) -> tuple[str, str]:
    """Return a body as text, with the charset in which the text is those very bytes."""
    for charset in _CHARSETS:
        try:
            text = body.decode(charset)
        except UnicodeDecodeError:
            continue
        if text.encode(charset, "replace") == body:
            return text, charset
    raise AssertionError("latin-1 holds any bytes")
