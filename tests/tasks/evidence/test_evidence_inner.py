"""A scan in an archive, or in an archive within one, can be looked at as well."""

from __future__ import annotations

import io
import zipfile

import pytest

from config.errors import Unreadable
from tasks.archive.bodies import Bodies
from tasks.evidence.crop import picture_of
from tasks.evidence.place import Spot
from tasks.read.document import Box, Document, Paragraph
from tasks.read.inner import inner_body
from tests.tasks.evidence.test_evidence_crop import decoded, picture


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, body in members.items():
            package.writestr(name, body)
    return out.getvalue()


SCAN = picture()[0]
INNER = zipped(**{"第一页.png": picture("TIFF")[0], "名单/第二页.png": SCAN})
OUTER = zipped(**{"说明.txt": "示例".encode(), "附件.zip": INNER})


def test_a_member_is_found_by_the_path_of_its_document() -> None:
    assert inner_body(INNER, "名单/第二页.png") == SCAN
    assert inner_body(OUTER, "附件.zip/名单/第二页.png") == SCAN


@pytest.mark.parametrize("inside", ["第三页.png", "附件.zip/第三页.png", "附件", "说明.txt/x"])
def test_what_is_not_inside_is_said(inside: str) -> None:
    with pytest.raises(Unreadable, match="not found inside"):
        inner_body(OUTER, inside)


def test_a_place_in_an_archive_gives_a_picture_and_one_without_pages_none(tmp_path) -> None:
    bodies = Bodies(tmp_path)
    sha256 = bodies.put(OUTER)
    row = (Paragraph("示例", "p[1]", Box(1, 0.3, 0.4, 0.6, 0.43)),)
    scan = Document(sha256, "image", "", row, inside="附件.zip/名单/第二页.png")
    shown, note = picture_of(Spot(scan, 0), bodies)
    assert decoded(shown).width == 600 and note == ""
    assert picture_of(Spot(Document(sha256, "ofd", "", row), 0), bodies) == (b"", "")
    gone = picture_of(Spot(Document(sha256, "image", "", row, inside="第三页.png"), 0), bodies)
    assert gone[0] == b"" and "not found inside" in gone[1]
