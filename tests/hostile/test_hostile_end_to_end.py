"""What was put on a page to do harm goes the whole way, from the list to the message, and does none."""

from __future__ import annotations

import io
import json
import unicodedata
import zipfile

import pytest

from tests.hostile.conftest import FEED, SOURCE, Desk

REAL = "工业和信息化部办公厅关于组织开展2025年度中小企业特色产业集群推荐工作的通知"
STEERING = "\x1b]0;owned\x07\x1b[2J\u202e\u2066"
MARKUP = "@everyone <@U1> **点** [此处](http://evil.example) <b>x</b> `rm` ||x|| =HYPERLINK(1)"
CALL = "<p>请于2025年4月30日前报送推荐材料。</p><p>工业和信息化部办公厅</p><p>2025年3月3日</p>"
READING = (
    ("announcements",), ("announcements", "--format", "csv"), ("announcements", "--format", "markdown"),
    ("changes",), ("changes", "--format", "csv"), ("deadlines",), ("review", "list"), ("sources", "list"),
    ("alerts", "status"), ("sql", "select * from announcements", "--format", "csv"),
    ("sql", "select * from list_rows"), ("show", "2025年度"),
)  # fmt: skip


def harmless(text: str) -> bool:
    """Tell that nothing in a text steers a terminal or turns the direction of writing."""
    return not any(unicodedata.category(one) in ("Cc", "Cf") and one not in "\n\t\ufeff" for one in text)


def poll_both_days(desk: Desk, path: str, title: str, body: str) -> None:
    """Poll once before and once after an article appears."""
    assert desk.call("poll", day=0).status == 0
    desk.site.put(path, title, body)
    ended = desk.call("poll")
    assert ended.status == 0 and harmless(ended.out + ended.err), ended


def test_a_title_full_of_commands_steers_neither_terminal_nor_chat(desk: Desk) -> None:
    poll_both_days(desk, "/art/2.html", f"{STEERING}{REAL}{MARKUP}", CALL)
    [message] = desk.hook.texts
    told = f"{message['title']}\n{message['message']}"
    assert "中小企业特色产业集群" in told and harmless(told)
    assert not any(mark in told for mark in ("@", "<", "**", "](", "`", "evil.example"))
    for words in READING:
        ended = desk.call(*words)
        assert harmless(ended.out + ended.err), words


@pytest.mark.parametrize("formula", ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", "\t=1", "\r=1"])
def test_no_cell_of_a_csv_is_a_formula(desk: Desk, formula: str) -> None:
    poll_both_days(desk, "/art/2.html", f"{formula}{REAL}", CALL)
    for words in (("announcements",), ("changes",), ("sql", "select title from announcements")):
        ended = desk.call(*words, "--format", "csv")
        assert ended.status == 0 and REAL in ended.out
        cells = [cell.strip('"') for line in ended.out.splitlines() for cell in line.split(",")]
        assert not any(cell[:1] in ("=", "+", "-", "@", "\t", "\r") for cell in cells), words


def bomb() -> bytes:
    """Make a workbook whose one sheet unpacks to 300 MB."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        with package.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(300):
                sheet.write(b" " * 2**20)
    return packed.getvalue()


def test_a_bomb_under_a_name_that_climbs_holds_its_list_and_writes_nothing_outside(desk: Desk) -> None:
    desk.site.bodies["/files/..%2F..%2Fx.xlsx"] = ("application/octet-stream", bomb())
    link = '<p><a href="/files/..%2F..%2Fx.xlsx">../../../x.xlsx</a></p>'
    title = "工业和信息化部关于公布2024年度中小企业特色产业集群名单的通告"
    before = {path for path in desk.places.home.parent.rglob("x*") if path.name.startswith("x.")}
    poll_both_days(
        desk, "/art/2.html", title, f"<p>现公布100个集群，名单见附件。</p>{link}<p>2025年3月3日</p>"
    )
    [held] = json.loads(
        desk.call("sql", "select state, held_because from announcements", "--format", "json").out
    )
    assert held["state"] == "held" and "x.xlsx" in held["held_because"]
    assert {path for path in desk.places.home.parent.rglob("x*") if path.name.startswith("x.")} == before


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 20_000 + CALL,
        "<p>" + "字" * 1_000_000 + "</p>" + CALL,
        "<script>alert(1)</script><p style='display:none'>" + "隐" * 1_000 + "</p>" + CALL,
        "<table>" + "<tr><td rowspan=9999999 colspan=9999999>示例</td></tr>" * 50 + "</table>" + CALL,
    ],
    ids=["nested", "a million characters", "scripts and hidden text", "spans without end"],
)
def test_a_page_built_to_choke_is_taken_or_refused_and_what_follows_is_done(desk: Desk, body: str) -> None:
    desk.call("poll", day=0)
    desk.site.put("/art/2.html", REAL, body)
    desk.site.put("/art/3.html", REAL.replace("2025", "2024"), CALL)
    ended = desk.call("poll")
    assert "Traceback" not in ended.err and ended.status == 0, ended
    [row] = json.loads(
        desk.call(
            "sql", "select count(*) as n from announcements where cohort = '2024年度'", "--format", "json"
        ).out
    )
    assert row["n"] == 1
    shown = desk.call("sql", "select * from announcements").out + str(desk.hook.texts)
    assert "alert(1)" not in shown and "隐隐" not in shown


def test_hidden_text_is_no_statement_of_the_page(desk: Desk) -> None:
    hidden = (
        "<p style='display:none'>请于2031年12月31日前报送推荐材料。</p><script>2032年1月1日前报送</script>"
    )
    poll_both_days(desk, "/art/2.html", REAL, hidden + CALL)
    days = desk.call("sql", "select distinct due_on from deadlines", "--format", "csv").out
    assert "2025-04-30" in days and "2031" not in days and "2032" not in days


def laughs() -> bytes:
    """Make a feed whose one entity expands to three billion characters."""
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    item = "<item><title>&l9;</title><link>/art/1.html</link></item>"
    return f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY l0 "lol">{levels}]><rss version="2.0"><channel>{item}</channel></rss>'.encode()


def secret_feed(path: str) -> bytes:
    """Make a feed that asks for a file of this machine."""
    doctype = f'<!DOCTYPE r [<!ENTITY x SYSTEM "file://{path}">]>'
    item = "<item><title>&x;</title><link>/art/1.html</link></item>"
    return f'<?xml version="1.0"?>{doctype}<rss version="2.0"><channel>{item}</channel></rss>'.encode()


def test_a_feed_of_entities_expands_nothing_and_reads_no_file(desk: Desk) -> None:
    secret = desk.places.config / "secret.txt"
    secret.write_text("示例秘密")
    desk.watch("shili-feed", FEED.format(url=desk.site.url))
    for body in (laughs(), secret_feed(str(secret))):
        desk.site.bodies["/feed.xml"] = ("application/rss+xml", body)
        ended = desk.call("poll")
        assert ended.status in (0, 1) and "Traceback" not in ended.err
        assert "示例秘密" not in ended.out + ended.err and "lollol" not in ended.out + ended.err
        assert len(ended.err) < 5_000
    assert not [
        path for path in desk.places.archive.rglob("*") if path.is_file() and path.stat().st_size > 10**6
    ]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433", "0"])
def test_a_private_address_is_refused_before_anything_is_asked(desk: Desk, host: str) -> None:
    url = desk.site.url.replace("127.0.0.1", host)
    desk.watch("shili-bu", SOURCE.format(url=url, allowed="false"))
    ended = desk.call("poll")
    assert ended.status == 1 and "shili-bu: failing" in ended.err and "allow_private" in ended.err
    assert desk.site.asked == []
