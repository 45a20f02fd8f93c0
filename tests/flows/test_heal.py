"""What waiting can heal is tried again, all else is raised at once; on a real server."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

import pytest

from config.errors import InUse, MingdanError, StoreError
from tests.flows.conftest import Served

pytestmark = pytest.mark.slow

PAUSES = (0.1, 0.1)


def tried(*errors: MingdanError) -> tuple[list[int], Callable[[], Awaitable[str]]]:
    """Make a step that fails with these errors, one after the other, and then works; and the list of its tries."""
    tries: list[int] = []

    async def step() -> str:
        tries.append(len(tries))
        if len(tries) <= len(errors):
            raise errors[len(tries) - 1]
        return "done"

    return tries, step


def healed(step: Callable[[], Awaitable[str]]) -> str:
    from prefect import flow

    from flows.heal import heal

    @flow(name="示例", persist_result=False)
    async def one_step() -> str:
        return await heal("示例", step, pauses=PAUSES)

    return asyncio.run(one_step())


def test_a_warehouse_in_use_is_tried_again(engine: Served) -> None:
    tries, step = tried(InUse("held"), InUse("held"))
    begin = time.monotonic()
    assert healed(step) == "done" and len(tries) == 3
    assert time.monotonic() - begin >= sum(PAUSES)


def test_it_is_given_up_in_the_end_with_the_last_error(engine: Served) -> None:
    tries, step = tried(*[InUse("held by another")] * 5)
    with pytest.raises(InUse, match="held by another"):
        healed(step)
    assert len(tries) == 1 + len(PAUSES)


def test_what_waiting_cannot_heal_is_raised_at_once(engine: Served) -> None:
    tries, step = tried(StoreError("the disk is full"))
    with pytest.raises(StoreError, match="the disk is full"):
        healed(step)
    assert len(tries) == 1
