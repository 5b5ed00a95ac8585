"""Asking the web politely and believing nothing: limits, pauses, retries, checked addresses."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Mapping, MutableMapping
from functools import cache
from pathlib import Path
from ssl import SSLContext
from typing import TypeVar
from urllib.parse import urljoin, urlsplit

import httpx

from . import keys, payload
from .addresses import RefusedError, Resolve, UnresolvedError, resolve
from .ask import Answer, Ask, Limits
from .gateway import GatewayError
from .kept import KeptAnswers
from .pace import Clock, Pace, Sleep, backoff, retry_after
from .robots import AGENT, Robots
from .transport import FAILURES, TIMEOUTS, Transport
from .types import SourceError

T = TypeVar("T")

__all__ = ["Answer", "Ask", "Limits", "MissingError", "Web", "shared"]

# "Mozilla/5.0" because some ministries' firewalls answer 400 to anything else.
USER_AGENT = f"Mozilla/5.0 (compatible; {AGENT}/0.1)"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
_PAUSES = {"apis.data.go.kr": 0.5}  # takes thirty a second


class Web:
    """The only door to the network.

    `allow` names hosts that may stand in a private network. `cache` is any mapping that the
    caller keeps: answers with ETag or Last-Modified go in and come out when the server says that
    nothing changed. `sleep`, `clock`, `resolver` and `tls` are there to be replaced in tests.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        allow: Collection[str] = (),
        cache: MutableMapping[str, Answer] | None = None,
        pause: float = 1.0,
        sleep: Sleep = time.sleep,
        clock: Clock = time.monotonic,
        resolver: Resolve = resolve,
        tls: SSLContext | None = None,
    ) -> None:
        self.limits = limits or Limits()
        self.cache = cache
        self._sleep = sleep
        self._clock = clock
        self._transport = Transport(allow, resolver, tls)
        self._pace = Pace(pause, _PAUSES, clock=clock, sleep=sleep)
        self._robots = Robots(self._robots_text, clock)

    def get(self, ask: Ask) -> Answer:
        """The answer as bytes. Raises SourceError."""
        return self.read(ask, lambda answer: answer)

    def page(self, ask: Ask) -> payload.Page:
        """The items of an answer in JSON or XML. Raises SourceError."""
        return self.read(ask, lambda answer: payload.page(answer.body, answer.charset))

    def read(self, ask: Ask, parse: Callable[[Answer], T]) -> T:
        """`parse` of the answer; both are tried again while that may help. Raises SourceError."""
        _check(ask)
        attempt = 0
        while True:
            try:
                answer = self._ask(ask)
                found = parse(answer)
            except SourceError as error:
                failure = _about(ask, error)
                self._forget(ask)
            else:
                self._keep(ask, answer)
                return found
            # outside of `except`: the error shown must not hold on to the one that quotes a key
            attempt += 1
            wait = backoff(attempt) if failure.after is None else failure.after
            if attempt >= self.limits.tries or not failure.retry or wait > self.limits.wait:
                raise failure
            self._sleep(wait)

    def _ask(self, ask: Ask) -> Answer:
        if ask.robots:
            self._obey_robots(ask.url)
        url = httpx.URL(ask.shown).copy_merge_params(dict(ask.secrets))
        headers = {"User-Agent": USER_AGENT, "Accept": "*/*", **ask.headers}
        kept = self._kept(ask)
        if kept:
            headers |= _validators(kept)
        for _ in range(self.limits.redirects + 1):
            response = self._send(url, headers)
            try:
                if response.status_code in _REDIRECTS:
                    url, headers = _redirected(url, response, headers)
                    if ask.robots:
                        self._obey_robots(str(url))
                    continue
                if response.status_code == 304 and kept:
                    return kept
                return self._finish(ask, response)
            finally:
                response.close()
        raise SourceError("주소가 끝없이 다른 주소로 넘어갑니다. 출처의 주소를 확인하세요.")

    def _send(self, url: httpx.URL, headers: Mapping[str, str]) -> httpx.Response:
        if url.scheme not in {"http", "https"} or not url.host:
            raise SourceError("http나 https 주소가 아니어서 묻지 않았습니다. 주소를 확인하세요.")
        self._pace.wait(url.host)
        request = httpx.Request("GET", url, headers=headers)
        try:
            return self._transport.send(request, self.limits.connect, self.limits.read)
        except RefusedError:
            raise SourceError(
                "내부망 주소로 이어져 묻지 않았습니다. 기관 내부 출처라면 허용 목록에 넣으세요."
            ) from None
        except UnresolvedError:
            raise SourceError(
                "서버 이름을 찾을 수 없습니다. 주소와 네트워크 연결을 확인하세요.", retry=True
            ) from None
        except TIMEOUTS:
            raise _slow() from None
        except FAILURES as error:
            if "CERTIFICATE_VERIFY_FAILED" in str(error):
                raise SourceError(
                    "서버의 인증서를 믿을 수 없어 묻지 않았습니다. 주소를 확인하고, 맞으면 "
                    "SSL_CERT_FILE에 그 기관의 인증서를 더하세요."
                ) from None
            raise _broken() from None

    def _finish(self, ask: Ask, response: httpx.Response) -> Answer:
        body = self._body(response, ask.size or self.limits.size)
        head = response.headers
        answer = Answer(
            ask.shown,
            body,
            response.charset_encoding,
            head.get("content-disposition", ""),
            head.get("etag", ""),
            head.get("last-modified", ""),
        )
        if response.is_success:
            return answer
        raise _refusal(response, answer)

    def _kept(self, ask: Ask) -> Answer | None:
        return None if self.cache is None else self.cache.get(ask.shown)

    def _keep(self, ask: Ask, answer: Answer) -> None:
        """What could be read is kept; attachments, asked for with a size, are the caller's."""
        if self.cache is not None and ask.size is None and (answer.etag or answer.modified):
            self.cache[ask.shown] = answer

    def _forget(self, ask: Ask) -> None:
        """An answer that could not be read must not come back as "nothing changed"."""
        if self.cache is not None:
            self.cache.pop(ask.shown, None)

    def _body(self, response: httpx.Response, most: int) -> bytes:
        """The body, given up as soon as it is too large or takes too long."""
        declared = response.headers.get("content-length", "")
        if declared.isdecimal() and int(declared) > most:
            raise _too_large(most)
        deadline = self._clock() + self.limits.total
        body = bytearray()
        try:
            for chunk in response.iter_bytes():
                body += chunk
                if len(body) > most:
                    raise _too_large(most)
                if self._clock() > deadline:
                    raise _slow()
        except TIMEOUTS:
            raise _slow() from None
        except FAILURES:
            raise _broken() from None
        return bytes(body)

    def _obey_robots(self, url: str) -> None:
        if not self._robots.allows(url):
            raise SourceError(
                "사이트의 robots.txt가 자동 수집을 허락하지 않는 주소입니다. "
                "기관에 API나 RSS가 있는지 알아보세요."
            )
        if delay := self._robots.delay(url):
            self._pace.slow_down(urlsplit(url).hostname or "", delay)

    def _robots_text(self, url: str) -> str:
        try:
            return self.get(Ask(url, size=512 * 1024)).body.decode("utf-8", "replace")
        except MissingError:
            return ""


class MissingError(SourceError):
    """The server knows no such address."""


@cache
def shared() -> Web:
    """The door that all sources of a process use, so that their pauses add up per host.

    `$MAJUNGMUL_ALLOW_HOSTS` (a comma list) names hosts of the institution's own network.
    """
    own = os.environ.get("MAJUNGMUL_ALLOW_HOSTS", "").split(",")
    home = Path(os.environ.get("MAJUNGMUL_HOME", "var"))
    return Web(
        allow={host.strip() for host in own if host.strip()}, cache=KeptAnswers(home / "web")
    )


def _check(ask: Ask) -> None:
    try:
        sound = bool(httpx.URL(ask.shown).host and urlsplit(ask.url).hostname)
    except (httpx.InvalidURL, ValueError):
        sound = False
    if not sound or not ask.url.startswith(("http://", "https://")):
        raise SourceError(
            f"'{ask.url[:80]}'은(는) http나 https 주소가 아니어서 묻지 않았습니다. "
            "주소를 확인하세요."
        )


def _about(ask: Ask, error: SourceError) -> SourceError:
    """The same error, naming the host and freed of keys."""
    host = urlsplit(ask.url).hostname or "?"
    said = error.reason.removeprefix(f"{host}: ")  # its robots.txt may have said so already
    reason = keys.scrub(f"{host}: {said}", ask.secrets)
    return type(error)(reason, retry=error.retry, after=error.after)


def _redirected(
    url: httpx.URL, response: httpx.Response, headers: Mapping[str, str]
) -> tuple[httpx.URL, dict[str, str]]:
    try:
        target = httpx.URL(urljoin(str(url), response.headers.get("location", "")))
    except (httpx.InvalidURL, ValueError):
        raise SourceError("잘못된 주소로 넘어갑니다. 출처의 주소를 확인하세요.") from None
    kept = dict(headers)
    if (target.scheme, target.host, target.port) != (url.scheme, url.host, url.port):
        kept.pop("Authorization", None)
    return target, kept


def _validators(kept: Answer) -> dict[str, str]:
    pairs = {"If-None-Match": kept.etag, "If-Modified-Since": kept.modified}
    return {name: value for name, value in pairs.items() if value}


def _refusal(response: httpx.Response, answer: Answer) -> SourceError:
    """What an answer that is no success means: the gateway's own words before the bare status."""
    try:
        payload.page(answer.body, answer.charset)
    except GatewayError as error:
        return error
    except SourceError:
        pass
    status = response.status_code
    if status in _AGAIN:
        after = retry_after(response.headers.get("retry-after"))
        what = "요청이 너무 잦다고 합니다" if status == 429 else "서버 오류입니다"
        return SourceError(
            f"{what}(HTTP {status}). 잠시 뒤 다시 시도하세요.", retry=True, after=after
        )
    if status in {401, 403}:
        return SourceError(f"접근이 거절되었습니다(HTTP {status}). 인증키와 등록 IP를 확인하세요.")
    if status in {404, 410}:
        return MissingError(f"없는 주소입니다(HTTP {status}). 출처의 주소가 바뀌었는지 확인하세요.")
    return SourceError(f"요청이 거절되었습니다(HTTP {status}). API 명세를 확인하세요.")


def _slow() -> SourceError:
    return SourceError("제때 답이 오지 않았습니다. 잠시 뒤 다시 시도하세요.", retry=True)


def _broken() -> SourceError:
    return SourceError("연결이 되지 않거나 중간에 끊겼습니다. 다시 시도하세요.", retry=True)


def _too_large(most: int) -> SourceError:
    return SourceError(f"{most // 1_048_576} MB가 넘어 받지 않았습니다. 출처를 확인하세요.")
