"""A small web of one site per form, and the bundled past, for the tests of the demo."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

import httpx
import pytest

from demo.past import Past, load_past
from demo.web import Attached, Form, Item, SimulatedWeb, Site, Teaser, simulated_web
from demo.web.site import CHINA_TIME

NOON = datetime(2024, 6, 26, 12, 0, tzinfo=CHINA_TIME)
Open = Callable[..., AbstractContextManager[SimulatedWeb]]


def make_items(number: int) -> tuple[Item, ...]:
    """Return invented articles, the newest first, one day apart; the first has an attachment and a teaser."""
    return tuple(
        Item(
            key=f"shili-{order}",
            title=f"示例名单第{order}号",
            published=NOON - timedelta(days=order, hours=3),
            body=f"<p>示例正文{order}</p>",
            doc_number="示例〔2024〕1号",
            issuer="示例厅",
            attachments=(Attached("示例附件.xlsx", lambda: b"PK-shili"),) if order == 0 else (),
            teasers=(Teaser("别处的示例", "别处的示例说明", "2023-10-18 14:59:32"),) if order == 0 else (),
        )
        for order in range(number)
    )


@pytest.fixture(scope="session")
def noon() -> datetime:
    """The instant at which the small web starts."""
    return NOON


@pytest.fixture(scope="session")
def articles() -> Callable[[int], tuple[Item, ...]]:
    """Return the function that makes invented articles."""
    return make_items


@pytest.fixture
def serve() -> Open:
    """Hand out a way to serve one site: a form, and how many articles it has."""

    def open_web(form: Form, *, items: int = 3, page_size: int = 10) -> AbstractContextManager[SimulatedWeb]:
        site = Site("site", "示例厅", form, make_items(items), page_size=page_size)
        return simulated_web([site], now=NOON)

    return open_web


@pytest.fixture
def client() -> Iterator[httpx.Client]:
    """A client that follows nothing and gives up soon."""
    with httpx.Client(timeout=5, trust_env=False) as client:
        yield client


@pytest.fixture(scope="session")
def past() -> Past:
    """The bundled past, loaded once: it is never changed."""
    return load_past()
