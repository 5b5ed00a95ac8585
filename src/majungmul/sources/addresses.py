"""Which network addresses may be asked: public ones, unless a host is expressly allowed.

Names are resolved once per connection and the connection goes to the address that was checked, so
a name that answers differently a moment later (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Collection, Iterable

import httpcore

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], list[str]]

# Reserved ranges that the older Pythons still call global (IANA special-purpose registries).
_CLOSED = tuple(
    ipaddress.ip_network(net)
    for net in ("fec0::/10", "3fff::/20", "192.0.0.0/24", "192.88.99.0/24")
)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class RefusedError(Exception):
    """The host leads into a network that must not be asked."""


class UnresolvedError(Exception):
    """The host has no address."""


def resolve(host: str, port: int) -> list[str]:
    """Addresses of `host`, as the system knows them. Raises UnresolvedError."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UnresolvedError(host) from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def public(text: str) -> bool:
    """Whether an address is reachable by anyone; addresses hidden in IPv6 ones count too."""
    try:
        address = ipaddress.ip_address(text.split("%")[0])
    except ValueError:
        return False
    return all(_open(part) for part in (address, *_embedded(address)))


def _open(address: Address) -> bool:
    special = address.is_multicast or address.is_reserved
    return address.is_global and not special and not any(address in net for net in _CLOSED)


def _embedded(address: Address) -> Iterable[Address]:
    if isinstance(address, ipaddress.IPv4Address):
        return
    if address.ipv4_mapped:
        yield address.ipv4_mapped
    if address.sixtofour:
        yield address.sixtofour
    if address.teredo:
        yield from address.teredo
    if address in _NAT64:
        yield ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)


class PublicOnly(httpcore.NetworkBackend):
    """Opens connections to checked addresses only.

    `allow` names hosts that may be private (an institution's own board, a test's server). One
    private address among several refuses the host: honest names do not mix them.
    """

    def __init__(self, allow: Collection[str] = (), resolver: Resolve = resolve) -> None:
        self._allow = frozenset(allow)
        self._resolve = resolver
        self._inner: httpcore.NetworkBackend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = self._resolve(host, port)
        if not addresses:
            raise UnresolvedError(host)
        if host not in self._allow and not all(public(address) for address in addresses):
            raise RefusedError(host)
        for address in addresses[:-1]:
            try:
                return self._connect(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return self._connect(addresses[-1], port, timeout, local_address, socket_options)

    def _connect(
        self,
        address: str,
        port: int,
        timeout: float | None,
        local_address: str | None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None,
    ) -> httpcore.NetworkStream:
        return self._inner.connect_tcp(
            address,
            port,
            timeout=timeout,
            local_address=local_address,
            socket_options=socket_options,
        )
