"""Which readings are trusted, and what is said where one is not; without the engine."""

from __future__ import annotations

import numpy as np
import pytest

from tasks.read.ink.doubts import certain_code, find_lost, is_common, is_weak, judge
from tasks.read.ink.rapid import Reading

CODE = "91440300MA5EJ8GY53"
"""An invented credit code whose check digit agrees."""


def reading(text: str, *, weak: str = "", sure: float = 0.6) -> Reading:
    """A reading sure of every character but those in ``weak``."""
    return Reading(text, tuple(sure if sign in weak else 0.999 for sign in text))


def test_a_line_sure_of_every_character_is_not_read_again() -> None:
    assert not is_weak(reading("示例市示例产业集群"))
    assert is_weak(reading("示例市示例产业集群", weak="群", sure=0.94))


def test_a_sign_that_no_name_has_is_suspect_however_sure() -> None:
    assert is_weak(reading("±1100k\\特高压"))
    assert judge([reading("±1100k\\特高压")] * 3).doubt == "it has the sign \\"


def test_readings_that_agree_take_the_doubt_away() -> None:
    assert (
        judge([reading("示例轴承", weak="轴", sure=0.90), reading("示例轴承"), reading("示例轴承")]).doubt
        == ""
    )


def test_readings_that_differ_are_told_and_the_majority_is_taken() -> None:
    sure = judge([reading("成都鑫固智能", weak="固"), reading("成都鑫崮智能"), reading("成都鑫崮智能")])
    assert (sure.text, sure.doubt) == ("成都鑫崮智能", "two readings differ: 崮, 固")


def test_a_lost_character_is_a_difference() -> None:
    sure = judge([reading("舞市产业", weak="市"), reading("舞钢市产业"), reading("舞钢市产业")])
    assert sure.doubt == "two readings differ: 钢, nothing"


@pytest.mark.parametrize(
    ("one", "other"), [("(集团)", "（集团）"), ("10kV~35kV", "10kV～35kV"), ("A - B", "A－B")]
)
def test_width_blanks_and_kinds_of_dashes_are_no_difference(one: str, other: str) -> None:
    assert judge([reading(one), reading(other), reading(one)]).doubt == ""


def test_a_common_character_that_no_reading_is_sure_of_is_doubted_for_it_may_be_a_rare_one() -> None:
    readings = [reading("苏州濮赞", weak="赞", sure=0.84)] * 3
    assert is_common("赞") and judge(readings).doubt == "赞 is not certain (0.84)"


def test_a_rare_character_that_all_readings_give_is_believed_sooner() -> None:
    assert not is_common("珅") and judge([reading("宁波淼珅", weak="珅", sure=0.84)] * 3).doubt == ""
    assert judge([reading("宁波淼珅", weak="珅", sure=0.6)] * 3).doubt == "珅 is not certain (0.60)"


def test_a_latin_letter_that_may_be_greek_is_doubted() -> None:
    assert judge([reading("a-淀粉酶", weak="a", sure=0.85)] * 3).doubt == "a may be α"


def test_in_small_type_common_characters_must_be_surer() -> None:
    readings = [reading("苏州濮资", weak="资", sure=0.93)] * 3
    assert judge(readings).doubt == ""
    assert judge(readings, small=True).doubt == "资 is not certain (0.93)"


def test_a_code_with_letters_for_figures_is_mended_where_its_check_digit_agrees() -> None:
    assert certain_code(CODE) == CODE
    assert certain_code(CODE.replace("0", "O")) == CODE
    assert judge([reading(CODE.replace("0", "O"), weak="O")] * 3).text == CODE
    assert not is_weak(reading(CODE, weak="5"))


def test_a_code_that_fails_its_check_digit_is_not_mended() -> None:
    wrong = CODE.replace("J", "1")
    assert certain_code(wrong) == ""
    assert judge([reading(wrong, weak="1"), reading(CODE), reading(wrong)]).text == CODE


def test_a_name_of_eighteen_letters_is_no_code() -> None:
    assert certain_code("ABCDEFGHIJKLMNOPQR") == ""


def test_a_character_within_a_usual_word_is_believed_sooner() -> None:
    assert judge([reading("示例有限公司", weak="司", sure=0.8)] * 3).doubt == ""
    assert judge([reading("示例司", weak="司", sure=0.8)] * 3).doubt == "司 is not certain (0.80)"


def test_a_hole_between_two_characters_with_ink_in_it_is_a_lost_one() -> None:
    strip = np.full((30, 130), 255, np.uint8)
    places = tuple(x / 130 for x in (10, 30, 70, 90))
    seen = Reading("成都鹭精", (0.99,) * 4, places)
    assert find_lost(seen, strip) == ""
    strip[8:22, 48:62] = 0
    assert find_lost(seen, strip) == "a character between 都 and 鹭 was not read"
    assert find_lost(Reading("成都(精", (0.99,) * 4, places), strip) == ""


def test_a_small_letter_whose_capital_looks_the_same_is_doubted_before_a_chinese_character() -> None:
    assert is_weak(reading("x射线荧光光谱仪")) and not is_weak(reading("X射线荧光光谱仪"))
    assert judge([reading("x射线荧光光谱仪")] * 3).doubt == "x may be X"
    assert not is_weak(reading("PA66切片a"))
