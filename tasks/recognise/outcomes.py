"""What a row says of its own outcome: put off (整改, 暂缓: that row alone waits; semantics, 15), not passed, or neither.

Source: 复核结果 columns with 通过 and 未通过 beside each other; 限期整改 and 暂缓 as remarks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tasks.recognise.notice import Problem, RosterRow
from tasks.recognise.rawlist import RawList, RawRow
from tasks.recognise.text import tight

_NOT_YET = re.compile(
    r"(?:不|未|没有)(?:予)?(?:通过|合格|认定|推荐|达标|符合)|不予|暂缓|暂不|整改|撤回|放弃|取消|撤销|移出|退出|除名|终止"
)
_PUT_OFF = re.compile(
    r"(?:予以|拟|需|须|应|责令|待|建议)?(?:暂缓(?:认定|通过|公布|复核|评定)?|(?:限期)?整改(?:中|期)?)"
)
_OTHERS_TOO = re.compile(r"通过|合格|完成|[及和、]|后")
_FAILED = re.compile(
    r"(?:复核|复审|复评)?(?:结果)?(?:为)?:?(?:未|不)(?:予)?(?:通过|合格)(?:复核|复审|复评)?|(?:复核|复审|复评)(?:未|不)(?:通过|合格)"
)
_SIGNS = re.compile(r"[\s,;、。]+")


def _sayings(raw: RawRow) -> list[str]:
    return [one for one in _SIGNS.split(tight(f"{raw.category} {raw.note}")) if one]


def put_off(raw: RawRow) -> str:
    """Give the words by which a row's outcome waits (限期整改, 暂缓认定); empty where it says nothing of the kind.

    A word of passing beside it (整改后通过) is no such row, and is not clear.
    """
    said = [one for one in _sayings(raw) if _NOT_YET.search(one)]
    return said[0] if len(said) == 1 and _PUT_OFF.fullmatch(said[0]) else ""


def list_put_off(title: str) -> str:
    """Give the words by which all rows of a list wait (暂缓复核的企业名单); empty where its heading speaks of others too.

    整改后通过 and 通过及暂缓 name those who passed.
    """
    found = _PUT_OFF.search(tight(title))
    if found is None or _OTHERS_TOO.search(tight(title).replace(found[0], "", 1)):
        return ""
    return found[0]


def has_failed(raw: RawRow) -> bool:
    """Tell whether a row says that it did not pass its re-evaluation, and nothing else."""
    said = [one for one in _sayings(raw) if _NOT_YET.search(one)]
    return len(said) == 1 and _FAILED.fullmatch(said[0]) is not None


def unclear_outcomes(raw: RawList, rows: Sequence[RosterRow]) -> Iterator[Problem]:
    """Name the rows that themselves say that they do not belong on a list of those given or passed."""
    for no, (one, row) in enumerate(zip(raw.rows, rows, strict=True), start=1):
        found = _NOT_YET.search(f"{one.category} {one.note}")
        if found and not raw.inline and not put_off(one):
            text = f"row {no}: {row.name} stands on the list, and its row says {found[0]}"
            yield Problem("outcome", text, row.locator)
