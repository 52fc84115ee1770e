"""The pages beside the chat in a real Chromium, over the printed sample: what they show, and that nothing is fetched from outside."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

import pdfplumber
import pytest

from tests.ui.browsing import MARKS, WAIT, Visit, in_view, serving

pytestmark = MARKS

PRINTED = Path(__file__).parents[2] / "ui/samples/criminal_police_2024_sample.pdf"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The real application with the real engine over the printed sample."""
    from index import Library, load_settings
    from ingest.disclosure import read_disclosure
    from qa.engine import Engine
    from ui.web.app import create_app

    home = tmp_path_factory.mktemp("store")
    with Library.open(load_settings({"BUDGETQA_HOME": str(home)})) as library:
        library.save(read_disclosure(PRINTED), source=str(PRINTED))
        with serving(create_app(library, Engine(library))) as address:
            yield address


def test_the_cell_is_boxed_on_the_printed_page(visit: Callable[..., Visit], server: str) -> None:
    with urllib.request.urlopen(
        f"{server}/api/figures?{urlencode({'document': PRINTED.name, 'code': '2040220'})}"
    ) as found:
        printed = next(f for f in json.load(found) if f["measure"] == "合计" and f["table_kind"] == "expenditure")
    seen = visit(f"figure?id={printed['id']}")
    page = seen.page
    page.locator(".cell-box").wait_for(state="visible", timeout=WAIT)
    picture, box = page.locator(".sheet img").bounding_box(), page.locator(".cell-box").bounding_box()
    assert picture is not None
    assert box is not None
    with pdfplumber.open(PRINTED) as read:
        sheet = read.pages[printed["page"] - 1]
        scale = picture["width"] / float(sheet.width)
        word = next(
            w for w in sheet.extract_words()
            if w["text"] == printed["text"] and abs(w["top"] - printed["bbox"][1]) < 20 and printed["bbox"][0] <= w["x0"]
        )  # fmt: skip
    # The box on the screen holds the number where an independent reader finds it printed.
    assert box["x"] - 1 <= picture["x"] + float(word["x0"]) * scale
    assert picture["x"] + float(word["x1"]) * scale <= box["x"] + box["width"] + 1
    assert box["y"] - 1 <= picture["y"] + float(word["top"]) * scale
    assert picture["y"] + float(word["bottom"]) * scale <= box["y"] + box["height"] + 1
    assert in_view(page, ".cell-box", ".page-box")
    assert (seen.outside, seen.complaints) == ([], [])


def test_an_answer_shows_its_printed_page_beside_it(visit: Callable[..., Visit]) -> None:
    seen = visit()
    seen.ask("一般公共预算中执法办案是多少？")
    page = seen.page
    page.locator("#evidence .cell-box").wait_for(state="visible", timeout=WAIT)
    assert page.locator("#cited-cell").inner_text() == "100.00"
    assert in_view(page, "#evidence .cell-box", "#evidence .page-box")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator(".turn button.tool", has_text="出处").click()
    page.locator(".turn button.tool", has_text="已复制").wait_for(timeout=WAIT)
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "1,000,000" in copied
    assert f"[1] {PRINTED.name}" in copied
    assert (seen.outside, seen.complaints) == ([], [])


def test_a_page_that_is_not_there_is_told(visit: Callable[..., Visit], server: str) -> None:
    assert "没有这个数字" in visit("figure?id=none").page.locator("main h1").inner_text()
