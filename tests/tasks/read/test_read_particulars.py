"""The table of particulars beside a body: its number and days are the announcement's own, and nothing else of it is."""

from __future__ import annotations

from datetime import date

from tasks.read.web.particulars import read_particulars

HEAD = [
    "索引号 370000/2024-00001 主题分类 工业、交通 / 工业",
    "发布机构 山东省工业和信息化厅 发文字号 鲁工信产〔2024〕12号",
    "成文日期 2024-06-25 发布日期 2024-06-26 有效性 有效",
]


def test_number_and_day_are_read_wherever_they_stand_on_a_line() -> None:
    told, day = read_particulars(HEAD)
    assert [one.text for one in told] == ["发文字号:鲁工信产〔2024〕12号", "成文日期:2024-06-25"]
    assert day == date(2024, 6, 26) and {one.locator for one in told} == {"head"}


def test_a_line_for_each_label_reads_the_same() -> None:
    lines = [line for text in HEAD for line in text.replace(" 发", "\n发").replace(" 成", "\n成").split("\n")]
    assert read_particulars(lines) == read_particulars(HEAD)


def test_an_empty_value_is_not_the_next_label() -> None:
    told, _ = read_particulars(["索引号 1/2024", "发文字号 主题分类 工业", "成文日期：2024年6月25日"])
    assert [one.text for one in told] == ["成文日期:2024年6月25日"]


def test_a_line_of_source_and_time_is_no_particulars() -> None:
    assert read_particulars(["来源：示例网 发布时间：2024-06-26", "按照示例〔2024〕1号，现予公布。"]) == (
        (),
        None,
    )


def test_the_head_of_a_page_of_open_information_is_kept(read) -> None:
    cells = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in line.split(" ", 3)) + "</tr>" for line in HEAD
    )
    html = f"<html><body><div class='xxgk_head'><table>{cells}</table></div><h1>关于公布2024年度示例名单的通知</h1>"
    document = read(html + "<div class='TRS_Editor'><p>现予公布。</p><p>1.示例集群</p></div></body></html>")
    assert document.published_on == date(2024, 6, 26)
    assert [block.locator for block in document.paragraphs] == ["head", "head", "p[1]", "p[2]"]
    assert document.paragraphs[0].text == "发文字号:鲁工信产〔2024〕12号"
