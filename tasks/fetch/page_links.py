"""What an article page leads to, found where it can do no harm: large pages in a child process, as large lists are."""

from __future__ import annotations

from dataclasses import astuple
from pathlib import Path
from typing import Any, Final

from config.errors import ReadError
from config.models import Source
from tasks.fetch.apart import BOUNDS, Page
from tasks.read.children import Children
from tasks.read.document import Link
from tasks.read.web.attachments import find_attachments
from tasks.unwaited import run_unwaited

NEAR: Final = 64 << 10
"""Pages up to this size, nearly all, are read here: their worst takes a few tenths of a second."""

_children = Children(BOUNDS, Path(__file__).with_name("serve_lists.py"))


async def page_links(page: Page, source: Source) -> tuple[Link, ...]:
    """Return the attachments and pictures of a page, each address once; none where it is itself a document or unreadable.

    The page itself is none of them. The reader meets an unreadable page later, and says so where a person looks.
    """
    if "html" not in page.content_type.lower() and page.body.lstrip()[:1] != b"<":
        return ()  # the entry is itself a document
    told = {
        "url": page.url,
        "content_type": page.content_type,
        "selector": source.detail.attachments,
        "encoding": source.encoding,
    }
    try:
        if len(page.body) <= NEAR:
            found = find_attachments(page.body, **told)  # type: ignore[arg-type]  # a dict of what it takes
        else:
            found = await run_unwaited(lambda: _ask(page, told, source.id), name="links")
    except ReadError:
        return ()
    return tuple({link.url: link for link in reversed(found) if link.url != page.url}.values())[::-1]


def _ask(page: Page, told: dict[str, str | None], about: str) -> tuple[Link, ...]:
    said = _children.ask({"job": "links", **told}, page.body, about=about)["links"]
    return tuple(Link(*values) for values in said)


def answer_links(request: dict[str, Any], body: bytes) -> dict[str, Any]:
    """Find the links of a page in the child.

    Raises:
        Unreadable: The page is beyond the limits, or a setting of its source is none.
    """
    return {"links": [astuple(link) for link in find_attachments(body, **request)]}
