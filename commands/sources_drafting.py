"""What ``sources new`` does between the line and the files: look, show, draft, check and write."""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from commands.call import Call
from commands.misuse import Misuse
from commands.progress import Progress
from config.errors import ConfigurationError
from config.load import check_configuration
from config.models import Source
from config.regions import load_regions
from tasks.discover.about import About, about_page
from tasks.discover.asking import Asker
from tasks.discover.draft import write_source
from tasks.discover.explore import Found, Look, Reading, explore
from tasks.discover.page import plain_words
from tasks.discover.recording import record as record_fixture
from tasks.fetch.client import open_client
from tasks.fetch.fixture import dump_fixture, fixture_path
from tasks.fetch.kinds.list_page import Request

_RUNGS = ("browser", "cookies", "http", "proxy", "chromium")


@dataclass(slots=True)
class Drafted:
    """What was found, and what is said of it; ``said`` fills up with id, title, publisher, level and region."""

    call: Call
    base: Source
    found: Found
    best: Reading
    said: dict[str, str] = field(default_factory=dict)

    @property
    def looked(self) -> Look:
        """Return what was read, and how far its pages could be turned."""
        assert self.found.turned is not None, "what is good was walked"
        return self.found.turned

    @property
    def about(self) -> About:
        """Return what the page says of whose it is."""
        return about_page(self.found.page, load_regions())


def base_source(call: Call) -> Source:
    """Return the source as far as the line tells how it is asked; its list is still only an address.

    Raises:
        ConfigurationError: the file is there already, or an option is wrong; told before anything is asked.
    """
    options = call.options
    _check_said(call)
    asked = {name: getattr(options, name) for name in ("delay", "timeout", "encoding", "robots")}
    said = {name: value for name, value in asked.items() if value is not None}
    if options.legacy_tls:
        said["tls"] = "legacy"
    base = {
        "id": options.id or "new",
        "title": "new",
        "publisher": "new",
        "level": "relay",
        "list": {"kind": "html", "url": options.url},
        "allow_private": options.allow_private,
        "access": {name: getattr(options, name) for name in _RUNGS},
    }
    return _checked(yaml.safe_dump(base | said), options.id or "new", folder=call.places.config)


def _check_said(call: Call) -> None:
    """Refuse an id whose file is there, and a region that is none.

    Raises:
        Misuse: with the option that is wrong.
    """
    options = call.options
    if options.id is not None:
        check_id(call, options.id)
    if options.region is not None and load_regions().named(options.region) is None:
        raise Misuse(
            f'--region: "{options.region}" names no one region; write it as 山东, 山东省 or 山东省济南市'
        )


def check_id(call: Call, source_id: str) -> None:
    """Refuse an id that is none, or whose files are there.

    Raises:
        Misuse: with what mends it.
    """
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", source_id):
        raise Misuse(
            f'--id: "{source_id}" is no id; it must be small letters, digits and hyphens, such as sd-gxt-tzgg'
        )
    for path in _paths(call.places.config, source_id):
        if path.exists():
            raise Misuse(
                f"{path} is there already, and is never overwritten\n  --id names another; or remove it first"
            )


async def look_at(call: Call, base: Source) -> Found:
    """Ask for the page, and for what is needed to read it; nothing is kept.

    Raises:
        FetchError: the page could not be had.
    """
    settings = check_configuration(call.places.config)[0].settings
    form = tuple(call.options.form) or None
    with tempfile.TemporaryDirectory(prefix="mingdan-") as folder, Progress() as progress:
        progress.begun("look at", call.options.url)
        async with open_client(
            settings, call.places.archive if call.places.archive.exists() else None
        ) as client:
            ask = Asker(base, client, call.clock(), Path(folder))
            return await explore(
                Request(call.options.url, form=form), base, ask=ask, today=call.today, kind=call.options.kind
            )


def files_of(drafted: Drafted) -> dict[Path, str]:
    """Return the files to be written with their text, the source's first, each checked.

    Raises:
        Misuse: a file is there already.
        ConfigurationError: what is said of the source does not make a right one.
        ReadError: what came does not read the same again.
    """
    call, said = drafted.call, drafted.said
    check_id(call, said["id"])
    region = load_regions().named(said["region"])
    named = {"id": said["id"], "title": said["title"], "publisher": said["publisher"], "level": said["level"]}
    placed = {"region": region.name, "region_code": region.code} if region else {"region": said["region"]}
    source = drafted.best.source.model_copy(update=named | placed)
    text = write_source(source, drafted.best, drafted.looked, today=call.today)
    if call.options.legacy_tls:
        text += f"  {call.today.isoformat()}: tls: {plain_words(call.options.legacy_tls)}.\n"
    path, fixture = _paths(call.places.config, said["id"])
    checked = _checked(text, said["id"], folder=call.places.config)
    about = f"Recorded from the site by mingdan sources new, {call.today.isoformat()}; at most two pages."
    made = asyncio.run(record_fixture(checked, drafted.looked, about=about, today=call.today))
    return {path: text, fixture: dump_fixture(made)}


def write_files(files: Mapping[Path, str]) -> None:
    """Write files that are not there yet, all or none.

    Raises:
        Misuse: one appeared meanwhile.
        ConfigurationError: the folder cannot be written.
    """
    done: list[Path] = []
    try:
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8") as file:
                done.append(path)
                file.write(text)
    except OSError as error:
        for path in done:
            path.unlink(missing_ok=True)
        mend = "--config names another folder; nothing was written"
        raise ConfigurationError(path, None, f"cannot be written: {error.strerror}", mend) from error


def _checked(text: str, stem: str, *, folder: Path) -> Source:
    """Return a source's text as the house loads it.

    Raises:
        ConfigurationError: it is no right source; named by the file that it would be.
    """
    with tempfile.TemporaryDirectory(prefix="mingdan-") as made:
        path = Path(made) / "sources" / f"{stem}.yaml"
        path.parent.mkdir()
        path.write_text(text, encoding="utf-8")
        configuration, errors = check_configuration(Path(made))
    for error in errors:
        target = folder / "sources" / f"{stem}.yaml"
        raise ConfigurationError(target, None, error.problem, f"{error.mend}\n  nothing was written".strip())
    return configuration.sources[stem]


def _paths(folder: Path, source_id: str) -> tuple[Path, Path]:
    return folder / "sources" / f"{source_id}.yaml", fixture_path(folder, source_id)
