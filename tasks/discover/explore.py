"""From an address to the best way of reading it: every way that the page's marks name is tried, and what was read decides.

Touches the outside by ``ask`` alone. A way that fails is told, never raised: a page may be anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from pydantic import ValidationError

from config.errors import ConfigurationError, FetchError, ReadError
from config.models import ListPage as ListSettings
from config.models import Source
from tasks.discover.candidate import Candidate, Certainty
from tasks.discover.marks import candidates
from tasks.discover.page import FirstPage, no_list
from tasks.discover.score import NOTHING, Score, looks_a_list, score_of
from tasks.discover.selectors import dated_lists
from tasks.fetch.apart import Page
from tasks.fetch.kinds.list_page import Entry, ListPage, Request, find_kind
from tasks.fetch.walk import Ask, End, Walk, turn_to, walk_behind

_SURE_ENOUGH = 25
"""Points that a form with a sure mark needs: one row with a title, or a list without dates."""
_BONUS = 4  # points that each step of certainty is worth: marks decide where what was read is as good


@dataclass(frozen=True, slots=True)
class Heard:
    """A request and the page that came."""

    request: Request
    page: Page


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at a list read: its newest page, the walk from there, and every exchange that it took, in order."""

    newest: ListPage
    walk: Walk
    heard: tuple[Heard, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read the page and what came of it: the source as it would be, or the problem in words."""

    candidate: Candidate
    source: Source
    walk: Walk | None
    score: Score
    problem: str = ""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The rows of the first page; none where it could not be read."""
        return () if self.walk is None else self.walk.entries

    @property
    def rank(self) -> float:
        """Return what readings are compared by: what was read, then the certainty of the mark."""
        return self.score.points + _BONUS * self.candidate.certainty

    @property
    def good(self) -> bool:
        """Whether what was read may be believed to be a list of notices."""
        sure = self.candidate.certainty is Certainty.SURE and not self.candidate.beside
        return looks_a_list(self.score) or (sure and self.score.points >= _SURE_ENOUGH)


@dataclass(frozen=True, slots=True)
class Found:
    """What is known of a page: the way to read it with how far its pages can be turned, the others, or why there is none."""

    page: FirstPage
    best: Reading | None
    others: tuple[Reading, ...]
    turned: Look | None = None
    refusals: tuple[str, ...] = ()


async def explore(request: Request, base: Source, *, ask: Ask, today: date, kind: str | None = None) -> Found:
    """Find the best way to read what stands at an address.

    Args:
        request: For the page; a ``form`` makes it a POST.
        base: A source with what a person said of it; its ``list`` is replaced by each way tried.
        ask: Asks the outside.
        today: China's day.
        kind: Only this kind, where a person says so.

    Raises:
        FetchError: The page itself could not be had.
    """
    came = await ask(request)
    ask = _holding(ask, came, plain=not request.posts)
    page = FirstPage(came.url, came.body, came.content_type, request.form)
    ways = [way for way in candidates(page) if kind is None or way.kind == kind]
    if kind is not None and not ways:
        ways = [Candidate({"kind": kind, "url": page.url}, "as you said", Certainty.POSSIBLE)]
    readings = [await _read(way, base, ask=ask, today=today) for way in ways]
    readings = [_beside(one, readings) for one in readings]
    ranked = sorted((one for one in readings if one.walk is not None), key=lambda one: -one.rank)
    failed = tuple(one for one in readings if one.walk is None)
    rows = ranked[0].score.rows if ranked else 0
    refusals = tuple(no_list(page, rows=rows, lists=dated_lists(page)))
    if not ranked or refusals or not (ranked[0].good or (kind is not None and rows)):
        return Found(page, None, (*ranked, *failed), refusals=refusals)
    best, turned = await _turned(ranked[0], base, ask=ask, today=today)
    return Found(page, best, (*ranked[1:], *failed), turned=turned)


async def _read(way: Candidate, base: Source, *, ask: Ask, today: date) -> Reading:
    """Read the first page in one way."""
    source = base
    try:
        source = base.model_copy(update={"list": ListSettings.model_validate(way.settings)})
        kind = find_kind(source)
        first = await turn_to(kind, kind.first(source), source=source, ask=ask, today=today)
    except (ValidationError, ConfigurationError) as error:
        problem = error.problem if isinstance(error, ConfigurationError) else str(error)
        return Reading(way, source, None, NOTHING, problem)
    except (FetchError, ReadError) as error:
        return Reading(way, source, None, NOTHING, error.problem)
    end = End.LAST if first.next is None else End.MOST
    return Reading(way, source, Walk(first.entries, 1, end, first.note), score_of(first.entries))


def _beside(reading: Reading, readings: list[Reading]) -> Reading:
    """Take a feed that the page announces for the page's own only where both list the same."""
    if not reading.candidate.beside or reading.walk is None:
        return reading
    shown = {entry.native_id for one in readings if not one.candidate.beside for entry in one.entries}
    if any(entry.native_id in shown for entry in reading.entries):
        return reading
    return replace(reading, walk=None, score=NOTHING, problem="it lists other things than the page")


async def look(source: Source, *, ask: Ask, today: date, most: int = 2) -> Look:
    """Read a source's list, at most so many pages of it, and keep what it took.

    Raises:
        FetchError: The first page could not be had.
        ReadError: What came is no list of the source's kind.
        ConfigurationError: This version cannot read the kind, or its keys do not fit.
    """
    heard: list[Heard] = []
    kind = find_kind(source)

    async def hear(request: Request) -> Page:
        page = await ask(request)
        heard.append(Heard(request, page))
        return page

    async def turn(request: Request) -> ListPage:
        return await turn_to(kind, request, source=source, ask=hear, today=today)

    newest = await turn(kind.first(source))
    walk = await walk_behind(newest, turn, most=most, enough=_never)
    return Look(newest, walk, tuple(heard))


async def _turned(best: Reading, base: Source, *, ask: Ask, today: date) -> tuple[Reading, Look | None]:
    """Ask for the second page, in each way that the page's pager allows, until one shows more."""
    tried: Look | None = None
    for more in best.candidate.behind or ({},):
        settings = _merged(best.candidate.settings, more)
        source = base.model_copy(update={"list": ListSettings.model_validate(settings)})
        try:
            looked = await look(source, ask=ask, today=today)
        except (FetchError, ReadError, ConfigurationError):
            continue  # another way to the page behind may do; without one the first page stands alone
        if looked.walk.pages > 1:
            return replace(best, source=source, candidate=replace(best.candidate, settings=settings)), looked
        tried = tried or looked
    alone = await look(best.source, ask=ask, today=today, most=1) if best.candidate.behind else tried
    return best, alone


def _holding(ask: Ask, came: Page, *, plain: bool) -> Ask:
    """Return what asks as before, but has the page that came at hand under its final address."""

    async def held(request: Request) -> Page:
        if plain and request.url == came.url and not request.posts:
            return came
        return await ask(request)

    return held


def _never(_entries: object) -> bool:
    return False


def _merged(settings: Mapping[str, object], more: Mapping[str, object]) -> dict[str, object]:
    """Return settings with more of them; parameters are added, not replaced."""
    merged = {**settings, **more}
    old, new = settings.get("params"), more.get("params")
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        merged["params"] = {**old, **new}
    return merged
