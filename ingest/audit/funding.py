"""The money of a project as its form states it: its sources make its total, and other tables print the same amount.

Source: the target forms (项目支出绩效目标表, 部门整体支出绩效目标表) print 资金总额 with 财政拨款 and 其他资金 beside it, and repeat
amounts of the expenditure tables and of the project list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from ingest.amounts import UNITS
from ingest.audit.standing import TOTAL, YEAR
from ingest.audit.tables import Entries, Entry, check_of, entries_of, one_scope, settle_totals
from ingest.headers import fold_head
from ingest.model import Check, Disclosure, Figure, Finding

_WHOLE: Final = re.compile(r"(资金|项目|预算|支出|申请)*(总额|总计|合计)")
_SOURCE: Final = re.compile(
    r"(其中[:：]?)?(当年|本年)?(财政(拨款|资金)|其他资金|自有资金|单位资金|上年结转(资金)?|事业收入)"
)
_NATURE: Final = {"基本支出": "basic", "项目支出": "project"}
_LISTS: Final = frozenset({"projects", "mid_term_projects"})


def funding_audit(read: Disclosure) -> tuple[list[Check], list[Finding]]:
    """Checks of the funding that forms of targets print."""
    forms: dict[tuple[int, str], list[Figure]] = {}
    for figure in read.printed:
        if figure.source == "table" and figure.unit in UNITS and "performance" in (figure.table_kind or ""):
            forms.setdefault((figure.table_number or 0, figure.code or figure.label), []).append(figure)
    entries = one_scope(settle_totals(entries_of(read.tables, read.printed)))
    lists = _listed(read.printed)
    checks: list[Check] = []
    for figures in forms.values():
        checks += _sources(figures)
        if figures[0].table_kind == "department_performance":
            checks += _department(figures, entries)
        else:
            checks += _in_list(figures, lists)
    return checks, []


def _sources(figures: Sequence[Figure]) -> Iterator[Check]:
    """资金总额 = 财政拨款 + 其他资金, where the form prints each once."""
    wholes = [f for f in figures if _WHOLE.fullmatch(_leaf(f))]
    parts = [f for f in figures if _SOURCE.fullmatch(_leaf(f))]
    names = [_leaf(f) for f in parts]
    if len(wholes) != 1 or not parts or len(set(names)) != len(names) or any("其中" in n for n in names[1:]):
        return
    whole = Entry(0, (wholes[0],))
    if len(parts) > 1 or whole.agrees(Entry(0, (parts[0],))):
        yield check_of("funding", "a project's sources make its total", wholes[0], Entry(0, tuple(parts)))


def _leaf(figure: Figure) -> str:
    return re.sub(r"[（(].*?[)）]", "", fold_head(figure.measure_path[-1] if figure.measure_path else ""))


def _department(figures: Sequence[Figure], entries: Entries) -> Iterator[Check]:
    """What a department's form of targets says of its budget against the expenditure tables."""
    for figure in figures:
        path = [fold_head(text) for text in figure.measure_path]
        leaf = path[-1] if path else ""
        fiscal = any("财政拨款" in text for text in path)
        if "其他资金" in "".join(path) or not (leaf in _NATURE or _WHOLE.fullmatch(leaf)):
            continue
        scopes = {"fiscal", "general"} if fiscal else {"all"}
        candidates = [
            entry
            for place, found in entries.items()
            if place.flow == "expenditure"
            and place.item in {TOTAL, YEAR}
            and place.nature == _NATURE.get(leaf, "whole")
            if place.year == figure.fiscal_year and (place.scope in scopes or place.scope == "all")
            for entry in found
            if len(entry.figures) == 1 and entry.figures[0].table_number != figure.table_number
        ]
        own = Entry(0, (figure,))
        same = next((entry for entry in candidates if entry.agrees(own)), None)
        if same is not None:
            yield check_of("table_vs_table", "a department's targets repeat its budget", same.figures[0], own)


def _listed(figures: Iterable[Figure]) -> dict[str, list[Figure]]:
    """Project name → the figures of the project lists' first amount column under it."""
    rows: dict[tuple[int | None, int | None], Figure] = {}
    for figure in figures:
        if figure.table_kind in _LISTS and figure.source == "table" and figure.unit in UNITS:
            rows.setdefault((figure.table_number, figure.row), figure)
    found: dict[str, list[Figure]] = {}
    for figure in rows.values():
        found.setdefault(_name(figure.label), []).append(figure)
    return found


def _name(label: str) -> str:
    return re.sub(r"[\s　“”\"'（）()]", "", fold_head(label))


def _in_list(figures: Sequence[Figure], lists: Mapping[str, Sequence[Figure]]) -> Iterator[Check]:
    """A project's budget in its form and in the project list, where the list has one project of the name."""
    largest = max(figures, key=lambda figure: figure.amount or Decimal(0))
    listed = lists.get(_name(largest.label), [])
    if len(listed) != 1:
        return
    own = [f for f in figures if Entry(0, (f,)).agrees(Entry(0, (listed[0],)))]
    yield check_of(
        "table_vs_table",
        "a project's budget in the list and in its form",
        listed[0],
        Entry(0, ((own or [largest])[0],)),
    )
