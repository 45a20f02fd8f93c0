"""What a correction notice changes (更正, 勘误): names of rows, or a day. What is not clear in full waits for a person.

A row is read from a sentence that quotes the wrong name and the right one, or from a table of both; every word of
correction in the text must be accounted for, for a change that is not understood may be another row's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from config.models import Programme
from tasks.recognise.corrected import find_corrected
from tasks.recognise.dates import find_dates
from tasks.recognise.names import is_strong, read_name
from tasks.recognise.notice import Notice, Problem, Roster, RosterRow, Stage
from tasks.recognise.papers import Papers
from tasks.recognise.rows import Place
from tasks.recognise.text import tight

_BECOMES = r"(?:更正|更改|订正|勘误|修正|修改|改正|变更|改)(?:为|成)|(?:应(?:当)?为|应是)"
_PAIR = re.compile(
    rf"[“\"「『](?P<wrong>[^”\"」』]{{2,90}})[”\"」』](?:有误,?|的?名称)?(?:现|应|予以)?(?:{_BECOMES}):?[“\"「『](?P<right>[^”\"」』]{{2,90}})[”\"」』]"
)
_CHANGE = re.compile(rf"{_BECOMES}|删除|删去|增加|增补|补充(?!公告|公示|通知|说明)|调整为|延长|延期|顺延")
_DAY = r"20\d\d年\d{1,2}月\d{1,2}日"
_NEW_DAY = re.compile(
    rf"(?:(?:延长|延期|延至|顺延|推迟|调整)(?:至|到|为)?|{_BECOMES}):?[“\"「『]?(?P<before>[^,;。”\"」』]{{0,12}}?)(?P<first>{_DAY})"
    rf"(?:起?(?:至|到|-|–|—)(?P<last>{_DAY}))?"
)
_OPEN = re.compile(r"公示")
_HANDING_IN = re.compile(r"申报|报送|推荐|截止|受理|提交|填报|公示")
_TERM = re.compile(r"有效期")
_FOR_A_PERSON = "what it changes there is for a person to enter"


def read_correction(notice: Notice, papers: Papers, *, programme: Programme, place: Place) -> Notice:
    """Give a correction what it corrects, the rows that it mends, and the day that it moves.

    Args:
        notice: a notice of stage ``correction``.
        papers: its papers.
        programme: the programme; its kind of subject says how a name ends.
        place: where the rows lie when they do not say.

    Returns:
        The notice with ``corrects``, and the day as its deadline or its window; with one list of mended rows, each wrong
        name printed beside the right one. Where it changes more than that, or nothing that is clear, with the problem that
        says what a person has to do.
    """
    target = find_corrected(papers, own=notice.doc_number)
    rows = _rows(notice, papers, programme, place)
    window, deadline = _days(papers)
    notice = replace(notice, corrects=target, window=window, deadline=deadline)
    if target and (rows or ((window or deadline) and not _lists_rows(notice))) and not _left_over(papers):
        mended = Roster(1, papers.title, Stage.CORRECTION, notice.cohort, None, rows)
        return replace(notice, rosters=(mended,))
    return replace(notice, problems=(_problem(notice, target), *notice.problems))


def _problem(notice: Notice, target: str) -> Problem:
    if not target:
        return Problem("correction", "it does not say which announcement it corrects")
    until = notice.deadline or (notice.window[1] if notice.window else None)
    what = f"the day becomes {until}; " if until else ""
    return Problem("correction", f"corrects {target}; {what}{_FOR_A_PERSON}")


def _rows(notice: Notice, papers: Papers, programme: Programme, place: Place) -> tuple[RosterRow, ...]:
    """Read the mended rows from sentences, else from a table of both names; none where any of them is unclear."""
    tabled = [row for roster in notice.rosters for row in roster.rows]
    once = {(row.former_name, row.name): row for row in _said(papers, programme, place)}
    said = [replace(row, row_no=no) for no, row in enumerate(once.values(), start=1)]
    names = {name for row in said for name in (row.name, row.former_name)}
    faults = any(roster.problems for roster in notice.rosters)
    if said and not all(row.name in names for row in tabled):
        return ()
    rows = tuple(said or tabled)
    return rows if (said or not faults) and all(_is_clear(row, programme) for row in rows) else ()


def _lists_rows(notice: Notice) -> bool:
    """Tell whether the correction prints rows or a table that they were read from."""
    return any(roster.rows or roster.problems for roster in notice.rosters)


def _is_clear(row: RosterRow, programme: Programme) -> bool:
    """Tell whether both names of a row end as the programme's subjects do, and differ."""
    wrong, right = row.former_name or "", row.name
    subject = programme.subject
    return (
        not row.doubt
        and wrong != right
        and is_strong(right, subject=subject)
        and (is_strong(wrong, subject=subject) or wrong[:2] == right[:2])
        and bool(wrong)
    )


def _said(papers: Papers, programme: Programme, place: Place) -> Iterator[RosterRow]:
    for document in papers.documents:
        for paragraph in document.paragraphs:
            for found in _PAIR.finditer(_NEW_DAY.sub("", tight(paragraph.text))):
                right = read_name(found["right"], subject=programme.subject)
                wrong = read_name(found["wrong"], subject=programme.subject)
                yield RosterRow(
                    row_no=1,
                    name=right.name,
                    name_printed=found["right"],
                    locator=paragraph.locator,
                    sha256=document.sha256,
                    former_name=wrong.name,
                    region=place.of("", right.name),
                    product=right.product or None,
                    doubt=right.doubt or paragraph.doubt,
                )


def _left_over(papers: Papers) -> bool:
    """Tell whether the text changes more than names that it quotes and one day."""
    day = _moved_day(papers)
    body = papers.body if day is None else papers.body.replace(day[0], "")
    return _CHANGE.search(_PAIR.sub("", body)) is not None


def _days(papers: Papers) -> tuple[tuple[date | None, date] | None, date | None]:
    """Read the day that a publicity (as its window) or a deadline is moved to; null where none is."""
    moved = _moved_day(papers)
    days = [one.day for one in find_dates(moved[0])] if moved is not None else []
    if moved is None or not days:
        return None, None
    return (
        ((days[0] if moved["last"] else None, days[-1]), None)
        if _OPEN.search(moved.string)
        else (None, days[-1])
    )


def _moved_day(papers: Papers) -> re.Match[str] | None:
    """Find the words that move a day for papers or for objections; a term or another day is none of these."""
    lines = (line for line in papers.lines if _HANDING_IN.search(line) and not _TERM.search(line))
    return next((found for line in lines if (found := _NEW_DAY.search(line))), None)
