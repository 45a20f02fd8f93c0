"""poll, import, alerts, review accept: the words on the line reach the pipeline, and its faults the status."""

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


@pytest.mark.parametrize("words", [["poll", "nope"], ["alerts", "test", "nope"], ["alerts", "retry", "nope"]])
def test_a_name_that_is_not_configured_is_bad_configuration(configured, words: list[str]) -> None:
    ran = configured(*words)
    assert ran.status == 2 and '"nope"' in ran.err and "configured:" in ran.err


def test_mended_rows_must_be_a_file(mingdan, tmp_path: Path) -> None:
    ran = mingdan("review", "accept", "r:81", "--rows", str(tmp_path / "rows.csv"))
    assert ran.status == 2 and "there is no such file" in ran.err
