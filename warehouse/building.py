"""A warehouse that is built anew beside the live one: nobody reads it before it is whole, so transactions are joined.

What is half done when its maker dies is thrown away as a whole; to commit each announcement by itself would only cost.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

import duckdb

from config.errors import StoreError
from warehouse.faults import store_faults
from warehouse.store import Store

JOINED: Final = 200
"""So many transactions make one; more would hold too much in memory."""


class Building(Store):
    """The writer of a warehouse under construction; a block that fails ends it, for nothing of it can be taken back."""

    _joined = 0

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Join the block to the transaction that is open.

        Raises:
            StoreError: the commit failed, or the block stands within another one.
        """
        if self._within:
            raise StoreError("a transaction within a transaction: a fault of mingdan")
        with store_faults(self.path, "write"):
            if not self._joined:
                self.connection.begin()
            self._joined += 1
        self._within = True
        try:
            yield
        finally:
            self._within = False
        if self._joined >= JOINED:
            self.commit()

    def commit(self) -> None:
        """Commit what is joined so far.

        Raises:
            StoreError: the disk is full or refuses.
        """
        if self._joined:
            self._joined = 0
            with store_faults(self.path, "commit to"):
                self.connection.commit()

    def finish(self) -> None:
        """Commit and write everything into the one file, so that no write-ahead log is left.

        Raises:
            StoreError: the disk is full or refuses.
        """
        self.commit()
        with store_faults(self.path, "write"):
            self.connection.execute("checkpoint")

    def _close(self) -> None:
        if self._open is not None and self._joined:
            with suppress(duckdb.Error):  # an error is on its way already, or the work was called off
                self._open.rollback()
        super()._close()
