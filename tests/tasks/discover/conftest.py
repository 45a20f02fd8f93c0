"""Pages to be found out about: simulated sites asked over the wire, and pages given by hand."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from config.models import Settings, Source
from demo.web import Form, Item, Site, simulated_web
from tasks.discover.asking import Asker
from tasks.discover.explore import Found, explore
from tasks.fetch.client import open_client
from tasks.fetch.kinds.list_page import Request

NOW = datetime.fromisoformat("2026-11-20T10:00:00+08:00")
ITEMS = tuple(
    Item(
        f"shili{n}",
        f"示例省工业和信息化厅示例通知第{n}号",
        NOW - timedelta(days=n),
        "<p>示例正文</p>",
        "示发〔2026〕1号",
    )
    for n in range(25)
)


@dataclass(frozen=True)
class Came:
    """A page that was given by hand."""

    url: str
    body: bytes
    content_type: str = "text/html"


def base_of(url: str, **more: object) -> Source:
    said = {
        "id": "new",
        "title": "示例",
        "publisher": "示例厅",
        "level": "province",
        "delay": 0,
        "allow_private": True,
    }
    return Source.model_validate({**said, "list": {"kind": "html", "url": url}, **more})


@pytest.fixture
def discover(tmp_path: Path) -> Callable[..., Found]:
    """Find out about a simulated site of a form."""

    async def found(url: str, form: tuple[tuple[str, str], ...] | None) -> Found:
        base = base_of(url)
        async with open_client(Settings()) as client:
            ask = Asker(base, client, NOW, tmp_path)
            return await explore(Request(url, form=form), base, ask=ask, today=NOW.date())

    def discover(form: Form, *, query: str = "", posted: dict[str, str] | None = None) -> Found:
        with simulated_web([Site("site", "示例省示例厅", form, ITEMS)], now=NOW) as web:
            fields = None if posted is None else tuple(posted.items())
            return asyncio.run(found(web.list_url("site") + query, fields))

    return discover


@pytest.fixture
def given() -> Callable[..., Found]:
    """Find out about a page given as text; every other address has nothing."""

    def given(
        body: str | bytes, url: str = "https://gxt.example.cn/zwgk/tzgg/index.html", **more: object
    ) -> Found:
        page = Came(url, body.encode() if isinstance(body, str) else body)

        async def ask(request: Request) -> Came:
            from config.errors import Gone

            if request.url != url:
                raise Gone(request.url, "HTTP 404")
            return page

        return asyncio.run(explore(Request(url), base_of(url), ask=ask, today=NOW.date(), **more))  # type: ignore[arg-type]  # kind alone

    return given
