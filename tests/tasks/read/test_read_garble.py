"""Garbled reposts are put back, and nothing that belongs to the text is taken."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.read.mending.characters import even, one_line
from tasks.read.mending.garble import judge

NOTICE = "示例县关于公布二三年度优势产业集群名单的通知，请各单位组织报送发展情况，认定有效期为三年，实行动态管理与监督。"
HONEST = "LED(light) 智能(AI) 企业(集团) (复核) 北京(BJ) 名单(list) 公司(he) 氮(N) 华为(Huawei) 吨(t) 率(r) 爱(ai) 五金(jin) 女(nü)"


def test_a_garbled_notice_comes_back_as_it_was(garbled):
    page = garbled(NOTICE)
    mender = judge(page)
    assert mender.mend(page) == NOTICE
    assert mender.report.converted and mender.report.pinyin_removed == page.count("(") > 10
    assert 0.5 < mender.report.score < 1.0


def test_real_brackets_survive_on_a_clean_page():
    mender = judge(HONEST)
    assert mender.mend(HONEST) == HONEST
    assert mender.report.score == 1.0 and not mender.report.converted


def test_real_brackets_survive_on_a_garbled_page(garbled):
    page = garbled(NOTICE) + HONEST
    assert judge(page).mend(page) == NOTICE + HONEST


def test_a_reading_of_another_character_is_no_garble(garbled):
    page = garbled(NOTICE) + "關(kāi)"
    mender = judge(page)
    assert mender.mend(page).endswith("关(kāi)")
    assert mender.report.score < judge(garbled(NOTICE)).report.score


def test_toneless_readings_go_only_where_the_page_is_known_garbled(garbled):
    page = garbled(NOTICE)
    assert judge(page).mend(page + "單(dan)") == NOTICE + "单"
    assert judge("名單(dan)").mend("名單(dan)") == "名單(dan)"


def test_full_width_brackets_and_blanks_around_a_reading_are_garble_too(garbled):
    page = garbled(NOTICE)
    assert judge(page).mend("關（ guān ）注") == "关注"


@pytest.mark.parametrize(
    ("wrong", "right"), [("關係", "关系"), ("產業體系", "产业体系"), ("製造業", "制造业"), ("裡程", "里程")]
)
def test_variants_of_the_converter_become_the_usual_characters(wrong, right):
    page = f"{wrong}，關於開展製造業單項冠軍企業遴選認定的通知"
    assert judge(page).mend(wrong) == right


def test_a_single_traditional_name_does_not_convert_a_page():
    page = (
        "示例市公布名单：乾照示例光电有限公司、昇示例科技有限公司、國示例厂。" + "一般简体文字说明如下" * 40
    )
    assert judge(page).mend(page) == page


def test_unreadable_characters_lower_the_score():
    assert judge("名单\ufffd\ufffd公布").report.score < 1.0


def test_a_clean_page_loads_no_dictionary():
    code = "import sys; from tasks.read.mending.garble import judge; judge('关于公布名单的通知' * 500); print('opencc' in sys.modules, 'pypinyin' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


def test_width_blanks_and_unseen_characters_are_made_even():
    assert (
        even("２０２３年（第五批）Ａ\u200bＢ\u00a0示\ufeff例\u202e，。；：〔〕")
        == "2023年(第五批)AB 示例，。；：〔〕"
    )
    assert even("⼭东") == "山东"


def test_a_source_line_break_between_chinese_is_no_blank():
    assert one_line("关于\n   公布 2023\n年度") == "关于公布 2023 年度"


@given(st.text(max_size=200))
def test_making_even_twice_changes_nothing_more(text):
    assert even(even(text)) == even(text)
