"""From the documents of one page to the announcement they make: the one entrance of this folder.

It reads as the sentence it is: which programme is spoken of, who issued it, what it does, to which cohorts; then what it
states; then its lists. It touches no file, no network and no database, and never consults a clock.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from config.models import Programme, Source
from tasks.read.document import Document
from tasks.recognise.deadline import find_deadline
from tasks.recognise.doc_number import find_own_number, normal_number
from tasks.recognise.duties import find_duties
from tasks.recognise.inline import find_inline
from tasks.recognise.issuer import Issuer, find_issuer
from tasks.recognise.lists import Found, find_lists
from tasks.recognise.notice import Level, Notice, Problem, Roster, Stage, Unconcerned, Unsettled
from tasks.recognise.operations import find_operations
from tasks.recognise.papers import Hints, Papers, lay_open
from tasks.recognise.programme import Asked, Names, choose, spoken_of
from tasks.recognise.relay import acts_for_ministry, answers_call, forwards, is_relayed, share_region
from tasks.recognise.repeal import find_repeals
from tasks.recognise.rosters import Setting, make_rosters
from tasks.recognise.rows import Place
from tasks.recognise.stage import LISTING, find_stage, title_stage
from tasks.recognise.validity import find_terms
from tasks.recognise.window import find_window

if TYPE_CHECKING:
    from config.regions import RegionTable

__all__ = ["Hints", "recognise"]

_CALLS = frozenset({Stage.CALL, Stage.REVIEW_CALL})
_OPEN = frozenset({Stage.PROPOSAL, Stage.REVIEW_PROPOSAL, Stage.RECOMMENDATION})


@dataclass(frozen=True, slots=True)
class _Case:
    """What is settled about a page once its issuer, stage and programme are."""

    papers: Papers
    source: Source
    regions: RegionTable
    programme: Programme
    above: Programme | None
    issuer: Issuer
    stage: Stage
    relayed: bool
    share: str | None


def recognise(
    page: Document | None,
    attachments: Sequence[Document],
    *,
    source: Source,
    programmes: Mapping[str, Programme],
    regions: RegionTable,
    hints: Hints,
) -> Notice | Unconcerned | Unsettled:
    """Recognise the announcement that a page and its attachments make.

    Args:
        page: the page, garble undone; null for an attachment that was put in alone.
        attachments: those that could be read, in the page's order.
        source: where the page was seen.
        programmes: the watched programmes by id.
        regions: the region table.
        hints: what the list page or a person said of the page.

    Returns:
        The notice with its lists; ``Unconcerned`` where no watched programme is announced upon, with the reason;
        ``Unsettled`` where one is but nobody is named who could have issued it (semantics, 3).
    """
    papers = lay_open(page, attachments, hints)
    spoken = spoken_of(papers.title, papers.body, Names(programmes))
    if not spoken:
        return Unconcerned("no watched programme is spoken of")
    issuer = find_issuer(papers, source=source, regions=regions)
    relayed = issuer is None or is_relayed(issuer, source, regions=regions)
    stage = find_stage(papers.title, papers.body, relayed=relayed)
    if stage is None:
        return Unconcerned(f"{spoken[0]} is spoken of, but nothing is announced")
    if issuer is None:
        return _unsettled(papers, programmes[spoken[0]], regions)
    case = _place(papers, [programmes[id_] for id_ in spoken], issuer, stage, source=source, regions=regions)
    if case is None:
        return Unconcerned(f"{issuer.name} has no watched programme of the name of {spoken[0]}")
    return _notice(case)


def _unsettled(papers: Papers, programme: Programme, regions: RegionTable) -> Unsettled:
    listed = find_inline(papers.body, subject=programme.subject, regions=regions)
    return Unsettled(
        title=papers.printed_title,
        programme_id=programme.id,
        problem=Problem("issuer", "neither title, signature, number nor text names who issued it"),
        published_on=papers.dated,
        mentions=tuple(dict.fromkeys(name for one in listed for name, _ in one.names)),
    )


def _place(
    papers: Papers,
    spoken: list[Programme],
    issuer: Issuer,
    stage: Stage,
    *,
    source: Source,
    regions: RegionTable,
) -> _Case | None:
    """Settle whose programme it is; a share of the ministry's list takes the ministry's place as its issuer."""
    asked = Asked(issuer.level, issuer.region, issuer.organs, upward=False)
    own = choose(spoken, asked, regions=regions)
    above = (
        choose(spoken, replace(asked, upward=True), regions=regions) if issuer.level != "national" else None
    )
    above = above if above is not own else None
    local = issuer.level != "national"
    if local and stage in LISTING and forwards(papers) and (above is not None) and stage is Stage.PROPOSAL:
        stage = Stage.RECOMMENDATION if own is None else stage
    upward = local and (
        stage is Stage.RECOMMENDATION or acts_for_ministry(papers) or (own is None and answers_call(papers))
    )
    programme = (above or own) if upward else own
    if stage is Stage.RECOMMENDATION and not local:
        programme = choose(spoken, replace(asked, upward=True), regions=regions) or next(
            (one for one in spoken if one.level == "national"), None
        )
    if programme is None:
        return None
    is_share = upward and programme is above and stage in LISTING and stage is not Stage.RECOMMENDATION
    share = issuer.region if is_share else None
    if share is not None:
        relayed = source.level == "relay"
        ministry = Issuer(
            programme.issuer[0], Level(programme.level), _region_of(programme, regions), programme.issuer
        )
        return _Case(papers, source, regions, programme, above, ministry, stage, relayed, share)
    relayed = is_relayed(issuer, source, regions=regions)
    return _Case(papers, source, regions, programme, above, issuer, stage, relayed, None)


def _region_of(programme: Programme, regions: RegionTable) -> str:
    region = regions.named(programme.region)
    return region.name if region is not None else programme.region


def _notice(case: _Case) -> Notice:
    papers, body = case.papers, case.papers.body
    operations = find_operations(papers.title, body, stage=case.stage, programme=case.programme)
    found = find_lists(papers, subject=case.programme.subject, regions=case.regions)
    share = case.share or (_shown_share(case, found) if case.stage in LISTING else None)
    place = Place(share or case.issuer.region, case.regions)
    setting = Setting(papers, case.stage, operations, case.programme, place, case.above)
    rosters = make_rosters(found.lists, setting)
    if not any(one.rows for one in rosters) and found.stated is not None:
        rosters = (replace(rosters[0], stated=found.stated), *rosters[1:])
    stage = operations[0].stage if len(operations) >= 1 else case.stage
    number = _own_number(papers, stage=case.stage, cohort=operations[0].cohort)
    own_part = share is not None and case.source.level not in {"relay", "national"}
    relayed = case.relayed and not own_part
    terms = find_terms(body) if case.stage not in _CALLS else []
    return Notice(
        title=papers.printed_title,
        programme_id=case.programme.id,
        level=case.issuer.level,
        region=case.issuer.region,
        stage=stage,
        cohort=operations[0].cohort,
        issuer=case.issuer.name,
        doc_number=number,
        signed_on=papers.signed_on,
        published_on=None if relayed else papers.dated,
        window=find_window(body, anchor=papers.anchor) if case.stage in _OPEN else None,
        deadline=find_deadline(body, anchor=papers.anchor) if case.stage in _CALLS else None,
        stated=rosters[0].stated if rosters else None,
        validity=terms[0].validity if terms else None,
        duties=find_duties(body) if case.stage not in _OPEN else (),
        repeals=find_repeals(body, own=number),
        rosters=_missing(rosters, found, case, relayed=relayed),
        mentions=found.mentions,
        part_region=share,
        relayed=relayed,
    )


def _shown_share(case: _Case, found: Found) -> str | None:
    """Give the region whose share of a national list the rows are: the page says so, and no row lies elsewhere."""
    if case.issuer.level != "national" or not case.relayed or case.stage is Stage.RECOMMENDATION:
        return None
    region = share_region(case.papers, case.source, regions=case.regions)
    rows = [row for one in found.lists for row in one.rows]
    if region is None or not rows:
        return None
    place = Place("全国", case.regions)
    known = [name for row in rows if (name := place.of(row.region, row.name))]
    return region if all(name.startswith(region) or region.startswith(name) for name in known) else None


def _own_number(papers: Papers, *, stage: Stage, cohort: str | None) -> str | None:
    def same(title: str) -> bool:
        quoted = title_stage(title)
        return quoted is stage and (cohort is None or cohort[:4] in title or cohort in title)

    return (normal_number(papers.hints.doc_number) if papers.hints.doc_number else None) or find_own_number(
        papers.lines, same
    )


def _missing(rosters: tuple[Roster, ...], found: Found, case: _Case, *, relayed: bool) -> tuple[Roster, ...]:
    """Mark lists that the issuer's own page promises and does not show: a body without rows is no empty list."""
    if case.stage not in LISTING or relayed or found.mentions or any(one.rows for one in rosters):
        return rosters
    problem = Problem(
        "no rows", "the notice promises a list, and none was read from its page and attachments"
    )
    return tuple(replace(one, problems=(*one.problems, problem)) for one in rosters)
