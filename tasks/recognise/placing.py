"""Whose announcement a page is, once issuer and stage are read: programme, level, and share (semantics, 3 and 5).

A province may decide on its own list, put names forward to the ministry, or show its share of the ministry's list; the
words are often the same, so what tells them apart stands here in one place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from config.models import Programme, Source
from tasks.recognise.issuer import Issuer
from tasks.recognise.notice import Level, Stage
from tasks.recognise.papers import Papers
from tasks.recognise.programme import Asked, choose
from tasks.recognise.relay import (
    acts_for_ministry,
    acts_for_province,
    answers_call,
    forwards,
    is_relayed,
)
from tasks.recognise.stage import LISTING

if TYPE_CHECKING:
    from config.regions import RegionTable

_OWN_TOO = re.compile(r"认定|确定")


@dataclass(frozen=True, slots=True)
class Scene:
    """The papers, where they were seen, and the region table."""

    papers: Papers
    source: Source
    regions: RegionTable


@dataclass(frozen=True, slots=True)
class Placed:
    """Whose announcement it is.

    ``above`` is the programme of the level above to which rows may be recommended; ``share`` the region whose part of
    a wider list the page says it is; ``issuer`` is then the wider list's.
    """

    programme: Programme
    above: Programme | None
    issuer: Issuer
    stage: Stage
    relayed: bool
    share: str | None = None


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known before the programme is."""

    issuer: Issuer
    stage: Stage
    relayed: bool


def place(scene: Scene, spoken: Sequence[Programme], issuer: Issuer, stage: Stage) -> Placed | None:
    """Place an announcement.

    Args:
        scene: papers, source and region table.
        spoken: the watched programmes whose name is used.
        issuer: who issued the page's text.
        stage: what the text does.

    Returns:
        Null when no watched programme of the name is this issuer's or, for what goes upward, lies above it.
    """
    asked = Asked(issuer.level, issuer.region, issuer.organs, upward=False)
    own = choose(spoken, asked, regions=scene.regions)
    relayed = is_relayed(issuer, scene.source, regions=scene.regions)
    if issuer.level is Level.NATIONAL:
        if stage is Stage.RECOMMENDATION and own is None:  # a central enterprise puts its own forward
            own = next((one for one in spoken if one.level == "national"), None)
        return Placed(own, None, issuer, stage, relayed) if own is not None else None
    wider = choose(_above(scene, spoken, stage), replace(asked, upward=True), regions=scene.regions)
    return _place_local(scene, own, wider if wider is not own else None, _Known(issuer, stage, relayed))


def _above(scene: Scene, spoken: Sequence[Programme], stage: Stage) -> Sequence[Programme]:
    """Give the programmes whose list a local page may speak of: the ministry's alone where it says that the ministry acts.

    A plan-single city shows its share of the ministry's list itself, though its province has a programme of that name
    (semantics, 5); what it recommends goes to its province.
    """
    if (
        stage is Stage.RECOMMENDATION
        or acts_for_province(scene.papers)
        or not acts_for_ministry(scene.papers)
    ):
        return spoken
    nation = [one for one in spoken if one.level == "national"]
    return nation or spoken


def _place_local(
    scene: Scene, own: Programme | None, above: Programme | None, known: _Known
) -> Placed | None:
    """Place what an organ below the ministry says: upward, a share of the wider list, or a list of its own."""
    papers, stage = scene.papers, known.stage
    if (
        own is not None
        and above is not None
        and stage is Stage.RECOMMENDATION
        and _OWN_TOO.search(papers.title)
    ):
        return Placed(
            own, above, known.issuer, Stage.PROPOSAL, known.relayed
        )  # 拟认定和推荐: each row says which
    answers = own is None and stage is Stage.PROPOSAL and answers_call(papers)
    if own is None and stage is Stage.PROPOSAL and forwards(papers):
        stage = Stage.RECOMMENDATION
    upward = stage is Stage.RECOMMENDATION or acts_for_ministry(papers) or answers
    if own is None and above is not None and above.level == "province":
        upward = upward or acts_for_province(papers)
    if above is None or not upward:
        return Placed(own, above, known.issuer, stage, known.relayed) if own is not None else None
    if stage not in LISTING or stage is Stage.RECOMMENDATION:
        return Placed(above, above, known.issuer, stage, known.relayed)
    region = scene.regions.named(above.region)
    wider = Issuer(
        above.issuer[0], Level(above.level), region.name if region else above.region, tuple(above.issuer)
    )
    return Placed(above, above, wider, stage, scene.source.level == "relay", share=known.issuer.region)
