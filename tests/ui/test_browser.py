"""The page in a real Chromium: ask, see the marked cell, both languages, phone width, and nothing fetched from outside."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.ui.browsing import MARKS, WAIT, Visit, in_view, serving, wait_until_up
from tests.ui.fakes import FakeEngine, write_budget

if TYPE_CHECKING:
    from playwright.sync_api import Route

pytestmark = MARKS


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The real application over a real store, with an engine that answers by label."""
    from index import Library, load_settings
    from ingest.disclosure import read_disclosure
    from ui.web.app import create_app

    folder = tmp_path_factory.mktemp("store")
    with Library.open(load_settings({"BUDGETQA_HOME": str(folder / "home")})) as library:
        library.save(read_disclosure(write_budget(folder)), source="test")
        with serving(create_app(library, FakeEngine(library))) as address:  # type: ignore[arg-type]
            yield address


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
    assert page.locator(".calculation dd > code").inner_text() == "a + b"
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


def test_a_mark_on_a_phone_leads_to_its_evidence_and_back(visit: Callable[..., Visit]) -> None:
    page = visit(width=390, height=844).page
    page.fill("#question textarea", "执法办案是多少？")
    page.press("#question textarea", "Enter")
    page.locator("#cited-cell").wait_for(timeout=WAIT)
    at_top = (
        "(name) => { const y = document.querySelector(name).getBoundingClientRect().top; return y > -5 && y < 400; }"
    )
    assert not page.evaluate(at_top, "#evidence")
    # Its evidence is what is shown already: there is nothing new to wait for.
    page.locator("#transcript .said button.cite").first.click()
    page.wait_for_function(at_top, arg="#evidence", timeout=WAIT)
    back = page.locator("button.back")
    box = back.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 844
    back.click()
    page.wait_for_function(at_top.replace("400", "800"), arg="#transcript .said button.cite", timeout=WAIT)


def test_two_visitors_do_not_see_each_other(visit: Callable[..., Visit]) -> None:
    one, two = visit(), visit()
    one.ask("执法办案是多少？")
    assert two.page.locator(".turn").count() == 0
    two.ask("公安是多少？")
    assert one.page.locator(".turn .asked").count() == 1


def test_a_question_that_takes_long_shows_at_once_and_can_be_stopped(visit: Callable[..., Visit]) -> None:
    seen = visit()
    page = seen.page
    assert not page.locator("#stop").is_visible()
    page.fill("#question textarea", "等一等，执法办案是多少？")
    page.press("#question textarea", "Enter")
    page.locator(".turn .working").wait_for(timeout=WAIT)
    page.click("#stop")
    page.wait_for_function("document.querySelectorAll('.turn').length === 0", timeout=WAIT)
    seen.ask("执法办案是多少？")
    page.wait_for_timeout(3500)
    assert page.locator(".turn").count() == 1
    assert not page.locator("#stop").is_visible()


@pytest.mark.parametrize("press", ["typed", "sent", "suggested"])
def test_a_question_stands_there_before_the_server_has_heard_of_it(visit: Callable[..., Visit], press: str) -> None:
    seen = visit()
    page = seen.page
    held: list[Route] = []
    page.route("**/queue/join*", lambda route: held.append(route))
    if press == "suggested":
        page.locator(".welcome button.ask").first.click()
    else:
        page.fill("#question textarea", "执法办案是<b>多少</b>？")
        page.press("#question textarea", "Enter") if press == "typed" else page.click("#send")
    page.locator(".turn .working").wait_for(timeout=WAIT)
    assert page.locator(".turn").count() == 1
    if press != "suggested":
        assert page.locator(".turn .asked").inner_text().endswith("执法办案是<b>多少</b>？")
    assert page.locator("#stop").is_visible()
    for route in held:
        route.continue_()
    page.locator(".turn .head").wait_for(timeout=WAIT)
    # What the server says takes its place.
    assert page.locator(".turn").count() == 1
    assert page.locator(".working").count() == 0
    assert (seen.outside, seen.complaints) == ([], [])


def test_a_long_conversation_keeps_its_latest_questions(
    visit: Callable[..., Visit], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.web.chat._LONGEST_TALK", 3)
    seen = visit()
    page = seen.page
    for number, item in enumerate(("执法办案", "公安", "行政运行", "住房公积金", "执法办案")):
        page.fill("#question textarea", f"第{number}问：{item}是多少？")
        page.press("#question textarea", "Enter")
        page.locator(".turn", has_text=f"第{number}问").locator(".head").wait_for(timeout=WAIT)
    assert [text.split("：")[0][-3:] for text in page.locator(".turn .asked").all_inner_texts()] == [
        "第2问",
        "第3问",
        "第4问",
    ]
    page.locator(".turn").nth(1).locator("button.cite").first.click()
    page.locator("#cited-cell", has_text="601.94").wait_for(timeout=WAIT)


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
    process = subprocess.Popen(command, env=settings)
    try:
        wait_until_up(f"http://127.0.0.1:{port}", lambda: process.poll() is None)
        seen = visit(locale="en-US", address=f"http://127.0.0.1:{port}")
        seen.ask("how much was spent on DNA testing")
        seen.page.locator("#cited-cell").wait_for(timeout=WAIT)
        assert seen.page.locator("#cited-cell").inner_text() == "50.00"
        assert "500,000" in seen.page.locator(".said").inner_text()
        assert (seen.outside, seen.complaints) == ([], [])
    finally:
        process.terminate()
        process.wait(timeout=20)
