"""Every fault of the table shows its face on the wire."""

from __future__ import annotations

import gzip
import json
import re

import httpx
import pytest

from demo.web import Fault, Where
from demo.web.faults import GATES, SHELVES, WRAPS
from demo.web.forms.feed import Feed
from demo.web.forms.jpage import Jpage
from demo.web.forms.miit_search import MiitSearch
from demo.web.forms.trade import Trade
from demo.web.forms.trs import Trs

FORMS = [MiitSearch(), Jpage(), Trs(), Trade(), Feed()]


def test_every_fault_has_exactly_one_place_in_the_table():
    places = [*GATES, *SHELVES, *WRAPS]
    assert sorted(places) == sorted(Fault) and len(places) == len(set(places))


@pytest.mark.parametrize(
    ("fault", "status", "mark"),
    [
        (Fault.FORBIDDEN, 403, "Forbidden"),
        (Fault.RUISHU_412, 412, "script"),
        (Fault.JSL_521, 521, "jsl_clearance_s"),
        (Fault.FIREWALL_405, 405, "阻断"),
        (Fault.CHALLENGE_200, 200, "请开启JavaScript并刷新该页"),
        (Fault.LOGIN_200, 200, "password"),
        (Fault.SOFT_404, 200, "页面未找到"),
        (Fault.GONE_404, 404, "404"),
        (Fault.BAD_GATEWAY, 502, "502"),
        (Fault.REDESIGNED, 200, "data-v-1"),
        (Fault.MAINTENANCE_200, 200, "维护中"),
        (Fault.ERROR_PAGE_200, 200, "系统错误"),
        (Fault.UNSUCCESSFUL, 200, '"success":false'),
        (Fault.COOKIE_SHELL, 200, "C3VK="),
        (Fault.REFRESH_ROOT, 200, "_r=1"),
        (Fault.TOO_MANY_429, 429, "429"),
        (Fault.BUSY_503, 503, "503"),
    ],
)
def test_a_gate_answers_in_place_of_the_site(serve, client, fault, status, mark):
    with serve(Jpage()) as web:
        web.set_fault("site", fault)
        answer = client.get(web.list_url("site"))
        assert answer.status_code == status and mark in answer.text and "示例名单" not in answer.text
        web.clear_faults("site")
        assert "示例名单" in client.get(web.list_url("site")).text


@pytest.mark.parametrize(
    ("fault", "headers"),
    [
        (Fault.FORBIDDEN_WITHOUT_AGENT, {"User-Agent": "Mozilla/5.0"}),
        (Fault.FORBIDDEN_WITHOUT_REFERER, {"Referer": "http://127.0.0.1/"}),
        (Fault.JSL_521, {"Cookie": "__jsl_clearance_s=x"}),
        (Fault.COOKIE_REDIRECT, {"Cookie": "CT6T=120"}),
        (Fault.COOKIE_SHELL, {"Cookie": "C3VK=1a2b3c"}),
    ],
)
def test_a_gate_with_a_key_lets_the_right_request_through(serve, client, fault, headers):
    with serve(Jpage()) as web:
        web.set_fault("site", fault)
        assert "示例名单" not in client.get(web.list_url("site")).text
        assert "示例名单" in client.get(web.list_url("site"), headers=headers).text


def test_521_sets_its_first_cookie_and_302_leads_back_to_itself(serve, client):
    with serve(MiitSearch()) as web:
        web.set_fault("site", Fault.JSL_521)
        assert client.get(web.list_url("site")).headers["set-cookie"].startswith("__jsluid_s=")
        web.clear_faults()
        web.set_fault("site", Fault.COOKIE_REDIRECT)
        url = web.list_url("site") + "?cateid=196"
        answer = client.get(url)
        assert str(answer.url.join(answer.headers["location"])) == url
        assert "dataResults" in client.get(url, follow_redirects=True).text


def test_a_truncated_body_is_shorter_than_promised(serve, client):
    with serve(Trs()) as web:
        web.set_fault("site", Fault.TRUNCATED)
        with pytest.raises(httpx.RemoteProtocolError):
            client.get(web.list_url("site"))


def test_a_reset_gives_no_answer_at_all(serve, client):
    with serve(Trs()) as web:
        web.set_fault("site", Fault.RESET)
        with pytest.raises(httpx.RemoteProtocolError):
            client.get(web.list_url("site"))


def test_a_slow_site_answers_in_the_end(serve, client):
    with serve(Trs()) as web:
        web.set_fault("site", Fault.SLOW, seconds=0.2)
        answer = client.get(web.list_url("site"))
        seen = web.requests[0]
    assert answer.status_code == 200 and seen.ended - seen.began >= 0.2


def test_gzip_comes_unasked(serve, client):
    with (
        serve(Trs()) as web,
        client.stream("GET", web.list_url("site"), headers={"Accept-Encoding": "identity"}) as plain,
    ):
        assert "content-encoding" not in plain.headers
        web.set_fault("site", Fault.FORCED_GZIP)
        with client.stream("GET", web.list_url("site"), headers={"Accept-Encoding": "identity"}) as forced:
            assert "示例名单" in gzip.decompress(b"".join(forced.iter_raw())).decode()


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.kind)
def test_gbk_is_named_by_the_page_alone(serve, client, form):
    with serve(form) as web:
        web.set_fault("site", Fault.GBK)
        answer = client.get(web.list_url("site"))
    assert "charset" not in answer.headers["content-type"]
    assert "示例" in answer.content.decode("gb18030") and "示例".encode() not in answer.content


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.kind)
@pytest.mark.parametrize(
    ("fault", "mark"),
    [
        (Fault.PROTOCOL_RELATIVE, '"//127.0.0.1:'),
        (Fault.UPWARD_LINKS, "../"),
        (Fault.SCHEMES_MIXED, "https://127"),
    ],
)
def test_links_can_be_written_in_other_manners(serve, client, form, fault, mark):
    with serve(form) as web:
        web.set_fault("site", fault)
        text = client.get(web.list_url("site")).text.replace("<link>//", '<link>"//')
    assert mark in text


def test_an_upward_link_leads_to_the_article(serve, client):
    with serve(Trs()) as web:
        web.set_fault("site", Fault.UPWARD_LINKS)
        href = client.get(web.list_url("site")).text.split('clearfix"><a href="')[1].split('"')[0]
        assert str(httpx.URL(web.list_url("site")).join(href)) == web.page_url("site", "shili-0")


def titles(client, web):
    text = client.get(web.list_url("site")).text
    return [part[0] for part in text.split('title="示例名单第')[1:]]


@pytest.mark.parametrize(
    ("fault", "order"),
    [
        (Fault.EMPTY, []),
        (Fault.DUPLICATE_ROW, ["0", "0", "1", "2"]),
        (Fault.ITEM_DELETED, ["1", "2"]),
        (Fault.STICKY, ["2", "0", "1"]),
        (Fault.REPUBLISHED, ["0", "1", "2"]),
    ],
)
def test_a_shelf_fault_changes_what_the_list_shows(serve, client, fault, order):
    with serve(Trs()) as web:
        web.set_fault("site", fault)
        assert titles(client, web) == order


def test_an_empty_list_still_has_the_marks_of_its_form(serve, client):
    with serve(Trs()) as web:
        web.set_fault("site", Fault.EMPTY)
        assert "createPageHTML(1, 0" in client.get(web.list_url("site")).text


def test_an_edited_title_keeps_its_address_and_a_republished_one_does_not(serve, client):
    with serve(Trs()) as web:
        address = web.page_url("site", "shili-0")
        web.set_fault("site", Fault.TITLE_EDITED)
        assert "（更新）" in client.get(address).text
        web.clear_faults()
        web.set_fault("site", Fault.REPUBLISHED)
        assert client.get(address).status_code == 404


def test_a_date_can_lie_in_the_future(serve, client):
    with serve(Trs()) as web:
        web.set_fault("site", Fault.FUTURE_DATE)
        assert "<span>2034-06-24</span>" in client.get(web.list_url("site")).text


@pytest.mark.parametrize(
    ("form", "second"),
    [
        (MiitSearch(), "?p=2&pg=2"),
        (Jpage(inline=False), "?page=2&perpage=2"),
        (Trs(), "index_1.html"),
        (Trade(), "list_2.html"),
    ],
    ids=lambda value: getattr(value, "kind", ""),
)
def test_paging_can_be_ignored_or_shown_as_a_stub(serve, client, form, second):
    with serve(form, items=4, page_size=2) as web:
        url = httpx.URL(web.list_url("site")).join(second)
        assert "第2号" in client.get(url).text.replace("<em class='x'>", "").replace("</em>", "")
        web.set_fault("site", Fault.PAGE_IGNORED)
        assert "第0号" in client.get(url).text.replace("<em class='x'>", "").replace("</em>", "")


def test_a_back_page_can_be_a_stub(serve, client):
    with serve(Trs(), items=4, page_size=2) as web:
        web.set_fault("site", Fault.STUB_PAGES)
        stub = client.get(httpx.URL(web.list_url("site")).join("index_1.html"))
        assert "示例名单" in client.get(web.list_url("site")).text
    assert 300 <= len(stub.content) <= 600


def test_a_fault_can_touch_pages_alone_and_pass_after_some_requests(serve, client):
    with serve(Trs()) as web:
        web.set_fault("site", Fault.BAD_GATEWAY, where=Where.PAGE, times=2)
        assert client.get(web.list_url("site")).status_code == 200
        statuses = [client.get(web.page_url("site", "shili-0")).status_code for _ in range(3)]
    assert statuses == [502, 502, 200]


def test_retry_after_comes_in_seconds_and_as_a_date(serve, client):
    with serve(Trs()) as web:
        web.set_fault("site", Fault.TOO_MANY_429, times=1)
        assert client.get(web.list_url("site")).headers["retry-after"] == "2"
        web.set_fault("site", Fault.BUSY_503)
        assert client.get(web.list_url("site")).headers["retry-after"].endswith("GMT")


def test_a_redirect_loop_leads_to_itself_for_ever(serve, client):
    with serve(Trs()) as web:
        web.set_fault("site", Fault.REDIRECT_LOOP)
        with pytest.raises(httpx.TooManyRedirects):
            client.get(web.list_url("site"), follow_redirects=True)


@pytest.mark.parametrize(
    ("fault", "really", "called"),
    [(Fault.UTF8_AS_GBK, "utf-8", "gbk"), (Fault.GBK_AS_UTF8, "gb18030", "utf-8")],
)
def test_a_page_may_be_called_what_it_is_not(serve, client, fault, really, called):
    with serve(Trs()) as web:
        web.set_fault("site", fault)
        answer = client.get(web.list_url("site"))
    assert answer.headers["content-type"].endswith(f"charset={called}")
    assert "示例名单" in answer.content.decode(really)


def test_a_lying_server_calls_whatever_it_shows_unchanged(serve, client):
    with serve(Trs()) as web:
        web.set_fault("site", Fault.LYING_VALIDATORS)
        word = client.get(web.list_url("site")).headers["etag"]
        web.set_fault("site", Fault.TITLE_EDITED)
        assert client.get(web.list_url("site"), headers={"If-None-Match": word}).status_code == 304
        again = client.get(web.list_url("site"))
        assert again.headers["etag"] == word and "更新" in again.text


def test_a_dripping_answer_comes_whole_and_slowly(serve, client):
    with serve(Trs()) as web:
        whole = client.get(web.list_url("site")).text
        web.set_fault("site", Fault.DRIP, seconds=0.002)
        assert client.get(web.list_url("site")).text == whole
        seen = web.requests[-1]
    assert seen.status == 200


def test_no_two_dynamic_answers_have_the_same_bytes(serve, client):
    with serve(Trs()) as web:
        web.set_fault("site", Fault.DYNAMIC)
        assert client.get(web.list_url("site")).content != client.get(web.list_url("site")).content


def test_raw_line_breaks_make_json_that_only_a_lenient_reader_takes(serve, client):
    with serve(MiitSearch()) as web:
        web.set_fault("site", Fault.RAW_NEWLINE)
        text = client.get(web.list_url("site")).text
    with pytest.raises(json.JSONDecodeError):
        json.loads(text)
    assert json.loads(text, strict=False)["code"] == "200"


@pytest.mark.parametrize("form", [Trs(), Jpage(), MiitSearch()], ids=lambda form: form.kind)
def test_files_may_lie_on_another_host(serve, client, form):
    with serve(form) as web:
        web.set_fault("site", Fault.FILES_ELSEWHERE)
        page = client.get(web.page_url("site", "shili-0")).text
        (found,) = re.findall(r'(?:href|fileurl)="(http://localhost:[^"]+)"', page)
        assert client.get(found.replace("&amp;", "&")).content == b"PK-shili"


def test_an_edit_in_place_leaves_list_and_address_alone(serve, client):
    with serve(Trs()) as web:
        before, page = client.get(web.list_url("site")).text, client.get(web.page_url("site", "shili-0")).text
        web.set_fault("site", Fault.BODY_EDITED)
        assert client.get(web.list_url("site")).text == before
        assert (
            "示例补充说明" in client.get(web.page_url("site", "shili-0")).text and "示例补充说明" not in page
        )


@pytest.mark.parametrize("fault", [Fault.STUB_PAGES, Fault.SHELL_PAGES, Fault.NO_BACK_PAGES])
def test_back_pages_may_be_shells_or_missing(serve, client, fault):
    with serve(Trs(), items=5, page_size=2) as web:
        web.set_fault("site", fault, where=Where.LIST)
        assert "示例名单" in client.get(web.list_url("site")).text
        assert "示例名单" not in client.get(web.list_url("site").replace("index", "index_1")).text


def test_an_endless_list_has_more_pages_than_anyone_reads(serve, client):
    with serve(Trs(), items=5, page_size=5) as web:
        web.set_fault("site", Fault.ENDLESS)
        assert "示例名单" in client.get(web.list_url("site").replace("index", "index_99")).text
