"""From plan and figures to sentences: which way of answering serves an intent. Every number goes through the draft."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from qa import averages, bodies_counted, bought, changes, comparisons, listings, remainders, statements, sums
from qa.calculate import CalculationError
from qa.composer import Composer, Said
from qa.narrowing import narrowed
from qa.plan import Intent

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


def compose(composer: Composer) -> Said:
    """The answer for the plan's intent."""
    composer = narrowed(composer)
    plan = composer.plan
    try:
        if plan.less and plan.intent not in remainders.LEAVING_OUT:
            return remainders.unable(composer)
        return bought.of_body(composer) or bodies_counted.of_so_many(composer) or _WAYS[plan.intent](composer)
    except CalculationError as error:
        composer.draft.name(str(error), error.zh)
        return "refused", composer.say(f"无法计算：{error.zh}。", f"This cannot be worked out: {error}."), []
