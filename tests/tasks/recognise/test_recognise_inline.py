"""Names inside a sentence: every separator, names that hold one themselves, places in brackets, products set beside."""

from __future__ import annotations

import pytest

from config.regions import load_regions
from tasks.recognise.inline import find_inline
from tasks.recognise.text import tight
from tests.tasks.recognise.cases import make_document, make_source, rows_of, run

A, B, C = "示例甲有限公司", "示例乙有限公司", "示例丙有限公司"


def names(text: str, subject: str = "enterprise") -> list[str]:
    (found,) = find_inline(tight(text), subject=subject, regions=load_regions())
    return [name for name, _ in found.names]


@pytest.mark.parametrize(
    "text",
    [
        f"拟认定企业名单如下：{A}；{B}；{C}。",
        f"名单如下：{A}、{B}和{C}。",
        f"名单如下：{A}、{B}及{C}。",
        f"名单如下：{A}、{B}以及{C}。",
        f"确定{A}、{B}、{C}等3家企业为示范企业。",
        f"确定{A}、{B}、{C}共3家。",
    ],
)
def test_any_separator_parts_names(text: str) -> None:
    assert names(text) == [A, B, C]


@pytest.mark.parametrize(
    "name",
    [
        "和平示例电气有限公司",
        "示例等离子科技有限公司",
        "示例（苏州、无锡）机械有限公司",
        "示例集团和利时股份有限公司",
    ],
)
def test_a_name_may_hold_the_signs_that_part_names(name: str) -> None:
    assert names(f"公示名单：{A}、{name}、{B}共3家") == [A, tight(name), B]
    assert names(f"公示名单：{A}、{B}和{name}共3家") == [A, B, tight(name)]


def test_a_name_with_a_comma_of_its_own_is_put_together_where_the_number_proves_it() -> None:
    assert names(f"确定示例农、林装备有限公司、{A}2家企业") == ["示例农、林装备有限公司", A]


def test_a_name_whose_end_is_missing_is_in_doubt() -> None:
    title = "工业和信息化部关于公布第四批制造业单项冠军企业名单的通告"
    outcome = run(
        make_document(title, f"确定{A}、{B}、{C}、{A[:3]}丁有限公司、示例戊、示例己有限公司为单项冠军。")
    )

    assert rows_of(outcome)[4] == "示例戊"
    assert [one.kind for one in outcome.rosters[0].problems] == ["doubtful"]  # type: ignore[union-attr]  # it is a notice


def test_a_place_in_brackets_behind_a_name_is_its_region() -> None:
    title = "关于公布第四批山东省制造业单项冠军企业名单的通知"
    shandong = make_source("province", "山东", "山东省工业和信息化厅")
    outcome = run(make_document(title, f"确定{A}（济南市）、{B}（青岛市）2家企业。"), source=shandong)

    rows = outcome.rosters[0].rows  # type: ignore[union-attr]  # it is a notice
    assert [(row.name, row.region, row.product) for row in rows] == [
        (A, "山东省济南市", None),
        (B, "山东省青岛市", None),
    ]


def test_products_beside_names_are_set_to_them_only_in_equal_number() -> None:
    regions = load_regions()
    (even,) = find_inline(f"{A}、{B}的高压辊磨机、数控车床分别入选", subject="enterprise", regions=regions)
    odd = find_inline(f"{A}、{B}的高压辊磨机分别入选", subject="enterprise", regions=regions)

    assert even.products == ("高压辊磨机", "数控车床")
    assert all(not one.products for one in odd)
