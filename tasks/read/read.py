"""Any body to a document, by what the bytes are; neither its name nor its declared type decides.

Read so far: HTML, plain text, spreadsheets. Every other kind is named and refused, never half read.
"""

from __future__ import annotations

from config.errors import Unreadable
from config.models import Detail
from tasks.read.charset import read_characters
from tasks.read.document import Document
from tasks.read.html import read_html
from tasks.read.kind import Kind, find_kind
from tasks.read.package import check_package
from tasks.read.sheet import read_sheets
from tasks.read.text import read_text

_NO_DETAIL = Detail()


def read_document(
    body: bytes,
    *,
    sha256: str,
    content_type: str,
    url: str,
    name: str = "",
    detail: Detail = _NO_DETAIL,
    encoding: str | None = None,
) -> Document:
    """Read one body; the same bytes and arguments give the same document on every machine.

    ``url`` resolves relative links and names the body in messages, as ``name`` (an attachment's printed name) does.
    ``detail`` gives the source's own selectors, ``encoding`` its character set where the bytes mislead.

    Raises:
        Unreadable: the body is empty, broken, beyond a limit, locked, or of a kind that is not read yet.
    """
    about = name or url or sha256
    if not body.strip():
        raise Unreadable(about, "the body is empty")
    kind = find_kind(body)
    if kind is Kind.SHEET:
        return read_sheets(body, sha256=sha256, name=name, about=about)
    if kind is Kind.HTML:
        return read_html(
            read_characters(body, encoding=encoding), sha256=sha256, url=url, name=name, detail=detail
        )
    if kind is Kind.TEXT:
        return read_text(read_characters(body, encoding=encoding), sha256=sha256, name=name)
    if kind is Kind.PACKAGE and body.startswith(b"PK"):
        check_package(body, about=about)  # a workbook cut off has lost the directory that would name it
    declared = f" (declared as {content_type})" if content_type else ""
    raise Unreadable(about, f"{kind.value}{declared}: this kind is not read yet")
