"""Answers that set one figure against another: two things, two bodies, two years; a change as the running text states it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from ingest.amounts import UNITS
from ingest.model import Figure
from qa import calculate, contradictions, fund_wholes, grounds, indicators, rows_before, stated_changes, unchanged
from qa.calculate import Result
from qa.comparisons import Two, against_parts, by_size, compared, looked_up
from qa.composer import Composer, Said
from qa.found import Choice, Found, Looked, Missing
from qa.naming import is_fund
from qa.narrative import FALLS, PERCENT
from qa.period import bases_said, year_of
from qa.plan import Item, Kind, Term
from qa.scoring import equal
from qa.wording import blank_text, context, full_name

_ACCOUNTS: Final = re.compile(r"决算|执行|实际|\b(?:final accounts|actual|spent|outturn)", re.IGNORECASE)
_YEAR_BEFORE: Final = re.compile(
    r"上年|上一年|前一年|去年|同比|\b(?:year before|previous year|prior year|preceding year|year[- ]on[- ]year)\b",
    re.IGNORECASE,
)
_AGAINST: Final = re.compile(r"(?<![相对])比(?![例重率较])|\bthan\b", re.IGNORECASE)


_AGAIN_DOWN: Final = re.compile(
    r"[又再还](?:次|一次|被|在|继续)?(?:压减|削减|缩减|减少|下降|降低|砍)|\b(?:cut|reduced|fell|dropped) (?:again|further)\b",
    re.IGNORECASE,
)
_AGAIN_UP: Final = re.compile(
    r"[又再还](?:次|一次|在|继续)?(?:增加|增长|上涨|涨|提高)|\b(?:rose|increased|grew) (?:again|further)\b",
    re.IGNORECASE,
)


def growth(c: Composer) -> Said:
    """Change between two years; a question that takes the other direction for granted (又压减了) is corrected."""
    status, text, candidates = _growth(c)
    steps = [Decimal(figure["value"]) for figure in c.draft.figures if figure["unit"] == "%"]
    up, down = bool(_AGAIN_UP.search(c.plan.question)), bool(_AGAIN_DOWN.search(c.plan.question))
    against = status == "answered" and steps and up != down and ((steps[0] > 0) == down) and steps[0] != 0
    return contrary(c, text) if against else (status, text, candidates)


def contrary(c: Composer, text: str) -> Said:
    """A question that takes the opposite of what is printed for granted, put right."""
    lead = c.say(
        "问题中的说法与公开的数字相反。", "What the question takes for granted is the opposite of what is printed. "
    )
    return "refused", lead + text, []


def _growth(c: Composer) -> Said:
    """Change between two years: those named, or the document's year and the one before it."""
    if not c.plan.items:
        return c.refuse(Missing("item", c.plan.question), None)
    items = tuple(dict.fromkeys(c.plan.items))
    if c.plan.kind == "target" and len(items) == 1:
        # What growth is aimed at (关注人数增长率达到5%以上) is stated, not worked out.
        aimed = stated_changes.changes(c.finder, indicators.without_target_words(items[0]), "percent")
        if aimed is not None and not aimed.others and aimed.figure.unit in PERCENT:
            return _told(c, aimed.figure)
    if len(c.plan.organizations) > 1 and len(items) == 1:
        items = tuple(items[0].model_copy(update={"organization": name}) for name in c.plan.organizations)
    placed = len(c.operands()) > 1 and any(item.organization or item.level for item in items)
    if len(items) == 2 and placed and c.plan.intent != "growth":
        return compare(c)
    if (said := _of_each_row(c, items)) is not None:
        return said
    both = years_of(c, items)
    if len(both) == 3:
        return both
    new, old = both
    if (told := _told_alike(c, items[0], new, old) or contradictions.told(c, new, old)) is not None:
        return told
    if c.plan.intent in {"change", "compare", "difference"}:
        return compared(c, new, old, over_time=True)
    result = calculate.growth(new, old)
    percent = c.draft.computed(result)
    c.remark(new, old)
    return "answered", c.with_note(growth_text(c, new, old, result, percent)), []


def _with_its_own(c: Composer, year: int) -> bool:
    """Whether a year is named in figures, is a document's own, and is set against the year before it (2024年…比上年)."""
    return bool(_YEAR_BEFORE.search(c.plan.question)) and str(year) in c.plan.question and year in c.years_held


def _told_alike(c: Composer, item: Item, new: Figure, old: Figure) -> Said | None:
    """The change that the text states of a budget, where only final accounts are printed of the year before: the text sets like against
    like. `None` where the question asks for the accounts, or nothing is stated."""
    bases = {figure.column_basis or figure.basis for figure in (new, old)}
    named = len(c.plan.years) > 1 and not _YEAR_BEFORE.search(c.plan.question)
    if len(bases) < 2 or named or _ACCOUNTS.search(c.plan.question) or new.document == old.document:
        return None
    own = item.model_copy(update={"year": new.column_year or new.fiscal_year, "basis": None})
    if stated_changes.changes(c.finder, own, "money") is None:
        return None
    said = stated_change(c, own, Found(new))
    return said if said[0] == "answered" else None


def _of_each_row(c: Composer, items: Sequence[Item]) -> Said | None:
    """The change of each of several rows of one name, where one is asked for from the year before to the document's own."""
    own = c.own_year
    years = {*c.plan.years, *(i.year for i in items if i.year)}
    one = {(item.terms, item.organization, item.code) for item in items}
    return rows_before.changes(c, items[0]) if own and len(one) == 1 and years <= {own, own - 1} else None


def growth_text(c: Composer, new: Figure, old: Figure, result: Result, percent: str) -> str:
    """The sentence for a change in per cent, with the amount that it is."""
    name = full_name(new, c.plan.language)
    by = c.draft.computed(calculate.difference(new, old), first=False) if new.amount != old.amount else ""
    if not by:
        zh, en = f"没有变化（{percent}）", f"did not change ({percent})"
    elif (new.amount or 0) > (old.amount or 0):
        zh, en = f"增长 {percent}，增加 {by}", f"grew by {percent}, {by} more"
    else:
        zh, en = f"下降 {percent}，减少 {by}", f"fell by {percent}, {by} less"
    a, b = year_of(new), year_of(old)
    moneys = (c.money(new), c.money(old))
    return c.say(
        f"{name}{a}年比{b}年{zh}：{a}年 {moneys[0]}，{b}年 {moneys[1]}。",
        f"From {b} to {a}, {name} {en}: {moneys[0]} against {moneys[1]}.",
    )


def years_of(c: Composer, items: Sequence[Item]) -> Two | Said:
    """A thing in two years, the later one first: those named, else the document's own and the one before; where no
    earlier figure is printed, what the text says of the change is the answer."""
    item = items[0]
    years = sorted({*c.plan.years, *(i.year for i in items if i.year)}, reverse=True)
    said = [i.year for i in items if i.year]
    if len(said) == 2 and said[0] < said[1] and _AGAINST.search(c.plan.question):
        years = list(said)  # 2023年比2025年多多少: the earlier year against the later one
    own = c.own_year
    if len(years) < 2:
        if own is None and not years:
            return c.refuse(Missing("item", item.text), item)
        current = own if own is not None else years[0]
        # 比上年 names the year to compare with, 2024年增长了多少 the year that grew.
        # 2024年…比上年: the year itself against the one before it, whatever later documents there are.
        back = bool(years) and years[0] < current and not _with_its_own(c, years[0])
        years = [current, years[0]] if back else [years[0] if years else current, (years[0] if years else current) - 1]
    asked = {i.year: i for i in items}
    said_bases = bases_said(c.plan.question)
    both: list[Found] = []
    for year in years[:2]:
        one = asked.get(year, item)
        found = c.find(one.model_copy(update={"year": year, "basis": said_bases.get(year, one.basis)}))
        if isinstance(found, Choice):
            return c.refuse(found, item)
        if isinstance(found, Missing) or found.blank:
            return stated_change(c, item, found)
        both.append(found)
    if any(stated_changes.of_other_name(one, other.figure) for one, other in (both, both[::-1])):
        return stated_change(c, item, Missing("item", item.text))
    c.draft.year(*years[:2])
    return both[0].single, both[1].single


def stated_change(c: Composer, item: Item, looked: Found | Missing) -> Said:
    """The change as the running text states it, where the figures to work it out from are not both printed.

    A percentage is worked out from the amount of the change where that is stated: the text rounds its own.
    """
    kind: Kind = "percent" if c.plan.intent == "growth" else "money"
    against = [w for w in ("预算执行数", "决算") if w in c.plan.question]
    latest = max((year for year in (*c.plan.years, item.year) if year), default=None)
    own_year = c.own_year
    named = latest is not None and _with_its_own(c, latest)
    if latest is not None and own_year is not None and latest < own_year and len(c.plan.years) < 2 and not named:
        latest = own_year  # only the year to compare with is named
    own = item.model_copy(update={"year": latest, "basis": None})
    now = c.find(own)
    by = stated_changes.changes(c.finder, own, "money", against)
    if by is not None and not by.others and by.figure.amount:
        whole = changed_amount(c, by.figure, now)
        if whole is not None:
            return _growth_by(c, item, whole, by.figure)
    said = stated_changes.changes(c.finder, own, kind, against)
    if said is not None:
        return _told(c, said.figure)
    same = unchanged.told(c, own)
    if same is not None:
        return same
    if isinstance(looked, Found):
        c.remark(looked.figure)
        return "answered", blank_text(looked.figure, c.plan.language, c.draft.cite(looked.figure)), []
    return c.refuse(looked, item)


def _told(c: Composer, change: Figure) -> Said:
    """A change as the running text states it, with nothing worked out."""
    c.remark(change)
    value = c.draft.stated_figure(change)
    c.draft.name(*change.path, change.measure)
    name = change.path[-1] if change.path else ""
    whole = stated_changes.scope(c.finder, change)
    if whole is not None:
        c.draft.name(*whole.path, whole.measure)
        name = c.say(f"{whole.path[-1]}中，{name}", f"{name} in {whole.path[-1]}")
    text = c.say(
        f"{context(change, 'zh')}的文字说明中，{name}{change.measure} {value}。",
        f"In the text of {context(change, 'en')}, {name} {change.measure} {value}"
        f"{' (it fell)' if FALLS.search(change.measure) else ''}.",
    )
    return "answered", c.with_note(text + _because(c, change)), []


def _because(c: Composer, change: Figure) -> str:
    """The reason that the text gives for a change, where the question asks for one."""
    if not grounds.asked(c.plan.question):
        return ""
    reason = grounds.reason_of(change, c.finder.holding_of(change))
    if reason is None:
        return c.say("文件没有写原因。", " The document gives no reason.")
    c.draft.name(reason)
    return c.say(f"文件给出的原因：“{reason}”。", f" The reason it gives: “{reason}”.")


def of_what(c: Composer, item: Item, change: Figure) -> str:
    """That a change is stated of the appropriation, where the whole budget was asked for: it is all of it this year."""
    if not item.whole or item.terms or not stated_changes.appropriated(change):
        return ""
    c.draft.name(change.path[-1])
    return c.say(
        f"文字说的是“{change.path[-1]}”的变动，它是今年预算的全部。",
        f" The text says this of {change.path[-1]}, which is all of this year's budget.",
    )


_OF_BUDGET: Final = re.compile(r"预算|\bbudget", re.IGNORECASE)
_NOT_OF_BUDGET: Final = re.compile("执行|决算|实际")


def year_before(c: Composer, item: Item) -> Said | None:
    """What a thing was in the year before the document's, worked out from its amount and the stated change that led to it; `None`
    where another year is asked for or the text states no one change."""
    own = c.own_year
    year = item.year or (c.plan.years[0] if len(c.plan.years) == 1 else None)
    if own is None or year != own - 1 or c.plan.actual or "final_accounts" in {c.plan.basis, item.basis}:
        return None  # 2023年决算支出了多少 asks for a document that is not there
    present = item.model_copy(update={"year": own, "basis": None})
    by = stated_changes.changes(c.finder, present, "money")
    if by is None or by.others or not by.figure.amount:
        return None
    if _OF_BUDGET.search(c.plan.question) and _NOT_OF_BUDGET.search(by.figure.measure):
        return None
    now = changed_amount(c, by.figure, c.find(present))
    if now is None:
        return None
    falls = bool(FALLS.search(by.figure.measure))
    c.draft.year(year)
    value = c.draft.computed(calculate.before(now, by.figure, falls=falls))
    c.remark(now, by.figure)
    c.draft.name(by.figure.measure)
    name, sign = full_name(now, c.plan.language), "+" if falls else "−"
    text = c.say(
        f"{year}年的数没有印出，按文字说明推算：{name}{year}年为 {value}：{own}年 {c.money(now)} {sign} {by.figure.measure} {c.money(by.figure)}。",
        f"The figure of {year} is not printed; from the stated change, {name} was {value} in {year}: {c.money(now)} in {own} {sign} {c.money(by.figure)}.",
    )
    return "answered", c.with_note(text + of_what(c, item, by.figure)), []


def changed_amount(c: Composer, change: Figure, now: Looked) -> Figure | None:
    """The amount that a stated change has led to: what its own sentence states of the same thing; where that states none, the
    one figure that is printed. Never another table's amount of the name: the two would not be of one thing."""
    own = stated_changes.beside(c.finder, change)
    if not isinstance(now, Found) or now.blank or now.figure.unit not in UNITS:
        return own
    if own is None:
        return None if now.others or stated_changes.of_other_name(now, change) else now.figure
    return next((f for f in (now.figure, *now.same) if equal(f, own)), own)


def was_nothing(now: Figure, by: Figure) -> bool:
    """Whether an amount was 0 before a stated change: then it has no percentage."""
    step = abs(by.amount or Decimal(0))
    return (now.amount or Decimal(0)) == (-step if FALLS.search(by.measure) else step)


def _growth_by(c: Composer, item: Item, now: Figure, by: Figure) -> Said:
    """The growth worked out from an amount and the stated change that led to it."""
    falls = bool(FALLS.search(by.measure))
    c.remark(now, by)
    name, year = full_name(now, c.plan.language), year_of(now)
    first = c.plan.intent == "growth"
    change = "" if first else c.money(by)  # what is asked for comes first
    if not first and was_nothing(now, by):
        return _told(c, by)
    percent = c.draft.computed(calculate.growth_by(now, by, falls=falls), first=first)
    change = change or c.money(by)
    c.draft.name(by.measure)
    shown = c.money(now)
    base = c.draft.computed(calculate.before(now, by, falls=falls), first=False)
    text = c.say(
        f"{name}{year}年{by.measure} {change}，{'下降' if falls else '增长'} {percent}：{year}年为 {shown}，变动额为文字说明所印，据此推算上年为 {base}。",
        f"In {year}, {name} {'fell' if falls else 'grew'} by {change}, {percent}, to {shown}; the change is as the text states it, so the year before it was {base}.",
    )
    return "answered", c.with_note(text + of_what(c, item, by) + _because(c, by)), []


_DIRECTED: Final = re.compile(r"比|减|exceed|\bthan\b|minus|surpass", re.IGNORECASE)


def _of_one_thing(c: Composer, items: Sequence[Item]) -> list[Item]:
    """运维项目，2026年那一期比2023年那一期: two that only tell apart what stands in front of them."""
    first, *two = items
    whole = [item.model_copy(update={"terms": (*first.terms, *item.terms), "code": first.code}) for item in two]
    looks = [c.find(item) for item in whole]
    found = {look.figure.id for look in looks if isinstance(look, Found)}
    return whole if len(found) == 2 and not any(item.code or item.whole for item in two) else list(items)


def _like(c: Composer, a: Item, b: Item) -> Item:
    """The second of two things with what the first says for both (甲监狱的基本支出比乙监狱): of the ways to say it the one that leads
    to the first one's column and table, or row."""
    if not a.terms or not b.terms or b.code or (b.whole and fund_wholes.of_fund(a) is not None):
        return b
    fund = all(term.forms and is_fund(term.forms[0]) for term in b.terms)
    if len(a.terms) == 1 and fund:
        inside = b.model_copy(update={"terms": (*a.terms, *b.terms)})  # 综合业务管理 against 其中财政拨款安排的
        return inside if isinstance(c.find(inside), Found) else b
    if len(a.terms) < 2:
        return b
    first = c.find(a)
    if not isinstance(first, Found):
        return b
    found: list[tuple[int, int, Item]] = []
    for terms in _ways(a.terms, b.terms):
        item = b.model_copy(update={"terms": terms})
        looked = c.find(item)
        if isinstance(looked, Found) and looked.figure.id != first.figure.id:
            one, other = first.figure, looked.figure
            table = (one.document, one.table_number) == (other.document, other.table_number)
            line = one.measure_path == other.measure_path or one.row == other.row
            found.append((-2 * table - line, len(found), item))
    return min(found, key=lambda made: made[:2])[2] if found else b


def _ways(first: tuple[Term, ...], second: tuple[Term, ...]) -> list[tuple[Term, ...]]:
    """The second's words in the place of some neighbouring words of the first, the fewest replaced first; its own alone last."""
    number = len(first)
    spans = sorted(
        ((i, j) for i in range(number) for j in range(i + 1, number + 1)), key=lambda span: span[1] - span[0]
    )
    ways = [(*first[:i], *second, *first[j:]) for i, j in spans]
    return list(dict.fromkeys(tuple(dict.fromkeys(way)) for way in ways))


def difference(c: Composer) -> Said:
    """By how much one figure exceeds another."""
    items = c.operands()
    if len(items) < 2:
        return growth(c) if len(items) == 1 else c.refuse(Missing("item", c.plan.question), None)
    if len(items) == 3:
        items = _of_one_thing(c, items)
    if len(items) > 2:
        return c.refuse(Missing("item", c.say("、", ", ").join(item.text for item in items)), None)
    a, b = items[0], items[1]
    if not b.parts and (said := _of_each_row(c, items)) is not None:
        return said
    if b.parts:
        return against_parts(c, a)
    both = looked_up(c, (a, _like(c, a, b)))
    if isinstance(both, tuple):
        both = looked_up(c, (a, b))
    if isinstance(both, tuple):
        return both
    if both[0].id == both[1].id:
        return c.refuse(Missing("item", b.text), b)  # the words for two things lead to one cell
    return compared(c, *(both if _DIRECTED.search(c.plan.question) else by_size(both)))


def compare(c: Composer) -> Said:
    """Several figures side by side; of two, which is larger and by how much; of more, in order."""
    items = c.operands()
    if len(items) < 2:
        return growth(c) if len(items) == 1 and items[0].named else c.refuse(Missing("item", c.plan.question), None)
    if (said := _of_each_row(c, items)) is not None:
        return said
    found: list[Found] = []
    for item in items:
        looked = c.find(item)
        if not isinstance(looked, Found):
            return c.refuse(looked, item)
        found.append(looked)
    if len(found) == 2 and not any(one.blank for one in found):
        return compared(c, *by_size([one.single for one in found]))
    texts = [c.state(one, item) for one, item in zip(found, items, strict=True)]
    return "answered", c.with_note(c.say("", " ").join(texts)), []
