"""A home that was damaged or never was one: each command says what stands where and how to mend it, and breaks nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from config.places import Places
from tests.faults.conftest import Call
from tests.faults.playing import Stage


def damage_the_log(places: Places) -> None:
    [log] = (places.archive / "log").glob("*.ndjson")
    lines = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(b"".join([*lines[:2], b"\x00\x00 no line at all\n", *lines[3:]]))
    places.warehouse.unlink()


def fill_the_warehouse_with_noise(places: Places) -> None:
    places.warehouse.write_bytes(b"\x00 noise" * 10_000)


def shut_the_archive(places: Places) -> None:
    moved = places.archive.rename(places.home / "archive-moved")
    places.archive.write_text("a file stands here")
    assert moved.is_dir()


WAYS: dict[Callable[[Places], None], tuple[str, str]] = {
    damage_the_log: ("log", "restore"),
    fill_the_warehouse_with_noise: ("warehouse.duckdb", "restore a backup or rebuild"),
    shut_the_archive: ("archive", "mend it and run again"),
}


@pytest.mark.parametrize("damage", WAYS, ids=lambda way: way.__name__)
def test_a_damaged_home_ends_a_poll_in_one_message_and_readers_read_on(
    stage: Stage, call: Call, damage: Callable[[Places], None]
) -> None:
    places, (first, second, *_) = stage.home("damaged"), stage.past.days
    call(places, "poll", day=first)
    damage(places)
    ended = call(places, "poll", day=second)
    assert ended.status == 1 and "Traceback" not in ended.err, ended.err
    assert len([line for line in ended.err.splitlines() if line.startswith("mingdan: ")]) == 1, ended.err
    place, mend = WAYS[damage]
    assert place in ended.err and mend in ended.err, ended.err
    assert call(places, "announcements", day=second).status == 0


def test_a_home_that_is_a_file_is_named(stage: Stage, call: Call) -> None:
    places = stage.home("file")
    home = Places(places.config / "settings.yaml", places.config)
    home.home.write_text("", encoding="utf-8")
    ended = call(home, "poll", day=stage.past.days[0])
    assert ended.status == 1 and str(home.home) in ended.err and "Traceback" not in ended.err


@pytest.mark.parametrize(
    "words", [("announcements",), ("sql", "select 1"), ("sources", "list"), ("review", "list")]
)
def test_a_published_file_of_noise_is_named_with_how_to_publish_it_anew(
    stage: Stage, call: Call, words: tuple[str, ...]
) -> None:
    places = stage.home("noise")
    places.published.mkdir()
    places.snapshot.write_bytes(b"noise" * 1_000)
    ended = call(places, *words)
    assert ended.status == 1 and str(places.snapshot) in ended.err and "mingdan poll" in ended.err
    assert call(places, "poll", day=stage.past.days[0]).status == 0
    assert call(places, *words).status == 0
