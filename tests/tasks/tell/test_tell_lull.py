"""Where nothing is left to do, it is known without doing it; where one step has work, all are run."""

from __future__ import annotations

from datetime import timedelta

import pytest

from config.models import Configuration
from tasks.tell.keep_deadlines import keep_deadlines
from tasks.tell.lull import Lull, find_lull
from tasks.tell.outbox import DeliveryReport
from tests.tasks.tell.tell_samples import NOW, delivery, ledger_rows
from tests.tasks.tell.test_tell_deadlines import CLUSTERS
from warehouse.store import Store

CONFIGURATION = Configuration(programmes={CLUSTERS.id: CLUSTERS})


@pytest.fixture
def store(tmp_path):
    """A warehouse in which the days are worked out and everything is published."""
    with Store(tmp_path / "warehouse.duckdb", now=NOW) as opened:
        keep_deadlines(opened, CONFIGURATION, now=NOW)
        opened.execute("keep_fact", name="unpublished", value="no")
        yield opened


def lull(store, *, now=NOW, published=True):
    return find_lull(store, CONFIGURATION, now=now, published=published)


def test_with_nothing_left_each_step_has_its_word(store):
    store.merge([*ledger_rows(), delivery(next_attempt_at=NOW + timedelta(hours=1))])
    assert lull(store) == Lull(0, DeliveryReport(waiting=1))


def test_a_message_that_is_due_ends_the_lull(store):
    store.merge([*ledger_rows(), delivery()])
    assert lull(store) is None


def test_a_new_day_ends_the_lull(store):
    assert lull(store, now=NOW + timedelta(days=1)) is None


def test_what_is_not_published_yet_ends_the_lull(store):
    store.execute("keep_fact", name="unpublished", value="yes")
    assert lull(store) is None


def test_a_published_file_that_is_gone_ends_the_lull(store):
    assert lull(store, published=False) is None
