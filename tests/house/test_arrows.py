"""The imports of the house point one way (docs/concepts.md): command line, flows, tasks, warehouse and configuration."""

from __future__ import annotations

import ast
import sys

import pytest

from tests.house.tree import PACKAGES, Module, modules, own_imports, within

BELOW = {
    "mingdan": ("commands", "config"),
    "commands": ("demo", "flows", "tasks", "warehouse", "config"),
    "demo": ("flows", "tasks", "warehouse", "config"),
    "flows": ("tasks", "warehouse", "config"),
    "tasks": ("warehouse", "config"),
    "warehouse": ("config",),
    "config": (),
}
ONLY_THERE = {
    "prefect": ("flows",),
    "duckdb": ("warehouse",),
    "aiohttp": ("tasks.fetch",),
    "httpx": (),
    "feedparser": ("tasks.fetch",),
    "apprise": ("tasks.tell",),
    "playwright": ("tasks.fetch",),
    "aiosmtpd": ("demo",),
    "requests": (),
    "pandas": (),
}
PURE = ("tasks.ledger", "tasks.recognise")
WITHOUT_IO = (*PURE, "tasks.health")
TOUCHES_THE_WORLD = (
    "os", "io", "pathlib", "shutil", "tempfile", "glob", "socket", "ssl", "subprocess", "asyncio", "threading",
    "multiprocessing", "urllib.request", "http", "smtplib", "sqlite3", "time", "random", "secrets", "uuid",
    "importlib.resources",
)  # fmt: skip
WORLDLY_CALLS = {
    "open", "print", "input", "read_text", "read_bytes", "write_text", "write_bytes", "unlink", "mkdir", "load_regions",
    "load_configuration", "now", "utcnow", "today", "getenv",
}  # fmt: skip


def everywhere() -> list[Module]:
    return list(modules().values())


def pure() -> list[Module]:
    return [module for module in everywhere() if within(module.name, *PURE)]


def reached(module: Module) -> set[str]:
    """Every module of the product that this one needs, however far down."""
    found: set[str] = set()
    waiting = [module.name]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += own_imports(modules()[one])
    return found


def test_the_tests_of_order_see_the_whole_house() -> None:
    assert {name.partition(".")[0] for name in modules()} == {"mingdan", *PACKAGES}
    assert len(modules()) > 150


@pytest.mark.parametrize("module", everywhere(), ids=lambda module: module.name)
def test_imports_point_down(module: Module) -> None:
    above = module.name.partition(".")[0]
    wrong = {name for name in own_imports(module) if not within(name, above, *BELOW[above])}
    assert not wrong, f"{module.name} imports {sorted(wrong)}"


@pytest.mark.parametrize(("library", "places"), ONLY_THERE.items(), ids=list(ONLY_THERE))
def test_a_library_of_the_outside_is_known_in_one_place(library: str, places: tuple[str, ...]) -> None:
    knowing = {one.name for one in everywhere() if any(within(name, library) for name in one.imports)}
    assert {name for name in knowing if not within(name, *places)} == set()


@pytest.mark.parametrize(
    "module", [one for one in everywhere() if within(one.name, *WITHOUT_IO)], ids=lambda module: module.name
)
def test_what_is_pure_touches_nothing(module: Module) -> None:
    worldly = {name for name in module.imports if within(name, *TOUCHES_THE_WORLD)}
    called = {
        node.func.id if isinstance(node.func, ast.Name) else node.func.attr
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute)
    }
    assert (worldly, called & WORLDLY_CALLS) == (set(), set())


@pytest.mark.parametrize("module", pure(), ids=lambda module: module.name)
def test_what_is_pure_needs_neither_database_nor_network_however_far_down(module: Module) -> None:
    below = reached(module)
    assert not {
        name for name in below if within(name, "tasks.fetch", "tasks.tell", "tasks.archive", "tasks.ingest")
    }
    libraries = {name.partition(".")[0] for one in below for name in modules()[one].imports}
    assert not libraries & {"duckdb", "aiohttp", "apprise", "prefect"}


def test_what_fetches_or_reads_knows_no_database() -> None:
    for one in everywhere():
        if within(one.name, "tasks.fetch", "tasks.read", "tasks.archive"):
            assert not {name for name in reached(one) if within(name, "warehouse")}, one.name


def test_there_is_no_circle_of_imports_lazy_ones_counted() -> None:
    done: set[str] = set()

    def walk(name: str, above: tuple[str, ...]) -> None:
        assert name not in above, " -> ".join([*above[above.index(name) :], name])
        if name not in done:
            for below in sorted(own_imports(modules()[name])):
                walk(below, (*above, name))
            done.add(name)

    for name in modules():
        walk(name, ())


def test_every_library_imported_is_asked_for() -> None:
    from tests.house.lock import asked_for, extras

    imported = {name.partition(".")[0] for one in everywhere() for name in one.imports}
    outside = imported - sys.stdlib_module_names - {"mingdan", *PACKAGES}
    named = {
        "yaml": "pyyaml", "chinese_calendar": "chinesecalendar", "python_calamine": "python-calamine", "PIL": "pillow", "cv2": "opencv-python-headless",
    }  # fmt: skip
    assert {named.get(name, name) for name in outside} <= asked_for() | extras()
