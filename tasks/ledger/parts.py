"""Parts of a list that provinces and cities publish, and when they are all of it (semantics, 5). Pure.

A part gives what it lists and ends nothing. The issuer's whole list settles it; so does the union of all parts, once
its rows are just as many as the whole is said to have and nothing speaks against it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

from tasks.ledger.book import Statement
from tasks.recognise.notice import Stage

ONE_OCCASION = timedelta(days=270)
"""How far statements on one occasion may lie apart; reviews of a cohort are years apart."""

PLAN_SINGLE = frozenset({"浙江省宁波市", "广东省深圳市", "山东省青岛市", "辽宁省大连市", "福建省厦门市"})
"""Cities that publish their share of a national list apart from their province (计划单列市)."""

_UNITED = frozenset({Stage.PROPOSAL, Stage.DESIGNATION, Stage.REVIEW_PROPOSAL, Stage.REVIEW})


def counting(statements: tuple[Statement, ...], candidates: frozenset[str]) -> list[Statement]:
    """Return the statements that count, with the unions of parts that are whole.

    A part counts no longer once the issuer's whole list has settled it: a name that only the part has, or has in
    another print, is then no title beside the whole's own.

    Args:
        statements: All statements of a book.
        candidates: Normal forms of names of which it is open whether they mean the same as another.
    """
    placed = [_on_its_occasion(statement, statements) for statement in statements]
    settled = {(s.operation, s.occasion) for s in placed if s.whole}
    counted = [
        _heard_before(s, placed) if s.whole else s
        for s in placed
        if s.part_region is None or (s.operation, s.occasion) not in settled
    ]
    parts: dict[tuple[Stage, str], list[Statement]] = {}
    for statement in counted:
        if statement.part_region is not None and statement.operation in _UNITED:
            parts.setdefault((statement.operation, statement.occasion), []).append(statement)
    for (operation, _), group in sorted(parts.items()):
        alone = sum(one is operation for one, _ in parts) == 1
        stated = _stated(group, [s for s in counted if s.operation is operation], alone=alone)
        counted += _union(group, stated, candidates)
    return counted


def _on_its_occasion(statement: Statement, statements: tuple[Statement, ...]) -> Statement:
    """Return a part under the list it is a part of: the nearest in time, for a cohort may be reviewed again.

    A part's own word on it is made from the key of the whole, which two reviews of a cohort share (semantics, 5).
    """
    day = statement.effective_on
    if statement.part_region is None or day is None:
        return statement
    alike = [s for s in statements if s.operation is statement.operation]
    wholes = [s for s in alike if s.part_region is None and s.effective_on is not None] or alike
    dated = [(s.effective_on, s) for s in wholes if s.effective_on is not None]
    if wholes is alike:
        nearest, whole = min(dated, key=lambda pair: (pair[0], pair[1].announcement_id))
    else:
        nearest, whole = min(dated, key=lambda pair: (abs(pair[0] - day), pair[1].announcement_id))
    if abs(day - nearest) <= ONE_OCCASION:
        return _under(statement, whole.occasion)
    return _under(statement, f"{statement.occasion} {round((day - nearest).days / 365)}")


def _under(part: Statement, occasion: str) -> Statement:
    """Return a part under an occasion; what was told under its own word on it is not told again."""
    return (
        part
        if part.occasion == occasion
        else replace(part, occasion=occasion, also=frozenset({part.occasion}))
    )


def _heard_before(whole: Statement, placed: list[Statement]) -> Statement:
    """Return a whole list with the occasions under which its parts may have told of it before."""
    parts = (
        s for s in placed if s.part_region and (s.operation, s.occasion) == (whole.operation, whole.occasion)
    )
    also = whole.also.union(*(part.also for part in parts))
    return whole if also == whole.also else replace(whole, also=also)


def _stated(parts: list[Statement], alike: list[Statement], *, alone: bool) -> int | None:
    """Return how many rows the whole of some parts is said to have; null where nobody says, or they contradict.

    The issuer's own number goes before a relay's. What bears no date is about these parts if the operation has no others.
    """
    occasion = parts[0].occasion
    about = [s for s in alike if s.part_region is None and s.stated is not None]
    about = [s for s in about if s.occasion == occasion or (alone and s.effective_on is None)]
    own = {s.stated for s in about if not s.relayed} or {s.stated for s in about}
    return own.pop() if len(own) == 1 else None


def _union(parts: list[Statement], stated: int | None, candidates: frozenset[str]) -> list[Statement]:
    """Return all parts together as one whole list, or nothing while anything speaks against it."""
    keys = {entry.key for part in parts for entry in (*part.entries, *part.put_off)}
    counts: Counter[str] = Counter()
    for part in parts:
        counts |= Counter(entry.subject_id for entry in (*part.entries, *part.put_off))
    doubted = any(_claim_the_same(one, other) for one, other in combinations(parts, 2))
    unsure = doubted or not keys.isdisjoint(candidates) or any(part.relayed for part in parts)
    if stated is None or counts.total() != stated or unsure:
        return []
    last = max(parts, key=lambda part: (part.effective_on or date.min, part.announcement_id))
    union = replace(
        last,
        entries=tuple(entry for part in parts for entry in part.entries),
        put_off=tuple(entry for part in parts for entry in part.put_off),
        anew=tuple(anew for part in parts for anew in part.anew),
        repealed=frozenset().union(*(part.repealed for part in parts)),
        others_end=any(part.others_end for part in parts),
        others_end_on=min((p.others_end_on for p in parts if p.others_end_on), default=None),
        also=frozenset().union(*(part.also for part in parts)),
        stated=stated,
        part_region=None,
        whole=True,
        united=True,
    )
    return [union]


def _claim_the_same(one: Statement, other: Statement) -> bool:
    """Say whether a province and a city in it may speak of the same rows under different names.

    What a city lists its province lists too; only the plan-single cities may stand apart from it.
    """
    wide, narrow = sorted((one, other), key=lambda part: len(part.part_region or ""))
    if not _lies_in(narrow.part_region, wide.part_region) or narrow.part_region == wide.part_region:
        return False
    only_narrow = {e.subject_id for e in narrow.entries} - {e.subject_id for e in wide.entries}
    apart = {e.subject_id for e in wide.entries if _lies_in(e.region, narrow.part_region)}
    apart -= {e.subject_id for e in narrow.entries}
    return bool(only_narrow) and (narrow.part_region not in PLAN_SINGLE or bool(apart))


def _lies_in(region: str | None, wider: str | None) -> bool:
    """Say whether one full region name lies in another."""
    return bool(region) and bool(wider) and str(region).startswith(str(wider))
