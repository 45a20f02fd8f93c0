"""A fixture plays a source's list back, and says in words where the reading differs from what is expected."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from config.errors import ConfigurationError, Gone
from config.models import Source
from tasks.fetch.fixture import differences, fixture_path, load_fixture, play

LIST = "https://gxt.example.cn/tzgg/index.html"
TEXT = f"""\
about: 示例
today: 2026-03-06
exchanges:
  - ask: {{url: {LIST}}}
    answer: {{content_type: text/html, charset: gb18030}}
    body: |
      <html><head><meta charset="gb2312"></head><ul><li><a href="./202603/t20260305_1.html" title="示例公示一">示例…</a>
      <span>2026-03-05</span></li></ul><script>createPageHTML(1, 0, "index", "html");</script></html>
expected:
  entries:
    - {{url: "https://gxt.example.cn/tzgg/202603/t20260305_1.html", title: 示例公示一}}
  end: there is no page behind
"""


@pytest.fixture
def trs() -> Source:
    listed = {"kind": "trs", "url": LIST}
    return Source(id="shili", title="示例", publisher="示例厅", level="province", list=listed)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = fixture_path(tmp_path, "shili")
    path.parent.mkdir()
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_fixture_is_read_as_its_source_reads_its_site(trs: Source, path: Path) -> None:
    fixture = load_fixture(path)
    walk = asyncio.run(play(trs, fixture))
    assert [entry.title for entry in walk.entries] == ["示例公示一"]
    assert (walk.pages, str(walk.end)) == (1, fixture.expected.end)


def test_a_reading_that_differs_is_told_line_by_line(trs: Source, path: Path) -> None:
    path.write_text(TEXT.replace("title: 示例公示一", "title: 示例公示二"), encoding="utf-8")
    fixture = load_fixture(path)
    told = list(differences(asyncio.run(play(trs, fixture)), fixture.expected))
    assert told[0].startswith("missing: ") and told[1].startswith("unexpected: ")


def test_a_request_that_was_not_recorded_is_no_page(trs: Source, path: Path) -> None:
    path.write_text(TEXT.replace(f"url: {LIST}", "url: https://other.example.cn/"), encoding="utf-8")
    with pytest.raises(Gone, match="no answer"):
        asyncio.run(play(trs, load_fixture(path)))


def test_what_is_no_fixture_is_told_with_its_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="is no fixture"):
        load_fixture(tmp_path / "none.yaml")
