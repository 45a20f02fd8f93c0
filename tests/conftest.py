"""For every test: no network beyond this machine, no settings of the person who runs them, and a word on what is left out."""

from __future__ import annotations

import ipaddress
import os
import shutil
import socket
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("house", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "house")

OWN_SETTINGS = ("MINGDAN_", "PREFECT_")
SEED = "MINGDAN_TEST_SEED"  # what repeats a test's random choices, said on purpose
PACKAGES = {
    "soffice": "libreoffice-writer-nogui libreoffice-calc-nogui"
}  # where a program comes with another name
NEEDS = "needs a program that is not installed: apt-get install "
LEFT_OUT = pytest.StashKey[Counter[str]]()


class CalledOut(BaseException):
    """A test tried to reach another machine; no code under test may take this for a fault of the network."""


def pytest_configure(config: pytest.Config) -> None:
    """Forget the settings of this machine before anything reads them."""
    config.stash[LEFT_OUT] = Counter()
    for name in [name for name in os.environ if name.startswith(OWN_SETTINGS) and name != SEED]:
        del os.environ[name]


@pytest.fixture(autouse=True, scope="session")
def no_network_beyond_this_machine() -> Iterator[None]:
    """Refuse every connection of this process that would leave the machine."""

    def guarded(connect: Any) -> Any:
        def check(self: socket.socket, address: Any) -> Any:
            if self.family in (socket.AF_INET, socket.AF_INET6) and not _stays_here(address[0]):
                raise CalledOut(f"a test called {address}: only this machine may be called")
            return connect(self, address)

        return check

    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, guarded(getattr(socket.socket, name)))
        yield


def _stays_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Leave out what needs a missing program; where everything must run (CI) that is a failure."""
    needed = [str(program) for mark in item.iter_markers("needs") for program in mark.args]
    missing = [program for program in needed if shutil.which(program) is None]
    if missing:
        reason = NEEDS + " ".join(PACKAGES.get(program, program) for program in missing)
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)


def pytest_deselected(items: Sequence[pytest.Item]) -> None:
    """Count what is left out, file by file."""
    for item in items:
        item.config.stash[LEFT_OUT][item.nodeid.partition("::")[0]] += 1


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand a worker's count to the process that reports."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left_out"] = dict(session.config.stash[LEFT_OUT])


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take over a worker's count; every worker collects the same tests."""
    node.config.stash[LEFT_OUT] = Counter(getattr(node, "workeroutput", {}).get("left_out", {}))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Name what was left out, and what runs it."""
    left_out = config.stash[LEFT_OUT]
    if left_out:
        files = ", ".join(f"{count} in {file}" for file, count in sorted(left_out.items()))
        terminalreporter.write_line(f"left out: {files} (make test-all runs all)")
    skipped = (str(report.longrepr) for report in terminalreporter.stats.get("skipped", ()))
    lacking = Counter(reason.partition(NEEDS)[2].rstrip("')") for reason in skipped if NEEDS in reason)
    for packages, count in sorted(lacking.items()):
        terminalreporter.write_line(
            f"left out: {count} that need what is not installed (apt-get install {packages})"
        )
