"""The bytes of a file inside another, by the path that its document was given when it was read."""

from __future__ import annotations

from config.errors import Unreadable
from tasks.read.about import About, NeedsRoom
from tasks.read.document import Document
from tasks.read.read import read_body


class _Found(Exception):
    """The file sought, on its way out of the readers around it."""

    def __init__(self, body: bytes) -> None:
        self.body = body


def inner_body(body: bytes, inside: str) -> bytes:
    """Return the body of ``Document.inside``: the member of an archive, the picture in a Word document.

    Everything before it is passed over unread, so this costs little more than unpacking it.

    Raises:
        Unreadable: there is no such file inside.
    """

    def look(member: bytes, about: About) -> tuple[Document, ...]:
        path = "/".join(about.inside)
        if path == inside:
            raise _Found(member)
        if inside.startswith(f"{path}/"):
            return read_body(member, about, read_inner=look)
        raise Unreadable(about.label, "it is not the one sought")

    try:
        read_body(body, About(""), read_inner=look)
    except _Found as found:
        return found.body
    except (Unreadable, NeedsRoom) as error:
        raise Unreadable(inside, "it is not found inside any more") from error
    raise Unreadable(inside, "it is not found inside any more")
