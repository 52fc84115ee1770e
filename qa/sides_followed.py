"""Follow-ups about one side of what a thing costs: its project part (它的项目支出呢), the same side of another thing (差旅费的项目支出…,
培训费呢)."""

from __future__ import annotations

import re
from typing import Final

from qa.plan import Item, Plan, Term
from qa.terms import is_side

_OF_IT: Final = re.compile(
    r"它|其(?!他)|这[个项笔]|[中里内]的?呢|\b(?:its|in|under|of (?:it|that|this))\b", re.IGNORECASE
)
_SHORT: Final = re.compile(
    r"^(?:那么?|换成|再看)?[^，,。？?]{2,20}?的?呢[？?]?$|^(?:and|what about|how about)\b", re.IGNORECASE
)
_ALL: Final = re.compile(r"[总全]|\b(?:total|overall|whole|altogether|all)\b", re.IGNORECASE)


def one_side(plan: Plan, previous: Plan, question: str) -> Plan:
    """A follow-up with the thing that its side is of, or with the side that its thing is asked for on, taken from the question before;
    another as it is."""
    if plan.intent != "lookup" or len(plan.items) != 1 or len(previous.items) != 1 or plan.organizations:
        return plan
    mine, before = plan.items[0], previous.items[0]
    if mine.whole or mine.code or not mine.terms or before.whole or _ALL.search(question):
        return plan
    said, sides = _parted(mine)
    things, others = _parted(before)
    # A body (or words that may be a part of its name) is no thing: its own sides are read elsewhere.
    of_thing = before.code or any(not t.body and (t.known or t.text.isascii()) for t in things)
    if sides and not said and of_thing and _OF_IT.search(question):
        return plan.model_copy(update={"items": (_put(before, (*sides, *things)),), "kind": "money"})
    plain = said and not sides and not any(term.body for term in said)
    if plain and others and things and previous.intent == "lookup" and _SHORT.search(question):
        return plan.model_copy(update={"items": (_put(mine, (*others, *said)),), "kind": previous.kind})
    return plan


def _parted(item: Item) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
    """The terms of a thing, and those that tell its side."""
    return tuple(t for t in item.terms if not is_side(t)), tuple(t for t in item.terms if is_side(t))


def _put(item: Item, terms: tuple[Term, ...]) -> Item:
    return item.model_copy(update={"terms": terms, "text": " ".join(term.text for term in terms), "within": ()})
