"""A performance table as part of a disclosure: its table, the projects' budget figures, indicators and objectives."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ingest.amounts import parse_amount, parse_number
from ingest.attribution import Anchor, Target, Verdict, attribute
from ingest.catalogue import UNKNOWN, catalogue
from ingest.figures import Origin, table_figures
from ingest.headers import fold_head
from ingest.model import Column, ColumnRole, Figure, Indicator, Passage, Table, TableRow
from ingest.performance import PerformanceRow, Project, field_columns, projects_of, read_rows
from ingest.segments import RawTable
from ingest.tables import DEFAULT_UNIT


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
    width = max(len(row.texts) for row in raw.header)
    rows = read_rows(raw.body, fields, width)
    projects = projects_of(rows)
    money = raw.unit or unit or DEFAULT_UNIT
    table = _table(raw, number, money, fields, rows, projects, width, origin)
    verdicts = _attribute(rows, projects, money)
    figures = [figure for figure in table_figures(table, origin) if figure.amount is not None]
    return PerformanceTable(
        table,
        tuple(figures),
        tuple(_indicators(rows, projects, verdicts, number, origin)),
        tuple(_objectives(rows, projects, verdicts, number, origin)),
    )


def _table(
    raw: RawTable,
    number: int,
    unit: str,
    fields: dict[str, int],
    rows: list[PerformanceRow],
    projects: list[Project],
    width: int,
    origin: Origin,
) -> Table:
    roles: dict[int, ColumnRole] = {fields["budget"]: "amount"} if "budget" in fields else {}
    if "project" in fields:
        roles[fields["project"]] = "label"
    heads = [fold_head("".join(row.texts[i] for row in raw.header if i < len(row.texts))) for i in range(width)]
    columns = tuple(
        Column(
            i,
            (heads[i],) if heads[i] else (),
            roles.get(i, "text"),
            0,
            origin.facts.fiscal_year if i in roles else None,
        )
        for i in range(width)
    )
    by_row = {project.row: project for project in projects}
    shown = tuple(
        TableRow(
            row.number,
            row.texts,
            row.source.texts,
            row.source.page,
            row.source.line,
            labels=(by_row[row.number].name if row.number in by_row else "",),
            codes=(by_row[row.number].code if row.number in by_row else None,),
            paths=((by_row[row.number].name,) if row.number in by_row else (),),
            parents=(None,),
            kinds=("item" if row.number in by_row else "empty",),
            realigned=_moved(row),
        )
        for row in rows
    )
    first = raw.header[0]
    kind = catalogue().kind(raw.title) if raw.title else UNKNOWN
    kind = "project_performance" if kind == UNKNOWN else kind
    return Table(
        number, raw.title, kind, unit, columns, shown, tuple(raw.header), tuple(raw.notes), first.page, first.line
    )


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
                operator=row.fields.get("operator", ""),
                target=row.fields.get("target", ""),
                unit=row.fields.get("unit", ""),
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
    rows: list[PerformanceRow], projects: list[Project], verdicts: dict[int, Verdict], number: int, origin: Origin
) -> list[Passage]:
    """Each project's stated objective; a piece on a row without its project's cell follows that row's verdict."""
    names = {project.row: project.name for project in projects}
    found: list[Passage] = []
    for row in rows:
        text = row.fields.get("objective", "")
        if not text:
            continue
        verdict = verdicts.get(row.number)
        inferred = projects[verdict.project].name if verdict and verdict.project is not None else ""
        found.append(
            Passage(
                origin.key("objective", number, row.number),
                origin.document,
                "objective",
                text,
                names.get(row.number, inferred),
                number,
                row.source.page,
                row.source.line,
            )
        )
    return found
