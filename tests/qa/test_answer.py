"""An answer in the making: what a citation must say of how its figure was come by."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from index.library import Library
from qa.answer import Draft
from qa.plan import Language


@pytest.mark.parametrize(("language", "says"), [("zh", "扫描件"), ("en", "OCR")])
def test_a_figure_read_by_ocr_is_cited_as_such_with_a_note(library: Library, language: Language, says: str) -> None:
    figure = library.figures()[0]
    draft = Draft("办公费", language)
    draft.cite(figure)
    assert (draft.citations[0]["ocr"], draft.notes) == (False, [])
    draft.cite(replace(figure, id="scanned", ocr=True))
    assert draft.citations[1]["ocr"] is True
    assert draft.citations[1]["proof"] == figure.proof
    assert [note["kind"] for note in draft.notes] == ["ocr"]
    assert says in draft.notes[0]["text"]


def test_a_target_read_by_ocr_is_cited_as_such(library: Library) -> None:
    target = library.indicators()[0]
    draft = Draft("办公费", "en")
    draft.cite_indicator(target, "绩效目标表", {})
    draft.cite_indicator(replace(target, id="scanned", ocr=True), "绩效目标表", {})
    assert [citation["ocr"] for citation in draft.citations] == [False, True]
    assert [note["kind"] for note in draft.notes] == ["ocr"]


@pytest.mark.parametrize(
    ("text", "unit", "shown"), [("12.5", "%", "12.5%"), ("12.5%", "%", "12.5%"), ("3", "辆", "3辆"), ("7", "", "7")]
)
def test_a_figure_that_is_no_money_stands_with_its_own_unit(library: Library, text: str, unit: str, shown: str) -> None:
    figure = replace(library.figures()[0], amount=Decimal(text.rstrip("%")), text=text, unit=unit)
    draft = Draft("办公费", "zh")
    assert draft.money(figure) == f"{shown} [1]"
    assert draft.figures[0]["unit"] == ("%" if unit == "%" else "count")
    assert "元" not in draft.money(figure)
