"""Between values of the model and rows of the tables, both ways. Pure functions; no connection, no SQL."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Context, Decimal
from typing import Any, Final

from sqlalchemy import RowMapping

from index.codec import amount_text
from index.records import DocumentRecord, digest, passage_key
from ingest.amounts import UNITS
from ingest.codec import from_json, to_json
from ingest.model import Check, Disclosure, Facts, Figure, Finding, Hint, Indicator, Passage, Table

Row = dict[str, Any]

_KEY_PLACES: Final = 8
_KEY_DIGITS: Final = 24 + _KEY_PLACES
_WIDE: Final = Context(prec=100)

# Where a column is not called like its field, because the plain word is SQL's.
_COLUMN_OF = {"table": "table_title", "row": "row_number", "column": "column_number"}
_SAME = (
    "id",
    "document",
    "organization",
    "fiscal_year",
    "basis",
    "table_kind",
    "table_number",
    "code",
    "label",
    "measure",
    "column_year",
    "column_basis",
    "text",
    "unit",
    "source",
    "page",
    "line",
    "proof",
    "passage",
    "ocr",
)
_PASSAGE = ("id", "document", "kind", "text", "subject", "table_number", "page", "line")


def document_row(disclosure: Disclosure, *, file_name: str, source: str, stored_at: str) -> Row:
    """The row of a disclosure; its `document` is the stored name."""
    share = disclosure.proven_share
    return {
        "name": disclosure.document,
        "file_name": file_name,
        "source": source,
        "sha256": disclosure.sha256,
        "facts": to_json(disclosure.facts),
        "organization": disclosure.facts.organization,
        "fiscal_year": disclosure.facts.fiscal_year,
        "pages": disclosure.pages,
        "warnings": list(disclosure.warnings),
        "table_count": len(disclosure.tables),
        "figure_count": len(disclosure.printed),
        "indicator_count": len(disclosure.indicators),
        "proven_share": None if share is None else str(share),
        "stored_at": stored_at,
    }


def document_of(row: RowMapping) -> DocumentRecord:
    share = row["proven_share"]
    return DocumentRecord(
        name=row["name"],
        source=row["source"],
        sha256=row["sha256"],
        facts=from_json(Facts, row["facts"]),
        pages=row["pages"],
        tables=row["table_count"],
        figures=row["figure_count"],
        indicators=row["indicator_count"],
        proven_share=None if share is None else Decimal(share),
        warnings=tuple(row["warnings"]),
        stored_at=row["stored_at"],
    )


def figure_row(figure: Figure, position: int) -> Row:
    row: Row = {name: getattr(figure, name) for name in _SAME}
    row.update({column: getattr(figure, name) for name, column in _COLUMN_OF.items()})
    row["position"] = position
    row["path"] = list(figure.path)
    row["measure_path"] = list(figure.measure_path)
    row["measure_words"] = " › ".join(figure.measure_path or (figure.measure,))
    row["amount"] = None if figure.amount is None else amount_text(figure.amount)
    row["amount_key"] = amount_key(figure.amount, figure.unit)
    row["bbox"] = None if figure.bbox is None else list(figure.bbox)
    return row


def figure_of(row: RowMapping) -> Figure:
    x = row["bbox"]
    return Figure(
        **{name: row[name] for name in _SAME},
        **{name: row[column] for name, column in _COLUMN_OF.items()},
        path=tuple(row["path"]),
        measure_path=tuple(row["measure_path"]),
        amount=None if row["amount"] is None else Decimal(row["amount"]),
        bbox=None if x is None else (x[0], x[1], x[2], x[3]),
    )


def amount_key(amount: Decimal | None, unit: str) -> str | None:
    """A text that sorts among its like as the amount of money does; `None` for what is no money or not disclosed.

    To the hundred-millionth of a yuan and up to 10²⁴; what is beyond sorts as equal there. Below nought the digits are turned round.
    """
    if amount is None or unit not in UNITS:
        return None
    digits = min(int(abs(amount).scaleb(_KEY_PLACES, _WIDE)), 10**_KEY_DIGITS - 1)
    return f"1{digits:0{_KEY_DIGITS}}" if amount >= 0 else f"0{10**_KEY_DIGITS - 1 - digits:0{_KEY_DIGITS}}"


def indicator_row(indicator: Indicator, position: int) -> Row:
    return {
        "id": indicator.id,
        "document": indicator.document,
        "position": position,
        "project_code": indicator.project_code,
        "project": indicator.project,
        "level3": indicator.level3,
        "attribution": indicator.attribution,
        "body": to_json(indicator),
    }


def indicator_of(row: RowMapping) -> Indicator:
    return from_json(Indicator, row["body"])


def passage_row(passage: Passage, position: int) -> Row:
    return {**{name: getattr(passage, name) for name in _PASSAGE}, "position": position, "key": passage_key(passage)}


def passage_of(row: RowMapping) -> Passage:
    return Passage(**{name: row[name] for name in _PASSAGE})


def table_row(document: str, table: Table) -> Row:
    return {
        "document": document,
        "number": table.number,
        "title": table.title,
        "kind": table.kind,
        "body": to_json(table, compact=True),
    }


def table_of(row: RowMapping) -> Table:
    return from_json(Table, row["body"])


def check_row(document: str, check: Check, position: int) -> Row:
    return {"document": document, "position": position, "body": to_json(check)}


def check_of(row: RowMapping) -> Check:
    return from_json(Check, row["body"])


def finding_row(document: str, finding: Finding, position: int) -> Row:
    return {
        "document": document,
        "position": position,
        "kind": finding.kind,
        "severity": finding.severity,
        "body": to_json(finding, compact=True),
    }


def finding_of(row: RowMapping) -> Finding:
    return from_json(Finding, row["body"])


def renamed(disclosure: Disclosure, name: str, taken: Callable[[Sequence[str]], bool]) -> Disclosure:
    """The disclosure under its stored name: every figure, indicator and passage says that name.

    Where `taken` says that other documents already use some of its ids (the same file read twice under two names has
    the same ids), all ids are made anew from the stored name, and the checks and findings follow.
    """
    ids = [value.id for group in (disclosure.figures, disclosure.indicators, disclosure.passages) for value in group]
    clash = taken(ids)
    if name == disclosure.document and not clash:
        return disclosure
    new: Mapping[str, str] = {old: digest(name, old)[:16] if clash else old for old in ids}
    return replace(
        disclosure,
        document=name,
        figures=tuple(replace(value, document=name, id=new[value.id]) for value in disclosure.figures),
        indicators=tuple(replace(value, document=name, id=new[value.id]) for value in disclosure.indicators),
        passages=tuple(replace(value, document=name, id=new[value.id]) for value in disclosure.passages),
        checks=tuple(
            replace(
                check,
                total=new.get(check.total, check.total),
                parts=tuple(new.get(part, part) for part in check.parts),
            )
            for check in disclosure.checks
        ),
        findings=tuple(_finding_renamed(finding, new) for finding in disclosure.findings),
    )


def _finding_renamed(finding: Finding, new: Mapping[str, str]) -> Finding:
    def ids(old: Sequence[str]) -> tuple[str, ...]:
        return tuple(new.get(value, value) for value in old)

    hint = finding.hint
    return replace(
        finding,
        total=None if finding.total is None else new.get(finding.total, finding.total),
        parts=ids(finding.parts),
        figures=ids(finding.figures),
        suspect=None if finding.suspect is None else new.get(finding.suspect, finding.suspect),
        hint=None if hint is None else Hint(hint.kind, ids(hint.figures), hint.value),
    )
