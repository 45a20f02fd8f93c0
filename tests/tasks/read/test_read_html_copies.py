"""What copies do to a whole page is undone or named: text twice, torn lines, jamming, paywalls, pictures in the page."""

from __future__ import annotations

import base64
import random

import pytest

from config.errors import Unreadable
from tasks.read.about import About
from tasks.read.document import Document
from tasks.read.web.html import read_html_page
from tests.tasks.read.garbling import NAMES, characters_twice, gbk_as_latin, latin, utf8_as_gbk, western

TITLE = "关于公布示例集群名单的通知"
BODY = [
    "各示例局：",
    "经审核，现将示例集群名单予以公布。",
    "1.甲示例集群",
    "2.乙示例集群",
    "示例厅",
    "2026年3月4日",
]


def _page(lines, title=TITLE):
    return (
        f"<html><head><title>{title}</title></head><div id=zoom>"
        + "".join(f"<p>{line}</p>" for line in lines)
        + "</div></html>"
    )


def _lines(document):
    return [paragraph.text for paragraph in document.paragraphs]


@pytest.mark.parametrize(
    "twice",
    [BODY + BODY, [*BODY, TITLE, *BODY], [line for line in BODY for _ in range(2)], BODY + BODY[:-1]],
    ids=["body", "title between", "lines", "cut"],
)
def test_a_body_given_twice_is_read_once(read, twice):
    document = read(_page(twice))
    assert _lines(document) == BODY and document.garble.doubled > 0 and document.garble.score < 1


def test_a_table_given_twice_with_its_body_is_read_once(read):
    table = "<table><tr><td>1</td><td>甲示例集群</td></tr><tr><td>2</td><td>乙示例集群</td></tr></table>"
    half = "<p>各示例局：</p><p>经审核，现将示例集群名单予以公布。</p>" + table + "<p>示例厅</p>"
    assert len(read(_page([half + half])).tables) == 1


def test_sentences_given_twice_are_read_once(read):
    lines = ["经审核，现予公布。经审核，现予公布。有效期为三年。有效期为三年。", "示例厅"]
    assert _lines(read(_page(lines))) == ["经审核，现予公布。有效期为三年。", "示例厅"]


def test_characters_given_twice_are_read_once(read):
    document = read(_page(map(characters_twice, BODY), characters_twice(TITLE)))
    assert (_lines(document), document.title) == (BODY, TITLE) and document.garble.doubled > 0


def test_a_list_that_only_looks_double_is_left(read):
    lines = ["1.甲示例集群", "1.甲示例集群", "2.乙示例集群", "3.丙示例集群", "4.丁示例集群", "5.戊示例集群"]
    assert _lines(read(_page(lines))) == lines


def test_lines_of_one_character_are_joined(read):
    document = read(_page(["最<br>高<br>限<br>价", "示例厅", *"1.甲示例集群2.乙示例集群"]))
    assert _lines(document) == ["最高限价", "示例厅", "1.甲示例集群", "2.乙示例集群"]


def test_a_long_run_of_single_characters_is_in_doubt(read):
    (paragraph,) = read(
        _page("甲示例产业集群乙示例产业集群丙示例产业集群丁示例产业集群戊示例产业集群")
    ).paragraphs
    assert "one character a line" in paragraph.doubt


@pytest.mark.parametrize(
    ("torn", "whole"),
    [
        (["公示时间为2024年", "3", "月", "4", "日起"], "公示时间为2024年3月4日起"),
        (["共", "100", "个集群"], "共100个集群"),
        (["现将2024", "年度名单公布"], "现将2024年度名单公布"),
        (["现将20", "24年度名单公布"], "现将2024年度名单公布"),
        (["现将第3", "批名单公布"], "现将第3批名单公布"),
    ],
)
def test_numbers_torn_from_their_words_are_joined(read, torn, whole):
    assert _lines(read(_page(torn))) == [whole]


def test_cells_one_a_line_are_not_joined(read):
    lines = ["序号", "地区", "集群名称", "1", "日照市", "甲示例集群", "2", "个旧市", "乙示例集群"]
    assert _lines(read(_page(lines))) == lines


def test_jamming_between_lines_is_left_out_and_counted(read):
    lines = ["经审核，现予公布。8 [/ S% c2 ^", "3 F0 ]$ `! @6 _* l", "1.甲示例集群"]
    document = read(_page(lines))
    assert _lines(document) == ["经审核，现予公布。", "1.甲示例集群"] and document.garble.noise == 2


def test_question_marks_for_blanks_at_the_head_of_lines_are_left_out(read):
    assert _lines(read(_page(["????各示例局：", "????现予公布。", "示例厅"]))) == [
        "各示例局：",
        "现予公布。",
        "示例厅",
    ]


@pytest.mark.parametrize("garble", [latin, western, gbk_as_latin])
def test_a_whole_page_in_a_wrong_character_set_is_read(read, garble):
    document = read(garble(_page(BODY)))
    assert (_lines(document), document.title) == (BODY, TITLE) and document.garble.mojibake > 3


def test_a_page_of_which_bytes_were_lost_is_held(read):
    document = read(_page(["1." + utf8_as_gbk(name) for name in NAMES[:40]], title=TITLE))
    assert document.garble.lost > 5 and "damaged" in document.unread[0]
    wrong = [p for p, name in zip(document.paragraphs, NAMES, strict=False) if p.text != f"1.{name}"]
    assert all(paragraph.doubt for paragraph in wrong)


@pytest.mark.parametrize("line", ["继续阅读(剩余53%)", "点击展开全文", "余下全文>>", "剩余 67%"])
def test_a_page_that_keeps_text_back_says_so(read, line):
    document = read(_page([*BODY[:3], line]))
    assert line[:4] in document.unread[0].replace(" ", "")[-20:] or "text is left" in document.unread[0]
    assert _lines(document) == BODY[:3]


def test_the_path_to_a_page_is_no_body(read):
    assert _lines(read(_page(["您现在的位置：首页 > 政务公开 > 通知公告", *BODY]))) == BODY


class _Inner:
    """Stands where the reader of pictures is: keeps what it was given."""

    def __init__(self) -> None:
        self.given: list[tuple[bytes, About]] = []

    def __call__(self, body: bytes, about: About) -> tuple[Document, ...]:
        self.given.append((body, about))
        if body.startswith(b"broken"):
            raise Unreadable(about.label, "示例 broken")
        return (Document("0" * 64, "image", "", (), inside=about.inside[-1]),)


def test_pictures_in_the_page_itself_are_read_as_its_documents():
    large, broken = random.Random(1).randbytes(5000), b"broken" * 1000
    images = "".join(
        f'<img src="data:image/png;base64,{base64.b64encode(one).decode()}">'
        for one in (large, broken, b"small")
    )
    inner = _Inner()
    page, picture = read_html_page(_page([images]).encode(), About("1" * 64), inner)
    assert [body for body, _ in inner.given] == [large, broken] and picture.inside == "picture 1"
    assert page.unread == ("picture 2 of the body: 示例 broken",)


def test_a_cut_off_picture_in_the_page_is_named():
    page, *rest = read_html_page(
        _page([f'<img src="data:image/png;base64,{"A" * 5001}">']).encode(), About("1" * 64), _Inner()
    )
    assert not rest and "cut off" in page.unread[0]
