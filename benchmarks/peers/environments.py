"""An environment of its own for each peer, made from its requirements file beside this one and kept in ``var/peers``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
HOMES = HERE.parents[1] / "var" / "peers"


def environment(peer: str) -> str:
    """Return the Python of a peer's own environment, made where it is missing or its requirements changed."""
    home, wanted = HOMES / peer, (HERE / f"{peer}.txt").read_text(encoding="utf-8")
    python, made = home / "bin" / "python", home / ".made"
    if not made.exists() or made.read_text(encoding="utf-8") != wanted:
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(home)], check=True)
        subprocess.run(
            [str(python), "-m", "pip", "install", "--quiet", "-r", str(HERE / f"{peer}.txt")], check=True
        )
        made.write_text(wanted, encoding="utf-8")
    return str(python)
