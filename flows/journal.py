"""What ``mingdan up`` tells whoever watches: what runs when, and how each run went."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from config.clock import CHINA
from flows.api import Api, ServerError
from flows.register import coming, deployed, ended_since

_OVERLAP = timedelta(minutes=1)  # the server writes an end down a moment after it


@dataclass(slots=True)
class Journal:
    """Tells the timetable once it is known, then every run that ends; ``say`` takes a line."""

    api: Api
    say: Callable[[str], None]
    _told_timetable: bool = False
    _told: set[str] = field(default_factory=set)
    _since: datetime = field(default_factory=lambda: datetime.now(UTC))

    def tell_news(self) -> None:
        """Tell what is new; a server that does not answer just now is asked again the next time."""
        try:
            self._told_timetable = self._told_timetable or self._tell_timetable()
            self._tell_ended()
        except ServerError:
            return  # if it is ours and has ended, that is noticed where it is watched

    def _tell_timetable(self) -> bool:
        """Tell when what runs next, once the server has worked it out."""
        runs = coming(self.api)
        if len(runs) < deployed(self.api):
            return False
        for run in runs:
            self.say(f"  {run.what:<16} next {run.at.astimezone(CHINA):%Y-%m-%d %H:%M}")
        return True

    def _tell_ended(self) -> None:
        """Tell the runs that have ended since the last look."""
        looked_at = datetime.now(UTC)
        for run in ended_since(self.api, self._since):
            if run.run_id not in self._told:
                self._told.add(run.run_id)
                self.say(f"  {run.what} {run.state}")
        self._since = max(self._since, looked_at - _OVERLAP)
