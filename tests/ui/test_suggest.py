"""Suggested questions: made from what the store holds, and only those that are answered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ingest.model import Disclosure
from tests.ui.fakes import FakeEngine, FakeLibrary, answer, budget
from ui.web.suggest import subjects, suggest


@pytest.fixture()
def read(tmp_path: Path) -> Disclosure:
    return budget(tmp_path)


def no_english(label: str, code: str | None) -> str | None:
    return None


def test_an_item_a_heading_and_a_class_each_get_their_own_question(read: Disclosure) -> None:
    found = list(subjects(read.figures))[:3]
    assert [(s.pattern, s.label) for s in found] == [("item", "行政运行"), ("list", "公安"), ("share", "公共安全支出")]


def test_no_label_is_asked_about_twice(read: Disclosure) -> None:
    labels = [s.label for s in subjects(read.figures)]
    assert len(labels) == len(set(labels))


def test_a_project_comes_first(read: Disclosure) -> None:
    first = next(subjects(read.figures, frozenset({"执法办案"})))
    assert (first.pattern, first.label) == ("project", "执法办案")


def test_only_answered_questions_are_offered(read: Disclosure) -> None:
    def ask(question: str) -> dict[str, Any]:
        if "公安" in question:
            raise ValueError("the engine failed")
        return answer(question, "answered" if "执法办案" in question or "行政运行" in question else "refused")

    library: Any = FakeLibrary(read)
    assert suggest(library, ask, "zh", no_english, tries=20) == ("行政运行是多少？", "执法办案是多少？")


def test_english_questions_use_english_names_first(read: Disclosure) -> None:
    names = {"公安": "Public security", "住房公积金": "Housing provident fund", "执法办案": "DNA work"}
    library: Any = FakeLibrary(read)
    found = suggest(library, lambda q: answer(q), "en", lambda label, code: names.get(label), limit=3)
    assert set(found) == {
        "What are the items under public security, and how much is each?",
        "How much goes to housing provident fund?",
        "How much goes to DNA work?",
    }


def test_an_empty_store_suggests_nothing() -> None:
    library: Any = FakeLibrary()
    assert suggest(library, FakeEngine(library).ask, "zh", no_english) == ()


def test_several_organisations_are_named_in_the_question(read: Disclosure) -> None:
    other = replace(read, document="b.txt", facts=replace(read.facts, organization="某市水务局", fiscal_year=2025))
    one = replace(read, document="a.txt", facts=replace(read.facts, organization="某市档案馆", fiscal_year=2024))
    library: Any = FakeLibrary(one, other)
    found = suggest(library, answer, "zh", no_english, limit=2)
    assert found == ("某市档案馆2024年行政运行是多少？", "某市水务局2025年公安下面有哪些项，各是多少？")
