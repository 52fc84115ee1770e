"""What one person sees in a real Chromium: how soon the page can be used, a question shows, its answer stands there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from ingest.errors import MissingExtraError

CHROMIUM: Final = Path("/usr/bin/chromium")
_ARGUMENTS: Final = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
_WATCH: Final = """() => {
  window.seen = {};
  const look = () => {
    const seen = window.seen;
    if (seen.sent === undefined) return;
    const now = performance.now() - seen.sent;
    if (seen.first === undefined && document.querySelectorAll('.turn').length > seen.turns) seen.first = now;
    if (seen.answer === undefined && document.querySelectorAll('.turn .head').length > seen.turns) seen.answer = now;
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    window.seen = { sent: performance.now(), turns: document.querySelectorAll('.turn').length };
  }, true);
}"""


def look(address: str, questions: Sequence[str]) -> dict[str, Any]:
    """Open the chat and ask each question: seconds until the page can be used, and for the first question and the median one until it
    shows and until it is answered. `MissingExtraError` without Playwright or Chromium."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise MissingExtraError("measuring in a browser needs playwright: pip install 'budgetqa[dev]'") from error
    if not CHROMIUM.exists():
        raise MissingExtraError(f"measuring in a browser needs Chromium at {CHROMIUM}: install the package chromium")
    import time

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(_ARGUMENTS))
        page = browser.new_page(locale="zh-CN")
        began = time.perf_counter()
        page.goto(address)
        page.locator("#transcript .welcome").wait_for()
        page.locator("#question textarea").is_editable()
        usable = time.perf_counter() - began
        page.evaluate(_WATCH)
        firsts, answers = [], []
        for number, question in enumerate(questions):
            page.fill("#question textarea", question)
            page.press("#question textarea", "Enter")
            page.locator(".turn .head").nth(number).wait_for()
            # The server's copy of the question replaces the page's own: only then is the next one counted right.
            page.wait_for_function("window.seen.answer !== undefined")
            seen = page.evaluate("window.seen")
            firsts.append(seen["first"] / 1000)
            answers.append(seen["answer"] / 1000)
        browser.close()
    return {
        "page_usable_s": _text(usable), "first_question_shows_s": _text(firsts[0]), "first_answer_s": _text(answers[0]),
        "question_shows_p50_s": _text(sorted(firsts)[len(firsts) // 2]),
        "question_shows_max_s": _text(max(firsts)), "answer_p50_s": _text(sorted(answers)[len(answers) // 2]),
    }  # fmt: skip


def _text(seconds: float) -> str:
    return f"{seconds:.3f}"
