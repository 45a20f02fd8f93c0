"""A page saved as one file gives the page and its pictures."""

from __future__ import annotations

import io
from email.message import EmailMessage

import pytest
from PIL import Image

from config.errors import Unreadable
from tasks.read.about import About
from tasks.read.document import Document
from tasks.read.kind import Kind, find_kind
from tasks.read.web.mail_page import read_mail_page

ABOUT = About("0" * 64, url="https://gov.example/a.html", name="名单.doc")


def _picture(width: int, height: int) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (width, height)).save(stream, "png")
    return stream.getvalue()


def _saved(page: str | None, *pictures: bytes, charset: str = "utf-8") -> bytes:
    message = EmailMessage()
    message["Subject"] = "示例"
    message.make_related()
    if page is not None:
        message.add_related(page, subtype="html", charset=charset)
    for picture in pictures:
        message.add_related(picture, "image", "png")
    return message.as_bytes()


def _inner(body, about):
    if body == _picture(800, 400):
        raise Unreadable(about.label, "it is blurred")
    title = body.decode(about.encoding or "utf-8") if about.inside[-1] == "page.html" else ""
    return (Document(sha256=about.sha256, media="html", title=title, blocks=(), inside=about.inside[-1]),)


def test_the_page_is_read_and_then_its_larger_pictures():
    body = _saved("<html>示例名单</html>", _picture(16, 16), _picture(700, 400))
    assert find_kind(body) is Kind.MAIL_PAGE
    documents = read_mail_page(body, ABOUT, _inner)
    assert [(one.inside, one.title.strip()) for one in documents] == [
        ("page.html", "<html>示例名单</html>"),
        ("picture 2", ""),
    ]


def test_a_picture_that_cannot_be_read_is_named():
    [page] = read_mail_page(_saved("<html>名单</html>", _picture(800, 400)), ABOUT, _inner)
    assert page.unread == ("picture 1: it is blurred",)


def test_a_saved_page_without_a_page_is_unreadable():
    with pytest.raises(Unreadable, match="without a page"):
        read_mail_page(_saved(None, _picture(10, 10)), ABOUT, _inner)
