"""Answers and tables as HTML: everything escaped, the cited cell, its row and its headings marked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given
from hypothesis import strategies as st

from ingest.model import Column, Disclosure, Figure, Table, TableRow
from tests.ui.fakes import FakeEngine, FakeLibrary, answer, budget, citation
from ui.web.evidence import Evidence, calculation_html, evidence_html
from ui.web.lookup import find_evidence
from ui.web.markup import Markup, esc
from ui.web.table import MAX_ROWS, heading_storeys, table_html, window
from ui.web.text import browser_language, words
from ui.web.view import Turn, transcript_html, turn_html, weakest_proof, welcome_html

ATTACK = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'${alert(1)}{{x}}`"
ZH = words("zh")


@pytest.fixture()
def read(tmp_path: Path) -> Disclosure:
    return budget(tmp_path)


def figure_of(disclosure: Disclosure, label: str, measure: str) -> Figure:
    return next(f for f in disclosure.printed if (f.label, f.measure) == (label, measure))


def soup(markup: str) -> BeautifulSoup:
    return BeautifulSoup(markup, "html.parser")


def only_known_tags(markup: str) -> bool:
    page = soup(markup)
    attributes = [name for element in page.find_all(True) for name in element.attrs]
    away = [link for link in page.find_all("a") if not str(link.get("href", "")).startswith("figure?id=")]
    return (
        not away
        and not page.find_all(["script", "img", "iframe"])
        and not any(name.startswith("on") for name in attributes)
    )


# -- escaping ---------------------------------------------------------------------------------------------------------


def test_markup_in_a_question_is_shown_as_text() -> None:
    said = turn_html(0, Turn(ATTACK, answer(ATTACK, "refused", ATTACK, candidates=[ATTACK])), ZH)
    assert only_known_tags(said)
    page = soup(said)
    assert ATTACK in page.get_text()
    button = page.find("button", class_="ask")
    assert isinstance(button, Tag)
    assert button["data-ask"] == ATTACK


def test_markup_in_labels_documents_and_notes_is_shown_as_text(read: Disclosure) -> None:
    cited = citation(figure_of(read, "执法办案", "合计"), 1)
    cited |= {"document": ATTACK, "organization": ATTACK, "table": ATTACK, "path": [ATTACK], "code": ATTACK,
              "measure_path": [ATTACK], "text": ATTACK, "unit": ATTACK, "proof": ATTACK}  # fmt: skip
    derivation = {"formula": ATTACK, "operands": [{"citation": 1, "value": ATTACK}], "rounding": ATTACK}
    figure = {"value": ATTACK, "unit": ATTACK, "derivation": derivation}
    said = answer(
        "问", text=f"{ATTACK} [1]", citations=[cited], figures=[figure], notes=[{"kind": "x", "text": ATTACK}]
    )
    assert only_known_tags(turn_html(0, Turn("问", said), ZH))
    table = hostile(read.tables[0])
    panel = evidence_html(0, said, 1, Evidence(table=table, row=table.rows[0].number, column=4), ZH)
    assert only_known_tags(panel)
    assert ATTACK in soup(panel).get_text()


def hostile(table: Table) -> Table:
    columns = tuple(replace(column, path=tuple(ATTACK for _ in column.path)) for column in table.columns)
    rows = tuple(replace(row, texts=tuple(ATTACK for _ in row.texts), realigned=ATTACK) for row in table.rows)
    return replace(table, title=ATTACK, unit=ATTACK, columns=columns, rows=rows)


@given(st.text(max_size=80))
def test_no_text_survives_as_markup_or_as_a_template(text: str) -> None:
    shown = esc(text)
    assert not set("<>{}$`\"'") & set(shown)
    assert "&" not in shown.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "").replace("&quot;", "").replace(
        "&#x27;", "").replace("&#123;", "").replace("&#125;", "").replace("&#36;", "").replace("&#96;", "")  # fmt: skip


# -- the source table -------------------------------------------------------------------------------------------------


def test_the_cited_cell_its_row_label_and_its_headings_are_marked(read: Disclosure) -> None:
    figure = figure_of(read, "执法办案", "项目支出")
    page = soup(table_html(read.tables[0], ZH, figure.row, figure.column))
    marked = page.select("mark")
    assert [mark.get_text() for mark in marked] == ["100.00"]
    row = marked[0].find_parent("tr")
    assert isinstance(row, Tag)
    assert "hit" in row["class"]
    assert [cell.get_text() for cell in row.select(".named") if cell.get_text()] == ["20", "执法办案"]
    assert [head.get_text() for head in page.select("thead .over")] == ["2024年预算数", "项目支出"]


def test_without_a_cited_row_nothing_is_marked(read: Disclosure) -> None:
    page = soup(table_html(read.tables[0], ZH))
    assert not page.select("mark, .hit, .named, .over")


def test_every_printed_cell_is_shown_under_its_heading(read: Disclosure) -> None:
    table = read.tables[0]
    rows = soup(table_html(table, ZH)).select("tbody tr")
    assert [[cell.get_text() for cell in row.find_all(["td", "th"])] for row in rows] == [
        list(r.texts) for r in table.rows
    ]


def test_headings_span_the_columns_that_share_them() -> None:
    paths = [
        ("科目", "编码"),
        ("科目", "名称"),
        ("预算数", "合计"),
        ("预算数", "支出", "基本"),
        ("预算数", "支出", "项目"),
        (),
    ]
    columns = tuple(Column(i, path, "amount") for i, path in enumerate(paths))
    shown = [[(h.text, h.colspan, h.rowspan) for h in storey] for storey in heading_storeys(columns)]
    assert shown == [
        [("科目", 2, 1), ("预算数", 3, 1), ("", 1, 3)],
        [("编码", 1, 2), ("名称", 1, 2), ("合计", 1, 2), ("支出", 2, 1)],
        [("基本", 1, 1), ("项目", 1, 1)],
    ]


def test_the_two_halves_of_a_side_by_side_table_keep_their_own_headings() -> None:
    paths = [("收入", "项目"), ("收入", "预算数"), ("收入", "项目"), ("收入", "预算数")]
    columns = tuple(Column(i, path, "amount", side=i // 2) for i, path in enumerate(paths))
    assert [h.colspan for h in heading_storeys(columns)[0]] == [2, 2]


@given(st.lists(st.lists(st.sampled_from(["a", "b", "c"]), max_size=3).map(tuple), min_size=1, max_size=7))
def test_headings_tile_the_header_exactly(paths: list[tuple[str, ...]]) -> None:
    columns = tuple(Column(i, path, "amount") for i, path in enumerate(paths))
    storeys = heading_storeys(columns)
    taken = [
        (level + down, heading.first + right)
        for level, storey in enumerate(storeys) for heading in storey
        for down in range(heading.rowspan) for right in range(heading.colspan)
    ]  # fmt: skip
    assert sorted(taken) == [(level, column) for level in range(len(storeys)) for column in range(len(columns))]


def test_a_long_table_is_cut_to_a_window_around_the_cited_row() -> None:
    columns = (Column(0, ("项目",), "label"), Column(1, ("预算数",), "amount"))
    rows = tuple(TableRow(n, (f"项目{n}", f"{n}.00"), (), None, n) for n in range(3000))
    page = soup(table_html(Table(1, "表", "x", "元", columns, rows), ZH, 2500, 1))
    assert len(page.select("tbody tr")) == MAX_ROWS
    assert [mark.get_text() for mark in page.select("mark")] == ["2500.00"]
    assert "3000" in page.get_text()


@given(st.integers(0, 2000), st.integers(0, 1999), st.integers(1, 500))
def test_the_window_holds_the_cited_row_and_never_more_than_its_limit(count: int, at: int, limit: int) -> None:
    shown = window(count, at, limit)
    assert len(shown) == min(count, limit)
    assert at >= count or at in shown


# -- the answer -------------------------------------------------------------------------------------------------------


def test_citation_marks_become_buttons_and_amounts_stand_out(read: Disclosure) -> None:
    engine = FakeEngine(FakeLibrary(read))
    page = soup(turn_html(3, Turn("问", engine.ask("执法办案是多少")), ZH))
    assert [b["data-cite"] for b in page.select(".said button.cite")] == ["3:1"]
    assert [b.get_text() for b in page.select(".said .num")] == ["100.00万元"]
    assert page.select_one(".status").get_text() == "已答"  # type: ignore[union-attr]


def test_what_closes_a_sentence_stays_with_its_mark(read: Disclosure) -> None:
    cited = [citation(figure_of(read, "执法办案", "合计"), 1)]
    page = soup(turn_html(0, Turn("问", answer("问", text="为 1元 [1]，占 2% [1]（另有", citations=cited)), ZH))
    assert [mark.get_text() for mark in page.select(".said .marked")] == ["[1]，", "[1]"]
    said = page.select_one(".said")
    assert said is not None
    assert said.get_text() == "为 1元 [1]，占 2% [1]（另有"


def test_lines_that_begin_with_a_dash_are_a_list() -> None:
    page = soup(turn_html(0, Turn("问", answer("问", text="其中：\n- 甲：1元\n- 乙：-2元\n共 -1元。")), ZH))
    assert [item.get_text() for item in page.select(".said ul li")] == ["甲：1元", "乙：-2元"]
    assert [line.get_text() for line in page.select(".said p")] == ["其中：", "共 -1元。"]


def test_what_a_badge_says_is_written_out_beside_the_evidence(read: Disclosure) -> None:
    cited = {**citation(figure_of(read, "执法办案", "合计"), 1), "proof": "contested"}
    said = answer("问", citations=[cited])
    page = soup(evidence_html(0, said, 1, Evidence(), ZH))
    assert ZH["contested_why"] in page.get_text()
    assert [box["data-shows"] for box in page.select("[data-shows]")] == ["0:1"]


def test_a_mark_without_a_citation_stays_text() -> None:
    page = soup(turn_html(0, Turn("问", answer("问", text="见 [7]。")), ZH))
    assert not page.select("button.cite")
    assert "[7]" in page.get_text()


def test_what_is_not_answered_carries_no_badge(read: Disclosure) -> None:
    cited = [citation(figure_of(read, "执法办案", "合计"), 1)]
    for status, badges in (("refused", 0), ("answered", 1)):
        page = soup(turn_html(0, Turn("问", answer("问", status, "没有说明原因。", citations=cited)), ZH))
        assert len(page.select(".head .badge")) == badges


def test_a_refusal_offers_its_candidates_as_questions() -> None:
    said = answer("问", "refused", "没有", candidates=["公安", {"label": "执法办案"}])
    page = soup(turn_html(0, Turn("问", said), ZH))
    assert [b["data-ask"] for b in page.select("button.ask")] == ["公安", "执法办案"]


@pytest.mark.parametrize(
    ("proofs", "worst"),
    [
        (["proven", "unproven"], "unproven"),
        (["proven", "contested", "unproven"], "contested"),
        (["proven"], "proven"),
        ([], None),
    ],
)
def test_an_answer_is_no_better_than_its_weakest_figure(proofs: list[str], worst: str | None) -> None:
    assert weakest_proof({"citations": [{"proof": proof} for proof in proofs]}) == worst


def test_a_computed_figure_shows_its_formula_and_operands(read: Disclosure) -> None:
    said = FakeEngine(FakeLibrary(read)).ask("执法办案和行政运行一共多少")
    page = soup(calculation_html(said, 0, ZH))
    box = page.select_one(".calculation")
    assert box is not None
    assert "a + b" in box.get_text()
    assert "1,000,000 元" in box.get_text()
    assert "65,042,600 元" in box.get_text()
    assert [b["data-cite"] for b in box.select("button.cite")] == ["0:1", "0:2"]
    assert [letter.get_text() for letter in box.select(".operands code")] == ["a", "b"]


def test_a_note_the_answer_already_says_is_not_said_twice() -> None:
    notes = [{"kind": "budget_not_actual", "text": "这是预算数。"}, {"kind": "unit", "text": "原表单位为万元。"}]
    page = soup(turn_html(0, Turn("问", answer("问", text="一百万元。这是预算数。", notes=notes)), ZH))
    assert [item.get_text() for item in page.select(".notes li")] == ["原表单位为万元。"]


def test_an_empty_cell_is_called_blank_and_not_zero(read: Disclosure) -> None:
    cited = citation(figure_of(read, "执法办案", "合计"), 1) | {"text": ""}
    panel = evidence_html(0, answer("问", citations=[cited]), 1, Evidence(), ZH)
    assert soup(panel).select("dd")[0].get_text().startswith("空白")


def test_an_error_shows_its_message_and_no_answer() -> None:
    page = soup(turn_html(0, Turn("问", error="库打不开"), ZH))
    assert "库打不开" in page.get_text()
    assert "出错" in page.get_text()


def test_the_conversation_is_read_out_as_it_grows() -> None:
    page = soup(transcript_html([Turn("一"), Turn("二")], Markup(""), ZH))
    log = page.select_one("[role=log]")
    assert log is not None
    assert log["aria-live"] == "polite"
    assert len(page.select("article")) == 2


def test_the_welcome_of_an_empty_store_says_what_to_do() -> None:
    assert "budgetqa ingest" in welcome_html((), 0, 0, ZH)


# -- evidence from the store ------------------------------------------------------------------------------------------


def test_a_citation_leads_back_to_its_cell(read: Disclosure) -> None:
    figure = figure_of(read, "公安", "基本支出")
    found = find_evidence(FakeLibrary(read), citation(figure, 1))  # type: ignore[arg-type]
    assert found.table is not None
    assert found.table.rows[found.row or 0].texts[found.column or 0] == "6,404.26"


def test_what_was_read_by_ocr_says_so_beside_its_proof(read: Disclosure) -> None:
    def panel(figure: Figure) -> str:
        return str(evidence_html(0, answer("问", citations=[citation(figure, 1)]), 1, Evidence(figure), ZH))

    figure = read.printed[0]
    assert ZH["ocr"] not in panel(figure)
    scanned = panel(replace(figure, ocr=True))
    assert ZH["ocr"] in scanned
    assert ZH[figure.proof] in scanned


def test_a_citation_without_a_figure_is_found_by_its_printed_place(read: Disclosure) -> None:
    cited = citation(figure_of(read, "执法办案", "项目支出"), 1) | {"figure": None, "text": "执法办案"}
    found = find_evidence(FakeLibrary(read), cited)  # type: ignore[arg-type]
    assert found.table is not None
    assert found.table.rows[found.row or 0].texts[found.column or 0] == "执法办案"


def test_two_equal_cells_in_the_row_are_not_guessed_between(read: Disclosure) -> None:
    cited = citation(figure_of(read, "执法办案", "项目支出"), 1) | {"figure": None}
    found = find_evidence(FakeLibrary(read), cited)  # type: ignore[arg-type]
    assert (found.row is not None, found.column) == (True, None)


def test_a_figure_that_is_gone_leaves_a_panel_that_says_so(read: Disclosure) -> None:
    cited = citation(figure_of(read, "执法办案", "合计"), 1) | {"figure": "gone", "document": "gone"}
    found = find_evidence(FakeLibrary(read), cited)  # type: ignore[arg-type]
    assert found == Evidence()
    panel = evidence_html(0, answer("问", citations=[cited]), 1, found, ZH)
    assert ZH["table_gone"] in panel


def test_a_sentence_is_shown_with_its_number_marked(read: Disclosure) -> None:
    figure = replace(
        figure_of(read, "执法办案", "合计"), source="narrative", passage="安排100.00万元用于办案。", table_number=None
    )
    panel = evidence_html(0, answer("问", citations=[citation(figure, 1)]), 1, Evidence(figure), ZH)
    quote = soup(panel).select_one("blockquote")
    assert quote is not None
    assert (quote.get_text(), quote.select_one("mark").get_text()) == ("安排100.00万元用于办案。", "100.00")  # type: ignore[union-attr]


# -- words ------------------------------------------------------------------------------------------------------------


def test_both_languages_have_the_same_words() -> None:
    assert words("zh").keys() == words("en").keys()


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en-US,en;q=0.9,zh;q=0.8", "en"),
        ("en;q=0.5,zh-TW;q=0.7", "zh"),
        ("fr-FR,fr;q=0.9,en;q=0.3", "en"),
        ("en;q=0", "zh"),
        ("de", "zh"),
        ("", "zh"),
        (None, "zh"),
        ("english!!,;;q=9", "zh"),
    ],
)
def test_the_page_speaks_the_browsers_language(header: str | None, language: str) -> None:
    assert browser_language(header) == language


@given(st.text(max_size=60))
def test_no_language_header_breaks_the_page(header: str) -> None:
    assert browser_language(header) in ("zh", "en")


def test_pressing_an_offered_name_keeps_the_language_of_the_question() -> None:
    from ui.web.chat import offered_language

    turns = [Turn("how much", answer("how much", "clarify", candidates=["某市水务局", {"question": "甲"}]))]
    assert offered_language("某市水务局", turns) == "en"
    assert offered_language("甲", turns) == "en"
    assert offered_language("某市档案馆", turns) is None
    assert offered_language("某市水务局", []) is None


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_newcomer_is_told_what_the_words_and_badges_mean(language: str) -> None:
    said = words(language)
    shown = welcome_html((), 3, 10, said)
    for name in (
        "budget",
        "term_budget",
        "final_accounts",
        "term_final_accounts",
        "proven_why",
        "contested_why",
        "unproven_why",
    ):
        assert esc(said[name]) in shown
