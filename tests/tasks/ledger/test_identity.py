"""Who a row means. Names are real where they name a case (facts collected for mingdan, 2026-11)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.regions import load_regions
from tasks.ledger.identity import Register, keys_of, open_register
from tasks.ledger.names import name_key
from tasks.recognise.notice import RosterRow
from warehouse.records import Subject

SEEN = datetime(2023, 1, 11, tzinfo=UTC)


def row(name: str, region: str | None = None, former: str | None = None) -> RosterRow:
    return RosterRow(1, name, name, "table 1 row 2", "0" * 64, former_name=former, region=region)


def register(*held: tuple[str, Subject], kind: str = "enterprise") -> Register:
    return open_register(kind, held, regions=load_regions(), seen_at=SEEN)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("瑞普(天津)生物药业有限公司", "瑞普（天津）生物药业有限公司"),
        ("南城校具(教育装备)", "南城校具 （教育装备）"),
        ("ＬＥＤ照明", "LED照明"),
        ("百万千瓦级压水堆核电厂——回路主管道", "百万千瓦级压水堆核电厂-回路主管道"),
    ],
)
def test_prints_of_one_name_share_a_key(one, other):
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("示例有限公司", "示例有限责任公司"),
        ("江苏省溧阳市动力电池产业集群", "溧阳市动力电池产业集群"),
        ("郑州嘉晨电器有限公司", "郑州嘉晨电器有公司"),
    ],
)
def test_different_names_are_never_levelled(one, other):
    assert name_key(one) != name_key(other)


@given(st.text())
def test_a_key_is_its_own_key(name):
    assert name_key(name_key(name)) == name_key(name)


def test_one_name_is_one_subject_however_often_it_is_listed():
    book = register()
    assert book.identify(row("示例有限公司"), within="") == book.identify(row("示例 有限公司"), within="")
    assert len(book.made) == 1


def test_two_that_share_a_name_in_two_provinces_stay_two():
    book = register()
    first = book.identify(row("示例机械有限公司", "山东省"), within="全国")
    second = book.identify(row("示例机械有限公司", "江苏省"), within="全国")
    assert first != second and book.identify(row("示例机械有限公司", "山东"), within="全国") == first


def test_a_subject_is_found_by_its_former_name_and_keeps_both():
    book = register()
    old = book.identify(row("示例旧名有限公司"), within="")
    assert book.identify(row("示例新名有限公司", former="示例旧名有限公司"), within="") == old
    assert book.identify(row("示例新名有限公司"), within="") == old
    assert {n.name for n in book.named.values()} == {"示例旧名有限公司", "示例新名有限公司"}


def test_the_region_comes_from_the_name_the_column_or_the_list():
    book = register(kind="cluster")
    book.identify(row("江苏省常熟市电子氟材料产业集群"), within="全国")
    book.identify(row("示例产业集群"), within="山东省")
    regions = {s.name: (s.region, s.region_code) for s in book.made.values()}
    assert regions["江苏省常熟市电子氟材料产业集群"] == ("江苏省苏州市常熟市", "320581")
    assert regions["示例产业集群"] == ("山东省", "370000")


def test_a_region_learnt_later_is_filled_in_and_the_id_stays():
    book = register()
    first = book.identify(row("示例有限公司"), within="全国")
    assert book.identify(row("示例有限公司", "山东省济南市"), within="全国") == first
    assert book.made[first].region == "山东省济南市"


def test_a_name_means_a_subject_of_the_programmes_own_kind():
    cluster = Subject("s:000000000000", "cluster", "示例", None, None, SEEN)
    book = register((name_key("示例"), cluster), kind="enterprise")
    assert book.identify(row("示例"), within="") != cluster.subject_id


def test_rows_are_sought_under_every_printed_name():
    assert keys_of([row("示例乙", former="示例甲"), row("示例乙")]) == sorted(
        {name_key("示例甲"), name_key("示例乙")}
    )


def test_a_row_without_a_place_is_laid_to_neither_of_two_namesakes():
    """Laid to one of them, the other would seem silent in a review, and would lose its title."""
    book = register()
    one = book.identify(row("示例有限公司", "江苏省"), within="")
    other = book.identify(row("示例有限公司", "山东省"), within="")
    unplaced = book.identify(row("示例有限公司"), within="")
    assert len({one, other, unplaced}) == 3
    assert book.identify(row("示例有限公司", "山东省"), within="") == other
    assert book.identify(row("示例有限公司"), within="") == unplaced
    assert book.subjects[unplaced].region is None
