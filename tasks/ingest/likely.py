"""Ask a person whether a name never seen before is one that is held already; nothing waits for the answer (semantics, 9)."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from config.models import Decision
from config.regions import load_regions
from tasks.ledger.identity import Side
from tasks.ledger.likeness import SHOWN_FROM, Candidate, Named, candidates
from tasks.ledger.persons_words import IDENTITY, question_id, side_text, sides_of
from tasks.ledger.whereabouts import Whereabouts
from warehouse.records import Announcement, Review
from warehouse.store import Store


def ask_about_new(
    store: Store,
    kind: str,
    announcement: Announcement,
    new_ids: Collection[str],
    *,
    decisions: Collection[Decision],
    at: datetime,
) -> None:
    """Open a question for each new subject of an announcement that is much like one that holds a title of its programme.

    What a person answered, or was asked before, is not asked again. The caller holds the transaction.
    """
    if not new_ids or announcement.programme_id is None:
        return
    new = _main_names(store.load(Named, "names_of_subjects", ids=sorted(new_ids)))
    about = {
        "programme_id": announcement.programme_id,
        "announcement_id": announcement.announcement_id,
    }
    held = store.load(Named, "names_in_programme", **about)
    where = Whereabouts(load_regions())
    reviews = {}
    for candidate in candidates(new, held, where.split):
        pair = _side(candidate.new, where), _side(candidate.held, where)
        reviews[question_id(kind, *pair)] = (candidate, pair)
    known = (
        {str(row["review_id"]) for row in store.rows("reviews_among", ids=sorted(reviews))}
        if reviews
        else set()
    )
    known |= {
        question_id(*sides) for one in decisions if (sides := sides_of(one.about)) and one.kind == IDENTITY
    }
    store.merge(
        _review(store, kind, review_id, *asked, announcement=announcement, at=at)
        for review_id, asked in reviews.items()
        if review_id not in known
    )


def likely(store: Store, unmatched: Sequence[str], silent: Sequence[str]) -> list[dict[str, object]]:
    """Return for each unmatched subject the silent one it may be, as evidence: both names, the score, the reasons."""
    if not unmatched or not silent:
        return []
    new = _main_names(store.load(Named, "names_of_subjects", ids=list(unmatched)))
    held = store.load(Named, "names_of_subjects", ids=list(silent))
    return [
        {"unmatched": c.new.name, "silent": c.held.name, "score": c.score, "reasons": list(c.reasons)}
        for c in candidates(new, held, Whereabouts(load_regions()).split, least=SHOWN_FROM)
    ]


def close_settled(store: Store, *, at: datetime) -> None:
    """Close the open questions whose two names have come to mean one subject since: a notice said so."""
    waiting = store.load(Review, "reviews_open_of_kind", review_kind=IDENTITY)
    keys = {side.key for review in waiting if (sides := sides_of(review.about)) for side in sides[1:]}
    if not keys:
        return
    called: dict[str, set[str]] = {}
    for row in store.rows("subjects_by_key", keys=sorted(keys)):
        called.setdefault(str(row["name_key"]), set()).add(str(row["subject_id"]))
    for review in waiting:
        sides = sides_of(review.about)
        if sides is not None:
            one, other = (called.get(side.key, set()) for side in sides[1:])
            if sides[1].key != sides[2].key and one == other and len(one) == 1:
                store.merge([replace(review, decided_at=at, decision="settled", decided_by="mingdan")])


def _main_names(named: Sequence[Named]) -> list[Named]:
    """Return one name for each subject: a new one has hardly more."""
    found: dict[str, Named] = {}
    for one in named:
        found.setdefault(one.subject_id, one)
    return list(found.values())


def _side(named: Named, where: Whereabouts) -> Side:
    """Return a subject as a side of a question."""
    return Side(named.key, where.province(named.region, "", None) or "", named.code or "")


def _review(
    store: Store,
    kind: str,
    review_id: str,
    candidate: Candidate,
    sides: tuple[Side, Side],
    *,
    announcement: Announcement,
    at: datetime,
) -> Review:
    """Return the question with both sides beside each other."""
    new, held = candidate.new, candidate.held
    standing = store.rows("standing_of_subjects", ids=[new.subject_id, held.subject_id])
    evidence = {
        "score": candidate.score,
        "reasons": list(candidate.reasons),
        "new": _told(new, standing),
        "held": _told(held, standing),
        "programme_id": announcement.programme_id,
    }
    return Review(
        review_id,
        IDENTITY,
        announcement.announcement_id,
        f"{new.name} may be {held.name}: {'; '.join(candidate.reasons)}",
        json.dumps(evidence, ensure_ascii=False),
        tuple(sorted(side_text(kind, side) for side in sides)),
        at,
        None,
        None,
        None,
    )


def _told(named: Named, standing: Sequence[dict[str, object]]) -> dict[str, object]:
    """Return all that one side of a question is known by."""
    own = [row for row in standing if row["subject_id"] == named.subject_id]
    return {
        "name": named.name,
        "subject_id": named.subject_id,
        "region": named.region,
        "code": named.code,
        "titles": [f"{row['programme_id']} {row['cohort']} {row['status']}" for row in own],
        "announcements": sorted({str(row["since_announcement_id"]) for row in own}),
    }
