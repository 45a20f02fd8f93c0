"""Whose page it is: the issuer's own, a copy elsewhere, or a region's share of a wider list (semantics, 3 and 5)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from config.models import Source
from tasks.recognise.doc_number import PROVINCE_MARKS
from tasks.recognise.issuer import Issuer, publisher_of
from tasks.recognise.papers import Papers
from tasks.recognise.text import sentences

if TYPE_CHECKING:
    from config.regions import RegionTable

_QUOTED = re.compile(r"《[^》]{0,200}》")
_MINISTRY = r"(?:工业和信息化部|工信部|国家级|国家工信)"
_TITLE_SPEAKS_UP = re.compile(r"国家级|国家制造业|全国|转发|" + _MINISTRY)
_MINISTRY_ACTS = re.compile(
    r"(?<![向至报到])(?:工业和信息化部|工信部)[^,。;申报推荐向]{0,30}(?:公示|公布|发布|通告|公告|评审|审核|审定|论证|组织专家|拟?认定|确定|拟公布)"
)
_PROVINCE_ACTS = re.compile(
    r"(?<![向至报到])省(?:工业和信息化|经济和信息化|工信|经信)(?:厅|委员会|委)[^,。;申报推荐向]{0,12}(?:公示|公布|发布|公告|认定)"
)
_CALL_NUMBER = re.compile(r"工信厅[\u4e00-\u9fff]{0,8}函?〔")  # the ministry's calls are its 办公厅's
_MINISTRY_CALL = re.compile(
    r"《[^》]{0,30}(?:工业和信息化部|工信部)[^》]{0,80}(?:推荐|申报|遴选|复核)[^》]{0,40}》"
)
_FORWARDS = re.compile(r"拟推荐|拟上报|拟申报|推荐上报|择优推荐|推荐名单|推荐至|推荐到")
_FORWARDED = re.compile(r"转发|转载")
_OUR_SHARE = re.compile(r"我省|我市|我区|我县|本省|本市|全省|全市")
_MOST = 200


def is_relayed(issuer: Issuer, source: Source, *, regions: RegionTable) -> bool:
    """Tell whether the page stands on another site than the issuer's own."""
    publisher = publisher_of(source, regions)
    if publisher is None:
        return True
    if publisher.level is not issuer.level or publisher.region != issuer.region:
        return True
    shared = {_ministry(name) for name in publisher.organs} & {_ministry(name) for name in issuer.organs}
    return issuer.level == "national" and not shared


def _ministry(name: str) -> str:
    return name.removesuffix("办公厅")


def acts_for_ministry(papers: Papers) -> bool:
    """Tell whether a province's or city's page speaks of the ministry's own list, not of one of its own."""
    if _TITLE_SPEAKS_UP.search(papers.title):
        return True
    return any(_MINISTRY_ACTS.search(_QUOTED.sub("", line)) for line in sentences(papers.body)[:_MOST])


def acts_for_province(papers: Papers) -> bool:
    """Tell whether a city's page speaks of what its province published (日前,省工业和信息化厅公布了…,我市…)."""
    said = [_QUOTED.sub("", line) for line in sentences(papers.body)[:_MOST]]
    return any(_PROVINCE_ACTS.search(line) for line in said) and any(_OUR_SHARE.search(line) for line in said)


def forwards(papers: Papers) -> bool:
    """Tell whether the page puts names forward to the level above (拟推荐), or answers the ministry's own call."""
    return bool(_FORWARDS.search(papers.title + "\n" + papers.body))


def answers_call(papers: Papers) -> bool:
    """Tell whether the page rests on a call of the ministry that it quotes by title or number."""
    return bool(_MINISTRY_CALL.search(papers.body) or _CALL_NUMBER.search(papers.body))


def share_region(papers: Papers, source: Source, *, regions: RegionTable) -> str | None:
    """Give the region whose share of a national list the page says it shows; null when it does not say so.

    A government site says so by 我省, 我市 or its own region's name in the title; a relay by a province's name in its
    headline.
    """
    own = None if source.level in {"relay", "national"} else regions.named(source.region)
    if own is not None:
        short = own.name.removeprefix(own.province) if own.level != "province" else own.name
        forwarded = (
            _FORWARDED.search(papers.title) is not None
        )  # names the region only as the organ that forwards
        named = (short.rstrip("省市") in papers.title and not forwarded) or bool(
            _OUR_SHARE.search(papers.title)
        )
        said = any(_OUR_SHARE.search(line) and "名单" in line for line in sentences(papers.body)[:_MOST])
        return own.name if named or said else None
    leading = regions.leading(re.sub(r"^\d+[个家]!?", "", papers.title))
    if leading is not None:
        return leading[0].name
    named_ones = [name for name in dict.fromkeys(PROVINCE_MARKS.values()) if _short(name) in papers.title]
    return named_ones[0] if len(named_ones) == 1 else None


def _short(province: str) -> str:
    return re.sub(r"省|市|壮族自治区|回族自治区|维吾尔自治区|自治区", "", province)
