"""What ``sources new`` shows of a page: why it is read so, its rows as a table, what to look at; or why it is no list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from commands.sources_drafting import Drafted
from commands.table import draw, terminal_width
from commands.text import cut, wrap
from tasks.discover.candidate import Certainty
from tasks.discover.explore import Found
from tasks.discover.page import plain_words
from tasks.discover.score import precision, said_on, warnings
from tasks.discover.selectors import dated_lists
from tasks.fetch.kinds.list_page import Entry

COLUMNS = (
    "id", "title", "publisher", "level", "region", "kind", "list", "why", "runner_up", "rows", "dated", "precision",
    "pages", "end", "warnings", "entries", "source_file", "fixture_file", "written",
)  # fmt: skip
_SHOWN = 10  # rows
_LINK = 30  # cells of a link: titles tell more


def shown(drafted: Drafted) -> Iterator[str]:
    """Yield what was found and what would be read, as a person reads it."""
    width, best = terminal_width(), drafted.best
    yield drafted.found.page.url
    yield from _wrapped(f"kind {best.candidate.kind}: {plain_words(best.candidate.why)}", width)
    if (second := runner_up(drafted)) is not None:
        yield from _wrapped(f"next best: {second}", width)
    yield from _wrapped(_figures(drafted), width)
    for warning in _warnings(drafted):
        yield from _wrapped(f"look: {warning}", width)
    yield ""
    rows = [_row(entry, drafted.found.page.url) for entry in best.entries[:_SHOWN]]
    yield from draw(("date", "title", "link"), rows, width=width)
    if len(best.entries) > _SHOWN:
        yield f"... and {len(best.entries) - _SHOWN} more rows"
    yield ""


def runner_up(drafted: Drafted) -> str | None:
    """Return the next best way in words; None where no other kind read anything."""
    for other in drafted.found.others:
        if other.entries and other.candidate.kind != drafted.best.candidate.kind:
            return f"{other.candidate.kind}, {other.score.rows} rows ({plain_words(other.candidate.why)})"
    return None


def why_not(found: Found, url: str) -> Iterator[str]:
    """Yield why nothing can be written: what the page is, else what was tried."""
    if found.refusals:
        yield f"{url}: {found.refusals[0]}"
        return
    yield f"{url}: no list of notices was found on it"
    for other in found.others[:5]:
        score = other.score
        came = (
            other.problem
            or f"{score.rows} rows, {score.dated:.0%} dated, {score.articles:.0%} lead to articles"
        )
        yield f"  tried {other.candidate.kind}: {plain_words(came)}"
    yield "  --kind K reads it as one kind whatever it looks like; docs/add-a-source.md tells of the kinds"


def record(drafted: Drafted, files: Mapping[Path, str], *, written: bool) -> tuple[object, ...]:
    """Return all that is known as one record of ``COLUMNS``."""
    said, best, walk = drafted.said, drafted.best, drafted.looked.walk
    listed = best.source.list.model_dump(exclude_unset=True)
    entries = [
        {"listed_as": said_on(e), "title": e.title, "url": e.url, "doc_number": e.doc_number}
        for e in best.entries
    ]
    return (
        said["id"], said["title"], said["publisher"], said["level"], said["region"], best.candidate.kind, listed,
        plain_words(best.candidate.why), runner_up(drafted), best.score.rows, round(best.score.dated, 2),
        precision(best.entries), walk.pages, str(walk.end), list(_warnings(drafted)), entries,
        *(str(path) for path in files), written,
    )  # fmt: skip


def _wrapped(text: str, width: int) -> Iterator[str]:
    for number, line in enumerate(wrap(text, width - 4)):
        yield ("    " if number else "  ") + line


def _figures(drafted: Drafted) -> str:
    """Say how much was read: rows, dates, pages."""
    best, walk = drafted.best, drafted.looked.walk
    rows = best.score.rows
    parts = [
        f"{rows} row{'s' * (rows != 1)}",
        f"{best.score.dated:.0%} dated (to the {precision(best.entries)})"
        if best.score.dated
        else "none dated",
        f"{best.score.articles:.0%} lead to an article's address",
    ]
    if walk.pages > 1:
        return ", ".join(parts) + f"; the second page reads {len(walk.entries) - rows} more"
    return ", ".join(parts) + f"; {plain_words(walk.note or str(walk.end))}"


def _warnings(drafted: Drafted) -> Iterator[str]:
    best, asked = drafted.best, drafted.call.options.url
    yield from warnings(best.entries, sure=best.candidate.certainty is Certainty.SURE)
    if best.candidate.kind in ("trs", "html", "ucap") and "item" not in best.candidate.settings:
        lists = dated_lists(drafted.found.page)
        if lists > 1:
            yield f"{lists} lists of dated rows stand on the page, and all are read; --kind html reads one alone"
    if drafted.found.page.url != asked:
        yield f"{asked} leads on to {drafted.found.page.url}, which is written down"
    if lie := drafted.found.page.charset_lie:
        yield lie
    if drafted.looked.walk.note:
        yield plain_words(drafted.looked.walk.note)


def _row(entry: Entry, base: str) -> tuple[str, str, str]:
    """Return an entry as a row; a link of the page's own host by its name alone."""
    parts, own = urlsplit(entry.url), urlsplit(base)
    name = f"…/{parts.path.rstrip('/').rpartition('/')[2]}" + (f"?{parts.query}" if parts.query else "")
    link = name if parts.netloc == own.netloc else f"{parts.netloc}{name}"
    return said_on(entry).replace("T", " "), entry.title, cut(link, _LINK)
