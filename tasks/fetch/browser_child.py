"""The browser's own process: ``python -m tasks.fetch.browser_child``, one errand on stdin, one answer on stdout.

The browser has a new profile that is thrown away. Its resolver knows one host, at the address that was checked, and
every request to anything else is dropped. When the process that asked is gone, this one ends with all it started.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from config.errors import Blocked
from tasks.fetch.access import host_of
from tasks.fetch.blocks import find_block

if TYPE_CHECKING:
    from playwright.sync_api import Page, Response, Route

_START = 15.0  # seconds until the browser must answer
_LOOK_AGAIN = 0.1
_NOBODY = 65534
_FLAGS = (
    "--headless=new", "--remote-debugging-port=0", "--no-first-run", "--no-default-browser-check", "--disable-sync",
    "--disable-extensions", "--disable-background-networking", "--disable-component-update", "--disable-default-apps",
    "--disable-domain-reliability", "--disable-breakpad", "--disable-gpu", "--disable-dev-shm-usage", "--no-pings",
    "--metrics-recording-only", "--mute-audio", "--password-store=basic", "--no-proxy-server", "--disable-quic",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp", "--disable-features=DnsOverHttps,MediaRouter,Translate",
)  # fmt: skip


def main() -> None:
    """Do one errand and say how it went; never outlive who asked, who removes the profile too."""
    errand = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with_parent, daemon=True).start()
    sys.stdout.write(json.dumps(_meet(errand, Path(errand["profile"]))))
    sys.stdout.flush()


def _end_with_parent() -> None:
    sys.stdin.read()
    os.killpg(0, signal.SIGKILL)


def _meet(errand: dict[str, Any], profile: Path) -> dict[str, Any]:
    """Start the browser in its sandbox, without where the system refuses it one, and let it meet the challenge."""
    for sandbox in (True, False):
        browser = _start(errand, profile, sandbox=sandbox)
        try:
            port = _port(profile, browser)
            if port is not None:
                return _pass(errand, port) | {"sandbox": sandbox}
        finally:
            browser.kill()
            browser.wait()
    return {"problem": "it did not start"}


def _start(errand: dict[str, Any], profile: Path, *, sandbox: bool) -> subprocess.Popen[bytes]:
    """Start Chromium; where mingdan runs as root, as nobody: a browser with root's rights has no sandbox at all."""
    host, address = urlsplit(errand["url"]).hostname or "", errand["address"]
    address = f"[{address}]" if ":" in address else address
    flags = [
        *_FLAGS,
        f"--user-data-dir={profile}",
        f"--host-resolver-rules=MAP {host} {address},MAP * ~NOTFOUND",
    ]
    flags += [f"--user-agent={errand['agent']}"] if errand["agent"] else []
    flags += [] if sandbox else ["--no-sandbox"]
    root = os.geteuid() == 0
    if root:
        os.chown(profile, _NOBODY, _NOBODY)
    return subprocess.Popen(  # noqa: S603 - the program was found on PATH, the address was checked and parsed
        [str(errand["program"]), *flags, "about:blank"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={"HOME": str(profile), "XDG_CONFIG_HOME": str(profile), "PATH": os.environ.get("PATH", "")},
        user=_NOBODY if root else None,
        group=_NOBODY if root else None,
        extra_groups=[] if root else None,
    )


def _port(profile: Path, browser: subprocess.Popen[bytes]) -> int | None:
    """Return the port at which the browser takes orders, None where it did not come up in time."""
    until = time.monotonic() + _START
    while time.monotonic() < until and browser.poll() is None:
        try:
            first = (profile / "DevToolsActivePort").read_text(encoding="ascii").split("\n")[0]
        except FileNotFoundError:
            first = ""
        if first.isdigit():
            return int(first)
        time.sleep(_LOOK_AGAIN)
    return None


def _pass(errand: dict[str, Any], port: int) -> dict[str, Any]:
    from playwright.sync_api import Error, sync_playwright

    url, until = errand["url"], time.monotonic() + errand["seconds"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")
        context = browser.new_context(accept_downloads=False, service_workers="block")
        page = context.new_page()
        answers: list[Response] = []
        page.on("response", lambda answer: answers.append(answer) if _is_main(answer, page) else None)
        context.route("**/*", lambda route: _guard(route, url))
        try:
            page.goto(url, wait_until="commit", timeout=errand["seconds"] * 1000)
        except Error as error:
            return {"problem": str(error).split("\n")[0][:200]}
        while time.monotonic() < until:
            page.wait_for_timeout(_LOOK_AGAIN * 1000)
            if answers and host_of(page.url) == host_of(url) and _is_through(answers[-1], page):
                cookies = [(one["name"], one["value"]) for one in context.cookies(url)]
                return {"cookies": cookies, "agent": page.evaluate("navigator.userAgent")}
    return {"problem": f"the page stayed a challenge for {errand['seconds']:.0f} s"}


def _is_main(answer: Response, page: Page) -> bool:
    return answer.request.is_navigation_request() and answer.frame == page.main_frame


def _guard(route: Route, url: str) -> None:
    """Let through what goes to the very host of the page, and nothing else."""
    there = route.request.url
    if urlsplit(there).scheme in ("http", "https") and host_of(there) == host_of(url):
        route.continue_()
    else:
        route.abort()


def _is_through(answer: Response, page: Page) -> bool:
    """Say whether what stands in the window is no challenge any more."""
    from playwright.sync_api import Error

    if 300 <= answer.status < 400:
        return False
    try:
        body = page.content().encode("utf-8", "replace")
    except Error:
        return False  # it is just moving on
    return not isinstance(find_block(answer.status, body, url=page.url, content_type="text/html"), Blocked)


if __name__ == "__main__":
    main()
