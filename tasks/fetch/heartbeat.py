"""The heartbeat: a URL called after each complete poll, so that a mingdan that has stopped is missed elsewhere."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import aiohttp

from config.errors import ConfigurationError
from config.secrets import redact, resolve

SECONDS = 10.0


def send_heartbeat(url: str, environ: Mapping[str, str]) -> str | None:
    """Call the heartbeat's address once; return what went wrong in a line, null where it was heard.

    The address is the operator's word, so a private one is allowed; redirects are not followed.

    Args:
        url: The address, or ``${NAME}`` of the environment.
        environ: The environment.
    """
    try:
        address = resolve(url, environ)
        status = asyncio.run(_call(address))
    except ConfigurationError as error:
        return f"heartbeat: {error.problem}"
    except (aiohttp.ClientError, OSError, ValueError) as error:
        return f"heartbeat: {redact(address)}: {type(error).__name__}"
    if 200 <= status < 300:
        return None
    return f"heartbeat: {redact(address)}: status {status}"


async def _call(address: str) -> int:
    timeout = aiohttp.ClientTimeout(total=SECONDS)
    async with (
        aiohttp.ClientSession(timeout=timeout, trust_env=True) as session,
        session.get(address, allow_redirects=False) as answer,
    ):
        return answer.status
