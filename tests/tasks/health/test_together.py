"""Where every site fails, no site is at fault: that is said before any of them is named."""

from __future__ import annotations

import pytest

from tasks.health.together import failing_together

HOSTS = [
    "https://a.example.cn/",
    "https://b.example.cn/",
    "https://c.example.cn/tzgg/",
    "https://c.example.cn/gs/",
]


def test_all_failing_on_several_hosts_points_at_this_machine() -> None:
    told = failing_together([("failing", url) for url in HOSTS])
    assert told.startswith(
        "all 4 sources asked fail, on 3 hosts, which is rarely the fault of them all: look at this machine first"
    )


@pytest.mark.parametrize("state", ["ok", "blocked", "changed", "silent"])
def test_one_that_answers_shows_that_the_network_is_there(state: str) -> None:
    assert not failing_together([*(("failing", url) for url in HOSTS), (state, "https://d.example.cn/")])


@pytest.mark.parametrize("state", ["disabled", None])
def test_one_that_was_not_asked_is_no_word_on_it(state: str | None) -> None:
    assert failing_together([*(("failing", url) for url in HOSTS), (state, "https://d.example.cn/")])


def test_one_site_with_many_columns_is_one_site_that_fails() -> None:
    assert not failing_together([("failing", url) for url in HOSTS[2:] * 3])
    assert not failing_together([])
