"""Each province's row as its site writes it: the forms are the sites', the words are invented (示例)."""

from __future__ import annotations

import pytest

from config.models import Source
from tasks.fetch.kinds.list_page import find_kind

T = "示例名单公示第一号"
HEX = "0123456789abcdef0123456789abcdef"
UUID = "01234567-89ab-cdef-0123-456789abcdef"
DAY = "2026-03-05"

# list address; row; what the article's address ends in; native id; time; second page ("" where none follows from a pager)
TRS = {
    "北京": ("https://jxj.beijing.gov.cn/jxdt/tzgg/", f'<ul class="list"><li><a href="./202603/t20260305_4000001.html" title="{T}">示例名单…</a><span>2026-03-05</span></li></ul>', "202603/t20260305_4000001.html", "4000001", DAY),
    "河北": ("https://gxt.hebei.gov.cn/hbgyhxxht/xwzx32/tzgg83/", f'<ul><li><a href="2026030509183942113/index.html">{T}</a></li></ul>', "tzgg83/2026030509183942113/index.html", "2026030509183942113", DAY),
    "河北, columns": ("https://gxt.hebei.gov.cn/columns/x/index.html", f'<li><a href="/columns/{UUID}/202603/05/{UUID}.html">{T}</a></li>', f"05/{UUID}.html", UUID, DAY),
    "山西": ("http://gxt.shanxi.gov.cn/xwdt/gxdt/", f'<li><a href="./202603/t20260305_1.shtml">{T}</a><span>2026-03-05</span></li>', "202603/t20260305_1.shtml", "1", DAY),
    "辽宁": ("https://gxt.ln.gov.cn/gxt/tztg/index.shtml", f'<li><a href="/gxt/tztg/2026021111172427873/index.shtml">{T}</a><span>2026-02-11</span></li>', "2026021111172427873/index.shtml", "2026021111172427873", "2026-02-11"),
    "吉林": ("https://gxt.jl.gov.cn/xxgk/tzgg/", f'<div id="content"><ul><li><a href="./202603/t20260305_9.html">{T}</a>2026-03-05</li></ul></div>', "202603/t20260305_9.html", "9", DAY),
    "黑龙江": ("https://gxt.hlj.gov.cn/gxt/c107069/index.shtml", f'<li><a href="/gxt/c107069/202603/c00_31963411.shtml">{T}</a><span>03-05</span></li>', "c00_31963411.shtml", "31963411", DAY),
    "上海": ("https://www.sheitc.sh.gov.cn/zxgkxx/index.html", f'<ul class="nowrapli"><li><a href="/zxgkxx/20260305/{HEX}.html" title="{T}">示例…</a><span class="time">2026-03-05</span></li></ul>', f"20260305/{HEX}.html", HEX, DAY),
    "安徽": ("http://jx.ah.gov.cn/sy/wjgg/index.html", f'<ul class="doc_list"><li><a href="/sy/wjgg/57000001.html" title="{T}">示例名单公示…</a><span class="date">2026-03-05</span></li></ul>', "57000001.html", "/sy/wjgg/57000001.html", DAY),
    "福建": ("https://gxt.fujian.gov.cn/zwgk/gsgg/", f'<li><a href="../xw/jxyw/202603/t20260305_7000001.htm">{T}</a><span>[2026-03-05]</span></li>', "zwgk/xw/jxyw/202603/t20260305_7000001.htm", "7000001", DAY),
    "河南": ("https://gxt.henan.gov.cn/xxgk/wjjb/index.html", f'<div class="zfxxgk_zdgkc"><ul><li><a href="https://gxt.henan.gov.cn/2026/03-05/3100001.html" title="{T}">{T}</a><b>2026-03-05</b></li></ul></div>', "2026/03-05/3100001.html", "/2026/03-05/3100001.html", DAY),
    "湖北": ("http://jxt.hubei.gov.cn/bmdt/jjyx/index.shtml", f'<ul class="list-b"><li><h4><a href="./202603/t20260305_5.shtml">{T}</a></h4></li></ul>', "202603/t20260305_5.shtml", "5", DAY),
    "湖南": ("http://gxt.hunan.gov.cn/gxt/xxgk_71033/gsgg01/index.html", f'<table class="table"><tbody><tr><td>1</td><td><a href="./202603/t20260305_33.html" title="{T}">示例</a></td><td>2026-03-05</td></tr></tbody></table>', "202603/t20260305_33.html", "33", DAY),
    "湖南, a file": ("http://gxt.hunan.gov.cn/gxt/xxgk_71033/gzdt/index.html", f'<table id="list"><tr><td>2026-03-05</td><td><a href="./202603/P020260305.pdf">{T}</a></td></tr></table>', "P020260305.pdf", "202603/P020260305.pdf", DAY),
    "广东": ("https://gdii.gd.gov.cn/zwgk/tzgg1011/index.html", f'<ul><li><a href="https://gdii.gd.gov.cn/zwgk/tzgg1011/content/post_4898887.html">{T}</a><span>2026-03-05</span></li></ul>', "post_4898887.html", "4898887", DAY),
    "广东, no date": ("https://gdii.gd.gov.cn/zwgk/tzgg1011/index.html", f'<ul><li><a href="https://gdii.gd.gov.cn/zwgk/tzgg1011/content/post_4898887.html">{T}</a></li></ul>', "post_4898887.html", "4898887", ""),
    "广西": ("http://gxt.gxzf.gov.cn/wzsy/tzgg_6719901/tzgg/", f'<li><a href="../../zwdt/mtgz/t27187532.shtml">{T}</a></li>', "wzsy/zwdt/mtgz/t27187532.shtml", "27187532", ""),
    "海南": ("https://iitb.hainan.gov.cn/iitb/tzgg/list2.shtml", f'<div class="list_div"><div class="list-right_title"><a href="/iitb/tzgg/202603/{HEX}.shtml">{T}</a></div><table><tr><td align="left">发布时间：2026-03-05</td></tr></table><span class="column-name">示例处</span></div>', f"202603/{HEX}.shtml", HEX, DAY),
    "重庆": ("https://jjxxw.cq.gov.cn/zwgk_213/gsgg/index.html", f'<div class="list"><a href="./202603/t20260305_15.html"><p>{T}</p><span>2026-03-05</span></a></div>', "202603/t20260305_15.html", "15", DAY),
    "四川": ("https://jxt.sc.gov.cn/scjxt/wjfb/common_list.shtml", f'<li><a href="/scjxt/wjfb/2026/3/5/{HEX}.shtml">{T}</a></li>', f"2026/3/5/{HEX}.shtml", HEX, DAY),
    "贵州": ("https://gxt.guizhou.gov.cn/gxdt/tzgg/", f'<li><a href="./202306/t20230615_80303405.html">{T}</a><span>2023-06-15</span></li>', "202306/t20230615_80303405.html", "80303405", "2023-06-15"),
    "陕西": ("https://gxt.shaanxi.gov.cn/xxgk/zcjd/index.html", f'<ul class="cm-news-list"><li><a href="./202603/t20260305_1.html" title="{T}">示例名单…</a><span>(2026-03-05)</span></li></ul>', "202603/t20260305_1.html", "1", DAY),
    "陕西, iList.jsp": ("https://h.cn/view/iList.jsp?cat_id=221&cur_page=1", f'<div class="textlist"><ul><li><span>2026-03-05</span><a href="/view/iview.jsp?id=77">{T}</a></li></ul></div>', "iview.jsp?id=77", "/view/iview.jsp?id=77", DAY),
    "甘肃": ("https://gxt.gansu.gov.cn/gxt/c107573/infolist.shtml", f'<li><a href="/gxt/c107572/202603/2081569.shtml">{T}</a><span>2026-03-05</span></li>', "2081569.shtml", "2081569", DAY),
    "青海": ("https://gxt.qinghai.gov.cn/tzgg/index.html", f'<li><a href="/system/2026/03/05/010000001.shtml">{T}</a></li>', "system/2026/03/05/010000001.shtml", "/system/2026/03/05/010000001.shtml", DAY),
    "宁夏": ("https://gxt.nx.gov.cn/zwgk/fdzdgknr/zcfg/gxtwj/index.html", f'<li><a href="./202603/t20260305_4000.html">{T}</a><span>2026/03/05</span></li>', "202603/t20260305_4000.html", "4000", DAY),
    "新疆": ("https://gxt.xinjiang.gov.cn/gxt/tzgg/", f'<li><div class="time"><span class="year">2026-04</span><span class="date">14</span></div><a href="/gxt/tzgg/202604/{HEX}.shtml">{T}</a></li>', f"202604/{HEX}.shtml", HEX, "2026-04-14"),
    "新疆, no day": ("https://gxt.xinjiang.gov.cn/gxt/tzgg/", f'<li><a href="/gxt/tzgg/202604/{HEX}.shtml">{T}</a></li>', f"202604/{HEX}.shtml", HEX, "2026-04"),
    "兵团": ("http://btgxj.xjbt.gov.cn/c/index.html", f'<li><a href="/c/2026-03-05/8378604.shtml">{T}</a></li>', "c/2026-03-05/8378604.shtml", "/c/2026-03-05/8378604.shtml", DAY),
    "西藏": ("http://jxt.xizang.gov.cn/xzweb/list", f'<li><a href="/xzweb/detail?id=12345">{T}</a><span>2026-03-05</span></li>', "/xzweb/detail?id=12345", "/xzweb/detail?id=12345", DAY),
    "青岛": ("http://gxj.qingdao.gov.cn/tzgg/", f'<div class="listChangeDiv"><ul><li><a title="{T}" href="./202603/t_7968577.shtml">{T}<span>2026-03-05</span></a></li></ul></div>', "202603/t_7968577.shtml", "7968577", DAY),
    "厦门": ("https://gxj.xm.gov.cn/xwzx/tzgg/", f'<li><a href="./202510/t20251011_2959669.htm">{T}</a><span>2025-10-11</span></li>', "202510/t20251011_2959669.htm", "2959669", "2025-10-11"),
    "深圳": ("http://gxj.sz.gov.cn/xxgk/xxgkml/qt/tzgg/", f'<ul><li><span>26-03-05</span><a href="http://gxj.sz.gov.cn/xxgk/xxgkml/qt/tzgg/content/post_11474465.html">{T}</a></li></ul>', "post_11474465.html", "11474465", DAY),
    "国资委": ("http://www.sasac.gov.cn/n1/n2/index.html", f'<li><a href="../../n1/n2/c123456/content.html">{T}</a><span>[2026-03-05]</span></li>', "n1/n2/c123456/content.html", "c123456", DAY),
    "海淀": ("https://zyk.bjhd.gov.cn/x/", f"<ul><script>document.write('<li><a href=\"https://zyk.bjhd.gov.cn/x/202603/t20260305_46.shtml\" target=\"_blank\">{T}</a>');\n[2026-03-05]\n</script></ul>", "t20260305_46.shtml", "46", DAY),
    "北京科委": ("http://kw.beijing.gov.cn/col/index.html", f"<script>urls[i]='/art/2026/3/5/art_736_1.html';headers[i]=\"{T}\";year[i]='2026';month[i]='03';day[i]='05';</script>", "art_736_1.html", "1", DAY),
}  # fmt: skip

JPAGE = {
    "江苏": f'<li><a target="_blank" href="/art/2026/3/5/art_89736_11000001.html" title="{T}">示例名单…</a><b>2026-03-05</b></li>',
    "山东": f'<li><div class="text"><h3><a href="/art/2026/3/5/art_15203_11000001.html" title="{T}">示例…</a></h3><p>为做好2025年1月1日起的示例</p></div>'
    '<div class="bottom"><span>2026-03-05 17:41</span><span>示例处</span></div></li>',
    "浙江": f'<p class="lb-list"><a href="/art/2026/3/5/art_1659217_11000001.html">{T}</a><span>2026-03-05</span></p>',
    "宁波": f'<li><a href="/art/2026/3/5/art_1229561613_11000001.html" title="{T}2026-03-05">示例</a><span>2026-\n 03-\n 05</span></li>',
    "济南": f'<tr><td><a href="/art/2026/art_{HEX}.html">{T}</a></td><td width="100">[2026-03-05]</td></tr>',
    "escaped": f'&lt;li&gt;&lt;a href="/art/2026/3/5/art_1_11000001.html"&gt;{T}&lt;/a&gt;&lt;b&gt;2026-03-05&lt;/b&gt;&lt;/li&gt;',
    "江苏省": f'<li class="clearfix"><a href="/art/2026/3/5/art_84242_11000001.html" title="{T}">{T}</a><span class="time">2026-03-05</span><span class="jds">[示例]</span></li>',
}  # fmt: skip


def listed(kind: str, url: str) -> Source:
    keys = {"kind": kind, "url": url}
    return Source(id="shili", title="示例", publisher="示例厅", level="province", list=keys)


MENU = '<ul><li><a href="/">首页</a></li><li><a href="/zwgk/index.html">政务公开信息公开目录</a></li><li><a href="/n1/c9/content.html">联系我们</a></li></ul>'


@pytest.mark.parametrize("kind", ["trs", "html"])
@pytest.mark.parametrize("place", TRS)
def test_a_provinces_row_is_read_as_a_person_reads_it(place: str, kind: str, read_answer) -> None:
    url, row, address, key, when = TRS[place]
    (entry,) = read_answer(listed(kind, url), MENU + row).entries
    assert (entry.title, entry.listed_as) == (T, when)
    assert entry.url.endswith(address)
    assert entry.native_id.endswith(key) and (entry.dated is None) == (len(when) < 10)


@pytest.mark.parametrize("place", JPAGE)
def test_a_hanweb_record_is_read_as_a_person_reads_it(place: str, read_answer) -> None:
    source = listed("jpage", "https://h.cn/col/col1/index.html")
    record = f"<record><![CDATA[{JPAGE[place]}]]></record>"
    page = read_answer(source, f"<div id='7'><datastore><recordset>{record}</recordset></datastore></div>")
    (entry,) = page.entries
    assert (entry.title, entry.listed_as[:10]) == (T, DAY)
    assert entry.native_id in ("h.cn#11000001", f"h.cn#{HEX}")
    assert ("T17:41" in entry.listed_as) == (place == "山东")


SECOND = {
    "北京": ("trs", {}, "/jxdt/tzgg/index.html", '<script>createPageHTML(25, 0, "index", "html");</script>', "index_1.html"),
    "重庆": ("trs", {}, "/gsgg/index.html", '<script>createPage(40, 0, "index", "html");</script>', "index_1.html"),
    "湖北": ("trs", {}, "/gwfb/", '<script>createPageHTML(9, 0, "index", "shtml");</script>', "index_1.shtml"),
    "河南": ("trs", {"page_base": 1}, "/wjjb/index.html", '<script>createPageHTML(23, 0, "index", "html");</script>', "index_2.html"),
    "上海": ("trs", {"page_base": 1}, "/zxgkxx/index.html", '<script>$(".pagination").pagination({totalPage:9,showData:20});</script>', "index_2.html"),
    "上海, third": ("trs", {"page_base": 1}, "/zxgkxx/index_2.html", '<script>$(".pagination").pagination({totalPage:9,showData:20});</script>', "index_3.html"),
    "上海, last": ("trs", {"page_base": 1}, "/zxgkxx/index_9.html", '<script>$(".pagination").pagination({totalPage:9,showData:20});</script>', None),
    "a pager that always says the first": ("trs", {}, "/tzgg/index_2.html", '<script>createPageHTML(9, 0, "index", "html");</script>', "index_3.html"),
    "共N页": ("trs", {}, "/tzgg/index.html", "<div>共 12 页</div>", "index_1.html"),
    "a link": ("trs", {}, "/tzgg/index.htm", '<div>共12页<a href="index_1.htm">下一页</a></div>', "index_1.htm"),
    "a next link of the head": ("html", {}, "/tzgg/", '<link rel="next" href="?page=2">', "?page=2"),
    "no pager": ("trs", {}, "/tzgg/", "", None),
}  # fmt: skip


@pytest.mark.parametrize("form", SECOND)
def test_the_page_behind_is_named_as_the_site_names_it(form: str, source, read_answer) -> None:
    kind, params, path, pager, behind = SECOND[form]
    keys = {"params": params} if params else {}
    page = read_answer(source(kind, path, keys), TRS["北京"][1] + pager)
    assert (page.next and page.next.url.rpartition("/")[2]) == behind


def test_a_list_that_is_paged_by_its_query_is_walked_by_it(source, read_answer) -> None:
    pages = "iList.jsp?cat_id=221&cur_page={n}, 2"
    one = source("trs", "/view/iList.jsp?cat_id=221", {"pages": pages})
    first = read_answer(one, TRS["陕西, iList.jsp"][1]).next.url
    assert first.endswith("/view/iList.jsp?cat_id=221&cur_page=2")
    assert read_answer(one, TRS["陕西, iList.jsp"][1], at=first).next.url.endswith("cur_page=3")


def test_every_province_named_here_has_its_list_asked_plainly() -> None:
    for url, *_ in TRS.values():
        source = listed("trs", url)
        assert find_kind(source).first(source).url == url
