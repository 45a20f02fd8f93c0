"""The lists of the past have as many rows as their announcements state, the known ones first."""

from __future__ import annotations

import io
import subprocess
import sys
from hashlib import sha256

import pytest
from openpyxl import load_workbook

from demo.past.data import FilePlan, Filler, ListPlan, PastBroken, read_past_file
from demo.past.rows import Row, _fill, load_lists
from demo.past.sheet import write_sheet

STATED = {
    "champion-1-demonstration": 54,  # facts collected for mingdan: 54 + 50 = 104 of the first batch
    "champion-1-cultivation": 50,
    "champion-1-passed": 95,
    "champion-4": 64,
    "champion-4-proposed": 65,
    "cluster-2022": 100,
    "cluster-2022-proposed": 101,
    "cluster-2022-passed": 97,
    "cluster-2023": 100,
    "cluster-2024": 100,
    "cluster-2025": 100,
    "sd-cluster-2024": 36,
    "sd-cluster-2025": 35,
}


def names(rows):
    return {row.name for row in rows}


def test_every_list_has_the_number_stated(past):
    assert {name: len(rows) for name, rows in past.lists.items()} == STATED


def test_what_is_not_known_by_name_looks_invented(past):
    known = {
        "cluster-2022": 41,
        "cluster-2023": 12,
        "cluster-2024": 35,
        "cluster-2025": 9,
        "sd-cluster-2024": 1,
    }
    for name, number in known.items():
        assert sum("示例" not in row.name for row in past.lists[name]) == number


def test_one_proposed_cluster_of_2022_is_not_designated(past):
    gone = names(past.lists["cluster-2022-proposed"]) - names(past.lists["cluster-2022"])
    assert gone == {"山东省示例甲县落选示例装备产业集群"}


def test_only_invented_holders_fail_a_review(past):
    first = names(past.lists["champion-1-demonstration"]) | names(past.lists["champion-1-cultivation"])
    silent = (first - names(past.lists["champion-1-passed"])) | (
        names(past.lists["cluster-2022"]) - names(past.lists["cluster-2022-passed"])
    )
    assert len(silent) == 12 and all("示例" in name for name in silent)


def test_passed_names_are_printed_as_they_were_designated(past):
    assert names(past.lists["cluster-2022-passed"]) < names(past.lists["cluster-2022"])
    assert "江苏省无锡市惠山区智能基础零部件制造产业集群" in names(past.lists["cluster-2022-passed"])


def test_no_holder_stands_in_two_years(past):
    years = ["cluster-2022", "cluster-2023", "cluster-2024", "cluster-2025"]
    every = [row.name for year in years for row in past.lists[year]]
    assert len(every) == len(set(every)) == 400


def test_the_first_batch_is_split_by_province_as_known(past):
    rows = [*past.lists["champion-1-demonstration"], *past.lists["champion-1-cultivation"]]
    split = {region: sum(row.region == region for row in rows) for region in ("山东省", "江苏省", "浙江省")}
    assert split == {"山东省": 22, "江苏省": 18, "浙江省": 13}


def test_lists_are_the_same_each_time():
    assert load_lists() == load_lists()


def test_a_total_below_the_known_rows_is_told(past):
    with pytest.raises(PastBroken, match="more rows than the 3"):
        _fill(ListPlan(real="cluster-2025", total=3), read_past_file("filler.yaml", Filler))


def test_a_sheet_has_heading_header_and_numbered_rows():
    plan = FilePlan(
        name="示例.xlsx",
        heading=("附件1", "示例名单"),
        list="x",
        columns={"序号": "number", "名称": "name", "类别": "category"},
        marked="（第一批）",
    )
    book = load_workbook(
        io.BytesIO(write_sheet(plan, (Row("示例甲", "山东省", category="示范企业"), Row("示例乙", "山东省"))))
    )
    cells = [[cell for cell in row if cell is not None] for row in book.active.values]
    assert cells == [
        ["附件1"],
        ["示例名单"],
        ["序号", "名称", "类别"],
        [1, "示例甲", "示范企业（第一批）"],
        [2, "示例乙", "（第一批）"],
    ]


def test_a_sheet_has_the_same_bytes_in_every_process(past, tmp_path):
    program = (
        "from demo.past import load_past; from hashlib import sha256\n"
        "item = next(i for i in load_past().site('cn-miit-wjfb').items if i.key == 'cluster-2023')\n"
        "print(sha256(item.attachments[0].make()).hexdigest())"
    )
    item = next(item for item in past.site("cn-miit-wjfb").items if item.key == "cluster-2023")
    other = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.strip()
    assert sha256(item.attachments[0].make()).hexdigest() == other
