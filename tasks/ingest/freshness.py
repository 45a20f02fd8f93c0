"""What is news and what is history (semantics, 23). Pure."""

from __future__ import annotations

from datetime import date

from config.clock import china_day
from tasks.archive.records import Capture
from tasks.recognise.notice import Notice


def is_news(capture: Capture, notice: Notice, *, seen_before: bool, within_days: int) -> bool:
    """Say whether a capture brings news.

    Args:
        capture: What was captured; what a person imported, or what reappeared, is history.
        notice: What it says.
        seen_before: Whether its source had been polled completely before: a first sight is a baseline.
        within_days: How old a document may be and still be news; one without any date counts by the day a site
            posted it, and without that by the day it was seen.
    """
    if capture.imported or capture.reappeared or not seen_before:
        return False
    dated = document_day(notice) or capture.dated
    return dated is None or (china_day(capture.captured_at) - dated).days <= within_days


def document_day(notice: Notice) -> date | None:
    """Return the latest day that the document itself gives: publication, signature or the window's first day."""
    opens = notice.window[0] if notice.window else None
    days = [day for day in (notice.published_on, notice.signed_on, opens) if day is not None]
    return max(days) if days else None
