"""What in one notice cannot all be true: told with both sayings and the place, and settled by a person.

A list that hangs on one of two sayings is no list until somebody says which holds; nothing here chooses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from config.models import Programme
from tasks.recognise.counts import choose_count, find_counts
from tasks.recognise.dates import find_dates, find_labelled, find_misprints, signature_text
from tasks.recognise.doc_number import find_numbers, organ_mark
from tasks.recognise.notice import Level, Notice, Problem, Roster, Stage
from tasks.recognise.operations import programme_cohorts, read_operations
from tasks.recognise.papers import Papers
from tasks.recognise.spam import spam_in
from tasks.recognise.stage import ANNOUNCES, LISTING, is_only_proposed, speaks_of_publicity, without_quotes
from tasks.recognise.text import sentences
from tasks.recognise.validity import find_terms, find_unread_terms, terms_differ
from tasks.recognise.window import DAY_WORDS, find_unread_windows, windows_differ

_OPEN = frozenset({Stage.PROPOSAL, Stage.REVIEW_PROPOSAL, Stage.RECOMMENDATION})
_CALLS = frozenset({Stage.CALL, Stage.REVIEW_CALL})
_GIVEN = frozenset({Stage.DESIGNATION, Stage.REVIEW})
_TAKES = frozenset({Stage.REVOCATION, Stage.RENAMING})
_NEITHER = re.compile(r"(?<!不再)保留|整改|暂缓|候补|备选")
_REST_ELSEWHERE = re.compile(
    r"(?:更多|完整|全部|其余|其他)(?:企业|集群|入选|公示)?(?:名单|企业|集群)[^。;]{0,12}?(?:附件|下载|查看|查阅|点击|关注|回复|获取|阅读|详见|请见|可见)"
    r"|(?:查看|获取|下载|阅读)(?:完整|全部|更多)(?:的)?名单|部分(?:企业|集群|入选)?名单(?:如下|为|:)|名单\((?:部分|节选|摘录)\)"
)
_IN_ATTACHMENT = re.compile(r"附件|下载")
_DRAFT = re.compile(r"征求意见稿|送审稿|草案|[【\[(（]作废[】\])）]|已作废")
_BEYOND_TRUST = 0.5
"""A document of a lower score has lost too much for any row of it to be believed.

Of the golden announcements garbled in thirteen ways the worst that reads right scores 0.62.
"""


@dataclass(frozen=True, slots=True)
class Said:
    """A notice as recognised, the papers it was read from, and its programme."""

    notice: Notice
    papers: Papers
    programme: Programme


def find_contradictions(said: Said) -> tuple[Problem, ...]:
    """Find what speaks against a notice as a whole, in a fixed order; empty when nothing does."""
    return tuple(dict.fromkeys(problem for check in _CHECKS for problem in check(said)))


def _cohorts(said: Said) -> Iterator[Problem]:
    """The title names one batch, the sentence that announces it another one."""
    titled = {
        one.cohort
        for one in read_operations(said.papers.title, stage=said.notice.stage, programme=said.programme)
        if one.cohort
    }
    if said.notice.stage not in LISTING or not titled:
        return
    for line in sentences(said.papers.body):
        bare = without_quotes(line)
        if not ANNOUNCES.search(bare):
            continue
        named = {
            one.cohort
            for one in read_operations(bare, stage=said.notice.stage, programme=said.programme)
            if one.cohort and programme_cohorts(bare, said.programme)
        }
        alike = {one for one in named if any(("批" in one) == ("批" in other) for other in titled)}
        if alike and not alike & titled:
            text = f"the title says {' '.join(sorted(titled))}, the text {' '.join(sorted(alike))}"
            yield Problem("cohort", text, said.papers.place_of(line))
            return


def _windows(said: Said) -> Iterator[Problem]:
    differ = (
        windows_differ(said.papers.body, anchor=said.papers.anchor) if said.notice.stage in _OPEN else None
    )
    if differ is not None:
        first, second, line = differ
        text = f"two publicity windows: {_span(first)} and {_span(second)}"
        yield Problem("window", text, said.papers.place_of(line))
    for line in find_unread_windows(said.papers.body) if said.notice.stage in _OPEN else ():
        yield Problem("window", f"a window that cannot be read: {line[:80]}", said.papers.place_of(line))
    last = said.notice.window[1] if said.notice.window else None
    signed = said.notice.signed_on
    if last is not None and signed is not None and last < signed:
        yield Problem(
            "window", f"the publicity ends on {last}, before the signature of {signed}", _signed(said)
        )


def _span(window: tuple[date | None, date | None]) -> str:
    return " to ".join(str(day) if day else "?" for day in window)


def _signed(said: Said) -> str:
    at = said.papers.signed_at
    return said.papers.places[at].locator if at is not None and said.papers.places else ""


def _counts(said: Said) -> Iterator[Problem]:
    """Compare title, text and headings of lists; a relay's headline counts what its readers care for."""
    if said.notice.stage not in LISTING or said.notice.stage in _TAKES:
        return
    told = find_counts(said.papers.body)
    number = choose_count(told, of_review=False)
    titled = {one.number for one in find_counts(said.papers.title) if one.kind == "new"}
    if not said.notice.relayed and number is not None and titled and number not in titled:
        yield Problem("count", f"{max(titled)} in the title, {number} in the text")
    plain = {one.number for one in told if one.kind == "new" and one.strength > 1}
    mine = [one for one in said.notice.leading_rosters if one.operation is said.notice.stage]
    headed = [one.stated for one in mine if one.stated is not None]
    if len(plain) == 1 and mine and len(headed) == len(mine) and said.notice.stage not in {Stage.REVIEW}:
        only = next(iter(plain))
        if only != sum(headed) and only not in headed:
            yield Problem("count", f"{only} in the text, {sum(headed)} over the lists")


def _days(said: Said) -> Iterator[Problem]:
    notice = said.notice
    signed, published, deadline = notice.signed_on, notice.published_on, notice.deadline
    if signed is not None and published is not None and signed > published:
        yield Problem("date", f"signed on {signed}, after it was published on {published}", _signed(said))
    if signed is not None and deadline is not None and deadline < signed:
        yield Problem(
            "deadline", f"the deadline {deadline} lies before the signature of {signed}", _signed(said)
        )
    written = find_labelled(said.papers.body)
    if signed is not None and written is not None and written != signed:
        yield Problem("date", f"signed on {signed}, and labelled as written on {written}", _signed(said))
    year = notice.cohort[:4] if notice.cohort and notice.cohort[:4].isdigit() else ""
    if signed is not None and year and notice.stage in _GIVEN and int(year) > signed.year:
        yield Problem(
            "cohort", f"the cohort of {year} is announced by a signature of {signed}", _signed(said)
        )


def _number(said: Said) -> Iterator[Problem]:
    number, signed = said.notice.doc_number, said.notice.signed_on
    if number is None:
        return
    place = next(
        (
            place.locator
            for line, place in zip(said.papers.lines, said.papers.places, strict=True)
            if any(one.number == number for one in find_numbers(line))
        ),
        "",
    )
    year = number.partition("〔")[2][:4]
    if signed is not None and year.isdigit() and int(year) != signed.year:
        yield Problem("number", f"{number} bears another year than the signature of {signed}", place)
    whose = organ_mark(number)
    own_rank = said.notice.level in {Level.NATIONAL, Level.PROVINCE} and not said.notice.part_region
    if whose and own_rank and whose != said.notice.region:
        yield Problem("issuer", f"{number} is a number of {whose}, the issuer is {said.notice.issuer}", place)


def _misprints(said: Said) -> Iterator[Problem]:
    """Name days that no calendar has where a day is meant that the notice is read for."""
    for line, place in zip(said.papers.lines, said.papers.places, strict=True):
        if signature_text(line) or DAY_WORDS.search(line):
            for printed in find_misprints(line):
                yield Problem("date", f"no calendar has the day {printed}", place.locator)


def _terms(said: Said) -> Iterator[Problem]:
    if said.notice.stage not in _GIVEN:
        return
    for line in find_unread_terms(said.papers.body):
        yield Problem("term", f"a term that cannot be read: {line[:80]}", said.papers.place_of(line))
    differ = terms_differ(find_terms(said.papers.body))
    if differ:
        yield Problem("term", f"terms that cannot all hold: {differ}")


def _stage(said: Said) -> Iterator[Problem]:
    notice, papers = said.notice, said.papers
    if notice.stage in _GIVEN and not notice.relayed and speaks_of_publicity(papers.body):
        yield Problem("stage", "the title announces, and the text only puts names up for objections")
    if notice.stage in _TAKES and is_only_proposed(papers.title):
        yield Problem("stage", f"a {notice.stage} that is only put up for objections changes nothing yet")
    if notice.stage in _OPEN and any(one.operation in _TAKES and one.rows for one in notice.rosters):
        yield Problem("stage", "what a proposal takes away or renames changes nothing yet")


def _draft(said: Said) -> Iterator[Problem]:
    """What its own title calls a draft or void announces nothing yet, or no more."""
    if said.notice.stage in LISTING and (found := _DRAFT.search(said.papers.printed_title)):
        yield Problem("stage", f"the title says {found[0]}")


def _kept(said: Said) -> Iterator[Problem]:
    """A list of those kept, deferred or to mend is none of titles given, passed or lost (semantics, 15)."""
    for one in said.notice.rosters:
        if one.rows and not _waits_beside(one, said.notice) and (word := _NEITHER.search(one.title)):
            yield Problem("which list", f"list {one.list_no} ({one.title[:60]}): a list of {word[0]}")


def _waits_beside(one: Roster, notice: Notice) -> bool:
    """Tell whether all rows of a list wait, and another list names who passed of the same cohort."""
    passed = (x for x in notice.rosters if x.operation is Stage.REVIEW and x.cohort == one.cohort)
    return all(row.put_off for row in one.rows) and any(not row.put_off for x in passed for row in x.rows)


def _elsewhere(said: Said) -> Iterator[Problem]:
    """The page says that it shows a part of the list, and no attachment brings the rest."""
    rows = [row for one in said.notice.rosters for row in one.rows]
    page = said.papers.documents[0].sha256 if said.papers.documents else ""
    if not rows or any(row.sha256 != page for row in rows) or _is_complete(said.notice):
        return
    for line in said.papers.lines:
        found = _REST_ELSEWHERE.search(line)
        attached = len(said.papers.documents) > 1 and _IN_ATTACHMENT.search(line) is not None
        if found and not attached:  # what is attached was read, or is known as unread
            yield Problem(
                "list cut", f"the rest of the list stands elsewhere: {found[0]}", said.papers.place_of(line)
            )
            return


def _is_complete(notice: Notice) -> bool:
    bearing = [one for one in notice.rosters if one.rows]
    return all(one.stated == len(one.rows) for one in bearing)


def _garble(said: Said) -> Iterator[Problem]:
    for document in said.papers.documents:
        if document.garble.score < _BEYOND_TRUST:
            name = document.name or document.title or "the page"
            text = f"{name[:80]}: the text is garbled beyond trust (score {document.garble.score})"
            yield Problem("garbled", text, document.inside)


def _spam(said: Said) -> Iterator[Problem]:
    """A copy elsewhere makes no announcement at all; the issuer's own page with such words on it may have been broken into."""
    if why := spam_in(said.papers.printed_title, said.papers.lines):
        yield Problem("spam", f"the page carries words that its issuer would not write: {why}")


def _doubts(said: Said) -> Iterator[Problem]:
    """Name each paragraph that bears a figure and may be wrong."""
    for line, place in zip(said.papers.lines, said.papers.places, strict=True):
        if place.doubt and (find_dates(line) or find_numbers(line) or find_counts(line)):
            yield Problem("doubtful", f"{place.doubt}: {line[:80]}", place.locator)


_CHECKS: tuple[Callable[[Said], Iterator[Problem]], ...] = (
    _stage, _draft, _kept, _elsewhere, _cohorts, _counts, _number, _days, _windows, _terms, _misprints, _garble, _spam, _doubts,
)  # fmt: skip
