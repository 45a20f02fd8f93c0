"""Settle a review: write the decision where it is replayed from, then bring the ledger up to it (invariant 9)."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import yaml

from config.clock import CHINA
from config.errors import ConfigurationError, StoreError
from config.models import Decision
from config.places import Places
from tasks.house import House
from tasks.ingest.holding import PAGE
from tasks.mended import read_mended
from warehouse.records import Review


def write_decision(
    house: House, review_id: str, decided: str, *, by: str, why: str, rows_file: Path | None = None
) -> Decision:
    """Write a person's word on a review to ``config/decisions/`` and return it.

    Args:
        house: The wired house.
        review_id: The review's full id.
        decided: ``accept`` or ``reject``.
        by: Who decides.
        why: The reason in words; may be empty.
        rows_file: mended rows (CSV or XLSX) that take the place of those read, for an accepted list.

    Raises:
        StoreError: the ledger has no such review, it is decided already, or it is a page that cannot be placed.
        ConfigurationError: the rows cannot be read, or the folder cannot be written; it says the line to add by hand.
    """
    review = _open_review(house, review_id)
    if review.kind == PAGE and decided == "accept":
        raise StoreError(
            f"{review_id} is a page that cannot be placed ({review.reason}); nothing in it can count as it stands."
            " Import the original notice, or reject it"
        )
    rows = tuple(read_mended(rows_file)) if rows_file is not None else None
    decision = Decision(
        id=review_id,
        kind=review.kind,
        about=review.about,
        decided="accept" if decided == "accept" else "reject",
        by=by,
        on=house.clock(),
        why=why,
        rows=rows,
    )
    _write(house.places, decision)
    return decision


def decision_path(places: Places, review_id: str) -> Path:
    """Return the file a decision is kept in: one file each, so that deleting it undoes it."""
    return places.config / "decisions" / f"{review_id.replace(':', '-')}.yaml"


def _open_review(house: House, review_id: str) -> Review:
    """Return the review if it still waits."""
    with house.open_store() as store:
        found = store.load(Review, "review", review_id=review_id)
    if not found:
        raise StoreError(f"no review is called {review_id}; mingdan review list shows those that wait")
    if found[0].decided_at is not None:
        decided, by = found[0].decision, found[0].decided_by
        raise StoreError(
            f"{review_id} is decided already ({decided} by {by})\n  {_undoing(house.places, review_id)}"
        )
    return found[0]


def _undoing(places: Places, review_id: str) -> str:
    """Say how what was decided is undone: a question that the ledger settled itself has no file."""
    path = decision_path(places, review_id)
    if not path.exists():
        return (
            f"No decision of a person is kept for it: what came later answered it. mingdan show {review_id}"
        )
    return (
        f"To undo it, delete {path}\n  and run mingdan replay --apply: it builds the ledger anew from the archive,"
        "\n  says what that changes, and tells nobody again."
    )


def _write(places: Places, decision: Decision) -> None:
    """Write one decision whole or not at all."""
    path = decision_path(places, decision.id)
    text = _as_yaml(decision)
    waiting = path.with_suffix(f".{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        waiting.write_text(text, encoding="utf-8")
        waiting.replace(path)
    except OSError as error:
        with suppress(OSError):  # it may never have been made
            waiting.unlink()
        mend = f"Nothing was decided. Make it writable, or add this to {path} by hand:\n{text}"
        raise ConfigurationError(path.parent, None, f"cannot be written: {error.strerror}", mend) from error


def _as_yaml(decision: Decision) -> str:
    """Return the decision as the list of one that its file holds."""
    said = decision.model_dump(mode="json", exclude_none=True)
    said["on"] = _instant(decision.on)
    return yaml.safe_dump([said], allow_unicode=True, sort_keys=False, width=120)


def _instant(at: datetime) -> str:
    """Return an instant as people here read it, with its offset."""
    return at.astimezone(CHINA).isoformat()
