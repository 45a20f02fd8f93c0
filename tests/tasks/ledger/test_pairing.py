"""Which announcement a notice is. Numbers and titles are real (facts collected for mingdan, 2026-11)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from tasks.ledger.family import key_id
from tasks.ledger.pairing import Pairing, Where, pair, whole_id
from tasks.ledger.said import said_in
from tasks.recognise.notice import Level, Notice, Stage
from tests.tasks.ledger.courses import CLUSTERS
from warehouse.records import Announcement

MINISTRY = "https://www.miit.gov.cn/示例/art_1.html"
ELSEWHERE = MINISTRY.replace("art_1", "art_2")
TRADE = "https://trade.example/示例/1.html"
NOTICE = Notice(
    "工业和信息化部关于公布2023年度中小企业特色产业集群名单的通告",
    CLUSTERS.id,
    Level.NATIONAL,
    "全国",
    Stage.DESIGNATION,
    "2023年度",
    "工业和信息化部",
    doc_number="工信部企业函〔2023〕283号",
    published_on=date(2023, 10, 18),
)
RELAY = replace(NOTICE, title="关注!工信部公布…", doc_number=None, published_on=None, relayed=True)


def key_of(notice: Notice) -> str:
    return key_id(said_in(notice))


def held(notice: Notice, url: str = MINISTRY, **more: object) -> Announcement:
    values: dict[str, object] = {
        "announcement_id": key_of(notice), "title": notice.title, "doc_number": notice.doc_number,
        "issuer": notice.issuer, "level": notice.level, "region": notice.region, "programme_id": notice.programme_id,
        "stage": notice.stage, "cohort": notice.cohort, "signed_on": notice.signed_on,
        "published_on": notice.published_on, "effective_on": None, "window_from": None, "window_to": None,
        "deadline": None, "url": url, "origin": "relay" if notice.relayed else "official", "part_of": None,
        "part_region": notice.part_region, "rows_stated": 100, "rows_read": 100, "state": "accepted",
        "held_because": None, "repealed_by": None, "repeals": (), "duties": "[]", "mentions": (), "backfill": False,
        "capture_sha256": ("0" * 64,), "first_seen_at": datetime(2023, 10, 18, tzinfo=UTC), **more,
    }  # fmt: skip
    return Announcement(**values)  # type: ignore[arg-type]  # the dict above names every field


def found(notice: Notice, *candidates: Announcement, url: str = MINISTRY) -> Pairing:
    return pair(notice, candidates, programme=CLUSTERS, where=Where(url, notice.relayed))


def test_the_first_sight_of_the_original_makes_the_announcement():
    pairing = found(NOTICE)
    assert (pairing.relation, pairing.adopt, pairing.existing) == ("original", True, None)
    assert pairing.announcement_id == key_of(NOTICE)


def test_a_relay_belongs_to_its_original_and_does_not_overrule_it():
    pairing = found(RELAY, held(NOTICE), url=TRADE)
    assert (pairing.announcement_id, pairing.relation, pairing.adopt) == (
        key_of(NOTICE),
        "relay",
        False,
    )


def test_the_original_takes_the_place_of_the_relay_that_came_first_under_one_id():
    provisional = held(RELAY, TRADE)
    pairing = found(NOTICE, provisional)
    assert (pairing.announcement_id, pairing.adopt) == (provisional.announcement_id, True)


def test_the_same_address_again_is_an_edition_and_another_one_a_copy():
    assert found(NOTICE, held(NOTICE)).adopt
    copy = found(NOTICE, held(NOTICE), url=MINISTRY.replace("art_1", "art_2"))
    assert (copy.relation, copy.adopt) == ("copy", False)


def test_another_document_number_is_another_announcement_of_the_same_key():
    other = replace(NOTICE, doc_number="工信部企业函〔2023〕999号")
    pairing = found(other, held(NOTICE), url=ELSEWHERE)
    assert pairing.existing is None and pairing.announcement_id != key_of(NOTICE)


def test_without_numbers_another_window_is_another_announcement():
    proposal = replace(
        NOTICE, stage=Stage.PROPOSAL, doc_number=None, window=(date(2022, 12, 29), date(2023, 1, 5))
    )
    before = held(proposal, window_from=date(2022, 12, 29), window_to=date(2023, 1, 5))
    assert found(proposal, before, url=ELSEWHERE).existing == before
    again = replace(proposal, window=(date(2023, 2, 1), date(2023, 2, 8)))
    assert found(again, before, url=ELSEWHERE).existing is None


def test_a_page_changed_in_place_is_an_edition_also_where_its_number_or_window_changed():
    """A window prolonged, or a number mended, at the same address under the same title (semantics, 8)."""
    mended = replace(NOTICE, doc_number="工信部企业函〔2023〕238号")
    assert found(mended, held(NOTICE)).existing == held(NOTICE)
    proposal = replace(NOTICE, stage=Stage.PROPOSAL, doc_number=None)
    prolonged = replace(proposal, window=(date(2022, 12, 29), date(2023, 1, 9)))
    pairing = found(prolonged, held(proposal, window_to=date(2023, 1, 5)))
    assert pairing.adopt and pairing.existing is not None


def test_parts_of_two_provinces_are_never_one_announcement_and_know_their_whole():
    """Provinces publish the same text with their own rows (8th batch of single champions, 2024-03-04)."""
    shandong, jiangsu = (replace(NOTICE, part_region=region) for region in ("山东省", "江苏省"))
    assert key_of(shandong) != key_of(jiangsu)
    pairing = found(jiangsu, held(shandong), held(NOTICE))
    assert (pairing.existing, pairing.relation) == (None, "part")
    assert pairing.part_of == whole_id(NOTICE, CLUSTERS) == key_of(NOTICE)


def test_a_relay_that_bears_the_number_belongs_to_it_whatever_its_cohort_says():
    mistaken = replace(RELAY, doc_number="工信部企业函〔2023〕283号", cohort="第二批")
    assert found(mistaken, held(NOTICE), url=TRADE).announcement_id == key_of(NOTICE)


def test_two_revocations_of_one_programme_are_two_announcements():
    first = replace(NOTICE, stage=Stage.REVOCATION, cohort=None, doc_number=None, signed_on=date(2024, 5, 1))
    second = replace(first, signed_on=date(2024, 6, 1))
    assert key_of(first) != key_of(second)
    assert found(second, held(first)).existing is None


def test_a_better_copy_elsewhere_takes_the_place_of_a_held_list_only():
    from tests.tasks.ledger.test_gate import roster

    better = replace(NOTICE, rosters=(roster("示例甲", "示例乙"),))
    elsewhere = MINISTRY.replace("art_1", "art_2")
    assert found(better, held(NOTICE, state="held", rows_read=1), url=elsewhere).adopt
    assert not found(better, held(NOTICE, rows_read=1), url=elsewhere).adopt


REVOKED = replace(NOTICE, stage=Stage.REVOCATION, cohort=None, doc_number=None)


def test_two_revocations_without_numbers_are_two_by_their_dates():
    """Taken for a copy of the first, the second would take nobody's title (semantics, 1)."""
    later = replace(REVOKED, published_on=date(2024, 3, 1))
    pairing = found(later, held(REVOKED), url="https://www.miit.gov.cn/示例/art_2.html")
    assert (pairing.existing, pairing.adopt) == (None, True)
    assert found(REVOKED, held(REVOKED), url="https://www.miit.gov.cn/示例/art_2.html").relation == "copy"


def test_two_who_recommend_from_one_region_are_two_announcements():
    one = replace(NOTICE, stage=Stage.RECOMMENDATION, doc_number=None, issuer="示例央企甲")
    other = replace(one, issuer="示例央企乙")
    assert found(other, held(one), url=TRADE).existing is None


def test_a_relay_of_an_originals_second_list_belongs_to_it():
    """The candidates hold such an original only where it has that list (semantics, 1)."""
    review = replace(RELAY, stage=Stage.REVIEW, cohort="2020年度")
    pairing = found(review, held(NOTICE), url=TRADE)
    assert (pairing.announcement_id, pairing.adopt) == (key_of(NOTICE), False)
