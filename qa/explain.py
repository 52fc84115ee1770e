"""An explanation of one table in sentences, from its figures alone: the total, its parts with their shares, the items of each, and the
change from the year before where the same table of that year is in the library.

Every sentence is checked as a stranger's draft would be (`qa.drafts`); one that does not pass is left out and counted. Amounts are quoted
as printed; what is worked out (shares, changes) is exact and rounded as `qa.calculate` does. How it is worded is `qa.explain_text`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from index.records import DocumentRecord, FigureFilter
from ingest.headers import is_total
from ingest.model import Figure, Table
from qa.calculate import gap
from qa.drafts import DraftChecker
from qa.explain_text import Sheet, paragraphs
from qa.plan import Language

if TYPE_CHECKING:
    from qa.engine import Engine


@dataclass(frozen=True, slots=True)
class Explanation:
    """The text, and how many sentences did not pass the check and were left out."""

    text: str
    left_out: int


def explainable(tables: Sequence[Table], figures: Sequence[Figure], record: DocumentRecord) -> list[Table]:
    """The tables of a document that have a total and parts that add up to it."""
    return [table for table in tables if _sheet(table, figures, record) is not None]


def explain(engine: Engine, document: str, number: int, language: Language = "zh") -> Explanation | None:
    """The explanation of a document's table, by its number, in a language; `None` where the table has no total that its parts add up to."""
    library = engine.library
    records = library.documents()
    record = next((r for r in records if r.name == document), None)
    if record is None or not record.facts.organization or not record.facts.fiscal_year:
        return None
    sheet = _sheet(library.table(document, number), _figures(engine, document), record)
    if sheet is None:
        return None
    before = _year_before(engine, records, record, sheet)
    names = [record.name, *([before.record.name] if before else [])]
    checker = DraftChecker(engine)
    between = "" if language == "zh" else " "
    kept: list[str] = []
    left_out = 0
    for paragraph in paragraphs(sheet, before, language):
        good: list[str] = []
        for sentence in paragraph:
            report = checker.check(
                between.join([*good, sentence]), documents=names, year=record.facts.fiscal_year, language=language
            )
            if report.claims and report.good:
                good.append(sentence)
            else:
                left_out += 1
        if good:
            kept.append(between.join(good))
    return Explanation("\n\n".join(kept), left_out)


def _figures(engine: Engine, document: str) -> list[Figure]:
    return engine.library.figures(FigureFilter(documents=(document,), sources=("table",)))


def _sheet(table: Table, figures: Sequence[Figure], record: DocumentRecord) -> Sheet | None:
    if len({column.side for column in table.columns}) > 1:
        return None
    column = next((c.index for c in table.columns if c.role == "amount"), None)
    inside = [f for f in figures if f.table_number == table.number and f.column == column and f.amount]
    total = next((f for f in inside if is_total(f.label) and len(f.path) == 1), None)
    parts = [f for f in inside if len(f.path) == 1 and f is not total and not is_total(f.label)]
    if total is None or not parts or any((f.amount or 0) < 0 for f in inside) or gap(total, parts):
        return None
    below = {}
    for part in parts:
        under = [f for f in inside if len(f.path) > 1 and f.path[0] == part.label]
        above = {f.path[:end] for f in under for end in range(2, len(f.path))}
        leaves = [f for f in under if f.path not in above]
        if len(leaves) > 1 and len({f.label for f in leaves}) == len(leaves) and not gap(part, leaves):
            below[part.label] = tuple(sorted(leaves, key=lambda f: -(f.amount or Decimal(0))))
    ordered = tuple(sorted(parts, key=lambda f: -(f.amount or Decimal(0))))
    return Sheet(record, table.title, total, ordered, below)


def _year_before(
    engine: Engine, records: Sequence[DocumentRecord], record: DocumentRecord, sheet: Sheet
) -> Sheet | None:
    """The same table in the same organisation's document of the year before, on the same basis."""
    facts = record.facts
    for other in records:
        same = (other.facts.organization, other.facts.basis, other.facts.level) == (
            facts.organization,
            facts.basis,
            facts.level,
        )
        if not same or other.facts.fiscal_year != (facts.fiscal_year or 0) - 1:
            continue
        figures = _figures(engine, other.name)
        for table in engine.library.tables(other.name):
            if table.kind == sheet.total.table_kind and table.kind != "other":
                found = _sheet(table, figures, other)
                if found is not None and found.total.unit == sheet.total.unit:
                    return found
    return None
