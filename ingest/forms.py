"""Project sheets: forms that print one project a table as label–value pairs, with its performance targets below.

Reads the project's name, its money lines (资金总额, 财政拨款 …), its objective and its indicators, whatever the order of the
pairs. A page that holds several sheets, or a sheet cut by a page break, is read as it comes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.amounts import find_unit, parse_amount, parse_number
from ingest.catalogue import UNKNOWN, catalogue
from ingest.figures import Origin
from ingest.headers import fold_head
from ingest.hierarchy import split_code
from ingest.model import Column, Figure, GridRow, Indicator, Passage, Table, TableRow
from ingest.segments import RawTable
from ingest.tables import DEFAULT_UNIT

_NAME = re.compile(r"^项目名称[:：]?$")
_MONEY = re.compile(r"资金|金额|预算|拨款|总额|经费|合计|小计|元")
_OBJECTIVE = re.compile(r"^(年度|总体|绩效|项目|中期|中长期)*(绩效)?目标(\d+)?$|^项目(概况|概述|内容|用途)$|^立项依据$")
_TARGET = re.compile(
    r"^(?P<operator>≥|≤|=|＝|>=|<=|>|<|大于等于|小于等于|不低于|不少于|不高于|不超过|大于|小于|等于|达到)?\s*"
    r"(?P<number>-?\d[\d,]*(?:\.\d+)?)\s*(?P<unit>[^\d\s]{0,8})$"
)
_HEADS = ("level1", "level2", "level3", "target", "operator", "unit", "weight")


@dataclass
class Sheet:
    """One project's sheet: its rows by number in the table, as they were printed."""

    name: str
    code: str | None
    rows: list[tuple[int, GridRow]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class FormTable:
    """What the sheets of one table give."""

    table: Table
    figures: tuple[Figure, ...]
    indicators: tuple[Indicator, ...]
    passages: tuple[Passage, ...]


def is_form(raw: RawTable) -> bool:
    """Whether a table is a project sheet: 项目名称 beside a name, not above a column of names."""
    for row in (*raw.header, *raw.body)[:6]:
        filled = [text.strip() for text in row.texts if text.strip()]
        if len(filled) >= 2 and _NAME.match(fold_head(filled[0])):
            others = [fold_head(text) for text in filled[1:]]
            patterns = catalogue().performance.values()
            heads = sum(any(p.search(other) for p in patterns) or parse_number(other) is not None for other in others)
            return heads == 0 or (heads < len(others) and len(others) % 2 == 1 and len(others) <= 3)
    return False


def read_forms(raw: RawTable, number: int, origin: Origin, unit: str | None) -> FormTable:
    """Read a table of project sheets."""
    rows = [*raw.header, *raw.body]
    width = max(len(row.texts) for row in rows)
    figures: list[Figure] = []
    indicators: list[Indicator] = []
    passages: list[Passage] = []
    for sheet in _sheets(rows):
        figures += _amounts(sheet, raw, number, origin, unit)
        indicators += _indicators(sheet, number, origin)
        passages += _objectives(sheet, number, origin)
    columns = tuple(Column(i, (), "text") for i in range(width))
    shown = tuple(
        TableRow(n, (row.texts + ("",) * width)[:width], row.texts, row.page, row.line, labels=("",), codes=(None,), paths=((),),
                 parents=(None,), kinds=("empty",), bboxes=tuple(cell.bbox for cell in row.cells))
        for n, row in enumerate(rows)
    )  # fmt: skip
    kind = catalogue().kind(raw.title) if raw.title else UNKNOWN
    kind = "project_performance" if kind == UNKNOWN else kind
    table = Table(
        number, raw.title, kind, raw.unit or unit, columns, shown, (), tuple(raw.notes), rows[0].page, rows[0].line
    )
    return FormTable(table, tuple(figures), tuple(indicators), tuple(passages))


def _sheets(rows: Sequence[GridRow]) -> Iterator[Sheet]:
    sheet: Sheet | None = None
    for number, row in enumerate(rows):
        filled = [text.strip() for text in row.texts if text.strip()]
        if len(filled) >= 2 and _NAME.match(fold_head(filled[0])):
            if sheet is not None:
                yield sheet
            code, name = split_code(fold_head(filled[1]))
            sheet = Sheet(name, code)
        if sheet is not None:
            sheet.rows.append((number, row))
    if sheet is not None:
        yield sheet


def _heads(row: GridRow) -> dict[str, int]:
    """Field → column, if the row heads a block of indicators."""
    found: dict[str, int] = {}
    for column, text in enumerate(row.texts):
        head = fold_head(text)
        for name in _HEADS:
            if head and name not in found and catalogue().performance[name].search(head):
                found[name] = column
                break
    return found if {"level1", "level3", "target"} <= found.keys() else {}


def _amounts(sheet: Sheet, raw: RawTable, number: int, origin: Origin, unit: str | None) -> Iterator[Figure]:
    group = ""
    for n, row in sheet.rows:
        if _heads(row):
            return
        label, at = "", -1
        for column, text in enumerate(row.texts):
            body = fold_head(text)
            if not body:
                continue
            amount = parse_number(body)
            if amount is None:
                if column == 0:
                    group = body
                label, at = body, column
                continue
            if not _MONEY.search(label + group) or at < 0:
                continue
            printed = find_unit(_bracket(label)) or find_unit(_bracket(group)) or raw.unit or unit or DEFAULT_UNIT
            money = parse_amount(text, printed)
            if money is None:
                continue
            path = tuple(dict.fromkeys(part for part in (group, label) if part))
            yield Figure(
                id=origin.key(number, n, column), document=origin.document, organization=origin.facts.organization,
                fiscal_year=origin.facts.fiscal_year, basis=origin.facts.basis, table=raw.title,
                table_kind="project_performance", table_number=number, code=sheet.code, label=sheet.name,
                path=(sheet.name,), measure=label, measure_path=path, column_year=origin.facts.fiscal_year,
                column_basis=origin.facts.basis, amount=money.yuan, text=text.strip(), unit=printed, page=row.page,
                line=row.line, row=n, column=column, bbox=row.cells[column].bbox,
            )  # fmt: skip


def _bracket(text: str) -> str:
    """The part of a label that can name a unit: what stands in brackets, or behind 单位."""
    match = re.search(r"[（(]([^（）()]*元)[)）]|单位[:：]?\s*(\S*元)", text)
    return (match.group(1) or match.group(2) or "") if match else ""


def split_target(text: str) -> tuple[str, str, str]:
    """`≥600万元` → (≥, 600, 万元); words stay whole: (定性, 有效提升, '')."""
    match = _TARGET.match(fold_head(text))
    if not match:
        return ("定性" if text.strip() else "", text.strip(), "")
    return match.group("operator") or "", match.group("number"), match.group("unit")


def _indicators(sheet: Sheet, number: int, origin: Origin) -> Iterator[Indicator]:
    heads: dict[str, int] = {}
    levels = {"level1": "", "level2": ""}
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
        for level in levels:
            if cells.get(level):
                levels[level] = fold_head(cells[level])
                if level == "level1":
                    levels["level2"] = ""
        operator, target, unit = split_target(cells.get("target", ""))
        yield Indicator(
            id=origin.key("indicator", number, n), document=origin.document, table_number=number,
            project_code=sheet.code, project=sheet.name, level1=levels["level1"], level2=levels["level2"],
            level3=fold_head(cells["level3"]), operator=cells.get("operator") or operator, target=target,
            unit=cells.get("unit") or unit, weight=parse_number(cells.get("weight", "")), attribution="certain",
            reason="printed on the project's own sheet", page=row.page, line=row.line, row=n,
        )  # fmt: skip


def _objectives(sheet: Sheet, number: int, origin: Origin) -> Iterator[Passage]:
    for n, row in sheet.rows:
        filled = [text.strip() for text in row.texts if text.strip()]
        for label, text in pairwise(filled):
            if _OBJECTIVE.match(fold_head(label)) and len(text) >= 12:
                yield Passage(
                    origin.key("objective", number, n),
                    origin.document,
                    "objective",
                    text,
                    sheet.name,
                    number,
                    row.page,
                    row.line,
                )
                break
