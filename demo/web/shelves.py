"""The faults that change what a site shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial

from demo.web.site import Item, Shelf
from demo.web.trouble import Fault
from demo.web.wire import Links


def _duplicate(shelf: Shelf) -> Shelf:
    return replace(shelf, items=shelf.items[:1] + shelf.items)


def _edited(shelf: Shelf) -> Shelf:
    first = tuple(replace(item, title=f"{item.title}（更新）") for item in shelf.items[:1])
    return replace(shelf, items=first + shelf.items[1:])


def _deleted(shelf: Shelf) -> Shelf:
    return replace(shelf, items=shelf.items[1:])


def _republished(shelf: Shelf) -> Shelf:
    first = tuple(replace(item, key=f"{item.key}-again") for item in shelf.items[:1])
    return replace(shelf, items=first + shelf.items[1:])


def _future(shelf: Shelf) -> Shelf:
    first = tuple(replace(item, printed=item.shown_at + timedelta(days=3650)) for item in shelf.items[:1])
    return replace(shelf, items=first + shelf.items[1:])


def _sticky(shelf: Shelf) -> Shelf:
    return replace(shelf, items=shelf.items[-1:] + shelf.items[:-1])


def _body_edited(shelf: Shelf) -> Shelf:
    first = tuple(replace(item, body=f"{item.body}<p>示例补充说明</p>") for item in shelf.items[:1])
    return replace(shelf, items=first + shelf.items[1:])


def _file_edited(shelf: Shelf) -> Shelf:
    return replace(shelf, items=tuple(_with_other_files(item) for item in shelf.items[:1]) + shelf.items[1:])


def _with_other_files(item: Item) -> Item:
    files = tuple(replace(one, make=partial(_longer, one.make)) for one in item.attachments)
    return replace(item, attachments=files)


def _longer(make: Callable[[], bytes]) -> bytes:
    return make() + b"\n"


def _renumbered(shelf: Shelf) -> Shelf:
    return replace(shelf, items=tuple(replace(item, key=f"{item.key}-moved") for item in shelf.items))


def _endless(shelf: Shelf) -> Shelf:
    """Lay out every article a hundred times, each time under another number."""
    copies = (replace(item, key=f"{item.key}-{turn}") for turn in range(100) for item in shelf.items)
    return replace(shelf, items=shelf.items + tuple(copies))


def _links(links: Links) -> Callable[[Shelf], Shelf]:
    return lambda shelf: replace(shelf, links=links)


SHELVES: Mapping[Fault, Callable[[Shelf], Shelf]] = {
    Fault.EMPTY: lambda shelf: replace(shelf, items=()),
    Fault.DUPLICATE_ROW: _duplicate,
    Fault.TITLE_EDITED: _edited,
    Fault.ITEM_DELETED: _deleted,
    Fault.REPUBLISHED: _republished,
    Fault.FUTURE_DATE: _future,
    Fault.STICKY: _sticky,
    Fault.PAGE_IGNORED: lambda shelf: replace(shelf, pages_ignored=True),
    Fault.BODY_EDITED: _body_edited,
    Fault.FILE_EDITED: _file_edited,
    Fault.RENUMBERED: _renumbered,
    Fault.ENDLESS: _endless,
    Fault.SCHEMES_MIXED: _links(Links.MIXED_SCHEMES),
    Fault.PROTOCOL_RELATIVE: _links(Links.PROTOCOL_RELATIVE),
    Fault.UPWARD_LINKS: _links(Links.UPWARDS),
}
