"""Who issued the announcement: from the title, the signature, the document number, the words of a news text, the publisher.

Level and region follow from the issuer, never from words of the title (semantics, 3). A relay's own name is never an issuer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from config.models import Source
from tasks.recognise.doc_number import organ_mark
from tasks.recognise.notice import Level
from tasks.recognise.organs import MIIT, MINISTRY_DEPARTMENTS, NATION, Organ, covers, find_organs
from tasks.recognise.papers import Papers
from tasks.recognise.text import sentences

if TYPE_CHECKING:
    from config.regions import Region, RegionTable

_OTHERS = r"(?:等[一二三四五六七八九十\d]{1,3}个?(?:部门|单位))?"
_WITH_OTHERS = re.compile(r"等[一二三四五六七八九十\d]{1,3}个?(?:部门|单位)")
_ACTS = re.compile(
    rf"^{_OTHERS}(?:网站|官网|官方网站)?(?:近日|日前|今日|正式|对外|现|已|联合|印发)?(?:关于|公布|公示|发布|发出|印发|认定|下发|确定|决定|组织|开展|拟|批复)"
)
_NEWS_ACTS = re.compile(
    rf"^{_OTHERS}(?:网站|官网|官方网站)?(?:(?:于)?\d+月\d+日|近日|日前|今日|正式|对外|现将?|已|联合|印发|,)*"
    r"(?:公布|公示|发布|印发|认定|下发|确定|决定|拟|名单|《|关于(?:公布|认定|组织|开展|命名|拟|第|20\d\d))"
)
_COMPANY_LEAD = re.compile(r"^([\u4e00-\u9fff()]{4,30}?(?:集团有限公司|集团公司|有限公司|集团))关于")
_COMPANY_LINE = re.compile(r"^[\u4e00-\u9fff()]{2,30}(?:有限公司|集团公司|集团)$")
_SHARED_MARKS = "宁青"  # Ningxia's and Qinghai's, and on their own sites Nanjing's and Qingdao's
_QUOTED = re.compile(r"《[^》]{0,200}》")
_OWN_TITLE = re.compile(r"^[^《》。,;]{6,150}(?:通知|通告|公告|公示|决定|名单|函)$")
_LABEL = re.compile(r"(?:发文机关|制发机关|发布机构):")
_LABELLED_LINES = 20
_LONGEST_TITLE = 160
_NEAR_SIGNATURE = 6
_BODY_SENTENCES = 60


@dataclass(frozen=True, slots=True)
class Issuer:
    """Whose announcement it is: the name (joint issuers with a blank between), rank and region of the first."""

    name: str
    level: Level
    region: str
    organs: tuple[str, ...]


def find_issuer(papers: Papers, *, source: Source, regions: RegionTable) -> Issuer | None:
    """Find the issuer by the strongest evidence there is; null when nothing but title words speak.

    The order of evidence: the title's own issuer, the page's label, the signature, the document's own number, what a news text says an organ
    did, the line of origin; at last, for a source that is no relay, its publisher.
    """
    home = home_region(source, regions)
    found = (
        _joined(_from_title(papers, regions, home), papers, regions, home)
        or _from_label(papers, regions, home)
        or _from_signature(papers, regions, home)
        or _from_company(papers)
        or _from_number(papers.hints.doc_number or own_line_number(papers), source, regions)
    )
    if found is None and source.level in {"relay", "national"}:
        found = _from_news(papers, regions, home) or _from_origin(papers, regions, home)
    publisher = publisher_of(source, regions)
    origin = _from_origin(papers, regions, home) if found is None and publisher is not None else None
    if origin is not None and publisher is not None and _lies_above(origin, publisher):
        return origin
    return found or publisher


def _joined(
    titled: Issuer | None, papers: Papers, regions: RegionTable, home: Region | None
) -> Issuer | None:
    """Name all of 工业和信息化部等六部门 by the signature, where the title's first one signs first."""
    if titled is None or not _WITH_OTHERS.search(papers.title):
        return titled
    signed = _from_signature(papers, regions, home)
    return signed if signed is not None and signed.organs[0] == titled.organs[0] else titled


def _lies_above(origin: Issuer, publisher: Issuer) -> bool:
    """Tell whether what a local site names as its source is an organ above it (来源:工业和信息化部 on a city's site)."""
    return origin.level != publisher.level and (
        origin.level is Level.NATIONAL or publisher.region.startswith(origin.region)
    )


def home_region(source: Source, regions: RegionTable) -> Region | None:
    """Give the region a source speaks for; null for the nation and for relays."""
    region = None if source.level in {"relay", "national"} else regions.named(source.region)
    return region if region is not None and region.level != "nation" else None


def publisher_of(source: Source, regions: RegionTable) -> Issuer | None:
    """Give the source's publisher as an issuer; null for a relay."""
    if source.level == "relay":
        return None
    named = find_organs(source.publisher, regions=regions, home=home_region(source, regions))
    if source.level == "national":
        return Issuer(
            source.publisher,
            Level.NATIONAL,
            NATION,
            tuple(organ.name for organ in named) or (source.publisher,),
        )
    region = regions.named(source.region)
    name = region.name if region is not None else source.region
    return Issuer(
        source.publisher,
        Level(source.level),
        name,
        tuple(organ.name for organ in named) or (source.publisher,),
    )


def _of(organs: list[Organ]) -> Issuer | None:
    if not organs:
        return None
    names = tuple(dict.fromkeys(organ.name for organ in organs))
    return Issuer(" ".join(names), organs[0].level, organs[0].region, names)


def _from_title(papers: Papers, regions: RegionTable, home: Region | None) -> Issuer | None:
    """Read joint organs that stand side by side before an act (…关于, …公布); a quoted title counts as one."""
    company = _COMPANY_LEAD.match(papers.title)
    if company is not None:
        return Issuer(company[1], Level.NATIONAL, NATION, (company[1],))
    titles = [_QUOTED.sub("", papers.title), *(line for line in papers.lines[:3] if _OWN_TITLE.search(line))]
    for title in (*titles, papers.title):
        if len(title) <= _LONGEST_TITLE:
            acting = _acting(title, find_organs(title, regions=regions, home=home), _ACTS)
            if acting is not None:
                return _of(acting)
    return None


def _acting(text: str, organs: list[Organ], acts: re.Pattern[str]) -> list[Organ] | None:
    """Find the organs, side by side, right before an act; null when none acts."""
    side: list[Organ] = []
    for organ in organs:
        if side and not re.fullmatch(r"[ 、,和及与会同等]{0,3}", text[side[-1].end : organ.start]):
            side = []
        side.append(organ)
        if acts.match(text[organ.end : organ.end + 24]):
            return side
    return None


def _from_label(papers: Papers, regions: RegionTable, home: Region | None) -> Issuer | None:
    """Read the organ that a government page names under its label (发文机关:山东省工业和信息化厅)."""
    for line in papers.lines[:_LABELLED_LINES]:
        label = _LABEL.search(line)
        organs = find_organs(line[label.end() :][:60], regions=regions, home=home) if label else []
        if organs and organs[0].start == 0:
            return _of(organs[:1])
    return None


def _from_signature(papers: Papers, regions: RegionTable, home: Region | None) -> Issuer | None:
    if papers.signed_at is None:
        return None
    signed: list[Organ] = []
    for line in reversed(papers.lines[max(0, papers.signed_at - _NEAR_SIGNATURE) : papers.signed_at + 1]):
        text = re.sub(r"\d{4}年\d{1,2}月\d{1,2}日$", "", line)
        organs = find_organs(text, regions=regions, home=home) if len(text) <= 60 else []
        if covers(organs, text):
            signed = organs + signed
        elif signed:
            break
    return _of(signed)


def _from_company(papers: Papers) -> Issuer | None:
    """Read the central enterprise that signs for the names it puts forward; other companies' signatures are no issuer's."""
    if papers.signed_at is None or not papers.signed_at or "推荐" not in papers.title:
        return None
    line = papers.lines[papers.signed_at - 1]
    return Issuer(line, Level.NATIONAL, NATION, (line,)) if _COMPANY_LINE.match(line) else None


def own_line_number(papers: Papers) -> str:
    """Give the document number that stands on a line of its own, else an empty text."""
    return next((line for line in papers.lines[:12] if len(line) <= 40 and line.endswith("号")), "")


def _from_number(number: str, source: Source, regions: RegionTable) -> Issuer | None:
    whose = organ_mark(number) if len(number) > 6 else ""
    if whose == NATION:
        return Issuer(MIIT, Level.NATIONAL, NATION, (MIIT,))
    region = regions.named(whose) if whose else None
    if region is None:
        return None
    publisher = publisher_of(source, regions)
    if publisher is not None and publisher.region == region.name:
        return publisher
    if publisher is not None and number[0] in _SHARED_MARKS and not publisher.region.startswith(region.name):
        return None
    name = f"{region.name}工业和信息化主管部门"
    return Issuer(name, Level.PROVINCE, region.name, (name,))


def _from_news(papers: Papers, regions: RegionTable, home: Region | None) -> Issuer | None:
    """Read the organ that a news text says did it (日前,工信部公布了…)."""
    for line in sentences(papers.body)[:_BODY_SENTENCES]:
        acting = _acting(line, find_organs(line[:400], regions=regions, home=home), _NEWS_ACTS)
        if acting is not None:
            return _of(acting)
    return None


def _from_origin(papers: Papers, regions: RegionTable, home: Region | None) -> Issuer | None:
    for line in papers.source_lines:
        organs = find_organs(line, regions=regions, home=home)
        if organs:
            return _of(organs[:1])
        if any(line.endswith(department) for department in MINISTRY_DEPARTMENTS):
            return Issuer(MIIT, Level.NATIONAL, NATION, (MIIT,))
    return None
