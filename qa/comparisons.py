"""Answers that work something out: shares, differences, changes between years, sums, averages, who has more."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from ingest.amounts import UNITS
from ingest.model import Figure
from qa import calculate, narrative, placement
from qa.composer import Composer, Said
from qa.followup import WHOLE
from qa.found import Found, Missing
from qa.plan import Item
from qa.preference import PURCHASES
from qa.remainders import Rest, less
from qa.shares import own_whole
from qa.terms import official_term
from qa.wording import blank_text, context, full_name, item_name

_PART_OF: Final = re.compile(r"占|其中|\b(?:share|part|proportion|fraction|of which)\b", re.IGNORECASE)
_TOLD: Final = 0.8
Two = tuple[Figure, Figure]
# A share of which the text names no whole (占三公经费的): that of what it speaks of.
_A_SHARE: Final = re.compile("^(?!.*占(?!比)).*(?:占比|比例|比重|比率)")
_LESS: Final = re.compile(
    r"(?<!多)少|减|降|低(?!保)|跌|砍|\b(?:less|lower|fewer|smaller|fall|fell|fallen|decreas\w*|drop\w*|declin\w*|cut|below)\b",
    re.IGNORECASE,
)


def looked_up(c: Composer, items: Sequence[Item]) -> list[Figure] | Said:
    """The figures of some items, or the answer where one is missing or prints an empty cell."""
    figures: list[Figure] = []
    for item in items:
        found = c.find(item, figures[0] if figures and figures[0].source == "table" else None)
        if not isinstance(found, Found):
            return c.refuse(found, item)
        if found.blank:
            c.remark(found.figure)
            return "answered", blank_text(found.figure, c.plan.language, c.draft.cite(found.figure)), []
        figures.append(found.single)
    return figures


_BASIS_SAID: Final[dict[str | None, tuple[str, str]]] = {
    "budget": ("（预算数）", " (budget)"),
    "final_accounts": ("（决算数）", " (final accounts)"),
    None: ("", ""),
}
_ROUNDED: Final = Decimal("0.01")
_OF_WHAT: Final = re.compile(
    r"占(?!比|多少|几|百分|了|总额)|总支出|预算总|全部预算|\bof (?:the |its |all |total )*(?:budget|spending|expenditure)",
    re.IGNORECASE,
)

_SPENT: Final = re.compile(r"支出|花|开支|\b(?:expenditures?|spend(?:ing)?|spent|outlays?)\b", re.IGNORECASE)


def share(c: Composer) -> Said:
    """What per cent each thing is of the base."""
    if not c.plan.items or c.plan.base is None:
        return c.refuse(Missing("item", c.plan.question), None)
    texts: list[str] = []
    items = c.operands()
    if len(items) == 1 and (done := _completion(c, items[0])) is not None:
        return done
    if ((c.plan.together and len(items) > 1) or any(item.group for item in items)) and not c.plan.less:
        return _share_together(c, items)
    for item in items:
        base = c.plan.base.model_copy(
            update={
                key: getattr(item, key)
                for key in ("year", "level", "organization")
                if getattr(c.plan.base, key) is None
            }
        )
        if c.plan.less:
            said = _share_of_rest(c, item, base)
            if not isinstance(said, str):
                return said
            texts.append(said)
            continue
        of_rows = c.find(item)
        if (
            isinstance(of_rows, Found)
            and c.plan.base == WHOLE
            and (told := _share_stated(c, of_rows.figure)) is not None
        ):
            texts.append(told)
            continue
        bought = isinstance(of_rows, Found) and (
            of_rows.figure.table_kind in PURCHASES
            or (of_rows.figure.source == "narrative" and _bought(of_rows.figure, item))
        )
        if bought and c.plan.base.whole and not c.plan.base.terms and _OF_WHAT.search(c.plan.question) is None:
            # 政府采购服务占比: of all that is bought, where no other whole is named
            base = base.model_copy(update={"whole": None, "terms": (official_term("政府采购"),), "text": "政府采购"})
        if isinstance(of_rows, Found) and base.whole == "expenditure" and not _SPENT.search(c.plan.question):
            side = c.side_of(of_rows.figure)
            base = base.model_copy(update={"whole": "income"}) if side == "income" else base  # 事业收入占比
        if isinstance(of_rows, Found) and of_rows.added:
            said_of_rows = _share_of_rows(c, of_rows, base)
            if not isinstance(said_of_rows, str):
                return said_of_rows
            texts.append(said_of_rows)
            continue
        own = None
        if bought and isinstance(of_rows, Found) and base.text == "政府采购":
            own = _of_purchases(c, of_rows.figure)
        both = list(own) if own is not None else looked_up(c, (item, base))
        if isinstance(both, list) and both[0].id == both[1].id and base.terms != item.terms:
            both = looked_up(c, (item, WHOLE))  # 培训费基本支出占比, where training is printed in basic spending alone
        if isinstance(both, tuple):
            return (_told_share(c, item, base) if len(items) == 1 else None) or both
        part, whole = both
        if isinstance(of_rows, Found):
            whole = own_whole(c, of_rows, base, whole)
        if part.unit not in UNITS and whole.unit in UNITS:
            whole = _counted(c, base, part) or whole
        if not c.plan.times and _PART_OF.search(c.plan.question) and (part.amount or 0) > (whole.amount or 0) > 0:
            return _no_part(c, part, whole)
        percent = c.draft.computed(calculate.share(part, whole))
        c.remark(part, whole)
        if c.plan.times:
            texts.append(_times(c, part, whole, percent))
            continue
        language = c.plan.language
        alike = part.organization == whole.organization
        names = [full_name(f, language) if alike else _placed(c, f) for f in (part, whole)]
        if names[0] == names[1]:
            names = [
                f"{name}{c.say(*_BASIS_SAID[f.column_basis or f.basis])}"
                for name, f in zip(names, (part, whole), strict=True)
            ]
        lead = c.say(f"{context(part, 'zh')}中，", f"In {context(part, 'en')}, ") if alike else ""
        text = lead + c.say(
            f"{names[0]}占{names[1]}的 {percent}：{c.money(part)} ÷ {c.money(whole)}。",
            f"{names[0]} is {percent} of {names[1]}: {c.money(part)} ÷ {c.money(whole)}.",
        )
        texts.append(text[0].upper() + text[1:] + placement.remark(c, part, base))
    return "answered", c.with_note(c.say("", " ").join(texts)), []


def _completion(c: Composer, item: Item) -> Said | None:
    """How much of its opening budget a thing came to, as the text states it, where the figures at hand do not say the same: its budget was
    nought, or the table has the thing in parts. `None` where it is worked out, or not asked for."""
    base = c.plan.base
    if base is None or not (item.aspect and base.aspect) or item.terms != base.terms:
        return None
    part, whole = c.find(item), c.find(base)
    holding = c.finder.holding_of(whole.figure) if isinstance(whole, Found) else None
    if not isinstance(whole, Found) or holding is None:
        return None
    # 年初预算为…，支出决算为…，完成年初预算的95.89%: in the sentence that states the budget.
    budget = whole.figure
    told = [f for f in holding.stated if f.unit == "%" and "完成" in f.measure]
    stated = [f for f in told if f.passage == budget.passage and f.path == budget.path]
    if len(stated) != 1:
        return None
    if isinstance(part, Found) and budget.amount and not part.added:
        result = calculate.share(part.single, budget).value
        if abs(result - (stated[0].amount or 0)) < _ROUNDED:
            return None
    return "answered", c.with_note(c.state(Found(stated[0]))), []


def _of_purchases(c: Composer, part: Figure) -> tuple[Figure, Figure] | None:
    """A kind of what is bought and all that is, as one sentence states both."""
    holding = c.finder.holding_of(part)
    if holding is None or part.source != "narrative" or len(part.path) < 2:
        return None
    above = part.path[:-1]
    wholes = [f for f in holding.stated if f.passage == part.passage and f.path == above and f.unit in UNITS]
    return (part, wholes[0]) if len(wholes) == 1 else None


def _bought(part: Figure, item: Item) -> bool:
    """Whether what the text states is a kind of what is bought (政府采购服务预算, 服务类项目 of 政府采购项目), not all of it."""
    kind = any(word in part.label for word in ("货物", "工程", "服务"))
    return kind and any("采购" in name for name in (*part.path, *(form for term in item.terms for form in term.forms)))


def _share_stated(c: Composer, part: Figure) -> str | None:
    """The share that the text states of a thing right where it states its amount (授予中小企业合同金额450万元，占政府采购支出总额的93.75%),
    where the question names no other whole."""
    holding = c.finder.holding_of(part)
    if part.source != "narrative" or holding is None or _OF_WHAT.search(c.plan.question) or c.plan.times:
        return None
    told = [f for f in holding.stated if f.unit == "%" and f.passage == part.passage and f.path == part.path]
    shares = [f for f in told if f.measure.startswith("占")]
    return c.state(Found(shares[0], others=(part,))) if len(shares) == 1 else None


def _told_share(c: Composer, item: Item, base: Item) -> Said | None:
    """A share that the text itself states (幼儿园占比提升至70%以上, 绿色出行比例稳定在70%以上), where one side of the question says nothing
    more: 占多大比例 of no whole, or words that name nothing."""
    for one, other in ((item, base), (base, item)):
        idle = not other.code and not any(
            term.known or len(part) > 1 for term in other.terms for part in term.parts or ((),)
        )
        if not one.terms or not idle:
            continue
        placed = one.model_copy(update={"year": item.year or base.year})
        found = narrative.find(c.finder, placed, kind="percent")
        if (
            found is not None
            and not found.others
            and found.score >= _TOLD
            and _A_SHARE.search(f"{found.figure.label}{found.figure.measure}")
        ):
            return "answered", c.with_note(c.state(found)), []
    return None


def _counted(c: Composer, base: Item, part: Figure) -> Figure | None:
    """The count that a count is set against: the one asked for, or the one of which it is told (of the vehicles, not of all spending)."""
    if base.whole and not base.terms:
        return narrative.counted_in(c.finder, part)
    found = narrative.find(c.finder, base, kind="count")
    return found.figure if found is not None and not found.others else None


def _no_part(c: Composer, part: Figure, whole: Figure) -> Said:
    """What is larger than the whole is no part of it: both are shown, and no share."""
    c.remark(part, whole)
    names = full_name(part, c.plan.language), full_name(whole, c.plan.language)
    return (
        "refused",
        c.say(
            f"{names[0]} {c.money(part)} 大于{names[1]} {c.money(whole)}，不是它的组成部分，不能算占比。",
            f"{names[0]}, {c.money(part)}, is more than {names[1]}, {c.money(whole)}: it is no part of it, and there is no share.",
        ),
        [],
    )


def _share_of_rows(c: Composer, found: Found, base: Item) -> str | Said:
    """What per cent of the base a thing is that its table prints in several rows."""
    looked = looked_up(c, (base,))
    if isinstance(looked, tuple):
        return looked
    whole, parts = own_whole(c, found, base, looked[0]), found.rows
    percent = c.draft.computed(calculate.share_of_sum(parts, whole))
    c.remark(whole, *parts)
    names = c.called(found), full_name(whole, c.plan.language)
    sums = " + ".join(c.money(f) for f in parts)
    return c.say(
        f"{context(whole, 'zh')}中，{names[0]}占{names[1]}的 {percent}：({sums}) ÷ {c.money(whole)}。",
        f"In {context(whole, 'en')}, {names[0]} is {percent} of {names[1]}: ({sums}) ÷ {c.money(whole)}.",
    )


def _share_together(c: Composer, items: Sequence[Item]) -> Said:
    """What per cent of the base several things are together."""
    assert c.plan.base is not None
    looked = looked_up(c, (c.plan.base, *items))
    if isinstance(looked, tuple):
        return looked
    whole, *parts = looked
    percent = c.draft.computed(calculate.share_of_sum(parts, whole))
    c.remark(whole, *parts)
    names = c.say("、", ", ").join(full_name(f, c.plan.language) for f in parts)
    sums = " + ".join(c.money(f) for f in parts)
    text = c.say(
        f"{context(whole, 'zh')}中，{names}合计占{full_name(whole, 'zh')}的 {percent}：({sums}) ÷ {c.money(whole)}。",
        f"In {context(whole, 'en')}, {names} together are {percent} of {full_name(whole, 'en')}: ({sums}) ÷ {c.money(whole)}.",
    )
    return "answered", c.with_note(text), []


def _times(c: Composer, part: Figure, whole: Figure, percent: str) -> str:
    """How many times one figure is another, and the same in per cent."""
    times = c.draft.computed(calculate.ratio(part, whole))
    names = [
        _placed(c, f) if context(part, "zh") != context(whole, "zh") else full_name(f, c.plan.language)
        for f in (part, whole)
    ]
    return c.say(
        f"{names[0]}是{names[1]}的 {times} 倍（{percent}）：{c.money(part)} ÷ {c.money(whole)}。",
        f"{names[0]} is {times} times {names[1]} ({percent}): {c.money(part)} ÷ {c.money(whole)}.",
    )


def _share_of_rest(c: Composer, item: Item, base: Item) -> str | Said:
    """What per cent of the base a thing is without what the question leaves out of it."""
    rest, whole = less(c, item), looked_up(c, (base,))
    if not isinstance(rest, Rest):
        return rest
    if isinstance(whole, tuple):
        return whole
    percent = c.draft.computed(calculate.share_of_rest(rest.whole, rest.parts, whole[0]))
    c.remark(rest.whole, *rest.parts, *whole)
    return c.say(
        f"{context(rest.whole, 'zh')}中，{rest.name(c)}占{full_name(whole[0], 'zh')}的 {percent}："
        f"({rest.sums(c)}) ÷ {c.money(whole[0])}。",
        f"In {context(rest.whole, 'en')}, {rest.name(c)} is {percent} of {full_name(whole[0], 'en')}: "
        f"({rest.sums(c)}) ÷ {c.money(whole[0])}.",
    )


def by_size(figures: Sequence[Figure]) -> list[Figure]:
    """Figures in falling order: where the words give no direction, the larger is said to be larger."""
    return sorted(figures, key=lambda f: f.amount or 0, reverse=True)


def compared(c: Composer, a: Figure, b: Figure, *, over_time: bool = False) -> Said:
    """The sentence for a difference in yuan, with both operands; of one thing in two years in per cent, too."""
    # 少了多少 is answered by how much less it is; else a difference is what the first is more than the second.
    fewer = bool(_LESS.search(c.plan.question)) and (a.amount or 0) < (b.amount or 0)
    more, less = (b, a) if fewer else (a, b)
    result = calculate.difference(more, less)
    amount = c.draft.computed(result)
    c.remark(a, b)
    language = c.plan.language
    alike = context(a, language) == context(b, language) and a.document == b.document
    names = [full_name(f, language) if alike else _placed(c, f) for f in (a, b)]
    if names[0] == names[1] and a.table and b.table and a.table != b.table:
        c.draft.name(a.table, b.table)
        names = [c.say(f"{name}（{f.table}）", f"{name} ({f.table})") for name, f in zip(names, (a, b), strict=True)]
    up = result.value >= 0 and not fewer
    word = c.say("多" if up else "少", "more" if up else "less")
    if result.value == 0:
        text = c.say(f"{names[0]}与{names[1]}相等", f"{names[0]} and {names[1]} are equal")
        text += c.say(f"，相差 {amount}", f" (difference {amount})")
    else:
        text = c.say(f"{names[0]}比{names[1]}{word} {amount}", f"{names[0]} is {amount} {word} than {names[1]}")
        if over_time and b.amount:
            percent = c.draft.computed(calculate.growth(a, b), first=False)
            text += c.say(f"，{'增长' if up else '下降'} {percent}", f", {'up' if up else 'down'} {percent}")
    text += c.say("：", ": ") + f"{c.money(more)} − {c.money(less)}" + c.say("。", ".")
    lead = c.say(f"{context(a, 'zh')}中，", f"In {context(a, 'en')}, ") if alike else ""
    return "answered", c.with_note(lead + text if lead or c.zh else text[0].upper() + text[1:]), []


def _placed(c: Composer, figure: Figure) -> str:
    name, where = full_name(figure, c.plan.language), c.where(figure)
    return c.say(f"{where}的{name}", f"{name} in {where}")


def against_parts(c: Composer, heading: Item) -> Said:
    """A heading against the sum of the rows that are printed under it."""
    found = c.find(heading)
    if not isinstance(found, Found):
        return c.refuse(found, heading)
    under = c.children(found)
    if not under or found.figure.amount is None:
        return c.refuse(Missing("item", heading.text), heading)
    total = calculate.total(under)
    result = calculate.less_parts(found.figure, under)
    amount, summed = c.draft.computed(result), c.draft.computed(total, first=False)
    c.remark(found.figure, *under)
    parts = " + ".join(f"{item_name(f, c.plan.language)} {c.money(f)}" for f in under)
    name = full_name(found.figure, c.plan.language)
    text = c.say(
        f"{context(found.figure, 'zh')}中，{name}为 {c.money(found.figure)}，所列各项之和为 {summed}（{parts}），相差 {amount}。",
        f"In {context(found.figure, 'en')}, {name} is {c.money(found.figure)}; the rows under it add up to {summed} ({parts}); "
        f"the difference is {amount}.",
    )
    return "answered", c.with_note(text), []
