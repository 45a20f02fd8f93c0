"""What stands beside a list is left out only where that is sure, and a summary's date is not the row's."""

from __future__ import annotations

import pytest

T = "关于示例省级特色产业集群名单第{n}号的公示"
ROWS = "".join(
    f'<li><a href="./202603/t2026030{n}_{n}.html">{T.format(n=n)}</a><span>2026-03-0{n}</span></li>'
    for n in range(1, 6)
)
LIST = f'<ul class="list">{ROWS}</ul>'


def margin(folder: str = "/xwdt/gzdt", rows: int = 3, date: str = "") -> str:
    links = (
        f'<li><a href="{folder}/202603/t20260304_9{n}.html">示例省召开第{n}次调度会议</a>{date}</li>'
        for n in range(rows)
    )
    return f'<div class="hot"><h3>热点推荐</h3><ul>{"".join(links)}</ul></div>'


@pytest.fixture
def read(source, read_answer):
    return lambda text, kind="trs": read_answer(source(kind, "/jxdt/tzgg/", {}), text).entries


@pytest.mark.parametrize("kind", ["trs", "html", "ucap"])
@pytest.mark.parametrize("text", [margin() + LIST, LIST + margin()], ids=["before", "behind"])
def test_articles_of_other_columns_in_the_margin_are_no_entries(read, kind: str, text: str) -> None:
    assert {entry.title for entry in read(text, kind)} == {T.format(n=n) for n in range(1, 6)}


@pytest.mark.parametrize(
    "beside",
    [
        margin("/jxdt/tzgg"),
        margin(rows=2),
        margin(date="<i>03-04</i>"),
    ],
    ids=["of the same column", "two headlines", "with dates"],
)
def test_what_may_be_of_the_list_is_read(read, beside: str) -> None:
    assert len(read(beside + LIST)) == 5 + beside.count("<a ")


def test_a_last_page_may_have_fewer_rows_than_its_margin_where_they_are_the_pages_own(read) -> None:
    assert len(read(margin(rows=6) + LIST)) == 5
    elsewhere = LIST.replace("./202603/", "/gzdt/202603/")
    assert len(read(margin(rows=6) + elsewhere)) == 11


def test_a_row_that_stands_in_the_list_too_is_the_lists(read) -> None:
    shared = margin().replace("t20260304_90.", "t20260301_1.")
    assert len(read(shared + LIST)) == len(read(LIST + shared)) == 5


def test_a_list_without_any_dates_is_read_beside_another(read) -> None:
    bare = LIST.replace("<span>2026-03-0", "<span>示例处")
    assert len(read(bare + margin())) == 8


@pytest.mark.parametrize(
    ("day", "listed_as"),
    [
        ('<div class="time"><b>19</b><i>2026-11</i></div>', "2026-11-19"),
        ("<span>[2026-11-19]</span>", "2026-11-19"),
        ("", "2026-03-05"),
    ],
)
def test_a_date_by_itself_goes_before_one_in_the_summary(read, day: str, listed_as: str) -> None:
    row = f"""<li>{day}<div class="txt"><a href="/gxt/tzgg/202611/0123456789abcdef0123456789abcdef.shtml">{T}</a>
        <p>《关于2026-03-05发布的示例措施》政策解读……</p></div></li>"""
    assert [entry.listed_as for entry in read(f"<ul>{row}</ul>")] == [listed_as]


def test_a_date_with_its_label_is_the_rows_own(read) -> None:
    row = f"""<li><div class="txt"><a href="t20260301_1.html">{T}</a><p>发布时间：2026-03-01 来源：示例处</p></div>
        <em>2026-03-04</em></li>"""
    assert read(f"<ul>{row}</ul>")[0].listed_as == "2026-03-01"
