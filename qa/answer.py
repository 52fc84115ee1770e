"""An answer in the making: citations numbered, figures collected, every number checked before it leaves.

Builds the JSON of the contract. A text with a number that is not in its figures is never returned.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from ingest.amounts import UNITS, convert, print_number, print_yuan
from ingest.errors import BudgetQAError
from ingest.model import Figure, Indicator, Passage
from qa.calculate import Result
from qa.plan import Language
from qa.verify import money_forms, number_forms, untraced
from qa.wording import NOTES

Json = dict[str, Any]


class UntracedNumberError(BudgetQAError):
    """A sentence held a number that no cited figure accounts for; it was not given out."""


class Draft:
    """Collects what an answer cites. One instance makes one answer."""

    def __init__(self, question: str, language: Language, unit: str | None = None) -> None:
        self.question, self.language, self.unit = question, language, unit
        self.citations: list[Json] = []
        self.figures: list[Json] = []
        self.notes: list[Json] = []
        self._forms: set[str] = set()
        self._names: set[str] = {question}
        self._years: set[int] = set()
        self._cited: dict[str, int] = {}

    # --- citing --------------------------------------------------------------------------------------------------

    def cite(self, figure: Figure) -> int:
        """The number of a figure's citation, added at first use."""
        known = self._cited.get(figure.id)
        if known is not None:
            return known
        number = self._cited[figure.id] = len(self.citations) + 1
        self.citations.append(
            {
                "id": number,
                "document": figure.document,
                "organization": figure.organization,
                "fiscal_year": figure.fiscal_year,
                "basis": figure.basis,
                "table": figure.table,
                "page": figure.page,
                "line": figure.line,
                "path": list(figure.path),
                "code": figure.code,
                "measure_path": list(figure.measure_path),
                "text": figure.text,
                "unit": figure.unit,
                "bbox": list(figure.bbox) if figure.bbox else None,
                "proof": figure.proof,
                "ocr": figure.ocr,
                "figure": figure.id,
                "table_number": figure.table_number,
                "row": figure.row,
                "column": figure.column,
                "passage": figure.passage,
            }
        )
        self._warn_of_ocr(figure.ocr)
        self.name(figure.document, figure.organization, figure.table, figure.code, *figure.path, *figure.measure_path)
        self.year(figure.fiscal_year, figure.column_year)
        return number

    def cite_indicator(self, indicator: Indicator, title: str, facts: Json) -> int:
        """The number of the citation of a performance target."""
        number = self._cited[indicator.id] = len(self.citations) + 1
        path = [part for part in (indicator.project, indicator.level1, indicator.level2, indicator.level3) if part]
        self.citations.append(
            {
                "id": number,
                "document": indicator.document,
                **facts,
                "table": title,
                "page": indicator.page,
                "line": indicator.line,
                "path": path,
                "code": indicator.project_code,
                "measure_path": ["绩效指标值"],
                "text": f"{indicator.operator}{indicator.target}",
                "unit": indicator.unit,
                "bbox": None,
                "proof": "unproven",
                "ocr": indicator.ocr,
                "figure": None,
                "indicator": indicator.id,
                "attribution": indicator.attribution,
                "table_number": indicator.table_number,
                "row": indicator.row,
                "column": None,
                "passage": None,
            }
        )
        self._warn_of_ocr(indicator.ocr)
        self.name(indicator.document, title, *path, indicator.project_code)
        return number

    def cite_passage(self, passage: Passage, shown: str, facts: Json, title: str | None) -> int:
        """The number of the citation of a passage that the answer quotes; `shown` is the quotation, which is shielded as
        a name: its numbers are the document's, none of the answer's own."""
        number = self._cited[passage.id] = len(self.citations) + 1
        self.citations.append(
            {
                "id": number,
                "document": passage.document,
                **facts,
                "table": title,
                "page": passage.page,
                "line": passage.line,
                "path": [passage.subject] if passage.subject else [],
                "code": None,
                "measure_path": [],
                "text": "",
                "unit": "",
                "bbox": None,
                "proof": "unproven",
                "ocr": False,
                "figure": None,
                "table_number": passage.table_number,
                "row": None,
                "column": None,
                "passage": shown,
            }
        )
        self.name(passage.document, title, passage.subject, shown)
        return number

    def _warn_of_ocr(self, ocr: bool) -> None:
        if ocr:
            self.note("ocr", NOTES["ocr"][self.language])

    def name(self, *names: str | None) -> None:
        """Allow names to stand in the text with the digits they hold."""
        self._names |= {name for name in names if name}

    def year(self, *years: int | None) -> None:
        """Allow years to stand in the text."""
        self._years |= {year for year in years if year is not None}

    def count(self, *numbers: int) -> None:
        """Allow numbers of things that the answer itself counts to stand in the text."""
        self._forms |= {str(number) for number in numbers}

    # --- figures -------------------------------------------------------------------------------------------------

    def money(self, figure: Figure, *, first: bool = False) -> str:
        """A disclosed amount as it stands in the text, with its citation mark; it joins the answer's figures.

        A figure that is no money (a percentage, a count) stands with its own unit.
        """
        assert figure.amount is not None
        if figure.unit not in UNITS:
            return self.stated_figure(figure)
        number = self.cite(figure)
        entry = {
            "value": decimal_text(figure.amount),
            "unit": "CNY",
            "kind": "disclosed",
            "text": figure.text,
            "verified": True,
            "citations": [number],
            "derivation": None,
        }
        if entry not in self.figures:
            self.figures.insert(0, entry) if first else self.figures.append(entry)
        self._forms |= money_forms(figure.amount, figure.text)
        return f"{self._amount(figure.amount, figure.text, figure.unit)} [{number}]"

    def computed(self, result: Result, *, first: bool = True) -> str:
        """A computed figure as it stands in the text; its operands are cited. `first` puts it before the others."""
        letters = [{"citation": self.cite(f), "value": decimal_text(f.amount or Decimal(0))} for f in result.operands]
        number = _whole(result.value) if result.counted else result.value
        text = f"{print_number(result.value, 2)}%" if result.unit == "%" else print_number(number)
        self.figures.insert(
            0 if first else len(self.figures),
            {
                "value": decimal_text(result.value) if result.unit != "count" else f"{number:f}",
                "unit": result.unit,
                "kind": "computed",
                "text": text,
                "verified": True,
                "citations": [letter["citation"] for letter in letters],
                "derivation": {"formula": result.formula, "operands": letters, "rounding": result.rounding},
            },
        )
        if result.unit == "CNY":
            self._forms |= money_forms(abs(result.value))
            return self._amount(abs(result.value), "", _unit_of(result.operands))
        self._forms |= number_forms(abs(result.value)) | number_forms(result.value)
        shown = text.lstrip("-") if result.unit == "%" or result.counted else text
        return f"{shown}{result.counted}"

    def stated(self, value: Decimal, unit: str, text: str, number: int) -> str:
        """A performance target's value as it stands in the text; money is given in yuan as well."""
        money = unit == "CNY"
        entry = {
            "value": decimal_text(value) if unit in {"CNY", "%"} else f"{_whole(value):f}",
            "unit": unit,
            "kind": "disclosed",
            "text": text,
            "verified": True,
            "citations": [number],
            "derivation": None,
        }
        if entry not in self.figures:
            self.figures.append(entry)
        # 12万人: the digits stand there with their own word for ten thousand.
        printed = {text, *re.findall(r"\d[\d,]*(?:\.\d+)?", text)}
        self._forms |= money_forms(value, text) if money else number_forms(value) | printed
        return text

    def stated_figure(self, figure: Figure) -> str:
        """Any figure as it stands in the answer: money as ever, other numbers with their own unit."""
        if figure.unit in UNITS:
            return self.money(figure)
        assert figure.amount is not None
        number = self.cite(figure)
        unit = "%" if figure.unit in {"%", "个百分点"} else "count"
        self.stated(figure.amount, unit, figure.text, number)
        shown = figure.text if figure.text.endswith(figure.unit) else f"{figure.text}{figure.unit}"
        return f"{shown} [{number}]"

    def _amount(self, yuan: Decimal, text: str, unit: str) -> str:
        """Yuan in full, the printed form beside it, and the unit that was asked for."""
        zh = self.language == "zh"
        full = f"{print_yuan(yuan)}元" if zh else f"{print_yuan(yuan)} yuan"
        beside = [] if unit == "元" else [f"{text or print_number(convert(yuan, unit))}{'' if zh else ' '}{unit}"]
        if self.unit and self.unit not in {"元", unit}:
            beside.append(f"{print_number(convert(yuan, self.unit))}{'' if zh else ' '}{self.unit}")
        inside = ("，" if zh else ", ").join(beside)
        return f"{full}（{inside}）" if zh and inside else f"{full} ({inside})" if inside else full

    # --- finishing -----------------------------------------------------------------------------------------------

    def note(self, kind: str, text: str) -> None:
        """Add a note, once a kind and text."""
        entry = {"kind": kind, "text": text}
        if entry not in self.notes:
            self.notes.append(entry)

    def finish(self, status: str, text: str, *, candidates: Sequence[Any] = (), identity: str | None = None) -> Json:
        """The answer's JSON. Raises `UntracedNumberError` if the text holds a number that no figure accounts for."""
        for candidate in candidates:
            self.name(str(candidate))
        loose = untraced(text, self._forms, self._names, self._years)
        if loose:
            raise UntracedNumberError(
                f"the sentence {text!r} holds {', '.join(loose)}, which no cited figure accounts for"
            )
        return {
            "id": identity,
            "question": self.question,
            "language": self.language,
            "status": status,
            "answer": text,
            "figures": self.figures,
            "citations": self.citations,
            "notes": self.notes,
            "candidates": list(candidates),
            "llm": {"used": False, "rejected": 0},
        }


def _whole(value: Decimal) -> Decimal:
    """A count without empty decimals: 6 for 6.00."""
    return value.to_integral_value() if value == value.to_integral_value() else value


def decimal_text(value: Decimal) -> str:
    """A value as the contract prints it: at least two decimals, all the digits it has, no exponent."""
    exponent = int(value.normalize().as_tuple().exponent) if value else 0
    return f"{value:.{max(2, -exponent)}f}"


def _unit_of(operands: Sequence[Figure]) -> str:
    """The unit that the operands share, else 元."""
    units = {figure.unit for figure in operands}
    return next(iter(units)) if len(units) == 1 else "元"
