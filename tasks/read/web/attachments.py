"""The attachments of a page: their printed names and absolute addresses.

They stand in the body or beside it, as anchors, as a viewer's ``fileurl`` (MIIT), as download scripts whose file name
is in the query (hanweb), or beside the page (TRS ``./P0….pdf``). A name is for people; it is never a path.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import parse_qsl, unquote, urldefrag, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tasks.read.document import Link
from tasks.read.kind import Kind, find_kind
from tasks.read.mending.characters import even, one_line
from tasks.read.mending.charset import read_characters
from tasks.read.mending.mojibake import unscramble
from tasks.read.web.containers import locate_body
from tasks.read.web.markup import parse, select
from tasks.read.web.nodes import is_hidden
from tasks.read.web.pictures import MOST_PICTURES, pictures_in

MOST_LINKS = 50
_FILES = "pdf|docx?|wps|xlsx?|xlsm|xlsb|et|csv|zip|rar|7z|ofd|ods|odt|rtf|pptx?|dps|tiff?|txt"
_PICTURES = "jpe?g|png|bmp"
_FILE = re.compile(rf"\.(?:{_FILES})$", re.IGNORECASE)
_PICTURE = re.compile(rf"\.(?:{_PICTURES})$", re.IGNORECASE)
_DOWNLOAD = re.compile(
    r"/module/download/|downfile\.jsp|/cms_files/|/downloadfile|/filedownload|download\.(?:jsp|do|action|aspx?)",
    re.IGNORECASE,
)
_APPENDIX = re.compile(r"^[\s\d.、(（]*附\s*[件表录]")
_GENERIC = re.compile(
    r"^[\s\W_]*(?:点击|立即|文件|附件|本地)?(?:下载|查看|打开|预览)?(?:附件|文件|详情)?[\s\W_]*$"
)
_PLACES = ".fileArry, .insertfileTag, .xgfj, .fj, .fujian, .annex, .attach, .attachment, .attachments, .appendix, .pdf-content"
_AROUND = frozenset(("nav", "header", "footer", "aside"))
_DEEPEST = 60
_LONGEST_NAME = 200
_LONGEST_SAID = 4_000
_MOST_SEEN = 20_000


def find_attachments(
    body: bytes, *, url: str, content_type: str, selector: str | None = None, encoding: str | None = None
) -> tuple[Link, ...]:
    """Return a page's attachments in order, each address once, at most fifty, then at most thirty pictures of its body.

    Empty for what is no HTML page. Pictures that only decorate are left out. ``selector`` names the elements that are, or hold, the links, where the usual places do not fit. ``content_type``
    is not believed: the body says what it is.

    Raises:
        Unreadable: the page is beyond the limits, ``selector`` is no CSS selector or ``encoding`` no character set.
    """
    if find_kind(body) is not Kind.HTML:
        return ()
    about = url or content_type
    text, _ = unscramble(read_characters(body, encoding=encoding))
    tree = parse(text, about=about)
    container, _ = locate_body(tree, text, None, about=about)
    return links_in(tree, container, url=url, selector=selector, about=about)[0]


def links_in(
    tree: LexborHTMLParser, container: LexborNode, *, url: str, selector: str | None, about: str
) -> tuple[tuple[Link, ...], int]:
    """Return the attachments and the body's pictures of a parsed page, and how many more were left out.

    Without ``selector``: those in the body's container, in places for attachments, and those that call themselves 附件;
    if there are none, every document that the page links to outside its navigation.
    """
    root = tree.root
    if root is None:
        return (), 0
    base = _base(tree, url)
    if selector:
        found = _distinct(base, _inside(select(root, selector, about=about)), chosen=True)
    else:
        near = [container, *root.css(_PLACES)]
        named = [node for node in root.css("a[href]")[:_MOST_SEEN] if _APPENDIX.match(node.text(deep=True))]
        found = _distinct(base, [*_inside(near), *named])
        found = found or _distinct(base, [node for node in _inside([root]) if not _is_around(node)])
    known = {link.url for link in found}
    shown = tuple(
        link for link in pictures_in(container, lambda given: _resolve(base, given)) if link.url not in known
    )
    left_out = max(0, len(found) - MOST_LINKS) + max(0, len(shown) - MOST_PICTURES)
    return (*found[:MOST_LINKS], *shown[:MOST_PICTURES]), left_out


def _base(tree: LexborHTMLParser, url: str) -> str:
    """Return the address that relative ones are resolved against."""
    base = tree.css_first("base[href]")
    return _resolve(url, (base.attributes.get("href") or "") if base is not None else "") or url


def _inside(nodes: Sequence[LexborNode]) -> Iterator[LexborNode]:
    """Yield the elements themselves and those inside that can lead to a document."""
    for node in nodes:
        yield from node.css("a[href], iframe, embed[src], object[data]")[:_MOST_SEEN]


def _distinct(
    base: str, nodes: Sequence[LexborNode] | Iterator[LexborNode], *, chosen: bool = False
) -> tuple[Link, ...]:
    """Return the links of the elements that lead to documents, each address once.

    ``chosen``: a person's selector found them, so any address will do.
    """
    links: dict[str, Link] = {}
    for node in nodes:
        address = _address(base, node)
        if address and address not in links and (chosen or _is_document(address, node)):
            links[address] = Link(_name(node, address), address)
    return tuple(links.values())


def _address(base: str, node: LexborNode) -> str:
    """Return the absolute address an element leads to, nothing where it is not one of http."""
    attributes = node.attributes
    keys = ("href",) if node.tag == "a" else ("fileurl", "src", "data")
    given = next((value for key in keys if (value := attributes.get(key))), "")
    return "" if is_hidden(node) and node.tag == "a" else _resolve(base, given)


def _resolve(base: str, given: str) -> str:
    """Return an absolute http address without its fragment, nothing where the given one makes none."""
    try:
        address = urldefrag(urljoin(base, re.sub(r"[\t\r\n]", "", given).strip()))[0]
        parts = urlsplit(address)
        return address if given.strip() and parts.scheme in ("http", "https") and parts.hostname else ""
    except ValueError:  # not an address at all, such as http://[
        return ""


def _is_document(address: str, node: LexborNode) -> bool:
    """Say whether an address leads to a document, by its ending, a file name in its query, or a download script."""
    if node.tag == "iframe" and node.attributes.get("fileurl"):
        return True
    endings = [urlsplit(address).path, *(value for _, value in parse_qsl(urlsplit(address).query))]
    if any(_FILE.search(ending.rstrip()) for ending in endings) or _DOWNLOAD.search(address):
        return node.tag == "a" or bool(_FILE.search(endings[0]))
    pictured = _PICTURE.search(endings[0]) and node.tag == "a"
    return bool(pictured and _APPENDIX.match(node.text(deep=True)))


def _is_around(node: LexborNode) -> bool:
    """Say whether an element stands in navigation, header or footer."""
    up = node.parent
    for _ in range(_DEEPEST):
        if up is None:
            return False
        if up.tag in _AROUND or (up.is_element_node and is_hidden(up)):
            return True
        up = up.parent
    return False


def _name(node: LexborNode, address: str) -> str:
    """Return an attachment's printed name: the link's text, else its title, else the file's own name."""
    attributes = node.attributes
    said = [
        node.text(deep=True) if node.tag == "a" else "",
        *(attributes.get(key) or "" for key in ("title", "download", "name")),
    ]
    for text in said:
        # Cut first: the time that a pattern takes may grow with the square.
        name = one_line(even(text[:_LONGEST_SAID]))[:_LONGEST_NAME]
        if name and not _GENERIC.match(name):
            return name
    parts = urlsplit(address)
    queried = [value for _, value in parse_qsl(parts.query) if _FILE.search(value)]
    return one_line(even((queried or [unquote(parts.path).rsplit("/", 1)[-1]])[0]))[:_LONGEST_NAME]
