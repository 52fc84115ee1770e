"""The page in a real Chromium: ask, see the marked cell, both languages, phone width, and nothing fetched from outside."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from tests.ui.fakes import FakeEngine, write_budget

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run",
]  # fmt: skip

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no Chromium at {CHROMIUM}: install the package chromium"),
]

WAIT = 20_000


@dataclass
class Visit:
    """A page and every request it made to anywhere but the server under test."""

    page: Page
    outside: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def ask(self, question: str) -> None:
        before = self.page.locator(".turn .head").count()
        self.page.fill("#question textarea", question)
        self.page.press("#question textarea", "Enter")
        self.page.locator(".turn .head").nth(before).wait_for(timeout=WAIT)

    def fits(self) -> bool:
        return bool(self.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The real application over a real store, with an engine that answers by label."""
    import uvicorn

    from index import Library, load_settings
    from ingest.disclosure import read_disclosure
    from ui.web.app import create_app, free_port

    folder = tmp_path_factory.mktemp("store")
    settings = load_settings({"BUDGETQA_HOME": str(folder / "home")})
    with Library.open(settings) as library:
        library.save(read_disclosure(write_budget(folder)), source="test")
        port = free_port("127.0.0.1", 0)
        app = create_app(library, FakeEngine(library))  # type: ignore[arg-type]
        running = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning"))
        thread = threading.Thread(target=running.run, daemon=True)
        thread.start()
        address = f"http://127.0.0.1:{port}"
        wait_until_up(address)
        yield address
        running.should_exit = True
        thread.join(timeout=20)


def wait_until_up(address: str, alive: Callable[[], bool] = lambda: True) -> None:
    until = time.monotonic() + 60
    while True:
        assert alive(), "the server stopped before it was up"
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=2):
                return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture()
def visit(browser: Browser, server: str) -> Iterator[Callable[..., Visit]]:
    opened: list[Any] = []

    def open_page(locale: str = "zh-CN", width: int = 1280, height: int = 800, address: str = server) -> Visit:
        context = browser.new_context(viewport={"width": width, "height": height}, locale=locale)
        opened.append(context)
        visit = Visit(context.new_page())
        visit.page.on("request", lambda request: note_outside(visit, request.url))
        visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        visit.page.goto(address)
        visit.page.locator("#transcript .welcome").wait_for(timeout=WAIT)
        return visit

    yield open_page
    for context in opened:
        context.close()


def note_outside(visit: Visit, url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("data", "blob") and parts.hostname != "127.0.0.1":
        visit.outside.append(url)


def in_view(page: Page, inner: str, outer: str) -> bool:
    """Whether an element lies wholly within the visible part of its scrolling box."""
    return bool(page.evaluate(
        """([inner, outer]) => {
          const a = document.querySelector(inner).getBoundingClientRect();
          const b = document.querySelector(outer).getBoundingClientRect();
          return a.left >= b.left - 1 && a.right <= b.right + 1 && a.top >= b.top - 1 && a.bottom <= b.bottom + 1;
        }""", [inner, outer],
    ))  # fmt: skip


def test_a_question_is_answered_with_its_cell_marked(visit: Callable[..., Visit]) -> None:
    seen = visit()
    seen.ask("执法办案是多少？")
    page = seen.page
    page.locator("#cited-cell").wait_for(timeout=WAIT)
    assert page.locator(".said .num").inner_text() == "100.00万元"
    assert page.locator(".table-box mark").all_inner_texts() == ["100.00"]
    assert page.locator("tr.hit th").inner_text() == "执法办案"
    assert page.locator("thead .over").all_inner_texts() == ["2024年预算数", "合计"]
    page.wait_for_timeout(300)
    assert in_view(page, "#cited-cell", ".table-box")
    assert (seen.outside, seen.complaints) == ([], [])


def test_a_citation_mark_shows_its_own_cell(visit: Callable[..., Visit]) -> None:
    seen = visit()
    seen.ask("执法办案和行政运行一共多少？")
    page = seen.page
    assert page.locator(".calculation code").inner_text() == "a + b"
    for name, text in (("[2]", "100.00"), ("[1]", "6,404.26")):
        page.locator("#transcript .said button.cite", has_text=name).click()
        page.locator("#cited-cell", has_text=re.compile(f"^{re.escape(text)}$")).wait_for(timeout=WAIT)
        assert page.locator("#evidence .chips .here").inner_text() == name


def test_a_candidate_of_a_refusal_asks_itself_by_keyboard(visit: Callable[..., Visit]) -> None:
    seen = visit()
    seen.ask("无人机采购花了多少钱")
    page = seen.page
    assert page.locator(".turn .status").inner_text() == "未答"
    page.locator(".turn button.ask").nth(1).focus()
    page.keyboard.press("Enter")
    page.locator(".turn").nth(1).locator(".head").wait_for(timeout=WAIT)
    assert page.locator(".turn .status").nth(1).inner_text() == "已答"


def test_a_suggested_question_is_answered(visit: Callable[..., Visit]) -> None:
    page = visit().page
    assert 2 <= page.locator(".welcome button.ask").count() <= 4
    page.locator(".welcome button.ask").first.click()
    page.locator(".turn .head").wait_for(timeout=WAIT)
    assert page.locator(".turn .status").inner_text() == "已答"


def test_markup_in_a_question_stays_text(visit: Callable[..., Visit]) -> None:
    seen = visit()
    attack = '<img src=x onerror="window.hit=1"><script>window.hit=1</script>${window.hit=1}{{x}}'
    seen.ask(attack)
    assert seen.page.locator(".turn .asked").inner_text().endswith(attack)
    assert seen.page.evaluate("window.hit") is None
    assert (seen.outside, seen.complaints) == ([], [])


def test_the_page_speaks_the_browsers_language_and_switches(visit: Callable[..., Visit]) -> None:
    page = visit(locale="en-US").page
    page.locator("#heading h1", has_text="Budget Q&A").wait_for(timeout=WAIT)
    page.wait_for_function("document.documentElement.lang === 'en'")
    page.fill("#question textarea", "执法办案")
    page.click("#send")
    page.locator(".turn .status", has_text="Answered").wait_for(timeout=WAIT)
    page.locator("#language label", has_text="中文").click()
    page.locator(".turn .status", has_text="已答").wait_for(timeout=WAIT)
    assert page.locator("#heading h1").inner_text() == "预算问答"
    assert page.locator("#cited-cell").inner_text() == "100.00"
    page.wait_for_function("document.documentElement.lang === 'zh-CN'")


@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
def test_a_phone_shows_one_column_without_sideways_scrolling(visit: Callable[..., Visit], locale: str) -> None:
    seen = visit(locale=locale, width=390, height=844)
    assert seen.fits()
    seen.ask("机关事业单位基本养老保险缴费支出和行政运行和执法办案")
    page = seen.page
    page.locator("#cited-cell").wait_for(timeout=WAIT)
    assert seen.fits()
    below = page.locator("#evidence").bounding_box()
    above = page.locator("#transcript").bounding_box()
    assert below is not None
    assert above is not None
    assert below["y"] > above["y"] + above["height"]
    page.locator("#transcript .said button.cite").last.click()
    page.wait_for_function(
        "() => { const y = document.querySelector('#evidence').getBoundingClientRect().top; return y > -5 && y < 400; }",
        timeout=WAIT,
    )
    assert in_view(page, "#cited-cell", ".table-box")


def test_two_visitors_do_not_see_each_other(visit: Callable[..., Visit]) -> None:
    one, two = visit(), visit()
    one.ask("执法办案是多少？")
    assert two.page.locator(".turn").count() == 0
    two.ask("公安是多少？")
    assert one.page.locator(".turn .asked").count() == 1


def test_clearing_starts_again(visit: Callable[..., Visit]) -> None:
    seen = visit()
    seen.ask("执法办案是多少？")
    seen.page.click("#clear")
    seen.page.wait_for_function("document.querySelectorAll('.turn, #cited-cell').length === 0")


def test_serve_on_an_empty_store_answers_from_the_sample(visit: Callable[..., Visit], tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = {**os.environ, "BUDGETQA_HOME": str(tmp_path / "home")}
    command = [sys.executable, "-m", "ui.cli", "serve", "--port", str(port)]
    serving = subprocess.Popen(command, env=settings)
    try:
        wait_until_up(f"http://127.0.0.1:{port}", lambda: serving.poll() is None)
        seen = visit(locale="en-US", address=f"http://127.0.0.1:{port}")
        seen.ask("how much was spent on DNA testing")
        seen.page.locator("#cited-cell").wait_for(timeout=WAIT)
        assert seen.page.locator("#cited-cell").inner_text() == "50.00"
        assert "500,000" in seen.page.locator(".said").inner_text()
        assert (seen.outside, seen.complaints) == ([], [])
    finally:
        serving.terminate()
        serving.wait(timeout=20)
