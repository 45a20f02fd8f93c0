"""The days to come. Notices and dates: 工信部企业函〔2023〕283号, 工信厅企业函〔2025〕77号, 工信部企业〔2022〕119号."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.errors import LedgerError
from config.models import DutyRule, Programme
from tasks.tell.deadlines import AHEAD, PAST, find_deadlines
from tasks.tell.duties import YearlyDuty, duties_of
from tasks.tell.running import RunningTerm
from tests.tasks.tell.tell_samples import announcement
from warehouse.records import ListRecord, Title

NOW = datetime(2025, 3, 5, 2, tzinfo=UTC)
CONFIGURED = DutyRule(
    what="上一年度发展情况报送",
    due="04-30",
    cohorts=("2022年度", "2023年度"),
    source="工信部企业函〔2023〕283号",
)
CLUSTERS = Programme(
    id="cn-sme-cluster", title="中小企业特色产业集群", level="national", issuer=("工业和信息化部",), subject="cluster",
    names=("中小企业特色产业集群",), renewal="review", duties=(CONFIGURED,),
)  # fmt: skip
CALL_2025 = announcement(
    announcement_id="a:77", title="关于组织开展2025年度中小企业特色产业集群推荐和2022年度中小企业特色产业集群复核工作的通知",
    doc_number="工信厅企业函〔2025〕77号", stage="call", cohort="2025年度", deadline=date(2025, 4, 30), rows_read=0,
)  # fmt: skip


def title(number: int = 1, **fields: object) -> Title:
    """A title of the 2022 clusters: 2023年至2025年."""
    base = Title(
        f"t:{number}", f"s:{number}", "cn-sme-cluster", "2022年度", None, None, "active", date(2023, 1, 1),
        date(2025, 12, 31), "a:2022", "a:2022", None, None, NOW, None,
    )  # fmt: skip
    return replace(base, **fields)


def review_list(cohort="2022年度", announcement_id="a:77"):
    return ListRecord(
        announcement_id, 2, "复核", "cn-sme-cluster", "review-call", cohort, None, None, 0, "accepted", False, False, "",
        None, None, None,
    )  # fmt: skip


def terms(titles):
    """The titles as the query ``terms_running`` counts them."""
    alike = Counter(
        (t.programme_id, t.cohort, t.valid_from, t.valid_to, t.since_announcement_id, t.last_announcement_id, t.ends_as is None)
        for t in titles
    )  # fmt: skip
    return [RunningTerm(*key, count) for key, count in alike.items()]


def find(announcements=(), titles=(), *, lists=(), programme=CLUSTERS, now=NOW):
    programmes = {programme.id: programme}
    return find_deadlines(announcements, terms(titles), lists=lists, programmes=programmes, now=now)


def of(kind, found):
    return [item for item in found if item.kind == kind]


def test_nothing_known_means_no_deadlines():
    assert find() == []


def test_a_call_is_due_on_its_last_day():
    (found,) = find([CALL_2025])
    assert (found.kind, found.due_on, found.announcement_id) == ("call", date(2025, 4, 30), "a:77")
    assert CALL_2025.title in found.what


def test_a_publicity_window_closes_on_its_last_day():
    """The 2022 proposal: 2022-12-29 to 2023-01-05."""
    proposal = announcement(stage="proposal", cohort="2022年度", window_to=date(2023, 1, 5))
    (found,) = find([proposal], now=datetime(2022, 12, 30, tzinfo=UTC))
    assert (found.kind, found.due_on, found.subjects) == ("window", date(2023, 1, 5), 100)


def test_a_window_on_a_decided_list_is_no_deadline():
    assert find([announcement(window_to=date(2025, 4, 1))]) == []


@pytest.mark.parametrize("state", ["held", "ignored"])
def test_what_is_not_accepted_sets_no_deadline(state):
    assert find([replace(CALL_2025, state=state)]) == []


def test_a_moved_deadline_keeps_its_id():
    (before,), (after,) = find([CALL_2025]), find([replace(CALL_2025, deadline=date(2025, 5, 15))])
    assert before.deadline_id == after.deadline_id and before.due_on != after.due_on


def test_terms_are_counted_by_cohort_and_last_day():
    titles = [title(1), title(2), title(3, valid_to=date(2025, 6, 30)), title(4, cohort="2023年度")]
    found = [(item.due_on, item.subjects) for item in of("expiry", find(titles=titles))]
    assert sorted(found) == [(date(2025, 6, 30), 1), (date(2025, 12, 31), 1), (date(2025, 12, 31), 2)]


def test_a_re_evaluation_is_expected_by_the_end_of_the_term_and_says_so():
    (found,) = of("review", find(titles=[title(1), title(2)]))
    assert found.due_on == date(2025, 12, 31) and found.subjects == 2
    assert "预计" in found.what and found.announcement_id is None


def test_a_re_evaluation_is_told_years_ahead_and_a_yearly_report_for_the_next_one():
    found = find(titles=[title(valid_to=date(2029, 12, 31))])
    assert [item.due_on for item in of("review", found)] == [date(2029, 12, 31)]
    assert max(item.due_on for item in of("report", found)) <= NOW.date() + AHEAD


def test_a_day_names_the_cohort_that_it_concerns():
    found = find([CALL_2025], [title()])
    assert {(item.kind, item.cohort) for item in found} == {
        ("call", "2025年度"), ("expiry", "2022年度"), ("review", "2022年度"), ("report", "2022年度"),
    }  # fmt: skip


def test_a_called_re_evaluation_is_due_as_the_call_says():
    (found,) = of("review", find([CALL_2025], [title()], lists=[review_list()]))
    assert (found.due_on, found.announcement_id) == (date(2025, 4, 30), "a:77")
    assert "预计" not in found.what


def test_a_notice_that_only_calls_a_re_evaluation_counts_too():
    call = replace(CALL_2025, stage="review-call", cohort="2022年度")
    (found,) = of("review", find([call], [title()]))
    assert found.due_on == date(2025, 4, 30)


def test_a_call_for_another_cohort_or_an_earlier_round_is_not_this_one():
    other = of("review", find([CALL_2025], [title()], lists=[review_list("2021年度")]))
    earlier = of(
        "review", find([replace(CALL_2025, deadline=date(2022, 4, 30))], [title()], lists=[review_list()])
    )
    assert all("预计" in item.what for item in (*other, *earlier))


def test_a_call_gives_the_expected_re_evaluation_its_day_under_the_same_id():
    (before,) = of("review", find(titles=[title()]))
    (after,) = of("review", find([CALL_2025], [title()], lists=[review_list()]))
    assert before.deadline_id == after.deadline_id


@pytest.mark.parametrize("renewal", ["term", "none", "roster"])
def test_only_programmes_with_re_evaluation_expect_one(renewal):
    programme = CLUSTERS.model_copy(update={"renewal": renewal})
    assert of("review", find(titles=[title()], programme=programme)) == []


def test_who_has_lost_the_title_already_has_nothing_to_defend():
    """Silent in the review of 2025: the lapse takes effect the day after the term (semantics, 20)."""
    lost = title(ends_on=date(2026, 1, 1), ends_as="lapsed")
    assert of("review", find(titles=[lost])) == []


def test_the_yearly_report_is_due_while_the_titles_run():
    found = of("report", find(titles=[title(1), title(2)]))
    assert [(item.due_on, item.subjects) for item in found] == [(date(2025, 4, 30), 2)]
    assert found[0].what.startswith("上一年度发展情况报送")


def test_a_term_that_begins_later_owes_no_report_before():
    assert of("report", find(titles=[title(valid_from=date(2025, 5, 1))])) == []
    assert of("report", find(titles=[title(valid_from=None)])) == []


def test_a_term_without_end_owes_every_year():
    found = of("report", find(titles=[title(valid_to=None)], now=NOW + timedelta(days=30)))
    assert [item.due_on for item in found] == [date(2025, 4, 30), date(2026, 4, 30)]
    assert len({item.deadline_id for item in found}) == 2


def duty(due, **fields):
    return announcement(duties=json.dumps([{"what": "示例报送", "due": due}]), cohort="2022年度", **fields)


def test_a_notice_s_duty_comes_before_the_configured_one():
    (found,) = of("report", find([duty("03-31", announcement_id="a:2022")], [title()]))
    assert (found.due_on, found.announcement_id) == (date(2025, 3, 31), "a:2022")


def test_the_nearest_notice_speaks_first():
    last, since = duty("03-01", announcement_id="a:last"), duty("03-02", announcement_id="a:since")
    same, rules = duty("03-03", announcement_id="a:same"), duty("03-04", announcement_id="a:r", stage="rules")
    held = [title(last_announcement_id="a:last", since_announcement_id="a:since")]
    notices, days = [replace(rules, cohort=None), same, since, last], []
    while notices:
        (found,) = duties_of(CLUSTERS, "2022年度", terms(held), notices)
        days.append(found[0].due)
        notices.pop()
    assert days == ["03-01", "03-02", "03-03", "03-04"]


def test_a_configured_duty_fills_only_its_cohorts():
    assert duties_of(CLUSTERS, "2023年度", [], []) == [(YearlyDuty("上一年度发展情况报送", "04-30"), None)]
    assert duties_of(CLUSTERS, "2024年度", [], []) == []


@pytest.mark.parametrize(
    "duties", ["no json", '[{"what": "示例"}]', '[{"what": "示例", "due": "13-01"}]', "[1]", '{"a": 1}']
)
def test_duties_that_the_ledger_did_not_write_are_an_error(duties):
    with pytest.raises(LedgerError, match="a:283"):
        duties_of(CLUSTERS, "2023年度", [], [announcement(duties=duties)])


def test_the_29th_of_february_is_the_28th_in_other_years():
    assert YearlyDuty("示例", "02-29").in_year(2025) == date(2025, 2, 28)
    assert YearlyDuty("示例", "02-29").in_year(2024) == date(2024, 2, 29)


def test_a_programme_no_longer_configured_has_no_days():
    assert find(titles=[title(programme_id="gone")]) == []


def test_the_day_is_china_s():
    """16:30 UTC is past midnight in China: the horizon has moved by a day."""
    call = replace(CALL_2025, deadline=date(2025, 4, 4) - PAST)
    assert find([call], now=datetime(2025, 4, 4, 15, 30, tzinfo=UTC)) != []
    assert find([call], now=datetime(2025, 4, 4, 16, 30, tzinfo=UTC)) == []


@settings(max_examples=60, deadline=None)
@given(
    ends=st.lists(st.dates(date(2023, 1, 1), date(2028, 12, 31)), max_size=8),
    now=st.integers(-400, 700).map(lambda days: NOW + timedelta(days=days)),
)
def test_the_horizon_holds_ids_are_unique_and_order_does_not_matter(ends, now):
    titles = [title(number, valid_to=day) for number, day in enumerate(ends)]
    found = find([CALL_2025], titles, now=now)
    assert found == find([CALL_2025], titles[::-1], now=now)
    assert len({item.deadline_id for item in found}) == len(found)
    assert all(now.date() - PAST <= item.due_on for item in found)
    yearly = [item for item in found if item.kind not in ("expiry", "review")]
    assert all(item.due_on <= now.date() + AHEAD + timedelta(days=1) for item in yearly)
    assert found == sorted(found, key=lambda item: item.due_on)
