"""Where things stand: the home of all state, the folder of the configuration, and the configuration that ships."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from config.errors import ConfigurationError

REPOSITORY: Final = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Places:
    """The two folders mingdan knows: ``home`` for all state, ``config`` for what the user wrote."""

    home: Path
    config: Path

    @property
    def archive(self) -> Path:
        """The folder of bodies and of the fetch log."""
        return self.home / "archive"

    @property
    def warehouse(self) -> Path:
        """The database file that only the pipeline opens."""
        return self.home / "warehouse.duckdb"

    @property
    def published(self) -> Path:
        """The folder of everything that readers open."""
        return self.home / "published"

    @property
    def snapshot(self) -> Path:
        """The published database file, for SQL."""
        return self.published / "mingdan.duckdb"

    @property
    def locks(self) -> Path:
        """The folder of lock files."""
        return self.home / "locks"

    @property
    def logs(self) -> Path:
        """The folder of logs."""
        return self.home / "logs"


def find_places(
    home: str | None = None, config: str | None = None, *, environ: Mapping[str, str] | None = None
) -> Places:
    """Find the places: the options first, then ``MINGDAN_HOME`` and ``MINGDAN_CONFIG``, then the defaults.

    The defaults are ``var/`` and ``config/`` of the repository, or of the working directory where mingdan was
    installed from a wheel. Nothing is created, and nothing need exist.

    Args:
        home: the value of ``--home``.
        config: the value of ``--config``.
        environ: the environment, that of the process by default.
    """
    said = os.environ if environ is None else environ
    root = REPOSITORY if in_repository() else Path()
    return Places(
        home=_place(home, said.get("MINGDAN_HOME"), default=root / "var"),
        config=_place(config, said.get("MINGDAN_CONFIG"), default=root / "config"),
    )


def in_repository() -> bool:
    """Tell whether mingdan runs from its repository, not from an installed wheel."""
    return (REPOSITORY / "pyproject.toml").is_file() and (REPOSITORY / "mingdan.py").is_file()


def shown_folder(folder: Path) -> Path:
    """Return a configuration folder as errors name it: as it was given.

    The repository's own, which nobody gave, is ``config`` to who stands in the repository.
    """
    own = folder == REPOSITORY / "config" and Path.cwd() == REPOSITORY
    return Path("config") if own else folder


def write_out(folder: Path) -> list[Path]:
    """Copy the configuration that ships with mingdan into a folder; a file already there is left as it is.

    Returns:
        The files written, in order; empty where all were there.

    Raises:
        ConfigurationError: the folder cannot be written.
    """
    written: list[Path] = []
    for inner, shipped in _shipped_files():
        target = folder / inner
        if target.exists():
            continue
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(shipped.read_bytes())
        except OSError as error:
            mend = "name another folder, or one that may be written"
            raise ConfigurationError(target, None, f"cannot be written: {error.strerror}", mend) from error
        written.append(target)
    return written


def _shipped_files() -> Iterator[tuple[str, Traversable]]:
    """Yield the shipped YAML files with their path inside a configuration folder, in order."""
    root = files("config")
    yield "settings.yaml", root / "settings.yaml"
    for folder in ("sources", "fixtures", "programmes", "subscriptions"):
        held = root / folder
        if held.is_dir():
            for entry in sorted(held.iterdir(), key=lambda entry: entry.name):
                if entry.name.endswith(".yaml"):
                    yield f"{folder}/{entry.name}", entry


def _place(option: str | None, environment: str | None, *, default: Path) -> Path:
    """Choose the first that was said; an empty one was not."""
    said = option or environment
    return Path(said).expanduser() if said else default
