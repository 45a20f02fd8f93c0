"""What a simulated site holds: its items, their attachments, and the form in which it shows them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Protocol

from demo.web.wire import Answer, Asked, Links

CHINA_TIME = timezone(timedelta(hours=8))


@dataclass(frozen=True, slots=True)
class Attached:
    """A file under an item: the name printed beside it and a function that makes its bytes, the same each time."""

    name: str
    make: Callable[[], bytes]

    @property
    def suffix(self) -> str:
        """The name's ending without the dot, in lower case."""
        return self.name.rsplit(".", 1)[-1].lower()


def picture_name(key: str, name: str) -> str:
    """Return the opaque name under which a picture lies beside the page of its article.

    Args:
        key: the article's key.
        name: the picture's printed name, whose ending is kept.
    """
    return f"{hashlib.sha256(f'{key}/{name}'.encode()).hexdigest()[:16]}.{name.rsplit('.', 1)[-1].lower()}"


@dataclass(frozen=True, slots=True)
class Teaser:
    """A title of another article shown beside this one, with the (often wrong) time printed under it."""

    title: str
    text: str
    printed: str


@dataclass(frozen=True, slots=True)
class Item:
    """One article: ``body`` is the inside of the article's container as HTML; times are aware.

    ``printed`` stands for the date where the site shows another than that of publishing; ``removed`` is when the
    site took the article down. ``key`` makes its address and never changes. ``pictures`` are served beside its page, where
    ``body`` looks for them.
    """

    key: str
    title: str
    published: datetime
    body: str
    doc_number: str = ""
    issuer: str = ""
    attachments: tuple[Attached, ...] = ()
    pictures: tuple[Attached, ...] = ()
    teasers: tuple[Teaser, ...] = ()
    printed: datetime | None = None
    removed: datetime | None = None

    @property
    def shown_at(self) -> datetime:
        """The time the site prints for the article, in China's zone."""
        return (self.printed or self.published).astimezone(CHINA_TIME)

    @property
    def hex(self) -> str:
        """The article's 32 hexadecimal digits, as several of the systems have them in addresses."""
        return hashlib.sha256(self.key.encode()).hexdigest()[:32]

    @property
    def number(self) -> int:
        """The article's eight-digit number, as the other systems have it."""
        return 10_000_000 + int(self.hex[:12], 16) % 89_999_999

    def stands(self, now: datetime) -> bool:
        """Tell whether the site shows the article at an instant."""
        return self.published <= now and (self.removed is None or now < self.removed)


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a site shows at one moment: items newest first, and how it writes its links."""

    site: Site
    items: tuple[Item, ...]
    host: str
    links: Links = Links.PLAIN
    pages_ignored: bool = False

    def address(self, path: str) -> str:
        """Return the path on this host of a path inside the site."""
        return f"/{self.site.id}{path}"

    def href(self, path: str, *, page: str, order: int, plain: str | None = None) -> str:
        """Write a link from a list page as the site writes its links now.

        Args:
            path: the target's path inside the site.
            page: the list page's path inside the site.
            order: the link's place in the list, from 0.
            plain: how the form itself would write it; the path on the host if not given.
        """
        target = self.address(path)
        if self.links is Links.PLAIN:
            return target if plain is None else plain
        return self.links.write(target, page=self.address(page), host=self.host, order=order)

    def page_of(self, number: int, size: int) -> tuple[Item, ...]:
        """Return the items of a list page counted from 1; empty past the end."""
        first = 0 if self.pages_ignored else (number - 1) * size
        return self.items[first : first + size] if first >= 0 else ()

    def pages(self, size: int) -> int:
        """Return how many list pages there are, at least one."""
        return max(1, -(-len(self.items) // size))


class Form(Protocol):
    """The manner of a content system: where its pages stand and how it writes them."""

    kind: str

    @property
    def list_path(self) -> str:
        """The path inside the site that a source's ``list.url`` names."""

    def listed(self, shelf: Shelf, asked: Asked) -> Answer | None:
        """Answer a request for the list; None if the address is no list page."""

    def page(self, shelf: Shelf, item: Item) -> Answer:
        """Write an article's own page."""

    def page_path(self, item: Item) -> str:
        """Return the path inside the site of an article's page."""

    def file_path(self, item: Item, attached: Attached) -> str:
        """Return the path inside the site (with query, if any) of an attachment."""


@dataclass(frozen=True, slots=True)
class Site:
    """One simulated site; ``rewrite`` is applied to every page's whole text (a site that garbles what it copies)."""

    id: str
    name: str
    form: Form
    items: tuple[Item, ...] = ()
    page_size: int = 10
    rewrite: Callable[[str], str] | None = None
    validators: bool = True

    def shown(self, now: datetime) -> tuple[Item, ...]:
        """Return what stands on the site at an instant, newest first."""
        standing = (item for item in self.items if item.stands(now))
        return tuple(sorted(standing, key=lambda item: (item.published, item.key), reverse=True))

    def changed(self, now: datetime) -> datetime | None:
        """Return when what is shown last changed; None if nothing ever stood there."""
        past = [at for item in self.items for at in (item.published, item.removed) if at and at <= now]
        return max(past, default=None)
