"""Where a page's body stands: the containers of the known systems as a table, else the densest element.

Source: pages of the ministries' and provinces' sites, seen 2026-09 (MIIT ``#con_con``, hanweb ``.article_zw``, TRS
``.TRS_Editor``, UCAP ``<ucapcontent>``, gkmlpt ``.article-content``, and the provinces' own).
"""

from __future__ import annotations

import json
import re
from collections import defaultdict

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tasks.read.web.lazy import find_lazy_body
from tasks.read.web.markup import parse, select
from tasks.read.web.nodes import children, is_hidden

KNOWN = (
    "#con_con", ".ccontent", "ucapcontent", "#js_content", "#zoomcon", ".article_zw", ".artile_zw", ".TRS_UEDITOR",
    ".TRS_Editor", ".trs_editor_view", ".trs_paper_default", ".article-content", ".article_content",
    ".bfr_article_content", ".Article_content", "#ivs_content", ".tys-main-zt", ".tys-main", ".details-main",
    ".message-box", ".article_component", ".wzcon", "#mainText", ".main-txt", ".news-body", ".pages_content",
    "#UCAP-CONTENT", ".xxgk_con", ".article_con", ".cntent_con_box", ".con_text", ".page-content", ".pubCon", "div.con div.wz",
    "#tex", ".fy_ly", "#zoom", "#Zoom", "#artibody", "#article_content", ".news_content", ".newsContent", ".article-body",
    "article",
)  # fmt: skip
_AREAS = frozenset(("div", "article", "section", "main", "center", "body", "form"))
_NEVER_TAGS = """
    script style noscript template head select option button textarea nav header footer aside a
"""
_NEVER = frozenset(_NEVER_TAGS.split())
_MARKS = re.compile("[，。；：、,;]")
_DEEPEST = 40
_LEAST_TEXT = 20
_INLINE = re.compile(r'"content"\s*:\s*("\s*(?:\\u003[cC]|<)(?:[^"\\]|\\.)*+")')
_CHROME = re.compile(
    r"(?:^|[-_\s])(?:nav|menu|footer|foot|copyright|comment|sidebar|related|recommend|hot|breadcrumb)",
    re.IGNORECASE,
)


def locate_body(
    tree: LexborHTMLParser, text: str, selector: str | None, *, about: str
) -> tuple[LexborNode, list[str]]:
    """Return the element that holds the body, and what to warn of.

    A page of the gkmlpt family carries its body as JSON in a script, others in a textarea or a template; that is parsed as a
    page of its own where the containers show next to nothing.

    Raises:
        Unreadable: ``selector`` is no CSS selector, or the body inside the script is beyond the limits.
    """
    warnings = []
    if selector:
        if found := find_container(tree, selector, about=about):
            return found, []
        warnings.append(f"the selector {selector} finds nothing on this page; the usual containers were used")
    if (found := find_container(tree, None, about=about)) and not _is_bare(found):
        return found, warnings
    if inner := _inline_body(text, about) or find_lazy_body(tree, about=about):
        return inner, warnings
    body = tree.body or tree.root
    assert body is not None  # the parser makes a root for any text
    return found or find_densest(body), warnings


def _is_bare(container: LexborNode) -> bool:
    """Say whether a container shows next to nothing: its content may wait in a script."""
    return _weight(container) < _LEAST_TEXT and container.css_first("img, iframe, a, table") is None


def _inline_body(text: str, about: str) -> LexborNode | None:
    """Return the body that a script carries as a JSON string, None where there is none that can be read."""
    found = _INLINE.search(text)
    if found is None:
        return None
    try:
        markup = json.loads(found[1], strict=False)
    except (
        ValueError
    ):  # a script's string with escapes that JSON does not know: the page itself is read instead
        return None
    return parse(markup, about=about).body


def find_container(tree: LexborHTMLParser, selector: str | None, *, about: str) -> LexborNode | None:
    """Return the element that ``selector`` names, else the first known container that shows something, else None.

    Of several matches the one with most text is taken; hidden ones do not count.

    Raises:
        Unreadable: ``selector`` is no CSS selector.
    """
    root = tree.root
    if root is None:
        return None
    if selector is not None:
        return _fullest(select(root, selector, about=about))
    return next((found for known in KNOWN if (found := _fullest(root.css(known)))), None)


def _fullest(nodes: list[LexborNode]) -> LexborNode | None:
    """Return the visible element with most text, or with a picture or document where none has text."""
    shown = [node for node in nodes[:200] if not _in_hidden(node)]
    best = max(shown, key=_weight, default=None)
    return best if best is not None and _weight(best) else None


def _weight(node: LexborNode) -> int:
    """Return how much an element shows, in characters; an element with a picture or document alone counts as 1."""
    return len(node.text(deep=True).strip()) or int(node.css_first("img, iframe, a") is not None)


def _in_hidden(node: LexborNode | None) -> bool:
    """Say whether an ancestor of the element is hidden; its own style may only wait for a script."""
    node = node.parent if node is not None else None
    for _ in range(_DEEPEST):
        if node is None:
            return False
        if node.is_element_node and is_hidden(node):
            return True
        node = node.parent
    return False


def find_densest(body: LexborNode) -> LexborNode:
    """Return the area with most running text: punctuation counts for it, links count against it."""
    scores: dict[int, float] = defaultdict(float)
    areas: dict[int, LexborNode] = {}
    opened: list[LexborNode] = []
    path: list[LexborNode] = [body]
    node = body.child
    while node is not None or opened:
        if node is None:
            node = opened.pop()
            if path[-1].mem_id == node.mem_id:
                path.pop()
        elif node.is_text_node:
            _count(node.text_content or "", path, scores, areas)
        elif node.is_element_node and _may_hold_body(node):
            opened.append(node)
            if node.tag in _AREAS or (node.tag == "td" and _is_area(node)):
                path.append(node)
            node = node.child
            continue
        node = node.next
    best = max(scores, key=lambda area: scores[area], default=None)
    return body if best is None else areas[best]


def _count(text: str, path: list[LexborNode], scores: dict[int, float], areas: dict[int, LexborNode]) -> None:
    """Add a text's weight to its area and, falling, to the two around it."""
    size = len(text.strip())
    if size < 2:
        return
    weight = size + 10.0 * len(_MARKS.findall(text))
    for area, share in zip(reversed(path[-3:]), (1.0, 0.6, 0.3), strict=False):
        scores[area.mem_id] += weight * share
        areas[area.mem_id] = area


def _may_hold_body(node: LexborNode) -> bool:
    """Say whether an element can hold part of a body: no link, control, navigation or hidden element."""
    if node.tag in _NEVER or is_hidden(node):
        return False
    attributes = node.attributes
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}" if attributes else ""
    return not (names.strip() and _CHROME.search(names))


def _is_area(cell: LexborNode) -> bool:
    """Say whether a cell arranges the page (it holds paragraphs or a table) rather than being data."""
    return any(child.tag in ("p", "div", "table") for child in children(cell))
