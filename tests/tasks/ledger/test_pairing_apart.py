"""What must not be taken for one announcement: a number misread, a relay of another revocation (semantics, 1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tasks.ledger.names import name_key
from tasks.ledger.pairing import Pairing, Where, pair
from tasks.recognise.notice import Notice, Stage
from tests.tasks.ledger.courses import CLUSTERS
from tests.tasks.ledger.test_gate import roster
from tests.tasks.ledger.test_pairing import ELSEWHERE, NOTICE, RELAY, REVOKED, TRADE, held, key_of
from warehouse.records import Announcement

OTHER_YEAR = replace(
    NOTICE, cohort="2024年度", title="工业和信息化部关于公布2024年度中小企业特色产业集群名单的通告"
)


def paired(
    notice: Notice, *candidates: Announcement, url: str = ELSEWHERE, **names: frozenset[str]
) -> Pairing:
    named = {
        a.announcement_id: names[f"n{place}"] for place, a in enumerate(candidates) if f"n{place}" in names
    }
    return pair(notice, candidates, programme=CLUSTERS, where=Where(url, notice.relayed), named=named)


def test_one_number_on_two_originals_of_two_years_does_not_make_them_one():
    pairing = paired(OTHER_YEAR, held(NOTICE))
    assert pairing.existing is None and pairing.clash == held(NOTICE)


def test_one_number_and_one_title_are_one_notice_whatever_was_read_of_its_cohort():
    misread = replace(NOTICE, cohort="2032年度")
    assert paired(misread, held(NOTICE)).announcement_id == key_of(NOTICE)


def test_the_original_of_a_number_takes_in_what_a_relay_told_of_another_cohort_and_gets_its_own_id():
    mistaken = replace(RELAY, doc_number=NOTICE.doc_number, cohort="第二批")
    pairing = paired(NOTICE, held(mistaken, TRADE))
    assert pairing.announcement_id == key_of(NOTICE)
    assert dict(pairing.moves) == {key_of(mistaken): key_of(NOTICE)}


def test_an_earlier_one_of_the_same_key_moves_the_later_one():
    later = held(NOTICE)
    earlier = replace(NOTICE, doc_number="工信部企业函〔2023〕17号", published_on=date(2023, 2, 1))
    pairing = paired(earlier, later)
    assert pairing.announcement_id == key_of(NOTICE) and pairing.existing is None
    assert set(pairing.moves) == {key_of(NOTICE)}


def test_a_relay_belongs_to_the_original_that_was_out_when_it_was_posted():
    first = held(replace(NOTICE, published_on=date(2023, 2, 1)))
    second = held(NOTICE, announcement_id="a:second")
    for posted, right in ((date(2023, 3, 1), first), (date(2023, 11, 1), second), (date(2023, 1, 1), first)):
        where = Where(TRADE, True, posted)
        assert pair(RELAY, (second, first), programme=CLUSTERS, where=where).existing == right


def revoked(*names: str, **more: object) -> Notice:
    return replace(REVOKED, rosters=(roster(*names, operation=Stage.REVOCATION, cohort=None),), **more)  # type: ignore[arg-type]  # a test names fields of Notice


def test_a_relay_of_a_revocation_belongs_only_to_the_one_that_names_the_same():
    relay = revoked("示例甲", relayed=True, published_on=None, title="示例快讯")
    original = held(REVOKED)
    assert paired(relay, original, url=TRADE, n0=frozenset({name_key("示例乙")})).existing is None
    assert paired(relay, original, url=TRADE, n0=frozenset({"示例甲", "示例乙"})).existing == original


def test_a_revocation_absorbs_the_relay_that_named_its_subjects_and_no_other():
    told = held(replace(REVOKED, relayed=True, title="示例快讯"), TRADE, announcement_id="a:told")
    assert paired(revoked("示例甲"), told, n0=frozenset({"示例乙"})).moves == {}
    pairing = paired(revoked("示例甲"), told, n0=frozenset({"示例甲"}))
    assert dict(pairing.moves) == {"a:told": pairing.announcement_id}


def test_of_two_official_pages_the_one_with_the_number_is_the_text():
    bare = held(replace(NOTICE, doc_number=None))
    pairing = paired(NOTICE, bare)
    assert (pairing.adopt, pairing.elsewhere, pairing.announcement_id) == (True, True, bare.announcement_id)
    assert not paired(replace(NOTICE, doc_number=None), held(NOTICE)).adopt
