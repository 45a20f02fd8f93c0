"""List pages read where they can do no harm: small ones here, the others in a child process with bounds of its own.

A page of a hundred thousand links takes a parser seconds, one nested deep enough minutes, and some bytes kill it; here
that would hold up the polls of all other sources, or end them.
"""

from __future__ import annotations

import base64
import json
import pickle
from dataclasses import astuple, fields, replace
from datetime import date
from pathlib import Path
from typing import Any, Final, Protocol

from config.errors import ConfigurationError, LayoutChanged, Unreadable
from config.models import Source
from tasks.fetch.kinds.list_page import Entry, Kind, ListPage, Request, find_kind
from tasks.read.children import Bounds, Children
from tasks.unwaited import run_unwaited

NEAR: Final = 8 << 10
"""Pages up to this size are read here: what their worst takes, nobody waits for long; entities make more of it."""

LARGEST: Final = 16 << 20
"""Bytes of the largest page that is believed to be a list: the real ones have 10 KB to 2 MB."""

MOST_ENTRIES: Final = 20_000
"""A page with more is no list of notices; to fetch them all would take a polite client days."""

LONGEST_TITLE: Final = 1_000
"""Characters of a title that are kept: what is longer is a page's whole text, or an attack."""

BOUNDS: Final = Bounds(memory=3 * 2**29, seconds=10, wall=30.0, output=64 * 2**20, at_once=2)
_children = Children(BOUNDS, Path(__file__).with_name("serve_lists.py"))


class Page(Protocol):
    """An answer as far as a kind reads it."""

    @property
    def url(self) -> str:
        """The final address."""

    @property
    def body(self) -> bytes:
        """The decoded body."""

    @property
    def content_type(self) -> str:
        """The server's word, may be empty."""


async def read_apart(kind: Kind, page: Page, *, source: Source, today: date) -> ListPage:
    """Return what a page lists, however large or twisted it is, without holding up anybody else.

    Raises:
        LayoutChanged: The marks of the form are missing; or the page is too large, too long to read or kills its reader.
        ConfigurationError: A selector of the source is none.
    """
    if len(page.body) > LARGEST:
        raise LayoutChanged(
            source.id, f"the page has more than {LARGEST >> 20} MB, which no list of notices has"
        )
    if len(page.body) <= NEAR and b"<!entity" not in page.body.lower():
        read = kind.read(page.body, source=source, url=page.url, content_type=page.content_type, today=today)
    else:
        read = await run_unwaited(lambda: _ask(page, source, today), name="list")
    if len(read.entries) > MOST_ENTRIES:
        raise LayoutChanged(
            source.id,
            f"{len(read.entries):,} entries on one page; more than {MOST_ENTRIES:,} are not believed",
        )
    if any(len(entry.title) > LONGEST_TITLE for entry in read.entries):
        cut = tuple(replace(entry, title=entry.title[:LONGEST_TITLE]) for entry in read.entries)
        return replace(read, entries=cut)
    return read


def _ask(page: Page, source: Source, today: date) -> ListPage:
    # The child is our own and so is what it is told; what it answers stems from outside and is plain JSON.
    told = base64.b64encode(pickle.dumps(source)).decode("ascii")
    request = {
        "job": "list",
        "source": told,
        "url": page.url,
        "content_type": page.content_type,
        "today": today.isoformat(),
    }
    try:
        answer = json.loads(_children.ask(request, page.body, about=source.id)["said"])
    except Unreadable as error:
        raise LayoutChanged(source.id, f"the list page cannot be read: {error.problem}") from error
    if "changed" in answer:
        raise LayoutChanged(source.id, answer["changed"])
    if "setting" in answer:
        raise ConfigurationError(f"sources/{source.id}.yaml", None, *answer["setting"])
    return page_from_plain(answer)


def answer_of(request: dict[str, Any], body: bytes) -> dict[str, Any]:
    """Read a list page in the child, and say what it lists or why it lists nothing.

    Raises:
        MingdanError: Any other fault; its words reach the parent.
    """
    source = pickle.loads(base64.b64decode(request["source"]))  # noqa: S301 -- the parent's own word
    told = {"url": request["url"], "content_type": request["content_type"]}
    try:
        page = find_kind(source).read(body, source=source, today=date.fromisoformat(request["today"]), **told)
    except LayoutChanged as error:
        said: object = {"changed": error.problem}
    except ConfigurationError as error:
        said = {"setting": [error.problem, error.mend]}
    else:
        said = page_to_plain(page)
    return {"said": json.dumps(said)}  # in ASCII: half of a character in a title survives that


def page_to_plain(page: ListPage) -> dict[str, Any]:
    """Return a list page as JSON takes it."""
    plain = {field.name: getattr(page, field.name) for field in fields(ListPage)}
    return plain | {
        "entries": [
            [None if value is None else str(value) for value in astuple(entry)] for entry in page.entries
        ],
        "follow": None if page.follow is None else astuple(page.follow),
        "next": None if page.next is None else astuple(page.next),
    }


def page_from_plain(plain: dict[str, Any]) -> ListPage:
    """Return the list page that ``page_to_plain`` wrote."""
    entries = tuple(_entry(values) for values in plain["entries"])
    requests = {name: _request(plain[name]) for name in ("follow", "next")}
    return ListPage(**{**plain, **requests, "entries": entries})


_ENTRY: Final = tuple(field.name for field in fields(Entry))
_REQUEST: Final = tuple(field.name for field in fields(Request))


def _entry(values: list[str | None]) -> Entry:
    told: dict[str, Any] = dict(zip(_ENTRY, values, strict=True))
    dated = told["dated"]
    return Entry(**{**told, "dated": None if dated is None else date.fromisoformat(dated)})


def _request(values: list[Any] | None) -> Request | None:
    if values is None:
        return None
    told = dict(zip(_REQUEST, values, strict=True))
    form = told["form"]
    pairs = None if form is None else tuple((name, value) for name, value in form)
    return Request(
        **{**told, "form": pairs, "headers": tuple((name, value) for name, value in told["headers"])}
    )
