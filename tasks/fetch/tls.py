"""The two TLS contexts of the house, each built once: making one costs tens of milliseconds."""

from __future__ import annotations

import ssl
from functools import cache
from typing import Literal

import httpx


@cache
def tls_context(kind: Literal["strict", "legacy"]) -> ssl.SSLContext:
    """Return the shared context.

    ``legacy`` talks to servers with old ciphers, small keys and the old renegotiation (海南, 山东, 湖南, seen 2026);
    it still checks the certificate.
    """
    context = httpx.create_ssl_context()
    if kind == "legacy":
        context.set_ciphers("DEFAULT:@SECLEVEL=1")
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.options |= getattr(ssl, "OP_LEGACY_SERVER_CONNECT", 0x4)
    return context
