"""Bytes are decoded by what they say, not by what the page declares."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.errors import Unreadable
from tasks.read.mending.charset import read_characters

SIMPLIFIED = "关于公布2023年度中小企业特色产业集群名单的通告，现将有关事项通知如下。"
TRADITIONAL = "關於公布2023年度中小企業特色產業集群名單的通告，現將有關事項通知如下。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-32"])
def test_simplified_text_is_read_in_every_usual_encoding(encoding):
    assert read_characters(SIMPLIFIED.encode(encoding)) == SIMPLIFIED


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "big5"])
def test_traditional_text_is_read_in_every_usual_encoding(encoding):
    assert read_characters(TRADITIONAL.encode(encoding)) == TRADITIONAL


def test_four_byte_gb18030_characters_survive():
    text = "㐂记示例厂在" + SIMPLIFIED
    assert read_characters(text.encode("gb18030")) == text


def test_a_page_cut_in_the_middle_of_a_character_stays_utf8():
    assert read_characters(SIMPLIFIED.encode()[:-2]).startswith(SIMPLIFIED[:-1])


def test_two_bad_bytes_do_not_change_the_encoding():
    body = SIMPLIFIED.encode("gbk")
    assert "名单的通告" in read_characters(body[:10] + b"\xff\xff" + body[10:])


def test_gb2312_said_by_a_person_means_its_superset():
    assert read_characters("镕".encode("gbk"), encoding="gb2312") == "镕"


@pytest.mark.parametrize("encoding", ["latin-99", "hex", "zlib"])
def test_an_encoding_that_is_none_is_named(encoding):
    with pytest.raises(Unreadable, match=encoding):
        read_characters(b"abc", encoding=encoding)


def test_a_gbk_page_that_declares_gb2312_is_read_right(read):
    page = f'<html><head><meta charset="gb2312"><title>示例镕公司</title></head><body><div id="zoom"><p>{SIMPLIFIED}</p></div>'
    document = read(page.encode("gbk"))
    assert document.title == "示例镕公司"
    assert document.paragraphs[0].text == SIMPLIFIED


@given(st.binary(max_size=400))
def test_any_bytes_become_some_text(body):
    assert isinstance(read_characters(body), str)


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=80))
def test_utf8_comes_back_as_it_was(text):
    assert read_characters(text.encode()) == text
