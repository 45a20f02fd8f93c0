"""Hanweb's lists: which records are the column's, what stands behind them, and why no more can be asked for."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from config.errors import LayoutChanged

PROXY = "/module/web/jpage/dataproxy.jsp"


def record(number: int, column: int = 15203) -> str:
    link = f'<a href="/art/2026/3/5/art_{column}_{number}.html" title="示例公示第{number}号">示例…</a>'
    return f"<record><![CDATA[<li>{link}<b>2026-03-05</b></li>]]></record>"


def data_store(*numbers: int, group: str = "", total: int = 0) -> str:
    counted = f"<totalrecord>{total}</totalrecord>" if total else ""
    behind = f'<nextgroup><![CDATA[<a href="{group}"></a>]]></nextgroup>' if group else ""
    records = "".join(map(record, numbers))
    return f"<datastore>{counted}{behind}<recordset>{records}</recordset></datastore>"


@pytest.fixture
def column(source):
    """Make a source whose list is a column page."""
    return lambda path="/col/col15203/index.html", **keys: source("jpage", path, keys)


def numbers(page) -> list[str]:
    return [entry.native_id.partition("#")[2] for entry in page.entries]


def query(request) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(request.url).query).items()}


def test_of_several_stores_that_of_the_unit_is_read(column, read_answer) -> None:
    text = f"<div id='1'>{data_store(1)}</div><div id='2'>{data_store(2)}</div>"
    assert numbers(read_answer(column("/col/col15203/index.html?uid=2"), text)) == ["2"]
    assert numbers(read_answer(column(params={"unitid": 1}), text)) == ["1"]
    assert numbers(read_answer(column(), text)) == ["1", "2"]


def test_a_page_that_shows_all_it_counts_has_nothing_behind(column, read_answer) -> None:
    page = read_answer(
        column(), f"<div id='7'>{data_store(1, 2)}</div><script>var totalRecord:2, perPage:15</script>"
    )
    assert (page.next, page.note) == (None, "")


def test_records_behind_are_asked_for_by_the_pages_own_keys(column, read_answer) -> None:
    script = (
        "<script>u='/x/dataproxy.jsp?webid=78&columnid=15203&unitid=7'; totalRecord:386, perPage:15</script>"
    )
    page = read_answer(column(), f"<div id='7'>{data_store(1, 2)}</div>{script}")
    assert urlsplit(page.next.url).path == "/x/dataproxy.jsp"
    asked = query(page.next)
    assert (asked["startrecord"], asked["endrecord"], asked["perpage"]) == ("3", "17", "15")
    assert (asked["webid"], asked["columnid"], asked["unitid"]) == ("78", "15203", "7")


def test_a_sealed_link_is_not_replayed_and_the_page_says_what_it_cannot_show(column, read_answer) -> None:
    store = data_store(1, 2, group=f"{PROXY}?page=2&amp;webid=78&amp;columnid=aG9=&amp;unitid=x9F", total=386)
    page = read_answer(column(), store)
    assert page.next is None
    assert "sealed" in page.note and "2 of 386" in page.note


def test_a_column_that_is_asked_by_number_is_asked_for_the_next_one(column, read_answer) -> None:
    page = read_answer(
        column("/col/col15203/index.html?uid=7&pageNum=1"), f"<div id='7'>{data_store(1)}</div>"
    )
    assert query(page.next) == {"uid": "7", "pageNum": "2"}


AJAX = "<script>$.post('/module/web/jpage/dataproxy.jsp?webid=23&columnid=15203&unitid=7', {perpage:25})</script>"


def test_rows_beside_the_list_are_not_taken_for_it(column, read_answer) -> None:
    beside = '<li><a href="/art/2026/3/5/art_999_5.html">示例热点要闻一则</a><span>2026-03-05</span></li>'
    page = read_answer(column(), beside + AJAX)
    assert page.entries == () and query(page.follow)["columnid"] == "15203"
    own = beside.replace("art_999", "art_15203")
    assert numbers(read_answer(column(), own + AJAX)) == ["5"]


def test_an_empty_store_beside_a_call_is_no_empty_list(column, read_answer) -> None:
    page = read_answer(column(), f"<div id='7'>{data_store()}</div>{AJAX}")
    assert page.follow is not None and not page.proven


FORM = {
    "webid": 23,
    "columnid": 15203,
    "unitid": 7,
    "path": "/",
    "startrecord": 1,
    "endrecord": 25,
    "perpage": 25,
}


@pytest.mark.parametrize("group", ["", f"{PROXY}?page=2&amp;webid=23&amp;columnid=15203&amp;unitid=7"])
def test_a_window_moves_on_by_its_own_length(column, read_answer, group) -> None:
    one = column(PROXY, method="POST", params=FORM)
    page = read_answer(one, data_store(1, group=group), at=f"{PROXY}?startrecord=26&endrecord=50&perpage=25")
    assert query(page.next) == {"startrecord": "51", "endrecord": "75", "perpage": "25"}
    assert dict(page.next.form) == {"webid": "23", "columnid": "15203", "unitid": "7", "path": "/"}


def test_pages_of_a_proxy_are_counted_to_the_last(column, read_answer) -> None:
    one = column(PROXY, params={"page": 1, "webid": 28, "columnid": 14418, "unitid": 18878})
    at = f"{PROXY}?page=2&webid=28&columnid=14418&unitid=18878"
    assert query(read_answer(one, data_store(1, 2), at=at).next)["page"] == "3"
    assert read_answer(one, data_store(1, 2, total=4), at=at).next is None


@pytest.mark.parametrize(
    "end", ["<?xml version='1.0'?><datastore></datastore>", "<datastore><recordset/></datastore>"]
)
def test_the_few_bytes_behind_the_last_page_are_an_empty_page(column, read_answer, end) -> None:
    assert read_answer(column(PROXY), end, at=f"{PROXY}?startrecord=51&endrecord=75").entries == ()


@pytest.mark.parametrize(
    "answer",
    [
        data_store(total=386),
        "<html>示例</html>",
        "<datastore>" + "x" * 300,
        "<datastore><recordset><record><![CDATA[<li>示例无链接</li>]]></record></recordset></datastore>",
        "<datastore><recordset><record><![CDATA[ ]]></record></recordset></datastore>",
    ],
)
def test_an_answer_that_contradicts_itself_is_a_changed_layout(column, read_answer, answer) -> None:
    with pytest.raises(LayoutChanged):
        read_answer(column(PROXY), answer, at=f"{PROXY}?startrecord=1&endrecord=25")


def test_a_record_may_hold_several_rows_and_a_blank_one_none(column, read_answer) -> None:
    rows = "".join(f'<li><a href="/art/2026/3/{n}/art_1_{n}.html">示例公示第{n}号</a><b>2026-03-0{n}</b></li>' for n in (5, 4))  # fmt: skip
    blank = "<record><![CDATA[<li class='line'></li>]]></record>"
    page = read_answer(
        column(), f"<datastore><recordset><record><![CDATA[{rows}]]></record>{blank}</recordset></datastore>"
    )
    assert [(entry.native_id[-2:], entry.listed_as) for entry in page.entries] == [
        ("#5", "2026-03-05"),
        ("#4", "2026-03-04"),
    ]
