"""Which machines mingdan may call: the check happens after DNS, and the checked address is the one connected to.

A name that resolves to a private address, on first sight, on a redirect or on the second lookup (rebinding), reaches
nothing, because there is no second lookup.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any

from aiohttp.abc import AbstractResolver, ResolveResult

from config.errors import Refused

_EMBEDDING = IPv6Network("64:ff9b::/96")  # NAT64: the last 32 bits are the address really reached
_OF_THE_CLOUD = frozenset(
    {IPv4Address("168.63.129.16")}
)  # Azure answers its machines there, out of the public space
_TRIES = 4  # addresses of one name tried before giving up


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


class Network(AbstractResolver):
    """A network that resolves, refuses what it must, and lets sockets be made for checked addresses alone.

    aiohttp asks it for the addresses of a name, and for each socket that it connects: an address that is written as a
    number comes to the second gate only. ``public`` says which addresses may be called without ``allow_private``.
    """

    def __init__(self, *, allow_private: bool, public: Callable[[str], bool] = is_public) -> None:
        self._allow_private, self._public = allow_private, public

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return the first addresses of a name that may be called, for aiohttp.

        Raises:
            Refused: All addresses of the name are private, and the source does not allow that.
            UnknownName: The name is unknown.
        """
        found = (await self.addresses(host, port))[:_TRIES]
        return [
            ResolveResult(hostname=host, host=address, port=port, family=family, proto=0, flags=0)
            for address in found
        ]

    async def addresses(self, host: str, port: int = 0, *, wholly: bool = False) -> list[str]:
        """Return the addresses of a host that may be called, the best first.

        Raises:
            Refused: All addresses of the host are private (or ``wholly``, any), and the source does not allow that.
            UnknownName: The name is unknown.
        """
        try:
            loop = asyncio.get_running_loop()
            found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise UnknownName(f"the name {host} is not known ({error})") from error
        addresses = list(dict.fromkeys(str(item[4][0]) for item in found))
        if self._allow_private:
            return addresses
        public = [address for address in addresses if self._public(address)]
        private = [address for address in addresses if address not in public]
        if private and (wholly or not public):
            raise _refusal(host, private[0])
        return public

    def socket(self, of: tuple[int, int, int, str, tuple[Any, ...]]) -> socket.socket:
        """Return a socket for an address that may be called.

        Raises:
            Refused: The address is private, and the source does not allow that.
        """
        family, kind, proto, _, address = of
        if not self._allow_private and not self._public(str(address[0])):
            raise _refusal(str(address[0]), str(address[0]))
        return socket.socket(family=family, type=kind, proto=proto)

    async def close(self) -> None:
        """Do nothing: names are looked up by the system (asked for by aiohttp)."""


class UnknownName(OSError):
    """A name without an address; prevents taking it for a host that does not answer."""


@lru_cache(maxsize=1024)
def is_odd_number(host: str) -> bool:
    """Say whether a host is a number in a spelling of its own (``2130706433``, ``127.1``), which a system may accept."""
    if not host.replace(".", "").isdigit():
        return False
    try:
        ip_address(host)
    except ValueError:
        return True
    return False


def _refusal(host: str, address: str) -> Refused:
    return Refused(
        host,
        f"{address} is a private address; allow_private: true permits it for a source of the own network",
    )
