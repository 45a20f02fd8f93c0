"""A fault of our own at one source is told as such, with its trace, and blinds nobody to the others."""

from __future__ import annotations

import logging

import pytest

from tasks.archive.records import SourceState


def test_a_source_we_stumble_over_is_failing_and_the_others_are_polled(
    site, source, poll, page, caplog: pytest.LogCaptureFixture
) -> None:
    site.serve("/tzgg/", page("示例公示甲"))
    site.serve("/tzgg/202603/t20260305_100.html", "<h1>示例公示甲</h1><p>示例正文</p>")
    odd = source(id="stumbled").model_copy(update={"include": (3,)})  # no configuration file can say this
    with caplog.at_level(logging.ERROR):
        ill, well = poll.many(odd, source())
    assert (ill.state, ill.complete) == (SourceState.FAILING, False)
    assert "a fault of mingdan, not of the site: TypeError" in ill.reason
    assert (well.state, well.new) == (SourceState.OK, 1)
    assert "Traceback" in caplog.text


def test_a_count_of_readers_in_a_title_is_no_news_and_another_number_is(site, source, poll, page) -> None:
    site.serve("/tzgg/", page("示例公示第1号（浏览次数：17）"))
    site.serve("/tzgg/202603/t20260305_100.html", "<h1>示例公示第1号</h1><p>示例正文</p>")
    poll(source())
    site.serve("/tzgg/", page("示例公示第1号（浏览次数：18）"))
    assert poll(source()).new == 0
    site.serve("/tzgg/", page("示例公示第2号（浏览次数：18）"))
    assert poll(source()).new == 1
    assert [capture.again for capture in poll.captures()] == [False, True]
