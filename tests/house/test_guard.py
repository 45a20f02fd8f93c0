"""The guard around the tests itself: no test reaches another machine, nor the settings of who runs it."""

from __future__ import annotations

import asyncio
import os
import socket

import pytest

ELSEWHERE = ("192.0.2.1", 80)  # an address for examples (RFC 5737): nobody answers there


def test_another_machine_cannot_be_called() -> None:
    with socket.socket() as plain, pytest.raises(BaseException, match="only this machine may be called"):
        plain.connect(ELSEWHERE)


def test_another_machine_cannot_be_called_from_a_loop_of_events() -> None:
    async def call() -> None:
        await asyncio.open_connection(*ELSEWHERE)

    with pytest.raises(BaseException, match="only this machine may be called"):
        asyncio.run(call())


def test_this_machine_can_be_called() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as plain,
    ):
        assert plain.getpeername() == server.getsockname()


def test_no_setting_of_who_runs_the_tests_is_seen() -> None:
    assert [name for name in os.environ if name.startswith("MINGDAN_")] == []
