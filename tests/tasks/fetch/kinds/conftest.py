"""The shortest way to have a kind read an answer: bytes, and the address they came from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from urllib.parse import urljoin

import pytest

from config.models import Source
from tasks.fetch.kinds.list_page import ListPage, find_kind

TODAY = date(2026, 3, 6)


@pytest.fixture
def read_answer() -> Callable[..., ListPage]:
    """Return what a source's kind makes of an answer; ``at`` is where it came from, the list itself if not given."""

    def run(source: Source, answer: str | bytes, *, at: str = "") -> ListPage:
        body = answer.encode() if isinstance(answer, str) else answer
        url = urljoin(source.list.url, at)
        return find_kind(source).read(body, source=source, url=url, content_type="text/html", today=TODAY)

    return run
