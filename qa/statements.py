"""Answers that state what documents print: look-ups, performance targets, and what there is on reasons and opinions."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from ingest.model import Figure
from qa import (
    aimed,
    carry_asked,
    changes,
    counted,
    fund_of,
    indicators,
    listings,
    periods_told,
    placement,
    purposes,
    rates,
    reasons,
    rows_before,
    stock_before,
    sums,
    targets,
    things_counted,
    topics,
    whose,
)
from qa.asking import ROWS_WANTED, TOGETHER
from qa.book import CORE
from qa.both_sides import both_sides
from qa.by_rows import only_one_of
from qa.composer import Composer, Said
from qa.found import Found, Missing
from qa.naming import is_generic
from qa.plan import Item
from qa.preference import PROJECT_TABLES, PURCHASES, is_body
from qa.sharing import merged, one_name
from qa.text import fold


def lookup(c: Composer) -> Said:
    """The figures of all things asked for; a performance target where the words ask for one."""
    items = c.operands()
    if not items:
        return c.refuse(Missing("item", c.plan.question), None)
    if c.plan.kinds and (said := counted.by_kind(c, items)) is not None:
        return said
    if (of_bodies := whose.whose(c, items)) is not None:
        return of_bodies
    if (of_year := periods_told.all_of(c, items)) is not None:
        return of_year
    found = c.find(items[0]) if len(items) == 1 and not c.members else None
    if isinstance(found, Found) and found.score < CORE and only_one_of(found.figure, items[0]):
        return c.refuse(Missing("item", items[0].text, (found.figure.label,)), items[0])
    one = items[0] if len(items) == 1 and TOGETHER.search(c.plan.question) else None
    several = c.find(one) if one is not None else None
    if (
        any(item.group for item in items)
        or (isinstance(several, Found) and (several.namesakes or sums.twins(c, several.figure)))
        or both_sides(c)
        or _with_more_carried_over(c, items)
    ):
        return sums.add_up(c)
    of_several = len(items) == 1 and ((items[0].whole and items[0].terms) or len(items[0].terms) == _TWO)
    if of_several and (counted_ := sums.counted_rows(c)):
        return sums.summed(c, counted_)  # 下属三所监狱预算合计: the bodies, not the function of that name
    if len(items) == 1 and items[0].whole and (projects := topics.together(c, items[0])) is not None:
        return projects
    if c.plan.premise and len(items) == 1 and isinstance(held := c.find(items[0]), Found) and _false_premise(c, held):
        return corrected(c, held, items[0])  # 安排的27.70万元打算用来做什么, where none is planned
    if purposes.wanted(c.plan.question) and not c.plan.kinds:
        said = purposes.answer(c, items)
        if said is not None:
            return said
    aimed_at = targets.meant(c, items)
    if aimed_at:
        return targets.state(c, aimed_at)
    if (of_project := aimed.counted_of_project(c, items) or things_counted.of_things(c, items)) is not None:
        return of_project
    if indicators.asks_rate(c.plan.question) and (rate := rates.answer(c, items)) is not None:
        return rate
    rows = _rows_of_one(c, items)
    if rows is not None:
        return rows
    sentences: list[str] = []
    stated: dict[str, Item] = {}
    items = fund_of.of_thing(c.plan.question, items, c.plan.past)
    whole = one_name(c, items)
    items = [whole] if whole is not None else items
    if any(isinstance(c.find(item), Missing) for item in items):
        one = merged(c, items)
        items = [one] if one is not None else items
    said_of: str | None = None
    for at, item in enumerate(items):
        found = carry_asked.found(c, items, at)
        unnamed = isinstance(found, Missing) or (isinstance(found, Found) and bool(TOGETHER.search(c.plan.question)))
        if unnamed and len(items) == 1 and (projects := topics.told(c, item, several=isinstance(found, Found))):
            return projects
        if (rows_told := rows_before.year_before(c, item)) is not None:
            sentences.append(rows_told)
            continue
        if len(items) == 1 and (earlier := stock_before.year_earlier(c, item)) is not None:
            return earlier
        unprinted = isinstance(found, Missing) and found.kind in {"year", "item"} and len(items) == 1
        if unprinted and (said := changes.year_before(c, item)) is not None:
            return said
        if isinstance(found, Missing) and len(items) == 1 and (aim := aimed.by_name(c, item)) is not None:
            return aim
        if not isinstance(found, Found):
            return c.refuse(found, item)
        if (before := placement.misplaced(c, found, item)) is not None:
            name = c.say(f"{before.text}中的{item.text}", f"{item.text} in {before.text}")
            return c.refuse(Missing("item", name), item)
        if _runs_what_is_bought(c.plan.question, found.figure) or _body_for_a_project(
            c.plan.question, item, found.figure
        ):
            return c.refuse(Missing("item", item.text), item)
        if _false_premise(c, found):
            return corrected(c, found, item)
        if found.figure.id in stated:
            # 直升机，租金带养护: two words for parts of one name; else there are two things and one figure, which is half an answer.
            strange = [one for one in (stated[found.figure.id], item) if not _in_its_name(one, found.figure)]
            if strange:
                return c.refuse(Missing("item", strange[0].text), strange[0])
            continue
        stated[found.figure.id] = item
        own = found.figure.organization
        sentences.append(c.state(found, item, brief=bool(sentences) and not item.placed and own == said_of))
        said_of = own
    return "answered", c.with_note(c.say("", " ").join(sentences)), []


def _in_its_name(item: Item, figure: Figure) -> bool:
    """Whether what a figure is called holds something of each of an item's words, or the item is said by its code."""
    name = fold("".join((*figure.path, *figure.measure_path, figure.measure, figure.table or "")))
    said = [(*term.forms, *(form for part in term.parts for form in part)) for term in item.terms]
    return bool(item.code) or all(any(fold(form) in name for form in forms if form) for forms in said)


def _with_more_carried_over(c: Composer, items: list[Item]) -> bool:
    """Whether the carry-over that the question takes in is told apart from the one thing it asks for."""
    found = c.find(items[0]) if c.plan.carried and len(items) == 1 else None
    return isinstance(found, Found) and bool(sums.carried_over(c, found.figure))


def _rows_of_one(c: Composer, items: list[Item]) -> Said | None:
    """What one heading is made up of, where the words ask for several amounts and only it is named: its total would be half an
    answer."""
    if len(items) != 1 or not ROWS_WANTED.search(c.plan.question) or c.plan.kind in {"count", "percent", "target"}:
        return None
    if not (items[0].code or items[0].terms):
        return None
    found = c.find(items[0])
    if isinstance(found, Found) and found.namesakes and sums.of_one_kind(found.figure):
        return sums.summed(c, [found.figure, *found.namesakes], apart=True)
    return listings.list_rows(c, items[0])


_TWO: Final = 2
_BUYS: Final = re.compile(
    r"购置|购买|采购|[购买](?=[^，,。？?]{0,8}[车机艇船])|\b(?:buy|buying|bought|purchas\w+)\b", re.IGNORECASE
)
_RUNS: Final = re.compile(
    r"运行|维护|运维|维修|养护|租赁|租金|租用|保险|燃油|托管|管理"
    r"|\b(?:run|running|operat\w+|maint\w+|upkeep|keep\w*|repair\w*|rent\w*|hir(?:e|ing)|leas\w+|insur\w+|fuel\w*|manag\w+)\b",
    re.IGNORECASE,
)


def _runs_what_is_bought(question: str, figure: Figure) -> bool:
    """Whether money for running, hiring or keeping a thing is found where its purchase is asked for."""
    if not _BUYS.search(question) or figure.table_kind in PURCHASES:
        return False
    name = figure.label if is_generic(figure.measure) else f"{figure.label}{figure.measure}"
    return bool(_RUNS.search(name)) and not re.search("[购采买置]", name) and not _RUNS.search(question)


_CALLED_PROJECT: Final = re.compile(r"项目(?![支总])|\bprojects?\b", re.IGNORECASE)


def _body_for_a_project(question: str, item: Item, figure: Figure) -> bool:
    """Whether the subtotal of a body's projects is found where a project is asked for (数字政府运营项目: 数字政府运营中心)."""
    body = figure.table_kind in PROJECT_TABLES and is_body(figure.label, figure.code)
    return body and bool(_CALLED_PROJECT.search(question)) and not any(term.body for term in item.terms)


def _false_premise(c: Composer, found: Found) -> bool:
    """Whether the question takes an amount for granted that the figure is not."""
    if not c.plan.premise:
        return False
    amount = found.figure.amount
    return (
        not c.plan.asks
        or amount is None
        or any(abs(amount - stated) > abs(stated) / Decimal(200) for stated in c.plan.premise)
    )


def corrected(c: Composer, found: Found, item: Item) -> Said:
    """A question that rests on an amount which is not the printed one, or that asks for what no budget says."""
    lead = c.say("问题中的说法与公开的数字对不上，或文件没有这方面的内容。文件印出的是：",
                 "What the question takes for granted is not what is printed, or the documents do not say. They print: ")  # fmt: skip
    return "refused", lead + c.state(found, item), []


_REASON_TOLD: Final = re.compile("原因|\\breason\\b")


def cause(c: Composer) -> Said:
    """A question for reasons: the one that the text states, else it is refused with what the documents do print."""
    for item in c.operands()[:1]:
        said = reasons.stated_reason(c, item)
        if said is not None:
            return said
    unknown = c.say("公开文件没有说明原因。", "The documents give no reason for this.")
    if reasons.asks_how_much(c.plan.question):
        status, text, _ = changes.growth(c)  # the amount is answered all the same
        steps = [Decimal(figure["value"]) for figure in c.draft.figures if figure["unit"] == "%"]
        if status == "answered" and steps:
            if (steps[0] < 0) != reasons.asks_of_fall(c.plan.question):
                return changes.contrary(c, text)
            told = _REASON_TOLD.search(text)  # the change is told with the reason, or that there is none
            return status, text if told else text + c.say("", " ") + unknown, []
    return _printed(c, unknown)


def opinion(c: Composer) -> Said:
    """A question of opinion, law or the future: what the documents state, and no more."""
    return _printed(
        c,
        c.say(
            "公开文件只列数字，不作评价、也不预测。", "The documents print figures; they neither judge nor forecast."
        ),
    )


def _printed(c: Composer, lead: str) -> Said:
    facts: list[str] = []
    for item in c.operands()[:1]:
        if not item.named:
            continue
        years = (item.year,) if item.year or not c.plan.years else c.plan.years
        own = c.own_year
        for year in sorted({year for year in (*years, own) if year}) or [None]:
            found = c.find(item.model_copy(update={"year": year}))
            if isinstance(found, Found):
                facts.append(c.state(found, item))
    if facts:
        lead += c.say("文件印出的是：", " What they print: ") + c.say("", " ").join(dict.fromkeys(facts))
    return "refused", lead, []
