"""What a child process can be asked to do with a body; each takes a plain request and gives a plain answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from config.models import Detail
from tasks.read.about import About, NeedsRoom
from tasks.read.read import read_body
from tasks.read.written import document_to_plain


def read(request: dict[str, Any], body: bytes) -> dict[str, Any]:
    """Read a body: ``documents``, or ``needs room`` where only the large child can."""
    about = About(**{**request, "detail": Detail(**request["detail"])})
    try:
        documents = read_body(body, about)
    except NeedsRoom:
        return {"needs room": True}
    return {"documents": [document_to_plain(document) for document in documents]}


JOBS: Final[dict[str, Callable[[dict[str, Any], bytes], dict[str, Any]]]] = {"read": read}
