"""What comes next: the days somebody must keep, from announcements, titles and programmes. Pure.

Kinds (contract): ``call`` and ``window`` from announcements; ``report`` the yearly duty of every cohort still running;
``expiry`` the last day of terms; ``review`` the re-evaluation, as called or, before any call, as expected.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from config.clock import china_day
from config.models import Programme
from tasks.ledger.ids import make_id
from tasks.tell.duties import duties_of
from tasks.tell.running import RunningTerm
from warehouse.records import Announcement, Deadline, ListRecord

PAST: Final = timedelta(days=30)
AHEAD: Final = timedelta(days=400)
_ONCE: Final = frozenset({"expiry", "review"})
_WINDOWS: Final = {
    "proposal": "公示期截止",
    "recommendation": "推荐公示截止",
    "review-proposal": "复核公示期截止",
}


@dataclass(frozen=True, slots=True)
class _Cohort:
    """One cohort and the terms of its titles as believed now."""

    programme: Programme
    cohort: str
    terms: tuple[RunningTerm, ...]

    @property
    def label(self) -> str:
        """Name the cohort in one phrase."""
        return f"{self.programme.title}（{self.cohort}）"


def find_deadlines(
    announcements: Sequence[Announcement],
    terms: Iterable[RunningTerm],
    *,
    lists: Sequence[ListRecord],
    programmes: Mapping[str, Programme],
    now: datetime,
) -> list[Deadline]:
    """Return the days to keep from 30 days ago on, soonest first; empty when nothing is known.

    What comes back every year is shown for 400 days, what comes once (an expiry, a re-evaluation) however far ahead.

    Args:
        announcements: All; those not accepted give nothing.
        terms: Of the titles that run as believed now, or that ran out with no result known.
        lists: All; a list of operation ``review-call`` says which cohort a call re-evaluates.
        programmes: By id; a term of a programme not configured gives nothing.
        now: The clock; aware.
    """
    today = china_day(now)
    accepted = [item for item in announcements if item.state == "accepted"]
    found = [*_from_notices(accepted)]
    for cohort in _cohorts(terms, programmes):
        found += _expiries(cohort)
        found += _reviews(cohort, accepted, lists)
        found += _reports(cohort, accepted, today)
    coming = [item for item in found if item.due_on >= today - PAST]
    within = [item for item in coming if item.kind in _ONCE or item.due_on <= today + AHEAD]
    return sorted(within, key=lambda item: (item.due_on, item.kind, item.deadline_id))


def _from_notices(announcements: Iterable[Announcement]) -> Iterator[Deadline]:
    """Yield what notices themselves set: the last day of a call, the last day of a publicity window."""
    for item in announcements:
        if item.programme_id is None:
            continue
        if item.stage == "call" and item.deadline is not None:
            yield _of_notice("call", item, item.deadline, "申报截止")
        if item.stage in _WINDOWS and item.window_to is not None:
            yield _of_notice("window", item, item.window_to, _WINDOWS[item.stage])


def _of_notice(kind: str, item: Announcement, due_on: date, what: str) -> Deadline:
    """Return a deadline that an announcement sets; its id stays when an edition moves the day."""
    return Deadline(
        deadline_id=make_id("d", kind, item.announcement_id),
        programme_id=item.programme_id or "",
        region=item.part_region or item.region or "全国",
        kind=kind,
        due_on=due_on,
        what=f"{what}：{item.title}",
        announcement_id=item.announcement_id,
        subjects=item.rows_read,
        cohort=item.cohort,
    )


def _cohorts(terms: Iterable[RunningTerm], programmes: Mapping[str, Programme]) -> Iterator[_Cohort]:
    """Yield the cohorts that have titles running, or run out with no result known."""
    found: dict[tuple[str, str], list[RunningTerm]] = defaultdict(list)
    for term in terms:
        if term.programme_id in programmes:
            found[term.programme_id, term.cohort].append(term)
    for (programme_id, cohort), held in sorted(found.items()):
        yield _Cohort(programmes[programme_id], cohort, tuple(held))


def _last_days(terms: Iterable[RunningTerm]) -> list[tuple[date, int]]:
    """Return the days on which titles end, soonest first, and how many end on each."""
    counts: dict[date, int] = defaultdict(int)
    for term in terms:
        if term.valid_to is not None:
            counts[term.valid_to] += term.titles
    return sorted(counts.items())


def _expiries(cohort: _Cohort) -> Iterator[Deadline]:
    """Yield the last days of terms, one for each day on which titles of the cohort end."""
    for last_day, count in _last_days(cohort.terms):
        yield _of_cohort("expiry", cohort, last_day, f"有效期截止：{cohort.label}", count)


def _reviews(
    cohort: _Cohort, announcements: Sequence[Announcement], lists: Sequence[ListRecord]
) -> Iterator[Deadline]:
    """Yield the re-evaluation of a cohort: as a call sets it, else as expected at the end of the term.

    A title whose ending is known already has nothing to defend.
    """
    if cohort.programme.renewal != "review":
        return
    for last_day, count in _last_days(term for term in cohort.terms if term.contested):
        call = _review_call(cohort, last_day, announcements, lists)
        if call is not None and call.deadline is not None:
            what = f"复核材料报送截止：{cohort.label}，{call.title}"
            found = _of_cohort("review", cohort, last_day, what, count)
            yield replace(found, due_on=call.deadline, announcement_id=call.announcement_id)
        else:
            what = f"复核年（预计，尚未见到通知）：{cohort.label}，有效期至 {last_day.isoformat()}"
            yield _of_cohort("review", cohort, last_day, what, count)


def _review_call(
    cohort: _Cohort, last_day: date, announcements: Sequence[Announcement], lists: Sequence[ListRecord]
) -> Announcement | None:
    """Return the newest call that re-evaluates the cohort for this term; null before there is one.

    A call older than the term's last year and a half belongs to an earlier round.
    """
    calling = {
        item.announcement_id
        for item in lists
        if item.operation == "review-call"
        and (item.programme_id, item.cohort) == (cohort.programme.id, cohort.cohort)
    }
    own = [
        item
        for item in announcements
        if item.announcement_id in calling
        or (item.stage, item.programme_id, item.cohort) == ("review-call", cohort.programme.id, cohort.cohort)
    ]
    timely = [item for item in own if item.deadline and item.deadline >= last_day - timedelta(days=550)]
    return max(timely, key=lambda item: (item.deadline or date.min, item.announcement_id), default=None)


def _reports(cohort: _Cohort, announcements: Sequence[Announcement], today: date) -> Iterator[Deadline]:
    """Yield the yearly duties on the days on which at least one title of the cohort runs."""
    for duty, notice_id in duties_of(cohort.programme, cohort.cohort, cohort.terms, announcements):
        for year in range((today - PAST).year, (today + AHEAD).year + 1):
            due_on = duty.in_year(year)
            running = sum(term.titles for term in cohort.terms if term.covers(due_on))
            if running:
                found = _of_cohort("report", cohort, due_on, f"{duty.what}：{cohort.label}", running)
                yield replace(found, announcement_id=notice_id)


def _of_cohort(kind: str, cohort: _Cohort, day: date, what: str, subjects: int) -> Deadline:
    """Return a deadline of a cohort; ``day`` identifies it among those of its kind."""
    return Deadline(
        deadline_id=make_id(
            "d", kind, cohort.programme.id, cohort.cohort, day.isoformat(), what if kind == "report" else ""
        ),
        programme_id=cohort.programme.id,
        region=cohort.programme.region,
        kind=kind,
        due_on=day,
        what=what,
        announcement_id=None,
        subjects=subjects,
        cohort=cohort.cohort,
    )
