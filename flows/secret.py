"""Values behind ``${NAME}`` from Prefect's Secret blocks, for a flow run whose environment lacks them."""

from __future__ import annotations

import asyncio

from prefect.blocks.system import Secret


def secret_block(name: str) -> str | None:
    """Return the value of the Secret block of that name in lower case, ``-`` for ``_``; null where there is none.

    It waits for Prefect's API, and so must be called where no event loop runs, as in the thread that sends messages.

    Args:
        name: The name in the subscription: ``MINGDAN_ALERT_TEAM`` is the block ``mingdan-alert-team``.
    """
    try:
        block: Secret[str] = asyncio.run(Secret.aload(name.lower().replace("_", "-")))
    except ValueError:  # Prefect's word for "no such block"
        return None
    return str(block.get())
