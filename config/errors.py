"""The errors of the house: one small tree.

    MingdanError
    ├── ConfigurationError      a file of the configuration is wrong
    ├── FetchError              the outside did not give what was asked
    │   ├── Unreachable         no connection, no answer in time (a retry can help)
    │   ├── Blocked             a challenge, refusal or login page (a retry may help)
    │   ├── Gone                404 or 410: the address has nothing
    │   ├── Refused             an address we must not call (private, wrong scheme, too many redirects)
    │   └── TooLarge            the body passed the limit
    ├── ReadError               bytes that could not be understood
    │   ├── LayoutChanged       the marks of a known form are missing
    │   └── Unreadable          a document that no reader could open
    ├── LedgerError             a rule of the ledger was broken: a fault of ours, never of the data
    ├── StoreError              the warehouse cannot be opened, locked or written
    │   ├── InUse               another process holds it (a retry can help)
    │   └── QueryError          a person's own SQL that DuckDB refuses
    └── DeliveryError           a message did not leave the house

Each carries who it concerns as attributes, says what to do next, and whether a retry can help. A library's
error is converted once, at the border, ``from`` its cause.
"""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar


class MingdanError(Exception):
    """Whatever mingdan reports by name; ``retry`` says whether trying again can help."""

    retry: ClassVar[bool] = False


class ConfigurationError(MingdanError):
    """A configuration that cannot be meant as written; prevents a source or a person silently left out."""

    def __init__(self, path: Path | str, line: int | None, problem: str, mend: str = "") -> None:
        self.path, self.line, self.problem, self.mend = path, line, problem, mend
        place = f"{path}:{line}" if line is not None else str(path)
        super().__init__(f"{place}: {problem}" + (f"\n  {mend}" if mend else ""))


class FetchError(MingdanError):
    """Something outside did not give what was asked; prevents "no answer" being taken for "no news"."""

    def __init__(self, url: str, problem: str, status: int | None = None) -> None:
        self.url, self.problem, self.status = url, problem, status
        super().__init__(f"{url}: {problem}")


class Unreachable(FetchError):
    """No connection, or no complete answer in time."""

    retry = True


class Blocked(FetchError):
    """A challenge, a refusal or a login page; prevents reading it as an empty list."""

    retry = True


class Gone(FetchError):
    """The address answers that it has nothing (404, 410)."""


class Refused(FetchError):
    """An address mingdan must not call: a private one, another scheme, a chain of redirects."""


class TooLarge(FetchError):
    """A body above the limit; prevents one page from filling the disk."""


class ReadError(MingdanError):
    """Bytes that could not be understood; prevents a broken page being read as a short one."""

    def __init__(self, about: str, problem: str) -> None:
        self.about, self.problem = about, problem
        super().__init__(f"{about}: {problem}")


class LayoutChanged(ReadError):
    """The marks of a known form are missing; prevents a redesign from reading as "nothing new"."""


class Unreadable(ReadError):
    """A document that no reader could open, in full or at all."""


class LedgerError(MingdanError):
    """A rule of the ledger does not hold; nothing was written."""


class StoreError(MingdanError):
    """The warehouse cannot be opened, locked or written."""


class InUse(StoreError):
    """Another process held the warehouse for longer than was to be waited; prevents two writers at once."""

    retry = True


class QueryError(StoreError):
    """A person's own SQL that DuckDB refuses; prevents a wrong question being taken for an empty answer."""


class DeliveryError(MingdanError):
    """A message did not leave the house."""

    retry = True
