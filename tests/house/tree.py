"""The sources of the house as the tests of its order see them: every module, its imports, its functions."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
PACKAGES = ("config", "warehouse", "tasks", "flows", "commands", "demo")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Module:
    """One module: its dotted name, its file and its syntax tree."""

    name: str
    path: Path
    tree: ast.Module

    @property
    def imports(self) -> frozenset[str]:
        """Every module it imports, lazily or not, type checking included; of ``from a import b`` both a and a.b."""
        return frozenset(self._imported())

    def _imported(self) -> Iterator[str]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{self.name}: imports are written in full"
                yield str(node.module)
                yield from (f"{node.module}.{alias.name}" for alias in node.names)

    @property
    def functions(self) -> Iterator[tuple[str, Function]]:
        """Every function with the name of what it stands in."""
        yield from _functions(self.tree, self.name)


def _functions(node: ast.AST, above: str) -> Iterator[tuple[str, Function]]:
    for child in ast.iter_child_nodes(node):
        name = above
        if isinstance(child, Function | ast.ClassDef):
            name = f"{above}.{child.name}"
        if isinstance(child, Function):
            yield name, child
        yield from _functions(child, name)


@cache
def modules() -> dict[str, Module]:
    """Every module of the product by its dotted name; a package goes by its own name."""
    files = [
        HOUSE / "mingdan.py",
        *(path for one in PACKAGES for path in sorted((HOUSE / one).rglob("*.py"))),
    ]
    found = {}
    for path in files:
        parts = path.relative_to(HOUSE).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = Module(name, path, ast.parse(path.read_text(encoding="utf-8")))
    return found


def within(name: str, *packages: str) -> bool:
    """Say whether a dotted name is one of these packages or lies in one."""
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def own_imports(module: Module) -> set[str]:
    """The modules of the product that a module imports, itself left out."""
    return (module.imports & modules().keys()) - {module.name}


def files_in_git() -> list[Path]:
    """Every text file that is, or is about to be, committed."""
    import subprocess

    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=HOUSE, capture_output=True, check=True, text=True,
    )  # fmt: skip
    paths = [HOUSE / name for name in listed.stdout.split("\0") if name]
    return [path for path in paths if path.is_file()]
