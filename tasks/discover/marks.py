"""The marks by which the forms of lists are known: each rule looks at a page and names ways to read it.

Source: the wire forms of the CMS families; a mark is sure where nothing else writes it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit, urlunsplit

from config.kinds import KIND_PARAMS
from tasks.discover.candidate import Candidate, Certainty
from tasks.discover.json_lists import json_lists, usual_fields
from tasks.discover.page import FirstPage
from tasks.discover.paging import numbered_pages, usual_pages
from tasks.discover.selectors import dated_lists, row_selectors
from tasks.fetch.addresses import is_article, join

_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
_BUILD = re.compile(r"parseType\s*=\s*[\"']?\s*buildstatic|/front/page/build/unit", re.IGNORECASE)
_CONFIG = re.compile(r"_CONFIG\s*=\s*\{")
_TREE = re.compile(r"\bTREE\s*['\"]?\s*:\s*(?=\[)")
_RECORDS = re.compile(
    r"<recordset[\s/>]|<datastore[\s>]|dataproxy\.jsp|\bcolumnid\b[^<>]{0,200}\bunitid\b", re.IGNORECASE
)
_RECORD = re.compile(r"<record[\s>]", re.IGNORECASE)
_COLUMN = re.compile(r"/col/col\d+/")
_UCAP_PATHS = ("/common/search/", "/searchList/", "/es-search/search/", "/getLocalList")
_UCAP = re.compile(
    r"publishedTimeStr|common_list(?:_\d+)?\.shtml|/list\d+(?:_\d+)?\.shtml|\bucap", re.IGNORECASE
)
_DATA_SOURCE = re.compile(r"\bdata\s*=\s*[\"']datasource:([\w-]{1,64})[\"']", re.IGNORECASE | re.ASCII)
_UCAP_SEARCHES = ("/common/search", "/searchList", "/es-search/search")
_PAGER = re.compile(r"\bcreatePage(?:HTML)?\s*\(", re.IGNORECASE)
_T_DATE = re.compile(r"/t\d{8}_\d+\.")
_NOTICES = re.compile(r"^(?:通知公告|公示公告|公告公示|通知通告|公示通知|公告|公示|通知)$")
_SEARCH = "/search-front-server/api/search/info"
_FEED_TYPES = re.compile(r"rss|atom|feed\+json|^application/json$")

Rule = Callable[[FirstPage], Iterator[Candidate]]


def candidates(page: FirstPage) -> tuple[Candidate, ...]:
    """Return the ways in which a page may be read, the surest first; none where it is a document of another kind."""
    if page.document:
        return ()
    found = [candidate for rule in _RULES for candidate in rule(page)]
    return tuple(sorted(found, key=lambda candidate: -candidate.certainty))


def _feed(page: FirstPage) -> Iterator[Candidate]:
    if _FEED.search(page.text[:2000]) and "<html" not in page.text[:2000].lower():
        yield _sure({"kind": "feed", "url": page.url}, "it is a feed (RSS or Atom)")
    elif isinstance(page.data, Mapping) and "jsonfeed.org" in str(page.data.get("version")):
        yield _sure({"kind": "feed", "url": page.url}, "it is a JSON Feed")


def _announced(page: FirstPage) -> Iterator[Candidate]:
    links = [] if page.root is None else page.root.css("link[rel~=alternate][href]")
    for link in links[:3]:
        address = join(page.url, link.attributes.get("href") or "")
        if address and _FEED_TYPES.search((link.attributes.get("type") or "").lower()):
            yield Candidate(
                {"kind": "feed", "url": address},
                f"the page announces a feed: {address}",
                Certainty.SURE,
                beside=True,
            )


def _jpaas(page: FirstPage) -> Iterator[Candidate]:
    if _BUILD.search(page.text) and page.data is None:
        yield _sure(
            {"kind": "jpaas", "url": page.url}, "a script of parseType buildstatic builds its list (JPAAS)"
        )


def _gkmlpt(page: FirstPage) -> Iterator[Candidate]:
    if not (_CONFIG.search(page.text) and _TREE.search(page.text)):
        return
    why = "it sets _CONFIG with a tree of columns (gkmlpt)"
    for number, name in _notice_leaves(page.text):
        said = f"{why}; column {number} of the tree is {name}"
        yield _sure({"kind": "gkmlpt", "url": page.url, "params": {"category": number}}, said)
    yield Candidate({"kind": "gkmlpt", "url": page.url}, why, Certainty.LIKELY)


def _notice_leaves(text: str) -> Iterator[tuple[int, str]]:
    """Yield number and name of the columns of notices in a tree, leaves only, those of the fullest name first."""
    found = _TREE.search(text)
    try:
        tree = json.JSONDecoder(strict=False).raw_decode(text, found.end())[0] if found else []
    except (ValueError, RecursionError):
        return
    waiting, leaves = list(tree), list[tuple[int, str]]()
    while waiting and len(leaves) < 1000:
        node = waiting.pop(0)
        if not isinstance(node, dict):
            continue
        below = node.get("children")
        waiting += below if isinstance(below, list) else []
        number, name = node.get("id"), str(node.get("name", "")).strip()
        if not below and not node.get("jump_url") and isinstance(number, int) and _NOTICES.match(name):
            leaves.append((number, name))
    yield from sorted(leaves, key=lambda leaf: -len(leaf[1]))[:2]


def _jpage(page: FirstPage) -> Iterator[Candidate]:
    if "/dataproxy.jsp" in page.url:
        parts = urlsplit(page.url)
        bare = urlunsplit(parts._replace(query="", fragment=""))
        settings = _with_params("jpage", bare, _params("jpage", page))
        if page.form is not None:
            settings["method"] = "POST"
        yield _sure(settings, "it is the data proxy of hanweb's jpage")
    elif _RECORDS.search(page.text) and page.data is None:
        why = "it holds a record set, or calls dataproxy.jsp (hanweb jpage)"
        yield _sure({"kind": "jpage", "url": page.url}, why)
        if not _RECORD.search(page.text):
            posted = {"kind": "jpage", "url": page.url, "method": "POST"}
            yield Candidate(posted, f"{why}, which is posted to", Certainty.LIKELY)


def _miit_search(page: FirstPage) -> Iterator[Candidate]:
    parts = urlsplit(page.url)
    above, found, _ = parts.path.partition("/search-front-server/")
    bare = urlunsplit(parts._replace(path=(above if found else "") + _SEARCH, query="", fragment=""))
    given = _params("miit-search", page)
    wanted = ("cateid",) if "cateid" in given else ("category", "websiteid", "q")
    params = {name: given[name] for name in wanted if given.get(name) not in (None, "")}
    if parts.path.endswith(_SEARCH):
        yield _sure(
            _with_params("miit-search", bare, params), "its address is the ministry's search interface"
        )
    elif "category" in given and parts.path.startswith("/search/"):
        yield _sure(
            _with_params("miit-search", bare, params), "it is a search page of the ministry's interface"
        )


def _ucap(page: FirstPage) -> Iterator[Candidate]:
    path = urlsplit(page.url).path
    if any(mark in path for mark in _UCAP_PATHS) and page.data is not None:
        yield _sure({"kind": "ucap", "url": page.url}, "its address is a list interface of UCAP")
    elif page.data is not None and "publishedTimeStr" in page.text:
        yield Candidate({"kind": "ucap", "url": page.url}, "its fields are those of UCAP", Certainty.LIKELY)
    elif page.root is not None and (_UCAP.search(path + page.text) or page.meta("channelid")):
        yield Candidate({"kind": "ucap", "url": page.url}, "it carries marks of UCAP", Certainty.LIKELY)
        yield from _ucap_searches(page)


def _ucap_searches(page: FirstPage) -> Iterator[Candidate]:
    """Yield the three searches of UCAP for a page that names its channel and neither shows a list nor calls one."""
    if not page.meta("channelid") or dated_lists(page) or any(path in page.text for path in _UCAP_SEARCHES):
        return
    for search in _UCAP_SEARCHES:
        settings = {"kind": "ucap", "url": page.url, "params": {"search": search}}
        yield Candidate(settings, f"it names its channel, and {search} answers for it", Certainty.LIKELY)


def _json(page: FirstPage) -> Iterator[Candidate]:
    for settings, why in json_lists(page):
        yield Candidate(settings, why, Certainty.POSSIBLE, tuple(usual_fields(page, settings)))


def _data_source(page: FirstPage) -> Iterator[Candidate]:
    """Yield the file of rows that a list of 国家能源局 names: ``<ul data="datasource:ID">`` is filled from ds_ID.json."""
    for found in list(_DATA_SOURCE.finditer(page.text))[:3]:
        url = urljoin(page.url, f"ds_{found.group(1)}.json")
        fields = {
            "items": "datasource",
            "link": "publishUrl",
            "title": "showTitle | title",
            "date": "publishTime",
        }
        yield _sure({"kind": "json", "url": url} | fields, f"its list is filled from {url}")


def _trs(page: FirstPage) -> Iterator[Candidate]:
    if page.root is None:
        return
    links = [join(page.url, node.attributes.get("href") or "") or "" for node in page.root.css("a[href]")]
    dated = sum(1 for link in links if _T_DATE.search(link))
    articles = sum(1 for link in links if is_article(link))
    pager = _PAGER.search(page.text) is not None
    if not pager and articles < 3:
        return
    marks = [f"{dated} link{'s' * (dated != 1)} of the form t20260305_1.html"] * bool(dated) + [
        "createPageHTML"
    ] * pager
    why = " and ".join(marks) or f"{articles} links have the form of a CMS's article"
    certainty = (
        Certainty.SURE if pager and dated else Certainty.LIKELY if pager or dated else Certainty.POSSIBLE
    )
    counted = (
        [{"params": {"page_base": base}} for base in (0, 1)]
        if pager
        else [{} if "next" in way else way for way in (*numbered_pages(page), *usual_pages(page))]
    )
    yield Candidate({"kind": "trs", "url": page.url}, why, certainty, tuple(counted))


def _html(page: FirstPage) -> Iterator[Candidate]:
    if page.root is None:
        return
    behind = tuple(numbered_pages(page))
    plain = {"kind": "html", "url": page.url}
    yield Candidate(plain, "its links stand beside dates", Certainty.POSSIBLE, behind)
    mixed = dated_lists(page) > 1
    for place, chosen in enumerate(row_selectors(page)):
        # Where several lists stand on a page, rows found without selectors are those of all of them.
        certainty = Certainty.LIKELY if mixed and place == 0 else Certainty.TRIED
        yield Candidate({**plain, **chosen.settings}, chosen.why, certainty, behind)


def _params(kind: str, page: FirstPage) -> dict[str, str | int]:
    """Return what the address, and the form, say under the names that a kind's parameters have."""
    known = KIND_PARAMS[kind] or frozenset()
    pairs = [*parse_qsl(urlsplit(page.url).query), *(page.form or ())]
    return {
        name: int(said) if said.isdecimal() and len(said) < 10 else said
        for name, said in pairs
        if name in known
    }


def _with_params(kind: str, url: str, params: Mapping[str, Any]) -> dict[str, object]:
    return {"kind": kind, "url": url} | ({"params": dict(params)} if params else {})


def _sure(settings: Mapping[str, object], why: str) -> Candidate:
    return Candidate(settings, why, Certainty.SURE)


_RULES: tuple[Rule, ...] = (
    _feed,
    _jpaas,
    _gkmlpt,
    _jpage,
    _miit_search,
    _ucap,
    _announced,
    _data_source,
    _trs,
    _json,
    _html,
)
