"""The login in a real Chromium: nothing before it, the chat after it, and out again."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.ui.browsing import MARKS, WAIT, Visit, serving, tab_stops
from tests.ui.fakes import FakeEngine, write_budget

pytestmark = MARKS


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An application that asks for a login; the user may look but not upload."""
    from index import Library, load_settings
    from ingest.disclosure import read_disclosure
    from ui.web.access import Access, User, hash_password
    from ui.web.app import create_app

    folder = tmp_path_factory.mktemp("login")
    with Library.open(load_settings({"BUDGETQA_HOME": str(folder / "home")})) as library:
        library.save(read_disclosure(write_budget(folder)), source="test")
        access = Access({"ada": User("ada", hash_password("right one"))})
        app = create_app(library, FakeEngine(library), access=access)  # type: ignore[arg-type]
        with serving(app) as address:
            yield address
        app.state.intake.close()


def test_a_visitor_logs_in_asks_and_logs_out(visit: Callable[..., Visit], server: str) -> None:
    seen = visit("documents", width=390, height=844)
    page = seen.page
    assert page.url.endswith("/login")
    assert seen.fits()
    for password in ("wrong one", "right one"):
        page.fill("input[name=name]", "ada")
        page.fill("input[name=password]", password)
        page.click("button.primary")
        if password == "wrong one":
            page.locator("[role=alert]").wait_for(timeout=WAIT)
    page.locator("#transcript .welcome").wait_for(timeout=WAIT)
    seen.ask("执法办案是多少？")
    assert page.locator("#cited-cell").inner_text() == "100.00"
    page.goto(f"{server}/documents")
    assert page.locator("#upload, button[data-act]").count() == 0
    page.click("a.logout")
    page.locator("input[name=password]").wait_for(timeout=WAIT)
    page.goto(f"{server}/figures")
    assert page.url.endswith("/login")
    assert (seen.outside, seen.complaints) == ([], [])


@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_login_bars_nobodys_way_but_that_of_who_has_no_password(
    visit: Callable[..., Visit], scheme: str, locale: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    seen = visit("login", scheme=scheme, locale=locale, width=390, height=844)
    found = Axe().run(seen.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]}).response["violations"]
    assert [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found] == []
    stops = tab_stops(seen.page)
    assert len(stops) >= 3
    assert all(shown for _, shown in stops)
