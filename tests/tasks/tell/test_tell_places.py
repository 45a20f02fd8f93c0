"""Every message names the place of its rows: document, place in it, how it was read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tasks.tell.news import Stood, note_from_json, note_to_json
from tasks.tell.owing import load_news
from tasks.tell.places import PLACES_SHOWN, places_of
from tasks.tell.render import render_changes, render_note
from tasks.tell.render_zh import READ_BY
from tests.tasks.tell.tell_samples import announcement, change, ledger_rows, note
from warehouse.records import Change, ListRecord, ListRow


def where(*news, language):
    """The line of a message that says where its rows stood."""
    body = render_changes(news, key="m:1", language=language).body
    (line,) = (line for line in body.splitlines() if line.startswith(("出处 ", "Where: ")))
    return line


SHEET = {"document": "附件1.xlsx", "locator": "sheet 1!B7", "read_by": "spreadsheet"}
SCAN = {"document": "附件.pdf", "locator": "page 2 table 1 row 5", "read_by": "OCR"}
MIXED = {"document": "附件.pdf", "locator": "p[3]", "read_by": "PDF text and OCR"}
INNER = {"document": "附件.zip", "locator": "名单/附件2.docx: table 1 row 5", "read_by": "Word"}


@pytest.mark.parametrize(
    ("row", "chinese", "english"),
    [
        (SHEET, "附件1．xlsx 工作表 1 的 B7 格（电子表格）", "附件1．xlsx, sheet 1!B7, spreadsheet"),
        (SCAN, "附件.pdf 第 2 页 表 1 第 5 行（图片文字识别）", "附件.pdf, page 2 table 1 row 5, OCR"),
        (MIXED, "附件.pdf 正文第 3 段（PDF 文字、图片文字识别）", "附件.pdf, p[3], PDF text and OCR"),
        (INNER, "附件.zip / 名单/附件2．docx 表 1 第 5 行（Word 文档）", "附件.zip / 名单/附件2．docx, table 1 row 5, Word"),
        ({"document": "", "locator": "p[14]", "read_by": "HTML"}, "正文第 14 段（网页）", "p[14], HTML"),
    ],
)  # fmt: skip
def test_a_message_names_document_place_and_reader(row, chinese, english):
    assert where(change(**row), language="zh") == f"出处 {chinese}"
    assert where(change(**row), language="en") == f"Where: {english}"


def test_rows_of_one_document_are_drawn_together_as_runs():
    cells = [change(n + 100, **{**SHEET, "locator": f"sheet 1!B{n}"}) for n in (3, 4, 5, 9)]
    rows = [change(n + 200, **{**SCAN, "locator": f"page 2 table 1 row {n}"}) for n in (15, 12)]
    assert (
        where(*cells, *rows, language="zh")
        == "出处 附件1．xlsx 工作表 1 的 B3–B5、B9 格（电子表格）；附件.pdf 第 2 页 表 1 第 12、15 行（图片文字识别）"
    )


def test_places_beyond_the_first_are_an_ellipsis():
    news = [change(n, document=f"示例{n}", locator="p[1]") for n in range(PLACES_SHOWN + 3)]
    assert len(places_of(item.stood for item in news)) == PLACES_SHOWN + 1
    assert where(*news, language="zh").endswith("；…") and where(*news, language="en").endswith("; …")


def test_who_loses_a_title_by_silence_is_shown_where_they_stood_before():
    lost = change(kind="lapsed", listed_in="示例：公布名单的通知", **SHEET)
    assert (
        where(lost, language="zh")
        == "出处 此前列于《示例：公布名单的通知》 附件1．xlsx 工作表 1 的 B7 格（电子表格）"
    )
    assert where(lost, language="en").startswith(
        "Where: before, in “示例：公布名单的通知”: 附件1．xlsx, sheet 1!B7"
    )


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("zh", "出处 附件.pdf 第 2 页 表 1 第 5 行（图片文字识别）"),
        ("en", "Where: 附件.pdf, page 2 table 1 row 5, OCR"),
    ],
)
def test_a_held_list_is_told_with_the_place_that_does_not_fit(language, line):
    held = note(reason="35 stated, 34 read", places=(Stood(**SCAN),))
    assert note_from_json(note_to_json(held)) == held
    assert line in render_note(held, key="k", language=language).body.splitlines()


@pytest.mark.parametrize(
    ("language", "page", "settle"),
    [
        ("zh", "原文 https://example.org/1.html", "处理 mingdan review reject r:81"),
        ("en", "Page https://example.org/1.html", "Settle: mingdan review reject r:81"),
    ],
)
def test_a_held_page_is_told_with_its_address_and_can_only_be_left_out(language, page, settle):
    held = note(about="r:81", reason="示例", state="page", url="https://example.org/1.html")
    lines = render_note(held, key="k", language=language).body.splitlines()
    assert page in lines and lines[-1].endswith(settle)
    a_list = render_note(replace(held, state="list"), key="k", language=language).body
    assert "accept r:81" in a_list


def test_every_reader_has_its_chinese_word():
    assert all(READ_BY.values()) and "OCR" in READ_BY


def test_the_ledger_gives_the_row_of_the_notice_or_the_one_before(open_store):
    (row,) = (row for row in ledger_rows() if isinstance(row, ListRow))
    (given,) = (row for row in ledger_rows() if isinstance(row, Change))
    ended = replace(given, change_id="c:2", kind="lapsed", announcement_id="a:review")
    on_list = ListRecord("a:283", 1, "附件", "cn-sme-cluster", "designation", "2023年度", None, 1, 1, "accepted", True,
                         False, "", None, None, None)  # fmt: skip
    review = announcement(announcement_id="a:review", title="示例：复核结果", stage="review")
    with open_store() as store:
        store.merge(
            [*ledger_rows(), replace(row, document="附件.xls", read_by="spreadsheet"), ended, on_list, review]
        )
        own, before = load_news(store, ["c:1", "c:2"])
    assert (own.document, own.locator, own.read_by, own.listed_in) == (
        "附件.xls",
        "sheet 1!B7",
        "spreadsheet",
        "",
    )
    assert (before.document, before.listed_in) == ("附件.xls", announcement().title)
