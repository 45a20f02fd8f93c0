"""What a review does: the listed keep their title, the silent lose it where silence may be read (semantics 14 to 20)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta

from tasks.ledger.book import Entry, Statement
from tasks.ledger.course import HOLDING, Detail, Event, Holding
from tasks.ledger.cover import known_in_full
from tasks.ledger.retitling import is_moved, leave, move, tell_moved
from tasks.ledger.rounds import Round, rounds_of
from tasks.ledger.standing import Standing
from tasks.ledger.terms import DAY, renewed_until

_SOON = timedelta(days=366)
"""A review answers for terms that end by then; a title passed lately is not the matter of the next notice."""


@dataclass(slots=True)
class _Result:
    """What one review has said so far: how each title stood before, who passed, and who matches nobody."""

    before: dict[str, Holding | None] = field(default_factory=dict)
    passed: set[str] = field(default_factory=set)
    unmatched: list[Entry] = field(default_factory=list)


class Reviews:
    """All reviews of a cohort, on the way through its book."""

    def __init__(self, standing: Standing) -> None:
        self.standing = standing
        self.known_in_full = known_in_full(standing.statements)
        self.rounds = rounds_of(standing.statements)
        self._round = {
            (s.announcement_id, s.united): n for n, r in enumerate(self.rounds) for s in r.statements
        }
        self._results = [_Result() for _ in self.rounds]
        self._put_off: dict[str, Statement] = {}
        self._renewed: set[str] = set()
        self._relays = self._told_by_relays()

    def take(self, statement: Statement) -> None:
        """Let one list pass whom it names; with the last list of a review its silence is read."""
        number = self._round[statement.announcement_id, statement.united]
        for _, title in self.standing.titles.meant(replace(statement, entries=statement.put_off)):
            self._put_off[title] = statement
        if not statement.united:
            for entry, title in self.standing.titles.meant(statement):
                self._pass(entry, title, statement, number)
        if statement is self.rounds[number].last:
            self._read_silence(number)

    def _told_by_relays(self) -> dict[str, set[str]]:
        """Return, for each title, the relays that may have told its first renewal before an official page did."""
        told: dict[str, set[str]] = {}
        relays = (s for r in self.rounds for s in r.statements if s.relayed)
        for statement in relays:
            for _, title in self.standing.titles.meant(statement):
                told.setdefault(title, set()).add(statement.occasion)
        return told

    def _pass(self, entry: Entry, title: str, statement: Statement, number: int) -> None:
        """Extend one title, or start knowing it where its cohort was never seen whole (semantics, 17).

        A relay never overrules what official pages said: it extends no title again and brings none back.
        """
        standing, result = self.standing, self._results[number]
        known = standing.holdings.get(title)
        first = title not in result.before
        before = result.before.setdefault(title, known if known and known.status != "proposed" else None)
        if before is None:
            result.unmatched += [entry] if first else []
            begun = standing.begin(entry, title, "active", statement)
            before = replace(begun, valid_from=statement.effective_on)
        lost = bool(before.ends_as) or before.status not in HOLDING
        if statement.relayed and (lost or title in self._renewed):
            return
        detail = self._renew(entry, before, statement)
        if first:
            self._tell(entry, title, statement, detail)
        result.passed.add(title)
        self._renewed.add(title)
        self._put_off.pop(title, None)

    def _renew(self, entry: Entry, before: Holding, statement: Statement) -> Detail:
        """Extend a title, in the category that the list gives it, and return what is told of it (semantics 14, 19)."""
        standing = self.standing
        until = renewed_until(
            statement.validity,
            standing.programme,
            held_until=before.valid_to,
            effective_on=statement.effective_on,
            repealed=standing.is_repealed(before, statement),
        )
        detail: Detail = {"valid_to": until.isoformat()} if until else {}
        moved = not statement.relayed and is_moved(before.category, entry.category, standing.programme)
        after = move(standing, before, entry.category, statement) if moved else before
        renewed = replace(
            after,
            status="active",
            valid_to=until,
            last=statement.announcement_id,
            category=after.category or entry.category,
            ends_on=None,
            ends_as=None,
        )
        standing.holdings[renewed.title_id] = renewed
        if moved:
            tell_moved(standing, before, renewed, statement, renewal=detail)
        return detail

    def _tell(self, entry: Entry, title: str, statement: Statement, detail: Detail) -> None:
        """Tell a renewal once a review: neither again by a part, a further list or a relay (semantics, 12)."""
        round_ = self.rounds[self._round[statement.announcement_id, statement.united]]
        relays = set() if title in self._renewed else self._relays.get(title, set())
        holding, source = self.standing.holdings[title], statement.announcement_id
        also = (round_.occasions | relays) - {statement.occasion}
        event = Event("renewed", holding, source, statement.effective_on, statement.occasion, detail, also)
        self.standing.list(event, entry)

    def _read_silence(self, number: int) -> None:
        """End who stands on none of the lists of a review, where silence may be read (semantics, 15)."""
        round_ = self.rounds[number]
        silent = self._silent(number) if round_.wholes else []
        waiting = [h for h in silent if h.title_id in self._put_off]
        early = [h for h in silent if h.title_id not in self._put_off and self._runs_on(h, round_)]
        asked = {h.title_id for h in (*waiting, *early)}
        due = [h for h in silent if h.title_id not in asked]
        if self._may_end(due, number, reason=self._doubt(due, number)):
            self._end(due, round_)
        last = round_.wholes[-1] if round_.wholes else round_.last
        late = [h for h in waiting if self._put_off[h.title_id].announcement_id != last.announcement_id]
        if self._may_end(late, number, reason="their outcome was put off, and the later list names them not"):
            self._end(late, round_)
        if self._may_end(early, number, reason="their terms run on for more than a year"):
            self._end(early, round_)

    def _silent(self, number: int) -> list[Holding]:
        """Return the titles that a review concerns and that its notices neither pass, take, nor move (semantics, 14)."""
        round_, standing = self.rounds[number], self.standing
        spoken_of = self._results[number].passed | standing.moved_by(round_.sources)
        for said in standing.statements:
            if said.announcement_id in round_.sources and not said.relayed:
                spoken_of |= standing.taken_by(said) if said.operation == "revocation" else set()
        return [
            h
            for h in standing.held()
            if h.title_id not in spoken_of
            and not standing.given_after(h, round_.last)
            and not (h.title_id in self._renewed and self._runs_on(h, round_))
        ]

    def _runs_on(self, holding: Holding, round_: Round) -> bool:
        """Say whether a title's term runs on long after a review, and the notice says nothing that ends it sooner."""
        voice = round_.voice_of(holding.category)
        if holding.valid_to is None or voice.effective_on is None:
            return False
        if holding.valid_to <= voice.effective_on + _SOON or holding.subject_id in round_.anew:
            return False
        return not voice.others_end and not self.standing.is_repealed(holding, voice)

    def _doubt(self, silent: list[Holding], number: int) -> str:
        """Return why the silence of a review may not be read; empty where it may (semantics, 15)."""
        round_ = self.rounds[number]
        if self._results[number].unmatched:
            return "names on the pass list match nobody of the cohort"
        unsure = {subject for s in round_.statements for subject in self.standing.titles.doubtful(s)}
        if unsure & {h.subject_id for h in silent}:
            return "the pass list does not say which of its holder's titles passed"
        if any(s.others_end for s in round_.wholes):
            return ""
        if not self.known_in_full:
            return "the cohort is not known in full"
        listed = set().union(*round_.categories.values())
        unlisted = {h.category for h in silent if h.category} - listed if None not in listed else set()
        return f"the review has no list of {'、'.join(sorted(filter(None, unlisted)))}" if unlisted else ""

    def _may_end(self, silent: list[Holding], number: int, *, reason: str) -> bool:
        """Say whether some silent titles end: nothing speaks against it, or a person said so."""
        if not silent or not reason:
            return bool(silent)
        whole, unmatched = self.rounds[number].wholes[0], self._results[number].unmatched
        return self.standing.is_settled("lapsed", whole, silent, unmatched, reason=reason)

    def _end(self, silent: list[Holding], round_: Round) -> None:
        """End silent titles; who is designated anew by the same notice holds that title instead (semantics, 14)."""
        for holding in silent:
            voice = round_.voice_of(holding.category)
            if holding.subject_id in round_.anew:
                leave(self.standing, holding, voice, where=round_.anew[holding.subject_id])
            else:
                self._lapse(holding, voice)

    def _lapse(self, holding: Holding, voice: Statement) -> None:
        """End one silent title: at once where its list is repealed, on the day the notice says, else after its term.

        Source: semantics 20; the notice's day counts where it is earlier than the term's own. What had run out by then
        ended when its term did (semantics, 15).
        """
        day = voice.effective_on
        if holding.valid_to is not None:
            after = holding.valid_to + DAY
            said = day if self.standing.is_repealed(holding, voice) else voice.others_end_on
            day = min(said or after, after)
        self.standing.end("lapsed", holding, voice, day)
