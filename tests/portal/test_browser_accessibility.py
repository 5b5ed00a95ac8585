"""Every page under axe-core, in both themes; reflow; the keyboard; without scripts."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from majungmul.ledger.models import CompanyProfile

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
FLAGS += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
THEMES = ("light", "dark")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps a loop in the test's thread
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield running
        running.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def pages(store_call: Any, article: Any, monkeypatch: Any) -> list[str]:
    """The address of one page of each kind, every part of it filled."""
    monkeypatch.setenv("MAJUNGMUL_LOCAL", "1")
    call = store_call("A1", sample=True)
    store_call("A1", sample=True, title="전북 소프트웨어기업 시제품 제작 지원사업 변경 공고")
    for number in range(20):
        store_call(f"M{number}", sample=True, title=f"{number}차 지원 공고")
    CompanyProfile.objects.create(name="표본 상사", facts={"region": "52"}, is_sample=True)
    call.refresh_from_db()
    return [
        "/",
        "/opportunities/",
        "/opportunities/?q=시제품&region=52&status=open",
        "/opportunities/?q=없는말없는말",
        f"/opportunities/{call.uuid}/",
        f"/documents/{article.uuid}/?at=0-2",
        f"/programs/{call.program.uuid}/",
        f"/organizations/{call.funder.uuid}/",
        "/statements/",
        "/sources/",
        "/company/",
        "/company/result/?group=unknown",
        "/company/result/?group=ineligible",
        "/funnel/",
        "/sign-in/",
        "/no-such-page/",
    ]


@pytest.fixture
def profile(tmp_path: Path, jeonju: bytes) -> Path:
    file = tmp_path / "company.toml"
    file.write_bytes(jeonju)
    return file


def visitor(browser: Browser, base: str, profile: Path, **settings: Any) -> BrowserContext:
    """A browser whose visitor has told about the company in `profile`.

    The page stays open: Chromium may lose the order to close one that is on its way to the next.
    """
    context = browser.new_context(base_url=base, **settings)
    page = context.new_page()
    page.goto("/company/")
    page.set_input_files("#profile-file", profile)
    with page.expect_navigation(url="**/company/result/**"):
        page.click("#upload button")
    return context


@pytest.mark.slow
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_on_any_page(
    browser: Browser, live_server: Any, pages: list[str], profile: Path, theme: Any, width: int
):
    size = {"width": width, "height": 900}
    context = visitor(browser, live_server.url, profile, color_scheme=theme, viewport=size)
    page = context.new_page()
    found = []
    for address in pages:
        page.goto(address)
        result = Axe().run(page, options=OPTIONS)
        found += [
            f"{address} {violation['id']}: {node['html'][:120]} {node['failureSummary'][:200]}"
            for violation in result.response["violations"]
            for node in violation["nodes"]
        ]
    context.close()
    assert found == []


def test_nothing_overflows_on_the_narrowest_screen(
    browser: Browser, live_server: Any, pages: list[str], profile: Path
):
    context = visitor(browser, live_server.url, profile, viewport={"width": 320, "height": 640})
    page = context.new_page()
    wide = []
    for address in pages:
        page.goto(address)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(address)
    context.close()
    assert wide == []


def test_no_page_breaks_its_own_security_policy(
    browser: Browser, live_server: Any, pages: list[str], profile: Path
):
    context = visitor(browser, live_server.url, profile)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    for address in pages[:-1]:
        page.goto(address)
    context.close()
    assert said == []


@pytest.fixture
def page(browser: Browser, live_server: Any) -> Iterator[Page]:
    context = browser.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()


def test_the_first_key_leads_past_the_menu(page: Page, pages: list[str]):
    page.goto("/opportunities/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_what_has_the_focus_is_seen_to_have_it(page: Page, pages: list[str]):
    page.goto("/")
    for _ in range(12):
        page.keyboard.press("Tab")
        style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert style != "none", page.evaluate("document.activeElement.outerHTML")


def test_choosing_a_filter_updates_the_list_and_the_address(page: Page, pages: list[str]):
    page.goto("/opportunities/")
    page.evaluate("window.stayed = true")
    assert page.inner_text("#result-count") == "공고 21건"
    page.fill("#id_q", "변경 공고")
    expect(page.locator(".call")).to_have_count(1)
    assert page.inner_text("#result-count") == "공고 1건"
    assert "q=" in page.url
    assert page.evaluate("window.stayed")
    page.go_back()
    expect(page.locator(".call")).to_have_count(20)


def test_choosing_a_figure_shows_its_sentence_beside(page: Page, pages: list[str]):
    notice = next(
        address for address in pages if re.fullmatch("/opportunities/[0-9a-f-]{36}/", address)
    )
    page.goto(notice)
    link = page.locator("a.figure[href^='#q-']").first
    target = link.get_attribute("href")
    link.click()
    mark = page.locator(f"mark{target}")
    assert mark.evaluate("element => element.matches(':target')")
    box, pane = mark.bounding_box(), page.locator(".source-text").bounding_box()
    assert box
    assert pane
    assert pane["y"] <= box["y"] <= pane["y"] + pane["height"]


def test_everything_works_without_scripts(
    browser: Browser, live_server: Any, pages: list[str], profile: Path
):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.fill("#home-q", "변경 공고")
    page.click(".hero button")
    assert page.locator(".call").count() == 1
    page.goto("/company/")
    page.select_option("#id_province", "52")
    page.fill("#id_founded", "2023-03-02")
    page.click("main form button.button-primary")
    assert "판정 결과" in page.inner_text("h1")
    before = page.locator(".tab-unknown strong").inner_text()
    page.check(".ask input[value=no]")
    page.click(".ask button")
    assert page.locator(".tab-unknown strong").inner_text() == before
    page.click("text=English")
    assert page.get_attribute("html", "lang") == "en"
    context.close()


def test_samples_go_with_one_click(page: Page, pages: list[str]):
    page.goto("/")
    page.click(".notice-bar button")
    assert page.locator(".notice-bar").count() == 0
    assert page.locator(".message-success").count() == 1
