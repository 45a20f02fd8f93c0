"""Which keys of ``list`` fit which kind of list page, as data: the one place to add to when a kind learns more.

``kind`` and ``url`` stand always. Source: the wire forms each kind speaks; a key that a kind does not read would be
silently without effect, so it is an error.
"""

from __future__ import annotations

from typing import Final

KIND_KEYS: Final[dict[str, frozenset[str]]] = {
    "feed": frozenset(),
    "html": frozenset({"item", "link", "title", "date", "next", "pages"}),
    "json": frozenset({"items", "link", "title", "date", "doc_number", "method", "body", "page", "params"}),
    "trs": frozenset({"params", "pages"}),
    "jpage": frozenset({"params", "method"}),
    "jpaas": frozenset({"params"}),
    "miit-search": frozenset({"params"}),
    "gkmlpt": frozenset({"params"}),
    "ucap": frozenset({"params", "pages"}),
}

NEEDED: Final[dict[str, frozenset[str]]] = {"json": frozenset({"link", "title"})}

# None: any parameter, for they are the site's own
KIND_PARAMS: Final[dict[str, frozenset[str] | None]] = {
    "feed": frozenset(),
    "html": frozenset(),
    "json": None,
    "trs": frozenset({"page_base"}),
    "jpage": frozenset(
        {"startrecord", "endrecord", "perpage", "page", "col", "appid", "webid", "path", "columnid", "unitid"}
        | {"sourceContentType", "webname", "permissiontype"}
    ),
    "jpaas": frozenset({"webId", "pageId", "tplSetId", "tagId", "parseType", "pageType", "editType", "rows"}),
    "miit-search": frozenset(
        {"cateid", "category", "websiteid", "q", "p", "pg", "tpl", "scope", "pos", "level", "group"}
    ),
    "gkmlpt": frozenset({"category", "sid"}),
    "ucap": frozenset({"channelid", "channelCode", "search", "template", "rows"}),
}
