"""Counties that were made districts are found by what lists called them (State Council, 2002 to 2021)."""

from __future__ import annotations

import pytest

from config.regions import load_regions


@pytest.mark.parametrize(
    ("printed", "now"),
    [
        ("莱芜市", "山东省济南市莱芜区"),
        ("山东省莱芜市", "山东省济南市莱芜区"),
        ("青岛市即墨市", "山东省青岛市即墨区"),
        ("绍兴县", "浙江省绍兴市柯桥区"),
        ("上海市闸北区", "上海市静安区"),
    ],
)
def test_a_county_that_is_no_more_is_the_district_of_today(printed: str, now: str):
    region = load_regions().named(printed)
    assert region is not None and region.name == now


def test_a_name_that_begins_with_an_abolished_county_lies_in_the_district_of_today():
    found = load_regions().leading("莱芜市示例粉末冶金有限公司")
    assert found is not None and (found[0].name, found[1]) == ("山东省济南市莱芜区", "示例粉末冶金有限公司")
