"""What goes wrong below HTTP, in our words: a library's error is converted once, with the rung that may help."""

from __future__ import annotations

import ssl

import aiohttp
from aiohttp.http_exceptions import HttpProcessingError

from config.errors import FetchError, Refused, Unreachable
from config.models import Source
from tasks.fetch.access import advice, at_home, switched_on
from tasks.fetch.addresses import redact
from tasks.fetch.connections import BrokenOff
from tasks.fetch.network import UnknownName

LIBRARY_ERRORS = (aiohttp.ClientError, HttpProcessingError, BrokenOff, OSError, ValueError)
"""What the transport raises; ``TimeoutError`` is an ``OSError``, an address that is none a ``ValueError``."""

_NO_CONNECTION = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, UnknownName)
_LONGEST = 200


def is_nobody(error: Exception) -> bool:
    """Say whether no connection came about: whatever the address, this host would not have answered."""
    return isinstance(error, _NO_CONNECTION)


def cause_of(error: Exception) -> Exception | None:
    """Return an error as the cause to keep; None for what may hold a proxy's password."""
    return None if isinstance(error, aiohttp.ClientResponseError) else error


def as_fetch_error(error: Exception, url: str, source: Source) -> FetchError:
    """Return a transport's error as ours; the words name the rung of the ladder that may help and is not on."""
    shown, words = redact(url), _words(error)
    if isinstance(error, aiohttp.InvalidURL | aiohttp.NonHttpUrlClientError | ValueError) and not isinstance(
        error, OSError
    ):
        return Refused(shown, f"the request cannot be sent as written ({words})")
    if isinstance(error, aiohttp.ClientHttpProxyError | aiohttp.ClientProxyConnectionError):
        return Unreachable(shown, f"no whole answer: the proxy refuses ({words})")
    hint = advice(_rungs(error, words), switched_on(source)) if at_home(source, url) else ""
    if isinstance(error, TimeoutError):
        return Unreachable(shown, f"no whole answer in time (timeout: {source.timeout:g} s a wait){hint}")
    return Unreachable(shown, f"no whole answer: {words}{hint}")


def _words(error: Exception) -> str:
    """Return what went wrong in one line, without the address, which the error has beside it."""
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        said = str(error.certificate_error)
    elif isinstance(error, aiohttp.ClientConnectorError):
        said = str(error.os_error)
    elif isinstance(error, aiohttp.ClientResponseError):
        said = (
            f"{error.status} {error.message}"
            if isinstance(error, aiohttp.ClientHttpProxyError)
            else error.message
        )
    else:
        said = str(error)
    line = said.strip().partition("\n")[0][:_LONGEST]
    return line.rstrip(" :") or type(error).__name__


def _rungs(error: Exception, words: str) -> tuple[str, ...]:
    cause = error.__cause__ or error.__context__
    if "too weak" in words or "too small" in words:
        return ("legacy tls", "http")
    if isinstance(cause, ssl.SSLCertVerificationError) or "CERTIFICATE_VERIFY" in words:
        return ("http",)
    if isinstance(cause, ssl.SSLError) or "SSL" in words:
        return ("legacy tls", "http")
    if isinstance(error, UnknownName | aiohttp.ClientConnectorDNSError):
        return ()
    if is_nobody(error) or isinstance(error, TimeoutError):
        return ("proxy",)
    return ("browser",)  # gd.gov.cn resets the connection of what names itself no browser
