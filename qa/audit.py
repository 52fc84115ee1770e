"""The audit as people and programs read it: findings in words, the arithmetic written out, what held, what nothing tests.

What is wrong was found at ingest (`ingest.audit`) and is kept with the document; comparing documents with one another is
done here, where the library is at hand. Words are data (`audit.toml`); every number is printed from a figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, cast

from index.records import DocumentRecord, FigureFilter
from ingest.amounts import UNITS, print_number
from ingest.audit.between import Between, Read, between_documents
from ingest.model import Check, Figure, Finding
from ingest.shipped import read_shipped
from qa.plan import Language

if TYPE_CHECKING:
    from index import Library

Json = dict[str, Any]

_DERIVED: Final = {"growth", "share", "completion"}
"""Kinds whose arithmetic gives what the words should have said."""
_ORDER: Final = {"contradiction": 0, "misprint": 1, "missing": 2, "rounding": 3}


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    return read_shipped("qa", "audit.toml")


def word(name: str, language: Language, **values: object) -> str:
    """One of the report's own words."""
    return str(_words()["words"][name][language]).format(**values)


def severity_word(severity: str, language: Language) -> str:
    """A severity in the language of the report."""
    return str(_words()["severity"][severity][language])


def audit(library: Library, documents: Sequence[str] | None = None, language: Language = "en") -> Json:
    """The audit of some documents, or of all: the JSON of the contract, findings most serious first.

    Documents of one organisation are compared with one another, all that the library holds.
    """
    records = library.documents()
    chosen = [r for r in records if documents is None or r.name in documents]
    across = _across(library, records, chosen)
    return {"documents": [_document(library, record, across.get(record.name), language) for record in chosen]}


def _across(
    library: Library, records: Sequence[DocumentRecord], chosen: Sequence[DocumentRecord]
) -> dict[str, Between]:
    """What comparing the chosen documents with their organisation's others gives."""
    bodies = {r.facts.organization for r in chosen if r.facts.organization}
    counts = Counter(r.facts.organization for r in records)
    related = [r for r in records if r.facts.organization in bodies and counts[r.facts.organization] > 1]
    reads = [
        Read(
            r.name,
            r.sha256,
            r.facts,
            library.tables(r.name),
            [f for f in library.figures(FigureFilter(documents=(r.name,))) if f.source == "table"],
        )
        for r in related
    ]
    return between_documents(reads) if len(reads) > 1 else {}


def _document(library: Library, record: DocumentRecord, across: Between | None, language: Language) -> Json:
    figures = {f.id: f for f in library.figures(FigureFilter(documents=(record.name,)), blanks=True)}
    checks = library.checks(record.name)
    findings = [*library.findings(record.name), *(across.findings if across else ())]
    for identity in {i for finding in findings for i in finding.figures if i not in figures}:
        found = library.figure(identity)
        if found is not None:
            figures[identity] = found
    printed = [f for f in figures.values() if f.amount is not None and f.document == record.name]
    tested = {i for check in checks for i in (check.total, *check.parts)}
    untested = Counter(f.source for f in printed if f.id not in tested)
    said = [Said(finding, figures, record.name, language) for finding in findings]
    said.sort(key=lambda item: (_ORDER[item.finding.severity], item.finding.page or 0, item.finding.line or 0))
    return {
        "document": record.name,
        "organization": record.facts.organization,
        "fiscal_year": record.facts.fiscal_year,
        "basis": record.facts.basis,
        "checks": {
            "held": sum(check.holds for check in checks) + (across.held if across else 0),
            "failed": sum(not check.holds for check in checks) + (len(across.findings) if across else 0),
            "not_testable": sum(untested.values()),
            "not_testable_by_source": {"table": untested["table"], "narrative": untested["narrative"]},
        },
        "proven_share": None if record.proven_share is None else float(record.proven_share),
        "findings": [item.to_json() for item in said],
        "confirmed": [_confirmed(check, figures) for check in checks if check.arithmetic and check.holds],
    }


def _confirmed(check: Check, figures: dict[str, Figure]) -> Json:
    total = figures[check.total]
    return {"arithmetic": f"{check.arithmetic} = {amount(total)}", "page": total.page, "line": total.line}


def amount(figure: Figure | None) -> str:
    """A figure as printed, with its unit."""
    if figure is None:
        return "?"
    return f"{figure.text.strip() or '—'}{'' if figure.unit == '%' else ' '}{figure.unit}"


def in_unit(value: Decimal, unit: str) -> str:
    """An amount of yuan (or a count) in the unit of the figures that it belongs to."""
    return f"{print_number((value / UNITS.get(unit, Decimal(1))).normalize() + 0)} {unit}"


@dataclass(frozen=True, slots=True)
class Said:
    """One finding put in words."""

    finding: Finding
    figures: dict[str, Figure]
    document: str
    language: Language

    def to_json(self) -> Json:
        """The finding as the contract has it, with identity, expected value and suspect besides."""
        finding = self.finding
        return {
            "id": finding.id,
            "kind": finding.kind,
            "severity": finding.severity,
            "page": finding.page,
            "line": finding.line,
            "message": self.message(),
            "arithmetic": self.arithmetic(),
            "explanation": self.explanation(),
            "identity": finding.identity,
            "stated": finding.stated,
            "expected": finding.expected,
            "passage": finding.passage,
            "suspect": finding.suspect,
            "figures": list(finding.figures),
            "places": [self._place(f) for f in self._known()],
        }

    def _known(self) -> list[Figure]:
        return [self.figures[i] for i in self.finding.figures if i in self.figures]

    def _place(self, figure: Figure) -> Json:
        place: Json = {
            "page": figure.page,
            "line": figure.line,
            "bbox": None if figure.bbox is None else [*figure.bbox],
        }
        place |= {"figure": figure.id, "table": figure.table, "path": list(figure.path), "text": figure.text}
        return place if figure.document == self.document else {**place, "document": figure.document}

    def message(self) -> str:
        """What is wrong, in a sentence."""
        templates = _words()["message"]
        kind = self.finding.kind
        if kind not in templates:
            kind = "stated" if self.finding.stated and self.finding.expected else "other"
        return str(templates[kind][self.language]).format(**self._values())

    def _values(self) -> dict[str, str]:
        finding, total = self.finding, self.figures.get(self.finding.total or "")
        parts = [self.figures[i] for i in finding.parts if i in self.figures]
        known = self._known()
        shown = next((f for f in (total, *parts, *known) if f is not None and f.source == "table"), total)
        other = next((f for f in parts if shown and f.table_number != shown.table_number), None)
        unit = total.unit if total else "元"
        return {
            "row": _row(shown),
            "table": _table(shown, self.document),
            "other": _table(other, self.document),
            "stated": finding.stated or amount(total),
            "printed": amount(total),
            "expected": finding.expected or "",
            "difference": "" if finding.difference is None else in_unit(abs(finding.difference), unit),
            "identity": finding.identity,
            "count": str(len(finding.figures)),
            "said": amount(total),
            "row_said": _row(total) if total else known[0].label if known else self.finding.identity,
            "in_table": amount(shown),
            "so": word("so", self.language, value=finding.expected) if finding.expected else "",
        }

    def arithmetic(self) -> str:
        """Both sides as printed."""
        finding, total = self.finding, self.figures.get(self.finding.total or "")
        if finding.arithmetic:
            told = finding.stated if finding.kind in _DERIVED else None
            return f"{finding.arithmetic} ≠ {told}" if told else finding.arithmetic
        if finding.kind in {"product"} and finding.stated:
            return f"{finding.stated} ≠ {amount(total)}"
        if total is None:
            return (
                f"{finding.stated} ≠ {finding.expected}"
                if finding.stated and finding.expected
                else finding.stated or ""
            )
        if finding.kind == "missing_row":
            return amount(total)
        if not finding.parts:
            return f"{amount(total)} ≠ {finding.expected or finding.stated or ''}".strip()
        parts = [self.figures[i] for i in finding.parts if i in self.figures]
        if {f.unit for f in parts} == {total.unit}:
            joined = " + ".join(f.text.strip() for f in parts)
            worked = sum((f.amount for f in parts if f.amount is not None), Decimal(0))
            tail = f" = {in_unit(worked, total.unit)}" if len(parts) > 1 else f" {total.unit}"
            return f"{total.text.strip() or '—'} ≠ {joined}{tail}"
        return f"{amount(total)} ≠ {' + '.join(map(amount, parts))}"

    def explanation(self) -> str | None:
        """The most likely cause, where the arithmetic gives one, and how many more identities fail with this one."""
        hint, said = self.finding.hint, list[str]()
        if hint is not None and hint.kind in _words()["hint"]:
            items = [self.figures[i] for i in hint.figures if i in self.figures]
            unit = items[0].unit if items else "元"
            said.append(
                str(_words()["hint"][hint.kind][self.language]).format(
                    item=f"{_row(items[0])} {amount(items[0])}" if items else "",
                    value="" if hint.value is None else in_unit(hint.value, unit),
                )
            )
        if self.finding.others and self.finding.total:
            said.append(word("others", self.language, n=self.finding.others))
        if any(figure.ocr for figure in self._known()):
            said.append(word("recognised", self.language))
        return ("" if self.language == "zh" else " ").join(said) or None


def _row(figure: Figure | None) -> str:
    if figure is None:
        return ""
    measure = figure.measure if figure.measure and figure.measure != figure.label else ""
    return " · ".join(part for part in (figure.label, measure) if part)


def _table(figure: Figure | None, document: str) -> str:
    if figure is None:
        return ""
    name = figure.table or ""
    return name if figure.document == document else f"{name} ({figure.document})"


def findings_in(report: Json) -> int:
    """How many findings a report has."""
    return sum(len(document["findings"]) for document in cast(Iterable[Json], report["documents"]))
