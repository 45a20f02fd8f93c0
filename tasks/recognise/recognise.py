"""From the documents of one page to the announcement they make: the one entrance of this folder.

It reads as the sentence it is: which programme is spoken of, who issued it, what it does, to which cohorts; then what it
states; then its lists. It touches no file, no network and no database, and never consults a clock.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from config.models import Programme, Source
from config.starting_set import STARTING_SET
from tasks.read.document import Document
from tasks.recognise.allot import allot
from tasks.recognise.contradictions import Said, find_contradictions
from tasks.recognise.deadline import find_deadline
from tasks.recognise.doc_number import find_numbers, find_own_number, normal_number, organ_mark
from tasks.recognise.duties import find_duties
from tasks.recognise.issuer import find_issuer
from tasks.recognise.lists import Found, find_lists
from tasks.recognise.mended import read_correction
from tasks.recognise.names import read_name
from tasks.recognise.notice import Notice, Problem, Roster, Stage, Unconcerned, Unsettled, Validity
from tasks.recognise.operations import find_operations
from tasks.recognise.papers import Hints, Papers, lay_open
from tasks.recognise.placing import Placed, Scene, place
from tasks.recognise.programme import Names, spoken_of
from tasks.recognise.prose import find_taken_away
from tasks.recognise.relay import is_relayed, share_region
from tasks.recognise.repeal import find_repeals
from tasks.recognise.retitled import read_moves
from tasks.recognise.rosters import Setting, make_rosters
from tasks.recognise.rows import Place
from tasks.recognise.spam import spam_in
from tasks.recognise.stage import LISTING, find_stage, title_stage, without_quotes
from tasks.recognise.starting import read_starting_list
from tasks.recognise.validity import find_terms
from tasks.recognise.window import find_window

if TYPE_CHECKING:
    from config.regions import RegionTable

__all__ = ["Hints", "recognise"]

_CALLS = frozenset({Stage.CALL, Stage.REVIEW_CALL})
_OPEN = frozenset({Stage.PROPOSAL, Stage.REVIEW_PROPOSAL, Stage.RECOMMENDATION})


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
    if source.id == STARTING_SET:
        return read_starting_list(attachments, programmes=programmes, regions=regions)
    papers, names = lay_open(page, attachments, hints), Names(programmes, regions)
    spoken = spoken_of(papers.title, papers.body, names)
    if not spoken:
        return Unconcerned("no watched programme is spoken of")
    issuer = find_issuer(papers, source=source, regions=regions)
    relayed = issuer is None or is_relayed(issuer, source, regions=regions)
    if relayed and (why := spam_in(papers.printed_title, papers.lines)):
        return _set_aside(papers, programmes[spoken[0]], regions, f"a spam copy: {why}")
    stage = find_stage(papers.title, papers.body, relayed=relayed)
    if stage is None:
        return Unconcerned(f"{spoken[0]} is spoken of, but nothing is announced")
    if issuer is None:
        return _unsettled(papers, programmes[spoken[0]], regions)
    scene = Scene(papers, source, regions)
    placed = place(scene, [programmes[id_] for id_ in spoken], issuer, stage)
    if placed is None:
        return Unconcerned(f"{issuer.name} has no watched programme of the name of {spoken[0]}")
    kin = [p for id_ in names.watched(papers.title) if _alike(p := programmes[id_], placed.programme)]
    return read_moves(_notice(scene, placed, kin), programmes)


def _alike(one: Programme, other: Programme) -> bool:
    """Tell whether two programmes are one issuer's."""
    return (one.level, one.region) == (other.level, other.region)


def _set_aside(papers: Papers, programme: Programme, regions: RegionTable, reason: str) -> Unconcerned:
    """Keep what a spam copy says of an announcement: nobody believes it, but it was seen (semantics, 2)."""
    if find_stage(papers.title, papers.body, relayed=True) is None:
        return Unconcerned(reason)
    spam = replace(_unsettled(papers, programme, regions), problem=Problem("spam", reason))
    return Unconcerned(reason, spam)


def _unsettled(papers: Papers, programme: Programme, regions: RegionTable) -> Unsettled:
    """Keep what is known of a page that nobody signs; the names it shows may still pair it with an original."""
    found = find_lists(papers, subject=programme.subject, regions=regions)
    rows = (read_name(row.name, subject=programme.subject).name for one in found.lists for row in one.rows)
    return Unsettled(
        title=papers.printed_title,
        programme_id=programme.id,
        problem=Problem("issuer", "neither title, signature, number nor text names who issued it"),
        published_on=papers.dated,
        mentions=tuple(dict.fromkeys((*rows, *found.mentions))),
    )


def _notice(scene: Scene, placed: Placed, kin: Sequence[Programme]) -> Notice:
    papers, body, stage = scene.papers, scene.papers.body, placed.stage
    operations = find_operations(papers.title, body, stage=stage, programme=placed.programme)
    found = find_lists(papers, subject=placed.programme.subject, regions=scene.regions)
    share = placed.share or _shown_share(scene, placed, found)
    relayed = placed.relayed and (share is None or scene.source.level in {"relay", "national"})
    where = Place(share or placed.issuer.region, scene.regions)
    setting = Setting(papers, stage, operations, placed.programme, where, placed.above)
    rosters = _with_prose(allot(make_rosters(found.lists, setting), kin, own=placed.programme), setting)
    rosters = _complete(rosters, found, stage=stage, relayed=relayed)
    number = _own_number(papers, stage=stage, cohort=operations[0].cohort)
    if number is not None and relayed and not placed.issuer.region.startswith(organ_mark(number)):
        number = None  # whoever forwards a notice puts his own number on it
    notice = Notice(
        title=papers.printed_title,
        programme_id=placed.programme.id,
        level=placed.issuer.level,
        region=placed.issuer.region,
        stage=operations[0].stage,
        cohort=operations[0].cohort,
        issuer=placed.issuer.name,
        doc_number=number,
        signed_on=papers.signed_on,
        published_on=None if relayed else papers.dated,
        window=find_window(body, anchor=papers.anchor) if stage in _OPEN else None,
        deadline=find_deadline(body, anchor=papers.anchor) if stage in _CALLS else None,
        stated=rosters[0].stated,
        validity=rosters[0].validity if stage in LISTING else _ruled(body, stage),
        duties=find_duties(body) if stage not in _OPEN else (),
        repeals=find_repeals(body, own=number),
        rosters=rosters,
        mentions=found.mentions,
        part_region=share,
        relayed=relayed,
        set_aside=found.set_aside,
    )
    notice = replace(notice, problems=find_contradictions(Said(notice, papers, placed.programme)))
    if notice.stage is not Stage.CORRECTION:
        return notice
    return read_correction(notice, papers, programme=placed.programme, place=where)


def _with_prose(rosters: tuple[Roster, ...], setting: Setting) -> tuple[Roster, ...]:
    """Add what sentences take away, where no list of the notice does."""
    if setting.stage not in LISTING or any(one.operation is Stage.REVOCATION and one.rows for one in rosters):
        return rosters
    found = find_taken_away(setting.papers, subject=setting.programme.subject, place=setting.place)
    listed = {row.name for one in rosters for row in one.rows}
    lists = [one for one in found if not {row.name for row in one.rows} <= listed]
    kept = [one for one in rosters if not lists or one.operation is not Stage.REVOCATION]
    return tuple(replace(one, list_no=no) for no, one in enumerate((*kept, *lists), start=1))


def _ruled(body: str, stage: Stage) -> Validity | None:
    """Rules state a term for their programme; a call states none of its own."""
    terms = find_terms(body) if stage is Stage.RULES else []
    return terms[0].validity if terms else None


def _shown_share(scene: Scene, placed: Placed, found: Found) -> str | None:
    """Give the region whose share of a national list the rows are: the page says so, and no row lies elsewhere."""
    if (
        placed.issuer.level != "national"
        or not placed.relayed
        or placed.stage not in LISTING - {Stage.RECOMMENDATION}
    ):
        return None
    region = share_region(scene.papers, scene.source, regions=scene.regions)
    rows = [row for one in found.lists for row in one.rows]
    if region is None or not rows:
        return None
    anywhere = Place("全国", scene.regions)
    known = [name for row in rows if (name := anywhere.of(row.region, row.name))]
    return region if all(name.startswith(region) or region.startswith(name) for name in known) else None


def _own_number(papers: Papers, *, stage: Stage, cohort: str | None) -> str | None:
    def same(title: str) -> bool:
        return title_stage(title) is stage and (cohort is None or cohort in title or cohort[:4] in title)

    said = normal_number(papers.hints.doc_number) if papers.hints.doc_number else None
    titled = [one.number for one in find_numbers(without_quotes(papers.title))]
    return said or find_own_number(papers.lines, same) or (titled[-1] if titled else None)


def _complete(
    rosters: tuple[Roster, ...], found: Found, *, stage: Stage, relayed: bool
) -> tuple[Roster, ...]:
    """Give lists without a row what the text still says: the number beside 等, or that the issuer's page lacks them.

    A body without rows is no empty list; only on a page elsewhere, or beside names and 等, is it mere news.
    """
    if stage not in LISTING or stage is Stage.CORRECTION or any(one.rows for one in rosters):
        return rosters
    if found.mentions or relayed:
        first = replace(rosters[0], stated=found.stated or rosters[0].stated)
        return (first, *rosters[1:])
    problem = Problem(
        "no rows", "the notice promises a list, and none was read from its page and attachments"
    )
    return tuple(replace(one, problems=(*one.problems, problem)) for one in rosters)
