"""The faults that change an answer on its way out."""

from __future__ import annotations

import gzip
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from urllib.parse import urljoin

from demo.web.trouble import Fault
from demo.web.wire import Answer


def _gzip(answer: Answer, _seconds: float) -> Answer:
    headers = (*answer.headers, ("Content-Encoding", "gzip"))
    return replace(answer, body=gzip.compress(answer.body, mtime=0), headers=headers)


def _gbk(answer: Answer, _seconds: float) -> Answer:
    """Turn text into GBK, say so in the page alone, and leave the header without a charset."""
    if not _is_text(answer):
        return answer
    body = _called(answer.body.decode(), "gb2312", "GBK").encode("gb18030")
    return replace(answer, body=body, content_type=answer.content_type.partition(";")[0])


def _gbk_as_utf8(answer: Answer, _seconds: float) -> Answer:
    """Turn text into GBK, and go on calling it UTF-8 in page and header."""
    return replace(answer, body=answer.body.decode().encode("gb18030")) if _is_text(answer) else answer


def _utf8_as_gbk(answer: Answer, _seconds: float) -> Answer:
    """Leave text in UTF-8, and call it GBK in page and header."""
    if not _is_text(answer):
        return answer
    body = _called(answer.body.decode(), "gb2312", "GBK").encode()
    return replace(answer, body=body, content_type=f"{answer.content_type.partition(';')[0]}; charset=gbk")


def _is_text(answer: Answer) -> bool:
    return answer.content_type.startswith(("text/", "application/rss", "application/atom"))


def _called(text: str, page: str, feed: str) -> str:
    """Write the name of a character set where the text names its own."""
    return text.replace('charset="utf-8"', f'charset="{page}"').replace(
        'encoding="UTF-8"', f'encoding="{feed}"'
    )


def _raw_newline(answer: Answer, _seconds: float) -> Answer:
    """Put a raw line break at the end of texts of JSON, where it may not stand."""
    if answer.body.lstrip()[:1] not in (b"{", b"["):
        return answer
    return replace(answer, body=_TEXT_END.sub(r"\1\n", answer.body.decode()).encode())


def _dynamic(answer: Answer, _seconds: float) -> Answer:
    """Count visitors in a comment: no two answers have the same bytes."""
    if not answer.content_type.startswith("text/html") or answer.body.lstrip()[:1] != b"<":
        return answer
    return replace(answer, body=answer.body + f"<!-- {time.monotonic_ns()} -->".encode())


def _lying(answer: Answer, _seconds: float) -> Answer:
    return replace(answer, headers=(*answer.headers, ("ETag", LIE))) if answer.status == 200 else answer


def _truncated(answer: Answer, _seconds: float) -> Answer:
    return replace(answer, cut=len(answer.body) // 2)


def _held_back(answer: Answer, seconds: float) -> Answer:
    return replace(answer, wait=seconds)


LIE = '"0"'
"""What a server calls every one of its pages that never changes its word."""

_TEXT_END = re.compile(r'([\u4e00-\u9fff])(?=",)')
_FILE_LINK = re.compile(
    rb"""(href|fileurl)="([^"]+(?:\.(?:pdf|docx?|xlsx?|wps|et|zip|rar)|downfile\.jsp[^"]*))\"""",
    re.IGNORECASE,
)


def files_elsewhere(answer: Answer, page: str) -> Answer:
    """Write the links to files of a page as of another host, which is this one by another name.

    Args:
        answer: the page.
        page: its whole address.
    """

    def moved(found: re.Match[bytes]) -> bytes:
        key, given = (part.decode() for part in found.groups())
        address = urljoin(page, given.replace("&amp;", "&")).replace("127.0.0.1", "localhost", 1)
        return f'{key}="{address}"'.encode()

    if not answer.content_type.startswith("text/html"):
        return answer
    return replace(answer, body=_FILE_LINK.sub(moved, answer.body))


WRAPS: Mapping[Fault, Callable[[Answer, float], Answer]] = {
    Fault.GBK: _gbk,
    Fault.GBK_AS_UTF8: _gbk_as_utf8,
    Fault.UTF8_AS_GBK: _utf8_as_gbk,
    Fault.RAW_NEWLINE: _raw_newline,
    Fault.DYNAMIC: _dynamic,
    Fault.LYING_VALIDATORS: _lying,
    Fault.FILES_ELSEWHERE: lambda answer, _seconds: answer,  # the server knows the address (files_elsewhere)
    Fault.DRIP: lambda answer, seconds: replace(answer, drip=seconds),
    Fault.FORCED_GZIP: _gzip,
    Fault.TRUNCATED: _truncated,
    Fault.SLOW: _held_back,
    Fault.TIMEOUT: lambda answer, seconds: replace(answer, wait=seconds, reset=True),
    Fault.RESET: lambda answer, _seconds: replace(answer, reset=True),
}
