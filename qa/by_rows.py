"""A heading of the classification that a document gives no row of its own (会议费 above its three kinds, 行政事业单位养老支出 above its
items): what it comes to is the sum of the rows under it, where the table proves that they stand beside each other in one total.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from index import vocabulary
from index.vocabulary import Entry
from ingest.model import Figure
from qa.holding import Cell, Holding
from qa.members import latest_first
from qa.naming import plain
from qa.period import Missed, in_time
from qa.plan import Item, Plan
from qa.preference import ALL_SPENDING, TOTAL_TABLES, table_rank
from qa.repeated import stand_beside
from qa.text import fold

_ORDER: Final = (*sorted(ALL_SPENDING), *TOTAL_TABLES["expenditure"])
_ATTACHED: Final = re.compile("附属|附设|附中|附小|分校|分院|分局")
_CLASSIFICATIONS: Final = frozenset({"function", "economic", "government_economic"})
_HEADING_CODES: Final = (3, 5)
_LEAST: Final = 4  # characters of a heading's end by which it may be called


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading is called, its code where it has one, and the rows under it."""

    name: str
    code: str | None
    rows: tuple[Figure, ...]


def heading_of(holdings: Sequence[Holding], item: Item, plan: Plan, *, in_part: bool = False) -> Heading | None:
    """The heading that an item is, by its whole name or code, or by the end of its name (`in_part`: 养老支出), with all of its rows;
    `None` where it is printed itself, where nothing proves that its rows are all of it, and where several bodies have it."""
    if item.whole or item.aspect or item.table or item.code_prefix or len(item.terms) + bool(item.code) != 1:
        return None
    if len({holding.record.facts.organization for holding in holdings}) != 1:
        return None
    said = plain(item.terms[0].forms[0] if item.terms and item.terms[0].forms else item.text) if item.terms else ""
    for holding in latest_first(holdings):
        found = [
            Heading(name, code, tuple(rows))
            for name, code in _called(said, item.code, in_part)
            if (rows := _rows(holding, item, plan, name, code))
        ]
        if len(found) == 1 or (found and not in_part):
            return found[0]
    return None


def names_another(figure: Figure, item: Item) -> bool:
    """Whether a row that words only resemble bears the official name of one thing, while they are that of another (社会保障缴费, and
    社会保障和就业支出 is printed): it is no answer for it."""
    if len(item.terms) != 1 or item.code or item.whole:
        return False
    said, label = fold(item.terms[0].forms[0] if item.terms[0].forms else item.terms[0].text), fold(figure.label)
    if _ATTACHED.match(label.partition(said)[2]):
        return True  # 师范学校附属小学 is no 师范学校
    if said.startswith(("其他", "其它")) and not any(
        "其他" in name or "其它" in name for name in (label, fold(figure.measure))
    ):
        return True  # what is left of a heading is not the heading
    own = {fold(entry.name_zh) for entry in _named().get(said, ()) if entry.kind in _CLASSIFICATIONS}
    other = {fold(entry.name_zh) for entry in _named().get(label, ()) if entry.kind in _CLASSIFICATIONS}
    return said in own and label in other and said not in label and label not in said


def only_one_of(figure: Figure, item: Item) -> bool:
    """Whether a figure is but one item under a heading of functions that an item's words name: it is not told for all of them."""
    if len(item.terms) != 1 or item.code:
        return False
    said = item.terms[0].text
    entries = [entry for entry in _named().get(fold(said), ()) if entry in _functions()]
    codes = {code for _, code in _called(plain(said), None, in_part=True)} | {entry.code for entry in entries}
    own = {e.code for e in _named().get(fold(figure.label), ()) if e.kind == "function"} | {figure.code or ""}
    return any(one.startswith(code) and one != code for code in codes if code for one in own)


def _called(said: str, code: str | None, in_part: bool) -> Iterator[tuple[str, str | None]]:
    """(name, code) of the headings that words or a code may mean."""
    if in_part:
        if len(said) >= _LEAST and code is None:
            yield from ((e.name_zh, e.code) for e in _functions() if fold(e.name_zh).endswith(fold(said)))
        return
    if code is not None:
        entry = vocabulary.by_code(code)
        yield (entry.name_zh if entry is not None else code), code
        return
    entries = [entry for entry in _named().get(fold(said), ()) if len(entry.code) in _HEADING_CODES]
    yield from ((entry.name_zh, entry.code) for entry in entries)
    if not entries or all(fold(entry.name_zh) == fold(said) for entry in entries):
        yield said, None


def _rows(holding: Holding, item: Item, plan: Plan, name: str, code: str | None) -> list[Figure]:
    """The rows under a heading in the first of a document's tables that proves them parts of one total; none where the heading has a
    row or a column of its own."""
    if code in holding.by_code or fold(name) in holding.derived("own names", _own_names):
        return []
    if code is not None:
        under = [c for own, cells in holding.by_code.items() if own.startswith(code) for c in cells if _spends(c)]
    else:
        under = list(holding.derived("names above", _names_above).get(fold(name), ()))
    tables: dict[int | None, list[Figure]] = {}
    for cell in under:
        tables.setdefault(cell.figure.table_number, []).append(cell.figure)
    for figures in sorted(tables.values(), key=lambda rows: table_rank(rows[0], _ORDER)):
        timed = in_time(figures, item, plan)
        if isinstance(timed, Missed) or len({figure.column for figure in timed}) != 1:
            continue
        # One item may be all of a function's heading; another heading's one row is called by its own name.
        if (len(timed) > 1 or (code or "").startswith("2")) and stand_beside(holding, timed):
            return sorted(timed, key=lambda figure: figure.row or 0)
    return []


def _spends(cell: Cell) -> bool:
    """Whether a cell is all that a table of spending prints of a row."""
    figure = cell.figure
    return figure.table_kind in _ORDER and cell.column is None and cell.fund is None and bool(figure.amount)


def _own_names(holding: Holding) -> frozenset[str]:
    return frozenset(fold(name) for cell in holding.cells for name in (cell.row, cell.column, cell.fund) if name)


def _names_above(holding: Holding) -> Mapping[str, tuple[Cell, ...]]:
    found: dict[str, list[Cell]] = {}
    for cell in holding.cells:
        if _spends(cell):
            for above in dict.fromkeys(fold(name) for name in cell.figure.path[:-1]):
                found.setdefault(above, []).append(cell)
    return {name: tuple(cells) for name, cells in found.items()}


@lru_cache(maxsize=1)
def _functions() -> tuple[Entry, ...]:
    return tuple(e for e in vocabulary.entries() if e.kind == "function" and len(e.code) in _HEADING_CODES)


@lru_cache(maxsize=1)
def _named() -> Mapping[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = {}
    for entry in vocabulary.entries():
        for name in dict.fromkeys(fold(name) for name in (entry.name_zh, *entry.aliases_zh)):
            found.setdefault(name, []).append(entry)
    return {name: tuple(entries) for name, entries in found.items()}
