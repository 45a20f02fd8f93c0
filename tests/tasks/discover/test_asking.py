"""A first look keeps to the rules of every poll: robots.txt, one request for one page, no private address by itself."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.errors import FetchError, Gone, Refused
from config.models import Settings, Source
from tasks.discover.advice import advise
from tasks.discover.asking import Asker
from tasks.fetch.client import open_client
from tasks.fetch.kinds.list_page import Request
from tasks.fetch.visit import ForbiddenByRobots
from tests.tasks.discover.conftest import NOW, base_of
from tests.tasks.fetch.conftest import Reply, Site


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    site.serve("/tzgg/", "<ul></ul>")
    site.serve("/robots.txt", Reply(b"User-agent: *\nDisallow: /secret/", content_type="text/plain"))
    yield site
    site.close()


async def asked(source: Source, folder: Path, *paths: str) -> list[str]:
    """What became of asking for some pages one after the other."""
    told = []
    async with open_client(Settings()) as client:
        ask = Asker(source, client, NOW, folder)
        for path in paths:
            try:
                told.append((await ask(Request(path))).body.decode())
            except FetchError as error:
                told.append(type(error).__name__)
    return told


def test_robots_are_honoured_and_overruled_with_a_reason(site: Site, tmp_path: Path) -> None:
    site.serve("/secret/", "<p>示例</p>")
    url = f"{site.url}/secret/"
    assert asyncio.run(asked(base_of(url), tmp_path / "a", url)) == ["ForbiddenByRobots"]
    ignoring = base_of(url, robots="ignore: the owner agreed")
    assert asyncio.run(asked(ignoring, tmp_path / "b", url)) == ["<p>示例</p>"]


def test_a_page_is_asked_for_once_however_often_it_is_read(site: Site, tmp_path: Path) -> None:
    url, gone = f"{site.url}/tzgg/", f"{site.url}/none/"
    assert asyncio.run(asked(base_of(url), tmp_path, url, gone, url, gone)) == ["<ul></ul>", "Gone"] * 2
    assert site.paths() == ["/tzgg/", "/none/"]


def test_a_private_address_is_refused_unless_it_is_allowed(site: Site, tmp_path: Path) -> None:
    source = base_of(f"{site.url}/tzgg/", allow_private=False)
    assert asyncio.run(asked(source, tmp_path, f"{site.url}/tzgg/"))[0] in ("Refused", "Unreachable")


@pytest.mark.parametrize(
    ("error", "word"),
    [
        (ForbiddenByRobots("u", "robots.txt of its host forbids it"), '--robots "ignore: the reason"'),
        (Gone("u", "HTTP 404"), "look at the address again"),
        (Refused("u", "127.0.0.1 is a private address; allow_private"), "--allow-private"),
        (FetchError("u", "no whole answer in time; access.proxy (another network) may help"), '--timeout 60 waits longer; or --proxy "REASON"'),
        (FetchError("u", "the certificate is broken; tls: legacy may help"), "--legacy-tls"),
        (FetchError("u", "HTTP 300 is no page"), ""),
    ],
)  # fmt: skip
def test_a_refusal_names_the_option_that_might_help(error: FetchError, word: str) -> None:
    assert word in advise(error) and bool(word) == bool(advise(error))
