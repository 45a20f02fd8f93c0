"""What a child process can be asked to do with a body; each takes a plain request and gives a plain answer."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any, Final

from config.models import Detail
from tasks.read.about import About, NeedsRoom
from tasks.read.document import Box
from tasks.read.inner import inner_body
from tasks.read.kind import find_kind
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


def show(request: dict[str, Any], body: bytes) -> dict[str, Any]:
    """Show some boxes of a page of the body, or of the file inside it that the request names: ``png`` as base64."""
    from tasks.read.crop import crop  # the libraries it needs are of no use to any other job

    shown = inner_body(body, request["inside"]) if request["inside"] else body
    png = crop(shown, find_kind(shown), [Box(*box) for box in request["boxes"]])
    return {"png": base64.b64encode(png).decode("ascii")}


JOBS: Final[dict[str, Callable[[dict[str, Any], bytes], dict[str, Any]]]] = {"read": read, "show": show}
