"""A wheel holds what the checkout has: every module, query, region, source and day of the bundled past."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.house.tree import HOUSE, PACKAGES, files_in_git, within

BESIDE = ("mingdan.py", "pyproject.toml", "requirements.in", "README.md", "LICENSE")
FOR_EDITORS = {"README.md", ".gitkeep"}


@pytest.fixture(scope="module")
def sources() -> list[str]:
    names = [str(path.relative_to(HOUSE)) for path in files_in_git()]
    inside = [name for name in names if within(name.replace("/", "."), *PACKAGES)]
    return [name for name in inside if Path(name).name not in FOR_EDITORS and "/decisions/" not in name]


@pytest.fixture(scope="module")
def wheel(sources: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a wheel from a copy, so that nothing is written into the checkout; nothing is fetched for it."""
    folder = tmp_path_factory.mktemp("wheel")
    for name in (*sources, *BESIDE):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(HOUSE / name, folder / name)
    build = [
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-index",
        "--no-deps",
        "--no-build-isolation",
        "--wheel-dir",
        "built",
    ]
    subprocess.run([sys.executable, *build, "."], cwd=folder, check=True)
    [built] = (folder / "built").glob("*.whl")
    return built


def test_a_wheel_holds_every_file_of_the_packages(wheel: Path, sources: list[str]) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    assert sorted({*sources, "mingdan.py"} - held) == []


def test_a_wheel_holds_nothing_but_the_packages(wheel: Path) -> None:
    tops = {name.partition("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {name for name in tops if not name.startswith("mingdan-")} == {*PACKAGES, "mingdan.py"}
