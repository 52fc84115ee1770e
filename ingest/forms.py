"""Sheets of performance targets: forms that print one project, or the whole department, a table as label–value pairs.

Reads the project's or department's name, its money lines (资金总额, 财政拨款 …), its objectives and its indicators, whatever the
order of the pairs. A page that holds several sheets, or a sheet cut by a page break, is read as it comes. The targets of
a department's sheet (整体绩效目标) are the department's own: they belong to it by name, as to a project of no code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from ingest.amounts import parse_amount, parse_number
from ingest.catalogue import UNKNOWN, catalogue
from ingest.figures import Origin
from ingest.form_amounts import sheet_amounts
from ingest.form_objectives import sheet_objectives
from ingest.headers import fold_head, names_column
from ingest.hierarchy import split_code
from ingest.model import Column, Figure, GridRow, Indicator, Passage, Table, TableRow
from ingest.segments import RawTable
from ingest.tables import DEFAULT_UNIT
from ingest.targets import name_fields, read_target, solid, split_levels

_ROWS_OF_AMOUNTS = 2
_PROJECT = re.compile(r"^项目名称[:：]?$")
_DEPARTMENT = re.compile(r"^(预算)?(部门|单位)(\(单位\))?名称[:：]?$")
_ACTIVITY = re.compile(r"^(活动|任务)(名称)?$|^(主要|重点)(工作)?(任务|活动)$")
_HEADS: Final = ("level1", "level2", "level3", "target", "operator", "unit", "weight")


@dataclass
class Sheet:
    """One project's sheet, or a department's: its rows by number in the table, as they were printed."""

    name: str
    code: str | None
    department: bool = False
    rows: list[tuple[int, GridRow]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class FormTable:
    """What the sheets of one table give."""

    table: Table
    figures: tuple[Figure, ...]
    indicators: tuple[Indicator, ...]
    passages: tuple[Passage, ...]


def is_form(raw: RawTable) -> bool:
    """Whether a table is a sheet: 项目名称 beside a name, not above a column of names; or 部门名称 so, and targets below."""
    rows = (*raw.header, *raw.body)
    for place, row in enumerate(rows[:6]):
        filled = [text.strip() for text in row.texts if text.strip()]
        if len(filled) >= 2 and _PROJECT.match(fold_head(filled[0])):
            if _over_amounts(row, rows[place + 1 :]):
                return False
            others = [fold_head(text) for text in filled[1:]]
            patterns = catalogue().performance.values()
            heads = sum(
                names_column(other) or parse_number(other) is not None or any(p.search(other) for p in patterns)
                for other in others
            )
            return heads == 0 or (heads < len(others) and len(others) % 2 == 1 and len(others) <= 3)
        if len(filled) == 2 and _DEPARTMENT.match(fold_head(filled[0])):
            return any(_heads(other) for other in rows)
    return False


def _over_amounts(head: GridRow, below: Sequence[GridRow]) -> bool:
    """Whether a row that begins with 项目名称 stands above columns of amounts: rows of projects follow, no sheet."""
    columns = [at for at, text in enumerate(head.texts) if text.strip()][1:]
    printed = [
        sum(at < len(row.texts) and parse_number(row.texts[at]) is not None for at in columns) for row in below[:6]
    ]
    return sum(number == len(columns) for number in printed) >= _ROWS_OF_AMOUNTS


def read_forms(raw: RawTable, number: int, origin: Origin, unit: str | None) -> FormTable:
    """Read a table of sheets; `unit` is used where a sheet names none."""
    rows = [*raw.header, *raw.body]
    width = max(len(row.texts) for row in rows)
    sheets = list(_sheets(rows))
    kind = catalogue().kind(raw.title) if raw.title else UNKNOWN
    if kind == UNKNOWN:
        kind = "department_performance" if sheets and sheets[0].department else "project_performance"
    table = Table(
        number, raw.title, kind, raw.unit or unit, tuple(Column(i, (), "text") for i in range(width)),
        tuple(
            TableRow(n, (row.texts + ("",) * width)[:width], row.texts, row.page, row.line, labels=("",), codes=(None,),
                     paths=((),), parents=(None,), kinds=("empty",), bboxes=tuple(cell.bbox for cell in row.cells))
            for n, row in enumerate(rows)
        ),
        (), tuple(raw.notes), rows[0].page, rows[0].line,
    )  # fmt: skip
    figures = tuple(figure for sheet in sheets for figure in _figures(sheet, table, origin))
    units = {figure.unit for figure in figures}
    if table.unit is None and len(units) == 1:
        table = replace(table, unit=units.pop())  # the sheets name it beside their amounts: 项目资金（元）
    return FormTable(
        table,
        figures,
        tuple(indicator for sheet in sheets for indicator in _indicators(sheet, number, origin)),
        tuple(passage for sheet in sheets for passage in _passages(sheet, number, origin)),
    )


def _sheets(rows: Sequence[GridRow]) -> Iterator[Sheet]:
    sheet: Sheet | None = None
    for number, row in enumerate(rows):
        filled = [text.strip() for text in row.texts if text.strip()]
        label = fold_head(filled[0]) if len(filled) >= 2 else ""
        # A project's sheet may name its department too, and a department's its projects: the first name is the sheet's.
        project = bool(_PROJECT.match(label)) and not (sheet is not None and sheet.department)
        if project or (sheet is None and _DEPARTMENT.match(label) and not _names_project(rows[number:])):
            if sheet is not None:
                yield sheet
            code, name = split_code(solid(filled[1])) if project else (None, solid(filled[1]))
            sheet = Sheet(name, code, department=not project)
        if sheet is not None:
            sheet.rows.append((number, row))
    if sheet is not None:
        yield sheet


def _names_project(rows: Sequence[GridRow]) -> bool:
    firsts = (next((text for text in row.texts if text.strip()), "") for row in rows[:6])
    return any(_PROJECT.match(fold_head(text)) for text in firsts)


def _heads(row: GridRow) -> dict[str, int]:
    """Field → column, if the row heads a block of indicators. Levels may stand before the name, in its own cell."""
    found = name_fields([row.texts], _HEADS)
    if {"level1", "level3", "target"} <= found.keys() or {"level3", "operator", "target"} <= found.keys():
        activity = next((i for i, text in enumerate(row.texts) if _ACTIVITY.match(fold_head(text))), None)
        return found if activity is None or "level1" in found else {**found, "activity": activity}
    return {}


def _figures(sheet: Sheet, table: Table, origin: Origin) -> Iterator[Figure]:
    """The sheet's amounts, down to its indicators."""
    stop = next((i for i, (_, row) in enumerate(sheet.rows) if _heads(row)), len(sheet.rows))
    rows = dict(sheet.rows)
    for found in sheet_amounts(sheet.rows[:stop], table.unit or DEFAULT_UNIT):
        money = parse_amount(found.text, found.unit)
        if money is None:
            continue
        row = rows[found.row]
        yield Figure(
            id=origin.key(table.number, found.row, found.column), document=origin.document,
            organization=origin.facts.organization, fiscal_year=origin.facts.fiscal_year, basis=origin.facts.basis,
            table=table.title, table_kind=table.kind, table_number=table.number, code=sheet.code,
            label=found.item or sheet.name, path=(sheet.name, found.item) if found.item else (sheet.name,),
            measure=found.heads[-1], measure_path=found.heads, column_year=origin.facts.fiscal_year,
            column_basis=origin.facts.basis, amount=money.yuan, text=found.text, unit=found.unit, page=row.page,
            line=row.line, row=found.row, column=found.column, bbox=row.cells[found.column].bbox,
        )  # fmt: skip


def _indicators(sheet: Sheet, number: int, origin: Origin) -> Iterator[Indicator]:
    heads: dict[str, int] = {}
    levels = {"level1": "", "level2": ""}
    reason = f"printed on the {'department' if sheet.department else 'project'}'s own sheet"
    for n, row in sheet.rows:
        found = _heads(row)
        if found:
            heads = found
            continue
        if not heads:
            continue
        cells = {name: row.texts[column].strip() for name, column in heads.items() if column < len(row.texts)}
        if not cells.get("level3") or not (cells.get("target") or cells.get("operator")):
            continue
        name = solid(cells["level3"])
        if "level1" not in heads:
            levels["level1"], levels["level2"], name = split_levels(cells["level3"])
        for level in levels:
            if cells.get(level):
                levels[level] = solid(cells[level])
                if level == "level1":
                    levels["level2"] = ""
        operator, target, unit = read_target(cells)
        yield Indicator(
            id=origin.key("indicator", number, n), document=origin.document, table_number=number,
            project_code=sheet.code, project=sheet.name, level1=levels["level1"], level2=levels["level2"],
            level3=name, operator=operator, target=target, unit=unit, weight=parse_number(cells.get("weight", "")),
            attribution="certain", reason=f"{reason}, for {cells['activity']}" if cells.get("activity") else reason,
            page=row.page, line=row.line, row=n,
        )  # fmt: skip


def _passages(sheet: Sheet, number: int, origin: Origin) -> Iterator[Passage]:
    """The objectives that the sheet states, each once: the sheet's own, and those of the tasks it lists."""
    rows = dict(sheet.rows)
    for found in sheet_objectives(sheet.rows):
        row = rows[found.row]
        yield Passage(
            origin.key("objective", number, found.row, found.column),
            origin.document,
            "objective",
            found.text,
            found.item or sheet.name,
            number,
            row.page,
            row.line,
        )
