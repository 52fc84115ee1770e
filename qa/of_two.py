"""The two bodies of a department: which of them has more and by how much, and the other one after a question about one of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ingest.model import Figure
from qa import calculate
from qa.body_lists import bodies, department_of
from qa.composer import Composer, Said
from qa.found import Missing
from qa.members import latest_first, meant, members
from qa.plan import Term
from qa.wording import context

_BODY: Final = r"(?:subordinate |affiliated |budget )?(?:units|bodies|institutions|organi[sz]ations|agencies|entities)"
_WHICH: Final = re.compile(
    rf"\bwhich (?:one )?(?:of|among|between) (?:the |its |their |these )?two {_BODY}\b[^?]*\b(?:bigger|larger|more|higher|greater|smaller|less|lower)\b"
    r"|两(?:个|家|所)(?:下属|预算)?单位(?:中|里|之间)?[，,]?(?:哪|谁)[^，,？?]*(?:多|大|高|少|小|低)",
    re.IGNORECASE,
)
_OTHER: Final = re.compile(
    r"^\s*(?:and |so |then )?(?:what about |how about |what of |and )?(?:the|its) other (?:one|unit|body|institution)\s*\??\s*$"
    r"|^(?:那么?|还有)?另(?:外)?一(?:个|家|所)(?:单位)?(?:的)?(?:呢|是多少|多少)?[？?]?$",
    re.IGNORECASE,
)


def apart(c: Composer) -> Said | None:
    """Which of two bodies has more in all, with both and the difference; refused where the department has not just two. `None` for
    any other question."""
    items = c.plan.items
    if not _WHICH.search(c.plan.question) or len(c.plan.organizations) > 1 or any(i.terms or i.code for i in items):
        return None
    found = bodies(c, own=True)
    if len(found) != 2:
        return c.refuse(Missing("item", c.say("两家单位的预算", "budgets of two bodies")), None)
    more, less = calculate.largest(found, 2)
    return _set_apart(c, more, less)


def _set_apart(c: Composer, more: Figure, less: Figure) -> Said:
    gap = c.draft.computed(calculate.difference(more, less))
    c.remark(more, less)
    c.draft.name(more.organization, less.organization)
    where = context(department_of(c, more), c.plan.language)
    text = c.say(
        f"{where}中，{more.organization}较多，为 {c.money(more)}；{less.organization}为 {c.money(less)}，相差 {gap}。",
        f"In {where}, {more.organization} has more, {c.money(more)}, against {c.money(less)} of {less.organization}: a difference of {gap}.",
    )
    return "answered", c.with_note(text + c.only_income(more, several=True)), []


def other(c: Composer) -> Said | None:
    """What the other of two bodies has, after a question about all that one of them has; refused where there is no telling which is
    the other. `None` for any other question."""
    if not _OTHER.search(c.plan.question):
        return None
    said = _before(c)
    rest: Sequence[Figure] = []
    if said is not None:
        for holding in latest_first(c.finder.holdings):
            both = members(holding)
            if len(both) == 2:
                rest = [m.whole("expenditure") for m in both if not any(meant(term, m) for term in said)]
                break
    if len(rest) != 1:
        return c.refuse(Missing("item", c.plan.question.strip(" ?？")), None)
    figure = rest[0]
    c.remark(figure)
    c.draft.name(figure.organization)
    text = c.say(
        f"{context(figure, 'zh')}为 {c.money(figure)}。", f"{context(figure, 'en')} comes to {c.money(figure)}."
    )
    text = text[0].upper() + text[1:]
    return "answered", c.with_note(text + c.only_income(figure)), []


def _before(c: Composer) -> tuple[Term, ...] | None:
    """The names of the body that the question before asked all of; `None` where it asked for a part, or of no one body."""
    last = c.plan.past[-1] if c.plan.past else None
    if last is None or last.code or not last.terms or any(not term.body for term in last.terms):
        return None
    return last.terms
