"""What stands inside a document is read: pictures, embedded files, whole documents; what cannot be read is named."""

from __future__ import annotations

import io
import struct

import pytest
from PIL import Image

from config.errors import Unreadable
from tasks.read.about import About, NeedsRoom
from tasks.read.document import Document
from tasks.read.office.enclosed import open_object
from tasks.read.office.word import read_word
from tests.tasks.read.written_files import docx_of, docx_with, ole_of, paragraph, xls_of, xlsx_of

ABOUT = About("0" * 64, name="通知.docx")
LIST = xlsx_of({"名单": [["序号", "名称"], [1, "示例甲"]]})
OBJECT = '<w:p><w:r><w:object><v:shape><v:imagedata r:id="rId8"/></v:shape><o:OLEObject Type="Embed" r:id="rId9"/></w:object></w:r></w:p>'
PICTURE = '<w:p><w:r><w:drawing><a:blip r:embed="rId7"/></w:drawing></w:r></w:p>'


def _picture(width: int, height: int) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (width, height)).save(stream, "png")
    return stream.getvalue()


def _inner(body, about):
    if body == b"broken":
        raise Unreadable(about.label, "it is broken")
    return (
        Document(
            sha256=about.sha256, media="image", title=body[:4].hex(), blocks=(), inside="/".join(about.inside)
        ),
    )


def _native(body: bytes) -> bytes:
    """Return what an object that packs a file says: its label, its path, and the file."""
    path = b"C:\\list.xlsx\x00"
    packed = b"\x02\x00list.xlsx\x00" + path + b"\x00\x00\x03\x00" + struct.pack("<I", len(path)) + path
    packed += struct.pack("<I", len(body)) + body
    return struct.pack("<I", len(packed)) + packed


def _read(xml, parts, relations, inner=_inner):
    return read_word(docx_with(xml, parts, relations), ABOUT, inner)


def test_a_picture_is_read_and_a_small_one_is_left_out_and_said():
    relations = [("rId7", "image", "media/image1.png")]
    [main, picture] = _read(PICTURE, {"word/media/image1.png": _picture(600, 300)}, relations)
    assert picture.inside == "word/media/image1.png" and main.unread == ()
    [main] = _read(PICTURE, {"word/media/image1.png": _picture(60, 30)}, relations)
    assert main.warnings == ("a small picture (word/media/image1.png, 60 x 30) was left out",)


@pytest.mark.parametrize(
    "body",
    [LIST, ole_of({"Package": LIST}), ole_of({"\x01Ole10Native": _native(LIST)})],
    ids=["a workbook", "a workbook in an object", "a file that was dropped in"],
)
def test_an_embedded_file_is_read_and_not_the_picture_that_stands_for_it(body):
    parts = {"word/embeddings/one.bin": body, "word/media/image1.png": _picture(600, 300)}
    relations = [("rId8", "image", "media/image1.png"), ("rId9", "oleObject", "embeddings/one.bin")]
    [main, inner] = _read(OBJECT, parts, relations)
    assert (inner.inside, inner.title) == ("word/embeddings/one.bin", "504b0304") and main.unread == ()


def test_the_picture_is_read_where_the_object_cannot_be():
    parts = {
        "word/embeddings/one.bin": ole_of({"Strange": b"x" * 99}),
        "word/media/image1.png": _picture(600, 300),
    }
    relations = [("rId8", "image", "media/image1.png"), ("rId9", "oleObject", "embeddings/one.bin")]
    assert [one.inside for one in _read(OBJECT, parts, relations)] == ["", "word/media/image1.png"]
    del parts["word/media/image1.png"]
    [main] = _read(OBJECT, parts, relations)
    assert main.unread == ("word/embeddings/one.bin: an object of a program whose files are not known",)


def test_an_old_workbook_in_an_object_is_itself():
    body = xls_of({"名单": [["序号"]]})
    assert open_object(body, "x") == body


def test_a_document_put_in_whole_is_read():
    chunk = docx_of("", ["附件正文"])
    [_, inner] = _read(
        '<w:altChunk r:id="rId5"/>', {"word/chunk.docx": chunk}, [("rId5", "aFChunk", "chunk.docx")]
    )
    assert inner.inside == "word/chunk.docx"


def test_a_picture_that_is_elsewhere_is_not_fetched_and_holds_the_list():
    linked = PICTURE.replace("r:embed", "r:link")
    [main] = _read(paragraph("名单如下") + linked, {}, [])
    assert main.unread == ("1 pictures are linked, not in the file",)


def test_what_needs_room_asks_for_it():
    def inner(body, about):
        raise NeedsRoom(about.label)

    with pytest.raises(NeedsRoom):
        _read(
            PICTURE,
            {"word/media/image1.png": _picture(600, 300)},
            [("rId7", "image", "media/image1.png")],
            inner,
        )


@pytest.mark.parametrize(("millimetres", "unread"), [((200, 100), 1), ((10, 10), 0)])
def test_a_vector_drawing_is_named_and_holds_the_list_where_it_is_large(millimetres, unread):
    width, height = millimetres
    drawing = struct.pack("<2I8i", 1, 88, 0, 0, 1, 1, 0, 0, width * 100, height * 100) + b" EMF" + bytes(60)
    [main] = _read(PICTURE, {"word/media/image1.emf": drawing}, [("rId7", "image", "media/image1.emf")])
    assert (len(main.unread), len(main.warnings)) == (unread, 1 - unread)


def test_a_broken_part_is_named():
    [main] = _read(
        OBJECT, {"word/embeddings/one.bin": b"broken"}, [("rId9", "oleObject", "embeddings/one.bin")]
    )
    assert main.unread == ("word/embeddings/one.bin: it is broken",)
