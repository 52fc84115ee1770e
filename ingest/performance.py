"""Project performance tables (项目支出绩效): one printed row an indicator, the project's own cells merged over its rows.

Exports shift these rows about, but the cells keep their order, so each row is read by an order-preserving match of
its filled cells to the header's fields, by what the cells look like (a code-name, an operator, a percentage weight).
Does: rows → projects, targets, objectives. `ingest.attribution` decides whose target a row is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final

from ingest.amounts import UNITS, parse_number
from ingest.catalogue import catalogue
from ingest.headers import fold_head
from ingest.hierarchy import split_code
from ingest.model import GridRow
from ingest.tables import fill_down
from ingest.targets import name_fields

REQUIRED: Final = frozenset({"level1", "level3", "target"})
_OPERATORS = re.compile(r"^(=|≥|≤|<|>|≠|>=|<=|定性|定量|等于|大于|小于|大于等于|小于等于|不低于|不高于|不超过)$")
_NEVER: Final = 10_000
_PROJECT_FIELDS: Final = frozenset({"unit_name", "project", "execution_weight", "budget", "objective"})


@dataclass(frozen=True, slots=True)
class PerformanceRow:
    """One printed row, its cells under their fields' names (absent where the row prints none)."""

    number: int
    fields: Mapping[str, str]
    texts: tuple[str, ...]
    source: GridRow

    @property
    def has_target(self) -> bool:
        return "level3" in self.fields or "level1" in self.fields

    def cost(self) -> Decimal | None:
        """The target in yuan where the indicator is an amount of money, else `None`."""
        unit = self.fields.get("unit", "")
        value = parse_number(self.fields.get("target", ""))
        return value * UNITS[unit] if value is not None and unit in UNITS else None


@dataclass(frozen=True, slots=True)
class Project:
    """A project's printed cell. `row` is the number of the row it stands on (where a page break cuts the cell, of the row
    that begins its objective); `budget` is its printed text."""

    row: int
    code: str | None
    name: str
    budget: str
    execution_weight: Decimal | None
    objective: str


def field_columns(header: Sequence[GridRow]) -> dict[str, int]:
    """Field name → column, from the header's heads; empty if this is no table of performance targets."""
    found = name_fields([row.texts for row in header])
    return found if found.keys() >= REQUIRED else {}


def split_header(header: Sequence[GridRow], fields: Mapping[str, int]) -> tuple[list[GridRow], list[GridRow]]:
    """A header, and the rows that were taken for storeys of it because they print words only, but print a target."""
    named = name_fields([row.texts for row in header[:1]])
    for count, row in enumerate(header):
        texts = [row.texts[fields[name]].strip() for name in ("level1", "level3") if fields[name] < len(row.texts)]
        if count and named.keys() >= REQUIRED and len(texts) == 2 and all(texts):
            return list(header[:count]), list(header[count:])
    return list(header), []


def _misfit(field: str, text: str) -> int:
    """How badly a cell's look fits a field: 0 well, up to `_NEVER`."""
    body = unicodedata.normalize("NFKC", text).strip()
    number = parse_number(body)
    if field in {"execution_weight", "weight"}:
        return 0 if number is not None and 0 <= number <= 100 else _NEVER
    if field == "budget":
        return 0 if number is not None else _NEVER
    if field == "operator":
        return 0 if _OPERATORS.match(body) else 60
    if field == "target":
        return 0 if number is not None else 8 if _OPERATORS.match(body) else 2
    if number is not None:
        return _NEVER if field in {"project", "unit_name", "level1", "level2"} else 80
    if field == "unit_name":
        return 0 if re.match(r"^\d{3,8}-", body) else 30
    if field == "project":
        return 0 if re.match(r"^[0-9A-Z]{8,}-", body) else 15
    if field == "objective":
        return 0 if len(body) > 15 else 25
    if field == "level1":
        return 0 if re.search(r"指标$", body) and len(body) <= 8 else 40
    if field == "level2":
        return 0 if re.search(r"(指标|满意度|对象)$", body) else 15
    if field == "level3":
        return 3 if re.search(r"指标$", body) and len(body) <= 8 else 0
    return 0 if len(body) <= 8 else 20  # unit


_SKIP: Final[dict[str, int]] = {"target": 6, "operator": 3, "level3": 4, "weight": 2, "level1": 3, "level2": 3}


def match_fields(cells: Sequence[str], fields: Mapping[str, int]) -> dict[str, str]:
    """Match a row's filled cells to fields, keeping their order, with the least misfit; no cell is dropped.

    A row that prints no indicator (a project without targets) is matched to the project's fields alone. Cells that no
    field takes (more cells than fields) make the result empty.
    """
    filled = tuple(text.strip() for text in cells if text.strip())
    whole = _match(filled, tuple(fields))
    if not whole.keys() & {"level1", "operator", "target"}:
        project = _match(filled, tuple(name for name in fields if name in _PROJECT_FIELDS))
        return project or whole
    return whole


def _match(filled: tuple[str, ...], names: tuple[str, ...]) -> dict[str, str]:
    @cache
    def best(cell: int, field: int) -> tuple[int, tuple[str, ...]]:
        if cell == len(filled):
            return sum(_SKIP.get(name, 0) for name in names[field:]) if field else 0, ()
        if field == len(names):
            return _NEVER * 10, ()
        name = names[field]
        skip = best(cell, field + 1)
        skipped = (skip[0] + _SKIP.get(name, 0), skip[1])
        take = best(cell + 1, field + 1)
        taken = (take[0] + _misfit(name, filled[cell]), (name, *take[1]))
        return min(taken, skipped, key=lambda option: option[0])

    cost, chosen = best(0, 0)
    return dict(zip(chosen, filled, strict=True)) if cost < _NEVER and len(chosen) == len(filled) else {}


def read_rows(body: Sequence[GridRow], fields: Mapping[str, int], width: int) -> list[PerformanceRow]:
    """Every body row under its fields; repeated headers are left out.

    A grid that shows merged cells stands as it was drawn, and its cells are taken from their columns.
    """
    drawn = is_drawn(body)
    levels = fill_down(body) if drawn else body
    rows: list[PerformanceRow] = []
    for row, filled in zip(body, levels, strict=True):
        heads = [fold_head(text) for text in row.texts if text.strip()]
        if sum(any(p.search(head) for p in catalogue().performance.values()) for head in heads) >= max(
            4, len(heads) - 1
        ):
            continue
        if drawn:
            found = _in_place(row, filled, fields)
            rows.append(PerformanceRow(len(rows), found, (row.texts + ("",) * width)[:width], row))
            continue
        found = match_fields(row.texts, fields)
        texts = [""] * width
        for name, text in found.items():
            texts[fields[name]] = text
        shown = tuple(texts) if found else (row.texts + ("",) * width)[:width]
        rows.append(PerformanceRow(len(rows), found, shown, row))
    return rows


def is_drawn(body: Sequence[GridRow]) -> bool:
    """Whether the rows come from a grid with its merged cells, and not from an export that may have lost them."""
    return any(cell.covered for row in body for cell in row.cells)


def _in_place(row: GridRow, filled: GridRow, fields: Mapping[str, int]) -> dict[str, str]:
    """A drawn row's cells under their fields. A level merged over several rows holds for each of them."""
    found: dict[str, str] = {}
    for name, column in fields.items():
        texts = filled.texts if name in {"level1", "level2"} else row.texts
        text = texts[column].strip() if column < len(texts) else ""
        if text:
            found[name] = text
    return found


def projects_of(rows: Sequence[PerformanceRow]) -> list[Project]:
    """The projects whose cells are printed, in reading order."""
    found: list[Project] = []
    for row in rows:
        label = row.fields.get("project")
        if not label:
            continue
        code, name = split_code(label)
        weight = parse_number(row.fields.get("execution_weight", ""))
        found.append(
            Project(row.number, code, name, row.fields.get("budget", ""), weight, row.fields.get("objective", ""))
        )
    return found
