"""Follow a book from its first statement to a day: the rules of semantics 5, 12 to 21 and 24, one method each.

Statements are taken in the order of the cohort's own life, so the order in which they came to us does not matter.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tasks.ledger.book import Book, Entry, Statement
from tasks.ledger.course import HOLDING, Course, Event, Holding, Question
from tasks.ledger.cover import counting, coverage_of, listed_more_than_once
from tasks.ledger.ids import make_id
from tasks.ledger.names import name_key
from tasks.ledger.terms import DAY, NO_TERM, Term, granted, renewed_until
from tasks.recognise.notice import Stage

_PHASE = {
    Stage.RECOMMENDATION: 0,
    Stage.PROPOSAL: 1,
    Stage.DESIGNATION: 2,
    Stage.REVIEW_PROPOSAL: 3,
    Stage.REVIEW: 3,
    Stage.REVOCATION: 3,
    Stage.REPEAL: 3,
}
_ON_ONE_DAY = tuple(_PHASE)


def follow(book: Book, today: date) -> Course:
    """Return the course of a book as it stands on a day (China's calendar).

    An empty book has an empty course. Every event on the way is given; which of them is new is for ``compare.py`` to
    say.
    """
    walk = _Walk(book)
    for statement in sorted(counting(book), key=_in_order):
        walk.take(statement)
    walk.settle_proposals()
    walk.reach(today)
    return Course(walk.holdings, tuple(walk.events), tuple(walk.questions), coverage_of(book))


def _in_order(statement: Statement) -> tuple[int, date, int, str]:
    """Sort by phase of the cohort's life, then by day, then as semantics 14 orders one notice."""
    day = statement.effective_on or date.max
    place = _ON_ONE_DAY.index(statement.operation)
    return _PHASE[statement.operation], day, place, statement.announcement_id


class _Walk:
    """The state on the way through a book."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.holdings: dict[str, Holding] = {}
        self.before_review: dict[tuple[str, str], Holding] = {}
        self.events: list[Event] = []
        self.questions: list[Question] = []
        self.given_whole: set[str] = set()
        self.renewed: set[str] = set()
        self.said_on = {s.announcement_id: s.effective_on for s in book.statements}
        self.several = listed_more_than_once(book.statements)
        self.known_in_full = any(s.whole and s.operation is Stage.DESIGNATION for s in book.statements)

    def take(self, statement: Statement) -> None:
        """Apply one statement."""
        match statement.operation:
            case Stage.RECOMMENDATION:
                self._announce("recommended", statement)
            case Stage.PROPOSAL:
                self._propose(statement)
            case Stage.DESIGNATION:
                self._designate(statement)
            case Stage.REVIEW_PROPOSAL:
                self._announce("proposed", statement, renewal=True)
            case Stage.REVIEW:
                self._review(statement)
            case Stage.REVOCATION:
                self._revoke(statement, self._taken_by(statement))
            case Stage.REPEAL:
                self._revoke(statement, {t for t, h in self.holdings.items() if h.last in statement.repealed})
            case _:
                raise ValueError(f"a statement of operation {statement.operation} has no entries to follow")

    def settle_proposals(self) -> None:
        """Tell who was proposed and is not on the whole final list (``dropped``), or ask (semantics, 15).

        A list answers only what was proposed before it: who is put up later waits for a later list.
        """
        proposed: dict[str, date] = {}
        for statement in self.book.statements:
            if statement.operation is Stage.PROPOSAL:
                for title_id in map(self._title_id, statement.entries):
                    day = statement.effective_on or date.min
                    proposed[title_id] = max(day, proposed.get(title_id, date.min))
        for whole in sorted(self.book.statements, key=_in_order):
            if whole.operation is Stage.DESIGNATION and whole.whole:
                self._drop_silent(whole, proposed)

    def _drop_silent(self, whole: Statement, proposed: dict[str, date]) -> None:
        """Drop those proposed before one final list that it leaves out, unless a name on it matches nobody."""
        day = whole.effective_on or date.max
        waiting = [h for h in self.holdings.values() if h.status == "proposed"]
        silent = [h for h in waiting if proposed.get(h.title_id, date.min) <= day]
        unmatched = [entry for entry in whole.entries if self._title_id(entry) not in proposed]
        reason = "names on the final list stand on no proposal that is known" if unmatched else ""
        if not silent or (reason and not self._settled("dropped", whole, silent, unmatched, reason=reason)):
            return
        for holding in silent:
            self.holdings[holding.title_id] = replace(holding, status="dropped", last=whole.announcement_id)
            self._tell("dropped", holding, whole, whole.effective_on)

    def reach(self, today: date) -> None:
        """Let the day do its part: endings whose day has come, and terms that ran out (semantics, 20 and 21)."""
        for holding in list(self.holdings.values()):
            if holding.ends_on is not None and holding.ends_as is not None:
                if holding.ends_on <= today:
                    ended = replace(holding, status=holding.ends_as, ends_on=None, ends_as=None)
                    self.holdings[holding.title_id] = ended
            elif holding.status == "active" and holding.valid_to is not None and holding.valid_to < today:
                self.holdings[holding.title_id] = replace(holding, status="expired")
                self._expire(holding, holding.valid_to)

    def _announce(self, kind: str, statement: Statement, *, renewal: bool = False) -> None:
        """Tell of every entry without touching a title."""
        for entry in statement.entries:
            holding = self._holding(entry, kind, statement)
            occasion = statement.occasion if renewal else ""
            detail: dict[str, object] = {"renewal": True} if renewal else {}
            day = statement.effective_on
            self.events.append(Event(kind, holding, statement.announcement_id, day, occasion, detail))

    def _propose(self, statement: Statement) -> None:
        """Put every entry up; nothing is decided yet."""
        for entry in statement.entries:
            holding = self._holding(entry, "proposed", statement)
            self.holdings.setdefault(holding.title_id, holding)
        self._announce("proposed", statement)

    def _designate(self, statement: Statement) -> None:
        """Give every entry its title; the issuer's whole list settles what a part or a relay said before."""
        term = granted(statement.validity, self.book.programme, statement.effective_on)
        for entry in statement.entries:
            holding = self._holding(entry, "active", statement, term=term)
            before = self.holdings.get(holding.title_id)
            held = before is not None and before.status == "active"
            if held and (not statement.whole or holding.title_id in self.given_whole):
                continue
            if statement.whole:
                self.given_whole.add(holding.title_id)
            self.holdings[holding.title_id] = holding
            if not held:
                day, source = statement.effective_on, statement.announcement_id
                self.events.append(Event("designated", holding, source, day))

    def _review(self, statement: Statement) -> None:
        """Extend the listed, and end the silent where silence may be read (semantics, 15 to 20)."""
        before = {t: self.before_review.get((t, statement.occasion), h) for t, h in self.holdings.items()}
        before = {t: holding for t, holding in before.items() if holding.status != "proposed"}
        passed = {self._title_id(entry) for entry in statement.entries}
        unmatched = [entry for entry in statement.entries if self._title_id(entry) not in before]
        for entry in statement.entries:
            self._renew(entry, before.get(self._title_id(entry)), statement)
        settled = passed | self._taken_in_the_notice(statement)
        silent = [h for t, h in before.items() if t not in settled and h.status in HOLDING and not h.ends_as]
        if not silent or not statement.whole:
            return
        reason = self._doubt(statement, silent, unmatched)
        if reason and not self._settled("lapsed", statement, silent, unmatched, reason=reason):
            return
        for holding in silent:
            self._lapse(holding, statement)

    def _doubt(self, statement: Statement, silent: list[Holding], unmatched: list[Entry]) -> str:
        """Return why the silence of a review may not be read; empty where it may (semantics, 15)."""
        if unmatched:
            return "names on the pass list match nobody of the cohort"
        if not self.known_in_full:
            return "the cohort is not known in full"
        listed = {entry.category for entry in statement.entries}
        unlisted = {h.category for h in silent if h.category} - listed if None not in listed else set()
        return f"the review has no list of {'、'.join(sorted(filter(None, unlisted)))}" if unlisted else ""

    def _renew(self, entry: Entry, before: Holding | None, statement: Statement) -> None:
        """Extend one title, or start knowing it where its cohort was never seen whole (semantics, 17).

        A relay never overrules what official pages said: it extends no title again and brings none back.
        """
        if before is None:
            before = replace(self._holding(entry, "active", statement), valid_from=statement.effective_on)
        ended = bool(before.ends_as) or before.status not in HOLDING
        if statement.relayed and (ended or before.title_id in self.renewed):
            return
        self.renewed.add(before.title_id)
        self.before_review.setdefault((before.title_id, statement.occasion), before)
        until = renewed_until(
            statement.validity,
            self.book.programme,
            held_until=before.valid_to,
            effective_on=statement.effective_on,
            repealed=before.last in statement.repealed,
        )
        last, category = statement.announcement_id, entry.category or before.category
        renewed = replace(before, status="active", valid_to=until, last=last, category=category)
        self.holdings[renewed.title_id] = replace(renewed, ends_on=None, ends_as=None)
        detail: dict[str, object] = {"valid_to": until.isoformat()} if until else {}
        self.events.append(
            Event("renewed", renewed, last, statement.effective_on, statement.occasion, detail)
        )

    def _lapse(self, holding: Holding, statement: Statement) -> None:
        """End one silent title: at once where its list is repealed, on the day the notice says, else after its term.

        Source: semantics 20; a day that the notice says counts where it is earlier than the term's own.
        """
        if holding.last in statement.repealed or holding.valid_to is None:
            self._end("lapsed", holding, statement, statement.effective_on)
            return
        after = holding.valid_to + DAY
        self._end("lapsed", holding, statement, min(statement.others_end_on or after, after))

    def _revoke(self, statement: Statement, title_ids: set[str]) -> None:
        """Take titles away by name, or with the list that gave them (semantics, 20); never one given later."""
        for title_id in sorted(title_ids):
            holding = self.holdings.get(title_id)
            if holding is None or holding.status not in HOLDING:
                continue
            given = self.said_on.get(holding.since)
            if given is None or statement.effective_on is None or given <= statement.effective_on:
                self._end("revoked", holding, statement, statement.effective_on)

    def _taken_by(self, statement: Statement) -> set[str]:
        """Return the titles that a revocation means: all of an enterprise where it names no product."""
        bare = {entry.subject_id for entry in statement.entries if not entry.product} & self.several
        named = {self._title_id(entry) for entry in statement.entries}
        return named | {t for t, h in self.holdings.items() if h.subject_id in bare} if bare else named

    def _taken_in_the_notice(self, review: Statement) -> set[str]:
        """Return the titles that the review's own notice takes away by name: one ending a notice (semantics, 13)."""
        taken: set[str] = set()
        for said in self.book.statements:
            if said.operation is Stage.REVOCATION and said.announcement_id == review.announcement_id:
                taken |= self._taken_by(said)
        return taken

    def _end(self, kind: str, holding: Holding, statement: Statement, day: date | None) -> None:
        """Record one ending; before its day it waits in ``ends_on`` and the title stays what it was."""
        last_day = holding.valid_to
        if day is not None and (last_day is None or day <= last_day):
            last_day = day - DAY
        ended = replace(holding, valid_to=last_day, last=statement.announcement_id)
        if day is None:
            self.holdings[holding.title_id] = replace(ended, status=kind)
        else:
            self.holdings[holding.title_id] = replace(ended, ends_on=day, ends_as=kind)
        self._tell(kind, holding, statement, day)

    def _tell(self, kind: str, holding: Holding, statement: Statement, day: date | None) -> None:
        """Record one loss, with the word of the ending as it was printed (semantics, 13)."""
        detail: dict[str, object] = {"verb": statement.verb} if statement.verb else {}
        source = statement.announcement_id
        self.events.append(Event(kind, holding, source, day, statement.occasion, detail))

    def _expire(self, holding: Holding, valid_to: date) -> None:
        """Record that a term ended and no result is known (semantics, 21)."""
        day = valid_to + DAY
        detail: dict[str, object] = {"valid_to": valid_to.isoformat()}
        self.events.append(Event("expired", holding, holding.last, day, day.isoformat(), detail))

    def _settled(
        self, kind: str, statement: Statement, silent: list[Holding], unmatched: list[Entry], *, reason: str
    ) -> bool:
        """Say whether a person let the silent end; an undecided question stays open and ends nobody."""
        ended = tuple(sorted({holding.subject_id for holding in silent}))
        names = tuple(sorted({entry.subject_id for entry in unmatched}))
        source = statement.announcement_id
        question_id = make_id("r", "endings", source, self.book.cohort, *names, "|", *ended)
        if question_id not in self.book.settled:
            self.questions.append(Question(question_id, source, kind, reason, ended, names))
        return self.book.settled.get(question_id, False)

    def _holding(self, entry: Entry, status: str, statement: Statement, *, term: Term = NO_TERM) -> Holding:
        """Return the title an entry would begin; a proposal gives it no term."""
        source = statement.announcement_id
        return Holding(
            self._title_id(entry),
            entry.subject_id,
            status,
            since=source,
            last=source,
            category=entry.category,
            product=entry.product,
            valid_from=term.first,
            valid_to=term.last,
        )

    def _title_id(self, entry: Entry) -> str:
        """Return the title an entry means: per product only where one cohort lists a subject twice (24)."""
        product = name_key(entry.product or "") if entry.subject_id in self.several else ""
        return make_id("t", entry.subject_id, self.book.programme.id, self.book.cohort, product)
