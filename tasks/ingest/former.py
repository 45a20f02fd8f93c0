"""Ids that moved: what a thing is called now that was called otherwise when a person wrote its id down."""

from __future__ import annotations

from collections.abc import Collection

from warehouse.store import Store


def now_ids(store: Store, ids: Collection[str]) -> dict[str, str]:
    """Return what each of some ids is called now; one that never moved is itself."""
    if not ids:
        return {}
    moved = {
        str(row["former_id"]): str(row["now_id"]) for row in store.rows("former_ids_of", ids=sorted(ids))
    }
    return {one: moved.get(one, one) for one in ids}
