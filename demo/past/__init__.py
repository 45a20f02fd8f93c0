"""The bundled past: what the sites published, day by day, and when each day begins.

    past = load_past()
    with simulated_web(past.sites, now=past.days[0].at) as web:
        write_config(folder, web)                # demo.config: sources, programmes, subscriptions
        for day in past.days:
            enter_day(web, day)                  # the clock, and the day's faults instead of yesterday's
            ...                                  # poll with --now day.at

Facts stand in ``announcements/*.yaml`` with what they rest on, and apart from what is assumed; rows known by name are in
``rows/*.csv``, all others have 示例 in their name.
"""

from __future__ import annotations

from demo.past.data import PastBroken
from demo.past.load import Day, Past, enter_day, load_past

__all__ = ["Day", "Past", "PastBroken", "enter_day", "load_past"]
