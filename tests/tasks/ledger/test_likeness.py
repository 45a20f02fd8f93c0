"""Which names are put before a person, and which never: a stated score, and nothing that plainly parts two.

Names of the confusions are real (facts collected for mingdan, 2026-11); the wrong prints of them are made up.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.regions import load_regions
from tasks.ledger.likeness import ASKED_FROM, Candidate, Named, akin, best_of, candidates, compare_names
from tasks.ledger.names import name_key
from tasks.ledger.prints import prints_of
from tasks.ledger.whereabouts import Whereabouts

WHERE = Whereabouts(load_regions())


def named(name: str, *, region: str | None = None, code: str | None = None) -> Named:
    return Named(f"s:{name}", name, name_key(name), region, code)


def asked(one: Named, other: Named) -> Candidate | None:
    here, there = prints_of(one.key, WHERE.split), prints_of(other.key, WHERE.split)
    near = here.whole & (there.whole | there.lost) or here.lost & there.whole
    found = best_of([(one, [other] if near else [])], WHERE.split)
    return found[0] if found else None


@pytest.mark.parametrize(
    ("printed", "held"),
    [
        ("溧阳市动力电池产业集群", "江苏省溧阳市动力电池产业集群"),
        ("郑州嘉晨电器有公司", "郑州嘉晨电器有限公司"),
        ("山东尚舜化工有限责任公司", "山东尚舜化工有限公司"),
        ("青岛豪迈机械科技", "豪迈机械科技股份有限公司"),
        ("武侯区微波射频", "武侯区微波射频产业集群"),
        ("常熟市电子氟材科产业集群", "常熟市电子氟材料产业集群"),
        ("河南金丹乳酸科技股分有限公司", "河南金丹乳酸科技股份有限公司"),
        ("溧阳市动电池产业集群", "溧阳市动力电池产业集群"),
        ("溧市动力电池产业集群", "溧阳市动力电池产业集群"),
        ("动力电材料产业集群", "江苏省溧阳市动力电池材料产业集群"),
        ("示例(江苏)精密机械有限公司", "示例江苏精密机械有限公司"),
    ],
)
def test_a_name_in_another_print_is_a_question_with_its_reasons(printed: str, held: str):
    found = asked(named(printed), named(held))
    assert found is not None and found.score >= ASKED_FROM and found.reasons


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("示例东区电子材料产业集群", "示例西区电子材料产业集群"),
        ("示例第一机床制造厂", "示例第二机床制造厂"),
        ("示例甲精密机械有限公司", "示例乙精密机械有限公司"),
        ("示例12英寸硅片材料有限公司", "示例2英寸硅片材料有限公司"),
        ("溧阳市动力电池产业集群", "宜宾市动力电池产业集群"),
        ("示例东精密机械有限公司", "示例精密机械有限公司"),
        ("示例新电子材料产业集群", "示例电子材料产业集群"),
        ("示例老电子材料产业集群", "示例新电子材料产业集群"),
        ("示例恒达精密机械有限公司", "示例恒泰精密机械有限公司"),
        ("示例市新100区精密机械产业集群", "示例市第100区精密机械产业集群"),
    ],
)
def test_what_plainly_parts_two_names_is_no_question(one: str, other: str):
    assert asked(named(one), named(other)) is None


def test_two_credit_codes_part_and_one_joins_before_a_person():
    one, other = named("示例甲机械有限公司", code="1"), named("全然不同实业有限公司", code="1")
    assert compare_names(one, other, WHERE.split) is not None
    assert (
        compare_names(named("示例有限公司", code="1"), named("示例有限公司", code="2"), WHERE.split) is None
    )


def test_two_provinces_part_even_one_name():
    one, other = named("示例机械有限公司", region="山东省"), named("示例机械有限公司", region="江苏省")
    assert compare_names(one, other, WHERE.split) is None


@given(st.text("华盛恒达鑫瑞泰安康宏机械电子", min_size=5, max_size=12), st.data())
def test_a_name_that_lost_one_sign_always_shares_a_print(name: str, data: st.DataObject):
    at = data.draw(st.integers(0, len(name) - 1))
    whole, lost = (
        prints_of(name_key(text), lambda key: ("", key)) for text in (name, name[:at] + name[at + 1 :])
    )
    assert lost.whole & (whole.lost | whole.whole)


def test_near_equal_numbered_names_share_no_print():
    made = [prints_of(f"示例企业{number:04}有限公司", WHERE.split) for number in range(60)]
    assert len({text for one in made for text in one.whole}) == 60
    assert not {text for one in made for text in one.whole} & {text for one in made for text in one.lost}


def test_a_new_name_is_asked_about_once_and_with_the_most_alike():
    held = [named("江苏省溧阳市动力电池产业集群"), named("溧阳市动力电池材料产业集群")]
    (found,) = candidates([named("溧阳市动力电池产业集群")], held, WHERE.split)
    assert found.held.name == "江苏省溧阳市动力电池产业集群"


@given(st.text(max_size=20), st.text(max_size=20))
def test_any_two_texts_are_compared_alike_in_either_order(one: str, other: str):
    here, there = named(one), named(other)
    found, back = compare_names(here, there, WHERE.split), compare_names(there, here, WHERE.split)
    assert (found is None) == (back is None)
    assert found is None or back is None or found.score == back.score


def test_names_are_akin_by_a_word_that_is_no_legal_form():
    assert akin("示例甲有限公司", "示例乙有限公司")
    assert not akin("示例有限公司", "虚构有限公司")
