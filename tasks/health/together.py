"""What sources that fail have in common: a site goes down alone, a network takes all of them with it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from tasks.archive.records import SourceState

MANY_HOSTS: Final = 3
"""From so many hosts on it is no chance that all of them fail."""


def failing_together(faring: Iterable[tuple[str | None, str]]) -> str:
    """Return what to say first where every source that was asked fails, on several hosts; empty where any does not.

    Args:
        faring: State and list address of each source. One that is switched off, or was never polled, is no word on it.
    """
    asked, hosts = count_failing_together(faring)
    return in_words(asked, hosts) if asked else ""


def count_failing_together(faring: Iterable[tuple[str | None, str]]) -> tuple[int, int]:
    """Return how many sources were asked and on how many hosts, where every one fails; (0, 0) where any does not.

    Args:
        faring: As for ``failing_together``.
    """
    asked = [
        (state, urlsplit(url).hostname) for state, url in faring if state and state != SourceState.DISABLED
    ]
    hosts = {host for _, host in asked}
    if len(hosts) < MANY_HOSTS or any(state != SourceState.FAILING for state, _ in asked):
        return (0, 0)
    return (len(asked), len(hosts))


def in_words(asked: int, hosts: int) -> str:
    """Return what to say first where so many sources asked, on so many hosts, all fail."""
    return (
        f"all {asked} sources asked fail, on {hosts} hosts, which is rarely the fault of them all:"
        " look at this machine first, its network, name service (DNS), proxy and clock"
    )
