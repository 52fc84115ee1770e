"""From plan and figures to sentences: which way of answering serves an intent. Every number goes through the draft."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from qa import comparisons, listings, statements
from qa.calculate import CalculationError
from qa.composer import Composer, Said
from qa.plan import Intent

_WAYS: Final[dict[Intent, Callable[[Composer], Said]]] = {
    "share": comparisons.share,
    "growth": comparisons.growth,
    "change": comparisons.growth,
    "difference": comparisons.difference,
    "sum": comparisons.add_up,
    "list": listings.list_under,
    "rank": listings.rank,
    "count": listings.count,
    "cause": statements.cause,
}


def compose(composer: Composer) -> Said:
    """The answer for the plan's intent; a plain look-up where no other way serves."""
    try:
        return _WAYS.get(composer.plan.intent, Composer.lookup)(composer)
    except CalculationError as error:
        return "refused", composer.say(f"无法计算：{error}。", f"This cannot be worked out: {error}."), []
