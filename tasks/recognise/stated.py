"""What the text states of each list: numbers, terms, and what becomes of those not listed (semantics, 8, 13 and 18)."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date

from tasks.recognise.cohort import name_cohort
from tasks.recognise.counts import Kind, StatedCount, choose_count, count_of, find_counts
from tasks.recognise.dates import find_dates
from tasks.recognise.losses import ending_word
from tasks.recognise.notice import Problem, Roster, Stage
from tasks.recognise.operations import programme_cohorts
from tasks.recognise.papers import Papers
from tasks.recognise.setting import REVIEWS, Setting
from tasks.recognise.stage import LISTING
from tasks.recognise.validity import find_terms

ENDS_OTHERS = re.compile(
    r"(?:其余|其他|未通过复核|复核未通过|未列入|未在|不在|未(?:申请|提出|参加)复核)[^。;\n]{0,50}?"
    r"(期满自动失效|自动失效|失效|撤销|取消|不再保留|不再具有|不再享有|终止|退出|除名|移出)"
)
"""A sentence that ends the titles of all who are not listed, and its word."""
HEADS_LIST = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\))[^。;]{2,60}[(](?:共|共计)?[^()]{1,6}[个家项户][)]"
)
"""A numbered heading with its number of rows, above a list that it speaks of alone: 二、未通过复核的企业(1家),撤销其称号."""
_AT_ONCE = re.compile(r"即日起|自(?:本(?:通知|通告|公告|决定|文件))?(?:公布|发布|印发|发文)之日起")
_KINDS: dict[Stage, Kind] = {
    Stage.REVOCATION: "loss",
    Stage.RENAMING: "renaming",
    Stage.RETITLING: "renaming",
}


def state(rosters: list[Roster], setting: Setting) -> list[Roster]:
    """Give each roster what the text states of it: numbers, terms, and what becomes of those not listed."""
    if setting.stage not in LISTING:
        return rosters
    body = setting.papers.body
    title = setting.papers.title  # a headline cries its number out: 8个!2024年度…名单公布
    said = find_counts(body) or find_counts(title) or find_counts(title.replace("!", ","))
    counts = [one for one in said if _is_of_these_cohorts(one, setting)]
    terms = find_terms(body)
    ending = _ending_of_others(body)
    stated = []
    for one in rosters:
        review = one.operation in REVIEWS
        term = next((said.validity for said in terms if said.of_review is review), None)
        others = ending if one.operation is Stage.REVIEW else None
        taken = (one.verb or ending_word(one.title, title, body)) if one.operation is Stage.REVOCATION else ""
        verb = others[1] if others else taken
        day = _day_of_ending(body, others, setting.papers) if others else None
        stated.append(
            replace(one, validity=term, ends_others=others is not None, others_end_on=day, verb=verb)
        )
    for kind in dict.fromkeys(_kind(one) for one in stated):
        stated = _count(stated, counts, kind=kind)
    return stated


def _ending_of_others(body: str) -> re.Match[str] | None:
    """Find the sentence that ends all not listed; a heading that ends those below it is none."""
    for found in ENDS_OTHERS.finditer(body):
        line = body[body.rfind("\n", 0, found.start()) + 1 :][:200]
        if not HEADS_LIST.match(line):
            return found
    return None


def _waits(roster: Roster) -> bool:
    """Tell whether a list is of those put off alone: the number of those who passed is not its own."""
    return bool(roster.rows) and all(row.put_off for row in roster.rows)


def _kind(roster: Roster) -> Kind:
    """Say which of the stated numbers a roster can have."""
    return _KINDS.get(roster.operation, "review" if roster.operation in REVIEWS else "new")


def _is_of_these_cohorts(count: StatedCount, setting: Setting) -> bool:
    """Tell whether a number is not said of another batch than the notice's (第一批62家 beside the third)."""
    mine = {one.cohort for one in setting.operations if one.cohort}
    about = {name_cohort(one, setting.programme) for one in programme_cohorts(count.about, setting.programme)}
    alike = {one for one in mine if any(("批" in one) == ("批" in other) for other in about)}
    return not alike or not about or bool(about & mine)


def _day_of_ending(body: str, ending: re.Match[str], papers: Papers) -> date | None:
    """Return from when those not listed end, where the sentence says it (自即日起, 自本通告发布之日起, 自2025年12月1日起); else null."""
    start = max(body.rfind(sign, 0, ending.start()) for sign in "。；;\n") + 1
    stop = next((i for i in range(ending.end(), len(body)) if body[i] in "。；;\n"), len(body))
    sentence = body[start:stop]
    if _AT_ONCE.search(sentence):
        return papers.signed_on or papers.dated
    return next((found.day for found in find_dates(sentence) if sentence[found.end :].startswith("起")), None)


def _count(rosters: list[Roster], counts: list[StatedCount], *, kind: Kind) -> list[Roster]:
    """Set the text's number on the one list it is for; for several lists together, compare it with their sum."""
    review = kind == "review"
    mine = [one for one in rosters if _kind(one) == kind and not one.programme_id and not _waits(one)]
    told = (
        {one: count_of(counts, one.category, of_review=review) for one in mine if one.category}
        if len(mine) > 1
        else {}
    )
    if len(mine) > 1 and not any(told.values()) and len({one.cohort for one in mine}) == len(mine):
        told = {one: count_of(counts, one.cohort, of_review=review) for one in mine if one.cohort}
    if any(told.values()):
        return [replace(one, stated=told.get(one) or one.stated) if one in mine else one for one in rosters]
    number = choose_count(counts, of_review=review, kind=kind)
    if number is None and len(mine) == len(rosters):
        number = choose_count(counts, of_review=False)  # 决定撤销其称号的企业如下,共3家
    without = [one for one in mine if one.stated is None]
    if number is None or not without or len(without) < len(mine):
        return rosters
    if kind == "new" and len(mine) < len(rosters) and number == sum(len(one.rows) for one in rosters):
        return [
            replace(one, stated=len(one.rows)) for one in rosters
        ]  # one number for new and reviewed together
    read = sum(len(one.rows) for one in mine)
    sizes = Counter(len(one.rows) for one in mine)
    each = Counter(one.number for one in counts if one.kind == kind)
    if len(mine) > 1 and number in sizes and sizes <= each:
        number = read  # 企业3家、产品2个: each list has the number said of one
    if len(mine) > 1 and read != number and read:
        problem = Problem("count", f"{number} stated for {len(mine)} lists together, {read} read")
        return [replace(one, problems=(*one.problems, problem)) if one in mine else one for one in rosters]
    return [
        replace(one, stated=number if len(mine) == 1 else len(one.rows)) if one in mine else one
        for one in rosters
    ]
