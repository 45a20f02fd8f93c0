"""An outage of many sources is told once when it lasts and once when it is over, as one message each."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tasks.archive.records import SourceState
from tasks.tell.news import note_from_json
from tests.tasks.ingest.conftest import SOURCES, Desk

FAILING, OK = SourceState.FAILING, SourceState.OK


@pytest.fixture
def watched(desk: Desk) -> Desk:
    """A house whose only subscription is its operator's, and whose sources were all read once."""
    reader = desk.configuration.subscriptions["shili"]
    match = reader.match.model_copy(update={"operations": True})
    operator = reader.model_copy(update={"match": match})
    desk.configuration = desk.configuration.model_copy(update={"subscriptions": {"shili": operator}})
    run(desk, OK, OK, OK)
    return desk


def run(desk: Desk, *states: SourceState) -> None:
    """Poll the three sources, and take that in."""
    desk.now += timedelta(hours=1)
    for source, state in zip(SOURCES, states, strict=True):
        desk.poll(source.id, state)
    desk.ingest()


def messages(desk: Desk) -> list[list[tuple[str, str, int]]]:
    """Return source, state and the number of all that fail for each message owed, in the order they are owed."""
    found: dict[str, list[tuple[str, str, int]]] = {}
    for row in sorted(desk.ask("alerts"), key=lambda row: (row["created_at"], row["alert_id"])):
        note = note_from_json(str(row["note"]))
        found.setdefault(str(row["message_id"]), []).append((note.about, note.state, note.asked))
    return [sorted(rows) for rows in found.values()]


def test_an_outage_is_one_message_and_its_end_another(watched: Desk):
    for state in (FAILING, FAILING, FAILING, FAILING, OK, OK):
        run(watched, state, state, state)
    ids = sorted(source.id for source in SOURCES)
    assert messages(watched) == [[(i, "failing", 3) for i in ids], [(i, "ok", 0) for i in ids]]


def test_two_that_fail_are_two_messages_and_no_fault_of_this_machine(watched: Desk):
    for _ in range(3):
        run(watched, FAILING, FAILING, OK)
    found = sorted(messages(watched))
    assert found == [[("shili-miit", "failing", 0)], [("shili-sd", "failing", 0)]]


def test_a_ledger_built_again_owes_the_same_and_in_one_message_what_is_read_in_one_run(watched: Desk):
    for state in (FAILING, FAILING, FAILING, OK):
        run(watched, state, state, state)
    first = {row["alert_id"] for row in watched.ask("alerts")}
    watched.rebuild()
    again = watched.ask("alerts")
    assert {row["alert_id"] for row in again} == first and len(first) == 6
    assert len({row["message_id"] for row in again}) == 1


def test_the_note_carries_the_address_of_the_list(watched: Desk):
    for _ in range(3):
        run(watched, FAILING, FAILING, FAILING)
    urls = {note_from_json(str(row["note"])).url for row in watched.ask("alerts")}
    assert urls == {source.list.url for source in SOURCES}
