"""The links of an article page: large pages are read apart, and nobody waits for one that is made to choke."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tasks.archive.archive import Archive
from tasks.fetch.page_links import NEAR
from tasks.read.web.attachments import find_attachments
from tests.hostile.wild import Pair, whole, wild

ARTICLE = "/art/202603/t20260305_1.html"


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with wild("127.0.0.2") as hostile, wild("127.0.0.3") as healthy:
        yield Pair(hostile, healthy, Archive(tmp_path / "archive"))


def captured(pair: Pair, body: str) -> list[str]:
    """Return the addresses of the attachments captured of an article; the healthy source must not have waited."""
    pair.settings = pair.settings.model_copy(update={"max_body_mb": 50})
    pair.hostile.says[ARTICLE] = whole(f"<html><body>{body}</body></html>")
    assert pair.poll(timeout=10.0).hostile.state == "ok"
    [capture] = pair.captures()
    return [attachment.url.rpartition("/")[2] for attachment in capture.attachments]


@pytest.mark.parametrize("many", [1, NEAR])
def test_the_attachments_of_a_small_and_of_a_large_page_are_found(pair: Pair, many: int) -> None:
    assert captured(pair, "<p>示例正文。</p>" * many + '<a href="/files/1.pdf">附件</a>') == ["1.pdf"]


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["<a href=/x.html>附件</a>", "<img src=/x.jpg>", "<p>x</p>"])
def test_an_article_made_to_choke_keeps_nobody_waiting(pair: Pair, piece: str) -> None:
    captured(pair, piece * 400_000)


def test_the_name_of_a_link_is_cut_before_it_is_understood() -> None:
    page = f'<html><body><a href="/x.pdf">{"_ " * 100_000}x</a></body></html>'.encode()
    begin = time.process_time()
    assert len(find_attachments(page, url="http://shili.example/a.html", content_type="text/html")) == 1
    assert time.process_time() - begin < 2
