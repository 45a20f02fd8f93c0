"""Each garbling by its own marks: what is undone, what survives, what stays in doubt."""

from __future__ import annotations

import pytest

from tasks.read.mending.garble import beyond_repair, judge
from tasks.read.mending.mojibake import unscramble
from tasks.read.mending.noise import PART, cut_jamming, is_jamming

TRADITIONAL = "關於開展製造業單項冠軍企業遴選認定的通知，"
REAL_BRACKETS = "LED灯 (AI) (复核) (集团) (北京) (HFNC) 智能(AI) 华为(Huawei) ±1100kV——示范·基地 瑞普(天津)生物 5G 2,4-D(92%) R&D <5mm GB/T 19001"


@pytest.mark.parametrize(
    "before",
    [
        "",
        TRADITIONAL * 3,
        "關(guān)於(yú)開(kāi)展(zhǎn)業(yè)" * 3,
        "濉(sui)溪(xi)县(xian)经(jing)信(xin)局(ju)",
    ],
)
def test_real_brackets_survive_on_every_page(before):
    assert judge(before + REAL_BRACKETS).mend(REAL_BRACKETS) == REAL_BRACKETS


@pytest.mark.parametrize(
    ("copied", "meant"),
    [
        ("濉(sui)溪縣經(jing)信(xin)局(ju)綠(lv)(lv)(lv)(lv)色6(6)月(yue)工(gong)廠(chang)", "濉溪县经信局绿色6月工厂"),
        ("共有(gòngyǒu)1700家科创(kēchuàng)优质“潜力股(qiánlìgǔ)”", "共有1700家科创优质“潜力股”"),
        ("聯係控製關於產業體係，皇後區", "联系控制关于产业体系，皇后区"),
        ("公布名单</p><p>示例&nbsp;集群&amp;nbsp;&#20013;&lt;br/&gt;完", f"公布名单{PART}{PART}示例 集群 中{PART}完"),
        ("一，，二、、三；；", "一，二、三；"),
        ("名单 ，现予 。公布 ，如 ：下 ；有 ，效", "名单，现予。公布，如：下；有，效"),
    ],
)  # fmt: skip
def test_what_a_copy_did_is_undone(copied, meant):
    assert judge(copied).mend(copied) == meant


@pytest.mark.parametrize(
    "text",
    ["江西黑貓?zhí)亢诠煞?", "公示。?F予以公布", "公示?F予以公布", "名单\ufffd公布", "示例\ue123公司", "????公司", "示例？？？公司",
     "娑撳﹥鎹ｇ敮鍌炴肠閹存劗鏁哥捄顖炴肠", "錦關(kāi)集團"],
)  # fmt: skip
def test_what_cannot_be_repaired_is_in_doubt(text):
    mender = judge("關(guān)於(yú)開(kāi)展業(yè)" * 3 + text)
    assert mender.doubt(mender.mend(text))


@pytest.mark.parametrize(
    "text", ["什么是单项冠军?", "5G信息", "LED灯(照明)", "乾照光电股份有限公司", "A·B·C", "——"]
)
def test_what_is_plain_is_not_in_doubt(text):
    assert judge(text * 3).doubt(text) == ""


@pytest.mark.parametrize(
    ("copied", "meant", "doubted"),
    [
        ("廈門乾照光電股份有限公司", "厦门乾照光电股份有限公司", False),
        ("昇維旭技術", "昇维旭技术", False),
        ("杭州於潛鎮", "杭州于潜镇", False),
        ("提昇乾燥若乾關於", "提升干燥若干关于", False),
        ("示例乾某集團", "示例乾某集团", True),
        ("示例昇某集團", "示例昇某集团", True),
    ],
)
def test_a_character_that_may_be_a_name_is_settled_by_words_or_stays_in_doubt(copied, meant, doubted):
    mender = judge(TRADITIONAL * 3 + copied)
    mended = mender.mend(copied)
    assert mended.replace("於潜", "于潜") == meant and bool(mender.doubt(mended)) is doubted


def test_simplified_names_are_not_converted():
    page = "厦门乾照光电股份有限公司、昇维旭技术、显著、於潜镇。" * 5
    assert judge(page).mend(page) == page


@pytest.mark.parametrize("line", ["8 [/ S% c2 ^", "3 F0 ]$ `! @6 _* l", "# N; e! ^5 G: T& h"])
def test_jamming_between_lines_is_known(line):
    assert is_jamming(line)
    assert cut_jamming("各示例市：" + line) == ("各示例市：", 1)


@pytest.mark.parametrize(
    "line",
    [
        "010-68205198",
        "http://a.cn/?q=1&b=2#c",
        "GB/T 19001-2016",
        "A/B (1) [2]",
        "x@y.cn; z@y.cn",
        "<5mm",
        "1.",
        "±1100kV",
    ],
)
def test_what_is_written_in_letters_and_digits_is_no_jamming(line):
    assert not is_jamming(line) and cut_jamming("示例：" + line) == ("示例：" + line, 0)


def test_text_wrong_twice_over_comes_back():
    twice = "示例集群名单公布".encode().decode("latin-1").encode().decode("latin-1")
    assert unscramble(twice) == ("示例集群名单公布", 2)


def test_honest_latin_letters_are_left():
    assert unscramble("Café, Müller & Söhne; ±1100kV × 2 “引号”…… é è ü")[1] == 0


def test_a_text_with_many_lost_characters_is_beyond_repair():
    page = "示例\ufffd\ufffd名单\ufffd\ufffd公布\ufffd\ufffd"
    assert "6 of 12 characters" in beyond_repair(judge(page).report, len(page))
    assert beyond_repair(judge("示例" * 500 + "\ufffd").report, 1001) == ""


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_sign_of_two_bytes_alone_is_read_in_the_pages_own_set(encoding):
    page = "示例集群名单公布\n第1页 共3页\n±1100kV换流变压器，共三项。"
    assert unscramble(page.encode(encoding).decode("latin-1"))[0] == page
