"""Where the server of ``mingdan up`` listens."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from flows.api import ServerError
from flows.server import HOST, free_port, is_free
from flows.up import PORT_VARIABLE, choose_port


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_port_that_somebody_listens_on_is_not_free(taken: int) -> None:
    assert not is_free(taken) and is_free(free_port())


def test_the_port_of_the_environment_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    port = free_port()
    monkeypatch.setenv(PORT_VARIABLE, str(port))
    assert choose_port() == port


def test_a_port_that_is_taken_is_refused_with_a_way_out(monkeypatch: pytest.MonkeyPatch, taken: int) -> None:
    monkeypatch.setenv(PORT_VARIABLE, str(taken))
    with pytest.raises(ServerError, match=r"(?s)somebody listens on port \d+ already.*PREFECT_API_URL"):
        choose_port()


@pytest.mark.parametrize("said", ["0", "65536", "http", "-1", "4200x"])
def test_what_is_no_port_is_refused(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv(PORT_VARIABLE, said)
    with pytest.raises(ServerError, match="must be a port"):
        choose_port()
