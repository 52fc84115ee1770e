"""Fixtures of the browser tests; each module brings its own `server`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.ui.browsing import ARGUMENTS, CHROMIUM, WAIT, Visit, note_outside

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture()
def visit(browser: Browser, server: str) -> Iterator[Callable[..., Visit]]:
    """Opens a page of the server in a browser of its own: the chat unless a `path` is given."""
    opened: list[Any] = []

    def open_page(
        path: str = "",
        scheme: str = "light",
        locale: str = "zh-CN",
        width: int = 1280,
        height: int = 800,
        address: str = server,
    ) -> Visit:
        context = browser.new_context(
            accept_downloads=True, viewport={"width": width, "height": height}, locale=locale, color_scheme=scheme
        )
        opened.append(context)
        visit = Visit(context.new_page())
        visit.page.on("request", lambda request: note_outside(visit, request.url))
        visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        visit.page.goto(f"{address}/{path}")
        if not path:
            visit.page.locator("#transcript .welcome").wait_for(timeout=WAIT)
        return visit

    yield open_page
    for context in opened:
        context.close()
