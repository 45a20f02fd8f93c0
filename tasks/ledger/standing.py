"""Where everybody of a cohort stands on the way through its book, and how a step is written down.

The rules themselves are in ``proposals.py``, ``designations.py``, ``reviews.py``, ``retitling.py`` and ``endings.py``;
each works on a ``Standing``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from tasks.ledger.answers import endings_id
from tasks.ledger.book import Book, Entry, Statement
from tasks.ledger.course import HOLDING, Detail, Event, Holding, Question
from tasks.ledger.terms import DAY, NO_TERM, Term
from tasks.ledger.titles import Titles, title_id
from tasks.recognise.notice import Stage


class Standing:
    """The titles of a cohort so far, the events told on the way, and the questions left open.

    ``holdings`` are the titles by id, ``closed`` the parts of their valid time that are over, ``printed`` the ids of titles
    that stood there under a name since corrected.
    """

    def __init__(self, book: Book, statements: list[Statement]) -> None:
        self.book = book
        self.programme = book.programme
        self.statements = statements
        self.titles = Titles(book.programme.id, book.cohort, statements)
        self.holdings: dict[str, Holding] = {}
        self.closed: dict[str, Holding] = {}
        self.events: list[Event] = []
        self.questions: list[Question] = []
        self.answered: list[Question] = []
        self.printed: set[str] = set()
        self._rested_on: dict[tuple[str, str], str] = {}
        self._whole_of = {s.announcement_id: s.occasion for s in statements if s.part_region}
        self.given_on_a_day = self._given_on_a_day()
        self._said_on = {s.announcement_id: s.effective_on for s in statements}

    def _given_on_a_day(self) -> frozenset[str]:
        """Return the titles that lists with a day give; of what bears none, nothing more is to be learnt about them."""
        giving = [s for s in self.statements if s.operation is Stage.DESIGNATION]
        if all(s.effective_on is not None for s in giving):
            return frozenset()
        return frozenset(t for s in giving if s.effective_on is not None for _, t in self.titles.meant(s))

    def begin(
        self, entry: Entry, title: str, status: str, statement: Statement, *, term: Term = NO_TERM
    ) -> Holding:
        """Return the title that an entry begins; a proposal gives it no term."""
        return Holding(
            title,
            entry.subject_id,
            status,
            since=statement.announcement_id,
            last=statement.announcement_id,
            category=entry.category,
            product=entry.product,
            valid_from=term.first,
            valid_to=term.last,
        )

    def tell(
        self,
        kind: str,
        holding: Holding,
        statement: Statement,
        day: date | None,
        *,
        detail: Detail | None = None,
    ) -> None:
        """Write down one step on an occasion that may come again: a renewal, an ending, a retitling."""
        occasion, source = statement.occasion, statement.announcement_id
        self.events.append(Event(kind, holding, source, day, occasion, detail or {}, statement.also))

    def list(self, event: Event, entry: Entry) -> None:
        """Write down that a list names somebody; if a correction mended the name, under the name as it was printed.

        Source: semantics 8 and 12; the mended row is told once, as ``corrected``, with both names.
        """
        mended = entry.mended
        if mended is None:
            self.events.append(event)
            return
        if mended.printed:
            wrong = replace(
                event.holding, title_id=self.titles.id_of(mended.printed), subject_id=mended.printed
            )
            self.printed.add(wrong.title_id)
            self.events.append(replace(event, holding=wrong))
        both: Detail = {"before": mended.before, "after": mended.after}
        source = mended.announcement_id
        self.events.append(Event("corrected", event.holding, source, mended.effective_on, source, both))

    def end(
        self,
        kind: str,
        holding: Holding,
        statement: Statement,
        day: date | None,
        *,
        detail: Detail | None = None,
    ) -> None:
        """Record one ending, with its printed word; before its day it waits and the title stays what it was.

        Source: semantics 13, 18 and 20.
        """
        last_day = holding.valid_to
        if day is not None and (last_day is None or day <= last_day):
            last_day = day - DAY
        ended = replace(holding, valid_to=last_day, last=statement.announcement_id)
        if day is None:
            self.holdings[holding.title_id] = replace(ended, status=kind)
        else:
            self.holdings[holding.title_id] = replace(ended, ends_on=day, ends_as=kind)
        verb: Detail = {"verb": statement.verb} if statement.verb else {}
        self.tell(kind, holding, statement, day, detail={**verb, **(detail or {})})

    def close_segment(self, holding: Holding, status: str, until: date, last: str) -> None:
        """Keep a part of a title's valid time that is over, beside the title that goes on (semantics, 24)."""
        place = 1 + self.titles.all_of(holding.subject_id).index(holding.title_id)
        about = (holding.subject_id, self.programme.id, self.book.cohort)
        segment = title_id(*about, place=place, until=until)
        self.closed[segment] = replace(
            holding,
            title_id=segment,
            status=status,
            valid_to=until,
            last=last,
            ends_on=None,
            ends_as=None,
        )

    def held(self) -> Iterator[Holding]:
        """Yield the titles against which a silence counts and whose ending is not known yet (semantics, 15)."""
        return (h for h in list(self.holdings.values()) if h.status in HOLDING and not h.ends_as)

    def rest(self, holding: Holding, statement: Statement) -> None:
        """Remember on whose word a title rested before a notice moved it: its other sentences mean that (14)."""
        self._rested_on.setdefault((holding.title_id, statement.announcement_id), holding.last)

    def moved_by(self, announcement_ids: Iterable[str]) -> set[str]:
        """Return the titles that some notices moved to another category."""
        movers = set(announcement_ids)
        return {title for title, mover in self._rested_on if mover in movers}

    def is_repealed(self, holding: Holding, statement: Statement) -> bool:
        """Say whether a notice repeals the list on which a title rests, or the whole of a part it rests on (20)."""
        last = self._rested_on.get((holding.title_id, statement.announcement_id), holding.last)
        return last in statement.repealed or self._whole_of.get(last) in statement.repealed

    def given_after(self, holding: Holding, statement: Statement) -> bool:
        """Say whether a title was given only after a statement was made."""
        given = self._said_on.get(holding.since)
        return given is not None and statement.effective_on is not None and given > statement.effective_on

    def taken_by(self, statement: Statement) -> set[str]:
        """Return the titles that a revocation means: all of an enterprise where it names no product.

        Where it does not surely say which of several titles it takes, a person must (semantics, 24).
        """
        taken: set[str] = set()
        for entry, title in self.titles.meant(statement):
            taken.update([title] if entry.product else self.titles.all_of(entry.subject_id))
        unsure = self.titles.doubtful(statement)
        asked = [h for h in self.holdings.values() if h.title_id in taken and h.subject_id in unsure]
        reason = "the notice does not say which of its holder's titles it takes"
        if asked and not self.is_settled("revoked", statement, asked, (), reason=reason):
            taken -= {holding.title_id for holding in asked}
        return taken

    def is_settled(
        self,
        kind: str,
        statement: Statement,
        silent: Iterable[Holding],
        unmatched: Iterable[Entry],
        *,
        reason: str,
    ) -> bool:
        """Say whether a person let the silent end; an undecided question stays open and ends nobody (semantics, 15).

        An answer to a question that was about more of them covers this one (``answers.py``).
        """
        ended = tuple(sorted({holding.subject_id for holding in silent}))
        names = tuple(sorted({entry.subject_id for entry in unmatched}))
        source = statement.announcement_id
        question_id = endings_id(source, self.book.cohort, ended, names)
        question = Question(question_id, source, kind, reason, ended, names)
        if question_id in self.book.settled:
            self.answered.append(question)
            return self.book.settled[question_id]
        covering = next((answer for answer in self.book.answers if answer.covers(question)), None)
        if covering is not None:
            return covering.end
        if question_id not in {asked.question_id for asked in self.questions}:
            self.questions.append(question)
        return False
