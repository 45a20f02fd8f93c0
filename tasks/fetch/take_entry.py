"""One entry seen whole: its page and its attachments into the archive, then one line that says so."""

from __future__ import annotations

import hashlib
from urllib.parse import unquote

from config.errors import FetchError
from tasks.archive.records import Attachment, Capture
from tasks.fetch.call import Answer
from tasks.fetch.file_name import stated_name
from tasks.fetch.kinds.list_page import Entry, Request
from tasks.fetch.page_links import page_links
from tasks.fetch.visit import Visit
from tasks.read.document import Link
from tasks.read.web.attachments import MOST_LINKS
from tasks.read.web.pictures import MOST_PICTURES

_MOST_ATTACHMENTS = MOST_LINKS + MOST_PICTURES


async def take_entry(entry: Entry, visit: Visit, *, reappeared: bool = False, again: bool = False) -> Capture:
    """Fetch and archive an entry's page and attachments; return the capture, logged and flushed.

    ``reappeared`` says that it is no news though it is met for the first time, ``again`` that it was met before.
    An attachment that does not come is in the capture with its error; a page that does not come is no capture.

    Raises:
        FetchError: The page could not be had.
        StoreError: The disk is full.
    """
    page = await visit.fetch(Request(entry.url, referer=visit.source.list.url))
    sha256 = await visit.keep(page)
    links = await page_links(page, visit.source)
    attachments = [await _take_in_time(link, page.url, visit) for link in links[:_MOST_ATTACHMENTS]]
    attachments += [
        _failed(link, f"more than {_MOST_ATTACHMENTS} attachments") for link in links[_MOST_ATTACHMENTS:]
    ]
    capture = Capture(
        capture_id=_capture_id(entry, sha256, visit),
        source_id=visit.source.id,
        url=entry.url,
        title=entry.title,
        dated=entry.dated,
        doc_number=entry.doc_number,
        captured_at=visit.now,
        page_sha256=sha256,
        page_content_type=page.content_type,
        attachments=tuple(attachments),
        listed_as=entry.listed_as,
        reappeared=reappeared,
        again=again,
    )
    await visit.write(capture, durable=True)
    return capture


async def _take_in_time(link: Link, referer: str, visit: Visit) -> Attachment:
    if visit.late:
        return _failed(link, "not asked any more: this poll has taken too long")
    return await take_attachment(link, referer, visit)


async def take_attachment(link: Link, referer: str, visit: Visit) -> Attachment:
    """Fetch and archive an attachment; one that does not come is returned with its error.

    Raises:
        StoreError: The disk is full.
    """
    try:
        answer = await visit.fetch(Request(link.url, referer=referer))
    except FetchError as error:
        return _failed(link, error.problem)
    sha256 = await visit.keep(answer)
    return Attachment(_name(link, answer), link.url, sha256, answer.content_type, picture=link.picture)


def _name(link: Link, answer: Answer) -> str:
    """Return what the page prints for an attachment; where that is but its address, what the server calls it."""
    printed = link.name not in unquote(link.url)
    return link.name if printed or not answer.disposition else stated_name(answer.disposition) or link.name


def _failed(link: Link, why: str) -> Attachment:
    return Attachment(link.name, link.url, None, error=why, picture=link.picture)


def _capture_id(entry: Entry, sha256: str, visit: Visit) -> str:
    about = f"{visit.source.id}\n{entry.url}\n{visit.now.isoformat()}\n{sha256}"
    return "c-" + hashlib.sha256(about.encode("utf-8", "surrogatepass")).hexdigest()[:20]
