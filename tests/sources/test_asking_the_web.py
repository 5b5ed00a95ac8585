"""The fetch layer against a server that misbehaves."""

from __future__ import annotations

import logging
from urllib.parse import urlsplit

import pytest
import tests.sources.server as bad
from tests.sources.server import Reply, Server, as_json, gateway_error

from majungmul.sources import SourceError
from majungmul.sources.web import Answer, Ask, Limits, Web

OK = as_json({"data": [{"pbanc_sn": 1, "biz_pbanc_nm": "공고"}], "totalCount": 1})
KEY = "s3cret+key/with=signs"


def refusal(web: Web, ask: Ask) -> SourceError:
    with pytest.raises(SourceError) as caught:
        web.page(ask)
    return caught.value


def test_a_good_answer_is_read(server: Server, web: Web) -> None:
    page = web.page(Ask(server.on("/api", OK)))
    assert page.items == ({"pbanc_sn": 1, "biz_pbanc_nm": "공고"},)
    assert page.total == 1


@pytest.mark.parametrize(
    ("behaviour", "word"),
    [
        (bad.silent, "제때"),
        (bad.truncated, "끊겼습니다"),
        (bad.short_length, "끊겼을"),
        (bad.hangs_up, "끊겼습니다"),
        (Reply(b""), "비어"),
        (Reply(b"  \r\n "), "비어"),
        (Reply("<!DOCTYPE html><html><body>로그인</body></html>".encode()), "웹 페이지"),
        (Reply(b"oops", 503), "HTTP 503"),
        (gateway_error("02", "DB_ERROR"), "데이터베이스"),
        (Reply(b'{"code":-999,"msg":"UNKNOWN"}', 400), "간격"),
    ],
)
def test_what_may_pass_is_tried_again_and_then_said(
    server: Server, web: Web, naps: list[float], behaviour: object, word: str
) -> None:
    error = refusal(web, Ask(server.on("/api", behaviour)))
    assert word in error.reason
    assert error.reason.startswith("127.0.0.1: ")
    assert server.count("/api") == 3
    assert len(naps) == 2


@pytest.mark.parametrize(
    "behaviour",
    [
        bad.silent,
        bad.truncated,
        bad.short_length,
        bad.hangs_up,
        Reply(b"busy", 429),
        gateway_error("99", "UNKNOWN_ERROR"),
    ],
)
def test_a_passing_trouble_is_outlived(server: Server, web: Web, behaviour: object) -> None:
    assert web.page(Ask(server.on("/api", behaviour, OK))).total == 1


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (gateway_error("30", "SERVICE_KEY_IS_NOT_REGISTERED_ERROR"), "등록되지 않은 인증키"),
        (gateway_error("22", "LIMITED_NUMBER_OF_SERVICE_REQUESTS_EXCEEDS_ERROR"), "자정"),
        (gateway_error("32", "UNREGISTERED_IP_ERROR"), "IP"),
        (gateway_error("77", "NEW_ERROR"), "NEW_ERROR"),
        (Reply(b"SERVICE_KEY_IS_NOT_REGISTERED_ERROR"), "등록되지 않은 인증키"),
        (as_json({"resultCode": "30", "resultMsg": "KEY"}), "등록되지 않은 인증키"),
        (as_json({"response": {"header": {"resultCode": "12"}}}), "폐지된"),
        (Reply(b"<response><header><resultCode>20</resultCode></header></response>"), "권한"),
        (as_json({"reqErr": "유효하지 않은 키"}), "BIZINFO_KEY"),
        (as_json({"code": -401, "msg": "인증키는 필수"}, 401), "인증키"),
        (as_json({"code": -4, "msg": "등록되지 않은 인증키"}, 401), "인증키"),
        (Reply(b"no", 401), "HTTP 401"),
        (Reply(b"no", 403), "HTTP 403"),
        (Reply(b"no", 404), "HTTP 404"),
        (Reply(b"Request Blocked", 400), "HTTP 400"),
    ],
)
def test_what_will_not_pass_is_said_at_once(
    server: Server, web: Web, naps: list[float], answer: Reply, word: str
) -> None:
    error = refusal(web, Ask(server.on("/api", answer)))
    assert word in error.reason
    assert not error.retry
    assert server.count("/api") == 1
    assert naps == []


def test_no_data_is_an_empty_page(server: Server, web: Web) -> None:
    answer = gateway_error("03", "NODATA_ERROR")
    assert web.page(Ask(server.on("/api", answer))).items == ()


def test_the_server_says_how_long_to_wait(server: Server, web: Web, naps: list[float]) -> None:
    busy = Reply(b"busy", 429, {"Retry-After": "7"})
    web.page(Ask(server.on("/api", busy, OK)))
    assert naps == [7.0]


def test_a_wait_of_hours_is_told_instead_of_slept(
    server: Server, web: Web, naps: list[float]
) -> None:
    busy = Reply(b"busy", 429, {"Retry-After": "86400"})
    error = refusal(web, Ask(server.on("/api", busy)))
    assert error.after == 86400
    assert naps == []


def test_ten_gigabytes_stop_at_the_limit(server: Server, web: Web) -> None:
    assert "1 MB가 넘어" in refusal(web, Ask(server.on("/api", bad.ten_gigabytes))).reason
    assert server.count("/api") == 1


def test_a_declared_size_over_the_limit_is_not_read(server: Server, web: Web) -> None:
    assert "1 MB가 넘어" in refusal(web, Ask(server.on("/api", bad.dripping))).reason


def test_dripping_ends_with_the_total_time(server: Server) -> None:
    ticks = iter(range(10**9))
    limits = Limits(read=5, total=20, size=10**10, tries=1)
    web = Web(limits, allow={"127.0.0.1"}, pause=0, clock=lambda: float(next(ticks)))
    assert "제때" in refusal(web, Ask(server.on("/api", bad.dripping))).reason


def test_a_wrong_charset_is_seen_through(server: Server, web: Web) -> None:
    body = '{"data":[{"pbanc_sn":1,"biz_pbanc_nm":"한글 제목"}]}'
    lies = {"Content-Type": "application/json; charset=euc-kr"}
    old = {"Content-Type": "application/json; charset=utf-8"}
    utf8 = server.on("/utf8", Reply(body.encode(), headers=lies))
    cp949 = server.on("/cp949", Reply(body.encode("cp949"), headers=old))
    for url in (utf8, cp949):
        assert web.page(Ask(url)).items[0]["biz_pbanc_nm"] == "한글 제목"


def test_bytes_in_no_charset_are_refused(server: Server, web: Web) -> None:
    url = server.on("/api", Reply(b'{"data": "\xff\xff\xfe\x81"}'))
    assert "글자" in refusal(web, Ask(url)).reason


def test_entities_in_xml_are_refused(server: Server, web: Web) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "cc">]><a>&b;</a>'
    assert "선언" in refusal(web, Ask(server.on("/api", Reply(bomb)))).reason


def test_deeply_nested_json_is_no_crash(server: Server, web: Web) -> None:
    url = server.on("/api", Reply(b"[" * 200_000))
    assert "온전한 JSON" in refusal(web, Ask(url)).reason


def test_redirects_are_followed_to_their_end(server: Server, web: Web) -> None:
    server.on("/new", OK)
    url = server.on("/old", Reply(status=302, headers={"Location": "/new"}))
    assert web.page(Ask(url)).total == 1


def test_a_redirect_loop_ends(server: Server, web: Web) -> None:
    url = server.on("/loop", Reply(status=302, headers={"Location": "/loop"}))
    assert "끝없이" in refusal(web, Ask(url)).reason
    assert server.count("/loop") == web.limits.redirects + 1


@pytest.mark.parametrize(
    "target",
    [
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://0.0.0.0/",
        "http://2130706433/",
        "file:///etc/passwd",
        "ftp://example.com/",
        "//192.168.0.1/x",
    ],
)
def test_a_redirect_into_a_private_network_is_refused(
    server: Server, web: Web, target: str
) -> None:
    url = server.on("/api", Reply(status=302, headers={"Location": target}))
    error = refusal(web, Ask(url))
    assert "내부망" in error.reason or "https 주소가 아니어서" in error.reason
    assert not error.retry


def test_a_private_host_is_refused_unless_allowed(server: Server) -> None:
    url = server.on("/api", OK)
    assert "내부망" in refusal(Web(pause=0), Ask(url)).reason
    assert server.asked == []


def test_the_key_reaches_the_server_and_nothing_else(
    server: Server, web: Web, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    echo = gateway_error("77", f"BAD KEY {KEY}")
    ask = Ask(server.on("/api", echo), {"page": "1"}, {"serviceKey": KEY})
    error = refusal(web, ask)
    assert server.asked[0].query["serviceKey"] == KEY
    said = f"{error} {error!r} {ask!r} {ask.shown} {web!r} {error.__context__!r} {caplog.text}"
    assert "s3cret" not in said
    assert "***" in error.reason


def test_the_key_is_not_kept_in_the_cache(server: Server) -> None:
    cache: dict[str, object] = {}
    web = Web(allow={"127.0.0.1"}, pause=0, cache=cache)  # type: ignore[arg-type]
    tagged = Reply(OK.body, headers={"ETag": '"v1"'})
    web.page(Ask(server.on("/api", tagged), {"page": "1"}, {"serviceKey": KEY}))
    assert cache
    assert "s3cret" not in repr(cache)


def test_an_unchanged_answer_comes_from_the_cache(server: Server) -> None:
    web = Web(allow={"127.0.0.1"}, pause=0, cache={})
    tagged = Reply(
        OK.body, headers={"ETag": '"v1"', "Last-Modified": "Sat, 01 Aug 2026 00:00:00 GMT"}
    )
    url = server.on("/api", tagged, Reply(status=304))
    assert web.page(Ask(url)) == web.page(Ask(url))
    again = server.asked[1].headers
    assert again["If-None-Match"] == '"v1"'
    assert again["If-Modified-Since"] == "Sat, 01 Aug 2026 00:00:00 GMT"


def test_an_answer_that_could_not_be_read_is_asked_for_anew(server: Server) -> None:
    """A cut body with a validator would otherwise come back as "nothing changed" for ever."""
    web = Web(Limits(tries=1), allow={"127.0.0.1"}, pause=0, cache={})
    cut = Reply(OK.body[:20], headers={"ETag": '"v1"'})
    url = server.on("/api", cut, OK)
    assert "온전한" in refusal(web, Ask(url)).reason
    assert web.page(Ask(url)).total == 1
    assert "If-None-Match" not in server.asked[1].headers


def test_a_kept_answer_that_can_no_longer_be_read_is_let_go(server: Server) -> None:
    web = Web(Limits(tries=2), allow={"127.0.0.1"}, pause=0, sleep=lambda _: None, cache={})
    url = server.on("/api", Reply(b"{}", headers={"ETag": '"v1"'}), Reply(status=304), OK)
    web.get(Ask(url))

    def strict(answer: Answer) -> bytes:
        if answer.body == b"{}":
            raise SourceError("too little", retry=True)
        return answer.body

    assert web.read(Ask(url), strict) == OK.body


def test_what_robots_say_holds_for_a_day(server: Server) -> None:
    now = [0.0]
    web = Web(allow={"127.0.0.1"}, pause=0, clock=lambda: now[0])
    server.on("/robots.txt", Reply(b"User-agent: *\nAllow: /"))
    url = server.on("/open", OK)
    for moment in (0.0, 86_000.0, 86_500.0):
        now[0] = moment
        web.page(Ask(url, robots=True))
    assert server.count("/robots.txt") == 2


def test_robots_are_obeyed_and_asked_once(server: Server, web: Web, naps: list[float]) -> None:
    server.on("/robots.txt", Reply(b"User-agent: *\nDisallow: /*.do$\nCrawl-delay: 9\n"))
    open_page = server.on("/open", OK)
    web.page(Ask(open_page, robots=True))
    web.page(Ask(open_page, robots=True))
    assert "robots.txt" in refusal(web, Ask(server.on("/list.do", OK), robots=True)).reason
    assert server.count("/robots.txt") == 1
    assert server.count("/list.do") == 0
    assert any(nap > 8 for nap in naps)


def test_a_host_whose_robots_cannot_be_asked_is_named_once(server: Server, web: Web) -> None:
    url = server.on("/list", OK)
    server.on("/robots.txt", Reply(b"no", 500))
    assert refusal(web, Ask(url, robots=True)).reason.count(urlsplit(url).hostname or "?") == 1


def test_no_robots_file_means_welcome_and_a_broken_one_means_wait(server: Server, web: Web) -> None:
    url = server.on("/open", OK)
    server.on("/robots.txt", Reply(b"down", 500))
    assert "HTTP 500" in refusal(web, Ask(url, robots=True)).reason
    server.on("/robots.txt", Reply(b"none", 404))
    assert web.page(Ask(url, robots=True)).total == 1
