"""The English words of a message. Pure; names, document numbers and official titles stay as printed.

Whatever comes from outside passes ``clean``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from config.clock import CHINA
from tasks.tell.clean import clean, clean_url
from tasks.tell.letter import Group, Letter, place_within
from tasks.tell.news import ChangeNews, Differing, Note, NoteKind
from tasks.tell.places import Place, places_of
from tasks.tell.render_zh import MARKS
from tasks.tell.sources_en import write_source

KINDS: Final = {
    "call": "call for applications", "rules": "rules of the programme", "repeal": "notice repealed",
    "renamed": "renamed", "retitled": "moved to another category", "designated": "newly designated",
    "renewed": "renewed after re-evaluation", "recommended": "recommended", "proposed": "proposed",
    "dropped": "not on the final list", "lapsed": "lapsed", "revoked": "revoked", "expired": "reached the end of the term",
    "corrected": "corrected",
}  # fmt: skip
MEANINGS: Final = {
    "recommended": "a recommendation only, nothing is decided", "proposed": "open to objections, nothing is decided",
    "dropped": "on the proposal, absent from the final list", "lapsed": "absent from the re-evaluation's pass list",
    "expired": "result of the re-evaluation not known", "corrected": "the notice was changed; the later text counts",
}  # fmt: skip
STAGES: Final = {
    "rules": "rules", "call": "call for applications", "recommendation": "recommendation", "proposal": "proposal",
    "designation": "final list", "review-call": "call for re-evaluation",
    "review-proposal": "re-evaluation, proposed results", "review": "re-evaluation, results",
    "revocation": "revocation", "renaming": "renaming", "correction": "correction", "repeal": "repeal",
}  # fmt: skip
STATUSES: Final = {
    "proposed": "proposed", "active": "valid", "expired": "term over", "lapsed": "lapsed", "revoked": "revoked",
    "dropped": "not on the final list", "retitled": "moved",
}  # fmt: skip
FACTS: Final = {
    "rows_stated": "number of rows", "deadline": "deadline", "window": "publicity window", "doc_number": "document number",
    "cohort": "batch or year", "signed_on": "date of signature", "name": "name",
}  # fmt: skip
_MOST_DIFFERING: Final = 12
VERBS: Final = {
    "撤销": "revoked", "撤销认定": "designation revoked", "撤销其认定": "designation revoked", "撤销称号": "title revoked",
    "移出": "taken off the list", "退出": "withdrawn", "除名": "struck off",
    "未通过复核": "did not pass the re-evaluation", "期满": "term ended", "自动失效": "lapsed by itself", "废止": "repealed",
}  # fmt: skip
ISSUERS: Final = {"工业和信息化部": "MIIT", "工业和信息化部办公厅": "MIIT General Office"}
_DIGITS: Final = {"首": 1, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_COHORT: Final = re.compile(r"(?:(\d{4})年度?)?(?:第?([首一二三四五六七八九十百\d]+)批)?")


def write_title(letter: Letter) -> str:
    """Return the line a reader sees first: where, how many of what."""
    mark = ", not yet confirmed" if letter.unconfirmed else ", restated" if letter.is_restated else ""
    head = f"[mingdan{mark}]"
    counts = ", ".join(_count(group) for group in letter.groups)
    whole = f" ({letter.listed} on the whole list)" if letter.listed else ""
    where = f"{letter.province}, " if letter.province else ""
    return f"{head} {where}{_programme(letter.lead)}: {counts}{whole}"


def write_lines(letter: Letter) -> list[str]:
    """Return the lines of a message about changes."""
    lead = letter.lead
    lines = [_heading(letter), *(_group(group, letter) for group in letter.groups)]
    if lead.announcement_title:
        lines.append(
            f"{'Granted by' if letter.is_term_end else 'Notice'}: {clean(lead.announcement_title, 120)}"
        )
    if lead.doc_number:
        lines.append(f"Document number: {clean(lead.doc_number, 60)}")
    lines.append(_dates(letter))
    lines += _where(letter.places)
    if letter.unconfirmed:
        source = clean(lead.source_title, 40) or "a trade site"
        lines.append(
            f"Not yet confirmed: seen on {source}, no official page yet. You will hear again only if the official list differs."
        )
    if letter.is_restated:
        lines.append(
            "Restated: no new notice; an earlier one was read better, or a decision or rule changed. You were not told then."
        )
    return [*lines, *_links(letter)]


def write_note(note: Note) -> tuple[str, list[str]]:
    """Return title and lines of a note."""
    title, reason, seen = clean(note.title, 120), clean(note.reason, 400), _minute(note.at)
    why = [f"Reason: {reason}"] if reason else []
    match note.kind:
        case NoteKind.HELD:
            return f"[mingdan, held] {title}", [
                *why,
                *_where(places_of(note.places)),
                f"Nothing in the ledger was changed ({seen}).",
                *_page(note),
                _settle(note),
            ]
        case NoteKind.SOURCE:
            return write_source(note)
        case NoteKind.DELIVERY:
            return f"[mingdan, delivery failed] {title} → {note.state}", [
                *why,
                f"No further tries are made ({seen}).",
                "Look: mingdan alerts status. Send again: mingdan alerts retry",
            ]
        case NoteKind.RELAYED:
            return _relayed(note, seen)
        case NoteKind.CORRECTED:
            return _told_wrong(note)


def write_test(title: str, channel: str) -> tuple[str, list[str]]:
    """Return title and lines of a test message."""
    return f"[mingdan, test] {clean(title)}", [
        f"A test message from mingdan to {channel}: if you read this, deliveries arrive."
    ]


def _page(note: Note) -> list[str]:
    """Give the address of what is held; nothing where it has none."""
    address = clean_url(note.url)
    return [f"Page {address}"] if address else []


def _settle(note: Note) -> str:
    """Say how to look at what is held and how to settle it; a page that cannot be placed can only be left out."""
    about = note.about
    if not about.startswith("r:"):
        return f"Look: mingdan show {about}. Settle: mingdan review list"
    accept = "" if note.state == "page" else f"accept {about} or "
    return f"Look: mingdan review show {about}. Settle: mingdan review {accept}reject {about}"


def _relayed(note: Note, seen: str) -> tuple[str, list[str]]:
    """Say that a relay tells of an announcement whose list nobody has shown yet."""
    name = clean(note.programme_english, 60) or clean(note.programme_title, 40)
    title = (
        f"[mingdan, not yet confirmed] {name}{_cohort(note.cohort)}: {STAGES.get(note.stage, 'new notice')}"
    )
    listed = f", {note.listed} on the list" if note.listed else ""
    lines = [
        f"{clean(note.source_title, 40) or 'A trade site'} reports: {clean(note.title, 120)}{listed}",
        f"Seen {seen}; no official page yet. You will be told who is on it when the official list comes.",
    ]
    address = clean_url(note.url)
    return title, [*lines, f"Relay {address}"] if address else lines


def _told_wrong(note: Note) -> tuple[str, list[str]]:
    """Say what was told on a relay's word, and what the original says."""
    name = clean(note.programme_english, 60) or clean(note.programme_title, 40)
    title = f"[mingdan, correction] {name}{_cohort(note.cohort)}: {STAGES.get(note.stage, 'notice')}"
    source = clean(note.source_title, 40) or "a trade site"
    lines = [
        f"You were told otherwise on the word of {source}; the official notice counts:",
        *(_differing(one) for one in note.differs[:_MOST_DIFFERING]),
    ]
    more = len(note.differs) - _MOST_DIFFERING
    lines += [f"… {more} more (mingdan show {note.about})"] if more > 0 else []
    lines.append(f"Notice: {clean(note.title, 120)}")
    address = clean_url(note.url)
    return title, [
        *lines,
        *([f"Original: {address}"] if address else []),
        f"Everything: mingdan show {note.about}",
    ]


def _differing(one: Differing) -> str:
    """Return one thing that was told otherwise than it is."""
    said, true = clean(one.said, 80), clean(one.true, 80)
    if one.kind == "name":
        return f"✱ {said} → {true}" if true else f"✱ {said}: not on the official list"
    return f"✱ {FACTS.get(one.kind, one.kind)}: told {said}, officially {true}"


def _heading(letter: Letter) -> str:
    """Say which title, at which stage, on whose word, of which day."""
    lead = letter.lead
    stage = "end of the term" if letter.is_term_end else STAGES.get(lead.stage, "")
    day = lead.effective_on or lead.published_on
    name = _programme(lead) + _cohort(letter.groups[0].cohort)
    return " · ".join(
        part for part in (name, stage, _issuer(lead.issuer), day.isoformat() if day else "") if part
    )


def _count(group: Group) -> str:
    """Say how many of a group, or when the notice must be answered."""
    if not group.items[0].name:
        due = group.items[0].deadline
        return KINDS[group.kind] + (f" (due {due.isoformat()})" if due and group.kind == "call" else "")
    return f"{len(group.items)} {_kind(group)}"


def _kind(group: Group) -> str:
    """Say what happened to a group."""
    if group.also_renewed:
        return "renewed and moved to another category"
    return "proposed to keep the title" if group.renewal else KINDS[group.kind]


def _verb(group: Group) -> str:
    """Give the printed word of an ending, and what it means where we know."""
    meant = VERBS.get(group.verb)
    return f"printed: “{clean(group.verb, 30)}”{f', {meant}' if meant else ''}" if group.verb else ""


def _meaning(group: Group) -> str:
    """Say what that is worth: the day a publicity window ends, the state of a re-evaluation, what the list shows."""
    item = group.items[0]
    if item.kind == "proposed" and item.window_to:
        return f" (open to objections until {item.window_to.isoformat()}, nothing is decided)"
    if item.kind == "expired" and item.said.open_review:
        return f" (re-evaluation under way: {clean(item.said.open_review, 80)})"
    return f" ({MEANINGS[group.kind]})" if group.kind in MEANINGS else ""


def _group(group: Group, letter: Letter) -> str:
    """Return the line of one group: mark, what happened, to whom."""
    item = group.items[0]
    if not item.name:
        beside = ", ".join(said for found in group.items if (said := _of_notice(found)))
        return f"{MARKS[group.kind]} {_count(group)}{f': {beside}' if beside else ''}"
    about = [
        _cohort_words(group.cohort) if group.cohort != letter.groups[0].cohort else "",
        clean(group.category, 30),
        f"from {since.isoformat()}" if (since := group.since(letter.lead)) else "",
        _verb(group),
    ]
    beside = "; ".join(part for part in about if part)
    names = ", ".join(_name(found) for found in group.shown)
    more = (
        f", … {group.more} more (mingdan show {item.announcement_id or item.programme_id})"
        if group.more
        else ""
    )
    said = f" ({beside})" if beside else ""
    return f"{MARKS[group.kind]} {_count(group)}{said}: {names}{more}{_meaning(group)}"


def _of_notice(item: ChangeNews) -> str:
    """Return what a change of the announcement itself says: what it abolishes, or what was corrected in it."""
    said = item.said
    if item.kind == "corrected":
        return (
            f"{FACTS.get(said.what, clean(said.what, 30))} {clean(said.before, 80)} → {clean(said.after, 80)}"
        )
    return clean(said.repealed, 60)


def _name(item: ChangeNews) -> str:
    """Return a subject with its place and product, and what became of its name or category."""
    said, name = item.said, clean(item.name)
    if item.kind == "renamed" and said.former:
        name = f"{clean(said.former)} → {name}"
    beside = ", ".join(
        part
        for part in (
            clean(place_within(item.region)),
            clean(item.product, 40),
            _moved(item),
            f"until {clean(said.valid_to)}" if said.valid_to and item.kind in ("renewed", "retitled") else "",
        )
        if part
    )
    return f"{name} ({beside})" if beside else name


def _moved(item: ChangeNews) -> str:
    """Return what a retitling or a correction moved; a row struck from a corrected list or added to it says so."""
    before, after = item.said.before, item.said.after
    if not before and not after:
        return ""
    if item.kind == "corrected" and not after:
        return "no longer on the corrected list"
    if item.kind == "corrected" and not before:
        return "added to the corrected list"
    return f"{STATUSES.get(before, clean(before))} → {STATUSES.get(after, clean(after))}"


def _dates(letter: Letter) -> str:
    """Return the three dates; one that is not known says so."""
    lead = letter.lead
    first = "Term over since" if letter.is_term_end else "Effective"
    return f"{first} {_day(lead.effective_on)} · published {_day(lead.published_on)} · first seen {_minute(lead.first_seen_at)}"


def _links(letter: Letter) -> list[str]:
    """Return where to look: the original and the whole list."""
    lead, lines = letter.lead, []
    address = clean_url(lead.url)
    if address:
        lines.append(f"{'Relay' if letter.unconfirmed else 'Official page'} {address}")
    if lead.announcement_id:
        size = f"All {letter.listed}" if letter.listed else "Everything"
        lines.append(f"{size}: mingdan show {lead.announcement_id}")
    return lines


def _programme(item: ChangeNews) -> str:
    return clean(item.programme_english, 60) or clean(item.programme_title, 40)


def _cohort(cohort: str | None) -> str:
    return f" ({_cohort_words(cohort)})" if cohort else ""


def _cohort_words(cohort: str | None) -> str:
    """Return a cohort in English: 2023年度 is 2023, 第八批 is batch 8; another form stays as printed."""
    found = _COHORT.fullmatch(cohort or "")
    if not found:
        return clean(cohort, 30)
    parts = [found[1] or "", f"batch {_number(found[2])}" if found[2] else ""]
    return ", ".join(part for part in parts if part)


def _issuer(issuer: str) -> str:
    """Return an issuer as printed, with its English name where it has a usual one."""
    return f"{ISSUERS[issuer]} ({issuer})" if issuer in ISSUERS else clean(issuer, 60)


def _number(text: str) -> str:
    """Return a Chinese number below one hundred in digits; another stays as printed."""
    tens, found, ones = text.partition("十")
    if not found:
        return str(_DIGITS.get(text, text))
    if tens not in {"", *_DIGITS} or ones not in {"", *_DIGITS}:
        return text
    return str(10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0))


def _where(places: Sequence[Place]) -> list[str]:
    """Return the line that says where rows stood; none where it is not known."""
    return [f"Where: {'; '.join(map(_place, places))}"] if places else []


def _place(place: Place) -> str:
    """Return where rows stood: document, place in it and how it was read; a place left out is an ellipsis."""
    told = ", ".join(part for part in (place.document, place.where or "…", place.read_by) if part)
    return f"before, in “{place.earlier}”: {told}" if place.earlier else told


def _day(day: date | None) -> str:
    return day.isoformat() if day else "not known"


def _minute(at: datetime) -> str:
    """Return an instant as China's clock shows it."""
    return at.astimezone(CHINA).strftime("%Y-%m-%d %H:%M China time")
