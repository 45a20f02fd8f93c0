"""All about one question for a person: what is asked, why, on what evidence, and how to settle it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from commands.call import Call
from commands.evidence import Look, evidence_of, problems_of, show_evidence
from commands.find import NotFound
from commands.formats import written
from commands.lines import short_id
from commands.portrait import Row, facts, moment, one_object, section, title, where_stood
from commands.table import draw, terminal_width
from commands.text import cut, display_width, neutralise, wrap
from commands.values import as_text

ROWS_SHOWN = 12
LONGEST_HEAD = 160
NUMBERS = 12
"""Cells that the heads of the numbers take beyond the numbers themselves."""
LEAST_PLACE = 12
ACCEPTED = {
    "list": "let it count as it was read",
    "endings": "let those titles end",
    "identity": "one subject",
    "unmatched": "seen: ask no more",
}
NOTHING_READ = "let the notice count as one that names nobody"
REJECTED = {
    "list": "leave it out",
    "endings": "let them go on",
    "identity": "two, and never ask again",
    "unmatched": "seen: ask no more",
}


def portray(
    call: Call, review_id: str, *, evidence_in: Path | None = None, with_evidence: bool = False
) -> Iterator[str]:
    """Write all about one question in the format asked for; csv and markdown are the rows of the list it is about.

    Args:
        call: the call.
        review_id: the review's id, or the beginning of it.
        evidence_in: where to write what can be looked at; a folder of the home by default.
        with_evidence: whether to write that at all.

    Raises:
        NotFound: no question has that id, or several begin so.
    """
    review = find_review(call, review_id)
    form = call.options.format
    if form in ("csv", "markdown"):
        return written(call.ask("announcement_rows", id=review["announcement_id"]), form)
    rows = _rows(call, review)
    look = show_evidence(call, review, rows, evidence_in) if with_evidence else None
    if form == "json":
        shown = {"look": look.told()} if look else {}
        return one_object({"what": "review", **review, "rows": rows, **shown})
    return _drawn(review, rows, look)


def find_review(call: Call, review_id: str) -> Row:
    """Find a question by its id or the beginning of it.

    Raises:
        NotFound: no question has that id, or several begin so.
    """
    found = call.records("review", id=review_id)
    if not found:
        raise NotFound(f'there is no review "{review_id}"\n  mingdan review list --all shows every one.')
    if len(found) > 1 and found[0]["review_id"] != review_id:
        ids = "".join(f"\n    {one['review_id']}  {one['reason']}" for one in found)
        raise NotFound(f'several reviews begin with "{review_id}":{ids}')
    return found[0]


def _rows(call: Call, review: Row) -> list[dict[str, object]]:
    """Give the rows as they were read, also those that are held; none where it is about no announcement."""
    return (
        call.records("announcement_rows", id=review["announcement_id"]) if review["announcement_id"] else []
    )


def _drawn(review: Row, rows: Sequence[Row], look: Look | None) -> Iterator[str]:
    """Write it for a terminal."""
    width, short = terminal_width(), short_id(str(review["review_id"]))
    yield from title(_short(as_text(review["reason"])), width)
    about = f"mingdan show {short_id(str(review['announcement_id']))}" if review["announcement_id"] else ""
    yield from facts([review["kind"], f"asked {moment(review['opened_at'])}", review["review_id"]], width)
    yield from facts([review["title"]], width)
    yield from facts([review["url"]], width)
    yield from facts([about], width)
    yield from section("Evidence", _evidence(review, width, told=bool(look and look.evidence)))
    yield from _rows_read(rows, width)
    yield from section("Look", _look(look, short, width))
    yield from section("What each asks of you", _mends(review, width))
    yield from section("Settle", _settle(review, short, bool(rows)))


def _rows_read(rows: Sequence[Row], width: int) -> Iterator[str]:
    """Write the last rows as they were read; what one document gave is said in the head, else beside each row."""
    head = f"Rows as read: the last {min(ROWS_SHOWN, len(rows))} of {len(rows)}"
    below: list[str] = []
    sources = {_source_of(row) for row in rows}
    shown = [{**row, "where": where_stood(row)} for row in rows]
    columns: tuple[str, ...] = ("list_no", "row_no", "name", "where")
    if len(sources) == 1:
        (source,) = sources
        said = neutralise(f", from {source}") if source else ""
        beside = display_width(head + said) <= width
        head += said if beside else ""
        below = [] if beside else list(_hung("  from ", source, width))
        shown = [{**row, "locator": as_text(row["locator"]).rpartition(": ")[2]} for row in rows]
        columns = ("list_no", "row_no", "name", "region", "locator")
        widest = [max(display_width(as_text(row[column])) for row in shown) for column in columns]
        if sum(widest) + 2 * len(columns) + NUMBERS > width:  # a name is never cut for a region
            columns = ("list_no", "row_no", "name", "locator")
    lines = _with_whole_names([[row[column] for column in columns] for row in shown[-ROWS_SHOWN:]], width)
    yield from section(head, [*below, *draw(columns, lines, width=width)] if rows else [])


def _with_whole_names(lines: Sequence[Sequence[object]], width: int) -> list[list[object]]:
    """Cut the place, which stands last, and not the names before it: names that differ in one character must show it."""
    widest = max((display_width(as_text(line[2])) for line in lines), default=0)
    room = max(LEAST_PLACE, width - widest - 2 * (len(lines[0]) - 1) - NUMBERS - 2) if lines else 0
    return [[*line[:-1], cut(neutralise(as_text(line[-1])), room)] for line in lines]


def _source_of(row: Row) -> str:
    """Name what a row was read from and how: the document, the file inside it, the reader; empty parts are left out."""
    inside = as_text(row["locator"]).rpartition(": ")[0]
    document = " / ".join(filter(None, (as_text(row["document"]), inside)))
    return ", ".join(filter(None, (document, as_text(row["read_by"]))))


def _look(look: Look | None, short: str, width: int) -> Iterator[str]:
    """Say which files show the places that are asked about."""
    if look is None:
        yield f"  mingdan review show {short}    writes the places asked about as a page to look at"
        return
    if look.evidence is None:
        yield from _hung("  ", f"nothing to look at: {look.why}", width) if look.why else ()
        return
    yield f"  {look.evidence.page}"
    for one in look.evidence.exhibits:
        yield from _hung("  - ", f"{one.where or 'no place'}: {'; '.join(one.asked)}", width)
        if one.picture is not None:
            yield f"    {one.picture}"
    if look.evidence.more:
        yield f"  … {look.evidence.more} more places are not shown"


def _settle(review: Row, short: str, rows: bool) -> Iterator[str]:
    """Say what may be done, or what was."""
    if review["decided_at"]:
        yield f"  {review['decision']} by {review['decided_by']}, {moment(review['decided_at'])}"
        return
    if review["kind"] == "page":
        yield f"  mingdan review reject {short}    leave it out"
        yield "  nothing in it can count as it stands: mingdan import takes the original notice"
        return
    empty = review["kind"] == "list" and not rows
    accepted = NOTHING_READ if empty else ACCEPTED.get(str(review["kind"]), "yes")
    yield f"  mingdan review accept {short}    {accepted}"
    yield f"  mingdan review reject {short}    {REJECTED.get(str(review['kind']), 'no')}"
    if review["kind"] == "list":
        yield f"  or write the rows to a file, {'fill them in' if empty else 'mend them'} there, and accept those:"
        yield f"  mingdan review show {short} --rows-to rows.xlsx"
        yield f"  mingdan review accept {short} --rows rows.xlsx"


def _short(reason: str) -> str:
    """Cut a reason to what a head can say; every part of it is said below."""
    return reason if len(reason) <= LONGEST_HEAD else reason[: LONGEST_HEAD - 1] + "…"


def _mends(review: Row, width: int) -> Iterator[str]:
    """Say once for each kind of problem what a person does about it."""
    mends = {as_text(one.get("kind")): as_text(one.get("mend")) for one in problems_of(review)}
    for kind, mend in mends.items():
        yield from _hung("  ", f"{kind}: {mend}", width) if mend else ()


def _evidence(review: Row, width: int, *, told: bool) -> Iterator[str]:
    """Write what the question rests on, one fact a line, nested ones indented; ``told``: its problems are said below."""
    held = {key: value for key, value in evidence_of(review).items() if value not in (None, "", [])}
    left_out = {"url", "title", "problems"} if told else {"url", "title"}
    problems = [{k: v for k, v in one.items() if k != "mend"} for one in problems_of(review)]
    shown = {**held, "problems": problems} if problems else held
    yield from _fact("", {key: value for key, value in shown.items() if key not in left_out}, width, 2)


def _fact(name: str, held: object, width: int, indent: int) -> Iterator[str]:
    """Write one fact and what is in it; the parts of a list each behind a dash."""
    lead = " " * indent + (f"{neutralise(name)}: " if name else "")
    if isinstance(held, Mapping) and held:
        yield from [lead.rstrip()] if name else []
        for key, value in held.items():
            yield from _fact(str(key), value, width, indent + (2 if name else 0))
    elif isinstance(held, list) and any(isinstance(one, Mapping | list) for one in held):
        yield lead.rstrip()
        for one in held:
            yield from _item(one, width, indent + 2)
    else:
        text = ", ".join(map(as_text, held)) if isinstance(held, list) else as_text(held)
        yield from _hung(lead, text, width)


def _item(one: object, width: int, indent: int) -> Iterator[str]:
    """Write one part of a list in a line: its filled fields, commas between."""
    if isinstance(one, Mapping):
        text = ", ".join(f"{key} {as_text(value)}" for key, value in one.items() if value not in (None, ""))
    else:
        text = as_text(one)
    yield from _hung(" " * indent + "- ", text, width)


def _hung(lead: str, text: str, width: int) -> Iterator[str]:
    """Write a text behind its lead, further lines below its beginning."""
    first, *others = wrap(neutralise(text), max(20, width - display_width(lead)))
    yield lead + first
    yield from (" " * display_width(lead) + line for line in others)
