"""The two TLS contexts of the house, each built once: making one costs tens of milliseconds."""

from __future__ import annotations

import os
import ssl
from functools import cache
from typing import Literal

import certifi


@cache
def tls_context(kind: Literal["strict", "legacy"]) -> ssl.SSLContext:
    """Return the shared context: it believes Mozilla's list, or what SSL_CERT_FILE or SSL_CERT_DIR name in its place.

    ``legacy`` talks to servers with old ciphers, small keys and the old renegotiation (海南, 山东, 湖南, seen 2026);
    it still checks the certificate.
    """
    own, folder = os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR")
    if own or folder:
        context = ssl.create_default_context(cafile=own or None, capath=folder or None)
    else:
        context = ssl.create_default_context(cafile=certifi.where())
    context.set_alpn_protocols(["http/1.1"])
    if kind == "legacy":
        context.set_ciphers("DEFAULT:@SECLEVEL=1")
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.options |= getattr(ssl, "OP_LEGACY_SERVER_CONNECT", 0x4)
    return context
