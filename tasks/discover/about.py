"""Whose page it is: publisher, column, region, level and an id, guessed from its head, its licence line and its address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlsplit

from config.regions import Region, RegionTable
from tasks.discover.page import FirstPage, plain_words
from tasks.discover.provinces import (
    is_ministry,
    province_of_code,
    province_of_host,
    province_of_licence,
)

_PARTS = re.compile(r"\s*[_|｜>»《》]\s*|\s+[-–—]\s+|[-–—]{1,2}(?=[\u4e00-\u9fff])")
_ORGAN = re.compile(
    r"[\u4e00-\u9fff]{2,30}?(?:部|厅|局|委员会|办公室|人民政府|管理处|中心|协会|院)$|工信部|国务院"
)
_ORGAN_OF_STATE = re.compile(r"(?:部|厅|局|委员会|办公室|人民政府|国务院)$")
_TITLE = re.compile(
    r"<title[^>]*>([^<]{1,300})</title>|<title[^>]*>\s*<!\[CDATA\[(.{1,300}?)\]\]>", re.IGNORECASE | re.DOTALL
)
_LABELS = frozenset({"www", "m", "wap", "web", "portal"})
_DULL = re.compile(
    r"^(?:index|list|common_list|default|info|search|data|api|html?|public|front|page|module|web|jpage|dataproxy|[a-z]{0,2}\d?)$"
)
_LONGEST_ID = 40
_LEVELS = {"nation": "national", "province": "province", "city": "city", "county": "county"}
_ORGANS = (
    ("经济和信息化委员会", "jxw"), ("经济和信息化厅", "jxt"), ("经济和信息化局", "jxj"), ("工业和信息化厅", "gxt"),
    ("工业和信息化局", "gxj"), ("工业和信息化委员会", "gxw"), ("工业和信息化部", "miit"), ("发展和改革委员会", "fgw"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class About:
    """What a page says of whose it is; empty where it says nothing. ``why`` names what each guess rests on."""

    publisher: str = ""
    column: str = ""
    region: str = ""
    region_code: str = ""
    level: str = ""
    why: str = ""

    def is_official(self, url: str) -> bool:
        """Say whether an organ of state seems to speak here, not somebody who reposts."""
        return (
            bool(self.region)
            or (urlsplit(url).hostname or "").endswith(".gov.cn")
            or bool(self.publisher and _ORGAN_OF_STATE.search(self.publisher))
        )


def about_page(page: FirstPage, regions: RegionTable) -> About:
    """Return whose page it is, as far as it can be known."""
    names = [page.meta("SiteName"), page.meta("ColumnName"), *_PARTS.split(_head(page))]
    names = [plain_words(name).strip(" -_·") for name in names]
    names = list(dict.fromkeys(name for name in names if name))
    publisher = next((name for name in names if _ORGAN.fullmatch(name)), "") or _host_organ(page)
    column = plain_words(page.meta("ColumnName")) or next((name for name in names if name != publisher), "")
    region, why = _region(publisher, page, regions)
    if region is None:
        return About(publisher, column[:40], why=why)
    return About(publisher, column[:40], region.name, region.code, _LEVELS[region.level], why)


def level_of(region: Region) -> str:
    """Return the level that fits a region of its rank."""
    return _LEVELS[region.level]


def propose_id(url: str, about: About, *, region_code: str = "") -> str:
    """Return an id for a source: region, organ, column, in small letters; never empty."""
    parts = urlsplit(url)
    labels = [label for label in (parts.hostname or "").split(".") if label not in _LABELS]
    code = region_code or about.region_code
    province = province_of_code(code) if code not in ("", "000000") else None
    by_name = next((short for name, short in _ORGANS if name in about.publisher), "")
    host = "" if not labels or labels[0].isdecimal() or labels[0] == "localhost" else labels[0]
    organ = host if parts.hostname and parts.hostname.endswith(".gov.cn") else by_name or host
    words = [province.letters if province else "", organ, _column(parts.path)]
    text = re.sub(r"[^a-z0-9]+", "-", "-".join(word for word in words if word).lower())
    return text.strip("-")[:_LONGEST_ID].strip("-") or "source"


def _head(page: FirstPage) -> str:
    found = _TITLE.search(page.text[:20_000])
    return unescape(next(filter(None, found.groups()), "")).strip() if found else ""


def _host_organ(page: FirstPage) -> str:
    return "工业和信息化部" if (urlsplit(page.url).hostname or "").endswith("miit.gov.cn") else ""


def _region(publisher: str, page: FirstPage, regions: RegionTable) -> tuple[Region | None, str]:
    """Return the region and what told it: the publisher's name, else the host, else the licence line."""
    led = regions.leading(publisher) if publisher else None
    if led is not None:
        return led[0], f"the name {publisher}"
    nation = regions.named("全国")
    if is_ministry(page.url) or publisher in ("工业和信息化部", "国务院", "中华人民共和国工业和信息化部"):
        return nation, "an organ of the nation"
    host = urlsplit(page.url).hostname or ""
    if (by_host := province_of_host(host)) is not None:
        return regions.named(by_host.code), f"the host {host}"
    by_licence = province_of_licence(page.text)
    if by_licence is not None and host.endswith(".gov.cn"):
        return regions.named(by_licence.code), "the licence line (ICP) of the page"
    return None, ""


def _column(path: str) -> str:
    """Return the last directory or file of a path that says something."""
    parts = [re.sub(r"\.\w+$", "", part) for part in path.strip("/").split("/") if part]
    telling = [re.sub(r"_\d+$", "", part).lower() for part in parts]
    return next((part for part in reversed(telling) if part.isascii() and not _DULL.match(part)), "")
