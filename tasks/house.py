"""The one wiring place: it builds the real outside (archive, warehouse, client, channels, clock) and hands it in."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Final

from config.clock import Clock
from config.load import load_configuration
from config.models import Configuration
from config.places import Places
from config.regions import RegionTable, load_regions
from config.secrets import SecretOf
from tasks.archive.archive import Archive
from tasks.ingest.shelf import Shelf
from tasks.tell.send import AppriseSender, Sender
from warehouse.store import Store

VERSION: Final = version("mingdan")


@dataclass(frozen=True, slots=True)
class House:
    """Everything a run works with; built once for a run by ``open_house``.

    ``environ`` is where subscriptions find their addresses, ``secret_of`` where else they may be looked up;
    ``fixed_clock`` tells that ``clock`` stands still.
    """

    places: Places
    configuration: Configuration
    clock: Clock
    regions: RegionTable
    archive: Archive
    shelf: Shelf
    sender: Sender
    fixed_clock: bool
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    secret_of: SecretOf | None = None

    def open_store(self) -> Store:
        """Return the warehouse, to be opened by ``with``; it waits for another writer as long as settings say."""
        wait = self.configuration.settings.lock_wait_seconds
        return Store(self.places.warehouse, wait=wait, now=self.clock())


def open_house(places: Places, clock: Clock, *, sender: Sender | None = None) -> House:
    """Build the house from its places.

    Args:
        places: Home and configuration folder; the home is made where it is missing.
        clock: What "now" is for the whole run.
        sender: Who delivers; the real channels by default.

    Raises:
        ConfigurationError: the configuration is wrong, with file, line and how to mend it.
        StoreError: the home cannot be made.
    """
    configuration = load_configuration(places.config)
    archive = Archive(places.archive)
    return House(
        places=places,
        configuration=configuration,
        clock=clock,
        regions=load_regions(),
        archive=archive,
        shelf=Shelf(places.archive / "readings"),
        sender=sender or AppriseSender(),
        fixed_clock=clock() == clock(),
    )
