"""The evidence of a review: which places it asks about, and the files that show them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from commands.call import Call
from commands.portrait import Row
from commands.values import as_text
from config.errors import MingdanError

if TYPE_CHECKING:
    from tasks.evidence.write import Asked, Evidence


class Look(NamedTuple):
    """What can be looked at: the files, or why there are none (empty where nothing was to be shown)."""

    evidence: Evidence | None
    why: str = ""

    def told(self) -> dict[str, object] | None:
        """Give it as plain values, for a program; null where nothing was written."""
        if self.evidence is None:
            return None
        exhibits = [
            {
                "asked": list(one.asked),
                "where": one.where,
                "picture": str(one.picture) if one.picture else None,
            }
            for one in self.evidence.exhibits
        ]
        return {"page": str(self.evidence.page), "exhibits": exhibits, "more": self.evidence.more}


def show_evidence(call: Call, review: Row, rows: Sequence[Row], folder: Path | None) -> Look:
    """Write what a review is about as files that a person can open; only says why where that cannot be done.

    Args:
        call: the call, with its places.
        review: the review.
        rows: the rows of the list it is about, as read.
        folder: where to write; by default ``evidence/`` and the review's id in the home.
    """
    from config.load import load_configuration  # loads pydantic, the readers and more, which few calls need
    from tasks.archive.archive import Archive
    from tasks.evidence.gather import find_captures, hear
    from tasks.evidence.write import show_places, write_evidence
    from tasks.ingest.shelf import Shelf

    asked = list(_asked(call, review, rows))
    if not asked:
        return Look(None)
    try:
        if not call.places.archive.is_dir():
            return Look(None, f"there is no archive at {call.places.archive}")
        archive, sources = Archive(call.places.archive), load_configuration(call.places.config).sources
        captures = find_captures(archive, _bodies(review, asked))
        if not captures:
            return Look(None, "the archive does not hold what it was read from")
        witnesses = hear(captures, sources, archive=archive, shelf=Shelf(call.places.archive / "readings"))
        if not witnesses:
            return Look(None, f"its source {captures[0].source_id} is not configured any more")
        exhibits, more = show_places(asked, witnesses, archive.bodies)
        target = folder or call.places.home / "evidence" / str(review["review_id"]).replace(":", "-")
        facts = [as_text(review["title"]), as_text(review["url"]), as_text(review["review_id"])]
        return Look(write_evidence(target, as_text(review["reason"]), facts, exhibits, more))
    except MingdanError as error:
        return Look(None, str(error))


def _asked(call: Call, review: Row, rows: Sequence[Row]) -> Iterator[Asked]:
    """Give every place that a review asks about."""
    from tasks.evidence.write import Asked

    evidence = evidence_of(review)
    if review["kind"] == "endings":
        yield from _endings(call, review, evidence)
        return
    stands = _stands(rows)
    for problem in problems_of(review):
        text = f"{as_text(problem.get('kind'))}: {as_text(problem.get('text'))}"
        for locator in places_of(problem):
            yield Asked(text, locator, sha256=stands.get(locator, ""))
    if review["kind"] == "page":
        yield Asked(as_text(review["reason"]), "p[1]")
    mentions = evidence.get("mentions")
    for name in mentions if isinstance(mentions, list) else ():
        yield Asked(f"names {name}", name=as_text(name))


def _stands(rows: Sequence[Row]) -> dict[str, str]:
    """Give the body in which each locator stands; one that rows of several bodies share is left out."""
    bodies: dict[str, set[str]] = {}
    for row in rows:
        bodies.setdefault(as_text(row["locator"]), set()).add(as_text(row["capture_sha256"]))
    return {locator: next(iter(found)) for locator, found in bodies.items() if len(found) == 1}


def _endings(call: Call, review: Row, evidence: Mapping[str, object]) -> Iterator[Asked]:
    """Give where those stood who would lose a title by silence, and those on the list whom nobody knows."""
    from tasks.evidence.write import Asked

    silent, unmatched = (
        list(map(as_text, found)) if isinstance(found := evidence.get(key), list) else []
        for key in ("silent", "unmatched")
    )
    words = {name: f"would be {as_text(evidence.get('ending'))} by silence: {name}" for name in silent}
    words |= {name: f"on the list, and nobody of the cohort: {name}" for name in unmatched}
    about = {"programme_id": evidence.get("programme_id"), "cohort": evidence.get("cohort")}
    for row in call.records("named_rows", names=list(words), **about) if words else ():
        text = words.get(as_text(row["name"]), as_text(row["name"]))
        if row["name"] not in unmatched or row["announcement_id"] == review["announcement_id"]:
            yield Asked(text, as_text(row["locator"]), sha256=as_text(row["capture_sha256"]))


def _bodies(review: Row, asked: Sequence[Asked]) -> set[tuple[str, ...]]:
    """Give the hashes of what a review rests on: all of a held page together, of the rows of endings each its own."""
    own: set[tuple[str, ...]] = {(one.sha256,) for one in asked if one.sha256}
    about = review["about"]
    whole = tuple(map(str, about)) if isinstance(about, list | tuple) else ()
    return own if review["kind"] == "endings" else {whole}


def evidence_of(review: Row) -> Mapping[str, object]:
    """Give what a review rests on; empty where it says nothing that can be read."""
    try:
        held = json.loads(as_text(review["evidence"]))
    except ValueError:
        return {}
    return held if isinstance(held, dict) else {}


def places_of(problem: Mapping[str, object]) -> list[str]:
    """Give every place that a problem is said of, the first one first; empty where it names none."""
    also = problem.get("also")
    places = [as_text(problem.get("locator")), *map(as_text, also if isinstance(also, list) else ())]
    return [place for place in places if place]


def problems_of(review: Row) -> list[Mapping[str, object]]:
    """Give what does not fit in a held list, each with ``kind``, ``text``, ``locator`` and ``also``."""
    problems = evidence_of(review).get("problems")
    return [one for one in problems if isinstance(one, dict)] if isinstance(problems, list) else []
