"""Follow-ups that turn to a side of a budget (收入多少？那支出呢？), or to the same thing in all of one (总支出里呢).

A side alone is all of it where all of the other was asked for, or nothing that has a side; a thing whose name says one side
(财政拨款收入) is asked for on the other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from qa.naming import is_fund
from qa.plan import Item, Plan, Term, Whole
from qa.terms import official_term

_SPENDING: Final = "支出|花费|花销|开支|开销|花|用"
_INCOME: Final = "收入|进账"
_SPENDING_EN: Final = r"spending|expenditures?|outgoings|spend"
_INCOME_EN: Final = r"income|revenues?|receipts|receive|take in"
_ALONE: Final = re.compile(
    rf"(?:那么?|再看看?|换成|又|它们?的?|其|该[单部][位门]的?|今年|全年|的|总|全部|[一总]共|总共|要|会|打算|[，,])*(?:(?P<income>{_INCOME})|(?P<spending>{_SPENDING}))"
    r"(?:了|掉|出去|的|方面|这块|预算|总额|总数|总计|合计|又|还|呢|是|有|为|[一总]共|[，,])*(?:多少|多大|几多)?(?:钱|万|元|呢)*[？?。]*"
    rf"|(?:and |so |then |now |but |what about |how about |how much (?:is|are|do|does|in) |the |its |their |all |total |it |they |in )*(?:(?P<income_en>{_INCOME_EN})|(?P<spending_en>{_SPENDING_EN}))(?: in total| altogether| be)?[?.]*",
    re.IGNORECASE,
)
_WHOSE: Final = re.compile(r"^(?:那么?)?[^，,。？?]{2,24}?的(?=[^的]+$)")
_SIDES: Final[Sequence[tuple[Whole, str, str]]] = (("income", "收入", "支出"), ("expenditure", "支出", "收入"))


def turned(plan: Plan, previous: Plan, question: str) -> Plan:
    """The plan of a follow-up that says nothing but a side; another as it is."""
    asked = _WHOSE.sub("", question.strip()) if plan.organizations else question.strip()
    said = _ALONE.fullmatch(asked)
    before = previous.items[-1] if len(previous.items) == 1 else None
    if said is None or before is None or plan.intent != "lookup":
        return plan
    side: Whole = "income" if said["income"] or said["income_en"] else "expenditure"
    bare = said["spending"] in {"花", "用"} or said["spending_en"] == "spend"
    item = _on_side(before, side, bare)
    return plan if item is None else plan.model_copy(update={"items": (item,), "kind": "money"})


def _on_side(before: Item, side: Whole, bare: bool) -> Item | None:
    """What was asked for before, on a side; `None` where it was asked for there, or is spent itself (培训费…花了多少)."""
    things = tuple(term for term in before.terms if not term.body)
    bodies = tuple(term for term in before.terms if term.body)
    own = before.whole if not things else _side_of(things[0].text) if len(things) == 1 and not before.code else None
    if own == side or before.aspect:
        return None
    whole = Item(text="", whole=side, terms=bodies, organization=before.organization, level=before.level)
    if own is None:
        return None if bare else whole
    if not things or re.fullmatch(f"{_INCOME}|{_INCOME_EN}|{_SPENDING}|{_SPENDING_EN}", things[0].text, re.IGNORECASE):
        return whole
    name = _of_other(things[0], side)
    return before.model_copy(update={"text": name, "whole": None, "terms": (*bodies, official_term(name))})


def _side_of(name: str) -> Whole | None:
    """The side that a name ends with, or that is all of it."""
    if re.search(f"(?:{_INCOME})$|^(?:{_INCOME_EN})$", name, re.IGNORECASE):
        return "income"
    return "expenditure" if re.search(f"(?:支出)$|^(?:{_SPENDING_EN})$", name, re.IGNORECASE) else None


def _of_other(term: Term, side: Whole) -> str:
    """A name with the other side in place of its own."""
    return next(re.sub(f"{other}$", word, term.text) for known, word, other in _SIDES if known == side)


def in_all(item: Item, before: Item) -> Item | None:
    """The thing asked for before in all of a side, whatever money it was asked of; `None` where there is no such thing."""
    things = tuple(term for term in before.terms if not is_fund(term.forms[0] if term.forms else term.text))
    if not item.whole or item.terms or not (before.code or any(not term.body for term in things)):
        return None
    if item.whole == "income":
        name = "总收入中的" + "".join(term.text for term in things)  # no spending is printed under income
        return Item(text=name, terms=(Term(text=name, forms=(name,), known=False),))
    return before.model_copy(
        update={"terms": things, "whole": item.whole, "table": None, "text": _name(things, before)}
    )


def _name(things: Sequence[Term], before: Item) -> str:
    return "".join(term.text for term in things) or before.text
