"""The button that collects from a source at once."""

from __future__ import annotations

import threading
from typing import Any
from unittest import mock

import pytest
from django.test import Client

from majungmul.ledger import locks
from majungmul.portal import collecting
from majungmul.sources import SourceError


def test_whoever_operates_starts_a_run(client: Client, db: None, monkeypatch: Any):
    monkeypatch.setenv("MAJUNGMUL_LOCAL", "1")
    with mock.patch("majungmul.portal.collecting.start") as start:
        answer = client.post("/sources/bizinfo/collect/", follow=True)
    start.assert_called_once_with("bizinfo")
    assert "수집을 시작했습니다" in answer.content.decode()


def test_a_visitor_from_elsewhere_starts_nothing(client: Client, db: None, monkeypatch: Any):
    monkeypatch.setenv("MAJUNGMUL_LOCAL", "1")
    with mock.patch("majungmul.portal.collecting.start") as start:
        answer = client.post("/sources/bizinfo/collect/", REMOTE_ADDR="203.0.113.9")
    assert answer.status_code == 403
    start.assert_not_called()
    page = client.get("/sources/", REMOTE_ADDR="203.0.113.9").content.decode()
    assert "지금 수집" not in page


def test_a_source_that_is_not_there_is_not_found(admin_client: Client):
    assert admin_client.post("/sources/nonsense/collect/").status_code == 404


def test_the_request_does_not_wait_for_the_run():
    may_end = threading.Event()
    with mock.patch("majungmul.ledger.sync.run", side_effect=lambda slug: may_end.wait(30)) as run:
        thread = collecting.start("bizinfo")
        assert thread.is_alive()
        may_end.set()
        thread.join(30)
    assert not thread.is_alive()
    run.assert_called_once_with("bizinfo")


@pytest.mark.parametrize(
    "error", [SourceError("열쇠가 없습니다."), locks.BusyError("sync:bizinfo")]
)
def test_a_source_that_fails_leaves_a_word_in_the_log(error: Exception, caplog: Any):
    with mock.patch("majungmul.ledger.sync.run", side_effect=error):
        collecting.start("bizinfo").join(30)
    assert "bizinfo" in caplog.text
