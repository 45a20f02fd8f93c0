"""Bodies read, and shown, apart: in a small child process first, in the large one where OCR or LibreOffice is needed."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import astuple, replace
from typing import Any, Final

from config.errors import Unreadable
from tasks.read.about import About
from tasks.read.children import Bounds, Children
from tasks.read.document import Box, Document
from tasks.read.written import document_from_plain

SMALL: Final = Bounds(memory=3 * 2**29, seconds=30, wall=40.0)
LARGE: Final = Bounds(memory=6 * 2**30, seconds=1200, wall=600.0, at_once=1, resident=2**32)

_small, _large = Children(SMALL), Children(LARGE)


def read_apart(body: bytes, about: About) -> tuple[Document, ...]:
    """Read a body in a child process; the same bytes and arguments give the same documents on every machine.

    An archive gives one document for each member that can be read; every other kind gives one, and those inside it.

    Raises:
        Unreadable: the body is empty, broken, locked, beyond a limit, of a kind that is not read, or its reader died.
    """
    answer = _small.ask({"job": "read", **replace(about, large=False).to_plain()}, body, about=about.label)
    if "needs room" in answer:
        answer = _large.ask({"job": "read", **replace(about, large=True).to_plain()}, body, about=about.label)
    try:
        return tuple(document_from_plain(said) for said in answer["documents"])
    except (KeyError, TypeError, ValueError) as error:
        raise Unreadable(about.label, "its reader answered nothing that can be used") from error


def show_apart(body: bytes, boxes: Sequence[Box], *, about: str, inside: str = "") -> bytes:
    """Return a PNG of what some boxes of a PDF page or a picture cover, framed, drawn in a child process.

    ``inside`` is the path of the file within the body that they are of (``Document.inside``); empty for the body itself.

    Raises:
        Unreadable: it cannot be decoded, has no such page, is beyond a limit, or its reader died.
    """
    request = {"job": "show", "boxes": [astuple(box) for box in boxes], "inside": inside}
    return png_in(_small.ask(request, body, about=about), about)


def png_in(answer: Mapping[str, Any], about: str) -> bytes:
    """Return the picture that a child answered.

    Raises:
        Unreadable: it answered none.
    """
    try:
        return base64.b64decode(answer["png"], validate=True)
    except (KeyError, TypeError, ValueError) as error:
        raise Unreadable(about, "its reader answered nothing that can be used") from error
