"""A PDF that was damaged on its way says so: what PDFium still shows of it may be less than was printed."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tasks.read.document import Document
from tasks.read.printed.pdf_whole import damaged_streams
from tests.tasks.read.printed import pdf_of

Read = Callable[..., Document]

ROWS = [["序号", "集群名称"], *([str(n), f"示例市示例{chr(0x4E00 + n)}产业集群"] for n in range(1, 61))]
WHOLE = pdf_of("示例省示例名单", [ROWS])


def page_streams(body: bytes) -> list[int]:
    """Return where the pages' contents begin: the streams packed as text."""
    begins = [found.end() for found in re.finditer(rb">>\s*stream\r?\n", body)]
    return [at for at in begins if b"ASCII85" in body[at - 120 : at]]


def test_a_whole_file_has_no_damaged_stream(read: Read) -> None:
    assert damaged_streams(WHOLE) == 0 and not read(WHOLE).unread


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.95])
def test_rows_lost_with_a_damaged_page_hold_the_list(read: Read, share: float) -> None:
    start = page_streams(WHOLE)[0]
    at = start + int(share * (WHOLE.index(b"~>", start) - start))
    harmed = WHOLE[:at] + bytes([WHOLE[at] ^ 1]) + WHOLE[at + 1 :]
    assert any("damaged" in part for part in read(harmed).unread)


def test_a_damaged_font_holds_the_list(read: Read) -> None:
    start = WHOLE.index(b"stream\n") + 7
    assert any(
        "damaged" in part for part in read(WHOLE[: start + 40] + b"\0\0\0" + WHOLE[start + 43 :]).unread
    )


def test_a_stream_that_never_ends_is_looked_at_in_time() -> None:
    many = b"<</Filter/FlateDecode>>\nstream\n" * 100_000
    assert damaged_streams(many) > 0
