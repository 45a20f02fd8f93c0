"""The fixture of a source: recorded exchanges with its site, and what its list says by them (``config/fixtures/<id>.yaml``).

A fixture shows that a source's kind and parameters fit its site, without the site. What is made up says so in its
``about`` and looks made up (示例); what was fetched says when.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated
from urllib.parse import urldefrag

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from config.errors import ConfigurationError, Gone
from config.models import Source
from tasks.fetch.kinds.list_page import Entry, ListPage, Request, find_kind
from tasks.fetch.walk import Walk, turn_to, walk_behind

_MOST = 10  # pages of one fixture


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Asked(_Strict):
    """A request that was answered; ``form``, or the text of a ``json`` body, makes it a POST."""

    url: str
    form: dict[str, str] | None = None
    json_body: Annotated[str | None, Field(alias="json")] = None
    referer: str | None = None


class Answered(_Strict):
    """What came, apart from its body; the body's text is sent in ``charset``. ``url`` is where a redirect ended."""

    url: str | None = None
    status: int = 200
    content_type: str = "text/html"
    charset: str = "utf-8"


class Exchange(_Strict):
    """One request and its answer."""

    ask: Asked
    answer: Answered = Answered()
    body: str


class ExpectedEntry(_Strict):
    """One line of the list as it must be read."""

    url: str
    title: str
    listed_as: str = ""
    doc_number: str = ""


class Expected(_Strict):
    """What the list says: its entries in order, how many pages, and why the walk ended (``End``)."""

    entries: tuple[ExpectedEntry, ...]
    pages: int = 1
    end: str


class Fixture(_Strict):
    """A whole fixture; ``today`` is China's day that it is read on."""

    about: str
    today: date
    exchanges: Annotated[tuple[Exchange, ...], Field(min_length=1)]
    expected: Expected


@dataclass(frozen=True, slots=True)
class Recorded:
    """A recorded answer, as a kind reads it."""

    url: str
    body: bytes
    content_type: str


def fixture_path(folder: Path, source_id: str) -> Path:
    """Return where a source's fixture stands in a configuration folder."""
    return folder / "fixtures" / f"{source_id}.yaml"


def load_fixture(path: Path) -> Fixture:
    """Return a fixture.

    Raises:
        ConfigurationError: The file is absent or is no fixture.
    """
    try:
        return Fixture.model_validate(_plain(path.read_text(encoding="utf-8")))
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise ConfigurationError(path, None, f"is no fixture ({error})") from error


def _plain(text: str) -> object:
    """Return YAML as text, lists and mappings alone: a day must stay as it was printed."""
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - this loader makes nothing but text


class _Dumper(yaml.SafeDumper):
    """Writes text of several lines as such, wherever YAML can hold it so."""


def _write_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _write_text)


def dump_fixture(fixture: Fixture) -> str:
    """Return a fixture as the text of its file."""
    told = fixture.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return yaml.dump(told, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)


async def play(source: Source, fixture: Fixture, *, most: int = _MOST) -> Walk:
    """Walk a source's list through its fixture, at most so many pages.

    Raises:
        FetchError: The source asks for something that the fixture has no answer to.
        ReadError: An answer is no list of the source's kind.
    """
    kind = find_kind(source)

    async def ask(request: Request) -> Recorded:
        return _answer(fixture, request)

    async def turn(request: Request) -> ListPage:
        return await turn_to(kind, request, source=source, ask=ask, today=fixture.today)

    return await walk_behind(await turn(kind.first(source)), turn, most=most, enough=lambda _entries: False)


def differences(walk: Walk, expected: Expected) -> Iterator[str]:
    """Yield in words how a walk differs from what is expected; nothing where it is just that."""
    read = tuple(_expected(entry) for entry in walk.entries)
    for wanted in expected.entries:
        if wanted not in read:
            yield f"missing: {wanted.listed_as or 'undated'} {wanted.title} {wanted.url}"
    for found in read:
        if found not in expected.entries:
            yield f"unexpected: {found.listed_as or 'undated'} {found.title} {found.url}"
    if sorted(read, key=str) == sorted(expected.entries, key=str) and read != expected.entries:
        yield "the entries come in another order"
    if (walk.pages, str(walk.end)) != (expected.pages, expected.end):
        yield f"{walk.pages} pages, {walk.end}; expected {expected.pages}, {expected.end}"


def expected_of(walk: Walk) -> Expected:
    """Return what a walk read, as a fixture expects it."""
    return Expected(
        entries=tuple(_expected(entry) for entry in walk.entries), pages=walk.pages, end=str(walk.end)
    )


def _expected(entry: Entry) -> ExpectedEntry:
    return ExpectedEntry(
        url=entry.url, title=entry.title, listed_as=entry.listed_as, doc_number=entry.doc_number
    )


def _answer(fixture: Fixture, request: Request) -> Recorded:
    form = None if request.form is None else dict(request.form)
    for exchange in fixture.exchanges:
        asked = exchange.ask
        if (asked.url, asked.form, asked.json_body) == (urldefrag(request.url).url, form, request.json):
            if exchange.answer.status == 404:
                raise Gone(request.url, "HTTP 404: the address has nothing", 404)
            body = exchange.body.encode(exchange.answer.charset)
            return Recorded(exchange.answer.url or request.url, body, exchange.answer.content_type)
    raise Gone(request.url, f"the fixture has no answer to {'POST ' if request.posts else ''}{request.url}")
