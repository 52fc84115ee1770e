"""A performance table as part of a disclosure: its table, the projects' budget figures, indicators and objectives."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.amounts import parse_amount, parse_number
from ingest.attribution import Anchor, Target, Verdict, attribute
from ingest.catalogue import UNKNOWN, catalogue
from ingest.figures import Origin, table_figures
from ingest.headers import build_columns, fold_head, is_total
from ingest.merged import has_merged_projects, read_merged
from ingest.model import Column, ColumnRole, Figure, Indicator, Passage, Table, TableRow
from ingest.performance import PerformanceRow, Project, field_columns, is_drawn, projects_of, read_rows, split_header
from ingest.segments import RawTable
from ingest.tables import DEFAULT_UNIT
from ingest.targets import read_target


@dataclass(frozen=True, slots=True)
class PerformanceTable:
    """What one performance table gives."""

    table: Table
    figures: tuple[Figure, ...]
    indicators: tuple[Indicator, ...]
    passages: tuple[Passage, ...]


def is_performance(raw: RawTable) -> bool:
    """Whether a raw table is one of performance targets, one indicator a row."""
    return bool(field_columns(raw.header))


def read_performance(raw: RawTable, number: int, origin: Origin, unit: str | None) -> PerformanceTable:
    """Read a table of performance targets."""
    fields = field_columns(raw.header)
    header, words = split_header(raw.header, fields)
    raw = replace(raw, header=header, body=[*words, *raw.body])
    width = max(len(row.texts) for row in raw.header)
    rows = read_rows(raw.body, fields, width)
    money = raw.unit or unit or DEFAULT_UNIT
    column = fields.get("project")
    if column is not None and has_merged_projects(rows, column):
        projects, named, verdicts = read_merged(rows, column)
    else:
        projects = projects_of(rows)
        named = {project.row: index for index, project in enumerate(projects)}
        verdicts = _attribute(rows, projects, money)
    names = {row: projects[index] for row, index in named.items()}
    table = _table(raw, number, money, _columns(raw, fields, width, origin), rows, names)
    return PerformanceTable(
        table,
        tuple(_amounts(table, origin, named)),
        tuple(_indicators(rows, projects, verdicts, number, origin)),
        tuple(_objectives(rows, names, projects, verdicts, number, origin)),
    )


def _columns(raw: RawTable, fields: dict[str, int], width: int, origin: Origin) -> tuple[Column, ...]:
    """The project's name, its budget and, in a drawn table, the amounts printed beside it; all else is text."""
    roles: dict[int, ColumnRole] = {fields["budget"]: "amount"} if "budget" in fields else {}
    if "project" in fields:
        roles[fields["project"]] = "label"
    heads = [fold_head("".join(row.texts[i] for row in raw.header if i < len(row.texts))) for i in range(width)]
    paths: list[tuple[str, ...]] = [(head,) if head else () for head in heads]
    if is_drawn(raw.body):
        for column in build_columns(raw.header, raw.body)[:width]:
            paths[column.index] = column.path
            if column.index not in fields.values() and column.index < fields["level1"]:
                roles[column.index] = column.role if column.role == "amount" else "text"
    return tuple(
        Column(i, paths[i], roles.get(i, "text"), 0, origin.facts.fiscal_year if i in roles else None)
        for i in range(width)
    )


def _table(
    raw: RawTable,
    number: int,
    unit: str,
    columns: tuple[Column, ...],
    rows: list[PerformanceRow],
    names: dict[int, Project],
) -> Table:
    def shown(row: PerformanceRow) -> TableRow:
        project = names.get(row.number)
        return TableRow(
            row.number,
            row.texts,
            row.source.texts,
            row.source.page,
            row.source.line,
            labels=(project.name if project else "",),
            codes=(project.code if project else None,),
            paths=((project.name,) if project else (),),
            parents=(None,),
            kinds=("empty" if project is None else "total" if is_total(project.name) else "item",),
            bboxes=() if _moved(row) else tuple(cell.bbox for cell in row.source.cells),
            realigned=_moved(row),
        )

    first = raw.header[0]
    kind = catalogue().kind(raw.title) if raw.title else UNKNOWN
    kind = "project_performance" if kind == UNKNOWN else kind
    return Table(
        number,
        raw.title,
        kind,
        unit,
        columns,
        tuple(shown(row) for row in rows),
        tuple(raw.header),
        tuple(raw.notes),
        first.page,
        first.line,
    )


def _amounts(table: Table, origin: Origin, named: dict[int, int]) -> list[Figure]:
    """The projects' amounts. A cell that a page break cuts may print its amount on both pages: that is one figure."""
    found: list[Figure] = []
    seen: set[tuple[int, int | None, Decimal]] = set()
    for figure in table_figures(table, origin):
        if figure.amount is None:
            continue
        key = (named.get(figure.row or 0, -1), figure.column, figure.amount)
        if key[0] >= 0 and key in seen:
            continue
        seen.add(key)
        found.append(figure)
    return found


def _moved(row: PerformanceRow) -> str | None:
    printed = (row.source.texts + ("",) * len(row.texts))[: len(row.texts)]
    same = [text.strip() for text in printed] == [text.strip() for text in row.texts]
    return None if same or not row.fields else "cells read in order, by what they look like"


def _attribute(rows: list[PerformanceRow], projects: list[Project], unit: str) -> dict[int, Verdict]:
    """Row number → verdict, for the rows that print an indicator."""
    targets = [row for row in rows if row.has_target]
    place = {row.number: index for index, row in enumerate(targets)}
    anchors: list[Anchor] = []
    owners: list[int] = []
    for number, project in enumerate(projects):
        # A project with no target before the next project's row owns none; it must not take the next one's.
        stop = projects[number + 1].row if number + 1 < len(projects) else len(rows)
        index = next((place[n] for n in range(project.row, stop) if n in place), None)
        if index is None:
            continue
        budget = parse_amount(project.budget, unit)
        owners.append(number)
        anchors.append(
            Anchor(index, project.execution_weight, project.name, project.objective, budget.yuan if budget else None)
        )
    found = attribute([_target(row) for row in targets], anchors)
    return {
        row.number: verdict if verdict.project is None else replace(verdict, project=owners[verdict.project])
        for row, verdict in zip(targets, found, strict=True)
    }


def _target(row: PerformanceRow) -> Target:
    return Target(row.fields.get("level3", ""), parse_number(row.fields.get("weight", "")), row.cost())


def _indicators(
    rows: list[PerformanceRow], projects: list[Project], verdicts: dict[int, Verdict], number: int, origin: Origin
) -> list[Indicator]:
    found: list[Indicator] = []
    for row in rows:
        if not row.has_target:
            continue
        verdict = verdicts[row.number]
        project = projects[verdict.project] if verdict.project is not None else None
        operator, target, unit = read_target(row.fields)
        found.append(
            Indicator(
                id=origin.key("indicator", number, row.number),
                document=origin.document,
                table_number=number,
                project_code=project.code if project else None,
                project=project.name if project else None,
                level1=row.fields.get("level1", ""),
                level2=row.fields.get("level2", ""),
                level3=row.fields.get("level3", ""),
                operator=operator,
                target=target,
                unit=unit,
                weight=parse_number(row.fields.get("weight", "")),
                attribution=verdict.attribution,
                reason=verdict.reason,
                page=row.source.page,
                line=row.source.line,
                row=row.number,
            )
        )
    return found


def _objectives(
    rows: list[PerformanceRow],
    names: dict[int, Project],
    projects: list[Project],
    verdicts: dict[int, Verdict],
    number: int,
    origin: Origin,
) -> list[Passage]:
    """Each project's stated objective; a piece on a row without its project's cell follows that row's verdict."""
    found: list[Passage] = []
    for row in rows:
        text = row.fields.get("objective", "")
        if not text:
            continue
        named = names.get(row.number)
        if named is not None and row.number != named.row and text in named.objective:
            continue  # the rest of an objective that a page break cut, told with its beginning
        verdict = verdicts.get(row.number)
        inferred = projects[verdict.project].name if verdict and verdict.project is not None else ""
        found.append(
            Passage(
                origin.key("objective", number, row.number),
                origin.document,
                "objective",
                named.objective if named is not None and row.number == named.row else text,
                named.name if named is not None else inferred,
                number,
                row.source.page,
                row.source.line,
            )
        )
    return found
