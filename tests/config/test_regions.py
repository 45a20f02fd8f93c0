from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.regions import load_regions, short_name

REGIONS = load_regions()


@pytest.mark.parametrize(("text", "code", "name", "level"), [
    ("山东", "370000", "山东省", "province"), ("山东省", "370000", "山东省", "province"),
    ("全国", "000000", "全国", "nation"), ("370100", "370100", "山东省济南市", "city"),
    ("济南", "370100", "山东省济南市", "city"), ("山东省济南市", "370100", "山东省济南市", "city"),
    ("山东 济南", "370100", "山东省济南市", "city"), ("深圳", "440300", "广东省深圳市", "city"),
    ("内蒙古", "150000", "内蒙古自治区", "province"), ("广西", "450000", "广西壮族自治区", "province"),
    ("宁夏", "640000", "宁夏回族自治区", "province"), ("新疆", "650000", "新疆维吾尔自治区", "province"),
    ("兵团", "660000", "新疆生产建设兵团", "province"), ("新疆兵团", "660000", "新疆生产建设兵团", "province"),
    ("北京市丰台区", "110106", "北京市丰台区", "county"), ("丰台区", "110106", "北京市丰台区", "county"),
    ("常熟", "320581", "江苏省苏州市常熟市", "county"), ("济源市", "419001", "河南省济源市", "county"),
    ("恩施州", "422800", "湖北省恩施土家族苗族自治州", "city"), ("中山市", "442000", "广东省中山市", "city"),
    ("吉林", "220000", "吉林省", "province"), ("吉林市", "220200", "吉林省吉林市", "city"),
    ("海南", "460000", "海南省", "province"), ("海南州", "632500", "青海省海南藏族自治州", "city"),
    ("朝阳", "211300", "辽宁省朝阳市", "city"), ("北京市朝阳区", "110105", "北京市朝阳区", "county"),
])  # fmt: skip
def test_a_region_is_read_in_any_usual_form(text: str, code: str, name: str, level: str) -> None:
    region = REGIONS.named(text)
    assert region is not None
    assert (region.code, region.name, region.level) == (code, name, level)
    assert region.name.startswith(region.province)


@pytest.mark.parametrize(
    "text", ["", "省", "朝阳区", "鼓楼区", "苏州市朝阳区", "山东省济南市高新区", "高新区", "示例市"]
)
def test_what_names_no_one_region_is_null(text: str) -> None:
    assert REGIONS.named(text) is None


# names as printed in national and provincial lists 2013 to 2025, where not marked otherwise
@pytest.mark.parametrize(("text", "name", "rest"), [
    ("江苏省常熟市电子氟材料产业集群", "江苏省苏州市常熟市", "电子氟材料产业集群"),
    ("溧阳市动力电池产业集群", "江苏省常州市溧阳市", "动力电池产业集群"),
    ("北京市丰台区轨道交通智能控制产业集群", "北京市丰台区", "轨道交通智能控制产业集群"),
    ("广东省广州市海珠区智能制造系统集成服务产业集群", "广东省广州市海珠区", "智能制造系统集成服务产业集群"),
    ("辽源市龙山区高精铝轨道客车产业集群", "吉林省辽源市龙山区", "高精铝轨道客车产业集群"),
    ("延边州延吉市人参大健康产业集群", "吉林省延边朝鲜族自治州延吉市", "人参大健康产业集群"),
    ("宁波江北区光电材料特色产业集群", "浙江省宁波市江北区", "光电材料特色产业集群"),
    ("山东济南高新区(人工智能)特色产业集群", "山东省济南市", "高新区(人工智能)特色产业集群"),
    ("南京六合区雄州机电产业集聚区", "江苏省南京市六合区", "雄州机电产业集聚区"),
    ("无锡锡山经济开发区新材料产业园", "江苏省无锡市锡山区", "经济开发区新材料产业园"),
    ("朝阳金达钛业股份有限公司", "辽宁省朝阳市", "金达钛业股份有限公司"),
    ("内蒙古兴洋科技股份有限公司", "内蒙古自治区", "兴洋科技股份有限公司"),
    ("济南市中区示例集群", "山东省济南市市中区", "示例集群"),        # invented: the city's 市 is the district's
    ("吉林市示例集群", "吉林省吉林市", "示例集群"), ("吉林省示例集群", "吉林省", "示例集群"),
    ("江西万年青示例公司", "江西省", "万年青示例公司"),             # not the county 万年
    ("苏州市朝阳区示例集群", "江苏省苏州市", "朝阳区示例集群"),     # no such district there
])  # fmt: skip
def test_a_name_is_split_into_its_region_and_the_rest(text: str, name: str, rest: str) -> None:
    found = REGIONS.leading(text)
    assert found is not None
    assert (found[0].name, found[1]) == (name, rest)


@pytest.mark.parametrize("text", [
    "南京路示例店", "大连银行", "北京大学", "武汉理工光科股份有限公司", "山东理工大学", "中国宝武", "全国示例集群",
    "河北区域示例", "朝阳区示例集群", "鼓楼区示例集群", "白银示例公司", "示例股份有限公司", "山东省", "",
])  # fmt: skip
def test_a_name_that_opens_with_no_sure_region_is_null(text: str) -> None:
    assert REGIONS.leading(text) is None


def test_every_region_is_found_by_its_full_name_or_shares_it() -> None:
    table = [REGIONS.named(code) for code in REGIONS.codes()]
    assert len(table) > 3300
    assert [region.name for region in table if region and REGIONS.named(region.name) != region] == []


@given(st.sampled_from(REGIONS.codes()), st.sampled_from(["示例集群", "某某股份有限公司"]))
def test_a_full_name_leads_to_its_region(code: str, rest: str) -> None:
    region = REGIONS.named(code)
    assert region is not None
    if region.level != "nation":
        assert REGIONS.leading(region.name + rest) == (region, rest)


def test_it_is_pure_and_quick() -> None:
    started = time.process_time()
    for _ in range(1000):
        assert REGIONS.leading("江苏省无锡市惠山区智能基础零部件制造产业集群") is not None
    assert time.process_time() - started < 0.2  # ten times what it takes; goal 20 µs a name


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("全国", "全国"), ("北京市", "北京"), ("内蒙古自治区", "内蒙古"), ("广西壮族自治区", "广西"),
        ("新疆维吾尔自治区", "新疆"), ("新疆生产建设兵团", "兵团"), ("广东省深圳市", "深圳"), ("", ""),
    ],
)  # fmt: skip
def test_a_table_calls_a_region_by_its_own_name_without_the_ending(name: str, short: str) -> None:
    assert short_name(name) == short
