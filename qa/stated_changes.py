"""By how much the running text says that something changed, and what its sentence says that it came to.

Found for the thing itself; for all of a budget where the text says it of the money that makes up all of it; for a thing of one
kind of money where the amount that the change led to is the one printed for that thing of that money.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ingest.amounts import UNITS
from ingest.model import Figure
from qa.book import CORE
from qa.finder import Finder
from qa.found import Found
from qa.holding import Holding
from qa.naming import is_fund, plain
from qa.narrative import CHANGE, find, kind_fits
from qa.plan import Item, Kind
from qa.scoring import equal
from qa.sentence import before_number

# 财政拨款收入, 一般公共预算拨款支出: money that may be all there is.
_APPROPRIATED: Final = re.compile(r"(?:一般公共预算)?(?:财政)?拨款(?:收入|支出)?(?:预算)?")


def changes(finder: Finder, item: Item, kind: Kind, against: Sequence[str] = ()) -> Found | None:
    """The stated change of an item (增加 24,491.71 万元, 下降 14.47%), that against what the words name if there are several."""
    found = find(finder, item, change=True, kind=kind)
    if found is None:
        return _of_all_money(finder, item, kind) or _of_one_fund(finder, item, kind)
    if not against and not any(term.forms and is_fund(term.forms[0]) for term in item.terms):
        widest = _widest(finder, found.figure, kind)
        return found if widest.id == found.figure.id else Found(widest, found.score)
    if not found.others or not against:
        return found
    readings = (found.figure, *found.others)
    fitting = [f for f in readings if all(word in before_number(f) for word in against)]
    return Found(fitting[0], found.score) if len(fitting) == 1 else found


def scope(finder: Finder, change: Figure) -> Figure | None:
    """The amount of which a sentence tells a change of a part (支出预算 … 主要原因是项目支出增加), where other sentences tell one of the
    part in other amounts; `None` where there is no need to say of which."""
    holding = finder.holding_of(change)
    if holding is None or all(equal(f, change) for f in _of_the_same(holding, change)):
        return None
    return _whole(holding, change)


def _widest(finder: Finder, change: Figure, kind: Kind) -> Figure:
    """Of the changes that several sentences tell of one thing, each as a part of its own whole, that in the largest of these."""
    holding = finder.holding_of(change)
    if holding is None or _whole(holding, change) is None:
        return change
    told = [(f, whole) for f in _of_the_same(holding, change) if kind_fits(f, kind) and (whole := _whole(holding, f))]
    return max(told, key=lambda pair: (pair[1].amount or 0, pair[0].id == change.id))[0] if told else change


def _of_the_same(holding: Holding, change: Figure) -> list[Figure]:
    """All that the text states of the change of one thing in one year, the same way."""
    return [
        f
        for f in holding.stated
        if f.path == change.path
        and CHANGE.search(f.measure)
        and (f.unit in UNITS) == (change.unit in UNITS)
        and f.column_year == change.column_year
    ]


def _whole(holding: Holding, change: Figure) -> Figure | None:
    """The one thing besides its own that a change's sentence states first an amount of, and then changes."""
    first = next((f for f in holding.stated if f.passage == change.passage and f.unit in UNITS), None)
    return first if first is not None and first.path != change.path and not CHANGE.search(first.measure) else None


def beside(finder: Finder, change: Figure) -> Figure | None:
    """The amount that the sentence of a stated change states of the same thing."""
    holding = finder.holding_of(change)
    if holding is None:
        return None
    own = _amounts(holding, change, change.path)
    if not own:  # 资产总额100元。本年资产总额减少10元: by the same word in a sentence before
        own = [
            f
            for f in holding.stated
            if f.path == change.path
            and f.measure
            and change.measure.startswith(f.measure)
            and f.unit in UNITS
            and not CHANGE.search(f.measure)
            and f.column_year == change.column_year
        ]
    return own[0] if len({(f.amount, f.unit) for f in own}) == 1 else None


def of_other_name(found: Found, other: Figure) -> bool:
    """Whether what was found may not be set against another figure of the thing: one of them stands in the text, they go by two names,
    and this one's is not the one that was asked for (资产使用收入 against what the text calls 资产)."""
    figure = found.figure
    told = "narrative" in {figure.source, other.source}
    return told and found.score < CORE and plain(figure.label) != plain(other.label)


def appropriated(change: Figure) -> bool:
    """Whether a change is stated of the money appropriated and not of a whole budget."""
    return bool(change.path and _APPROPRIATED.fullmatch(change.path[-1]))


def _amounts(holding: Holding, change: Figure, path: tuple[str, ...]) -> list[Figure]:
    """The amounts that the sentence of a change states of what a path names."""
    return [
        f
        for f in holding.stated
        if f.passage == change.passage
        and f.path == path
        and f.unit in UNITS
        and not CHANGE.search(f.measure)
        and f.column_year == change.column_year
    ]


def _of_all_money(finder: Finder, item: Item, kind: Kind) -> Found | None:
    """The change of the appropriation in a budget that consists of nothing else (收入预算9,101.68万元，其中：财政拨款收入9,101.68万元，
    比上年减少…)."""
    if not item.whole or item.terms or item.code:
        return None
    side = "收入" if item.whole == "income" else "支出"
    found: list[Figure] = []
    for holding in finder.of(item):
        for figure in holding.stated:
            changed = CHANGE.search(figure.measure) and kind_fits(figure, kind) and len(figure.path) == 2
            if not changed or not appropriated(figure) or side not in figure.path[0]:
                continue
            own, whole = _amounts(holding, figure, figure.path), _amounts(holding, figure, figure.path[:1])
            if len(own) == len(whole) == 1 and equal(own[0], whole[0]):
                found.append(figure)
    return Found(found[0]) if found and all(equal(f, found[0]) for f in found) else None


def _of_one_fund(finder: Finder, item: Item, kind: Kind) -> Found | None:
    """The change of a thing in a text that does not repeat of which money it speaks (财政拨款里…)."""
    funds = [term for term in item.terms if term.forms and is_fund(term.forms[0])]
    rest = tuple(term for term in item.terms if term not in funds)
    if not funds or not rest:
        return None
    found = find(finder, item.model_copy(update={"terms": rest}), change=True, kind=kind)
    own = beside(finder, found.figure) if found is not None and not found.others else None
    printed = finder.find(item.model_copy(update={"year": own.column_year})) if own is not None else None
    if own is None or not isinstance(printed, Found) or printed.others or not equal(printed.figure, own):
        return None
    return found
