"""A page that left its site is said to be gone where it was seen, and nothing else changes (semantics, 27)."""

from __future__ import annotations

from tasks.archive.records import Withdrawn
from tests.tasks.ingest.conftest import Desk
from tests.tasks.ingest.pages import final, proposal
from tests.tasks.ingest.test_ingest import DECIDED_ON, PROPOSED_ON, watch

AT = "https://shili-miit.example/1.html"
VIEWS = (
    "announcements", "lists", "list_rows", "subjects", "designations", "designation_history", "coverage", "changes",
    "alerts", "reviews",
)  # fmt: skip


def believed(desk: Desk) -> dict[str, list[dict[str, object]]]:
    return {view: desk.ask(view) for view in VIEWS}


def gone(desk: Desk) -> list[object]:
    return [row["gone_at"] for row in desk.ask("sightings")]


def withdraw(desk: Desk, *, back: bool = False, url: str = AT) -> None:
    desk.later(days=1)
    desk.archive.log.append(Withdrawn("shili-miit", url, desk.now, back))
    desk.ingest()


def told_and_decided(desk: Desk) -> None:
    watch(desk)
    desk.now = PROPOSED_ON
    desk.page("shili-miit", proposal("甲", "乙"), url=AT)
    desk.ingest()
    desk.now = DECIDED_ON
    desk.page("shili-miit", final("甲", "乙"), url=AT.replace("1", "2"))
    desk.ingest()


def test_a_page_that_is_gone_is_said_of_its_sighting_and_of_nothing_else(desk: Desk):
    told_and_decided(desk)
    before = believed(desk)
    withdraw(desk)
    withdraw(desk, url=AT.replace("1", "2"))
    assert believed(desk) == before
    assert len([at for at in gone(desk) if at is not None]) == 2


def test_a_page_that_is_back_is_gone_no_more(desk: Desk):
    told_and_decided(desk)
    before = believed(desk)
    withdraw(desk)
    withdraw(desk, back=True)
    assert (gone(desk), believed(desk)) == ([None, None], before)


def test_a_page_that_is_captured_again_is_gone_no_more(desk: Desk):
    told_and_decided(desk)
    withdraw(desk)
    desk.later(days=1)
    desk.page("shili-miit", proposal("甲", "乙"), url=AT)
    desk.ingest()
    assert gone(desk) == [None, None]


def test_what_is_gone_is_still_gone_when_the_page_is_taken_in_anew_or_all_is_replayed(desk: Desk):
    told_and_decided(desk)
    withdraw(desk)
    before = desk.ask("sightings")
    assert [row["gone_at"] for row in before if row["url"] == AT] == [desk.now]
    desk.rebuild()
    assert desk.ask("sightings") == before


def test_a_withdrawn_page_of_no_announcement_is_noted_and_shown_nowhere(desk: Desk):
    told_and_decided(desk)
    withdraw(desk, url="https://shili-miit.example/9.html")
    assert gone(desk) == [None, None]
