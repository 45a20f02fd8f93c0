"""How a source fares is nothing that the ledger knows: whatever ill polls stand between two good ones, it says the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.archive.records import Poll, SourceState
from tests.tasks.ingest.conftest import Desk
from tests.tasks.ingest.pages import final, proposal
from tests.tasks.ingest.test_ingest import DECIDED_ON, PROPOSED_ON, watch

VIEWS = (
    "changes", "designations", "designation_history", "announcements", "list_rows", "subjects", "coverage", "reviews",
    "deadlines", "sightings",
)  # fmt: skip
STATES = [SourceState.BLOCKED, SourceState.FAILING, SourceState.CHANGED, SourceState.DISABLED, SourceState.OK]
FIGURES = st.sampled_from([(15, 15, 0, 1), (3, 0, 0, 1), (15, 15, 15, 1), (0, 0, 0, 0), (45, 45, 45, 3)])
POLLS = st.lists(st.tuples(st.sampled_from(STATES), FIGURES, st.booleans()), max_size=8)


def fare(desk: Desk, polls: list[tuple[SourceState, tuple[int, int, int, int], bool]]) -> None:
    """Log some polls an hour apart, and after some of them let a run take them in."""
    for number, (state, (entries, with_date, fresh, pages), runs) in enumerate(polls, 1):
        at = desk.now + timedelta(hours=number)
        said = Poll("shili-miit", at, state, state is SourceState.OK, entries, 0, 0.1, "示例原因")
        desk.archive.log.append(replace(said, with_date=with_date, fresh=fresh, pages=pages))
        if runs:
            taken = replace(desk, now=at)
            taken.ingest()


def told_after(
    folder: Path, desk: Desk, polls: list[tuple[SourceState, tuple[int, int, int, int], bool]]
) -> dict[str, list[dict[str, object]]]:
    """Return the ledger of two announcements with polls between them and after them."""
    own = Desk(folder, desk.configuration)
    watch(own)
    for day, html in ((PROPOSED_ON, proposal("甲", "乙", "丙")), (DECIDED_ON, final("甲", "乙"))):
        own.now = day
        own.page("shili-miit", html)
        own.ingest()
        fare(own, polls)
    own.now = DECIDED_ON + timedelta(days=1)
    own.poll("shili-miit")
    own.ingest()
    return {view: sorted(own.ask(view), key=str) for view in VIEWS}


@pytest.fixture
def without(desk: Desk, tmp_path: Path) -> dict[str, list[dict[str, object]]]:
    """The ledger of a source that is always well."""
    return told_after(tmp_path / "well", desk, [])


def test_a_source_ill_between_two_announcements_leaves_no_trace_in_the_ledger(
    desk: Desk, without, tmp_path: Path
):
    ill = [(SourceState.BLOCKED, (0, 0, 0, 0), True), (SourceState.OK, (3, 0, 0, 1), False)] * 2
    assert without["changes"] and told_after(tmp_path / "ill", desk, ill) == without


@pytest.mark.slow
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(POLLS)
def test_no_polls_whatever_between_good_ones_leave_a_trace_in_the_ledger(desk: Desk, without, polls):
    with TemporaryDirectory(dir=desk.folder) as ill:
        assert told_after(Path(ill), desk, polls) == without
