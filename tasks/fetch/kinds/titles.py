"""The title of a list's entry as a person sees it: whole where the list cuts it, without the row's date and marks.

Its characters stay, control and direction marks among them; only blanks are made one.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from tasks.fetch.kinds.days import without_dates

BLANK = re.compile(r"[ \t\n\v\f\r\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
EMPTY_TITLES = frozenset(
    {
        "",
        "详细",
        "[详细]",
        "[查看]",
        "更多",
        "更多>>",
        "查看详情",
        "查看",
        "下载",
        "点击查看",
        "阅读全文",
        "more",
    }
)
_LONE = re.compile("[\ud800-\udfff]")  # half a character: nothing can store it
_START = re.compile(r"(?:[·•●▪◆■>》\-] ?|\[?置顶\]? ?|\d{1,3}[.、] )+")
_END = re.compile(r" ?(?:\[详细\]|\[查看\]|new!?)$", re.IGNORECASE)
_GLUED = re.compile(
    r"[ \[(（]{0,3}(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?: \d\d:\d\d(?::\d\d)?)?[ \])）]{0,3}$"
)
_TAIL = 40
_BLOCKS = frozenset({
    "p", "div", "dt", "dd", "li", "td", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "header", "dl",
    "ul", "ol", "table",
})  # fmt: skip
_HEADINGS = "h1, h2, h3, h4, h5, h6"
_SILENT = frozenset({"script", "style", "-comment", "_comment"})
_MOST_PIECES = 400
_WHOLE = 6


def clean_title(text: str) -> str:
    """Return a title without blanks at its ends, bullets, marks of the list and a date glued to its end."""
    text = _unmarked(BLANK.sub(" ", _LONE.sub("\ufffd", text)).strip(" "))
    return _unmarked(text[:-_TAIL] + _GLUED.sub("", text[-_TAIL:]))


def title_of(link: LexborNode) -> str:
    """Return a link's title: its ``title`` attribute where the list cuts what it shows, never with the row's date."""
    shown = clean_title(_shown(link))
    full = clean_title(link.attributes.get("title") or "")
    stem = shown.rstrip(".… ")
    if not stem:
        return full or clean_title(_pictured(link))
    longer = len(full) >= len(stem)
    cut = stem != shown
    return full if longer and (full.startswith(stem[:10]) or cut or stem[-_WHOLE:] in full) else shown


def texts_of(node: LexborNode) -> list[str]:
    """Return the texts below a node, text node by text node, without scripts and what is blank."""
    if node.tag == "-text":
        return [node.text()] if node.text().strip() else []
    if node.tag in _SILENT:
        return []
    if node.css_first("script, style") is not None:
        texts = (
            one for one in node.traverse(include_text=True) if one.tag == "-text" and not _in_script(one)
        )
        return [text for one in texts if (text := one.text()).strip()]
    return [text for text in node.text(separator="\x00").split("\x00") if text.strip()]


def _in_script(node: LexborNode) -> bool:
    return node.parent is not None and node.parent.tag in _SILENT


def _unmarked(text: str) -> str:
    start = _START.match(text)
    return _END.sub("", text[start.end() if start else 0 :]).strip(" ")


def _pictured(link: LexborNode) -> str:
    image = link.css_first("img[alt]")
    return "" if image is None else image.attributes.get("alt") or ""


def parts_of(link: LexborNode) -> tuple[list[str], list[str]]:
    """Return the texts of a link that are its title and those that are the row's date.

    A date that stands between two texts of one block belongs to the title, in whatever mark-up: 关于<b>3月5日</b>示例的通知.
    """
    titles: list[str] = []
    dates: list[str] = []
    for texts, ours in _blocks(link).values():
        titles += ours
        dates += [text for text in texts if text not in ours]
    return titles, dates


def _shown(link: LexborNode) -> str:
    """Return the text of a link without its dates: of several blocks its heading, else the first that is a title."""
    heading = link.css_first(_HEADINGS)
    if heading is not None and heading.text().strip():
        return "".join("".join(ours) for _, ours in _blocks(heading).values())
    texts = [text for _, ours in _blocks(link).values() if (text := "".join(ours)).strip()]
    return next((text for text in texts if len(text.strip()) >= _WHOLE), max(texts, key=len, default=""))


def _blocks(link: LexborNode) -> dict[int, tuple[list[str], list[str]]]:
    """Return the texts of a link's blocks, all of each and those that are no date at its ends."""
    only = link.child
    if only is not None and only.next is None and only.tag == "-text":
        return {link.mem_id: ([only.text()], without_dates([only.text()]))}
    pieces = _pieces(link)
    kept = set(without_dates([text for _, text in pieces], places=True))
    places: dict[int, list[int]] = {}
    for place, (block, _) in enumerate(pieces):
        places.setdefault(block, []).append(place)
    blocks = {}
    for block, own in places.items():
        said = [place for place in own if place in kept and pieces[place][1].strip()]
        ours = [place for place in own if said and said[0] <= place <= said[-1]]
        blocks[block] = ([pieces[place][1] for place in own], [pieces[place][1] for place in ours])
    return blocks


def _pieces(link: LexborNode) -> list[tuple[int, str]]:
    """Return a link's texts, each with the block it stands in; a line break is a blank."""
    pieces: list[tuple[int, str]] = []
    for node in link.traverse(include_text=True):
        if len(pieces) >= _MOST_PIECES:
            break
        if node.tag == "-text":
            if not _in_script(node):
                pieces.append((_block(node, link), node.text()))
        elif node.tag == "br":
            pieces.append((_block(node, link), " "))
    return pieces


def _block(node: LexborNode, link: LexborNode) -> int:
    parent = node.parent
    for _ in range(20):
        if parent is None or parent.mem_id == link.mem_id or parent.tag in _BLOCKS:
            break
        parent = parent.parent
    return link.mem_id if parent is None else parent.mem_id
