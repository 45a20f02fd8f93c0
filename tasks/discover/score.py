"""How much what was read looks like a list of notices: pure figures, and what a person should look at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from tasks.fetch.addresses import is_article
from tasks.fetch.kinds.list_page import Entry

_GOOD = 55  # points from which rows are believed to be a list of notices without a sure mark of its form
_LEAST = 3  # rows that are believed to be one because nearly each has its date: a menu has none
_NEARLY_ALL = 0.8
_ENOUGH_ROWS = 8
_TITLE = 8  # characters: a notice's title has more, a menu's word fewer
_DATED_DIRECTORY = re.compile(r"(?:19|20)\d\d\S*|\d{4,}|content|art|[0-9a-f]{8}-\S+")
_HANWEB = re.compile(r"/art_(\d+)_\d+\.")


@dataclass(frozen=True, slots=True)
class Score:
    """What a reading is worth: rows, and the shares (0 to 1) of those with a date, an article's address, a real title."""

    rows: int
    dated: float
    articles: float
    titled: float

    @property
    def points(self) -> float:
        """Return 0 to 100."""
        few = min(self.rows, _ENOUGH_ROWS) / _ENOUGH_ROWS
        return (30 * few + 30 * self.dated + 20 * self.articles + 20 * self.titled) if self.rows else 0.0


NOTHING = Score(0, 0.0, 0.0, 0.0)


def score_of(entries: Sequence[Entry]) -> Score:
    """Return what some entries are worth."""
    if not entries:
        return NOTHING
    count = len(entries)
    return Score(
        rows=count,
        dated=sum(1 for entry in entries if said_on(entry)) / count,
        articles=sum(1 for entry in entries if is_article(entry.url)) / count,
        titled=sum(1 for entry in entries if len(entry.title) >= _TITLE) / count,
    )


def looks_a_list(score: Score) -> bool:
    """Say whether rows may be believed to be a list of notices, whatever its form."""
    return score.points >= _GOOD or (score.rows >= _LEAST and score.dated >= _NEARLY_ALL)


def said_on(entry: Entry) -> str:
    """Return when the list says an entry is from, as precisely as it does; empty where it says nothing."""
    if entry.listed_as:
        return entry.listed_as
    return "" if entry.dated is None else entry.dated.isoformat()


def precision(entries: Sequence[Entry]) -> str:
    """Return how precise the dates of a list are, in words."""
    names = {16: "minute", 10: "day", 7: "month", 4: "year"}
    found = {names.get(len(said), "minute") for entry in entries if (said := said_on(entry))}
    return " or ".join(name for name in ("minute", "day", "month", "year") if name in found) or "none"


def columns(entries: Sequence[Entry]) -> set[str]:
    """Return the columns that entries lead to, by their addresses without days and file names."""
    return {_column(entry.url) for entry in entries}


def warnings(entries: Sequence[Entry], *, sure: bool) -> Iterator[str]:
    """Yield what a person should look at before a source is watched; ``sure``: the form's own mark was seen."""
    score = score_of(entries)
    if score.rows <= 3:
        yield f"only {score.rows} row{'s' * (score.rows != 1)}: is this the whole list?"
    if score.rows and not score.dated:
        yield "no row has a date: news will be dated by the pages themselves"
    elif score.dated < 0.9 and score.rows:
        yield f"{round((1 - score.dated) * score.rows)} of {score.rows} rows have no date"
    if not sure and score.rows and not looks_a_list(score):
        yield "this looks like navigation, not like a list of notices"
    if score.rows and score.titled < 0.5:
        yield "most titles are very short"
    if len(hosts := {urlsplit(entry.url).hostname for entry in entries}) > 1:
        yield f"rows lead to {len(hosts)} hosts: {', '.join(sorted(str(host) for host in hosts))}"


def _column(url: str) -> str:
    path = urlsplit(url).path
    if found := _HANWEB.search(path):
        return found.group(1)
    parts = path.strip("/").split("/")[:-1]
    for place, part in enumerate(parts):
        if _DATED_DIRECTORY.fullmatch(part):
            return "/".join(parts[:place])
    return "/".join(parts)
