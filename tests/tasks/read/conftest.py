"""What the tests of reading share: reading a body in one word, workbooks, and text garbled as reposts garble it."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable, Sequence

import opencc
import openpyxl
import pypinyin
import pytest

from config.models import Detail
from tasks.read.about import About
from tasks.read.child import read_apart
from tasks.read.document import Document

Read = Callable[..., Document]
NO_DETAIL = Detail()


@pytest.fixture(scope="session")
def read() -> Read:
    """Read a body, given as text or bytes, as if it came from a made-up address."""

    def call(
        body: str | bytes, *, detail: Detail = NO_DETAIL, encoding: str | None = None, name: str = ""
    ) -> Document:
        raw = body.encode() if isinstance(body, str) else body
        about = About(
            hashlib.sha256(raw).hexdigest(), "https://gov.example/art/2026/3/5/art_1_2.html", name, "text/html",
            detail, encoding,
        )  # fmt: skip
        [document] = read_apart(raw, about)
        return document

    return call


@pytest.fixture(scope="session")
def garbled() -> Callable[[str], str]:
    """Turn simplified text into traditional with the toned reading in brackets after each converted character."""
    converter = opencc.OpenCC("s2t")

    def garble(text: str) -> str:
        out = []
        for before in text:
            after = converter.convert(before)
            reading = pypinyin.pinyin(after, style=pypinyin.Style.TONE)[0][0]
            toned = any(ord(letter) > 127 for letter in reading)
            out.append(f"{after}({reading})" if after != before and toned else after)
        return "".join(out)

    return garble


@pytest.fixture(scope="session")
def workbook() -> Callable[..., bytes]:
    """Make an xlsx of one sheet from rows, then let ``change`` do more to the openpyxl workbook."""

    def make(
        rows: Sequence[Sequence[object]], change: Callable[[openpyxl.Workbook], None] | None = None
    ) -> bytes:
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(list(row))
        if change:
            change(book)
        stream = io.BytesIO()
        book.save(stream)
        return stream.getvalue()

    return make


@pytest.fixture(scope="session")
def remade() -> Callable[[bytes, str, bytes], bytes]:
    """Write a zip file anew with one member's content replaced, or added."""

    def remake(package: bytes, member: str, content: bytes) -> bytes:
        stream = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(package)) as old,
            zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
        ):
            for name in {**dict.fromkeys(old.namelist()), member: None}:
                new.writestr(name, content if name == member else old.read(name))
        return stream.getvalue()

    return remake
