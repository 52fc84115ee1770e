"""One file becomes one disclosure: read, split, align, attribute, check. The door of this room."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from ingest.amounts import UNITS
from ingest.audit import audit
from ingest.catalogue import UNKNOWN
from ingest.checks import proofs, table_checks
from ingest.errors import NotABudgetError
from ingest.facts import find_facts
from ingest.figures import Origin, table_figures, with_proofs
from ingest.files import File, file_at, file_bytes
from ingest.forms import is_form, read_forms
from ingest.listed import listed_in
from ingest.model import Check, Disclosure, Facts, Figure, Indicator, Passage, Source, Table, TextLine
from ingest.narrative import headings, prose, table_notes
from ingest.projects import is_performance, read_performance
from ingest.readers import read_bytes
from ingest.readers.pace import Told
from ingest.segments import RawTable, split_tables
from ingest.stated import stated_figures
from ingest.tables import build_table, unit_by_digits

Read = TypeVar("Read", Figure, Indicator)

PROSE_FIGURES = 5  # amounts of money that a page without tables must state to be taken for a budget


def read_disclosure(
    file: Path | File, *, force: bool = False, seconds: float | None = None, told: Told | None = None
) -> Disclosure:
    """Read a file into a disclosure named after the file; `seconds` is the time there is to read its pages, of which `told` hears.

    Raises `ReadError` if it cannot be read and `NotABudgetError` if it holds no budget (unless `force`).
    """
    found = file_at(file) if isinstance(file, Path) else file
    data = file_bytes(found)
    return build_disclosure(
        read_bytes(data, found.name, seconds=seconds, told=told), hashlib.sha256(data).hexdigest(), force=force
    )


def build_disclosure(source: Source, sha256: str, *, force: bool = False) -> Disclosure:
    """Turn a read source into a disclosure. Raises `NotABudgetError` if nothing in it is a budget (unless `force`)."""
    layout = split_tables(source.blocks)
    facts = find_facts(source.blocks, layout.captions, source.published)
    origin = Origin(source.name, sha256, facts)
    tables: list[Table] = []
    figures: list[Figure] = []
    indicators: list[Indicator] = []
    told = prose(layout.text, origin, wrapped=source.format == "text")
    texts: list[Passage] = []
    unit = _usual_unit(layout.tables)
    for raw in layout.tables:
        number = len(tables) + 1
        if is_form(raw) or is_performance(raw):
            part = (
                read_forms(raw, number, origin, unit) if is_form(raw) else read_performance(raw, number, origin, unit)
            )
            tables.append(part.table)
            figures += part.figures
            indicators += part.indicators
            texts += part.passages
            continue
        table = build_table(raw, number, fiscal_year=facts.fiscal_year, unit=unit, placed=source.format != "text")
        tables.append(table)
        figures += table_figures(table, origin)
        targets, objectives = listed_in(table, origin)
        indicators += targets
        texts += objectives
    texts += [note for table in tables for note in table_notes(table, origin)]
    figures += stated_figures([*told, *texts], origin)
    if not force:
        _require_budget(source, facts, tables, figures)
    checks: list[Check] = [check for table in tables for check in table_checks(table, figures)]
    read = Disclosure(
        document=source.name,
        sha256=sha256,
        facts=facts,
        tables=tuple(tables),
        figures=tuple(_marked(with_proofs(figures, proofs(checks)), source.ocr_pages)),
        indicators=tuple(_marked(indicators, source.ocr_pages)),
        passages=(*(one.passage for one in told), *texts),
        checks=tuple(checks),
        pages=source.page_count,
        warnings=(*source.warnings, *_warnings(tables, figures, layout.tables, unit)),
        headings=tuple(headings(layout.text, wrapped=source.format == "text")),
    )
    return audit(read)


def _marked(values: Sequence[Read], ocr_pages: Sequence[int]) -> Sequence[Read]:
    """The figures or indicators with those marked that stand on a page read by OCR."""
    if not ocr_pages:
        return values
    return [replace(value, ocr=True) if value.page in ocr_pages else value for value in values]


def _usual_unit(tables: Sequence[RawTable]) -> str | None:
    """The unit of a table that names none: the document's, if all its tables that name one agree."""
    units = {raw.unit for raw in tables if raw.unit}
    if not units:
        return unit_by_digits([text for raw in tables for row in raw.body for text in row.texts])
    return next(iter(units)) if len(units) == 1 else None


def _require_budget(source: Source, facts: Facts, tables: Sequence[Table], figures: Sequence[Figure]) -> None:
    standard = [table for table in tables if table.kind != UNKNOWN]
    printed = [figure for figure in figures if figure.amount is not None and figure.source == "table"]
    words = sum(
        bool(re.search("预算|决算|收支|经费|支出", block.text))
        for block in source.blocks
        if isinstance(block, TextLine)
    )
    stated = [figure for figure in figures if figure.source == "narrative" and figure.unit in UNITS]
    titled = any(re.search("预算|决算", b.text) and len(b.text) <= 60 for b in source.blocks if isinstance(b, TextLine))
    if len(stated) >= PROSE_FIGURES and titled and not printed and facts.fiscal_year and facts.organization:
        return  # a page that tells its budget in prose
    if not tables:
        unread = [warning for warning in source.warnings if re.search("not read|cannot be read", warning)]
        if unread:
            raise NotABudgetError(
                f"{source.name}: no table in what could be read of it ({unread[0]}); use --force to store it all the same"
            )
        raise NotABudgetError(
            f"{source.name}: no table in it, so no budget or final accounts; use --force to store it all the same"
        )
    if not printed and not standard:
        raise NotABudgetError(f"{source.name}: its tables print no amount; use --force to store it all the same")
    if not standard and not words:
        raise NotABudgetError(
            f"{source.name}: its tables are not those of a budget or final accounts; use --force to store it all the same"
        )


def _warnings(
    tables: Sequence[Table], figures: Sequence[Figure], raw: Sequence[RawTable], unit: str | None
) -> list[str]:
    found: list[str] = []
    units = {figure.table_number for figure in figures if figure.amount is not None}
    for table, origin in zip(tables, raw, strict=True):
        named = all(c.unit for c in table.columns if c.role == "amount") and table.columns
        if table.number in units and origin.unit is None and not named:
            why = (
                "as the document's other tables are"
                if unit and any(r.unit for r in raw)
                else "by its decimals"
                if unit
                else ""
            )
            found.append(
                f"table {table.number} ({table.title or 'untitled'}): names no unit; read as {table.unit or '元'} {why}".rstrip()
            )
        moved = [
            row.line or row.number + 1 for row in table.rows if row.realigned and table.kind != "project_performance"
        ]
        if moved:
            found.append(f"table {table.number} ({table.title}): cells put back under their columns in rows {moved}")
    return found
