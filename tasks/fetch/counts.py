"""Counts of readers that pages and lists show: they differ each time, and say nothing."""

from __future__ import annotations

import re

_COUNT = re.compile(
    r"(?:浏览|阅读|点击|访问|查看)(?:次数|人数|人次|数量|总数|数|量)?\s{0,9}[:：]?\s{0,9}[\d,]{1,15}"
)
_IN_BRACKETS = re.compile(r"[（(\[【]\s{0,9}[）)\]】]")


def without_counts(text: str) -> str:
    """Return a text without the counts of its readers (浏览次数：123), and without the brackets they leave empty."""
    counted = _COUNT.sub("", text)
    return text if counted == text else _IN_BRACKETS.sub("", counted)
