"""What might help where a site does not answer a first look: the option for each refusal. None is tried from here."""

from __future__ import annotations

import re
import shlex

from config.errors import FetchError, Gone, TooLarge
from config.models import Source
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


_INTERFACES = ("json", "miit-search")  # their address alone is no page: what is asked for stands beside it


def look_anew(source: Source) -> str:
    """Return how to look at a watched source as at a new page, asked as its file says, for it answers no other way."""
    if source.list.kind in _INTERFACES:
        return "open the column in a browser, look in its developer tools (network) for the request that brings the list, and mend list"
    rungs = {name: reason for name, reason in source.access.model_dump().items() if reason}
    rungs |= {"legacy-tls": "as its file says"} if source.tls == "legacy" else {}
    rungs |= {"robots": source.robots} if source.robots else {}
    said = [word for rung, reason in rungs.items() for word in (f"--{rung}", reason)]
    said += ["--allow-private"] if source.allow_private else []
    return f"{shlex.join(['mingdan', 'sources', 'new', source.list.url, *said, '--dry-run'])} looks at it as at a new page"


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
