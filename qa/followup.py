"""What a follow-up takes from the questions before it: what is asked of, whose, and which year."""

from __future__ import annotations

import re
from typing import Any, Final

from qa.counting import units_asked
from qa.operands import spread
from qa.plan import Item, Plan, Term
from qa.sides import in_all, turned
from qa.sides_followed import one_side
from qa.stock import only_buys

Fields = dict[str, Any]
# 前者比后者多多少: the two things, or bodies, of the question before.
_TWO = re.compile(r"前者|后者|\b(?:the former|the latter)\b", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:that|it|this|them|these|those)\b|它|这些|那些|其(?!他)", re.IGNORECASE)
# 连上年结转的部分一起算呢: the thing before and that part of it, added up.
_WITH = re.compile(
    r"^(?:那)?(?:连|算上|加上|再加上?|包括|连同)[^，,？?]{2,20}?(?:一起算?|一并算?|都算上?|算进去|算在内|算)?(?:呢|的话|是多少|多少|一共)?[？?]?$"
)
# The department again, after one of its bodies.
_DEPARTMENT = re.compile(
    r"(?:全|整个)(?:局|委|办|厅|部门|系统)|各(?:个)?单位|所有单位|\b(?:whole|entire) (?:department|bureau|commission)\b|\ball (?:the )?units\b",
    re.IGNORECASE,
)
_NOTHING_ELSE: Final = re.compile(r"(?:那么?|换成|再看)?(?P<x>[\u4e00-\u9fff]{2,10}?)的?呢[？?]?")
_SPEAKS_OF_IT: Final = re.compile(
    "它|其|这|那|上面|刚才|一共|总共|合计|全部|去年|今年|明年|元|占比|比例|同比|增|减|多少|哪|最|第|原因|为什么|下降|单位|部门|整体|全局"
)
WHOLE = Item(text="", whole="expenditure")
SAYS_WHAT: Final = re.compile(r"预算|支出|收入|花[了费多钱]|总|钱|\b(?:budget|spend|total|income|cost)", re.IGNORECASE)
AND_THAT: Final = re.compile(
    r"^(?:那么?|换成|再看)?[^，,。？?]{2,20}?的?呢?[？?]?$|^(?:and|what about|how about)\b", re.IGNORECASE
)
_IN_IT: Final = re.compile(r"(?:里面?|中|当中|之中|内)的?(?:呢|是多少|多少)?[？?]?$")
_CHANGED: Final = re.compile("(?:多|少|增加|减少|增|减|涨|降)了?多少")
OF_IT: Final = re.compile(r"^\s*(?:那)?(?:其中|这?里面|里头|里边|当中)|\bof (?:that|this|which|them|it)\b")
THAT = Item(text="\x04")
"""Stands for what the question before was about."""


def remembered(plan: Plan) -> tuple[Item, ...]:
    """What the conversation has asked about so far, each thing at its own place."""
    place: Fields = {}
    if len(plan.years) == 1:
        place["year"] = plan.years[0]
    if len(plan.organizations) == 1:
        place["organization"] = plan.organizations[0]
    if len(plan.levels) == 1:
        place["level"] = plan.levels[0]
    if plan.basis is not None:
        place["basis"] = plan.basis
    own = []
    for item in plan.items:
        own.append(item.model_copy(update={key: value for key, value in place.items() if getattr(item, key) is None}))
    return (*plan.past, *own)


def follow(plan: Plan, previous: Plan, question: str, *, alone: bool = False) -> Plan:
    """Fill a follow-up from the question before it: what is asked of, whose, and which year. One that stands `alone` has its own thing."""
    changes: Fields = {"past": remembered(previous)}
    if plan.kind is None and plan.intent == "lookup" and previous.kind == "count":
        changes["counted_before"] = tuple(units_asked(previous.question))
    plan = one_side(turned(plan, previous, question), previous, question)
    plan = _bought_of(plan, previous)
    plan = _inside_it(_of_body(_same_of(plan, previous, question), previous, question), previous, question)
    named = alone or any(item.named for item in plan.items) or plan.under not in (None, WHOLE)
    if not plan.organizations and not plan.unknown_organization and previous.organizations:
        changes["organizations"], changes["documents"] = previous.organizations, previous.documents
    elif (plan.organizations or plan.unknown_organization) and named:
        return plan.model_copy(update=changes)  # another subject
    if not plan.years and previous.years:
        changes["years"] = previous.years
    if (
        plan.intent in {"growth", "change"}
        and len(plan.years) == len(previous.years) == 1
        and plan.years[0] < previous.years[0]
    ):
        changes["years"] = (previous.years[0], plan.years[0])  # 比上一年增加了多少: the year spoken of against that one
    if not plan.levels and previous.levels:
        changes["levels"], changes["strict_level"] = previous.levels, previous.strict_level
    if plan.basis is None and previous.basis is not None and not plan.years:
        changes["basis"] = previous.basis
    if plan.intent == "lookup" and previous.intent in {"growth", "change"} and _CHANGED.search(question):
        changes["intent"] = "change"  # 那购房补贴呢，少了多少
    if _TWO.search(question) and len(previous.items) + len(previous.organizations) >= 2:
        bodies = previous.organizations
        two = (spread(list(previous.items), "organization", bodies) if len(bodies) > 1 else list(previous.items))[:2]
        return plan.model_copy(update={**changes, "intent": "difference", "items": tuple(two), "organizations": ()})
    if plan.intent == "list" and plan.under in (None, WHOLE) and previous.items and _PRONOUN.search(question):
        return plan.model_copy(update={**changes, "under": previous.items[-1], "kind": previous.kind})
    if _WITH.search(question) and previous.items and plan.items:
        last = previous.items[-1]
        more = tuple(item.model_copy(update={"terms": (*last.terms, *item.terms), "within": ()}) for item in plan.items)
        return plan.model_copy(update={**changes, "intent": "sum", "items": (last, *more)})
    if THAT in plan.items and previous.items:
        own = tuple(item for item in plan.items if item != THAT)
        changes["items"] = (*previous.items[-1:], *own)
    elif not named and (words := _unread(plan, question)):
        changes["items"] = (Item(text=words, terms=(Term(text=words, forms=(words,), known=False),)),)
    elif not named:
        changes |= _things(plan, previous)
    elif plan.intent == "share" and plan.base == WHOLE and (OF_IT.search(question.lower()) or _of_before(question)):
        changes["base"] = previous.items[0] if previous.items else previous.under or WHOLE
    elif OF_IT.search(question.lower()) and previous.items:
        first = previous.items[0]
        changes["items"] = tuple(_within(item, first) for item in plan.items)
    return plan.model_copy(update=changes)


def _bought_of(plan: Plan, previous: Plan) -> Plan:
    """计划买几辆, after a question how many there are of a thing: of that thing."""
    terms = [term for item in plan.items for term in item.terms]
    bare = bool(terms) and only_buys(" ".join(term.text for term in terms))
    if not bare or {plan.kind, previous.kind} != {"count"} or not previous.items or not previous.items[-1].terms:
        return plan
    return plan.model_copy(update={"items": previous.items[-1:]})


# All there is, said as that of which the share is.
_ALL: Final = re.compile(
    r"总|全|整|支出|收入|预算|决算|经费|\b(?:total|overall|all|whole|entire|budget|spending|expenditure|income)\b",
    re.IGNORECASE,
)


def _of_before(question: str) -> bool:
    """服务类占了百分之几, after a question about purchases: of those, where no other whole is said."""
    return not _ALL.search(question)


def _of_body(plan: Plan, previous: Plan, question: str) -> Plan:
    """A follow-up to a question about one body of a department that names no other, nor the department: it is of that body, too."""
    of = {term for thing in _all(previous) for term in thing.terms if term.body}
    other = plan.organizations or plan.unknown_organization or plan.by_unit or "department" in plan.levels
    named = any(term.body for thing in _all(plan) for term in thing.terms)
    if len(of) != 1 or other or named or _DEPARTMENT.search(question):
        return plan
    (body,) = of
    under = plan.under and _asked_of(plan.under, body)
    return plan.model_copy(update={"items": tuple(_asked_of(item, body) for item in plan.items), "under": under})


def _same_of(plan: Plan, previous: Plan, question: str) -> Plan:
    """女子监狱呢 after a question about basic expenditure: the same of that body, not all that it has."""
    mine = [term for item in plan.items for term in item.terms]
    bare = len(plan.items) == len(mine) == 1 and mine[0].body and not plan.items[0].whole and plan.intent == "lookup"
    said = question.replace(mine[0].text, "") if bare else question
    if not bare or not AND_THAT.search(question) or SAYS_WHAT.search(said) or not previous.items:
        return plan
    if _of_one_kind(mine[0], previous.items[-1]):
        return plan  # 初中教育多少，小学呢: another of that kind (小学教育), and no body that has some
    items = [i.model_copy(update={"terms": tuple(t for t in i.terms if not t.body)}) for i in previous.items]
    if not any(item.named for item in items):
        return plan  # 甲中心预算多少，乙中心呢: of each all of it
    return plan.model_copy(
        update={
            "intent": previous.intent,
            "items": tuple(_asked_of(item, mine[0]) for item in items),
            "kind": previous.kind,
        }
    )


def _of_one_kind(term: Term, before: Item) -> bool:
    """Whether a longer name of a term ends as that of the thing before does."""
    ends = {t.forms[0][-2:] if t.forms else t.text[-2:] for t in before.terms[-1:]}
    return any(form[-2:] in ends for form in term.forms if form != term.text)


def _inside_it(plan: Plan, previous: Plan, question: str) -> Plan:
    """机关运行经费里的呢, after a question about receptions: the same thing, in what is named now."""
    if not _IN_IT.search(question) or len(plan.items) != 1 or len(previous.items) != 1:
        return plan
    mine, before = plan.items[0], previous.items[0]
    if (whole := in_all(mine, before)) is not None:
        if previous.intent == "share":
            part = before.model_copy(update={"within": ()})
            return plan.model_copy(update={"intent": "share", "items": (part,), "base": mine, "kind": previous.kind})
        return plan.model_copy(update={"items": (whole,)})
    if not mine.terms or mine.code or not before.terms or set(mine.terms) & set(before.terms):
        return plan
    return plan.model_copy(update={"items": (before.model_copy(update={"terms": (*mine.terms, *before.terms)}),)})


def _unread(plan: Plan, question: str) -> str:
    """The words of a follow-up (同和所呢) of which nothing was made: they ask for something else than before. Empty where there are none."""
    said = _NOTHING_ELSE.fullmatch(question.strip())
    placed = plan.years or plan.organizations or plan.levels or plan.basis or any(item.placed for item in plan.items)
    words = said["x"] if said is not None else ""
    return "" if placed or plan.unit or plan.intent != "lookup" or _SPEAKS_OF_IT.search(words) else words


def _all(plan: Plan) -> tuple[Item, ...]:
    return (*plan.items, plan.under) if plan.under is not None else plan.items


def _asked_of(item: Item, body: Term) -> Item:
    return item.model_copy(update={"terms": (body, *item.terms)}) if item.named and item != THAT else item


def _things(plan: Plan, previous: Plan) -> Fields:
    """What a follow-up that names nothing is about."""
    changes: Fields = {}
    items = previous.items or ((previous.under,) if previous.under is not None else ())
    if plan.intent in {"growth", "change"} and len(previous.years) != 1 and not plan.years:
        changes["years"] = previous.years
    places = [item for item in plan.items if item.placed]
    past = remembered(previous)
    if plan.intent in {"difference", "sum", "compare", "average"} and not places and len(past) >= 2:
        return {"items": past[-2:] if plan.intent == "difference" else past, "years": (), "basis": None}
    if plan.intent in {"growth", "change"} and not plan.years and len({item.year for item in past if item.year}) >= 2:
        last = past[-1]
        return {
            "items": [i for i in past if (i.terms, i.whole, i.code) == (last.terms, last.whole, last.code)][-2:],
            "years": (),
        }
    if plan.levels:
        items = tuple(_without_body(item) for item in items)  # 港航中心预算多少？那局本级呢: not of the centre any more
    if plan.intent in {"lookup", "compare"} and (plan.years or plan.organizations or plan.levels or places):
        changes |= {"intent": previous.intent, "base": previous.base, "under": previous.under, "top": previous.top}
        changes["depth"], changes["ascending"] = previous.depth, previous.ascending
        if previous.intent in {"growth", "change"} and plan.years:
            changes["intent"] = "lookup"
        items = tuple(item.model_copy(update={"year": None, "organization": None, "level": None}) for item in items)
        if len(places) == 1 and places[0].table:
            items = tuple(item.model_copy(update={"table": places[0].table}) for item in items)  # 支出总表里呢
    if plan.intent == "rank" and plan.under == WHOLE:
        changes["under"] = previous.under or (items[0] if items else WHOLE)
    if plan.intent == "list" and plan.rest:
        changes |= {"under": previous.under or WHOLE, "top": previous.top, "ascending": previous.ascending}
    if plan.intent == "list" and not plan.rest and plan.under is None:
        changes["under"] = items[0] if items else None
    changes["items"] = items
    return changes


def _without_body(item: Item) -> Item:
    """An item of one body of a department, without the body: all it has where nothing else is asked of it."""
    rest = item.model_copy(update={"terms": tuple(term for term in item.terms if not term.body), "text": ""})
    if len(rest.terms) == len(item.terms):
        return item
    return rest if rest.named else WHOLE


def _within(item: Item, first: Item) -> Item:
    """An item asked for as part of the one before it (三公经费 … 其中出国的呢)."""
    if first.code and item.terms and not item.code:
        return item.model_copy(update={"code": first.code})  # 2010607多少，其中政府采购多少
    return item.model_copy(update={"within": first.terms}) if first.terms and item.terms else item
