"""The numbers that Word prints and keeps nowhere are written out, for a list may have no others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.read.about import About
from tasks.read.office.word import read_word
from tasks.read.office.word_numbers import write_number
from tests.tasks.read.written_files import docx_with, paragraph

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = [("rId1", "numbering", "numbering.xml"), ("rId2", "styles", "styles.xml")]


def _level(at, form, text, more=""):
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/>{more}<w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'


def _definition(key, *levels):
    return f'<w:abstractNum w:abstractNumId="{key}">{"".join(levels)}</w:abstractNum>'


def _list(key, definition, more=""):
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{definition}"/>{more}</w:num>'


PLAIN = _definition(0, _level(0, "decimal", "%1"), _level(1, "lowerLetter", "%2)"))
CHINESE = _definition(
    1, _level(0, "chineseCountingThousand", "%1、"), _level(1, "decimal", "%1.%2.", "<w:isLgl/>"), _level(2, "bullet", "·")
)  # fmt: skip


def _read(body, *numbering, styles=""):
    parts = {
        "word/numbering.xml": f'<w:numbering xmlns:w="{SPACE}">{"".join(numbering)}</w:numbering>'.encode(),
        "word/styles.xml": f'<w:styles xmlns:w="{SPACE}">{styles}</w:styles>'.encode(),
    }
    [document] = read_word(docx_with(body, parts, RELATIONS), About("0" * 64), lambda body, about: ())
    return document


def _numbered(text, number=1, level=0):
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def _texts(document):
    return [one.text for one in document.paragraphs]


def test_a_column_that_word_numbers_has_its_numbers():
    rows = [("", "示例市甲产业集群"), ("", "示例市乙产业集群"), ("", "示例市丙产业集群")]
    cells = "".join(
        f"<w:tr><w:tc>{_numbered(number)}</w:tc><w:tc>{paragraph(name)}</w:tc></w:tr>"
        for number, name in rows
    )
    document = _read(f"<w:tbl>{cells}</w:tbl>", PLAIN, _list(1, 0))
    assert [[cell.text for cell in row] for row in document.tables[0].rows] == [
        ["1", "示例市甲产业集群"],
        ["2", "示例市乙产业集群"],
        ["3", "示例市丙产业集群"],
    ]


def test_paragraphs_are_numbered_level_by_level_as_they_are_printed():
    levels = [0, 1, 1, 0, 1, 2]
    body = "".join(_numbered(f"示例{at}", 2, level) for at, level in enumerate(levels))
    assert _texts(_read(body, CHINESE, _list(2, 1))) == [
        "一、示例0", "1.1.示例1", "1.2.示例2", "二、示例3", "2.1.示例4", "示例5",
    ]  # fmt: skip


def test_lists_of_one_definition_count_on_and_one_that_starts_anew_does_not():
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    body = "".join(_numbered("示例", number) for number in (1, 1, 2, 3, 3, 1))
    document = _read(body, PLAIN, _list(1, 0), _list(2, 0), _list(3, 0, anew))
    assert _texts(document) == [f"{number} 示例" for number in (1, 2, 3, 1, 2, 3)]


def test_a_style_numbers_its_paragraphs_unless_they_say_otherwise():
    number = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = f'<w:style w:type="paragraph" w:styleId="a">{number}</w:style><w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    body = (
        paragraph("甲", '<w:pStyle w:val="b"/>')
        + paragraph("乙", '<w:pStyle w:val="b"/><w:numPr><w:numId w:val="0"/></w:numPr>')
        + paragraph("丙", '<w:pStyle w:val="a"/>')
    )
    assert _texts(_read(body, PLAIN, _list(1, 0), styles=styles)) == ["1 甲", "乙", "2 丙"]


def test_a_form_that_is_not_known_is_doubted():
    [one] = _read(
        _numbered("示例"), _definition(0, _level(0, "hindiCounting", "%1.")), _list(1, 0)
    ).paragraphs
    assert "hindiCounting" in one.doubt


def test_an_empty_line_counts_but_is_no_line():
    body = _numbered("甲") + _numbered("") + _numbered("乙")
    assert _texts(_read(body, PLAIN, _list(1, 0))) == ["1 甲", "3 乙"]


def test_a_list_that_does_not_exist_numbers_nothing():
    assert _texts(_read(_numbered("甲", 9), PLAIN)) == ["甲"]


@pytest.mark.parametrize(
    ("number", "form", "written"),
    [
        (3, "decimal", "3"), (3, "decimalZero", "03"), (10, "chineseCounting", "十"), (21, "chineseCountingThousand", "二十一"),
        (103, "chineseCountingThousand", "一百零三"), (110, "japaneseCounting", "一百一十"), (1001, "chineseCounting", "一千零一"),
        (12, "ideographDigital", "一二"), (2, "ideographTraditional", "乙"), (27, "lowerLetter", "aa"), (4, "upperRoman", "IV"),
        (12, "decimalEnclosedCircle", "⑫"), (5, "decimalEnclosedParen", "(5)"),
    ],
)  # fmt: skip
def test_numbers_are_written_in_their_form(number, form, written):
    assert write_number(number, form) == written


@given(st.integers(1, 9999))
def test_no_two_numbers_are_counted_alike(number):
    assert write_number(number, "chineseCounting") != write_number(number + 1, "chineseCounting")
