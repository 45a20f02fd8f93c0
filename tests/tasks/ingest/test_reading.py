"""Reading a capture: what was read waits on the shelf, what was refused is not tried again in the same run."""

from __future__ import annotations

import shutil

from tasks.archive.records import Capture
from tasks.ingest.reading import Reading, read_capture
from tasks.ingest.shelf import Shelf
from tests.tasks.ingest.conftest import Desk


def read(desk: Desk, capture: Capture, shelf: Shelf) -> Reading:
    source = desk.configuration.sources[capture.source_id]
    return read_capture(capture, source, archive=desk.archive, shelf=shelf)


def test_a_body_that_no_reader_can_open_is_tried_once_a_run(desk: Desk) -> None:
    capture = desk.page("shili-miit", "<html><body><p>示例</p></body></html>", b"PK\x03\x04 cut off")
    shelf = Shelf(desk.folder / "shelf")
    first = read(desk, capture, shelf)
    shutil.rmtree(desk.folder / "archive" / "bodies")
    again, later = read(desk, capture, shelf), read(desk, capture, Shelf(desk.folder / "shelf"))
    assert "cut off" in first.unread[0].text and again == first
    assert later.damaged, "another run asks the archive again"


def test_what_was_read_is_kept_and_says_the_same(desk: Desk) -> None:
    capture = desk.page("shili-miit", "<html><body><p>示例</p></body></html>")
    first = read(desk, capture, Shelf(desk.folder / "shelf"))
    shutil.rmtree(desk.folder / "archive" / "bodies")
    assert read(desk, capture, Shelf(desk.folder / "shelf")) == first and first.page is not None
