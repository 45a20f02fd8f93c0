"""Bodies that are not whole: too short, too long, cut within their chunks, or without an end."""

from __future__ import annotations

import itertools

import pytest

from config.errors import Unreachable
from tasks.fetch.call import Validators
from tasks.fetch.kinds.list_page import Request
from tests.tasks.fetch.fetching import Fetching, raw_server

HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
PAGE = b"<html><body><ul><li>\xe7\xa4\xba\xe4\xbe\x8b</li></ul></body></html>"


@pytest.fixture
def fetch(site, source) -> Fetching:
    return Fetching(site, source)


def served(fetch: Fetching, *answers: bytes):
    waiting = itertools.chain(answers[:-1], itertools.repeat(answers[-1]))
    with raw_server(lambda head: next(waiting)) as url:
        return fetch(Request(url + "/"))


@pytest.mark.parametrize(
    "answer",
    [
        f"{HEAD}Content-Length: {len(PAGE) + 9}\r\n\r\n".encode() + PAGE,
        f"{HEAD}Transfer-Encoding: chunked\r\n\r\n40\r\n".encode() + PAGE[:20],
        f"{HEAD}Transfer-Encoding: chunked\r\n\r\n{len(PAGE):x}\r\n".encode() + PAGE + b"\r\n",
    ],
    ids=["fewer bytes than said", "within a chunk", "no last chunk"],
)
def test_a_body_that_stops_early_is_no_page(fetch, answer) -> None:
    with pytest.raises(Unreachable, match="no whole answer"):
        served(fetch, answer)
    assert len(fetch.pauses) == 2, "it was tried again"


def test_more_bytes_than_said_are_not_part_of_the_page(fetch) -> None:
    answer = f"{HEAD}Content-Length: {len(PAGE)}\r\nConnection: close\r\n\r\n".encode() + PAGE + b"<li>x"
    assert served(fetch, answer).body == PAGE


def test_a_page_of_no_said_length_that_breaks_off_is_asked_for_again(fetch) -> None:
    cut, whole = f"{HEAD}\r\n".encode() + PAGE[:30], f"{HEAD}\r\n".encode() + PAGE
    assert served(fetch, cut, whole).body == PAGE


def test_a_page_that_never_has_an_end_is_taken_as_it_is(fetch) -> None:
    endless = f"{HEAD}\r\n".encode() + b"<html><body><ul><li>one"
    assert served(fetch, endless).body.endswith(b"one")


def test_a_page_that_breaks_off_elsewhere_each_time_is_no_page(fetch) -> None:
    answers = [f"{HEAD}\r\n".encode() + PAGE[:size] for size in (20, 25, 30)]
    with pytest.raises(Unreachable, match="its end is missing"):
        served(fetch, *answers)


def test_a_page_without_an_end_whose_length_is_right_is_whole(fetch) -> None:
    body = b"<html><body><ul><li>one</li></ul>"
    assert served(fetch, f"{HEAD}Content-Length: {len(body)}\r\n\r\n".encode() + body).body == body
    assert fetch.pauses == []


@pytest.mark.parametrize("close", ["", "Connection: close\r\n"])
@pytest.mark.parametrize(
    "length", ["Content-Length: 5\r\n\r\nhello", "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"]
)
def test_what_follows_an_answer_in_one_piece_does_not_spoil_it(fetch, close, length) -> None:
    assert served(fetch, f"HTTP/1.1 200 OK\r\n{close}{length}<li>x".encode()).body == b"hello"
    assert fetch.pauses == []


def test_a_body_behind_304_is_not_read(fetch) -> None:
    answer = b"HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\nhello"
    with raw_server(lambda head: answer) as url:
        found = fetch(Request(url + "/"), validators=Validators(etag='"1"'))
    assert (found.status, found.body, fetch.pauses) == (304, b"", [])
