"""What the browser tests share: a real Chromium, a page that notes every request to anywhere else, a server to visit."""

from __future__ import annotations

import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run",
]  # fmt: skip

MARKS = [
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
        """Whether the page, its style loaded, is no wider than the window."""
        self.page.wait_for_load_state("load")
        return bool(self.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def tab_stops(page: Page, most: int = 300) -> list[tuple[str, bool]]:
    """What the tab key reaches from the top of the page, in its order, until it leaves the page or comes round: each element's mark (made
    for this) and whether it is seen that the keyboard is there."""
    # A field that is focused from the start would leave out what stands above it.
    page.evaluate("document.body.tabIndex = -1; document.body.focus(); window.scrollTo(0, 0)")
    stops: list[tuple[str, bool]] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        name, shown = page.evaluate(
            """() => {
              const at = document.activeElement;
              if (!at || at === document.body) return ['', false];
              at.dataset.stop = at.dataset.stop || `${at.tagName} ${at.className} ${at.textContent.trim().slice(0, 20)} ${Math.random()}`;
              const seen = [at, at.parentElement, at.closest('label')].some((e) => e && getComputedStyle(e).outlineStyle === 'solid');
              return [at.dataset.stop, seen];
            }"""
        )
        if not name or (stops and name == stops[0][0]):
            return stops
        stops.append((name, shown))
    return stops


@contextmanager
def serving(app: Any) -> Iterator[str]:
    """An application on a free port of this machine, until the block ends."""
    import uvicorn

    from ui.web.app import free_port

    port = free_port("127.0.0.1", 0)
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
