"""What waits, and that it does not wait for ever: pages, questions, captures of sources that are not configured."""

from __future__ import annotations

from datetime import UTC, datetime

from tasks.archive.records import Capture
from tests.tasks.ingest.conftest import Desk
from tests.tasks.ingest.pages import clusters, final, page, review
from tests.tasks.ingest.test_decisions import ask_about_endings, assert_rebuilt_alike
from tests.tasks.ingest.test_ingest import DECIDED_ON, both_days, issuerless, told, watch


def waiting(desk: Desk) -> list[object]:
    """Return the kinds of the open questions and the ids of what is held."""
    asked = [row["kind"] for row in desk.ask("reviews") if row["decided_at"] is None]
    return asked + [row["announcement_id"] for row in desk.ask("announcements") if row["state"] == "held"]


def test_a_capture_of_a_source_that_is_not_configured_waits_for_it(desk: Desk):
    watch(desk)
    sources = desk.configuration.sources
    desk.now = DECIDED_ON
    desk.page("shili-miit", final("甲", "乙"))
    desk.configuration = desk.configuration.model_copy(update={"sources": {}})
    assert desk.ingest().unconfigured == ["shili-miit"]
    desk.configuration = desk.configuration.model_copy(update={"sources": sources})
    desk.ingest()
    assert [kind for kind, _ in told(desk)] == ["designated", "designated"] and len(desk.ask("alerts")) == 2
    assert not desk.ingest().outcomes


def test_a_page_that_no_reader_opened_is_settled_when_it_can_be_read(desk: Desk):
    watch(desk)
    desk.now = DECIDED_ON
    url = "https://shili-miit.example/x.html"
    desk.page("shili-miit", "%PDF-1.7 示例", url=url)
    desk.ingest()
    assert len(waiting(desk)) == 2
    desk.later(days=1)
    desk.page("shili-miit", final("甲", "乙"), url=url)
    desk.ingest()
    assert not waiting(desk)


def test_a_relay_without_issuer_is_absorbed_when_its_original_comes_later(desk: Desk):
    """Its own id stays findable; where it was seen is the original's (semantics, 1 and 22)."""
    watch(desk, "shili-relay")
    watch(desk)
    desk.now = DECIDED_ON
    desk.page("shili-relay", issuerless("甲", "乙"))
    desk.ingest()
    assert len(waiting(desk)) == 2
    desk.later(days=1)
    desk.page("shili-miit", final("甲", "乙"))
    desk.ingest()
    states = {str(row["state"]): row["announcement_id"] for row in desk.ask("announcements")}
    assert not waiting(desk) and states.keys() == {"ignored", "accepted"}
    seen = desk.ask("sightings")
    assert {row["announcement_id"] for row in seen} == {states["accepted"]}
    assert sorted(str(row["relation"]) for row in seen) == ["original", "relay"]


def test_a_question_of_endings_closes_when_an_edition_answers_it(desk: Desk):
    ask_about_endings(desk)
    (url,) = (str(row["url"]) for row in desk.ask("announcements") if row["stage"] == "review")
    desk.later(days=1)
    desk.page("shili-miit", review("甲", "乙"), url=url)
    desk.ingest()
    assert not waiting(desk)


def test_a_question_of_endings_closes_when_its_notice_turns_out_to_be_of_another_cohort(desk: Desk):
    ask_about_endings(desk)
    (url,) = (str(row["url"]) for row in desk.ask("announcements") if row["stage"] == "review")
    desk.later(days=1)
    with desk.store() as store:
        store.connection.execute("update ledger.announcement set cohort = '2021年度' where stage = 'review'")
    desk.page("shili-miit", review("甲", "己").replace("2022年度", "2021年度"), url=url)
    desk.ingest()
    assert not [
        row for row in desk.ask("coverage") if row["cohort"] == "2022年度" and row["stage"] == "review"
    ]
    assert not [kind for kind in waiting(desk) if kind == "endings"]


def test_an_import_dated_before_what_is_known_leaves_no_negative_time(desk: Desk):
    """``--fetched-at`` says when the page was saved; what the ledger knew since is not undone by it."""
    both_days(desk)
    desk.now = datetime(2026, 1, 20, 2, 0, tzinfo=UTC)
    desk.poll("shili-miit")
    desk.ingest()
    body, saved_on = desk.archive.bodies.put(review("甲", "乙").encode()), datetime(2025, 11, 8, tzinfo=UTC)
    url = "https://shili-miit.example/saved.html"
    capture = Capture("示例", "shili-miit", url, "", None, "", saved_on, body, "text/html", (), imported=True)
    desk.archive.log.append(capture)
    desk.ingest()
    closed = [row for row in desk.ask("designation_history") if row["recorded_to"] is not None]
    assert all(row["recorded_from"] <= row["recorded_to"] for row in closed)
    assert [kind for kind, _ in told(desk)].count("expired") == 2
    assert_rebuilt_alike(desk)


def test_a_relay_of_an_originals_second_list_is_one_more_sighting_of_it(desk: Desk):
    """A review beside a designation: the relay that tells of the review alone extends nothing again."""
    ask_about_endings(desk)
    with desk.store() as store:
        store.connection.execute(
            "update ledger.announcement set stage = 'designation' where stage = 'review'"
        )
    watch(desk, "shili-relay")
    before = desk.ask("designations"), len(desk.ask("announcements"))
    text = "日前，工业和信息化部公布通过复核的2022年度中小企业特色产业集群名单，共1个。"
    title = "工业和信息化部公布通过复核的2022年度中小企业特色产业集群名单"
    desk.page("shili-relay", page(title, text, published="2025-11-08", names=clusters("甲")))
    assert desk.ingest().outcomes == {"sighting": 1}
    assert (desk.ask("designations"), len(desk.ask("announcements"))) == before
