"""poll, import, alerts, review accept: the words on the line reach the pipeline, and its faults the status."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

PAGE = "<html><body><h1>示例市示例活动的通知</h1><p>示例内容，与任何认定无关。</p></body></html>"


@pytest.fixture
def configured(mingdan, tmp_path: Path):
    """Call with the shipped configuration and a home of one's own."""
    assert mingdan("doctor", "--write-config", "--home", str(tmp_path / "home")).status == 0
    return lambda *words: mingdan(*words, "--home", str(tmp_path / "home"))


def test_an_imported_page_of_no_programme_is_archived_and_published(configured, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(PAGE, encoding="utf-8")
    ran = configured("import", str(page), "--url", "https://www.miit.gov.cn/x.html", "--source", "miit-wjfb")
    assert ran.status == 0 and ran.out.startswith("imported page.html: ")
    assert configured("announcements", "--format", "json").json == []
    assert configured("doctor").status == 0


def test_an_attachment_alone_needs_title_and_date(configured, tmp_path: Path) -> None:
    sheet = tmp_path / "list.xlsx"
    sheet.write_bytes(b"PK\x03\x04")
    ran = configured("import", str(sheet), "--url", "https://example.org/", "--source", "miit-wjfb")
    assert ran.status == 2 and "--title and --date" in ran.err


@pytest.mark.parametrize(
    "body",
    [b"Rar!\x1a\x07\x01\x00", b"7z\xbc\xaf\x27\x1c", b"GIF89a", ("序号,名称\n" + "1,示例\n" * 5).encode()],
)
def test_what_is_imported_is_told_by_its_content_and_not_its_name(
    configured, tmp_path: Path, body: bytes
) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(body)
    ran = configured("import", str(page), "--url", "https://example.org/", "--source", "miit-wjfb")
    assert ran.status == 2 and "is no page" in ran.err


def test_a_page_saved_as_mht_is_a_page(configured, tmp_path: Path) -> None:
    page = tmp_path / "page.mht"
    head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html; charset=utf-8\n\n"
    page.write_text(f"{head}{PAGE}\n--b--\n", encoding="utf-8")
    ran = configured("import", str(page), "--url", "https://www.miit.gov.cn/x.html", "--source", "miit-wjfb")
    assert ran.status == 0 and ran.out.startswith("imported page.mht: ")


def test_an_empty_file_is_not_imported(configured, tmp_path: Path) -> None:
    (tmp_path / "page.html").touch()
    words = ["--url", "https://www.miit.gov.cn/x.html", "--source", "miit-wjfb"]
    ran = configured("import", str(tmp_path / "page.html"), *words)
    assert (
        ran.status == 2 and "page.html is empty" in ran.err and not (tmp_path / "home" / "archive").exists()
    )


@pytest.mark.parametrize("words", [["poll", "nope"], ["alerts", "test", "nope"], ["alerts", "retry", "nope"]])
def test_a_name_that_is_not_configured_is_bad_configuration(configured, words: list[str]) -> None:
    ran = configured(*words)
    assert ran.status == 2 and '"nope"' in ran.err and "configured:" in ran.err


def test_mended_rows_must_be_a_file(mingdan, tmp_path: Path) -> None:
    ran = mingdan("review", "accept", "r:81", "--rows", str(tmp_path / "rows.csv"))
    assert ran.status == 2 and "there is no such file" in ran.err


def test_a_document_number_that_is_none_is_misuse_and_not_dropped(configured, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(PAGE, encoding="utf-8")
    words = ["import", str(page), "--url", "https://www.miit.gov.cn/x.html", "--source", "miit-wjfb"]
    wrong, right = (configured(*words, "--doc-number", n) for n in ("abc", "工信部企业函[2023]283号"))
    assert wrong.status == 2 and '"abc" is no document number' in wrong.err
    assert right.status == 0


class Site(BaseHTTPRequestHandler):
    """A site with one entry on its list, no other page, and no robots.txt."""

    def do_GET(self) -> None:
        rows = '<ul><li><a href="/art/2024/9/1/art_1_1.html">示例会议的通知</a> 2024-09-01</li></ul>'
        self.send_response(200 if self.path == "/" else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(rows.encode() if self.path == "/" else b"")

    def log_message(self, *words: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    """Serve the site on loopback; give its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_a_source_that_fell_silent_is_named_and_changes_no_status(mingdan, site: str, tmp_path: Path) -> None:
    sources = tmp_path / "config" / "sources"
    sources.mkdir(parents=True)
    (sources / "quiet.yaml").write_text(
        f"title: 示例\npublisher: 示例\nlevel: national\nlist: {{kind: html, url: '{site}'}}\n"
        "delay: 0\nallow_private: true\nexpect: {newest_within: 10d}\n",
        encoding="utf-8",
    )
    places = ["--home", str(tmp_path / "home"), "--config", str(sources.parent)]
    first = mingdan("poll", *places, "--now", "2024-09-02T09:00:00+08:00")
    later = mingdan("poll", *places, "--now", "2024-10-20T09:00:00+08:00")
    assert (first.status, first.err) == (0, "")
    assert later.status == 0 and "quiet: silent: nothing new since 2024-09-02" in later.err


def test_the_published_file_is_never_more_than_a_day_behind_the_polls(
    mingdan, site: str, tmp_path: Path
) -> None:
    sources = tmp_path / "config" / "sources"
    sources.mkdir(parents=True)
    (sources / "quiet.yaml").write_text(
        f"title: 示例\npublisher: 示例\nlevel: national\nlist: {{kind: html, url: '{site}'}}\n"
        "delay: 0\nallow_private: true\n",
        encoding="utf-8",
    )
    places = ["--home", str(tmp_path / "home"), "--config", str(sources.parent)]
    times = ("02T09:00", "02T10:00", "03T09:00", "03T10:00")
    polls = [mingdan("poll", *places, "--now", f"2024-09-{time}:00+08:00").out for time in times]
    assert ["nothing had changed" in out for out in polls] == [False, True, False, True]
    listed = mingdan("sources", "list", *places, "--now", "2024-09-03T10:00:00+08:00").out
    assert "09:00" in listed


@pytest.mark.slow
def test_where_every_site_fails_the_first_line_says_to_look_here(mingdan, tmp_path: Path) -> None:
    sources = tmp_path / "config" / "sources"
    sources.mkdir(parents=True)
    for number in (61, 62, 63):
        (sources / f"gone-{number}.yaml").write_text(
            f"title: 示例\npublisher: 示例\nlevel: national\nlist: {{kind: html, url: 'http://127.0.0.{number}:9/'}}\n"
            "delay: 0\nallow_private: true\nrobots: 'ignore: nobody is there'\n",
            encoding="utf-8",
        )
    ran = mingdan("poll", "--home", str(tmp_path / "home"), "--config", str(sources.parent))
    first, *others = ran.err.splitlines()
    assert ran.status == 1 and first.startswith(
        "mingdan: all 3 sources asked fail, on 3 hosts, which is rarely the fault of them all: look at this machine"
    )
    assert len(others) == 3
