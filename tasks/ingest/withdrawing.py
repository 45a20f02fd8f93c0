"""What is noted of pages that left their site, and of those that stand there (again). Nothing follows from it.

A page that is gone ends no title and changes none (semantics, 27): only the place where it was seen says so.
"""

from __future__ import annotations

from tasks.archive.records import Capture, Withdrawn
from warehouse.records import Withdrawal
from warehouse.store import Store


class Withdrawing:
    """The pages that are gone, as one walk through the log comes to know them."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._gone = {(str(row["source_id"]), str(row["url"])) for row in store.rows("pages_withdrawn")}

    def take(self, withdrawn: Withdrawn) -> None:
        """Note since when a page is gone, or that it is back."""
        if withdrawn.back:
            self._stands(withdrawn.source_id, withdrawn.url)
        else:
            self._gone.add((withdrawn.source_id, withdrawn.url))
            self._store.merge([Withdrawal(withdrawn.source_id, withdrawn.url, withdrawn.noticed_at)])

    def saw(self, capture: Capture) -> None:
        """Note that a page which was captured stands; what a person put in was not seen on its site."""
        if not capture.imported:
            self._stands(capture.source_id, capture.url)

    def _stands(self, source_id: str, url: str) -> None:
        if (source_id, url) in self._gone:  # most pages never left, and a statement costs more than the look
            self._gone.remove((source_id, url))
            self._store.execute("note_standing", source_id=source_id, url=url)
