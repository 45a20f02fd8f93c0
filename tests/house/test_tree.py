"""What lies in the tree: no trace of the machine it was written on, no secret, no package index, a lock that pins all."""

from __future__ import annotations

import re
import tomllib

from tests.house.lock import asked_for, locked
from tests.house.tree import HOUSE, files_in_git

TRACES = {
    "a path of somebody's machine": r"(?<![\w.-])/(?:work|root|tmp|home/\w+|Users/\w+|opt/\w+|mnt)(?:/|\b)",
    "the address of a package index": r"pypi\.org|pythonhosted\.org|--(?:extra-)?(?:index-url|find-links)[ =]|artifactory",
    "a private key": r"-----BEGIN [A-Z ]*PRIVATE KEY",
    "a token": r"\b(?:ghp|gho|glpat|xox[bp]|sk)[-_][A-Za-z0-9]{16,}|AKIA[0-9A-Z]{16}",
}
ABOUT_TRACES = {"tests/house/test_tree.py"}


def texts() -> dict[str, str]:
    return {
        str(path.relative_to(HOUSE)): path.read_bytes().decode("utf-8", "replace")
        for path in files_in_git()
        if str(path.relative_to(HOUSE)) not in ABOUT_TRACES
    }


def test_nothing_tells_of_the_machine_it_was_written_on() -> None:
    found = [
        f"{name}: {what}: {hit[0]}"
        for name, text in texts().items()
        for what, pattern in TRACES.items()
        if (hit := re.search(pattern, text))
    ]
    assert found == []


def test_every_pinned_package_has_its_hashes() -> None:
    assert len(locked()) > 100
    assert [name for name, hashes in locked().items() if not hashes] == []
    assert [name for name in locked() if "==" not in name] == []


def test_the_lock_names_no_address() -> None:
    assert not re.search(r"https?://|file:|@ ", (HOUSE / "requirements.lock").read_text(encoding="utf-8"))


def test_what_is_asked_for_is_in_the_lock() -> None:
    pinned = {name.partition("==")[0].lower() for name in locked()}
    assert asked_for() | asked_for("requirements-dev.in") <= pinned


def test_no_folder_of_tests_is_a_package() -> None:
    assert list((HOUSE / "tests").rglob("__init__.py")) == []


def test_the_changelog_tells_of_this_version() -> None:
    version = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert f"## [{version}]" in (HOUSE / "CHANGELOG.md").read_text(encoding="utf-8")


def test_what_is_only_for_some_machines_is_listed_one_a_line() -> None:
    lines = (HOUSE / "packages.txt").read_text(encoding="utf-8").splitlines()
    wanted = [line.partition("#")[0].strip() for line in lines]
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9+.-]*", name) for name in wanted if name)
