"""``mingdan sources list``: what is watched and how each source fares, who is ill first, the rest by level and region."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from commands.call import Call, say
from commands.configured import pause_at, read_configured
from commands.formats import Table, written
from commands.misuse import Misuse
from commands.options import add_format, one_of
from commands.table import draw, terminal_width
from commands.text import neutralise, wrap
from commands.values import as_text
from config.clock import CHINA, china_day
from config.regions import load_regions, short_name
from tasks.tell.causes import cause

Row = Mapping[str, object]
ILL = ("blocked", "changed", "failing", "silent")
STATES = (*ILL, "ok", "disabled", "unpolled")
LEVELS = {
    "national": "national",
    "province": "provinces",
    "city": "cities",
    "county": "counties",
    "relay": "relays",
}
COLUMNS = (
    "source_id", "title", "level", "region", "state", "reason", "last_attempt_at", "last_ok_at", "last_new_at",
    "entries_seen", "kind", "url", "region_code", "confidence", "state_since", "failures", "newest_on", "ill_since",
    "told_at", "usual_entries", "rhythm_days", "patience_days", "needs_person",
)  # fmt: skip
FRESH = timedelta(hours=1)
QUIET = timedelta(hours=26)  # a day, and two hours for the poll itself
_HEADS = ("source", "region", "state", "newest", "tried", "seen", "sure", "title")
_GONE = "configured no longer"
_REASON_LINES = 3
_ROOM = {40: 4, 70: 7, 110: 8}  # cells of the terminal, and the first so many columns that fit


def arguments(actions: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]  # of whatever parser the command has
    """Add the action and its options."""
    listing = actions.add_parser(
        "list",
        help="what is watched",
        description="What is watched and how it fares. Ill sources come first, with the reason and since when. The table has "
        "the newest day on the list, the last poll, how many entries were seen, and how sure the list's address is; the "
        "other formats have every column of the view sources.",
    )
    for name, words, text in (
        ("--state", STATES, "in this state; unpolled: no poll yet"),
        ("--level", tuple(LEVELS), "of this level"),
    ):
        listing.add_argument(
            name,
            type=one_of(words),
            metavar="|".join(words),
            action="append",
            default=[],
            help=f"{text}; may be given again",
        )
    listing.add_argument(
        "--region", metavar="REGION", help="in this region, in any usual form: 山东, 广东省深圳市"
    )
    listing.add_argument("--full", action="store_true", help="each reason whole, not three lines of it")
    add_format(listing)


def run(call: Call) -> int:
    """Print the sources: those polled, and those configured but never polled.

    Raises:
        Misuse: no region is called as ``--region`` says, or several are.
        StoreError: nothing is configured and nothing published.
    """
    columns, types, rows = _sources(call)
    rows = sorted(_chosen(rows, call), key=_place)
    if call.options.format != "table":
        table = Table(columns, types, [[row.get(column) for column in columns] for row in rows])
        say(written(table, call.options.format))
    else:
        most = None if call.options.full else _REASON_LINES
        say(_pictured(rows, call.clock(), terminal_width(), most=most))
    return 0


def _sources(call: Call) -> tuple[Sequence[str], Sequence[str], list[Row]]:
    """Give the view's columns, their types and rows, with what is configured but was never in a run."""
    configured, answer = read_configured(call.places.config / "sources"), None
    if call.places.snapshot.is_file() or not configured:
        answer = call.ask("sources")
    columns: Sequence[str] = answer.columns if answer else COLUMNS
    rows: list[Row] = [dict(zip(columns, row, strict=True)) for row in answer.rows] if answer else []
    known, files = {row["source_id"] for row in rows}, {row["source_id"]: row for row in configured}
    rows = [{**row, **_from_file(row, files)} for row in rows]
    rows += [row for row in configured if row["source_id"] not in known]
    return columns, answer.types if answer else [""] * len(columns), rows


def _from_file(row: Row, files: Mapping[object, Row]) -> Row:
    """Give what the file says beside the view: a stated maintenance, or that there is no file any more."""
    if (file := files.get(row["source_id"])) is not None:
        return {"maintenance": file.get("maintenance")}
    return {"reason": _GONE} if files and row.get("state") == "disabled" else {}


def _chosen(rows: Sequence[Row], call: Call) -> Iterator[Row]:
    """Yield the rows that the options ask for."""
    options, inside = call.options, None
    if options.region:
        region = load_regions().named(options.region)
        if region is None:
            raise Misuse(
                f'--region: no one region is called "{options.region}"\n  Write it in full, with what it lies in: 广东省深圳市.'
            )
        inside = "" if region.level == "nation" else region.name
    for row in rows:
        if options.state and _state(row) not in options.state:
            continue
        if options.level and row.get("level") not in options.level:
            continue
        if inside is None or as_text(row.get("region")).startswith(inside):
            yield row


def _state(row: Row) -> str:
    """Give a source's state, ``unpolled`` before its first poll."""
    return as_text(row.get("state")) or "unpolled"


def _place(row: Row) -> tuple[int, int, str, str]:
    """Give where a source stands in the list: the ill by state, the rest by level, then in the order of regions."""
    state, level = _state(row), as_text(row.get("level"))
    ill = ILL.index(state) if state in ILL else len(ILL)
    return (
        ill,
        list(LEVELS).index(level) if level in LEVELS else len(LEVELS),
        as_text(row.get("region_code")) or _code(as_text(row.get("region"))),
        as_text(row["source_id"]),
    )


def _code(region: str) -> str:
    """Give the code of a region by its name, empty where it has none."""
    found = load_regions().named(region)
    return found.code if found else ""


def _pictured(rows: Sequence[Row], now: datetime, width: int, *, most: int | None) -> Iterator[str]:
    """Write the summary, then one table: each group under its name, each ill source with at most so many lines of reason."""
    today = china_day(now)
    counts = Counter(map(_state, rows))
    parts = [f"{counts[state]} {state}" for state in ("ok", *ILL, "unpolled", "disabled") if counts[state]]
    yield from wrap(f"{len(rows)} sources{': ' if parts else ''}{', '.join(parts)}", width)
    if not rows:
        return
    fit = max(columns for cells, columns in _ROOM.items() if cells <= width)
    head, rule, *lines = draw(_HEADS[:fit], [_cells(row, today)[:fit] for row in rows], width=width)
    yield from ("", head, rule)
    last, cut_short = "", False
    for row, line in zip(rows, lines, strict=True):
        group = _group(row)
        if group != last:
            last = group
            yield f"── {group} ({sum(_group(other) == group for other in rows)})"
        yield line
        reason = _reason(row, now, width)
        cut_short = cut_short or (most is not None and len(reason) > most)
        yield from _first(reason, most)
    notes = [_polling(rows, now)]
    if any(_state(row) == "disabled" and row.get("reason") != _GONE for row in rows):
        notes.append("A disabled one says why in its file, beside enabled: false, and in its notes.")
    if cut_short:
        notes.append("A reason that ends in … goes on: mingdan sources list --full")
    for note in filter(None, notes):
        yield from ("", *wrap(note, width))


def _polling(rows: Sequence[Row], now: datetime) -> str:
    """Say how far the polls shown can be behind, where they are; a poll that changes nothing is published within a day."""
    tried = [at for row in rows if isinstance(at := row.get("last_attempt_at"), datetime)]
    if not tried or now - max(tried) < FRESH:
        return ""
    if now - max(tried) > QUIET:
        return "No poll is known of the last day: mingdan doctor says what is wrong, mingdan up or cron polls on."
    return "Polls since then changed nothing: such a poll is published within a day."


def _group(row: Row) -> str:
    """Name the group that a source is listed in."""
    level = as_text(row.get("level"))
    return "to look at" if _state(row) in ILL else LEVELS.get(level, "of no known level")


def _cells(row: Row, today: date) -> tuple[object, ...]:
    """Give one source as a row of the table, the least wanted last."""
    return (
        row["source_id"],
        short_name(as_text(row.get("region"))),
        _state(row),
        row.get("newest_on"),
        _when(row.get("last_attempt_at"), today),
        row.get("entries_seen") or (0 if row.get("last_attempt_at") else None),
        row.get("confidence"),
        row.get("title"),
    )


def _when(at: object, today: date) -> str:
    """Write an instant by China's clock: the time today, the month and day this year, else the date."""
    if not isinstance(at, datetime):
        return ""
    local = at.astimezone(CHINA)
    if local.date() == today:
        return f"{local:%H:%M}"
    return f"{local:%m-%d}" if local.year == today.year else f"{local:%Y-%m-%d}"


def _reason(row: Row, now: datetime, width: int) -> list[str]:
    """Give the lines that say why a source is ill, since when, for how many polls; of one that is gone, that it is."""
    if row.get("reason") == _GONE and _state(row) == "disabled":
        return [f"  {_GONE}"]
    if _state(row) not in ILL:
        return []
    since, failures = row.get("state_since"), row.get("failures")
    began = f" since {since.astimezone(CHINA):%Y-%m-%d %H:%M}" if isinstance(since, datetime) else ""
    polls = f", {failures} polls" if isinstance(failures, int) and failures > 1 else ""
    pause = pause_at(row.get("maintenance"), now)
    why = cause(as_text(row.get("reason")), as_text(row.get("url")))
    text = neutralise(f"{f'{pause}; ' if pause else ''}{_state(row)}{began}{polls}: {why}")
    return [f"  {'  ' * (number > 0)}{line}" for number, line in enumerate(wrap(text, width - 4))]


def _first(lines: Sequence[str], most: int | None) -> Sequence[str]:
    """Give at most so many lines, the last marked where more were there; all without a bound."""
    if most is None or len(lines) <= most:
        return lines
    return [*lines[: most - 1], f"{lines[most - 1][:-2].rstrip()}…"]
