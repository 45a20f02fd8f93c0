"""Slow work beside the event loop that nobody waits for once it is called off."""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import threading
from collections.abc import Callable
from typing import TypeVar

R = TypeVar("R")


async def run_unwaited(work: Callable[[], R], *, name: str) -> R:
    """Run work in a thread of its own and return its result; called off, the thread is left to itself.

    ``asyncio.to_thread`` would hold up the end of the process until the work is done: a scan takes minutes, and Ctrl-C
    must not. Work left so may end with the process at any point; it must write nothing half.

    Raises:
        Exception: whatever the work raises.
    """
    loop = asyncio.get_running_loop()
    result: asyncio.Future[R] = loop.create_future()
    context = contextvars.copy_context()

    def settle(settled: Callable[[], None]) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(lambda: None if result.done() else settled())

    def run() -> None:
        try:
            value = context.run(work)
        except BaseException as error:  # noqa: BLE001 -- handed on whole to the task that waits
            problem = error
            settle(lambda: result.set_exception(problem))
        else:
            settle(lambda: result.set_result(value))

    threading.Thread(target=run, name=name, daemon=True).start()
    return await result
