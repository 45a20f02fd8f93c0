"""The pictures of a body that may be the list itself; what only decorates a page is left out.

Source: the 45 advanced clusters of 2022 were published by relays as pictures behind 具体名单如下; icons of file types, logos, QR
codes, share buttons and spacers stand in the same containers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborNode

from tasks.read.document import Link
from tasks.read.mending.characters import even, one_line
from tasks.read.web.nodes import is_hidden

MOST_PICTURES = 30
_LEAST_WIDTH, _LEAST_HEIGHT = 200, 80
_DECORATION = re.compile(
    r"(?:^|[/_\-.])(?:icons?|ico|logos?|qr_?codes?|ewm|erweima|share|weixin|wechat|weibo|qzone|btn|buttons?|spacer|blank|pixel|dot"
    r"|arrows?|emoji|emotion|smil(?:ey|ies)|face|avatar|banner|bg|background|loading|lazy(?:load)?|placeholder|filetypes?|fileicon)\d*"
    r"(?=[/_\-.]|$)|二维码|图标",
    re.IGNORECASE,
)
_DECORATION_NAME = re.compile(r"logo|icon|二维码|扫一扫|微信|微博|分享|图标|表情|关注", re.IGNORECASE)
_MOVING = re.compile(r"\.(?:gif|svg|ico)$", re.IGNORECASE)
_FILE_TYPE = re.compile(
    r"(?:^|/)(?:icon_)?(?:pdf|docx?|xlsx?|zip|rar|txt|ppt|word|excel|wps|ofd)\d*\.\w{3,4}$", re.IGNORECASE
)
_LAZY = (
    "data-original",
    "data-src",
    "data-lazy-src",
    "data-lazy",
    "data-url",
    "data-actualsrc",
    "original",
    "_src",
    "file",
    "zoomfile",
)
_PIXELS = re.compile(r"^\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*$")
_STYLE = r"(?:^|;)\s*(?:max-)?{}\s*:\s*(\d{{1,5}})(?:\.\d+)?px"
_STYLE_WIDTH, _STYLE_HEIGHT = re.compile(_STYLE.format("width")), re.compile(_STYLE.format("height"))
_CANDIDATE = re.compile(r"(\S+)(?:\s+(\d+(?:\.\d+)?)[wx])?\s*(?:,|$)")
_LONGEST_SET = 10_000
_LONGEST_NAME = 200


def pictures_in(container: LexborNode, resolve: Callable[[str], str]) -> tuple[Link, ...]:
    """Return the web's pictures inside a body that may be a list, in order, each address once, without bound.

    ``resolve`` gives the absolute address of a relative one, nothing where it is none of the web.
    """
    found: dict[str, Link] = {}
    for node, given in _shown(container):
        address = "" if given.startswith("data:") else resolve(given)
        if address and address not in found and not _decorates(address):
            found[address] = Link(_name(node, address), address, picture=True)
    return tuple(found.values())


def inline_pictures(container: LexborNode) -> tuple[str, ...]:
    """Return the ``data:`` addresses of pictures that stand in the page itself, in order, each once."""
    return tuple(dict.fromkeys(given for _, given in _shown(container) if given.startswith("data:image/")))


def _shown(container: LexborNode) -> Iterator[tuple[LexborNode, str]]:
    """Yield the pictures that are large enough to be read, with the address each is loaded from."""
    for node in container.css("img"):
        given = _loaded_from(node)
        if given and not is_hidden(node) and not _is_small(node) and not _called_decoration(node):
            yield node, given


def _loaded_from(node: LexborNode) -> str:
    """Return the address of the picture itself: lazy attributes and the largest of a set go before a placeholder."""
    attributes = node.attributes
    for key in _LAZY:
        if value := (attributes.get(key) or "").strip():
            return value
    return (
        _largest(attributes.get("srcset") or attributes.get("data-srcset") or "")
        or (attributes.get("src") or "").strip()
    )


def _largest(srcset: str) -> str:
    """Return the candidate with the greatest width or density."""
    candidates = _CANDIDATE.findall(srcset[:_LONGEST_SET])
    return max(candidates, key=lambda one: float(one[1] or 1), default=("", ""))[0].rstrip(",")


def _is_small(node: LexborNode) -> bool:
    """Say whether the declared size is below what a list needs; what declares none may be one."""
    attributes = node.attributes
    style = attributes.get("style") or ""
    width = _pixels(attributes.get("width"), _STYLE_WIDTH.search(style))
    height = _pixels(attributes.get("height"), _STYLE_HEIGHT.search(style))
    return (width is not None and width < _LEAST_WIDTH) or (height is not None and height < _LEAST_HEIGHT)


def _pixels(attribute: str | None, styled: re.Match[str] | None) -> int | None:
    """Return a length in pixels, the style's before the attribute's; a share of the page is none."""
    number = styled or _PIXELS.match(attribute or "")
    return int(number[1]) if number else None


def _called_decoration(node: LexborNode) -> bool:
    """Say whether class or text of the element tell that it decorates."""
    attributes = node.attributes
    named = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    said = f"{attributes.get('alt') or ''} {attributes.get('title') or ''}"
    words = any(_DECORATION.search(word) for word in named.split())
    return words or (len(said) <= 20 and bool(_DECORATION_NAME.search(said)))


def _decorates(address: str) -> bool:
    """Say whether the words of an address tell that its picture decorates."""
    path = unquote(urlsplit(address).path)
    return bool(_DECORATION.search(path) or _MOVING.search(path) or _FILE_TYPE.search(path))


def _name(node: LexborNode, address: str) -> str:
    """Return a picture's printed name, else its file's own."""
    said = (one_line(even(node.attributes.get(key) or "")) for key in ("title", "alt"))
    own = unquote(urlsplit(address).path).rsplit("/", 1)[-1]
    return (next(filter(None, said), "") or one_line(even(own)))[:_LONGEST_NAME]
