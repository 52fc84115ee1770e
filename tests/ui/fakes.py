"""A small disclosure written by hand, a store that holds disclosures in memory, and an engine that answers from it.

They let the views and the page be tested by themselves; what the real rooms do is tested with the real rooms.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from index.codec import figure_to_json
from index.records import Label, labels_of
from ingest.disclosure import read_disclosure
from ingest.model import Disclosure, Facts, Figure, Indicator, Table

BUDGET_TEXT = """

# 2024年部门预算公开表

2024年02月01日

# 一般公共预算支出表

金额单位：万元

支出功能分类科目\t\t\t2024年预算数\t\t\t
科目编码\t\t\t科目名称\t合计\t基本支出\t项目支出
类\t款\t项\t\t\t\t
合 计\t\t\t\t9,929.35\t8,495.82\t1,433.53
204\t\t\t公共安全支出\t7,837.79\t6,404.26\t1,433.53
\t02\t\t公安\t7,837.79\t6,404.26\t1,433.53
\t\t01\t行政运行\t6,404.26\t6,404.26\t
\t\t02\t一般行政管理事务\t280.45\t\t280.45
\t\t20\t执法办案\t100.00\t\t100.00
\t\t99\t其他公安支出\t1,053.08\t\t1,053.08
208\t\t\t社会保障和就业支出\t1,489.62\t1,489.62\t
\t05\t\t行政事业单位养老支出\t1,489.62\t1,489.62\t
\t\t05\t机关事业单位基本养老保险缴费支出\t1,489.62\t1,489.62\t
221\t\t\t住房保障支出\t601.94\t601.94\t
\t02\t\t住房改革支出\t601.94\t601.94\t
\t\t01\t住房公积金\t601.94\t601.94\t
"""


def write_budget(folder: Path, name: str = "测试局2024年预算.txt", text: str = BUDGET_TEXT) -> Path:
    """The hand-made budget as a file."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def budget(folder: Path) -> Disclosure:
    """The hand-made budget, read."""
    return read_disclosure(write_budget(folder))


@dataclass(frozen=True)
class FakeRecord:
    """A stored document's record."""

    disclosure: Disclosure

    @property
    def name(self) -> str:
        return self.disclosure.document

    @property
    def sha256(self) -> str:
        return self.disclosure.sha256

    @property
    def facts(self) -> Facts:
        return self.disclosure.facts

    @property
    def pages(self) -> int | None:
        return self.disclosure.pages

    @property
    def figures(self) -> int:
        return len(self.disclosure.printed)

    def to_json(self) -> dict[str, Any]:
        d = self.disclosure
        return {
            "document": d.document, "organization": d.facts.organization, "level": d.facts.level,
            "fiscal_year": d.facts.fiscal_year, "basis": d.facts.basis, "pages": d.pages, "tables": len(d.tables),
            "figures": len(d.printed), "indicators": len(d.indicators), "proven_share": None, "warnings": [],
        }  # fmt: skip


class FakeLibrary:
    """Disclosures in memory behind the store's names."""

    def __init__(self, *disclosures: Disclosure) -> None:
        self._held = {d.document: d for d in disclosures}

    def documents(self) -> list[FakeRecord]:
        return [FakeRecord(d) for d in self._held.values()]

    def figures(self, chosen: Any = None, blanks: bool = False) -> list[Figure]:
        names = getattr(chosen, "documents", ()) or tuple(self._held)
        return [f for d in self._held.values() if d.document in names for f in (d.figures if blanks else d.printed)]

    def figure(self, identifier: str) -> Figure | None:
        return next((f for f in self.figures(blanks=True) if f.id == identifier), None)

    def indicators(self, chosen: Any = None) -> list[Indicator]:
        return [i for d in self._held.values() for i in d.indicators]

    def labels(self, documents: Any = None) -> list[Label]:
        return list({label.key: label for d in self._held.values() for label in labels_of(d)}.values())

    def tables(self, document: str) -> list[Table]:
        return list(self._held[document].tables)

    def table(self, document: str, number: int) -> Table | None:
        return next((t for t in self.tables(document) if t.number == number), None)


def citation(figure: Figure, number: int) -> dict[str, Any]:
    """A figure as an answer cites it."""
    data = figure_to_json(figure)
    keys = (
        "document", "organization", "fiscal_year", "basis", "table", "page", "line", "path", "code", "measure_path",
        "text", "unit", "bbox", "proof", "ocr",
    )  # fmt: skip
    return {"id": number, **{key: data[key] for key in keys}, "figure": figure.id}


def answer(question: str, status: str = "answered", text: str = "", **parts: Any) -> dict[str, Any]:
    """An answer of the contract's shape."""
    language = "en" if question.isascii() else "zh"
    return {
        "id": None, "question": question, "language": language, "status": status, "answer": text, "figures": [],
        "citations": [], "notes": [], "candidates": [], "llm": {"used": False, "rejected": 0}, **parts,
    }  # fmt: skip


class FakeEngine:
    """Answers with the figures whose label the question holds; two of them are added up; without any it refuses."""

    def __init__(self, library: Any) -> None:
        self._library = library
        self.asked: list[tuple[str, tuple[str, ...]]] = []

    def answers(self, question: str, **given: Any) -> Iterator[dict[str, Any]]:
        yield self.ask(question, **given)

    def ask(
        self,
        question: str,
        *,
        history: Any = (),
        documents: Any = None,
        language: str | None = None,
        id: Any = None,  # noqa: A002 - the contract names it so
    ) -> dict[str, Any]:
        self.asked.append((question, tuple(history)))
        if "等一等" in question:
            time.sleep(3)
        held = [f for f in self._library.figures() if f.measure == "合计" and f.label in question]
        found = list({f.label: f for f in held}.values())
        if not found:
            named = list({f.label: None for f in self._library.figures()})[:3]
            text = f"库中没有与「{question}」对应的数字。"
            return {**answer(question, "refused", text, candidates=named), "id": id}
        said = "、".join(f"{f.label}{f.text}{f.unit} [{n}]" for n, f in enumerate(found, 1))
        figures = [{
            "value": str(f.amount), "unit": "CNY", "kind": "disclosed", "text": f.text, "verified": True,
            "citations": [n], "derivation": None,
        } for n, f in enumerate(found, 1)]  # fmt: skip
        if len(found) > 1:
            total = sum((f.amount or Decimal(0) for f in found), Decimal(0))
            operands = [{"citation": n, "value": str(f.amount)} for n, f in enumerate(found, 1)]
            figures.append({
                "value": str(total), "unit": "CNY", "kind": "computed", "text": str(total), "verified": True,
                "citations": list(range(1, len(found) + 1)),
                "derivation": {"formula": "a + b", "operands": operands, "rounding": "exact"},
            })  # fmt: skip
        cited = [citation(f, n) for n, f in enumerate(found, 1)]
        notes = [{"kind": "budget_not_actual", "text": "这是预算数，不是实际支出。"}]
        return {**answer(question, "answered", said + "。", figures=figures, citations=cited, notes=notes), "id": id}
