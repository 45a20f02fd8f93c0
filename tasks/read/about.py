"""What a reader is told of the bytes it is to read, and what it may do with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from config.models import Detail

if TYPE_CHECKING:
    from tasks.read.document import Document

DEEPEST = 2
"""How many archives, or documents with documents in them, may stand one inside the other."""


class NeedsRoom(Exception):
    """A reader needs more memory and time than the small child has: OCR, LibreOffice. The large one reads it anew."""


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a body before it is read.

    ``url`` resolves relative links; ``name`` is the printed name of an attachment; neither decides its kind, nor does
    ``content_type``. ``inside`` is the path within the body for a member of an archive. ``large`` tells that this is the
    child with room for OCR and LibreOffice.
    """

    sha256: str
    url: str = ""
    name: str = ""
    content_type: str = ""
    detail: Detail = field(default_factory=Detail)
    encoding: str | None = None
    inside: tuple[str, ...] = ()
    large: bool = False

    @property
    def label(self) -> str:
        """What messages call the body."""
        return "/".join(self.inside) or self.name or self.url or self.sha256

    @property
    def deep(self) -> int:
        """How many archives it stands in."""
        return len(self.inside)

    def member(self, path: str) -> About:
        """Return what is known of a member; its own name, no declared type, no encoding, the outer body's hash."""
        return replace(self, name=path, inside=(*self.inside, path), content_type="", encoding=None)

    def to_plain(self) -> dict[str, Any]:
        """Return it as what JSON has a form for; only a whole body is sent to a child, never a member."""
        return {
            "sha256": self.sha256,
            "url": self.url,
            "name": self.name,
            "content_type": self.content_type,
            "detail": self.detail.model_dump(),
            "encoding": self.encoding,
            "large": self.large,
        }

    def need_room(self) -> None:
        """Ask for the large child.

        Raises:
            NeedsRoom: this is the small one.
        """
        if not self.large:
            raise NeedsRoom(self.label)


ReadInner = Callable[[bytes, About], "tuple[Document, ...]"]
"""Reads a member: gives its documents, raises Unreadable where it cannot."""

Reader = Callable[[bytes, About, ReadInner], "tuple[Document, ...]"]
"""What every kind's module offers: the documents of a body, with those inside it after it; raises Unreadable."""
