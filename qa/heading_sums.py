"""Headings of the classification that a document does not print (行政事业单位养老支出, 20805): what is printed of all their items, added up.

Only items that their table proves to be parts of its total are added: then no item of the heading is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from index import vocabulary
from index.vocabulary import Entry
from ingest.model import Figure
from qa import calculate
from qa.book import CORE
from qa.composer import Composer, Said
from qa.finder import Found, Missing
from qa.holding import Holding
from qa.members import latest_first
from qa.period import Missed, in_time
from qa.plan import Item
from qa.preference import TABLE_ORDER, table_rank
from qa.repeated import stand_beside
from qa.text import fold
from qa.wording import full_name

_HEADING_CODES: Final = (3, 5)
_ITEM_CODE: Final = 7
_LEAST: Final = 4  # characters of a heading's end by which it may be called


def heading_sum(c: Composer, items: Sequence[Item]) -> Said | None:
    """The sum of the items under the one heading that is asked for, where no row has it; `None` where it is printed, is not one, or
    not all of its items are."""
    if len(items) != 1 or c.members or items[0].whole or items[0].table or items[0].aspect or len(items[0].terms) > 1:
        return None
    (item,) = items
    found, holdings = c.find(item), c.finder.of(item)
    if (isinstance(found, Found) and found.score >= CORE) or len({h.record.facts.organization for h in holdings}) != 1:
        return None
    named = list(_called(item))
    for holding in latest_first(holdings):
        for headings in named:
            printed = [(entry, rows) for entry in headings if (rows := _items_under(c, holding, item, entry.code))]
            if len(printed) == 1:
                return _told(c, *printed[0])
    if isinstance(found, Found) and _is_one_of(found.figure, [entry for headings in named for entry in headings]):
        return c.refuse(Missing("item", item.text, (found.figure.label,)), item)
    return None


def _is_one_of(figure: Figure, headings: Sequence[Entry]) -> bool:
    """Whether what was found is but one item under a heading that the words are the name of: it is not told for all of them."""
    own = {e.code for e in vocabulary.entries() if e.kind == "function" and fold(e.name_zh) == fold(figure.label)}
    codes = {figure.code or "", *own}
    return any(code.startswith(entry.code) and code != entry.code for entry in headings for code in codes)


def _called(item: Item) -> Iterable[list[Entry]]:
    """The headings that an item's words name, by their code or name, then those that they are the end of the name of."""
    said = fold(item.terms[0].text) if item.terms else ""
    yield [
        e for e in _headings() if (e.code == item.code if item.code else said in map(fold, (e.name_zh, *e.aliases_zh)))
    ]
    if not item.code and len(said) >= _LEAST:
        yield [e for e in _headings() if fold(e.name_zh).endswith(said)]


@lru_cache(maxsize=1)
def _headings() -> tuple[Entry, ...]:
    return tuple(e for e in vocabulary.entries() if e.kind == "function" and len(e.code) in _HEADING_CODES)


def _items_under(c: Composer, holding: Holding, item: Item, code: str) -> list[Figure]:
    """The items of a heading in the first of a document's tables that proves them parts of its total; none where the heading has a
    row of its own, or stands in no such table."""
    if code in holding.by_code:
        return []
    tables: dict[int | None, list[Figure]] = {}
    for cells in (cells for own, cells in holding.by_code.items() if own.startswith(code) and len(own) == _ITEM_CODE):
        for cell in cells:
            if cell.column is None and cell.fund is None and cell.figure.amount is not None:
                tables.setdefault(cell.figure.table_number, []).append(cell.figure)
    for figures in sorted(tables.values(), key=lambda rows: table_rank(rows[0], TABLE_ORDER)):
        timed = in_time(figures, item, c.plan)
        if isinstance(timed, Missed) or len({f.column for f in timed}) != 1 or not stand_beside(holding, timed):
            continue
        return list(timed)
    return []


def _told(c: Composer, heading: Entry, figures: Sequence[Figure]) -> Said:
    c.remark(*figures)
    table = figures[0].table or figures[0].document
    c.draft.name(heading.code, heading.name_zh, table)
    amount = c.draft.computed(calculate.total(figures), first=False)
    parts = " + ".join(f"{full_name(f, c.plan.language)} {c.money(f)}" for f in figures)
    text = c.say(
        f"{c.where(figures[0])}没有单列“{heading.name_zh}”（{heading.code}）；{table}中其下各项合计 {amount}：{parts}。",
        f"{c.where(figures[0])[0].upper()}{c.where(figures[0])[1:]} has no row for {heading.name_zh} ({heading.code}); "
        f"its items in {table} come to {amount}: {parts}.",
    )
    return "answered", c.with_note(text), []
