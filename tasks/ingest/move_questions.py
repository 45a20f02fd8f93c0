"""Questions about announcements and subjects whose ids move: asked under the id they would have now, answered as they were.

A decision file bears the id that its writer saw; ``former_id`` leads from it to what the question is called now.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from tasks.ledger.answers import endings_id
from warehouse.records import FormerId, Review
from warehouse.store import Store

Whom = Callable[[str, Review], Iterable[str]]
"""Gives whom a subject of a question means now."""


def with_subjects(review: Review, *, silent: Whom, unmatched: Whom) -> Review:
    """Return a question of endings about whom its subjects mean now; one that is settled so keeps its id."""
    told = json.loads(review.evidence)
    told["silent_ids"] = sorted({now for one in told["silent_ids"] for now in silent(one, review)})
    told["unmatched_ids"] = sorted({now for one in told["unmatched_ids"] for now in unmatched(one, review)})
    now = replace(review, evidence=json.dumps(told, ensure_ascii=False))
    met = set(told["silent_ids"]) & set(told["unmatched_ids"])
    return now if met else asked_anew(now)


def asked_anew(review: Review) -> Review:
    """Return a question of endings under the id it is asked by now; an earlier version did not keep whom it is about."""
    told = json.loads(review.evidence)
    if "silent_ids" not in told or review.announcement_id is None:
        return review
    about = (review.announcement_id, str(told["cohort"]), told["silent_ids"], told["unmatched_ids"])
    return replace(review, review_id=endings_id(*about))


def move_reviews(store: Store, moved: Mapping[str, Review], *, at: datetime, why: str) -> None:
    """Write questions anew in the place of what they were, inside the caller's transaction.

    Where two become one, an answer stays before a question that is open.

    Args:
        store: The writer.
        moved: What each question is now, by the id it had.
        at: The instant of knowledge.
        why: In words, for ``former_id``.
    """
    if not moved:
        return
    ids = {former: review.review_id for former, review in moved.items() if review.review_id != former}
    there = sorted(set(ids.values()) - moved.keys())
    kept = {r.review_id: r for r in store.load(Review, "reviews_by_id", ids=there)} if there else {}
    for review in moved.values():
        before = kept.get(review.review_id)
        if before is None or (before.decided_at is None and review.decided_at is not None):
            kept[review.review_id] = review
    store.execute("clear_reviews", ids=sorted({*moved, *there}))
    store.merge(kept.values())
    if ids:
        store.execute("move_former_ids", moves=json.dumps(ids))
        store.merge(FormerId(former, now, at, why) for former, now in ids.items())
        store.execute("clear_former_ids", ids=sorted(set(ids.values())))
