"""The garbled copy looks like the real ones seen: traditional characters, toned pinyin in brackets, names whole."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC
from selectolax.lexbor import LexborHTMLParser

from demo.past import enter_day
from demo.past.garble import garble
from demo.web import simulated_web

RUN = re.compile(r"([\u4e00-\u9fff])\(([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]+)\)")


@pytest.fixture(scope="module")
def page(past):
    import httpx

    with simulated_web(past.sites, now=past.days[-1].at) as web:
        enter_day(web, past.days[-1])
        yield LexborHTMLParser(
            httpx.get(web.page_url("shili-huagong", "cluster-2023-relay"), trust_env=False).text
        )


@pytest.mark.parametrize(
    ("plain", "garbled"),
    [
        ("关注！", "關(guān)注!"),
        ("产业集群", "產(chǎn)業(yè)集群"),
        ("北京市丰台区", "北京市豐臺區(qū)"),
        ("制造业，公布", "制造業(yè),公布"),
        ("复核", "復(fù)核"),
    ],
)
def test_characters_are_garbled_as_on_real_copies(plain, garbled):
    assert garble(plain) == garbled


def test_markup_and_latin_text_stay_as_they_are():
    assert garble('<p class="a">LED (light)</p>') == '<p class="a">LED (light)</p>'


@given(st.text(alphabet="关产业区设创网导中小企业特色集群2023年度，", max_size=40))
def test_without_its_pinyin_a_garbled_text_is_the_old_one(text):
    bare = RUN.sub(r"\1", garble(text))
    assert OpenCC("t2s").convert(bare) == text.replace("，", ",")


def test_the_copy_has_three_names_and_states_a_hundred(page):
    text = OpenCC("t2s").convert(RUN.sub(r"\1", page.css_first(".content").text()))
    named = [
        "北京市丰台区轨道交通智能控制产业集群",
        "北京市大兴区医疗器械产业集群",
        "江苏省南京市江宁区智能配电设备产业集群",
    ]
    assert "、".join(named) + "等100个" in text
    assert "每年4月30日前" in text and "三年" in text and not page.css(".content table")


def test_the_copy_is_full_of_pinyin_always_behind_traditional_characters(page):
    runs = RUN.findall(page.text())
    simplify = OpenCC("t2s").convert
    assert len(runs) > 60 and all(simplify(character) != character for character, _ in runs)


def test_the_teasers_beside_it_have_wrong_dates(page):
    related = OpenCC("t2s").convert(RUN.sub(r"\1", page.css_first(".related").text()))
    assert "2024年制造业单项冠军" in related and "2024年度山东省特色产业集群名单" in related
    assert related.count("2023-10-18 14:59:32") == 3
