"""A Word document is read as its reader sees it: in order, with spans and Word's own numbers, without what was deleted."""

from __future__ import annotations

import io
import zipfile

import pytest

from config.errors import Unreadable
from tasks.read.about import About
from tasks.read.document import Paragraph, Table
from tasks.read.office.word import read_word
from tests.tasks.read.written_files import docx_of, docx_with, paragraph, table, zip_of

ABOUT = About("0" * 64, name="名单.docx")


def _read(body: bytes):
    [document] = read_word(body, ABOUT, lambda body, about: ())
    return document


def _grid(document, number=0):
    return [[cell.text for cell in row] for row in document.tables[number].rows]


def _texts(document):
    return [one.text for one in document.paragraphs]


def _cell(text="", properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def _rows(*rows):
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def test_paragraphs_and_tables_stand_in_their_order():
    rows = [["序号", "集群名称"], ["1", "示例市甲产业集群"]]
    document = _read(docx_of("示例省公布集群名单的通知", ["各市：", rows, "附则", rows]))
    assert [type(block) for block in document.blocks] == [Paragraph, Paragraph, Table, Paragraph, Table]
    assert _grid(document) == rows and document.media == "docx" and document.read_by == "Word"
    assert document.tables[1].rows[1][1].locator == "table 2 row 2"
    assert [one.locator for one in document.paragraphs] == ["p[1]", "p[2]", "p[3]"]


def test_merged_cells_are_filled_and_keep_the_row_they_began_in():
    begin, on, wide = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
    document = _read(
        docx_with(
            _rows(
                _cell("名单", wide), _cell("示例市", begin) + _cell("甲"), _cell("", on) + _cell("乙"), _cell("丙") + _cell("丁"),
            )
        )
    )  # fmt: skip
    assert _grid(document) == [["名单", "名单"], ["示例市", "甲"], ["示例市", "乙"], ["丙", "丁"]]
    assert document.tables[0].rows[2][0].locator == "table 1 row 2"


def test_a_row_that_begins_further_right_keeps_its_columns():
    pushed = '<w:trPr><w:gridBefore w:val="1"/></w:trPr>'
    document = _read(docx_with(_rows(_cell("甲") + _cell("乙"), pushed + _cell("丙"))))
    assert _grid(document) == [["甲", "乙"], ["", "丙"]]


def test_a_covered_text_is_doubted_and_not_lost_in_silence():
    begin, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    document = _read(
        docx_with(_rows(_cell("示例市", begin) + _cell("甲"), _cell("样例市", on) + _cell("乙")))
    )
    assert "样例市" in document.tables[0].rows[1][0].doubt and not document.tables[0].rows[0][0].doubt


def test_a_table_in_a_table_follows_it_and_a_frame_of_one_cell_is_none():
    inner = table([["序号", "名称"], ["1", "甲"]])
    framed = _read(docx_with(_rows(f"<w:tc>{paragraph('名单如下')}{inner}</w:tc>")))
    assert _texts(framed) == ["名单如下"] and _grid(framed) == [["序号", "名称"], ["1", "甲"]]
    beside = _read(docx_with(_rows(_cell("左") + f"<w:tc>{inner}</w:tc>")))
    assert _grid(beside) == [["左", ""]] and _grid(beside, 1) == [["序号", "名称"], ["1", "甲"]]


def test_what_was_deleted_is_no_text_and_what_was_added_is():
    body = (
        "<w:p><w:r><w:t>示例</w:t></w:r><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>新集群</w:t></w:r></w:ins></w:p>"
        + _rows(_cell("甲") + _cell("乙"), "<w:trPr><w:del/></w:trPr>" + _cell("丙") + _cell("丁"))
    )
    document = _read(docx_with(body))
    assert _texts(document) == ["示例新集群"] and _grid(document) == [["甲", "乙"]]
    assert "3 tracked changes" in document.warnings[0]


def test_hidden_text_is_left_out_and_said():
    body = (
        paragraph("看得见")
        + paragraph("看不见", run="<w:vanish/>")
        + paragraph("还在", run='<w:vanish w:val="0"/>')
    )
    document = _read(docx_with(body))
    assert _texts(document) == ["看得见", "还在"] and document.warnings == (
        "hidden text was left out: 看不见",
    )


def test_struck_letters_and_signs_of_a_font_are_doubted():
    sign = '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0{}"/><w:t>甲</w:t></w:r></w:p>'
    body = (
        paragraph("某企业", run="<w:strike/>")
        + sign.format("FE")
        + sign.format("11")
        + paragraph("\ue123企业")
    )
    document = _read(docx_with(body))
    assert _texts(document) == ["某企业", "☑甲", "甲", "\ue123企业"]
    assert [bool(one.doubt) for one in document.paragraphs] == [True, False, True, True]


def test_the_code_of_a_field_is_no_text_and_a_computed_one_is_doubted():
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    counted, composed = field.format("SEQ n", "12"), field.format(r"eq \o(日,斤)", "")
    body = f"<w:p>{counted}</w:p><w:p>{composed}<w:r><w:t>明</w:t></w:r></w:p>"
    document = _read(docx_with(body))
    assert [(one.text, bool(one.doubt)) for one in document.paragraphs] == [("12", False), ("明", True)]


def test_a_text_box_is_read_once_though_it_is_written_twice():
    box = f"<w:txbxContent>{paragraph('框中名单')}</w:txbxContent>"
    body = (
        f"<w:p><w:r><w:t>正文</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp>"
        f"<wps:txbx>{box}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{box}"
        "</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert _texts(_read(docx_with(body))) == ["正文", "框中名单"]


def test_a_reading_above_a_character_is_no_text():
    ruby = "<w:r><w:ruby><w:rt><w:r><w:t>shèng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>晟</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    assert _texts(_read(docx_with(f"<w:p>{ruby}<w:r><w:t>源</w:t></w:r></w:p>"))) == ["晟源"]


def test_paragraphs_with_tabs_are_a_table_and_line_breaks_part_lines():
    def tabbed(*texts):
        return "<w:p><w:r>" + "<w:tab/>".join(f"<w:t>{text}</w:t>" for text in texts) + "</w:r></w:p>"

    body = tabbed("序号", "名称") + tabbed("1", "甲") + tabbed("2", "乙")
    assert _grid(_read(docx_with(body))) == [["序号", "名称"], ["1", "甲"], ["2", "乙"]]
    broken = "<w:p><w:r><w:t>1.甲</w:t><w:br/><w:t>2.乙</w:t></w:r></w:p>" + tabbed("联系人", "某")
    assert _texts(_read(docx_with(broken))) == ["1.甲", "2.乙", "联系人 某"]


def test_content_controls_and_links_only_stand_around_text():
    link = "<w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink>"
    body = f"<w:sdt><w:sdtContent><w:p>{link}</w:p>{table([['甲', '乙']])}</w:sdtContent></w:sdt>"
    document = _read(docx_with(body))
    assert _texts(document) == ["链接"] and _grid(document) == [["甲", "乙"]]


CENTRE = '<w:jc w:val="center"/>'


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ([("附件1", "", ""), ("示例省集群名单", CENTRE, '<w:sz w:val="36"/>')], "示例省集群名单"),
        ([("示例省某厅文件", CENTRE, '<w:sz w:val="72"/>'), ("示某〔2024〕1号", CENTRE, ""), ("关于公布名单的通知", CENTRE, '<w:sz w:val="44"/>')], "关于公布名单的通知"),
        ([("示例省某厅", CENTRE, '<w:sz w:val="44"/>'), ("关于公布集群名单的通知", CENTRE, '<w:sz w:val="44"/>'), ("各市：", "", "")], "示例省某厅关于公布集群名单的通知"),
        ([("各市：", "", ""), ("现将名单公布如下。", "", "")], ""),
    ],
)  # fmt: skip
def test_the_title_is_the_line_that_looks_and_speaks_like_one(lines, title):
    assert _read(docx_with("".join(paragraph(*line) for line in lines))).title == title


def test_a_strict_document_is_read_too():
    body = docx_of("", ["甲"])
    strict = {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "http://purl.oclc.org/ooxml/wordprocessingml/main"
    }
    with zipfile.ZipFile(io.BytesIO(body)) as package:
        members = {name: package.read(name) for name in package.namelist()}
    for usual, name in strict.items():
        members["word/document.xml"] = members["word/document.xml"].replace(usual.encode(), name.encode())
    assert _texts(_read(zip_of(members))) == ["甲"]


@pytest.mark.parametrize(
    ("xml", "reason"),
    [
        ("<w:p>" * 300, "broken"),
        ("<w:tbl>" + "<w:tr>" + '<w:tc><w:tcPr><w:gridSpan w:val="999999"/></w:tcPr></w:tc>' * 6000 + "</w:tr></w:tbl>", "1000000 cells"),
    ],
)  # fmt: skip
def test_a_document_built_to_hurt_is_refused(xml, reason):
    with pytest.raises(Unreadable, match=reason):
        _read(docx_with(xml))


def test_a_document_that_declares_entities_is_refused():
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>'
    with pytest.raises(Unreadable, match="entities"):
        _read(docx_with("", {"word/document.xml": bomb}))
