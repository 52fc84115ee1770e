"""What a sample disclosure is made of, as data, and how it is read from JSON.

Does: hold cover facts, tables of printed strings, the performance table and the narrative; read them from a file and
say by place (`tables[2].rows[5].cells[1]`) what is wrong. Does not: typeset, compute or round anything; whether the
sums add up is for tests, because a sample may carry the misprints of the document it was made from.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final, get_args

from eval.samples.layout import LayoutError, lay_out
from eval.samples.values import (
    BadValueError,
    read_choice,
    read_flag,
    read_list,
    read_number,
    read_object,
    read_text,
    read_whole,
)
from ingest.amounts import UNITS, is_blank, parse_number
from ingest.errors import UsageError
from ingest.model import Basis, ColumnRole, Level

PERFORMANCE_ROLES: Final[tuple[ColumnRole, ...]] = (
    "text", "label", "amount", "amount", "text", "text", "text", "text", "text", "text", "text", "amount",
)  # fmt: skip
"""Roles of a performance table's columns: unit, project, execution weight, budget, objective, then an indicator's seven."""
_FULL_WEIGHT: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class CellSpec:
    """One printed cell; a merged one reaches `across` columns and `down` rows."""

    text: str = ""
    across: int = 1
    down: int = 1


@dataclass(frozen=True, slots=True)
class RowSpec:
    """One data row. `cells` excludes positions that merged cells above already cover. `code` is the full code, or `""`."""

    cells: tuple[CellSpec, ...]
    code: str = ""
    bold: bool = False


@dataclass(frozen=True, slots=True)
class TableSpec:
    """One table: header storeys from the top, a role a column, rows in printed order, a note below.

    `code_digits` says how a code splits over the leading columns: (3, 2, 2) prints 2040220 as `20` in the third.
    """

    title: str
    unit: str
    columns: tuple[ColumnRole, ...]
    header: tuple[tuple[CellSpec, ...], ...]
    rows: tuple[RowSpec, ...] = ()
    code_digits: tuple[int, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorSpec:
    """One performance target, its fields in the order of the printed columns."""

    level1: str
    level2: str
    level3: str
    operator: str
    target: str
    unit: str
    weight: str


@dataclass(frozen=True, slots=True)
class ProjectSpec:
    """One project with its budget and targets. `incomplete`: some targets are not printed, so weights miss 100."""

    code: str
    name: str
    execution_weight: str
    budget: str
    objective: str
    indicators: tuple[IndicatorSpec, ...] = ()
    incomplete: bool = False

    @property
    def printed_name(self) -> str:
        """Code and name as one cell: `5401…-机动经费`."""
        return f"{self.code}-{self.name}" if self.code else self.name


@dataclass(frozen=True, slots=True)
class PerformanceSpec:
    """The project performance table; `header` holds its twelve heads in one storey."""

    title: str
    unit: str
    header: tuple[str, ...]
    projects: tuple[ProjectSpec, ...]


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """A heading and the paragraphs under it."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CoverSpec:
    """What the disclosure says of itself."""

    title: str
    organization_code: str
    organization: str
    fiscal_year: int
    basis: Basis
    level: Level
    published: date

    @property
    def printed_organization(self) -> str:
        """Code and name as one text: `140003-…`."""
        return f"{self.organization_code}-{self.organization}" if self.organization_code else self.organization

    @property
    def printed_date(self) -> str:
        """The publication date as disclosures print it."""
        return f"{self.published.year}年{self.published.month:02d}月{self.published.day:02d}日"


@dataclass(frozen=True, slots=True)
class DisclosureSpec:
    """A whole disclosure: cover, tables, performance table, narrative under its own title."""

    cover: CoverSpec
    tables: tuple[TableSpec, ...]
    performance: PerformanceSpec | None = None
    narrative_title: str = ""
    narrative: tuple[SectionSpec, ...] = ()

    @property
    def printed_tables(self) -> tuple[TableSpec, ...]:
        """All tables to typeset, the performance table last, its unit and project cells merged over their rows."""
        if self.performance is None:
            return self.tables
        return (*self.tables, _performance_table(self.performance, self.cover.printed_organization))

    @property
    def prose(self) -> tuple[str, ...]:
        """Every sentence-bearing text: objectives, notes, paragraphs."""
        objectives = tuple(p.objective for p in self.performance.projects) if self.performance else ()
        notes = tuple(table.note for table in self.tables if table.note)
        return (*objectives, *notes, *(text for section in self.narrative for text in section.paragraphs))

    @property
    def amounts(self) -> tuple[str, ...]:
        """Every printed amount of the tables and every project's budget, in printed order."""
        found: list[str] = []
        for table in self.tables:
            body = (item for item in lay_out(table).body if table.columns[item.column] == "amount")
            found.extend(item.cell.text for item in body if parse_number(item.cell.text) is not None)
        if self.performance:
            found.extend(project.budget for project in self.performance.projects)
        return tuple(found)


def _performance_table(performance: PerformanceSpec, organization: str) -> TableSpec:
    depths = [max(1, len(project.indicators)) for project in performance.projects]
    rows: list[RowSpec] = []
    for project, depth in zip(performance.projects, depths, strict=True):
        facts = (project.printed_name, project.execution_weight, project.budget, project.objective)
        for number in range(depth):
            cells = [CellSpec(text, down=depth) for text in facts] if number == 0 else []
            if not rows:
                cells.insert(0, CellSpec(organization, down=sum(depths)))
            target = _fields(project.indicators[number]) if project.indicators else ("",) * len(fields(IndicatorSpec))
            rows.append(RowSpec((*cells, *(CellSpec(text) for text in target))))
    header = (tuple(CellSpec(text) for text in performance.header),)
    return TableSpec(performance.title, performance.unit, PERFORMANCE_ROLES, header, tuple(rows))


def _fields(indicator: IndicatorSpec) -> tuple[str, ...]:
    return tuple(getattr(indicator, field.name) for field in fields(indicator))


# Reading. Each reader takes the value and its place; a wrong value raises with the place in its message.


def load(path: Path) -> DisclosureSpec:
    """Read a disclosure from a JSON file. Raises `UsageError` naming the file, the place and what is wrong there."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}); give the path of a sample's JSON file") from None
    except ValueError as error:
        raise UsageError(f"{path}: not valid JSON ({error}); correct the file") from None
    try:
        return parse(data)
    except UsageError as error:
        raise UsageError(f"{path.name}: {error}") from None


def parse(data: object) -> DisclosureSpec:
    """The disclosure that JSON values describe. Raises `UsageError` naming the place and what is wrong there."""
    try:
        top = read_object(data, "(top)", {"cover", "tables", "performance", "narrative_title", "narrative"})
        performance = top.get("performance")
        return DisclosureSpec(
            cover=_cover(top.get("cover"), "cover"),
            tables=read_list(top.get("tables"), "tables", _table),
            performance=None if performance is None else _performance(performance, "performance"),
            narrative_title=read_text(top.get("narrative_title", ""), "narrative_title"),
            narrative=read_list(top.get("narrative", []), "narrative", _section),
        )
    except BadValueError as error:
        raise UsageError(str(error)) from None


def _cover(value: object, place: str) -> CoverSpec:
    data = read_object(value, place, {field.name for field in fields(CoverSpec)})
    try:
        published = date.fromisoformat(read_text(data.get("published"), f"{place}.published"))
    except ValueError:
        raise BadValueError(f"{place}.published: {data.get('published')!r} is no date like 2024-02-01") from None
    return CoverSpec(
        title=read_text(data.get("title"), f"{place}.title", needed=True),
        organization_code=read_text(data.get("organization_code", ""), f"{place}.organization_code"),
        organization=read_text(data.get("organization"), f"{place}.organization", needed=True),
        fiscal_year=read_whole(data.get("fiscal_year"), f"{place}.fiscal_year"),
        basis=read_choice(data.get("basis"), f"{place}.basis", get_args(Basis)),
        level=read_choice(data.get("level"), f"{place}.level", get_args(Level)),
        published=published,
    )


def _cell(value: object, place: str) -> CellSpec:
    if isinstance(value, str):
        return CellSpec(read_text(value, place))
    data = read_object(value, place, {field.name for field in fields(CellSpec)})
    return CellSpec(
        text=read_text(data.get("text", ""), f"{place}.text"),
        across=read_whole(data.get("across", 1), f"{place}.across"),
        down=read_whole(data.get("down", 1), f"{place}.down"),
    )


def _storey(value: object, place: str) -> tuple[CellSpec, ...]:
    return read_list(value, place, _cell)


def _role(value: object, place: str) -> ColumnRole:
    role: ColumnRole = read_choice(value, place, get_args(ColumnRole))
    return role


def _table(value: object, place: str) -> TableSpec:
    data = read_object(value, place, {field.name for field in fields(TableSpec)})
    columns = read_list(data.get("columns"), f"{place}.columns", _role)
    digits = read_list(data.get("code_digits", []), f"{place}.code_digits", read_whole)
    if any(role != "code" for role in columns[: len(digits)]) or len(digits) > len(columns):
        raise BadValueError(
            f"{place}.code_digits: {len(digits)} parts, but the leading columns are {', '.join(columns)}"
        )

    def row(item: object, where: str) -> RowSpec:
        return _row(item, where, digits)

    table = TableSpec(
        title=read_text(data.get("title"), f"{place}.title", needed=True),
        unit=read_choice(data.get("unit"), f"{place}.unit", tuple(UNITS)),
        columns=columns,
        header=read_list(data.get("header"), f"{place}.header", _storey),
        rows=read_list(data.get("rows", []), f"{place}.rows", row),
        code_digits=digits,
        note=read_text(data.get("note", ""), f"{place}.note"),
    )
    _check_layout(table, place)
    return table


def _row(value: object, place: str, digits: Sequence[int]) -> RowSpec:
    if isinstance(value, list):
        return RowSpec(_storey(value, place))
    data = read_object(value, place, {field.name for field in fields(RowSpec)})
    code = read_text(data.get("code", ""), f"{place}.code")
    cells = read_list(data.get("cells"), f"{place}.cells", _cell)
    if code:
        cells = (*_code_cells(code, digits, f"{place}.code"), *cells)
    return RowSpec(cells, code, read_flag(data.get("bold", False), f"{place}.bold"))


def _code_cells(code: str, digits: Sequence[int], place: str) -> tuple[CellSpec, ...]:
    """A code prints only its last part, in that part's column; the parts before it stand in the rows above."""
    start = 0
    for part, width in enumerate(digits):
        if len(code) == start + width and code.isascii() and code.isdecimal():
            return tuple(CellSpec(code[start:] if column == part else "") for column in range(len(digits)))
        start += width
    raise BadValueError(f"{place}: {code!r} does not split into the table's code_digits {list(digits)}")


def _check_layout(table: TableSpec, place: str) -> None:
    try:
        placed = lay_out(table)
    except LayoutError as error:
        part, number = error.place
        raise BadValueError(f"{place}.{part}[{number}]: {error}") from None
    for item in placed.body:
        number = item.row - len(table.header)
        amount = table.columns[item.column] == "amount" and item.cell.across == 1
        if amount and not is_blank(item.cell.text) and parse_number(item.cell.text) is None:
            raise BadValueError(
                f"{place}.rows[{number}]: {item.cell.text!r} in column {item.column} is not a printed number"
            )


def _indicator(value: object, place: str) -> IndicatorSpec:
    texts = read_list(value, place, read_text)
    names = [field.name for field in fields(IndicatorSpec)]
    if len(texts) != len(names):
        raise BadValueError(f"{place}: {len(texts)} fields; an indicator has {len(names)}: {', '.join(names)}")
    read_number(texts[-1], f"{place}[{len(texts) - 1}]")
    return IndicatorSpec(*texts)


def _project(value: object, place: str) -> ProjectSpec:
    data = read_object(value, place, {field.name for field in fields(ProjectSpec)})
    project = ProjectSpec(
        code=read_text(data.get("code", ""), f"{place}.code"),
        name=read_text(data.get("name"), f"{place}.name", needed=True),
        execution_weight=read_number(data.get("execution_weight"), f"{place}.execution_weight"),
        budget=read_number(data.get("budget"), f"{place}.budget"),
        objective=read_text(data.get("objective"), f"{place}.objective", needed=True),
        indicators=read_list(data.get("indicators", []), f"{place}.indicators", _indicator),
        incomplete=read_flag(data.get("incomplete", False), f"{place}.incomplete"),
    )
    weights = [project.execution_weight, *(indicator.weight for indicator in project.indicators)]
    total = sum((parse_number(weight) or Decimal(0) for weight in weights), Decimal(0))
    if total > _FULL_WEIGHT or (total != _FULL_WEIGHT and not project.incomplete):
        raise BadValueError(f"{place}.indicators: the weights of {project.name} make {total}, not 100")
    return project


def _performance(value: object, place: str) -> PerformanceSpec:
    data = read_object(value, place, {field.name for field in fields(PerformanceSpec)})
    header = read_list(data.get("header"), f"{place}.header", read_text)
    if len(header) != len(PERFORMANCE_ROLES):
        raise BadValueError(f"{place}.header: {len(header)} heads; the table has {len(PERFORMANCE_ROLES)} columns")
    projects = read_list(data.get("projects"), f"{place}.projects", _project)
    if not projects:
        raise BadValueError(f"{place}.projects: at least one project is needed; leave performance out if there is none")
    return PerformanceSpec(
        title=read_text(data.get("title"), f"{place}.title", needed=True),
        unit=read_choice(data.get("unit"), f"{place}.unit", tuple(UNITS)),
        header=header,
        projects=projects,
    )


def _section(value: object, place: str) -> SectionSpec:
    data = read_object(value, place, {field.name for field in fields(SectionSpec)})
    return SectionSpec(
        heading=read_text(data.get("heading"), f"{place}.heading", needed=True),
        paragraphs=read_list(data.get("paragraphs"), f"{place}.paragraphs", read_text),
    )
