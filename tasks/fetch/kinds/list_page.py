"""What every list kind takes and gives: a request to send, and the entries of the page that came.

A kind is a module of this package, found by its name (``miit-search`` is ``miit_search.py``), with ``PARAMS``,
``KEYS``, ``first`` and ``read``. It never touches the network. Zero entries are only ever reported by a kind that has
seen the marks of its form: an unknown page is ``LayoutChanged``, never an empty list.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from typing import Protocol, cast

from config.errors import ConfigurationError
from config.models import ListPage as ListSettings
from config.models import Source

_COMMON = frozenset({"kind", "url", "params"})


@dataclass(frozen=True, slots=True)
class Request:
    """One request to send; a ``form``, or the text of a ``json`` body, makes it a POST.

    ``referer`` is the page a browser would come from. What stands behind a ``#`` of the address is not sent: there the
    back pages of a POST carry their number, for ``read`` to know them by.
    """

    url: str
    form: tuple[tuple[str, str], ...] | None = None
    headers: tuple[tuple[str, str], ...] = ()
    referer: str = ""
    json: str | None = None

    @property
    def posts(self) -> bool:
        """Whether it is a POST: no validators help with one."""
        return self.form is not None or self.json is not None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list: absolute address, title without date and mark-up, China date where the list gives one.

    ``native_id`` is what identifies the article on its host (``tasks/fetch/addresses.py``), whatever the column.
    ``dated`` is a day or nothing; ``listed_as`` is what the list says, ISO 8601 in China's time and as precise as it is:
    ``2026-03-05T10:20``, ``2026-03-05``, ``2026-03``, ``2026``, or empty.
    """

    url: str
    title: str
    dated: date | None
    native_id: str
    doc_number: str = ""
    listed_as: str = ""


@dataclass(frozen=True, slots=True)
class ListPage:
    """What one answer says: entries in page order; ``follow`` completes this page, ``next`` is the page behind it.

    ``proven``: the marks of the form were seen, so zero entries mean an empty list. ``note`` is for a person.
    """

    entries: tuple[Entry, ...]
    follow: Request | None = None
    next: Request | None = None
    proven: bool = True
    note: str = ""


class Kind(Protocol):
    """A list kind: a module of this package."""

    PARAMS: frozenset[str] | None
    KEYS: frozenset[str]

    def first(self, source: Source) -> Request:
        """Return the request for the newest list page."""
        ...

    def read(self, body: bytes, *, source: Source, url: str, content_type: str, today: date) -> ListPage:
        """Return what the page lists; raises ``LayoutChanged`` where the marks of the form are missing."""
        ...


def find_kind(source: Source) -> Kind:
    """Return the module that reads a source's list, its settings checked.

    Raises:
        ConfigurationError: The kind does not know a key or parameter given.
    """
    settings = source.list
    kind = _load(settings.kind)
    _check_keys(source, settings, kind)
    return kind


@cache
def _load(name: str) -> Kind:
    return cast(Kind, import_module(f"{__package__}.{name.replace('-', '_')}"))


def _check_keys(source: Source, settings: ListSettings, kind: Kind) -> None:
    given = settings.model_fields_set - _COMMON
    params = (
        settings.params.keys() if kind.PARAMS is None else kind.PARAMS
    )  # None: any, they are the site's own
    if given <= kind.KEYS and settings.params.keys() <= params:
        return
    wrong = sorted(given - kind.KEYS) + sorted(
        f"params.{key}" for key in settings.params if key not in params
    )
    if wrong:
        right = ", ".join(sorted(kind.KEYS | {f"params.{key}" for key in params})) or "only kind and url"
        raise ConfigurationError(
            f"sources/{source.id}.yaml",
            None,
            f"list: kind {settings.kind} does not know {', '.join(wrong)}",
            f"it knows: {right}",
        )
