"""The server of the simulated web: one port, many sites, a clock that the driver sets, a record of every request."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256
from urllib.parse import parse_qs, urlsplit

from demo.web.faults import GATES, LIE, SHELVES, WRAPS, Fault, Trouble, Where, files_elsewhere
from demo.web.listener import Listener
from demo.web.site import Item, Shelf, Site, picture_name
from demo.web.wire import Answer, Asked, not_found

_FILE_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xls": "application/vnd.ms-excel",
    "pdf": "application/pdf",
    "png": "image/png",
}


@dataclass(frozen=True, slots=True)
class Seen:
    """One request as it came in and how it was answered; ``began`` and ``ended`` are monotonic seconds."""

    asked: Asked
    status: int
    began: float
    ended: float


class SimulatedWeb:
    """Sites on one loopback port; start it with ``simulated_web``.

    Every method may be called while the server runs. Requests are answered in threads of their own.
    """

    def __init__(self, sites: Iterable[Site], *, now: datetime, port: int = 0) -> None:
        self._sites = {site.id: site for site in sites}
        self._now = now
        self._troubles: dict[str, tuple[Trouble, ...]] = {}
        self._touched: dict[str, datetime] = {}
        self._seen: list[Seen] = []
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._listener = Listener(self, port)

    @property
    def host(self) -> str:
        """The address and port, as a Host header has it."""
        return f"127.0.0.1:{self._listener.server_port}"

    @property
    def url(self) -> str:
        """The base of every site's address, without a slash at its end."""
        return f"http://{self.host}"

    @property
    def sites(self) -> tuple[Site, ...]:
        """The sites of this web."""
        return tuple(self._sites.values())

    @property
    def now(self) -> datetime:
        """The instant that the web believes it is."""
        return self._now

    @property
    def requests(self) -> tuple[Seen, ...]:
        """Every request answered so far, in the order of its end."""
        with self._lock:
            return tuple(self._seen)

    def list_url(self, site_id: str) -> str:
        """Return what a source's ``list.url`` names for a site."""
        return f"{self.url}/{site_id}{self._sites[site_id].form.list_path}"

    def page_url(self, site_id: str, key: str) -> str:
        """Return the address of an article by its key.

        Raises:
            KeyError: the site has no such article.
        """
        site = self._sites[site_id]
        for item in site.items:
            if item.key == key:
                return f"{self.url}/{site_id}{site.form.page_path(item)}"
        raise KeyError(f"{site_id}: {key}")

    def set_now(self, now: datetime) -> None:
        """Set the web's clock; what is published later is not yet there."""
        with self._lock:
            self._now = now

    def set_site(self, site: Site) -> None:
        """Let a site be another from now on: other articles, another form.

        Raises:
            KeyError: there is no such site.
        """
        with self._lock:
            self._touched[self._sites[site.id].id] = self._now
            self._sites[site.id] = site

    def set_fault(
        self,
        site_id: str,
        fault: Fault,
        *,
        where: Where = Where.ALL,
        times: int | None = None,
        seconds: float = 30.0,
    ) -> None:
        """Give a site a fault, besides those it has.

        Args:
            site_id: the site.
            fault: what goes wrong.
            where: which of its answers are touched.
            times: for how many requests; until cleared if None.
            seconds: how long ``SLOW`` and ``TIMEOUT`` hold an answer back.

        Raises:
            KeyError: there is no such site.
        """
        trouble = Trouble(fault, where, times, seconds)
        with self._lock:
            self._touched[self._sites[site_id].id] = self._now
            self._troubles[site_id] = (*self._troubles.get(site_id, ()), trouble)

    def clear_faults(self, site_id: str | None = None) -> None:
        """Make a site, or all of them, whole again."""
        with self._lock:
            for one in [site_id] if site_id else list(self._troubles):
                if self._troubles.pop(one, ()):
                    self._touched[one] = self._now

    def forget_requests(self) -> None:
        """Empty the record of requests."""
        with self._lock:
            self._seen.clear()

    def start(self) -> None:
        """Serve in a thread of its own until closed."""
        threading.Thread(
            target=self._listener.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        ).start()

    def close(self) -> None:
        """Stop serving, and drop every connection still open."""
        self._closing.set()
        self._listener.shutdown()
        self._listener.server_close()

    def wait(self, seconds: float) -> None:
        """Hold an answer back; ends at once when the web closes."""
        self._closing.wait(seconds)

    def record(self, asked: Asked, status: int, began: float) -> None:
        """Note an answered request; called by the listener."""
        with self._lock:
            self._seen.append(Seen(asked, status, began, time.monotonic()))

    def answer(self, asked: Asked) -> Answer:
        """Answer a request as its site would now, faults and conditional headers included."""
        site = self._sites.get(asked.site_id)
        if site is None:
            return not_found()
        with self._lock:
            shelf = self._shelf(site)
            where, answer = _route(shelf, asked)
            troubles = self._spend(site.id, where)
            modified = max(filter(None, (site.changed(self._now), self._touched.get(site.id))), default=None)
        for trouble in troubles:
            gate = GATES.get(trouble.fault)
            refused = gate(asked) if gate else None
            if refused is not None:
                return refused
        if site.rewrite and answer.content_type.startswith("text/"):
            answer = replace(answer, body=site.rewrite(answer.body.decode()).encode())
        for trouble in troubles:
            if trouble.fault in WRAPS:
                answer = WRAPS[trouble.fault](answer, trouble.seconds)
            if trouble.fault is Fault.FILES_ELSEWHERE:
                answer = files_elsewhere(answer, f"{self.url}{asked.target}")
        if ("ETag", LIE) in answer.headers:
            held = asked.headers.get("if-none-match") == LIE
            return replace(answer, status=304, body=b"") if held else answer
        return _conditional(answer, asked, modified) if site.validators else answer

    def _shelf(self, site: Site) -> Shelf:
        """Lay out what a site shows now, with the faults that change it."""
        shelf = Shelf(site, site.shown(self._now), self.host)
        for trouble in self._troubles.get(site.id, ()):
            if trouble.fault in SHELVES and trouble.times != 0:
                shelf = SHELVES[trouble.fault](shelf)
        return shelf

    def _spend(self, site_id: str, where: Where) -> tuple[Trouble, ...]:
        """Return the faults that touch this answer, and count it against those that last a number of requests."""
        kept, touching = [], []
        for trouble in self._troubles.get(site_id, ()):
            touches = trouble.touches(where)
            if touches:
                touching.append(trouble)
            spent = touches and trouble.times is not None
            kept.append(replace(trouble, times=(trouble.times or 0) - 1) if spent else trouble)
        if kept:
            self._troubles[site_id] = tuple(kept)
        return tuple(touching)


def _route(shelf: Shelf, asked: Asked) -> tuple[Where, Answer]:
    """Find what an address names: a list page, an article, a file, or nothing."""
    form = shelf.site.form
    listed = form.listed(shelf, asked)
    if listed is not None:
        return Where.LIST, listed
    for item in shelf.items:
        if _same(form.page_path(item), asked):
            return Where.PAGE, form.page(shelf, item)
        found = _file(shelf, item, asked)
        if found is not None:
            return Where.FILE, found
    return Where.PAGE, not_found()


def _file(shelf: Shelf, item: Item, asked: Asked) -> Answer | None:
    """Return the attachment or picture of an article that an address names, if it names one."""
    form = shelf.site.form
    folder = form.page_path(item).rpartition("/")[0]
    files = [(form.file_path(item, attached), attached) for attached in item.attachments]
    files += [(f"{folder}/{picture_name(item.key, one.name)}", one) for one in item.pictures]
    for path, attached in files:
        if _same(path, asked):
            return Answer(200, attached.make(), _FILE_TYPES.get(attached.suffix, "application/octet-stream"))
    return None


def _same(path: str, asked: Asked) -> bool:
    """Tell whether a request asks for a path (with query, if the path has one)."""
    split = urlsplit(path)
    wanted = {key: values[0] for key, values in parse_qs(split.query).items()}
    return split.path == asked.path and all(asked.query.get(key) == value for key, value in wanted.items())


def _conditional(answer: Answer, asked: Asked, modified: datetime | None) -> Answer:
    """Add ETag and Last-Modified, and answer 304 where the client holds the same; ETag goes before the date."""
    if answer.status != 200:
        return answer
    seal = f'"{sha256(answer.body).hexdigest()[:16]}"'
    headers = (*answer.headers, ("ETag", seal))
    if modified is not None:
        headers = (*headers, ("Last-Modified", format_datetime(modified.astimezone(UTC), usegmt=True)))
    held = asked.headers.get("if-none-match")
    same = held == seal if held else _unchanged(asked.headers.get("if-modified-since"), modified)
    return Answer(304, b"", answer.content_type, headers) if same else replace(answer, headers=headers)


def _unchanged(since: str | None, modified: datetime | None) -> bool:
    """Tell whether nothing changed since the second a client names; a date that is none counts as not given."""
    if since is None or modified is None:
        return False
    try:
        return modified.replace(microsecond=0) <= parsedate_to_datetime(since)
    except (TypeError, ValueError):
        return False


@contextmanager
def simulated_web(sites: Iterable[Site], *, now: datetime, port: int = 0) -> Iterator[SimulatedWeb]:
    """Serve sites on loopback while the block runs.

    Args:
        sites: the sites; their ids are the first path segment of their addresses.
        now: the instant the web starts at, aware.
        port: the port; any free one if 0.

    Raises:
        OSError: the port is taken.
    """
    web = SimulatedWeb(sites, now=now, port=port)
    web.start()
    try:
        yield web
    finally:
        web.close()
