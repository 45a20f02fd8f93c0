"""What ``sources check`` does between the line and its words: choose, ask side by side by host, renew fixtures."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Sequence
from pathlib import Path

from commands.call import Call
from commands.progress import Progress
from config.errors import ConfigurationError, ReadError
from config.load import load_configuration
from config.models import Source
from tasks.archive.archive import Archive
from tasks.discover.asking import Asker
from tasks.discover.check import Check, captured_of, check_source
from tasks.discover.recording import record
from tasks.fetch.client import open_client
from tasks.fetch.fixture import dump_fixture, fixture_path

_PAGES_OF_A_FIXTURE = 2


def chosen(call: Call) -> list[Source]:
    """Return the named sources, or all that are enabled.

    Raises:
        ConfigurationError: the configuration is wrong, or a name is no configured source.
    """
    sources = load_configuration(call.places.config).sources
    names = list(dict.fromkeys(call.options.sources))
    for name in names:
        if name not in sources:
            configured = ", ".join(sorted(sources)) or "none yet"
            folder, problem = call.places.config / "sources", f'no source is called "{name}"'
            raise ConfigurationError(folder, None, problem, f"configured: {configured}")
    return [sources[name] for name in names] or [source for source in sources.values() if source.enabled]


def check_all(call: Call, sources: Sequence[Source]) -> list[Check]:
    """Check sources side by side; each host is asked one thing at a time, by the client's own rules.

    Raises:
        StoreError: the log cannot be read.
    """
    return asyncio.run(_check_all(call, sources))


async def _check_all(call: Call, sources: Sequence[Source]) -> list[Check]:
    settings = load_configuration(call.places.config).settings
    captured = captured_of(Archive(call.places.archive))
    pages = _PAGES_OF_A_FIXTURE if call.options.update_fixture else 1
    with tempfile.TemporaryDirectory(prefix="mingdan-") as folder, Progress() as progress:
        async with open_client(
            settings, call.places.archive if call.places.archive.exists() else None
        ) as client:

            async def one(source: Source) -> Check:
                progress.begun("check", source.id)
                try:
                    return await check_source(
                        source,
                        ask=Asker(source, client, call.clock(), Path(folder)),
                        today=call.today,
                        fixture=fixture_path(call.places.config, source.id),
                        captured=captured.get(source.id, {}),
                        most=pages,
                    )
                finally:
                    progress.ended("check", source.id)

            return await asyncio.gather(*(one(source) for source in sources))


def update_fixtures(call: Call, checks: Sequence[Check]) -> tuple[list[Path], list[str]]:
    """Write the fixtures of sources anew from what just came; return the files and what went wrong.

    Raises:
        ConfigurationError: a fixture cannot be written.
    """
    kept, problems = [], []
    about = f"Recorded from the site by mingdan sources check, {call.today.isoformat()}; at most two pages."
    for one in checks:
        path = fixture_path(call.places.config, one.source.id)
        if one.looked is None:
            continue
        try:
            fixture = asyncio.run(record(one.source, one.looked, about=about, today=call.today))
        except ReadError as error:
            problems.append(str(error))
            continue
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_suffix(".part")
            part.write_text(dump_fixture(fixture), encoding="utf-8")
            part.replace(path)
        except OSError as error:
            raise ConfigurationError(path, None, f"cannot be written: {error.strerror}") from error
        kept.append(path)
    return kept, problems
