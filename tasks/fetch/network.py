"""Which machines mingdan may call: the check happens after DNS, and the checked address is the one connected to.

A name that resolves to a private address, on first sight, on a redirect or on the second lookup (rebinding), reaches
nothing, because there is no second lookup.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from ssl import SSLContext

import httpcore
import httpx

from config.errors import Refused
from tasks.fetch.proxy import Proxy

_EMBEDDING = IPv6Network("64:ff9b::/96")  # NAT64: the last 32 bits are the address really reached
_OF_THE_CLOUD = frozenset(
    {IPv4Address("168.63.129.16")}
)  # Azure answers its machines there, out of the public space
_KEEP_OPEN = 30.0  # seconds that an idle connection stays
_TRIES = 4  # addresses of one name tried before giving up

SocketOption = tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]


def is_public(address: str) -> bool:
    """Say whether an IP address belongs to the public internet, also when it hides in an IPv6 one."""
    try:
        ip: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _EMBEDDING:
            inner = IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if ip.is_site_local:
            return False
    return (
        ip not in _OF_THE_CLOUD
        and ip.is_global
        and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback)
    )


class CheckedBackend(httpcore.AsyncNetworkBackend):
    """A network that resolves, refuses what it must, and connects to the very address it checked."""

    def __init__(self, *, allow_private: bool, public: Callable[[str], bool] = is_public) -> None:
        self._allow_private, self._public = allow_private, public
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first answering address of a host.

        Raises:
            Refused: All addresses of the host are private, and the source does not allow that.
            httpcore.ConnectError: The name is unknown or nothing answers.
        """
        failure: Exception = httpcore.ConnectError(f"no address for {host}")
        for address in (await self.resolve(host, port))[:_TRIES]:
            try:
                return await self._inner.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    async def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[SocketOption] | None = None
    ) -> httpcore.AsyncNetworkStream:
        """Refuse: a socket file is never the outside.

        Raises:
            Refused: Always.
        """
        del timeout, socket_options  # the signature is httpcore's
        raise Refused(path, "a socket file is not an address of the outside")

    async def sleep(self, seconds: float) -> None:
        """Wait between connection attempts (asked for by httpcore)."""
        await self._inner.sleep(seconds)

    async def resolve(self, host: str, port: int, *, wholly: bool = False) -> list[str]:
        """Return the addresses of a host that may be called, the best first.

        Raises:
            Refused: All addresses of the host are private (or ``wholly``, any), and the source does not allow that.
            httpcore.ConnectError: The name is unknown.
        """
        try:
            loop = asyncio.get_running_loop()
            found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"the name {host} is not known ({error})") from error
        addresses = list(dict.fromkeys(str(item[4][0]) for item in found))
        if self._allow_private:
            return addresses
        public = [address for address in addresses if self._public(address)]
        private = [address for address in addresses if address not in public]
        if private and (wholly or not public):
            raise Refused(
                host,
                f"{private[0]} is a private address; allow_private: true permits it for a source of the own network",
            )
        return public


class CheckedTransport(httpx.AsyncBaseTransport):
    """An httpx transport over the checked network, or through a proxy; never through one that nobody asked for.

    A proxy looks names up itself: what resolves here to private addresses alone is refused, what does not resolve here
    at all is left to it. The proxy's own address is the operator's word and may be private.
    """

    def __init__(
        self, *, tls: SSLContext, backend: CheckedBackend, connections: int, proxy: Proxy | None = None
    ) -> None:
        self._backend, self._proxied = backend, proxy is not None
        self._pool = (
            httpcore.AsyncConnectionPool(
                ssl_context=tls,
                max_connections=connections,
                max_keepalive_connections=connections,
                keepalive_expiry=_KEEP_OPEN,
                network_backend=backend,
            )
            if proxy is None
            else httpcore.AsyncHTTPProxy(
                proxy.url,
                proxy_auth=(proxy.user.encode(), proxy.password.encode()) if proxy.user else None,
                ssl_context=tls,
                max_connections=connections,
                max_keepalive_connections=connections,
                keepalive_expiry=_KEEP_OPEN,
            )
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; the body is left to be streamed.

        Raises:
            Refused: The address is private.
            httpcore.NetworkError: No connection (and the other errors of httpcore, converted by the client).
        """
        if self._proxied:
            await self._check(request.url)
        asked = httpcore.Request(
            method=request.method,
            url=httpcore.URL(
                scheme=request.url.raw_scheme,
                host=request.url.raw_host,
                port=request.url.port,
                target=request.url.raw_path,
            ),
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        answer = await self._pool.handle_async_request(asked)
        return httpx.Response(answer.status, headers=answer.headers, stream=_Stream(answer), request=request)

    async def _check(self, url: httpx.URL) -> None:
        with suppress(httpcore.ConnectError):
            await self._backend.resolve(url.host, url.port or 0, wholly=True)

    async def aclose(self) -> None:
        """Close every connection."""
        await self._pool.aclose()


class _Stream(httpx.AsyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for piece in self._answer.aiter_stream():
            yield piece

    async def aclose(self) -> None:
        await self._answer.aclose()
