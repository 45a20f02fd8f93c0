"""Who is told what."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.models import Deliver, Subscription
from config.regions import load_regions
from tasks.tell.match import owed, owed_notes, wants
from tasks.tell.news import NoteKind, note_from_json
from tests.tasks.tell.tell_samples import NOW, champion, change, note, said, subscription

REGIONS = load_regions()


def wanted(item, **match):
    return wants(subscription(**match), item, regions=REGIONS)


def owe(news, *subscriptions):
    return owed(news, subscriptions, regions=REGIONS, now=NOW)


def test_an_empty_filter_asks_for_everything():
    assert [d.change_id for d in owe([change(1), change(2)], subscription())] == ["c:1", "c:2"]


@pytest.mark.parametrize("text", ["山东", "山东省", "全国"])
def test_a_national_title_of_a_shandong_subject_meets_the_region_in_any_form(text):
    assert wanted(change(region="山东省济南市"), regions=[text])


@pytest.mark.parametrize("text", ["济南市", "山东省济南市", "山东济南"])
def test_a_city_may_be_asked_for_alone(text):
    assert wanted(change(region="山东省济南市历城区"), regions=[text])
    assert not wanted(change(region="山东省青岛市"), regions=[text])


def test_a_subject_of_another_province_does_not_meet_the_region():
    assert not wanted(change(region="江苏省苏州市常熟市"), regions=["山东"])


def test_a_subject_without_a_region_is_where_its_provincial_notice_speaks_for():
    assert wanted(change(region=None, area="山东省"), regions=["山东"])
    assert not wanted(change(region=None, area="全国"), regions=["山东"])


def test_a_national_call_reaches_every_region():
    call = change(kind="call", subject_id=None, name="", region=None, area="全国")
    assert wanted(call, regions=["山东"])


def test_a_provincial_call_reaches_its_cities_and_no_other_province():
    call = change(kind="call", subject_id=None, name="", region=None, area="山东省")
    assert wanted(call, regions=["济南市"]) and wanted(call, regions=["山东"])
    assert not wanted(call, regions=["江苏"])


def test_a_region_nobody_knows_matches_nothing_rather_than_everything():
    assert not wanted(change(region="山东省济南市"), regions=["示例省"])


def test_a_subject_is_found_by_every_name_it_ever_had_and_by_id():
    item = champion(
        1,
        "示例新名股份有限公司",
        "renamed",
        other_names=("示例股份有限公司",),
        detail=said(former="示例有限公司"),
    )
    for name in ("示例新名股份有限公司", "示例股份有限公司", "示例有限公司", "s:1", " 示例股份有限公司 "):
        assert wanted(item, subjects=[name])
    assert not wanted(item, subjects=["示例"])


@pytest.mark.parametrize("word", ["轨道交通", "机床", "2023年度", "ＣＮＣ"])
def test_a_keyword_is_sought_in_name_product_and_title_whatever_its_width(word):
    assert wanted(change(product="cnc 数控机床"), keywords=[word])


def test_a_blank_keyword_is_no_keyword_for_everything():
    assert not wanted(change(), keywords=["  "])


def test_kinds_and_programmes_filter():
    assert wanted(change(kind="dropped"), kinds=["dropped", "lapsed"])
    assert not wanted(change(), kinds=["dropped"])
    assert not wanted(change(), programmes=["sd-cluster"])


def test_history_owes_nothing():
    assert owe([change(backfill=True)], subscription()) == []


def test_the_changes_of_one_announcement_leave_as_one_message_per_target():
    news = [change(1), change(2), change(3, announcement_id="a:other")]
    first, second, other = owe(news, subscription())
    assert first.message_id == second.message_id != other.message_id
    assert len({first.alert_id, second.alert_id, other.alert_id}) == 3


def test_what_an_announcement_brings_later_is_another_message():
    """The first key was sent already: a receiver that heeds it would throw the second message away."""
    (first,), (second,) = owe([change(1)], subscription()), owe([change(2)], subscription())
    assert first.message_id != second.message_id


def test_terms_that_ran_out_are_told_apart_from_what_their_notice_says():
    given_now, ended = owe([change(1), change(2, kind="expired")], subscription())
    assert given_now.message_id != ended.message_id


def test_the_same_change_is_never_owed_twice_to_the_same_target():
    news = [change(1), change(2)]
    later = owed(news[::-1], [subscription()], regions=REGIONS, now=NOW + timedelta(days=1))
    assert {(d.alert_id, d.message_id) for d in owe(news, subscription())} == {
        (d.alert_id, d.message_id) for d in later
    }


def test_two_targets_and_two_subscriptions_are_owed_apart():
    both = Subscription(id="b", title="b", deliver=(Deliver(to="${A}"), Deliver(to="${B}", language="en")))
    deliveries = owe([change()], both, subscription(to="${A}"))
    assert len({d.alert_id for d in deliveries}) == len({d.message_id for d in deliveries}) == 3
    assert [(d.subscription_id, d.deliver_no) for d in deliveries] == [("b", 0), ("b", 1), ("team", 0)]


def test_a_waiting_delivery_shows_no_secret():
    (found,) = owe([change()], subscription(to="jsons://user:geheim@hooks.example.org/token"))
    assert found.channel == "jsons://hooks.example.org"
    assert found.state == "waiting" and found.created_at == NOW


def test_operators_get_notes_and_no_changes_and_readers_the_reverse():
    operator, reader = subscription(id="ops", operations=True), subscription(id="reader")
    assert [d.subscription_id for d in owe([change()], operator, reader)] == ["reader"]
    told = owed_notes([note()], [operator, reader], regions=REGIONS, now=NOW)
    assert [d.subscription_id for d in told] == ["ops"]


def test_an_announcement_only_relayed_goes_to_the_readers_whose_filters_it_meets():
    relayed = note(NoteKind.RELAYED, programme_id="cn-sme-cluster", stage="designation", title="示例转载")
    asked = [
        subscription(id="all"),
        subscription(id="programme", programmes=["cn-sme-cluster"], kinds=["designated"], regions=["山东"]),
        subscription(id="other", programmes=["sd-cluster"]),
        subscription(id="kinds", kinds=["revoked"]),
        subscription(id="portfolio", subjects=["示例股份有限公司"]),
        subscription(id="ops", operations=True),
    ]
    told = owed_notes([relayed], asked, regions=REGIONS, now=NOW)
    assert [d.subscription_id for d in told] == ["all", "programme"]


def test_the_same_note_is_owed_once_and_another_one_apart():
    operator = subscription(operations=True)
    ids = [
        owed_notes([n], [operator], regions=REGIONS, now=NOW)[0].alert_id
        for n in (note(), note(), note(note_id="k:2"))
    ]
    assert ids[0] == ids[1] != ids[2]


def test_a_note_comes_back_from_the_outbox_as_it_went_in():
    sent = note(reason="35 stated, 34 rows read", listed=35)
    (found,) = owed_notes([sent], [subscription(operations=True)], regions=REGIONS, now=NOW)
    assert note_from_json(found.note) == sent


NEWS = [
    change(1, region="山东省济南市"),
    change(2, region="江苏省苏州市常熟市", product="示例产品"),
    change(3, kind="dropped", region=None),
    champion(4, "示例装备有限公司", "lapsed", region="山东省潍坊市", other_names=("示例旧名",)),
    change(5, kind="call", subject_id=None, name="", region=None),
    change(6, backfill=True),
]
WORDS = {
    "programmes": ["cn-sme-cluster", "cn-single-champion", "sd-cluster"],
    "regions": ["山东", "济南市", "江苏省", "全国", "示例省"],
    "subjects": ["示例旧名", "s:1", "示例无此企业"],
    "keywords": ["示例", "集群", "轨道", "无此词"],
    "kinds": ["designated", "dropped", "lapsed", "call"],
}


def some(name: str, least: int = 0) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(WORDS[name]), min_size=least, max_size=2)


MATCHES = st.fixed_dictionaries({name: some(name) for name in WORDS})


@settings(max_examples=80, deadline=None)
@given(match=MATCHES, added=st.sampled_from(sorted(WORDS)), data=st.data())
def test_a_filter_only_ever_takes_away(match, added, data):
    without = {**match, added: []}
    more = {**match, added: data.draw(some(added, 1))}
    before = {d.change_id for d in owe(NEWS, subscription(**without))}
    after = {d.change_id for d in owe(NEWS, subscription(**more))}
    assert after <= before <= {"c:1", "c:2", "c:3", "c:4", "c:5"}


@settings(max_examples=60, deadline=None)
@given(match=MATCHES, name=st.sampled_from(sorted(WORDS)), data=st.data())
def test_one_more_word_in_a_filter_never_takes_away(match, name, data):
    words = data.draw(some(name, 1))
    more = [*words, *data.draw(some(name))]
    narrow = {d.alert_id for d in owe(NEWS, subscription(**{**match, name: words}))}
    wide = {d.alert_id for d in owe(NEWS, subscription(**{**match, name: more}))}
    assert narrow <= wide
