"""How a request goes over the wire: its address as httpx writes it, its connection kept warm and never stale."""

from __future__ import annotations

import asyncio

import httpcore
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.errors import Unreachable
from config.models import Settings
from tasks.fetch.client import Client
from tasks.fetch.kinds.list_page import Request
from tasks.fetch.outgoing import _AS_WRITTEN, address_of

hosts = st.sampled_from(
    ["shili.example", "a-b.shili.example", "127.0.0.1", "xn--fsq.example", "Shili.EXAMPLE", "示例.example"]
)
ports = st.sampled_from(["", ":8080", ":80", ":443", ":65535"])
paths = st.from_regex(r"(/[\w.~%示-]{0,6}){1,4}(\?[\w.~=&+%-]{0,9})?", fullmatch=True)


@given(st.sampled_from(["http", "https"]), hosts, ports, st.just("") | paths)
def test_an_address_goes_out_as_httpx_would_write_it(scheme, host, port, path) -> None:
    url = f"{scheme}://{host}{port}{path}"
    found, wanted = address_of(url), httpx.URL(url)
    assert (found.text, found.netloc) == (str(wanted), wanted.netloc)
    assert (found.url.scheme, found.url.host, found.url.port, found.url.target) == (
        wanted.raw_scheme,
        wanted.raw_host,
        wanted.port,
        wanted.raw_path,
    )


@given(paths)
def test_an_address_with_a_step_up_or_an_escape_is_never_taken_as_written(path) -> None:
    plain = _AS_WRITTEN.fullmatch(f"http://shili.example{path}")
    assert plain is None or ("/." not in path.partition("?")[0] and "%" not in path and path.isascii())


@pytest.mark.parametrize("url", ["http://shili.example:65536/", "http://shili.example:x/", "http://示例\n/"])
def test_what_is_no_address_is_none(url) -> None:
    with pytest.raises(httpx.InvalidURL):
        address_of(url)
    with pytest.raises(httpcore.UnsupportedProtocol):
        address_of("ftp://shili.example/")


class Counting:
    """A server that counts connections, hangs up after so many answers on each, and may say nothing at all."""

    def __init__(self, answers: int, said: bytes = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok") -> None:
        self.answers, self.said, self.connections = answers, said, 0

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        for _ in range(self.answers):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(self.said)
        writer.close()

    async def ask(self, source, times: int) -> list[bytes]:
        async with await asyncio.start_server(self.talk, "127.0.0.1", 0) as server:
            url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
            client = Client(Settings())
            try:
                bodies = []
                for _ in range(times):
                    answer = await client.fetch(Request(url), source=source(timeout=0.3), retries=0)
                    bodies.append(answer.body)
                    await asyncio.sleep(0.02)  # a server that hangs up is heard only when the loop turns
                return bodies
            finally:
                await client.aclose()


def test_a_warm_connection_is_used_again_and_one_the_server_left_is_not(source) -> None:
    server = Counting(answers=3)
    assert asyncio.run(server.ask(source, 7)) == [b"ok"] * 7
    assert server.connections == 3


def test_a_body_much_longer_than_is_held_at_once_is_read_whole_to_the_end_of_the_connection(source) -> None:
    body = bytes(range(256)) * 8192
    server = Counting(answers=1, said=b"HTTP/1.1 200 OK\r\n\r\n" + body)
    assert asyncio.run(server.ask(source, 1)) == [body]


def test_a_server_that_takes_a_request_and_says_nothing_is_given_up_in_time(source) -> None:
    with pytest.raises(Unreachable, match="in time"):
        asyncio.run(Counting(answers=2, said=b"").ask(source, 1))


def test_a_server_that_hangs_up_without_a_word_is_unreachable(source) -> None:
    with pytest.raises(Unreachable, match="no whole answer"):
        asyncio.run(Counting(answers=0).ask(source, 1))
