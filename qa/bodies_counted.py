"""So many bodies of a kind together, in English (what the five prisons cost together): added up where just so many are printed."""

from __future__ import annotations

from qa import sums
from qa.asking import TOGETHER, so_many
from qa.bodies import kinds_of
from qa.composer import Composer, Said
from qa.found import Missing


def of_so_many(c: Composer) -> Said | None:
    """The bodies that a question counts, added up; refused where there are more of them or fewer. `None` if it counts none: the
    function that has the name of a kind of body (监狱) is not these bodies."""
    question, items = c.plan.question, c.operands()
    if c.plan.intent not in {"lookup", "sum"} or len(items) != 1 or not TOGETHER.search(question):
        return None
    text = items[0].text
    if not so_many(question, text) or not kinds_of(text.split()[-1].lower()):
        return None
    found = sums.counted_rows(c)
    return sums.summed(c, found) if found else c.refuse(Missing("item", text), items[0])
