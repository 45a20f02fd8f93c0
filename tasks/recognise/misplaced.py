"""Names that stand where another thing belongs: a place, a batch or a product in the column of names, a subject of another kind.

A column that slipped, an attachment that is another list's, or two rows that a copy ran together show in single names only.
"""

from __future__ import annotations

import re

from tasks.recognise.asides import year_heading
from tasks.recognise.headers import ROLE_OF
from tasks.recognise.names import COMPANY

_COMPANY = re.compile(r"(?:有限|股份|责任|集团)公司$")
_ANY_COMPANY = re.compile(COMPANY + r"$")
_CLUSTER = re.compile(r"集群$")
_CUT_COMPANY = re.compile(r"(?:有限|有限责任|股份|责任)$|有限(?:责任)?公(?!司)")
_SHORTEST_HALF = 4
_HAN = re.compile(r"[\u4e00-\u9fff]")
_PLACES_COUNT = frozenset({"other", "park"})
"""Kinds of subject whose name may be that of a place (河北省特色产业名县名镇)."""


def why_misplaced(name: str, product: str, *, subject: str, is_place: bool) -> str:
    """Say in words why a tight text in the column of names is no name of this kind of subject; empty where it may be one.

    Args:
        name: what the row gives as the name.
        product: what it gives as the product.
        subject: the programme's kind of subject.
        is_place: whether the name is that of a region and nothing else.
    """
    if not _HAN.search(name):
        return "it holds no Chinese character" if name else ""
    if year_heading(name) or name in ROLE_OF:
        return "a batch or a header stands for the name"
    if is_place and subject not in _PLACES_COUNT:
        return "a place stands for the name"
    if subject == "cluster" and _COMPANY.search(name):
        return "an enterprise stands on a list of clusters"
    if subject == "enterprise" and _CLUSTER.search(name):
        return "a cluster stands on a list of enterprises"
    if subject == "enterprise" and _COMPANY.search(product) and not _ANY_COMPANY.search(name):
        return f"name and product have changed places: {product[:40]}"
    if subject == "enterprise" and _CUT_COMPANY.search(name):
        return "it does not end as an enterprise does"
    half = len(name) // 2
    if half >= _SHORTEST_HALF and name[:half] == name[half:]:
        return "the name stands twice"
    return ""
