"""A desk whose ledger is replayed as a house does it, with what is owed kept and nothing sent."""

from __future__ import annotations

from typing import Any

import pytest

from config.places import Places
from config.regions import load_regions
from tasks.house import House
from tasks.ingest.shelf import Shelf
from tasks.replay.replay import Wanted, replay
from tasks.replay.restatement import Restatement
from tasks.tell.send import AppriseSender
from tests.tasks.ingest.conftest import Desk
from tests.tasks.ingest.conftest import desk as desk  # the fixture of the ingest tests


class Replays:
    """Replays a desk's archive with the configuration that the desk has by then."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def house(self) -> House:
        places = Places(self.desk.folder, self.desk.folder / "config")
        return House(
            places=places,
            configuration=self.desk.configuration,
            clock=lambda: self.desk.now,
            regions=load_regions(),
            archive=self.desk.archive,
            shelf=Shelf(self.desk.folder / "shelf"),
            sender=AppriseSender(),
            fixed_clock=True,
        )

    def __call__(self, **wanted: Any) -> Restatement:
        return replay(self.house(), Wanted(**wanted))


@pytest.fixture
def again(desk: Desk) -> Replays:
    return Replays(desk)
