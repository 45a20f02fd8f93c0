"""Load the configuration: every YAML file of a folder, checked, each error with its file, line and what would be right.

Folders and files may be absent; a file that is there must be right, for a source or a person silently left out would
read as "nothing new". Nothing outside the folder is read, and no ``${NAME}`` is resolved here (config/secrets.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeVar

from pydantic import BaseModel, ValidationError

from config.errors import ConfigurationError
from config.faults import Fault, model_faults
from config.lines import Keys, Text, read_text
from config.models import Configuration, Decision, Match, Programme, Settings, Source, Subscription
from config.places import shown_folder
from config.regions import RegionTable, load_regions
from config.rules import programme_faults, settings_faults, source_faults, subscription_faults

M = TypeVar("M", bound=BaseModel)

_STEM: Final = re.compile(r"[a-z0-9][a-z0-9-]*")


def load_configuration(folder: Path) -> Configuration:
    """Load and check the configuration in a folder; an absent one is the empty configuration.

    Regions come out as full names (山东 as 山东省). A subscription with ``enabled: false`` is checked and left out.

    Raises:
        ConfigurationError: a file is wrong; the first by name, saying how many more there are.
    """
    configuration, errors = check_configuration(folder)
    if errors:
        first, more = errors[0], len(errors) - 1
        if not more:
            raise first
        mend = f"{first.mend}\n  ({more} more in this configuration: mingdan doctor lists all)".strip()
        raise ConfigurationError(first.path, first.line, first.problem, mend)
    return configuration


def check_configuration(folder: Path) -> tuple[Configuration, list[ConfigurationError]]:
    """Load what can be loaded, and return it with every error, in the order of files and lines.

    A file with an error is left out of the configuration.
    """
    reading = _Reading(folder, shown_folder(folder))
    if folder.exists() and not folder.is_dir():
        reading.errors.append(
            ConfigurationError(
                reading.shown, None, "is no folder", "name the folder that holds settings.yaml"
            )
        )
        return Configuration(), reading.errors
    regions = load_regions()
    settings = reading.settings()
    programmes = reading.all("programmes", Programme, lambda programme: programme_faults(programme, regions))
    ids = reading.stems("programmes")
    sources = reading.all("sources", Source, lambda source: source_faults(source, regions))
    subscriptions = reading.all(
        "subscriptions", Subscription, lambda told: subscription_faults(told, regions, programmes=ids)
    )
    configuration = Configuration(
        settings=settings,
        sources={name: _in_full(source, regions) for name, source in sources.items()},
        programmes={name: _in_full(programme, regions) for name, programme in programmes.items()},
        subscriptions={name: _matched(told, regions) for name, told in subscriptions.items() if told.enabled},
        decisions=tuple(reading.decisions()),
    )
    return configuration, sorted(reading.errors, key=lambda error: (str(error.path), error.line or 0))


@dataclass(slots=True)
class _Reading:
    """One reading of a folder, and the errors met on the way; ``shown`` is the folder as errors name it."""

    folder: Path
    shown: Path
    errors: list[ConfigurationError] = field(default_factory=list)

    def settings(self) -> Settings:
        """Read ``settings.yaml``; absent, empty or wrong, the settings are the defaults."""
        self._refuse_yml(self.folder, "settings.yml")
        path = self.folder / "settings.yaml"
        text = self._text(path) if path.exists() else None
        if text is None or text.data is None:
            return Settings()
        return self._model(text, Settings, text.data, check=settings_faults) or Settings()

    def all(self, inner: str, model: type[M], check: Callable[[M], Iterator[Fault]]) -> dict[str, M]:
        """Read every file of an inner folder, by id."""
        found: dict[str, M] = {}
        for path in self._files(inner):
            text = self._text(path)
            if text is None or not self._named_well(path):
                continue
            data = {} if text.data is None else text.data
            if isinstance(data, Mapping):
                if data.get("id", path.stem) != path.stem:
                    self.errors.append(
                        Fault(
                            ("id",), f'id is not "{path.stem}"', "the file's name is the id: leave it out"
                        ).error(text)
                    )
                    continue
                data = {**data, "id": path.stem}
            if (one := self._model(text, model, data, check=check)) is not None:
                found[path.stem] = one
        return found

    def decisions(self) -> Iterator[Decision]:
        """Read every decision, in the order of files and of their lines."""
        for path in self._files("decisions"):
            text = self._text(path)
            if text is None or text.data is None:
                continue
            if not isinstance(text.data, list):
                mend = "write - id: ... for each decision"
                self.errors.append(Fault((), "this file must be a list of decisions", mend).error(text))
                continue
            for number, data in enumerate(text.data):
                decision = self._model(text, Decision, data, above=(number,))
                if decision is not None:
                    yield decision

    def stems(self, inner: str) -> Collection[str]:
        """Name the ids in an inner folder, also of files with errors."""
        return {path.stem for path in self._paths(inner) if path.suffix == ".yaml"}

    def _files(self, inner: str) -> Iterator[Path]:
        """Yield the YAML files of an inner folder by name; a look-alike is an error, for it would be left out silently."""
        for path in self._paths(inner):
            if path.suffix == ".yaml":
                yield path
            else:
                self._refuse_yml(self.folder / inner, path.name)

    def _paths(self, inner: str) -> list[Path]:
        """List what stands in an inner folder; nothing when it is absent."""
        held = self.folder / inner
        try:
            return sorted(held.iterdir()) if held.exists() else []
        except OSError as error:
            self._add(held, f"cannot be read: {error.strerror}", "it must be a folder that mingdan may read")
            return []

    def _refuse_yml(self, folder: Path, name: str) -> None:
        """Report a file that looks like configuration and is not read."""
        path = folder / name
        if path.suffix.lower() in (".yml", ".yaml") and path.exists():
            self._add(path, "is not read: its name must end in .yaml", f"rename it to {path.stem}.yaml")

    def _named_well(self, path: Path) -> bool:
        """Tell whether a file's name can be an id, and report it if not."""
        if _STEM.fullmatch(path.stem):
            return True
        self._add(
            path,
            f'its name is its id, and "{path.stem}" is none',
            "name it with small letters, digits and hyphens",
        )
        return False

    def _text(self, path: Path) -> Text | None:
        """Read one file; null, with the error kept, where that fails."""
        try:
            return read_text(path, self._as_shown(path))
        except ConfigurationError as error:
            self.errors.append(error)
            return None

    def _model(
        self,
        text: Text,
        model: type[M],
        data: object,
        *,
        above: Keys = (),
        check: Callable[[M], Iterator[Fault]] | None = None,
    ) -> M | None:
        """Check data against its model and its rules; null, with the errors kept, where it breaks one."""
        try:
            one = model.model_validate(data)
        except ValidationError as error:
            faults = list(model_faults(error, model, data=data, text=text, above=above))
        else:
            faults = list(check(one)) if check else []
            if not faults:
                return one
        self.errors.extend(fault.error(text) for fault in faults)
        return None

    def _add(self, path: Path, problem: str, mend: str) -> None:
        """Keep an error about a whole file or folder."""
        self.errors.append(ConfigurationError(self._as_shown(path), None, problem, mend))

    def _as_shown(self, path: Path) -> Path:
        """Return a path as errors name it."""
        return self.shown / path.relative_to(self.folder)


S = TypeVar("S", Source, Programme)


def _in_full(one: S, regions: RegionTable) -> S:
    """Write a region out in full."""
    return one.model_copy(update={"region": _full(one.region, regions)})


def _matched(told: Subscription, regions: RegionTable) -> Subscription:
    """Write the regions of a subscription out in full."""
    names = tuple(_full(region, regions) for region in told.match.regions)
    match: Match = told.match.model_copy(update={"regions": names})
    return told.model_copy(update={"match": match})


def _full(region: str, regions: RegionTable) -> str:
    """Return the full name of a region that was checked before."""
    found = regions.named(region)
    return found.name if found else region
