"""A signal that asks to stop is noticed at the next pause, whatever was going on when it came."""

from __future__ import annotations

import os
import signal
import time

import pytest

from flows.watch import SIGNALS, StopAsked, watching


@pytest.mark.parametrize("number", SIGNALS)
def test_a_pause_ends_when_asked_to_stop(number: signal.Signals) -> None:
    with watching() as watch:
        watch.pause(0)
        os.kill(os.getpid(), number)
        begin = time.monotonic()
        with pytest.raises(StopAsked):
            watch.pause(30)
        assert time.monotonic() - begin < 5


def test_asking_again_means_to_hurry() -> None:
    with watching() as watch:
        os.kill(os.getpid(), signal.SIGTERM)
        assert not watch.hurried
        os.kill(os.getpid(), signal.SIGTERM)
        assert watch.hurried


def test_the_handlers_of_before_are_put_back() -> None:
    before = [signal.getsignal(number) for number in SIGNALS]
    with watching():
        assert [signal.getsignal(number) for number in SIGNALS] != before
    assert [signal.getsignal(number) for number in SIGNALS] == before
