"""One HTTP exchange over checked connections.

httpx builds requests and reads answers; its client is left out because it writes whole addresses,
keys included, to its log, and would follow redirects and proxies around the address check.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from ssl import SSLContext

import httpcore
import httpx

from .addresses import PublicOnly, Resolve, resolve

FAILURES = (httpcore.NetworkError, httpcore.ProtocolError, httpx.DecodingError, OSError)
TIMEOUTS = (httpcore.TimeoutException,)


class _Stream(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


class Transport:
    """A pool of connections; each answer must be closed.

    A certificate is checked against the host's name, though the connection goes to an address.
    """

    def __init__(
        self,
        allow: Collection[str] = (),
        resolver: Resolve = resolve,
        tls: SSLContext | None = None,
    ) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=tls,
            network_backend=PublicOnly(allow, resolver),
            max_connections=10,
            keepalive_expiry=15,
        )

    def send(self, request: httpx.Request, connect: float, read: float) -> httpx.Response:
        """The answer's head; its body is read by `iter_bytes`. Raises what httpcore raises."""
        timeout = {"connect": connect, "read": read, "write": read, "pool": connect}
        answer = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                extensions={"timeout": timeout},
            )
        )
        return httpx.Response(answer.status, headers=answer.headers, stream=_Stream(answer))
