"""What comes next: the days somebody must keep, from announcements, titles and programmes. Pure.

Kinds (contract): ``call`` and ``window`` from announcements; ``report`` the yearly duty of every cohort still running;
``expiry`` the last day of terms; ``review`` the re-evaluation, as called or, before any call, as expected.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from config.clock import china_day
from config.models import Programme
from tasks.ledger.ids import make_id
from tasks.tell.duties import duties_of
from warehouse.records import Announcement, Deadline, ListRecord, Title

PAST: Final = timedelta(days=30)
AHEAD: Final = timedelta(days=400)
_WINDOWS: Final = {
    "proposal": "公示期截止",
    "recommendation": "推荐公示截止",
    "review-proposal": "复核公示期截止",
}
_RUNNING: Final = frozenset({"active", "expired"})


@dataclass(frozen=True, slots=True)
class _Cohort:
    """One cohort and its titles as believed now."""

    programme: Programme
    cohort: str
    titles: tuple[Title, ...]

    @property
    def label(self) -> str:
        """Name the cohort in one phrase."""
        return f"{self.programme.title}（{self.cohort}）"


def find_deadlines(
    announcements: Sequence[Announcement],
    titles: Iterable[Title],
    *,
    lists: Sequence[ListRecord],
    programmes: Mapping[str, Programme],
    now: datetime,
) -> list[Deadline]:
    """Return the days to keep from 30 days ago to 400 days ahead, soonest first; empty when nothing is known.

    Args:
        announcements: All; those not accepted give nothing.
        titles: Beliefs; those no longer believed are left out, and so are ended ones.
        lists: All; a list of operation ``review-call`` says which cohort a call re-evaluates.
        programmes: By id; a title of a programme not configured gives nothing.
        now: The clock; aware.
    """
    today = china_day(now)
    accepted = [item for item in announcements if item.state == "accepted"]
    found = [*_from_notices(accepted)]
    for cohort in _cohorts(titles, programmes):
        found += _expiries(cohort)
        found += _reviews(cohort, accepted, lists)
        found += _reports(cohort, accepted, today)
    within = [item for item in found if today - PAST <= item.due_on <= today + AHEAD]
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
    )


def _cohorts(titles: Iterable[Title], programmes: Mapping[str, Programme]) -> Iterator[_Cohort]:
    """Yield the cohorts that have titles running, or run out with no result known."""
    found: dict[tuple[str, str], list[Title]] = defaultdict(list)
    for title in titles:
        if title.recorded_to is None and title.status in _RUNNING and title.programme_id in programmes:
            found[title.programme_id, title.cohort].append(title)
    for (programme_id, cohort), held in sorted(found.items()):
        yield _Cohort(programmes[programme_id], cohort, tuple(held))


def _expiries(cohort: _Cohort) -> Iterator[Deadline]:
    """Yield the last days of terms, one for each day on which titles of the cohort end."""
    for last_day, count in sorted(Counter(t.valid_to for t in cohort.titles if t.valid_to).items()):
        yield _of_cohort("expiry", cohort, last_day, f"有效期截止：{cohort.label}", count)


def _reviews(
    cohort: _Cohort, announcements: Sequence[Announcement], lists: Sequence[ListRecord]
) -> Iterator[Deadline]:
    """Yield the re-evaluation of a cohort: as a call sets it, else as expected at the end of the term.

    A title whose ending is known already (``ends_as``) has nothing to defend.
    """
    if cohort.programme.renewal != "review":
        return
    open_titles = [title for title in cohort.titles if title.ends_as is None]
    for last_day, count in sorted(Counter(t.valid_to for t in open_titles if t.valid_to).items()):
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
    for duty, notice_id in duties_of(cohort.programme, cohort.cohort, cohort.titles, announcements):
        for year in range((today - PAST).year, (today + AHEAD).year + 1):
            due_on = duty.in_year(year)
            running = sum(_runs_on(title, due_on) for title in cohort.titles)
            if running:
                found = _of_cohort("report", cohort, due_on, f"{duty.what}：{cohort.label}", running)
                yield replace(found, announcement_id=notice_id)


def _runs_on(title: Title, day: date) -> bool:
    """Tell whether a title's term covers a day; a term without a known start has not begun for us."""
    return (
        title.valid_from is not None
        and title.valid_from <= day
        and (title.valid_to is None or day <= title.valid_to)
    )


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
    )
