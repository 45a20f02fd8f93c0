"""A real browser for a source with the rung ``chromium``: it meets one JavaScript challenge and hands over the key.

It runs in a process of its own (``browser_child.py``), the leader of its group, which is killed whole when it is done
or late. Nothing it loads is kept: the client asks again with its cookies and its name, and archives as ever.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import shutil
import signal
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Final

from config.errors import Blocked
from tasks.fetch.addresses import redact

log = logging.getLogger(__name__)

PROGRAMS: Final = ("chromium", "chromium-browser", "google-chrome")
_CHILD = "tasks.fetch.browser_child"
_GRACE = 10.0  # seconds beyond the browser's own limit for its start and its end
_MOST_SAID = 1 << 20


@dataclass(frozen=True, slots=True)
class Passed:
    """What let the browser in: its cookies by name, and the name it goes by."""

    cookies: tuple[tuple[str, str], ...]
    agent: str


async def browse(url: str, address: str, *, seconds: float, agent: str = "") -> Passed:
    """Open a page in the system's Chromium until it is no challenge any more; return what let it in.

    Args:
        url: The page; the browser reaches nothing but its host.
        address: The address of the host that was checked: the only one the browser can connect to.
        seconds: How long the challenge may take.
        agent: What the browser calls itself; its own name where empty.

    Raises:
        Blocked: Playwright or Chromium is missing, or the page stayed a challenge, or the browser failed.
    """
    shown = redact(url)
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if find_spec("playwright") is None:
        raise Blocked(
            shown, "a JavaScript challenge; access.chromium needs playwright: pip install mingdan[browser]"
        )
    if program is None:
        raise Blocked(
            shown, "a JavaScript challenge; access.chromium needs Chromium: apt-get install chromium"
        )
    profile = tempfile.mkdtemp(prefix="mingdan-browser-")
    errand: dict[str, object] = {"url": url, "address": address, "seconds": seconds, "agent": agent}
    errand |= {"program": program, "profile": profile}
    try:
        said = await _ask_child(json.dumps(errand).encode(), shown, seconds + _GRACE)
    finally:
        await asyncio.to_thread(shutil.rmtree, profile, ignore_errors=True)
    try:
        told = json.loads(said)
        if "problem" in told:
            raise Blocked(
                shown, f"a JavaScript challenge that a real browser did not pass: {told['problem']}"
            )
        if not told["sandbox"]:
            log.warning("browser.unsandboxed program=%s why=the system refuses Chromium its sandbox", program)
        return Passed(tuple((str(name), str(value)) for name, value in told["cookies"]), str(told["agent"]))
    except (ValueError, KeyError, TypeError) as error:
        raise Blocked(shown, "a JavaScript challenge; the browser ended without a word") from error


async def _ask_child(errand: bytes, shown: str, seconds: float) -> bytes:
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-P", "-m", _CHILD,  # -P: what lies in the folder it is started from is not ours
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    assert child.stdin is not None and child.stdout is not None
    try:
        async with asyncio.timeout(seconds):
            child.stdin.write(errand + b"\n")  # left open: the child ends when its reader is gone
            await child.stdin.drain()
            return await child.stdout.read(_MOST_SAID)
    except (TimeoutError, OSError) as error:
        raise Blocked(shown, f"a JavaScript challenge; the browser did not end in {seconds:.0f} s") from error
    finally:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        await child.wait()
