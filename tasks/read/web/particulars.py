"""The particulars that a government page prints in a table of its own beside the body: number, days, issuing organ.

Source: the open-information pages of hanweb, TRS and gkmlpt sites (索引号, 发文字号, 成文日期, 发布日期).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from tasks.read.document import Paragraph
from tasks.read.web.published import labelled_day

_TOLD = ("发文字号", "成文日期", "发文机关", "发文机构", "制发机关")
_LABELS = (
    *_TOLD, "索引号", "索 引 号", "主题分类", "信息分类", "体裁分类", "组配分类", "公开类别", "公开方式", "公开范围", "公开形式",
    "发布机构", "发布日期", "发布时间", "公开日期", "公开时间", "生成日期", "文号", "文件编号", "标题", "名称", "信息名称", "有效性", "时效性",
    "效力状态", "废止日期", "失效日期", "生效日期", "主题词", "关键词", "内容概述", "统一登记号", "服务对象", "信息来源", "来源",
)  # fmt: skip
_LABEL = re.compile(rf"(?:^|(?<=[\s】\]]))[【\[]?({'|'.join(_LABELS)})[】\]]?\s*(?:[:：]|\s|$)")
_LONGEST = 400
_LONGEST_VALUE = 80
_FEWEST = 3
_PLACE = "head"


def is_particulars(lines: Sequence[str]) -> bool:
    """Say whether some lines are a page's particulars: at least three different labels of such tables."""
    return (
        len({found[1] for line in lines if len(line) <= _LONGEST for found in _LABEL.finditer(line)})
        >= _FEWEST
    )


def read_particulars(lines: Sequence[str]) -> tuple[tuple[Paragraph, ...], date | None]:
    """Read the particulars among the lines before or behind a body.

    Returns:
        What they say of the announcement itself, a line ``label:value`` each, standing at ``head``; and the day on which
        the site published it. Both are empty where the lines are no particulars.
    """
    if not is_particulars(lines):
        return (), None
    said: dict[str, str] = {}
    for line in lines:
        for label, value in _pairs(line) if len(line) <= _LONGEST else ():
            if label in _TOLD and 0 < len(value) <= _LONGEST_VALUE:
                said.setdefault(label, value)
    day = next((day for line in lines if (day := labelled_day(line))), None)
    return tuple(Paragraph(f"{label}:{value}", _PLACE) for label, value in said.items()), day


def _pairs(line: str) -> list[tuple[str, str]]:
    """Return the labels of a line with what stands between each and the next."""
    found = list(_LABEL.finditer(line))
    ends = [*(one.start() for one in found), len(line)][1:]
    return [(one[1], line[one.end() : end].strip(" \t:：")) for one, end in zip(found, ends, strict=False)]
