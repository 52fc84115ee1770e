"""The pages beside the chat in a real Chromium, over the printed sample: what they show, and that nothing is fetched from outside."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

import docx
import pdfplumber
import pytest

from tests.ui.browsing import MARKS, WAIT, Visit, in_view, serving, tab_stops
from tests.ui.fakes import BUDGET_TEXT, write_budget

pytestmark = MARKS

PRINTED = Path(__file__).parents[2] / "ui/samples/criminal_police_2024_sample.pdf"


EVERY_PAGE = ["", "draft", "audit", f"audit?document={PRINTED.name}", "figures", "figure", "charts", "documents"]


def a_figure(server: str) -> str:
    """The address of one figure's page."""
    with urllib.request.urlopen(f"{server}/api/figures?limit=1&sort=largest") as found:
        return f"figure?id={json.load(found)[0]['id']}"


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
        app = create_app(library, Engine(library))
        with serving(app) as address:
            yield address
        app.state.intake.close()


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
    assert page.locator(".headline .own").count() == 0
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


@pytest.mark.parametrize("width", [390, 430, 500])
def test_no_number_is_cut_by_the_name_of_its_row(visit: Callable[..., Visit], width: int) -> None:
    seen = visit(width=width, height=844)
    seen.ask("一般公共预算中执法办案的项目支出是多少？")
    page = seen.page
    page.locator("#cited-cell").wait_for(timeout=WAIT)
    page.wait_for_timeout(300)
    scrolled, cut = page.evaluate(
        """() => {
          const row = document.querySelector('tr.hit');
          const name = row.querySelector('th').getBoundingClientRect().right;
          const cells = [...row.querySelectorAll('.amount')].map((cell) => cell.getBoundingClientRect());
          return [row.closest('.table-box').scrollLeft, cells.filter((c) => c.left < name - 2 && c.right > name + 2).length];
        }"""
    )
    assert scrolled > 0
    assert cut == 0
    assert in_view(page, "#cited-cell", ".table-box")


def test_each_mark_of_one_page_has_its_own_box_on_it(visit: Callable[..., Visit]) -> None:
    seen = visit()
    seen.ask("一般公共预算中公安下面有哪些项，各是多少？")
    page = seen.page
    tops = []
    for mark in page.locator("#transcript .said button.cite").all()[:3]:
        mark.click()
        page.locator(f"#evidence [data-shows='{mark.get_attribute('data-cite')}']").wait_for(timeout=WAIT)
        # The picture is the same, so that nothing is loaded: the box is laid anew all the same.
        page.locator("#evidence .cell-box").wait_for(state="visible", timeout=WAIT)
        page.wait_for_timeout(200)
        box, picture = (
            page.locator("#evidence .cell-box").bounding_box(),
            page.locator("#evidence .sheet img").bounding_box(),
        )
        assert box is not None
        assert picture is not None
        tops.append(round(box["y"] - picture["y"]))
    assert len(set(tops)) == 3
    assert seen.complaints == []


def test_a_page_that_is_not_there_is_told(visit: Callable[..., Visit], server: str) -> None:
    assert "没有这个数字" in visit("figure?id=none").page.locator("main h1").inner_text()


WRONG_SUM = BUDGET_TEXT.replace("1,053.08\t\t1,053.08", "1,053.80\t\t1,053.80")


def test_files_are_uploaded_read_again_and_removed(visit: Callable[..., Visit], tmp_path: Path) -> None:
    seen = visit("documents")
    page = seen.page
    page.on("dialog", lambda dialog: dialog.accept())
    good = write_budget(tmp_path, "<b>某局</b>2024年预算.txt", WRONG_SUM)
    bad = tmp_path / "通知.txt"
    bad.write_text("关于放假的通知", encoding="utf-8")
    page.set_input_files("#files", [good, bad])
    page.click("#upload button")
    page.locator(".outcomes li").nth(1).wait_for(timeout=WAIT)
    page.locator("#document-list tr", has_text=good.name).wait_for(timeout=WAIT)
    # What needs somebody stands first.
    assert page.locator(".outcomes .status").all_inner_texts() == ["未收", "已存入"]
    refused = page.locator(".outcomes li", has_text=bad.name)
    assert "里面没有表格" in refused.inner_text()
    assert refused.inner_text().count(bad.name) == 1
    assert "2024 预算 · " in page.locator(".outcomes li", has_text=good.name).inner_text()
    assert "也存入" in refused.inner_text()
    assert page.locator(".summary").inner_text() == "已存入 1 · 未收 1"
    row = page.locator("#document-list tr", has_text=good.name)
    row.locator("button", has_text="重新读取").click()
    page.locator(".outcomes .status", has_text="已更新").wait_for(timeout=WAIT)
    row.locator("button", has_text="移除").click()
    row.wait_for(state="detached", timeout=WAIT)
    assert page.locator("#document-list tbody tr").count() == 1
    assert (seen.outside, seen.complaints) == ([], [])


def test_who_leaves_while_files_are_read_finds_them_on_coming_back(visit: Callable[..., Visit], tmp_path: Path) -> None:
    page = visit("documents").page
    page.set_input_files(
        "#files", [write_budget(tmp_path, "离开2024年预算.txt", WRONG_SUM.replace("6,404.26", "6,404.99"))]
    )
    with page.expect_response("**/api/ingest?*"):
        page.click("#upload button")
    page.goto(page.url.replace("documents", "audit"))
    page.goto(page.url.replace("audit", "documents"))
    page.locator(".outcomes .status.stored").wait_for(timeout=WAIT)
    page.reload()
    row = page.locator("#document-list tr", has_text="离开2024年预算.txt")
    row.wait_for(timeout=WAIT)
    # What has been told is not told again.
    assert page.locator("#progress").is_hidden()
    page.on("dialog", lambda dialog: dialog.accept())
    row.locator("button", has_text="移除").click()
    row.wait_for(state="detached", timeout=WAIT)


def test_a_corrected_file_is_asked_about_and_takes_the_place_of_the_first(
    visit: Callable[..., Visit], tmp_path: Path
) -> None:
    seen = visit("documents")
    page = seen.page
    name = "改正2024年预算.txt"
    texts = [BUDGET_TEXT.replace("6,404.26", f"6,404.2{n}") for n in range(3)]
    page.set_input_files("#files", [write_budget(tmp_path / "a", name, texts[0])])
    page.click("#upload button")
    page.locator(".outcomes .status.stored").wait_for(timeout=WAIT)
    page.set_input_files("#files", [write_budget(tmp_path / "c", "别名.txt", texts[0])])
    page.click("#upload button")
    page.locator(".outcomes .status.unchanged").wait_for(timeout=WAIT)
    assert name in page.locator(".outcomes li").inner_text()
    page.set_input_files("#files", [write_budget(tmp_path / "b", name, texts[1])])
    page.click("#upload button")
    page.locator(".outcomes button", has_text="用这份替换").click()
    page.locator(".outcomes .status.replaced").wait_for(timeout=WAIT)
    row = page.locator("#document-list tr", has_text=name)
    assert row.count() == 1
    page.set_input_files("#files", [write_budget(tmp_path / "d", name, texts[2])])
    page.click("#upload button")
    page.locator(".outcomes button", has_text="两份都留").click()
    page.locator(".outcomes .status.stored").wait_for(timeout=WAIT)
    row.nth(1).wait_for(timeout=WAIT)
    page.on("dialog", lambda dialog: dialog.accept())
    for _ in range(2):
        count = row.count()
        row.first.locator("button", has_text="移除").click()
        row.nth(count - 1).wait_for(state="detached", timeout=WAIT)
    assert (seen.outside, seen.complaints) == ([], [])


def test_figures_are_filtered_sorted_and_exported(visit: Callable[..., Visit]) -> None:
    seen = visit("figures", locale="en-US")
    page = seen.page
    page.fill("input[name=label]", "执法办案")
    page.select_option("select[name=sort]", "largest")
    page.click("form.filters button")
    amounts = [text.replace(",", "") for text in page.locator("tbody td:nth-child(4)").all_inner_texts()]
    numbers = [int(text) for text in amounts if text.isdigit()]
    assert numbers == sorted(numbers, reverse=True)
    assert len(numbers) > 3
    with page.expect_download() as caught:
        page.locator("a", has_text="Export CSV").click()
    lines = Path(caught.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 1 + page.locator("tbody tr").count()
    page.locator("tbody a").first.click()
    page.locator("#cited-cell").wait_for(timeout=WAIT)
    assert (seen.outside, seen.complaints) == ([], [])


def test_a_finding_shows_its_arithmetic_and_leads_to_its_cells(visit: Callable[..., Visit], tmp_path: Path) -> None:
    seen = visit("documents")
    page = seen.page
    page.set_input_files("#files", [write_budget(tmp_path, "错账.txt", WRONG_SUM)])
    page.click("#upload button")
    row = page.locator("#document-list tr", has_text="错账.txt")
    row.wait_for(timeout=WAIT)
    row.locator("a", has_text="核对结果").click()
    page.locator(".finding").first.wait_for(timeout=WAIT)
    assert "≠" in page.locator(".finding .arithmetic").first.inner_text()
    page.locator(".finding a.plain").first.click()
    page.locator("#cited-cell").wait_for(timeout=WAIT)
    # The other tests ask a store of one document.
    assert page.request.delete(f"{page.url.split('/figure')[0]}/api/documents?document=错账.txt").ok
    assert (seen.outside, seen.complaints) == ([], [])


@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
@pytest.mark.parametrize("path", EVERY_PAGE[1:])
def test_pages_fit_a_phone_and_speak_the_browsers_language(
    visit: Callable[..., Visit], server: str, path: str, locale: str
) -> None:
    seen = visit(a_figure(server) if path == "figure" else path, locale=locale, width=390, height=844)
    assert seen.fits()
    assert seen.page.evaluate("document.documentElement.lang") == {"zh-CN": "zh-CN", "en-US": "en"}[locale]
    changed = {"zh-CN": "en", "en-US": "zh-CN"}[locale]
    other = {"zh-CN": "English", "en-US": "中文"}[locale]
    seen.page.locator(".languages :is(a, button)", has_text=other).click()
    seen.page.wait_for_function("(lang) => document.documentElement.lang === lang", arg=changed, timeout=WAIT)
    # What was chosen holds on the next page too, and in the chat.
    seen.page.locator("nav.pages a").nth(2).click()
    seen.page.wait_for_url("**/audit", timeout=WAIT)
    seen.page.wait_for_function("(lang) => document.documentElement.lang === lang", arg=changed, timeout=WAIT)
    assert seen.fits()
    assert (seen.outside, seen.complaints) == ([], [])


DRAFT = """# 拉萨市刑警支队2024年预算说明

2024年，一般公共预算中执法办案安排100.00万元，住房公积金610.94万元。<script>window.hit=1</script>无人机采购30万元。
"""


def test_a_draft_is_checked_and_each_number_leads_to_its_cell(visit: Callable[..., Visit]) -> None:
    seen = visit("draft")
    page = seen.page
    page.fill("textarea[name=text]", DRAFT)
    page.click("form button.primary")
    page.locator(".verdicts").wait_for(timeout=WAIT)
    assert [mark.split("万元")[0] for mark in page.locator(".draft .claim").all_inner_texts()] == [
        "100.00",
        "610.94",
        "30",
    ]
    kinds = [page.locator(".draft .claim").nth(n).get_attribute("class") for n in range(3)]
    assert [str(kind).split()[1] for kind in kinds] == ["supported", "contradicted", "unsupported"]
    # A count leads to the first of its kind.
    page.locator(".counts .claim.unsupported").click()
    assert "无据" in page.locator(".verdicts li:target").inner_text()
    # By keyboard: from the number to its reason, the value that would be right, and the printed cell.
    page.locator(".draft .claim.contradicted").focus()
    page.keyboard.press("Enter")
    card = page.locator(".verdicts li:target")
    assert "601.94" in card.locator(".expected").inner_text()
    card.locator("summary").click()
    card.locator(".cell-box").wait_for(state="visible", timeout=WAIT)
    assert page.evaluate("window.hit") is None
    assert "<script>" in page.locator(".draft").inner_text()
    with page.expect_download() as caught:
        page.locator("button[value=docx]").click()
    written = docx.Document(str(caught.value.path()))
    assert any("住房公积金610.94万元" in paragraph.text.replace("✗2", "") for paragraph in written.paragraphs)
    assert any("601.94" in comment.text for comment in written.comments)
    page.locator("button", has_text="修改后再核对").click()
    assert page.locator("textarea[name=text]").input_value() == DRAFT
    assert (seen.outside, seen.complaints) == ([], [])


def test_a_draft_and_its_verdicts_outlive_a_change_of_language(visit: Callable[..., Visit]) -> None:
    seen = visit("draft")
    page = seen.page
    page.fill("textarea[name=text]", DRAFT)
    page.locator(".languages button", has_text="English").click()
    page.locator("button.primary", has_text="Check").wait_for(timeout=WAIT)
    assert page.locator("textarea[name=text]").input_value() == DRAFT
    page.click("form button.primary")
    marks = page.locator(".draft .claim").all_inner_texts()
    assert "should be" in page.locator(".verdicts").inner_text()
    page.locator(".languages button", has_text="中文").click()
    page.locator(".verdicts .expected", has_text="应为").wait_for(timeout=WAIT)
    assert page.locator(".draft .claim").all_inner_texts() == marks
    assert "<script>" in page.locator(".draft").inner_text()
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    assert (seen.outside, seen.complaints) == ([], [])


def test_a_draft_comes_as_a_file_too(visit: Callable[..., Visit], tmp_path: Path) -> None:
    seen = visit("draft", locale="en-US", width=390, height=844)
    page = seen.page
    document = docx.Document()
    document.add_paragraph("2024年，一般公共预算中执法办案安排200.00万元。")
    document.save(str(tmp_path / "draft.docx"))
    page.set_input_files("input[name=file]", tmp_path / "draft.docx")
    page.click("form button.primary")
    assert "100" in page.locator(".verdicts .expected").inner_text()
    assert seen.fits()
    seen.page.go_back()
    (tmp_path / "bad.docx").write_bytes(b"PK\x03\x04 nothing")
    page.set_input_files("input[name=file]", tmp_path / "bad.docx")
    page.click("form button.primary")
    assert "cannot be read" in page.locator("[role=alert]").inner_text()
    assert seen.complaints == []


def test_a_chart_is_pressed_and_kept(visit: Callable[..., Visit]) -> None:
    seen = visit("charts")
    page = seen.page
    for name, ending, begin in (("PNG", "png", b"\x89PNG"), ("CSV", "csv", b"\xef\xbb\xbf")):
        with page.expect_download() as caught:
            page.locator(".chart button", has_text=name).first.click()
        assert caught.value.suggested_filename.endswith(ending)
        assert Path(caught.value.path()).read_bytes().startswith(begin)
    page.locator(".chart a.mark").first.click()
    page.locator(".headline").wait_for(timeout=WAIT)
    assert (seen.outside, seen.complaints) == ([], [])


def test_a_list_is_drawn_in_the_chat_and_its_marks_lead_to_their_cells(visit: Callable[..., Visit]) -> None:
    seen = visit()
    seen.ask("公安下面有哪些项，各是多少？")
    page = seen.page
    marks = page.locator(".turn .chart g.mark")
    assert marks.count() >= 3
    marks.nth(1).focus()
    page.keyboard.press("Enter")
    shown = str(marks.nth(1).get_attribute("aria-label")).split(": ")[1].split(" ")[0]
    page.locator("#cited-cell", has_text=shown).wait_for(timeout=WAIT)
    assert (seen.outside, seen.complaints) == ([], [])


def test_an_explanation_is_written_and_every_number_in_it_holds(visit: Callable[..., Visit]) -> None:
    seen = visit("draft")
    page = seen.page
    page.click("#explain form button")
    page.locator("#explain button[name=table]", has_text="部门支出总表").click()
    page.locator(".verdicts").wait_for(timeout=WAIT)
    assert page.locator(".draft .claim").count() > 5
    assert page.locator(".draft .claim.contradicted, .draft .claim.unsupported").count() == 0
    assert "拉萨市刑警支队" in page.locator(".draft").inner_text()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("button", has_text="复制文稿").click()
    page.locator("button", has_text="已复制").wait_for(timeout=WAIT)
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("form textarea[name=text]").input_value()
    # In the other language it is written anew, and holds as well.
    page.locator(".languages button", has_text="English").click()
    page.locator("h1", has_text="Draft check").wait_for(timeout=WAIT)
    assert "of the total." in page.locator(".draft").inner_text()
    assert page.locator(".draft .claim").count() > 5
    assert page.locator(".draft .claim.contradicted, .draft .claim.unsupported").count() == 0
    assert (seen.outside, seen.complaints) == ([], [])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", EVERY_PAGE)
def test_nothing_bars_the_way_of_those_who_cannot_see_or_use_a_mouse(
    visit: Callable[..., Visit], server: str, path: str, scheme: str
) -> None:
    """axe-core's rules of WCAG 2.1 A and AA, contrast among them, by light and dark."""
    from axe_playwright_python.sync_playwright import Axe

    page = visit(a_figure(server) if path == "figure" else path, scheme=scheme).page
    if not path:
        page.fill("#question textarea", "公安下面有哪些项，各是多少？")
        page.press("#question textarea", "Enter")
        page.locator("#evidence .cell-box").wait_for(state="visible", timeout=WAIT)
    if path == "draft":
        page.fill("textarea[name=text]", DRAFT)
        page.click("form button.primary")
        page.locator(".verdicts").wait_for(timeout=WAIT)
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]}).response["violations"]
    assert [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found] == []


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_the_tab_key_goes_through_the_page_and_is_seen_everywhere(
    visit: Callable[..., Visit], server: str, path: str
) -> None:
    page = visit(a_figure(server) if path == "figure" else path).page
    page.wait_for_load_state("load")
    stops = tab_stops(page)
    assert len(stops) > 8
    assert [name for name, shown in stops if not shown] == []
    # None is visited twice: nobody is led round in a ring that leaves something out.
    assert len({name for name, _ in stops}) == len(stops)


@pytest.mark.parametrize("width", [1280, 390])
def test_the_language_switch_looks_the_same_on_every_page(visit: Callable[..., Visit], width: int) -> None:
    looks = []
    for path, choices in (("", "#language label"), ("documents", ".languages a"), ("draft", ".languages button")):
        page = visit(path, width=width).page
        page.locator(choices).nth(1).wait_for(timeout=WAIT)
        page.wait_for_load_state("load")
        looks.append(page.evaluate(
            """(choices) => [...document.querySelectorAll(choices)].map((e) => {
              const s = getComputedStyle(e), box = e.getBoundingClientRect();
              return [e.innerText.trim(), Math.round(box.left), Math.round(box.width), Math.round(box.height), s.color,
                s.backgroundColor, s.borderColor, s.fontSize];
            })""", choices,
        ))  # fmt: skip
    assert looks[0] == looks[1] == looks[2]


@pytest.mark.parametrize("width", [1280, 390])
def test_escape_closes_the_evidence_and_goes_back_to_its_mark(visit: Callable[..., Visit], width: int) -> None:
    page = visit(width=width).page
    page.fill("#question textarea", "公安下面有哪些项，各是多少？")
    page.press("#question textarea", "Enter")
    page.locator("#evidence .headline").wait_for(timeout=WAIT)
    mark = page.locator("#transcript .said button.cite").nth(1)
    mark.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.closest('#evidence')", timeout=WAIT)
    page.locator("#evidence details summary").last.focus()
    page.keyboard.press("Enter")
    page.locator("#evidence details[open]").wait_for(timeout=WAIT)
    page.keyboard.press("Escape")
    assert page.locator("#evidence details[open]").count() == 0
    assert page.locator("#evidence .headline").count() == 1
    page.keyboard.press("Escape")
    page.locator("#evidence .headline").wait_for(state="detached", timeout=WAIT)
    assert page.evaluate("document.activeElement.matches('#transcript button.cite')")
    page.keyboard.press("Enter")
    page.locator("#evidence .headline").wait_for(timeout=WAIT)


def test_the_chat_is_used_by_keyboard_alone(visit: Callable[..., Visit]) -> None:
    page = visit().page
    page.locator("#question textarea").focus()
    page.keyboard.type("执法办案是多少？")
    page.keyboard.press("Enter")
    page.locator(".turn .head").wait_for(timeout=WAIT)
    # From the question backwards: the answer's buttons come before it on the page.
    for _ in range(30):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.matches('#transcript button.cite')"):
            break
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    page.keyboard.press("Enter")
    page.locator("#evidence .headline").wait_for(timeout=WAIT)
    assert outline == "solid"
