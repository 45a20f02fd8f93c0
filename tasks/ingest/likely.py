"""Ask a person whether a name never seen before is one that is held already; nothing waits for the answer (semantics, 9)."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from config.models import Decision
from config.regions import load_regions
from tasks.ingest.identify import Made
from tasks.ledger.identity import Side
from tasks.ledger.likeness import Candidate, Named, best_of, candidates
from tasks.ledger.persons_words import IDENTITY, question_id, side_text, sides_of
from tasks.ledger.prints import number_beside, numbered
from tasks.ledger.whereabouts import Whereabouts
from warehouse.records import Announcement, Review
from warehouse.store import Store

MOST_ASKED = 10
"""So many questions an announcement opens at most; who reads a list in bad print has better means than a hundred of them."""

_AT_ONCE = 20_000


@dataclass(frozen=True, slots=True)
class Asking:
    """What asking needs: the writer, the kind of subject, where names are, what persons answered, the instant."""

    store: Store
    kind: str
    where: Whereabouts
    decisions: Collection[Decision]
    at: datetime


def ask_about_new(asking: Asking, announcement: Announcement, made: Made) -> None:
    """Open a question for each new subject of an announcement that is much like one that holds a title of its programme.

    What a person answered, or was asked before, is not asked again; of more than ``MOST_ASKED`` the most alike are asked,
    and the last of them says how many more there are. The caller holds the transaction.
    """
    near = near_names(asking, made.name_keys)
    if not made.subject_ids or announcement.programme_id is None or not (near or made.known_codes):
        return
    pairs = {
        question_id(asking.kind, *pair): (candidate, pair)
        for candidate in _candidates(asking.store, announcement, made, near, asking.where)
        for pair in [(_side(candidate.new, asking.where), _side(candidate.held, asking.where))]
    }
    known = _asked_before(asking, pairs)
    fresh = [(review_id, *asked) for review_id, asked in pairs.items() if review_id not in known]
    silent = max(0, len(fresh) - MOST_ASKED)
    asking.store.merge(
        _review(asking, announcement, one, more=silent if place == MOST_ASKED else 0)
        for place, one in enumerate(fresh[:MOST_ASKED], 1)
    )


def near_names(asking: Asking, keys: Collection[str]) -> dict[str, list[str]]:
    """Return for new names the held names that share a print with them, and keep the new ones' prints for those to come."""
    if not keys:
        return {}
    _keep_missing(asking)
    prints = numbered(keys, asking.where.split)
    sought: dict[int, set[str]] = {}
    for number, key in prints:
        for one in number_beside(number):
            sought.setdefault(one, set()).add(key)
    found: dict[str, set[str]] = {}
    for row in asking.store.rows("prints_shared", prints=list(sought)):
        for key in sought[int(str(row["print"]))]:
            found.setdefault(key, set()).add(str(row["name_key"]))
    _keep(asking, prints)
    return {key: sorted(held) for key, held in found.items()}


def _keep_missing(asking: Asking) -> None:
    """Keep the prints of all names, where an earlier version wrote them without."""
    keys = [str(row["name_key"]) for row in asking.store.rows("prints_missing")]
    for start in range(0, len(keys), _AT_ONCE):
        _keep(asking, numbered(keys[start : start + _AT_ONCE], asking.where.split))


def _keep(asking: Asking, prints: Sequence[tuple[int, str]]) -> None:
    """Write prints of names that were never seen before."""
    asking.store.execute("prints_add", prints=[one for one, _ in prints], names=[key for _, key in prints])


def _candidates(
    store: Store, announcement: Announcement, made: Made, near: dict[str, list[str]], where: Whereabouts
) -> list[Candidate]:
    """Return for each new subject the holder most like it of those that share a print or a credit code with it."""
    new = _main_names(store.load(Named, "names_of_subjects", ids=sorted(made.subject_ids)))
    held: dict[str, list[Named]] = {}
    for one in store.load(
        Named,
        "names_in_programme",
        programme_id=announcement.programme_id,
        announcement_id=announcement.announcement_id,
        keys=sorted({key for keys in near.values() for key in keys}),
        codes=sorted(made.known_codes),
    ):
        for known_by in {one.key, one.code or ""}:
            held.setdefault(known_by, []).append(one)
    return best_of(
        (
            (one, [other for key in (*near.get(one.key, ()), one.code) if key for other in held.get(key, ())])
            for one in new
        ),
        where.split,
    )


def _asked_before(asking: Asking, review_ids: Collection[str]) -> set[str]:
    """Return the ids of questions that were asked before, and of all that a person answered."""
    known = {
        question_id(*sides)
        for one in asking.decisions
        if one.kind == IDENTITY and (sides := sides_of(one.about))
    }
    if review_ids:
        known |= {str(row["review_id"]) for row in asking.store.rows("reviews_among", ids=sorted(review_ids))}
    return known


def likely(store: Store, unmatched: Sequence[str], silent: Sequence[str]) -> list[dict[str, object]]:
    """Return for each unmatched subject the silent one it may be, as evidence: both names, the score, the reasons."""
    if not unmatched or not silent:
        return []
    new = _main_names(store.load(Named, "names_of_subjects", ids=list(unmatched)))
    held = store.load(Named, "names_of_subjects", ids=list(silent))
    return [
        {"unmatched": c.new.name, "silent": c.held.name, "score": c.score, "reasons": list(c.reasons)}
        for c in candidates(new, held, Whereabouts(load_regions()).split)
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
    asking: Asking,
    announcement: Announcement,
    asked: tuple[str, Candidate, tuple[Side, Side]],
    *,
    more: int,
) -> Review:
    """Return the question with both sides beside each other; the last one of many says how many more are not asked."""
    review_id, candidate, sides = asked
    new, held = candidate.new, candidate.held
    standing = asking.store.rows("standing_of_subjects", ids=[new.subject_id, held.subject_id])
    evidence = {
        "score": candidate.score,
        "reasons": list(candidate.reasons),
        "new": _told(new, standing),
        "held": _told(held, standing),
        "programme_id": announcement.programme_id,
        **({"not_asked": more} if more else {}),
    }
    said = (
        f"; {more} more names of this announcement are much like held ones and not asked about"
        if more
        else ""
    )
    return Review(
        review_id,
        IDENTITY,
        announcement.announcement_id,
        f"{new.name} may be {held.name}: {'; '.join(candidate.reasons)}{said}",
        json.dumps(evidence, ensure_ascii=False),
        tuple(sorted(side_text(asking.kind, side) for side in sides)),
        asking.at,
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
