"""What goes wrong below HTTP, in our words: a library's error is converted once, with the rung that may help."""

from __future__ import annotations

import ssl

import httpcore
import httpx

from config.errors import FetchError, Refused, Unreachable
from config.models import Source
from tasks.fetch.access import advice, at_home, switched_on
from tasks.fetch.addresses import redact

LIBRARY_ERRORS = (
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.ProxyError,
    httpcore.UnsupportedProtocol,
    httpx.InvalidURL,
    OSError,
    ValueError,
)
"""What the transport raises; ``TimeoutError`` is an ``OSError``, an address that is none a ``ValueError``."""

_NO_CONNECTION = (httpcore.ConnectError, httpcore.ConnectTimeout)


def is_nobody(error: Exception) -> bool:
    """Say whether no connection came about: whatever the address, this host would not have answered."""
    return isinstance(error, _NO_CONNECTION)


def as_fetch_error(error: Exception, url: str, source: Source) -> FetchError:
    """Return a transport's error as ours; the words name the rung of the ladder that may help and is not on."""
    shown = redact(url)
    if isinstance(
        error, httpcore.UnsupportedProtocol | httpcore.LocalProtocolError | httpx.InvalidURL | ValueError
    ):
        return Refused(shown, f"the request cannot be sent as written ({error})")
    if isinstance(error, httpcore.ProxyError):
        return Unreachable(shown, f"no whole answer: the proxy refuses ({error})")
    hint = advice(_rungs(error), switched_on(source)) if at_home(source, url) else ""
    if isinstance(error, httpcore.TimeoutException | TimeoutError):
        return Unreachable(shown, f"no whole answer in time (timeout: {source.timeout:g} s a wait){hint}")
    return Unreachable(shown, f"no whole answer: {error or type(error).__name__}{hint}")


def _rungs(error: Exception) -> tuple[str, ...]:
    cause, words = error.__cause__ or error.__context__, str(error)
    if "too weak" in words or "too small" in words:
        return ("legacy tls", "http")
    if isinstance(cause, ssl.SSLCertVerificationError) or "CERTIFICATE_VERIFY" in words:
        return ("http",)
    if isinstance(cause, ssl.SSLError) or "SSL" in words:
        return ("legacy tls", "http")
    if isinstance(error, httpcore.ReadError | httpcore.RemoteProtocolError):
        return ("browser",)  # gd.gov.cn resets the connection of what names itself no browser
    if "not known" in words:
        return ()
    return ("proxy",)
