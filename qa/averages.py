"""Means: of several amounts, per head, and per thing that the text counts (平均每辆车, per project). Only with a printed count."""

from __future__ import annotations

import re
from typing import Final

from ingest.amounts import UNITS
from ingest.model import Figure
from qa import aimed, calculate, indicators, narrative, targets
from qa.comparisons import looked_up
from qa.composer import Composer, Said
from qa.found import Found, Missing
from qa.narrative import CHANGE
from qa.plan import Item
from qa.sums import counted_rows
from qa.terms import english_terms, loose_term
from qa.wording import context, full_name, item_name

# Words that are no known name must lead to an amount as well as this, or they say which things are counted.
_SURELY: Final = 0.9
_BOUGHT: Final = re.compile("购置|购买|更新")
_TRIPS: Final = frozenset({"人次", "批次", "批"})
# The units in which a text counts what a question's measure word is of.
_COUNTED_IN: Final = {
    "辆": {"辆", "台"}, "台": {"台", "套", "辆"}, "人次": {"人次"}, "批次": {"批次", "批"}, "批": {"批次", "批"},
    "人": {"人", "名"}, "名": {"人", "名"}, "家": {"家", "个", "所"}, "所": {"所", "家", "个"}, "户": {"户"}, "个": {"个", "项", "家", "所"}, "项": {"个", "项"},
}  # fmt: skip


def average(c: Composer) -> Said:
    """An amount per head or per thing (only with a printed count), or the mean of several amounts."""
    items = c.operands()
    if indicators.asks_standard(c.plan.question) and (target := indicators.find(c.finder, items)) is not None:
        return targets.state(c, [target])
    if c.plan.per and not c.plan.per_head:
        return _per_thing(c, items)
    counted = [] if c.plan.per_head else counted_rows(c)
    if not c.plan.per_head and (counted or len(items) > 1):
        loose = next((item for item in items if item.terms and not any(term.known for term in item.terms)), None)
        if loose is not None and not counted:
            return c.refuse(Missing("item", loose.text), loose)  # the mean of what only happens to be found is none
        figures: list[Figure] | Said = counted or looked_up(c, items)
        if isinstance(figures, tuple):
            return figures
        mean = c.draft.computed(calculate.mean(figures))
        c.remark(*figures)
        parts = [f"{item_name(f, c.plan.language)} {c.money(f)}" for f in figures]
        return (
            "answered",
            c.with_note(
                c.say(f"平均为 {mean}：", f"On average {mean}: ") + c.say("、", ", ").join(parts) + c.say("。", ".")
            ),
            [],
        )
    if not items or not c.plan.per_head:
        # The mean of so many of a kind that are not printed, or of what nobody counts, is no amount per head.
        return c.refuse(Missing("item", items[0].text if items else c.plan.question), items[0] if items else None)
    if (aimed_at := aimed.rate_of(c, items)) is not None:
        return aimed_at
    found = c.find(items[0])
    if not isinstance(found, Found) or found.blank:
        return c.refuse(found if not isinstance(found, Found) else Missing("item", items[0].text), items[0])
    heads = narrative.find(
        c.finder, items[0].model_copy(update={"terms": (_HEADS,), "code": None, "whole": None}), kind="count"
    )
    if heads is None or not heads.figure.amount or heads.figure.unit not in _PERSONS:
        lead = c.say(
            "文件没有印出人数，算不出人均。文件印出的是：",
            "No head count is printed, so nothing per head can be given. Printed: ",
        )
        return "refused", lead + c.state(found, items[0]), []
    result = c.draft.computed(calculate.per_head(found.single, heads.figure))
    c.remark(found.figure)
    name = full_name(found.figure, c.plan.language)
    text = c.say(
        f"{context(found.figure, 'zh')}中，{name}人均 {result}：{c.draft.money(found.figure)} ÷ {c.draft.stated_figure(heads.figure)}。",
        f"In {context(found.figure, 'en')}, {name} per head is {result}: {c.draft.money(found.figure)} ÷ {c.draft.stated_figure(heads.figure)}.",
    )
    return "answered", c.with_note(text), []


def _per_thing(c: Composer, items: list[Item]) -> Said:
    """An amount divided by how many of a thing the text counts: the amount asked for, or the one that its sentence gives for them."""
    assert c.plan.per
    measure, _, noun = c.plan.per.partition(":")
    rest = [_without_thing(item, noun) for item in items]
    items = rest if any(item.named for item in rest) else items
    named = [item for item in items if item.named and not item.whole]
    looked = c.find(named[0]) if named else None
    sure = isinstance(looked, Found) and (looked.score >= _SURELY or any(term.known for term in named[0].terms))
    amount = looked if isinstance(looked, Found) and sure and looked.figure.unit in UNITS and not looked.blank else None
    own = tuple(english_terms(noun.split())) if noun.isascii() and noun else (loose_term(noun),) if noun else ()
    extra = () if amount is not None else tuple(term for item in named for term in item.terms)
    beside = _counted_beside(c, amount.figure, measure) if amount is not None and measure in _TRIPS else None
    names = [form for item in named for term in item.terms for form in term.forms]
    if own and any(_BOUGHT.search(name) for name in (*names, *((amount.figure.label,) if amount is not None else ()))):
        own, extra = (*own, loose_term("购置")), ()  # what is bought costs this, not what there is
    counted = beside or _count(c, (*own, *extra), measure) or (_count(c, own, measure) if own and extra else None)
    if counted is None:
        what = noun or measure
        c.draft.name(what)
        lead = c.say(
            f"文件没有印出“{what}”的数量，算不出平均数。",
            f"The number of “{what}” is not printed, so there is no mean. ",
        )
        shown = c.say("文件印出的是：", "Printed: ") + c.state(amount, named[0]) if amount is not None else ""
        return "refused", lead + shown, []
    whole = amount.single if amount is not None else _money_beside(c, counted)
    if whole is None:
        return c.refuse(Missing("item", named[0].text if named else c.plan.question), named[0] if named else None)
    result = c.draft.computed(calculate.per_head(whole, counted))
    c.remark(whole)
    name = full_name(whole, c.plan.language)
    parts = f"{c.draft.money(whole)} ÷ {c.draft.stated_figure(counted)}"
    c.draft.name(counted.label)
    text = c.say(
        f"{context(whole, 'zh')}中，{name}按{counted.label}平均为 {result}：{parts}。",
        f"In {context(whole, 'en')}, {name} divided by {counted.label} is {result}: {parts}.",
    )
    return "answered", c.with_note(text), []


def _without_thing(item: Item, noun: str) -> Item:
    """现有的车平均每辆的运行费: an item without the thing that is divided by."""
    terms = tuple(term for term in item.terms if not noun or not (term.text == noun or term.text == noun[:1]))
    return item.model_copy(update={"terms": terms})


def _count(c: Composer, terms: tuple[object, ...], measure: str) -> Figure | None:
    """The one count that the text states of a thing, in a unit that the measure word is of."""
    if not terms:
        return None
    found = narrative.find(c.finder, Item(text="", terms=terms), kind="count")  # type: ignore[arg-type]
    if found is None:
        return None
    units = _COUNTED_IN.get(measure)
    fitting = [f for f in (found.figure, *found.others) if f.amount and (units is None or f.unit in units)]
    return fitting[0] if len(fitting) == 1 else None


def _counted_beside(c: Composer, amount: Figure, measure: str) -> Figure | None:
    """The one count in a unit of the measure word (1,290人次) that the sentence of an amount, or of its like in the text, states."""
    holding = c.finder.holding_of(amount)
    stated = holding.stated if holding is not None else ()
    said = {amount.passage} | {f.passage for f in stated if f.amount == amount.amount and f.unit in UNITS}
    found = [f for f in stated if f.passage in said - {None} and f.unit in _COUNTED_IN[measure] and f.amount]
    return found[0] if len(found) == 1 else None


def _money_beside(c: Composer, counted: Figure) -> Figure | None:
    """The one amount that a count's own sentence gives for what it counts."""
    holding = c.finder.holding_of(counted)
    stated = holding.stated if holding is not None else ()
    found = [
        f
        for f in stated
        if f.passage == counted.passage and f.path == counted.path and f.unit in UNITS and not CHANGE.search(f.measure)
    ]
    return found[0] if len(found) == 1 else None


_PERSONS: Final = frozenset({"人", "名"})
_HEADS = loose_term("实有人数").model_copy(
    update={
        "forms": (
            "实有人数",
            "在职人数",
            "在职人员",
            "实有在职人员",
            "编制人数",
            "人员编制",
            "实有人员",
            "年末实有人数",
            "编制",
        )
    }
)
