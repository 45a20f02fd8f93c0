"""How the pages behind a page of links may be named: by the links of its pager, else by the habits of such sites."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from tasks.discover.page import FirstPage
from tasks.fetch.addresses import join

_NUMBERED = re.compile(
    r"(?P<stem>[A-Za-z][\w-]*?)(?P<mark>[_-]?)(?P<number>\d{1,3})\.(?P<suffix>s?html?|jhtml)$"
)
_INDEX = re.compile(r"(?P<stem>index|list|common_list|infolist)\.(?P<suffix>s?html?|jhtml)")
_NEXT_WORDS = ("下一页", "下页", "Next", "next")
_MOST = 3


def numbered_pages(page: FirstPage) -> Iterator[Mapping[str, object]]:
    """Yield settings for the pages behind, to be tried in order; nothing where the page shows no pager.

    First the pattern that numbered links beside the page follow (``index_{n}.html``), then the link that says so itself.
    """
    if page.root is None:
        return
    links = [join(page.url, node.attributes.get("href") or "") or "" for node in page.root.css("a[href]")]
    yield from _patterns(page.url, links)
    for word in _NEXT_WORDS:
        found = page.root.css_first(f'a[href]:lexbor-contains("{word}")')
        if found is None:
            continue
        target = join(page.url, found.attributes.get("href") or "")
        if target and target.split("#")[0] != page.url:
            yield {"next": f'a:lexbor-contains("{word}")'}
            return


def usual_pages(page: FirstPage) -> Iterator[Mapping[str, object]]:
    """Yield the names that such sites give to the pages behind a directory's index, for a page that shows no pager.

    They are only worth a try: a page that is not there, or shows the same, is no page behind.
    """
    name = urlsplit(page.url).path.rpartition("/")[2]
    found = _INDEX.fullmatch(name or "index.html")
    if found and not urlsplit(page.url).query:
        pattern = f"{found['stem']}_{{n}}.{found['suffix']}"
        yield {"pages": f"{pattern}, 2"}
        yield {"pages": pattern}


def _patterns(url: str, links: list[str]) -> Iterator[Mapping[str, object]]:
    """Yield the patterns of numbered neighbours, with the number of the second page where it is not 1."""
    folder = url.split("?")[0].rpartition("/")[0]
    own = urlsplit(url).path.rpartition("/")[2]
    numbers: dict[str, set[int]] = {}
    for link in links:
        if link.split("?")[0].rpartition("/")[0] != folder:
            continue
        found = _NUMBERED.fullmatch(urlsplit(link).path.rpartition("/")[2])
        if found and _is_own(own, found["stem"]):
            pattern = f"{found['stem']}{found['mark']}{{n}}.{found['suffix']}"
            numbers.setdefault(pattern, set()).add(int(found["number"]))
    ranked = sorted(numbers.items(), key=lambda item: -len(item[1]))
    for pattern, seen in ranked[:_MOST]:
        least = min(seen)
        for start in (1, 2) if least <= 1 else (2, 1):
            yield {"pages": pattern if start == 1 else f"{pattern}, {start}"}


def _is_own(own: str, stem: str) -> bool:
    """Say whether a numbered name is the page's own with a number, not an article's."""
    return own.startswith(stem) if own else stem in ("index", "list", "default")
