"""Readers of the old form under the new one, until each module offers its own."""

from __future__ import annotations

from tasks.read.about import About, ReadInner
from tasks.read.charset import read_characters
from tasks.read.document import Document
from tasks.read.html import read_html
from tasks.read.text import read_text


def read_html_page(body: bytes, about: About, _inner: ReadInner) -> tuple[Document, ...]:
    """Read a page."""
    text = read_characters(body, encoding=about.encoding)
    return (read_html(text, sha256=about.sha256, url=about.url, name=about.name, detail=about.detail),)


def read_text_file(body: bytes, about: About, _inner: ReadInner) -> tuple[Document, ...]:
    """Read plain text."""
    text = read_characters(body, encoding=about.encoding)
    return (read_text(text, sha256=about.sha256, name=about.name),)
