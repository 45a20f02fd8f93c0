"""What might help where a site does not answer a first look: the option for each refusal. None is tried from here."""

from __future__ import annotations

import re

from config.errors import FetchError, Gone, TooLarge
from tasks.fetch.visit import ForbiddenByRobots

_RUNG = re.compile(r"\baccess\.(browser|cookies|http|proxy|chromium)\b")
_RUNGS = {
    "browser": "sends a browser's own headers",
    "cookies": "sends back the cookie that the site sets",
    "http": "speaks http where https is broken",
    "proxy": "goes by the proxy of the environment",
    "chromium": "lets a real browser meet the challenge (needs Chromium)",
}
_BY_WORDS = (
    (re.compile(r"tls: legacy"), '--legacy-tls "REASON" speaks old TLS to this host alone'),
    (re.compile(r"private address"), "--allow-private allows an address of your own network"),
    (re.compile(r"login"), "look for the public list elsewhere; no rung passes a login"),
    (re.compile(r"in time"), "--timeout 60 waits longer"),
    (re.compile(r"fewer requests|429"), "--delay 10 asks more slowly; try again in an hour"),
)


def advise(error: FetchError) -> str:
    """Return which option might help after a refusal, in words; empty where none would."""
    if isinstance(error, ForbiddenByRobots):
        return '--robots "ignore: the reason", where the law and the site\'s owner let you'
    if isinstance(error, Gone):
        return "look at the address again; open it in a browser"
    if isinstance(error, TooLarge):
        return "give the address of the list, not of a file"
    told = [advice for words, advice in _BY_WORDS if words.search(error.problem)]
    if found := _RUNG.search(error.problem):
        told.append(f'--{found.group(1)} "REASON" {_RUNGS[found.group(1)]}')
    return "; or ".join(told)
