"""From plan and figures to sentences: which way of answering serves an intent. Every number goes through the draft."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from qa import (
    aimed_money,
    averages,
    bodies_counted,
    bought,
    changes,
    comparisons,
    listings,
    of_two,
    remainders,
    statements,
    sums,
)
from qa.calculate import CalculationError
from qa.changed_most import changed_most
from qa.composer import Composer, Said
from qa.narrowing import narrowed
from qa.negations_en import denies
from qa.plan import Intent
from qa.sharing import side_by_side
from qa.terms import is_side

_WAYS: Final[dict[Intent, Callable[[Composer], Said]]] = {
    "lookup": statements.lookup,
    "share": comparisons.share,
    "growth": changes.growth,
    "change": changes.growth,
    "difference": changes.difference,
    "compare": changes.compare,
    "sum": sums.add_up,
    "average": averages.average,
    "list": listings.list_under,
    "rank": listings.rank,
    "count": listings.count,
    "cause": statements.cause,
    "opinion": statements.opinion,
    "remainder": remainders.remainder,
}


def _of_each(c: Composer) -> Composer:
    """会议费培训费各多少: names side by side that no row is of all of are looked up, none of them listed as a heading."""
    under = c.plan.under
    if c.plan.intent != "list" or under is None or len(under.terms) < 2 or c.plan.by_unit:
        return c
    sides = [term for term in under.terms if is_side(term)]
    rest = tuple(term for term in under.terms if not is_side(term))
    if rest and len(sides) > 1:  # 行政运行基本支出项目支出各多少: each column of the row
        items = tuple(under.model_copy(update={"text": side.text, "terms": (*rest, side)}) for side in sides)
    else:
        items = tuple(side_by_side(c, [under]))
    if len(items) == 1:
        return c
    return Composer(
        c.draft, c.plan.model_copy(update={"intent": "lookup", "under": None, "items": items}), c.finder, c.members
    )


def compose(composer: Composer) -> Said:
    """The answer for the plan's intent."""
    try:
        two = of_two.apart(composer) or of_two.other(composer)
    except CalculationError:
        two = None
    if two is not None:
        return two
    composer = _of_each(narrowed(composer))
    plan = composer.plan
    try:
        if plan.language == "en" and not plan.less and not plan.unmeant and denies(plan.question):
            return remainders.denied(composer)
        if plan.less and plan.intent not in remainders.LEAVING_OUT:
            return remainders.unable(composer)
        if (most := changed_most(composer)) is not None:
            return most
        if (aimed_at := aimed_money.told(composer)) is not None:
            return aimed_at
        return bought.of_body(composer) or bodies_counted.of_so_many(composer) or _WAYS[plan.intent](composer)
    except CalculationError as error:
        composer.draft.name(str(error), error.zh)
        return "refused", composer.say(f"无法计算：{error.zh}。", f"This cannot be worked out: {error}."), []
