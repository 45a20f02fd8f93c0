"""One captured page asked for again, with its attachments: as it was, changed in place, or gone.

What differs in bytes alone (a counter, a clock, a token) is as it was: it is read, and what was read is compared.
What is not the page any more (a notice of maintenance, another page) is an error, never a change of it.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from functools import partial

from config.errors import FetchError, LayoutChanged, ReadError
from tasks.archive.records import Attachment, Capture, FetchOutcome
from tasks.fetch.addresses import native_id
from tasks.fetch.call import Answer, Validators
from tasks.fetch.counts import without_counts
from tasks.fetch.held_pages import HeldPage
from tasks.fetch.kinds.list_page import Request
from tasks.fetch.page_links import page_links
from tasks.fetch.take_entry import take_attachment
from tasks.fetch.visit import Visit
from tasks.read.about import About
from tasks.read.child import read_apart
from tasks.read.document import Document, Link, Table
from tasks.read.kind import Kind, find_kind
from tasks.unwaited import run_unwaited

_PAGES = (Kind.HTML, Kind.MAIL_PAGE)
_FLEETING = re.compile(r"(?i)(?:_|t|ts|time|timestamp|r|rand|random|rnd|nonce|jsessionid)=[\w.-]{0,64}$")
_SESSION = re.compile(r"(?i);jsessionid=[^/]{0,200}")
_SAME_TITLE = 0.6  # of the pairs of characters of its title a page must still show


async def look_again(held: HeldPage, visit: Visit, *, honest: bool) -> Capture | None:
    """Ask for a page and its attachments again, and return the page as it is now, or None where it is as it was.

    The bodies of what changed are in the archive; the capture is not logged.

    Args:
        held: The page as it was captured last.
        visit: Asks and keeps.
        honest: Whether the server's word that nothing changed counts.

    Raises:
        Gone: Its site has the page no more.
        FetchError: It could not be had.
        LayoutChanged: What stands there now is another page.
        StoreError: The disk is full.
    """
    old = held.capture
    assert old.page_sha256 is not None
    asking = held.validators(old.url, old.page_sha256) if honest else Validators(sha256=old.page_sha256)
    answer = await visit.fetch(Request(old.url, referer=visit.source.list.url), validators=asking)
    page = await _settled(answer, old, visit)
    links = _links_of(old) if page is None else await page_links(answer, visit.source)
    sure = partial(_attachment_again, held, visit=visit, honest=honest)
    attachments = tuple([await sure(link, referer=old.url) for link in links])
    if page is None and _bodies(attachments) == _bodies(old.attachments):
        return None
    sha256 = page or old.page_sha256
    about = f"sweep\n{visit.source.id}\n{old.url}\n{visit.now.isoformat()}\n{sha256}"
    return replace(
        old,
        capture_id="c-" + hashlib.sha256(about.encode("utf-8", "surrogatepass")).hexdigest()[:20],
        captured_at=visit.now,
        page_sha256=sha256,
        page_content_type=old.page_content_type if page is None else answer.content_type,
        attachments=attachments,
        reappeared=False,
        again=True,
        seq=-1,
    )


async def _settled(answer: Answer, old: Capture, visit: Visit) -> str | None:
    """Return the hash of a page that reads otherwise than before, kept in the archive; None for one that is as it was."""
    if answer.status == 304 or answer.sha256 == old.page_sha256:
        outcome = FetchOutcome.NOT_MODIFIED if answer.status == 304 else FetchOutcome.SAME
        visit.settle(outcome, old.page_sha256)
        return None
    if native_id(answer.url) != native_id(old.url):
        raise LayoutChanged(old.url, "its site sends on to another page")
    before = visit.archive.bodies.get(old.page_sha256 or "")
    now = await _read(answer.body, old, visit, answer.content_type)
    if _said_by(now) == _said_by(await _read(before, old, visit, old.page_content_type)):
        visit.settle(FetchOutcome.SAME, None)
        return None
    if not _is_about(now, old.title):
        raise LayoutChanged(old.url, "what stands there now does not show its title")
    return await visit.keep(answer)


async def _read(body: bytes, old: Capture, visit: Visit, content_type: str) -> tuple[Document, ...]:
    source = visit.source
    sha256 = hashlib.sha256(body).hexdigest()
    about = About(sha256, old.url, "", content_type, source.detail, source.encoding)
    try:
        return await run_unwaited(partial(read_apart, body, about), name="read")
    except ReadError as error:
        raise LayoutChanged(old.url, f"what stands there now cannot be read ({error.problem})") from error


def _said_by(documents: tuple[Document, ...]) -> list[object]:
    """Return what a page says: its title, its text without counts of its readers, its tables, its attachments."""
    said: list[object] = []
    for document in documents:
        said += [document.title, [_steady(link.url) for link in document.attachments if not link.picture]]
        for block in document.blocks:
            if isinstance(block, Table):
                said.append([[cell.text for cell in row] for row in block.rows])
            else:
                said.append(without_counts(block.text))
    return said


def _steady(url: str) -> str:
    """Return an address without what a site makes anew for each request: a session, a time, a random number."""
    path, _, query = url.partition("?")
    rest = [piece for piece in query.split("&") if not _FLEETING.match(piece)]
    return _SESSION.sub("", path) + "?" + "&".join(rest)


def _is_about(documents: tuple[Document, ...], title: str) -> bool:
    """Say whether a page still shows most of a title, in pairs of characters; an entry without one fits any text."""
    pairs = {title[place : place + 2] for place in range(len(title) - 1)}
    text = "".join(str(said) for said in _said_by(documents))
    return bool(text) and sum(pair in text for pair in pairs) >= _SAME_TITLE * len(pairs)


def _links_of(old: Capture) -> tuple[Link, ...]:
    return tuple(Link(attached.name, attached.url, attached.picture) for attached in old.attachments)


def _bodies(attachments: tuple[Attachment, ...]) -> list[tuple[str, str | None]]:
    return [(attached.url, attached.sha256) for attached in attachments]


async def _attachment_again(
    held: HeldPage, link: Link, *, visit: Visit, honest: bool, referer: str
) -> Attachment:
    """Return an attachment as it is now; one that does not come, or comes as a page, is as it was."""
    before = next((one for one in held.capture.attachments if one.url == link.url), None)
    if before is None or before.sha256 is None:
        return await take_attachment(link, referer, visit)
    asking = held.validators(link.url, before.sha256) if honest else Validators(sha256=before.sha256)
    try:
        answer = await visit.fetch(Request(link.url, referer=referer), validators=asking)
    except FetchError:
        return before
    if answer.status == 304 or answer.sha256 == before.sha256:
        outcome = FetchOutcome.NOT_MODIFIED if answer.status == 304 else FetchOutcome.SAME
        visit.settle(outcome, before.sha256)
        return before
    was = find_kind(visit.archive.bodies.get(before.sha256))
    if find_kind(answer.body) in _PAGES and was not in _PAGES:
        return before
    if link.picture and not await _stays(answer, link, visit, referer):
        return before
    sha256 = await visit.keep(answer)
    return Attachment(link.name, link.url, sha256, answer.content_type, picture=link.picture)


async def _stays(answer: Answer, link: Link, visit: Visit, referer: str) -> bool:
    """Say whether a picture is the same a second time; one drawn anew for each request shows a code or a count."""
    try:
        again = await visit.fetch(Request(link.url, referer=referer))
    except FetchError:
        return False
    visit.settle(FetchOutcome.SAME, None)
    return again.sha256 == answer.sha256
