"""Answers that work something out: shares, differences, changes between years, sums."""

from __future__ import annotations

from ingest.model import Figure
from qa import calculate
from qa.calculate import Result
from qa.composer import Composer, Said
from qa.finder import Found, Missing
from qa.plan import Item
from qa.wording import blank_text, context, full_name, item_name


def pair(c: Composer, a: Item, b: Item) -> tuple[Figure, Figure] | Said:
    """The figures of two items, or the answer where one is missing or prints an empty cell."""
    figures: list[Figure] = []
    for item in (a, b):
        found = c.find(item)
        if not isinstance(found, Found):
            return c.refuse(found, item)
        if found.blank:
            number = c.draft.cite(found.figure)
            c.remark(found.figure)
            return "answered", blank_text(found.figure, c.plan.language, number), []
        figures.append(found.figure)
    return figures[0], figures[1]


def share(c: Composer) -> Said:
    """What per cent one figure is of another."""
    if not c.plan.items or c.plan.base is None:
        return c.refuse(Missing("item", c.plan.question), None)
    both = pair(c, c.plan.items[0], c.plan.base)
    if len(both) == 3:
        return both
    part, whole = both
    percent = c.draft.computed(calculate.share(part, whole))
    c.remark(part, whole)
    text = c.say(
        f"{context(part, 'zh')}中，{full_name(part, 'zh')}占{full_name(whole, 'zh')}的 {percent}："
        f"{c.draft.money(part)} ÷ {c.draft.money(whole)}。",
        f"In {context(part, 'en')}, {full_name(part, 'en')} is {percent} of {full_name(whole, 'en')}: "
        f"{c.draft.money(part)} ÷ {c.draft.money(whole)}.",
    )
    return "answered", c.with_note(text), []


def difference(c: Composer) -> Said:
    """By how much one figure exceeds another."""
    if len(c.plan.items) < 2:
        return c.refuse(Missing("item", c.plan.question), None)
    both = pair(c, c.plan.items[0], c.plan.items[1])
    if len(both) == 3:
        return both
    a, b = both
    return compared(c, a, b, full_name(a, c.plan.language), full_name(b, c.plan.language))


def compared(c: Composer, a: Figure, b: Figure, name_a: str, name_b: str) -> Said:
    """The sentence for a difference in yuan, with both operands."""
    result = calculate.difference(a, b)
    amount = c.draft.computed(result)
    c.remark(a, b)
    word = c.say("多" if result.value >= 0 else "少", "more" if result.value >= 0 else "less")
    if result.value == 0:
        text = c.say(f"{name_a}与{name_b}相等", f"{name_a} and {name_b} are equal")
    else:
        text = c.say(f"{name_a}比{name_b}{word} {amount}", f"{name_a} is {amount} {word} than {name_b}")
    text += c.say("：", ": ") + f"{c.draft.money(a)} − {c.draft.money(b)}" + c.say("。", ".")
    lead = c.say(f"{context(a, 'zh')}中，", f"In {context(a, 'en')}, ") if context(a, "zh") == context(b, "zh") else ""
    return "answered", c.with_note(lead + text if lead or c.zh else text[0].upper() + text[1:]), []


def growth(c: Composer) -> Said:
    """Change between two years: those named, or the document's year and the one before it."""
    if not c.plan.items:
        return c.refuse(Missing("item", c.plan.question), None)
    item = c.plan.items[0]
    both = years_of(c, item)
    if len(both) == 3:
        return both
    new, old = both
    if c.plan.intent == "change":
        return compared(c, new, old, f"{full_name(new, c.plan.language)} {new.column_year}", f"{old.column_year}")
    result = calculate.growth(new, old)
    percent = c.draft.computed(result)
    c.remark(new, old)
    return "answered", c.with_note(growth_text(c, new, old, result, percent)), []


def growth_text(c: Composer, new: Figure, old: Figure, result: Result, percent: str) -> str:
    """The sentence for a change in per cent."""
    name = full_name(new, c.plan.language)
    if result.value == 0:
        zh, en = f"没有变化（{percent}）", f"did not change ({percent})"
    elif result.value > 0:
        zh, en = f"增长 {percent}", f"grew by {percent}"
    else:
        zh, en = f"下降 {percent}", f"fell by {percent}"
    moneys = (c.draft.money(new), c.draft.money(old))
    return c.say(
        f"{name}{new.column_year}年比{old.column_year}年{zh}：{new.column_year}年 {moneys[0]}，{old.column_year}年 {moneys[1]}。",
        f"From {old.column_year} to {new.column_year}, {name} {en}: {moneys[0]} against {moneys[1]}.",
    )


def years_of(c: Composer, item: Item) -> tuple[Figure, Figure] | Said:
    """An item in two years, the later one first: those named, else the document's own and the one before."""
    years = sorted(c.plan.years, reverse=True)
    if len(years) < 2:
        current = max((f.fiscal_year for f in c.finder.cells(item) if f.fiscal_year), default=None)
        if current is None:
            return c.refuse(Missing("item", item.unmatched or item.text, item.nearest), item)
        # 比上年 names the year to compare with, 2024年增长了多少 the year that grew.
        years = [current, years[0]] if years and years[0] < current else [current, current - 1]
    figures: list[Figure] = []
    for year in years[:2]:
        found = c.find(item, year)
        if not isinstance(found, Found):
            c.draft.year(year)
            return c.refuse(found, item)
        if found.blank:
            c.remark(found.figure)
            return "answered", blank_text(found.figure, c.plan.language, c.draft.cite(found.figure)), []
        figures.append(found.figure)
    return figures[0], figures[1]


def add_up(c: Composer) -> Said:
    """The sum of several items, or of the rows under a heading; a single one is simply stated."""
    rows: list[Figure] = []
    if c.plan.under is not None:
        found = c.finder.children(c.plan.under)
        if not isinstance(found, tuple):
            return c.refuse(found, c.plan.under)
        rows = found[1]
    else:
        for item in c.plan.items:
            one = c.find(item)
            if not isinstance(one, Found):
                return c.refuse(one, item)
            if one.blank:
                c.draft.note("blank", blank_text(one.figure, c.plan.language, c.draft.cite(one.figure)))
            else:
                rows.append(one.figure)
    if len(rows) == 1 or not rows:
        return c.lookup()
    amount = c.draft.computed(calculate.total(rows))
    c.remark(*rows)
    parts = [f"{item_name(f, c.plan.language)} {c.draft.money(f)}" for f in rows]
    text = c.say(
        f"{context(rows[0], 'zh')}中，合计 {amount}：" + " + ".join(parts) + "。",
        f"In {context(rows[0], 'en')}, together {amount}: " + " + ".join(parts) + ".",
    )
    return "answered", c.with_note(text), []
