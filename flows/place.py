"""Where a flow run works and by which clock: plain texts as parameters, no secrets among them (the UI shows them)."""

from __future__ import annotations

import logging
from dataclasses import replace

from config.clock import find_clock
from config.places import find_places
from flows.secret import secret_block
from tasks.house import House, open_house


def house_at(home: str | None, config: str | None, now: str | None) -> House:
    """Open the house for a flow run; what is not given comes from the environment, else from the defaults."""
    _let_our_loggers_speak()
    house = open_house(find_places(home, config), find_clock(now))
    return replace(house, secret_of=secret_block)


def _let_our_loggers_speak() -> None:
    """Give our loggers the level that Prefect's own have.

    Prefect hangs its handler on them (``PREFECT_LOGGING_EXTRA_LOGGERS``), but leaves their level at the root's WARNING.
    """
    level = logging.getLogger("prefect.extra").level
    for name in ("flows", "tasks", "warehouse"):
        logging.getLogger(name).setLevel(level)
