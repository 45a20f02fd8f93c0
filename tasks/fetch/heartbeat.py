"""The heartbeat: a URL called after each complete poll, so that a mingdan that has stopped is missed elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

import httpx

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
        answer = httpx.get(address, timeout=SECONDS, follow_redirects=False)
    except ConfigurationError as error:
        return f"heartbeat: {error.problem}"
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return f"heartbeat: {redact(address)}: {type(error).__name__}"
    if answer.is_success:
        return None
    return f"heartbeat: {redact(address)}: status {answer.status_code}"
