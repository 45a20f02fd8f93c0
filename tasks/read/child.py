"""Bodies read apart, in a child process: the small child first, the large one where OCR or LibreOffice is needed."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from config.errors import Unreadable
from tasks.read.about import About
from tasks.read.children import Bounds, Children
from tasks.read.document import Document
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
