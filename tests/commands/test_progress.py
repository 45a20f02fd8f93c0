"""What takes long says so on a terminal, on one line that is gone at the end, and nothing into a pipe."""

from __future__ import annotations

import io
import time

import pytest

from commands.progress import Progress


class Terminal(io.StringIO):
    """A stderr that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal of forty cells."""
    monkeypatch.setenv("COLUMNS", "40")
    return Terminal()


def wait_for(terminal: Terminal, text: str) -> None:
    """Wait until a text was shown."""
    until = time.monotonic() + 5
    while text not in terminal.getvalue() and time.monotonic() < until:
        time.sleep(0.01)
    assert text in terminal.getvalue()


def test_the_document_being_read_is_named_and_the_line_is_left_empty(terminal: Terminal) -> None:
    with Progress(terminal, every=0.01) as progress:
        progress.begun("ingest", "")
        progress.begun("read document", "示例名单")
        progress.begun("read document", "示例又一")
        wait_for(terminal, "read document 示例名单: 0 s, and")
        progress.ended("read document", "示例名单")
        progress.ended("read document", "示例又一")
        wait_for(terminal, "ingest: 0 s")
    assert terminal.getvalue().endswith("\r\033[K")


def test_a_title_of_the_outside_cannot_steer_the_terminal_or_overflow_it(terminal: Terminal) -> None:
    with Progress(terminal, every=0.01) as progress:
        progress.begun("read document", "\x1b]0;pwn\x07\u202e" + "名" * 60)
        wait_for(terminal, "<U+001B>")
    lines = terminal.getvalue().split("\r\033[K")
    assert not {"\x1b", "\x07", "\u202e"} & set("".join(lines)) and all(len(line) < 40 for line in lines)


def test_a_pipe_sees_nothing() -> None:
    piped = io.StringIO()
    with Progress(piped, every=0.0) as progress:
        progress.begun("ingest", "")
        assert progress.line() == "ingest: 0 s"
    assert piped.getvalue() == ""
