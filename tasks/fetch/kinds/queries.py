"""The query of an address, changed name by name: the rest stays as the site wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl, unquote_plus, urlencode, urlsplit


def with_query(address: str, given: Mapping[str, str]) -> str:
    """Return an address whose query says what is given; a name that stands there already keeps its place."""
    if not given:
        return address
    parts = urlsplit(address)
    left = dict(given)
    pieces = []
    for piece in parts.query.split("&") if parts.query else []:
        name = unquote_plus(piece.partition("=")[0])
        if name not in given:
            pieces.append(piece)
        elif name in left:
            pieces.append(urlencode({name: left.pop(name)}))
    if left:
        pieces.append(urlencode(left))
    return parts._replace(query="&".join(pieces)).geturl()


def query_of(address: str) -> dict[str, str]:
    """Return the fields of an address's query, the last of those of one name."""
    return dict(parse_qsl(urlsplit(address).query, keep_blank_values=True))
