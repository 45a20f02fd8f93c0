"""A notice that takes or renames by name and touches nobody known says so once, and closes when its list comes."""

from __future__ import annotations

from tests.tasks.ingest.conftest import Desk
from tests.tasks.ingest.pages import clusters, final
from tests.tasks.ingest.test_decisions import assert_rebuilt_alike
from tests.tasks.ingest.test_editions import post, taken
from tests.tasks.ingest.test_identities import renamed
from tests.tasks.ingest.test_ingest import DECIDED_ON, told, watch

T = "https://shili-miit.example/t.html"


def asked(desk: Desk) -> list[tuple[object, object]]:
    """Return the questions about rows that touch nothing: the reason, and the answer."""
    return [(row["reason"], row["decision"]) for row in desk.ask("reviews") if row["kind"] == "unmatched"]


def test_a_revocation_of_somebody_unknown_asks_once_and_names_whom_it_touches_not(desk: Desk):
    watch(desk)
    desk.now = DECIDED_ON
    post(desk, final("甲", "乙"))
    post(desk, taken("甲", "戊"), url=T)
    ((reason, decision),) = asked(desk)
    assert clusters("戊")[0] in str(reason) and clusters("甲")[0] not in str(reason) and decision is None
    assert "no title of" not in str(reason)
    assert ("revoked", clusters("甲")[0]) in told(desk)


def test_it_says_where_no_title_of_the_programme_is_known_and_closes_when_the_list_comes(desk: Desk):
    watch(desk)
    desk.now = DECIDED_ON
    post(desk, taken("甲"), url=T)
    ((reason, _),) = asked(desk)
    assert "no title of cn-sme-cluster is known" in str(reason)
    post(desk, final("甲", "乙"))
    assert [decision for _, decision in asked(desk)] == ["settled"]
    assert_rebuilt_alike(desk)


def test_a_new_name_of_nobody_known_asks_and_one_of_a_holder_does_not(desk: Desk):
    watch(desk)
    desk.now = DECIDED_ON
    post(desk, final("甲", "乙"))
    post(desk, renamed("2023-05-01", (clusters("甲")[0], clusters("甲新")[0])), url=T)
    assert not asked(desk)
    post(desk, renamed("2023-06-01", (clusters("戊")[0], clusters("戊新")[0])), url=T + "2")
    assert len(asked(desk)) == 1


def test_what_a_person_has_seen_is_asked_no_more(desk: Desk):
    watch(desk)
    desk.now = DECIDED_ON
    post(desk, taken("戊"), url=T)
    desk.answer()
    desk.ingest()
    post(desk, final("甲", "乙"))
    assert [decision for _, decision in asked(desk)] == ["accept"]
    assert_rebuilt_alike(desk)
