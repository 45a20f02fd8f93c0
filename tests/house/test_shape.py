"""The measures of the house: short files, short functions, few parameters, every public name explained."""

from __future__ import annotations

import ast
import re
from statistics import median

import pytest

from tests.house.tree import HOUSE, Function, Module, modules

FILE_LINES, FUNCTION_LINES, PARAMETERS = 400, 60, 7


def every_module() -> list[Module]:
    return list(modules().values())


def every_function() -> list[tuple[str, Function]]:
    return [one for module in every_module() for one in module.functions]


def length(function: Function) -> int:
    assert function.end_lineno is not None
    return function.end_lineno - function.lineno + 1


@pytest.mark.parametrize(
    "folder", ["config", "warehouse", "tasks", "flows", "commands", "demo", "benchmarks", "tests"]
)
def test_no_file_is_too_long_to_read(folder: str) -> None:
    files = [path for kind in ("*.py", "*.sql") for path in (HOUSE / folder).rglob(kind)]
    lengths = {
        str(path.relative_to(HOUSE)): len(path.read_text(encoding="utf-8").splitlines()) for path in files
    }
    assert {name: lines for name, lines in lengths.items() if lines > FILE_LINES} == {}


def test_functions_are_short() -> None:
    lengths = {name: length(function) for name, function in every_function()}
    assert {name: lines for name, lines in lengths.items() if lines > FUNCTION_LINES} == {}
    assert median(lengths.values()) <= 12


def test_no_function_asks_for_too_much() -> None:
    asked = {
        name: len([*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs])
        for name, function in every_function()
    }
    assert {name: count for name, count in asked.items() if count > PARAMETERS} == {}


@pytest.mark.parametrize("module", every_module(), ids=lambda module: module.name)
def test_public_names_are_explained(module: Module) -> None:
    assert ast.get_docstring(module.tree), f"{module.name} does not say what it is"
    public = [
        node
        for node in module.tree.body
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_")
    ]
    assert [node.name for node in public if not ast.get_docstring(node)] == []


@pytest.mark.parametrize("module", every_module(), ids=lambda module: module.name)
def test_what_is_switched_off_has_its_reason_beside_it(module: Module) -> None:
    marks = re.compile(r"# (?:type: ignore|noqa)\b(?!.*?\s(?:#|--?) \w)")
    lines = module.path.read_text(encoding="utf-8").splitlines()
    bare = [line.strip() for line in lines if marks.search(line)]
    assert bare == []
