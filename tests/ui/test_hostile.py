"""Markup, scripts and formulas in names, rows, questions and drafts come out as text, whatever they come out in."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from index import Library, load_settings
from qa.engine import Engine
from tests.index.builders import disclosure
from tests.ui.fakes import answer, citation
from ui.web.app import create_app
from ui.web.chat import Chat
from ui.web.guard import Rules
from ui.web.view import Turn

PIECES = (
    "<script>window.hit=1</script>", '"><img src=x onerror=alert(1)>', "' onmouseover='alert(1)", "</textarea><b>", "</title>", "<!--",
    "]]>", "javascript:alert(1)", "{{7*7}}", "${7*7}", "`${1}`", "&lt;i&gt;", "&#60;u>", "=HYPERLINK(\"http://evil\")", "+1+1", "-1+1", "@SUM(A1)",
    "\t=1", "\x0b=1", "＝1+1", "|cmd'/c calc'!A1", "[x](http://evil)", "![x](http://evil/x.png)", "*_#", "\u202e", "\r\n=1", "公安", "2040220", "100.00万元",
)  # fmt: skip
PLAIN = st.characters(exclude_categories=("Cs",), exclude_characters="\x00")
ATTACKS = st.lists(st.sampled_from(PIECES) | PLAIN, min_size=1, max_size=5).map("".join).filter(lambda s: s.strip())

OURS = re.compile(
    r"(?:#|\./|page/|api/|figures?(?:\?|$)|audit(?:\?|$)|charts(?:\?|$)|documents(?:\?|$)|draft|logout|data:,|\?|$)"
)
GOES = {"href", "src", "action", "formaction", "poster", "data", "srcdoc", "xlink:href"}
TAGS = {
    "html", "head", "meta", "title", "link", "script", "body", "a", "header", "main", "div", "p", "h1", "h2", "h3", "nav", "span", "form", "label",
    "input", "select", "option", "button", "table", "thead", "tbody", "tr", "th", "td", "details", "summary", "ul", "ol", "li", "dl", "dt", "dd", "img",
    "figure", "figcaption", "b", "code", "mark", "blockquote", "noscript", "textarea", "sup", "article", "section", "svg", "g", "rect", "text", "path",
    "circle", "polyline", "line", "tspan", "small", "style", "caption", "em", "strong", "br",
}  # fmt: skip


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    home = tmp_path_factory.mktemp("hostile")
    with Library.open(load_settings({"BUDGETQA_HOME": str(home)})) as opened:
        yield opened


@pytest.fixture(scope="module")
def client(library: Library) -> TestClient:
    return TestClient(create_app(library, Engine(library), rules=Rules(rate_limit=1_000_000)))


def only_ours(html: str) -> BeautifulSoup:
    """A page whose every element and address is of our own making."""
    page = BeautifulSoup(html, "html.parser")
    for element in page.find_all(True):
        assert element.name in TAGS, element.name
        assert not [name for name in element.attrs if name.startswith("on")], element
        for name in GOES & set(element.attrs):
            assert OURS.match(str(element[name])), element[name]
        if element.name == "script":
            assert re.fullmatch(r"page/\w+\.js", str(element.get("src", "")))
            assert not element.get_text()
    return page


def no_formula(data: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(data))
    for row in book.worksheets[0].iter_rows():
        for cell in row:
            assert cell.data_type in ("s", "n", "b"), cell.value
            assert cell.hyperlink is None
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


def shown(text: str) -> str:
    return re.sub(r"\s+", "", text)


@given(ATTACKS, ATTACKS, ATTACKS)
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_names_and_rows_come_out_as_text_on_every_page_and_in_every_export(
    library: Library, client: TestClient, name: str, body: str, label: str
) -> None:
    items = (("2040220", label, "100.00"), ("2080505", body, "802.58"))
    made = disclosure(
        name, organization=body, items=items, projects=(("P1", label, "50.00"),), content=name + body + label
    )
    library.save(made, source="test")
    try:
        figure = library.figures()[0]
        pages = {
            "documents": {}, "figures": {"document": name, "label": label, "table": body}, "figure": {"id": figure.id}, "audit": {}, "charts": {},
            "draft": {"explain": name},
        }  # fmt: skip
        for path, asked in pages.items():
            page = only_ours(client.get(f"/{path}", params=asked).text)
            if path in ("documents", "charts", "draft"):
                assert shown(name) in shown(page.get_text()), path
        only_ours(client.get("/audit", params={"document": name}).text)
        text = client.get("/api/figures", params={"format": "csv"}).content.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline="")))
        assert len(rows) == 1 + len(library.figures())
        for row in rows:
            for cell in row:
                assert not cell.lstrip(" \n").startswith(("=", "@", "\t", "\r", "＝"))
        no_formula(client.get("/api/figures", params={"format": "xlsx"}).content)
        no_formula(client.get("/api/audit", params={"format": "xlsx"}).content)
        only_ours(
            re.sub(r"<style>.*?</style>", "", client.get("/api/audit", params={"format": "html"}).text, flags=re.S)
        )
    finally:
        library.remove(name)


@given(ATTACKS)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_draft_comes_out_as_text_on_the_page_as_html_and_in_word(
    library: Library, client: TestClient, attack: str
) -> None:
    if not library.documents():
        library.save(disclosure(), source="test")
    draft = f"2024年，执法办案100.00万元{attack}，住房公积金601.94万元。"
    page = only_ours(client.post("/draft", data={"text": draft}).text)
    area = page.find("textarea")
    assert area is not None
    assert shown(area.get_text()) == shown(draft)
    only_ours(client.post("/draft-edit", data={"text": draft}).text)
    report = client.post("/draft-report", data={"text": draft, "form": "html"}).text
    only_ours(re.sub(r"<style>.*?</style>", "", report, flags=re.S))
    word = client.post("/draft-report", data={"text": draft, "form": "docx"}).content
    with zipfile.ZipFile(io.BytesIO(word)) as parts:
        xml = etree.fromstring(parts.read("word/document.xml"))
        names = {etree.QName(element).localname for element in xml.iter() if isinstance(element.tag, str)}
        assert not names & {"hyperlink", "fldSimple", "instrText", "object", "altChunk"}
        assert "evil" not in parts.read("word/_rels/document.xml.rels").decode()


@given(ATTACKS, ATTACKS)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_questions_and_answers_come_out_as_text_in_the_conversation(library: Library, attack: str, label: str) -> None:
    figure = disclosure(attack, organization=label, items=(("2040220", label, "100.00"),)).figures[0]
    cited: list[dict[str, Any]] = [citation(figure, 1)]
    said = answer(attack, "answered", f"{label} 100.00万元 [1] {attack}", citations=cited, candidates=[attack, label])
    said["notes"] = [{"kind": "other", "text": attack}]
    chat = Chat(library, Engine(library))
    for turn in (Turn(attack, said), Turn(attack, error=attack), Turn(attack)):
        page = only_ours(chat.transcript([turn], "zh"))
        asked = page.find(class_="asked")
        assert asked is not None
        assert shown(attack) in shown(asked.get_text())
    only_ours(chat.evidence([Turn(attack, said)], (0, 1), "en"))
