"""Where a flow run works and by which clock: plain texts as parameters, no secrets among them (the UI shows them)."""

from __future__ import annotations

from config.clock import find_clock
from config.places import find_places
from tasks.house import House, open_house


def house_at(home: str | None, config: str | None, now: str | None) -> House:
    """Open the house for a flow run; what is not given comes from the environment, else from the defaults."""
    return open_house(find_places(home, config), find_clock(now))
