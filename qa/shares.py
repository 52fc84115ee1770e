"""Of what a share is taken: the whole that the part's own table prints, of its own funds, before that of another table."""

from __future__ import annotations

import re
from typing import Final

from ingest.model import Figure
from qa.composer import Composer
from qa.found import Found
from qa.plan import Item
from qa.preference import TOTAL_TABLES
from qa.scoring import Scored, equal

# What one name's cells may differ in how well they fit, and be of one thing still.
_AS_WELL: Final = 0.05
# Tables of all funds: the whole of all spending is printed there and nowhere else.
_ALL_FUNDS: Final = frozenset({"expenditure", "final_expenditure", "income", "final_income"})
_GRAND: Final = re.compile("总计")


def own_whole(c: Composer, part: Found, base: Item, whole: Figure) -> Figure:
    """The whole that a part is a share of, as a table prints it that prints the part too: basic spending of the appropriation for
    what is paid of the appropriation, and all that is spent, without what is carried over to the next year, for a kind of spending.
    The one that was looked up, where the words name its table or no table has both."""
    if c.members or base.table or base.organization or part.figure.source != "table" or whole.source != "table":
        return whole
    if base.whole and (base.terms or _GRAND.search(base.text)):
        return whole  # 支出总计 is said to be with what is carried over
    places = list(dict.fromkeys(_place(figure) for figure in (part.figure, *part.same)))
    if base.whole:
        kinds = {figure.table_number: figure.table_kind for figure in (part.figure, *part.same)}
        places = [place for place in places if kinds[place[1]] in _ALL_FUNDS & set(TOTAL_TABLES[base.whole])]
    elif _place(whole) in places:
        return whole
    scored = [s for s in c.finder.candidates(base) if _is_whole(s, part.figure, whole)]
    best = max((s.score for s in scored), default=0.0)
    for place in places:
        # The total of a table goes by what the table is of (本年财政拨款基本支出), too.
        own = [s for s in scored if _place(s.figure) == place and (s.cell.row is None or s.score >= best - _AS_WELL)]
        if own:
            top = max(s.score for s in own)
            first = [s.figure for s in own if s.score == top]
            # Several rows or columns that fit alike are not one whole.
            return first[0] if all(equal(first[0], figure) for figure in first) else whole
    return whole


def _is_whole(s: Scored, part: Figure, whole: Figure) -> bool:
    """Whether a cell may be what a part is of: of the year that was looked up, not the part itself, and no less than it."""
    figure = s.figure
    timed = (figure.column_year, figure.column_basis) == (whole.column_year, whole.column_basis)
    large = figure.amount is not None and part.amount is not None and figure.amount >= part.amount
    return timed and large and figure.id != part.id and figure.unit == whole.unit


def _place(figure: Figure) -> tuple[str, int | None]:
    return figure.document, figure.table_number
