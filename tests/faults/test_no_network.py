"""The web gone, and a site that refuses: no silence is taken for news, and nothing that was known is lost."""

from __future__ import annotations

import pytest

from tests.faults.conftest import Call
from tests.faults.playing import Stage, assert_same, views_of

KNOWN = ("announcements", "designations", "changes", "list_rows", "coverage", "subjects", "alerts")


def test_without_any_network_each_source_says_so_and_what_is_known_stays(stage: Stage, call: Call) -> None:
    places, (first, second, *_) = stage.home("dark"), stage.past.days
    call(places, "poll", day=first)
    before = views_of(places)
    stage.web.close()
    ended = call(places, "poll", now=second.at)
    assert ended.status == 1
    complaints = ended.err.splitlines()
    assert len(complaints) == len(before["sources"])
    assert all(": failing: " in line and "127.0.0.1" in line for line in complaints), complaints
    after = views_of(places)
    assert_same({view: after[view] for view in KNOWN}, {view: before[view] for view in KNOWN})


def test_a_first_poll_without_network_is_no_baseline_and_publishes_what_it_knows(
    stage: Stage, call: Call
) -> None:
    places = stage.home("first")
    stage.web.set_now(stage.past.days[0].at)
    for source in (places.config / "sources").iterdir():
        source.write_text(
            source.read_text(encoding="utf-8").replace(stage.web.host, "127.0.0.1:9"), encoding="utf-8"
        )
    ended = call(places, "poll", day=stage.past.days[0])
    assert ended.status == 1 and "Traceback" not in ended.err
    found = views_of(places)
    assert found["announcements"] == [] and len(found["sources"]) == len(
        list((places.config / "sources").iterdir())
    )


@pytest.mark.slow  # its days hold a list as a picture, which OCR reads
def test_a_blocked_site_stops_neither_the_others_nor_what_follows(stage: Stage, call: Call) -> None:
    places, days = stage.home("blocked"), stage.past.days
    call(places, "poll", day=days[0])
    ended = call(places, "poll", day=days[10])
    assert ended.status == 1
    [complaint] = [line for line in ended.err.splitlines() if "cn-miit-wjfb" in line]
    assert "blocked" in complaint and "521" in complaint
    assert "published: " in ended.out and "nothing had changed" not in ended.out
    assert views_of(places)["announcements"]
