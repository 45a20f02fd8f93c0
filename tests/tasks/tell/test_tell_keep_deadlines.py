"""The days to come as the warehouse keeps them: titles of the 2022 clusters, whose term ends in 2025 (工信厅企业函〔2025〕77号)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from config.models import Configuration
from tasks.tell.keep_deadlines import keep_deadlines
from tests.tasks.tell.test_tell_deadlines import CLUSTERS, NOW, terms, title
from warehouse.records import Deadline
from warehouse.store import Store

CONFIGURATION = Configuration(programmes={CLUSTERS.id: CLUSTERS})


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "warehouse.duckdb", now=NOW) as opened:
        yield opened


def keep(store, configuration=CONFIGURATION, *, now=NOW):
    return keep_deadlines(store, configuration, now=now)


def counted(store):
    return {row.kind: row.subjects for row in store.load(Deadline, "deadlines_kept")}


def test_titles_alike_are_counted_in_the_warehouse_as_one_by_one(store):
    titles = [
        title(1),
        title(2),
        title(3, ends_as="lapsed"),
        title(4, valid_to=None),
        title(5, valid_from=None),
    ]
    store.merge(titles)
    found = [tuple(row.values()) for row in store.rows("terms_running")]
    assert sorted(map(repr, found)) == sorted(
        repr(tuple(map(getattr, [t] * 8, t.__slots__))) for t in terms(titles)
    )


@pytest.mark.parametrize("status", ["lapsed", "revoked", "dropped", "proposed", "retitled"])
def test_a_title_that_does_not_run_has_no_days(store, status):
    store.merge([title(status=status)])
    assert keep(store) == 0


def test_what_is_no_longer_believed_has_no_days(store):
    store.merge([title(recorded_to=NOW)])
    assert keep(store) == 0


def test_who_ran_out_with_no_result_known_still_has_days(store):
    store.merge([title(1, status="expired"), title(2)])
    keep(store)
    assert counted(store) == {"expiry": 2, "review": 2, "report": 2}


def test_nothing_is_worked_out_again_on_the_same_day(store):
    store.merge([title(1)])
    kept = keep(store)
    store.merge([title(2)])  # behind the ledger's back
    assert keep(store, now=NOW + timedelta(hours=1)) == kept and counted(store)["expiry"] == 1


def test_a_changed_ledger_gives_other_days_at_once(store):
    store.merge([title(1)])
    keep(store)
    store.merge([title(2)])
    store.execute("ledger_changed")
    keep(store)
    assert counted(store)["expiry"] == 2


def test_another_day_or_another_programme_gives_other_days(store):
    store.merge([title(1)])
    keep(store)
    without = Configuration(
        programmes={CLUSTERS.id: CLUSTERS.model_copy(update={"renewal": "none", "duties": ()})}
    )
    keep(store, without)
    assert counted(store) == {"expiry": 1}
    assert keep(store, without, now=NOW + timedelta(days=400)) == 0


def test_days_that_stay_are_nothing_to_publish(store):
    store.merge([replace(title(1))])
    keep(store)
    store.execute("keep_fact", name="unpublished", value="no")
    keep(store, now=NOW + timedelta(days=1))
    assert store.rows("load_fact", name="unpublished") == [{"value": "no"}]
