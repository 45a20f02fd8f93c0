"""Whatever JSON comes, a kind gives entries that can be fetched or says that the layout changed; nothing else."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.errors import LayoutChanged
from config.models import Source
from tasks.fetch.kinds.list_page import ListPage, find_kind

TODAY = date(2026, 3, 6)
HEX = "0123456789abcdef0123456789abcdef"
UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit?tagId=x"
QUERY_LIST = {"items": "data.results", "link": "source.urls.pc", "title": "source.showTitle | source.title",
              "date": "source.pubDate", "page": "current", "method": "POST", "doc_number": "{source.no}号"}  # fmt: skip
KINDS: dict[str, tuple[str, dict, Any]] = {
    "json": ("/queryList", QUERY_LIST, {"code": 200, "data": {"total": 1, "results": [{"source": {
        "title": "示例", "pubDate": "2026-03-05 10:00:00", "no": 1, "urls": '{"pc":"/a/content_1.html"}'}}]}}),
    "miit-search": ("/search", {}, {"code": "200", "data": {"searchResult": {"totalCount": 9, "dataResults": [
        {"groupData": [{"data": {"title": "示例", "url": "/a.html", "deploytime": "1772676000000", "filenumbername": "x"}}]}]}}}),
    "jpaas": (UNIT, {}, {"success": True, "data": {"html": '<ul><li><a href="/art/2026/3/5/art_1_1.html">示例名单公示</a><b>2026-03-05</b></li></ul>'}}),
    "gkmlpt": ("/gkmlpt/api/all/0?page=1&sid=4", {}, {"classify": {"post_count": 3}, "articles": [
        {"id": 9, "title": "示例", "url": "https://h.example/post_1.html", "display_publish_time": 1772676000, "document_number": ""}]}),
    "ucap": (f"/common/search/{HEX}", {}, {"data": {"total": 3, "page": 1, "rows": 1, "results": [
        {"title": "示例", "url": "/c00_1.shtml", "publishedTimeStr": "2026-03-05", "domainMetaList": [{"resultList": [{"key": "refno", "value": "x"}]}]}]}}),
}  # fmt: skip
NASTY: list[Any] = [
    None, True, False, 0, -1, 10**25, -(10**25), 1e308, float("nan"), float("inf"), "", " ", "\x00", "\ud800", "\u202e示例",
    "[", "[[[[[[", "{", '{"pc":5}', "null", "javascript:alert(1)", "file:///etc/passwd", "http://[", "http://h:99999/", "//",
    "?", "#", "data:text/html,x", "http://h.example/\x00\x1b", "0", "00000000000000", "9" * 400, "2026-99-99", "0000-00-00T00:00",
    "2026-03-05T10:00:00+99:99", "9999-12-31T23:59:59-12:00", [], {}, [[]], [None, 1, "x"], {"a": {"b": []}}, "x" * 5000,
    "<a href=x", "&#xD800;&#0;&#99999999999;",
]  # fmt: skip


def spots(value: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to every place of an answer."""
    yield above
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, below in pairs:
        yield from spots(below, (*above, key))


def put(answer: Any, spot: tuple[Any, ...], value: Any) -> Any:
    """Return an answer with another value at a place."""
    if not spot:
        return value
    changed = copy.deepcopy(answer)
    holder = changed
    for key in spot[:-1]:
        holder = holder[key]
    holder[spot[-1]] = value
    return changed


def read(kind: str, text: str | bytes) -> ListPage | None:
    """Return what a kind reads, None for a changed layout; the entries are such as can be fetched and written down."""
    path, keys, _ = KINDS[kind]
    listed = {"kind": kind, "url": f"http://127.0.0.1{path}", **keys}
    one = Source(id="shili", title="示例", publisher="示例厅", level="province", list=listed)
    body = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    try:
        page = find_kind(one).read(body, source=one, url=one.list.url, content_type="", today=TODAY)
    except LayoutChanged as error:
        str(error).encode()
        return None
    for entry in page.entries:
        assert entry.title and entry.native_id
        assert urlsplit(entry.url).scheme in ("http", "https") and (urlsplit(entry.url).port or 80) < 65536
        assert f"{entry.url} {entry.title} {entry.doc_number} {entry.listed_as}".encode()
        assert entry.url.isprintable()
    return page


@pytest.mark.parametrize("kind", KINDS)
def test_the_untouched_answer_is_one_entry(kind) -> None:
    assert len(read(kind, json.dumps(KINDS[kind][2])).entries) == 1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("which", range(len(NASTY)), ids=lambda which: ascii(NASTY[which])[:20])
def test_a_wrong_value_at_any_place_breaks_nothing(kind, which) -> None:
    answer = KINDS[kind][2]
    for spot in spots(answer):
        read(kind, json.dumps(put(answer, spot, NASTY[which])))


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.sampled_from(NASTY),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_any_json_at_several_places_breaks_nothing(kind, data) -> None:
    answer = KINDS[kind][2]
    for spot in data.draw(st.lists(st.sampled_from(list(spots(answer))), min_size=1, max_size=3)):
        try:
            answer = put(answer, spot, data.draw(ANY_JSON))
        except (KeyError, IndexError, TypeError, AttributeError):
            continue  # what was put before left no such place
    read(kind, json.dumps(answer))


@pytest.mark.parametrize("kind", KINDS)
@given(text=st.binary(max_size=60) | st.text(max_size=60))
def test_any_bytes_break_nothing(kind, text) -> None:
    read(kind, text)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, '{"data":' * 50_000, "1" * 5000, '{"data":{"results":[' + "1" * 5000 + "]}}", "\xff\xfe", '{"a":1,}',
     '"' + "[" * 100_000 + '"', '{"data":"' + "[" * 100_000 + '"}'],
    ids=["deep lists", "deep objects", "a huge number", "a huge number inside", "another encoding", "a comma too many",
         "deep inside text", "deep inside a text's data"],
)  # fmt: skip
def test_what_no_parser_takes_is_a_changed_layout(kind, text) -> None:
    assert read(kind, text) is None


@pytest.mark.parametrize("kind", KINDS)
def test_of_a_key_that_stands_twice_the_last_counts_and_nothing_breaks(kind) -> None:
    text = json.dumps(KINDS[kind][2])
    read(kind, text.replace('"data":', '"data":null,"data":').replace('"title":', '"title":[],"title":'))
    read(kind, text[:-1] + ',"data":1,"articles":2}')


PAGES = {
    "jpaas": f"""<div class="x"><script parseType="buildstatic" url="{UNIT}" queryData="{{'tagId':'列表','pageId':'p'}}"></script>
<ul><li><a href="/art/2026/3/5/art_1_1.html">示例名单公示</a><b>2026-03-05</b></li></ul>
<div count="3" rows="1" unitUrl="{UNIT}" queryData="{{'tagId':'列表','pageId':'p'}}"></div></div>""",
    "gkmlpt": """<script>window._CONFIG = { SID: '42', TREE: [{"id":10,"name":"示例","children":[{"id":1}]}], X: 5 };</script>""",
    "ucap": f"""<meta name="channelid" content="{HEX}"><a href="/{HEX}.shtml">示例名单公示</a><script>"/common/search/"</script>""",
}


@pytest.mark.parametrize("kind", PAGES)
@given(
    cut=st.tuples(st.integers(0, 300), st.integers(0, 300)),
    junk=st.text(max_size=20) | st.sampled_from(["[" * 9000, '"', "'", "}"]),
)
def test_a_page_torn_anywhere_breaks_nothing(kind, cut, junk) -> None:
    page = PAGES[kind]
    text = page[: min(cut)] + junk + page[max(cut) :]
    params = {"category": "示例"} if kind == "gkmlpt" else {}
    listed = {"kind": kind, "url": "http://127.0.0.1/x/index.html", "params": params}
    one = Source(id="shili", title="示例", publisher="示例厅", level="province", list=listed)
    with suppress(LayoutChanged):
        body = text.encode("utf-8", "replace")
        read_page = find_kind(one).read(body, source=one, url=one.list.url, content_type="", today=TODAY)
        asked = [request.url for request in (read_page.follow, read_page.next) if request]
        assert all(urlsplit(url).hostname for url in asked)
