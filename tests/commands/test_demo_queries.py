"""The questions that the demo asks and names are answered by any published file, within 80 columns."""

from __future__ import annotations

import pytest

from commands.demo import HOW_READ, QUERIES


@pytest.mark.parametrize("query", [HOW_READ, *(query for _, query in QUERIES)])
def test_what_the_demo_asks_is_answered(mingdan, query):
    ran = mingdan("sql", query)
    assert ran.status == 0 and ran.out.strip(), ran.err
    assert all(len(line) <= 74 for line in query.splitlines() if query is not HOW_READ)  # four are its margin
