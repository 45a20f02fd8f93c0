"""The first alert, by the very lines that README and quickstart show, sent to a real receiver on this machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.house.papers import section
from tests.house.tree import HOUSE

HEAD = "## Get an alert in five minutes"


def lines_shown(paper: str) -> str:
    """All shell lines of the section, as one script that stops at the first that fails."""
    found = re.findall(r"^ *```sh\n(.*?)^ *```$", section(paper, HEAD), re.MULTILINE | re.DOTALL)
    return "set -e\n" + "\n".join(textwrap.dedent(block) for block in found)


@pytest.fixture
def arrived() -> Iterator[tuple[str, list[bytes]]]:
    """A webhook on this machine: its address, and what arrived."""
    bodies: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"json://127.0.0.1:{server.server_port}", bodies
        server.shutdown()


@pytest.mark.parametrize("paper", ["README.md", "docs/quickstart.md"])
def test_the_lines_shown_bring_a_first_message(
    paper: str, tmp_path: Path, arrived: tuple[str, list[bytes]]
) -> None:
    to, bodies = arrived
    script = re.sub(r"(export MINGDAN_ALERT_TEAM=)'[^']*'", rf"\1'{to}'", lines_shown(paper))
    assert to in script
    shutil.copytree(
        HOUSE / "config", tmp_path / "config", ignore=shutil.ignore_patterns("*.py", "__pycache__")
    )
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "mingdan").symlink_to(Path(sys.executable).parent / "mingdan")
    own = {"MINGDAN_HOME": str(tmp_path / "var"), "MINGDAN_CONFIG": str(tmp_path / "config")}
    ran = subprocess.run(
        ["bash", "-c", script],
        cwd=tmp_path,
        env={**os.environ, **own},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, len(bodies)) == (0, 1), ran.stderr
