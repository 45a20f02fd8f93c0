"""The proxy that the environment names, for sources with the rung ``proxy`` alone; its password is shown nowhere.

Source: HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY in either case, as curl and Python's standard library read them.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit
from urllib.request import proxy_bypass_environment  # type: ignore[attr-defined]  # not in typeshed, documented in urllib

from config.models import Source
from tasks.fetch.standing import NotAsked


@dataclass(frozen=True, slots=True)
class Proxy:
    """An HTTP proxy: its address without user, and what it wants to hear of one."""

    url: str
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)


def proxy_of(
    source: Source, *, scheme: str, host: str, environ: Mapping[str, str] = os.environ
) -> Proxy | None:
    """Return the proxy for a request of a source; None where it has no such rung or the host is in NO_PROXY.

    Raises:
        NotAsked: The source has the rung, and the environment names no proxy, or one that cannot be used.
    """
    if not source.access.proxy:
        return None
    named = {
        name.lower(): value for name, value in environ.items() if name.lower().endswith("_proxy") and value
    }
    if proxy_bypass_environment(host, {"no": named.get("no_proxy", "")}):
        return None
    said = named.get(f"{scheme}_proxy") or named.get("all_proxy")
    if not said:
        problem = f"access.proxy is on and the environment names no proxy for {scheme}"
        raise NotAsked(host, f"{problem}; set {scheme.upper()}_PROXY or ALL_PROXY")
    return _parse(said, host)


def is_proxied(source: Source, url: str) -> bool:
    """Say whether a request goes through the proxy; False where it cannot be sent at all."""
    parts = urlsplit(url)
    try:
        return proxy_of(source, scheme=parts.scheme, host=parts.hostname or "") is not None
    except NotAsked:
        return False


def _parse(said: str, host: str) -> Proxy:
    parts = urlsplit(said if "://" in said else f"http://{said}")
    try:
        port = parts.port
    except ValueError:
        port = None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        kind = "no address" if parts.scheme in ("http", "https") else f"of the kind {parts.scheme[:20]}"
        problem = f"access.proxy: the environment's proxy is {kind}"
        raise NotAsked(host, f"{problem}; only http and https proxies can be used")
    name = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    port = port or {"http": 80, "https": 443}[parts.scheme]
    return Proxy(
        f"{parts.scheme}://{name}:{port}", unquote(parts.username or ""), unquote(parts.password or "")
    )
