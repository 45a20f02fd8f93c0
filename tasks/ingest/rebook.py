"""Bring the belief about one cohort up to its book: follow, compare, write. Inside the caller's transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from config.clock import china_day
from config.models import Configuration, Decision, Programme
from tasks.ingest.books import fetch_book
from tasks.ingest.former import now_ids
from tasks.ingest.likely import likely
from tasks.ingest.unmoved import FEW, Left, find_left
from tasks.ledger.answers import ENDINGS, Answer
from tasks.ledger.book import Book
from tasks.ledger.compare import Difference, Occasion, compare, fill_days
from tasks.ledger.course import Course, Question
from tasks.ledger.follow import follow
from tasks.ledger.ids import make_id
from warehouse.records import Change, Coverage, Review, Title
from warehouse.store import Store

__all__ = ["ENDINGS", "rebook"]


def rebook(
    store: Store,
    configuration: Configuration,
    programme_id: str,
    cohort: str,
    *,
    at: datetime,
    few: int = FEW,
) -> tuple[Change, ...]:
    """Write what changed in the belief about a cohort as known at an instant, and return the new changes.

    Nothing is written where belief already is what the book says, or where the programme is configured no longer. What
    a person decided counts from then on, so that a ledger built anew tells the same story. The caller holds the
    transaction. In a cohort of ``few`` rows and more, titles that nothing can move are set aside first (``unmoved.py``).
    """
    programme = configuration.programmes.get(programme_id)
    if programme is None:
        return ()
    decisions = _decided(store, configuration, at)
    settled = {review_id: decision.decided == "accept" for review_id, decision in decisions.items()}
    left = find_left(store, programme, cohort, today=china_day(at), few=few)
    book = fetch_book(store, programme, cohort, settled=settled, only=left.subject_ids if left else None)
    book = replace(book, answers=_answers(store, book, decisions))
    course = follow(book, china_day(at))
    if left is not None:
        course = replace(course, coverage=tuple(left.counted(known, book) for known in course.coverage))
    about = {"programme_id": programme_id, "cohort": cohort}
    believed, told = _known(store, about, left)
    occasion = Occasion(
        programme_id,
        cohort,
        at,
        _backfilled(store, book, believed),
        configuration.settings.news_within_days,
        _editions(store, believed),
    )
    difference = compare(believed, course, told=told, occasion=occasion)
    store.merge(fill_days(store.load(Change, "changes_undated", **about), course))
    _write(store, difference, course, programme, cohort)
    _ask(store, book, course, decisions, at=at)
    return difference.changes


def _decided(store: Store, configuration: Configuration, at: datetime) -> dict[str, Decision]:
    """Return what persons decided about endings by an instant, by what each question is called now; the latest counts."""
    decided = (d for d in configuration.decisions if d.kind == ENDINGS and d.on <= at)
    latest = {d.id: d for d in sorted(decided, key=lambda d: (d.on, d.id))}
    now = now_ids(store, latest)
    return {now[former]: decision for former, decision in latest.items()}


def _answers(store: Store, book: Book, decisions: Mapping[str, Decision]) -> tuple[Answer, ...]:
    """Return what persons answered about a cohort, the latest first, with whom each question was about."""
    if not decisions:
        return ()
    about = {"programme_id": book.programme.id, "cohort": book.cohort, "ids": sorted(decisions)}
    asked = store.load(Review, "endings_asked", **about)
    asked.sort(key=lambda review: (decisions[review.review_id].on, review.review_id), reverse=True)
    found = []
    for review in asked:
        told = json.loads(review.evidence)
        if review.announcement_id is not None and "silent_ids" in told:
            silent, unmatched = frozenset(told["silent_ids"]), frozenset(told["unmatched_ids"])
            end = decisions[review.review_id].decided == "accept"
            found.append(Answer(review.announcement_id, str(told["ending"]), silent, unmatched, end))
    return tuple(found)


def _known(store: Store, about: Mapping[str, str], left: Left | None) -> tuple[list[Title], set[str]]:
    """Return what is believed of a cohort and the changes told of it, of those left to the rules or of all."""
    if left is None:
        believed, told = store.load(Title, "titles_believed", **about), store.rows("changes_told", **about)
    else:
        among = {"ids": left.subject_ids, **about}
        believed, told = store.load(Title, "unmoved_titles", **among), store.rows("unmoved_told", **among)
    return believed, {str(row["change_id"]) for row in told}


def _write(store: Store, difference: Difference, course: Course, programme: Programme, cohort: str) -> None:
    """Write beliefs, changes and coverage; changes are told once, so none of these is held."""
    store.merge(difference.titles)
    store.append(difference.changes)
    store.execute("clear_coverage", programme_id=programme.id, cohort=cohort)
    store.append(
        Coverage(
            programme.id,
            cohort,
            known.stage,
            known.region or programme.region,
            known.stated,
            known.known,
            known.whole,
        )
        for known in course.coverage
    )


def _ask(
    store: Store, book: Book, course: Course, decisions: Mapping[str, Decision], *, at: datetime
) -> None:
    """Open a review for every question, and close those that a person or later knowledge settled.

    One answered before it was ever asked is kept with its answer: it may cover what is asked later.
    """
    open_ids = {question.question_id for question in course.questions}
    reviews: list[Review] = []
    for review in store.load(Review, "endings_open", programme_id=book.programme.id, cohort=book.cohort):
        if review.review_id not in open_ids:
            decision = decisions.get(review.review_id)
            word, by = (decision.decided, decision.by) if decision else ("settled", "mingdan")
            reviews.append(replace(review, decided_at=at, decision=word, decided_by=by))
        open_ids.discard(review.review_id)
    fresh = [question for question in course.questions if question.question_id in open_ids]
    before = _never_asked(store, course.answered, reviews)
    names = _names(store, [*fresh, *before])
    reviews += [_review(store, question, book, names, at=at) for question in fresh]
    for question in before:
        answer = decisions[question.question_id]
        asked = _review(store, question, book, names, at=at)
        reviews.append(replace(asked, decided_at=at, decision=answer.decided, decided_by=answer.by))
    store.merge(reviews)


def _never_asked(store: Store, answered: Iterable[Question], closed: Iterable[Review]) -> list[Question]:
    """Return the answered questions that are no reviews yet."""
    wanted = {question.question_id: question for question in answered}
    for review in closed:
        wanted.pop(review.review_id, None)
    known = store.rows("reviews_among", ids=sorted(wanted)) if wanted else []
    for row in known:
        del wanted[str(row["review_id"])]
    return list(wanted.values())


def _review(store: Store, question: Question, book: Book, names: dict[str, str], *, at: datetime) -> Review:
    """Return a question of endings as a review with both sides by name, and who of one may be whom of the other."""
    evidence = {
        "programme_id": book.programme.id,
        "cohort": book.cohort,
        "ending": question.kind,
        "silent": [names.get(i, i) for i in question.silent],
        "unmatched": [names.get(i, i) for i in question.unmatched],
        "silent_ids": question.silent,
        "unmatched_ids": question.unmatched,
        "candidates": likely(store, question.unmatched, question.silent),
    }
    reason = (
        f"{len(question.silent)} of {book.programme.title} {book.cohort} would be {question.kind} by silence; "
        f"held: {question.reason}"
    )
    return Review(
        question.question_id,
        ENDINGS,
        question.announcement_id,
        reason,
        json.dumps(evidence, ensure_ascii=False),
        (question.announcement_id,),
        at,
        None,
        None,
        None,
    )


def _names(store: Store, questions: list[Question]) -> dict[str, str]:
    """Return the names of everybody some questions are about."""
    ids = sorted({i for question in questions for i in (*question.silent, *question.unmatched)})
    if not ids:
        return {}
    return {str(r["subject_id"]): str(r["name"]) for r in store.rows("subject_names_by_id", ids=ids)}


def _editions(store: Store, believed: Iterable[Title]) -> dict[str, str]:
    """Return, for each announcement that a belief rests on, what tells its present text from another."""
    ids = sorted({title.last_announcement_id for title in believed})
    rows = store.rows("announcement_editions", ids=ids) if ids else []
    return {str(row["announcement_id"]): make_id("e", row["capture_sha256"]) for row in rows}


def _backfilled(store: Store, book: Book, believed: Iterable[Title]) -> frozenset[str]:
    """Return the announcements that a book or a belief rests on and whose news is old."""
    ids = sorted(
        {statement.announcement_id for statement in book.statements}
        | {title.last_announcement_id for title in believed}
    )
    return frozenset(str(r["announcement_id"]) for r in store.rows("announcements_backfilled", ids=ids))
