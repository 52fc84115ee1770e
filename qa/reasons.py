"""Questions why something rose or fell: the reason that the running text states beside the change, quoted; never one of our own.

A question whose direction or amount is not that of the stated change rests on a false premise and gets no reason.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from ingest.amounts import UNITS
from ingest.model import Figure
from qa import calculate, stated_changes
from qa.book import LEAST
from qa.changes import changed_amount, of_what, was_nothing
from qa.composer import Composer, Said
from qa.found import Found
from qa.grounds import reason_of
from qa.narrative import CHANGE, FALLS, stated_book
from qa.plan import Item
from qa.scoring import equal
from qa.text import small_number, year_spans
from qa.turns import plainly
from qa.wording import context

_UP: Final = re.compile(
    r"比[^，,]{0,12}多(?!少)|增|涨|升|变多|多(?:了|花|支出|安排|出)|更多|\b(?:rise|rose|risen|increas\w*|grow\w*|grew|higher|more|bigger|greater|larger|went up|go up|gone up|up)\b",
    re.IGNORECASE,
)
_DOWN: Final = re.compile(
    r"比[^，,]{0,12}(?<!多)少|减|降|跌|变少|(?<!多)少(?:了|花|支出|安排)|更少|压缩|\b(?:fall|fell|fallen|decreas\w*|drop\w*|lower|less|smaller|fewer|shrink|shrank|shrunk|cut|reduc\w*|slash\w*|trim\w*|declin\w*|went down|go down|gone down|down)\b",
    re.IGNORECASE,
)
_TO_COMPARE: Final = re.compile(
    r"比|较|相比|(?:去年|上年)(?:的)?(?:是|为|有)?多少|\b(?:than|compared|against|from|relative to)\b", re.IGNORECASE
)
_HOW_MUCH: Final = re.compile(r"多少|几|how much|how many|by what|\bsize of", re.IGNORECASE)


def stated_reason(c: Composer, item: Item) -> Said | None:
    """The change of an item and the reason that its sentence gives; `None` where the text states none for such a change."""
    question = c.plan.question
    up, down = bool(_UP.search(question)), bool(_DOWN.search(question))
    if up == down or not item.named:
        return None
    present = item.model_copy(update={"year": _compared_year(c)})
    found = stated_changes.changes(c.finder, present, "money") or stated_changes.changes(c.finder, present, "percent")
    own = _of_what_is_printed(c, present)
    figure = own or (found.figure if found is not None and not found.others else None)
    if figure is None or not figure.amount:
        return None
    if bool(FALLS.search(figure.measure)) != down:
        return _opposite(c, figure)
    if not _is_asked(c, figure):
        return None
    if not _times_right(c, item, figure):
        return _opposite(c, figure)
    reason = reason_of(figure, c.finder.holding_of(figure))
    if reason is None and (told := _told_elsewhere(c, item, figure)) is not None:
        figure = told
        reason = reason_of(figure, c.finder.holding_of(figure))
    if reason is None and not _HOW_MUCH.search(question):
        return None
    c.remark(figure)
    c.draft.name(reason, *figure.path, figure.measure)
    value = c.draft.stated_figure(figure)
    percent = _percent(c, item, figure)
    name = figure.path[-1] if figure.path else ""
    if own is not None and len(own.path) > 1 and (found is None or own.id != found.figure.id):
        c.draft.name(own.path[-2])
        name = c.say(f"{own.path[-2]}中的{name}", f"{name} in {own.path[-2]}")
    zh = f"，文件给出的原因：“{reason}”。" if reason else "，没有写原因。"
    en = f"; the reason it gives: “{reason}”." if reason else "; it gives no reason."
    text = c.say(
        f"{context(figure, 'zh')}的文字说明中，{name}{figure.measure} {value}{percent}{zh}",
        f"In the text of {context(figure, 'en')}, {name} {figure.measure} {value}{percent or (' (it fell)' if down else '')}{en}",
    )
    return "answered", c.with_note(text + of_what(c, item, figure)), []


def _told_elsewhere(c: Composer, item: Item, change: Figure) -> Figure | None:
    """The same change of the same thing, by the same amount, in another sentence that gives the reason; `None` where none does, or
    several give different ones."""
    holding = c.finder.holding_of(change)
    if holding is None or not item.terms:
        return None
    book = stated_book(holding)
    found = {
        reason: figure
        for figure in holding.stated
        if equal(figure, change)
        and figure.unit in UNITS
        and CHANGE.search(figure.measure)
        and bool(FALLS.search(figure.measure)) == bool(FALLS.search(change.measure))
        and (figure.fiscal_year, figure.column_year) == (change.fiscal_year, change.column_year)
        and all(book.fits(term).get(figure.label, 0.0) >= LEAST for term in item.terms)
        and (reason := reason_of(figure, holding)) is not None
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _of_what_is_printed(c: Composer, item: Item) -> Figure | None:
    """The one stated change that has a reason and led to the amount which answers for an item, where the text tells the thing's change
    in several scopes (of all spending, of the appropriation)."""
    now = c.find(item)
    holding = c.finder.holding_of(now.figure) if isinstance(now, Found) else None
    if holding is None or not isinstance(now, Found) or now.blank or now.others:
        return None
    led = [
        f
        for f in holding.stated
        if f.label == now.figure.label
        and CHANGE.search(f.measure)
        and f.unit in UNITS
        and (own := stated_changes.beside(c.finder, f)) is not None
        and equal(own, now.figure)
        and reason_of(f, holding) is not None
    ]
    return led[0] if len(led) == 1 else None


def _percent(c: Composer, item: Item, change: Figure) -> str:
    """The change in per cent, where the amount that it led to is printed; empty where it is not, or was 0 before."""
    now = changed_amount(c, change, c.find(item)) if change.unit in UNITS else None
    if now is None or now.amount is None or was_nothing(now, change):
        return ""
    falls = bool(FALLS.search(change.measure))
    percent = c.draft.computed(calculate.growth_by(now, change, falls=falls), first=c.plan.kind == "percent")
    return c.say(
        f"（{'下降' if falls else '增长'} {percent}，今为 {c.money(now)}）",
        f" ({'down' if falls else 'up'} {percent}, to {c.money(now)})",
    )


_TIMES: Final = re.compile(r"(?P<n>[一两二三四五六七八九十]|\d{1,2})倍(?P<more>多)?")
_NEAR: Final = Decimal(15)  # per cent: what people call double


def _times_right(c: Composer, item: Item, change: Figure) -> bool:
    """Whether something rose as many times as the question takes for granted (翻了一番 is 100 %); what was nothing never did."""
    said = _TIMES.search(plainly(c.plan.question, "zh")) if c.zh and change.unit in UNITS else None
    now = changed_amount(c, change, c.find(item)) if said is not None else None
    if said is None or now is None or FALLS.search(change.measure):
        return True
    if was_nothing(now, change):
        return False
    wanted = Decimal(small_number(said["n"]) or 1) * 100
    grown = calculate.growth_by(now, change, falls=False).value
    return abs(grown - wanted) <= _NEAR or (bool(said["more"]) and wanted < grown < wanted + 100)


def _opposite(c: Composer, change: Figure) -> Said:
    """A question that takes a rise for granted where the text states a fall, or the other way round."""
    c.remark(change)
    c.draft.name(*change.path, change.measure)
    name = change.path[-1] if change.path else ""
    value = c.draft.stated_figure(change)
    return (
        "refused",
        c.say(
            f"问题中的说法与公开的数字对不上：{context(change, 'zh')}的文字说明中，{name}{change.measure} {value}。",
            f"What the question takes for granted is not what is printed: in the text of {context(change, 'en')}, {name} "
            f"{change.measure} {value}.",
        ),
        [],
    )


def asks_how_much(question: str) -> bool:
    """Whether a question for the reason of a change asks by how much, too."""
    return bool(_HOW_MUCH.search(question)) and bool(_UP.search(question)) != bool(_DOWN.search(question))


def asks_of_fall(question: str) -> bool:
    """Whether a question takes for granted that something fell."""
    return bool(_DOWN.search(question))


def _compared_year(c: Composer) -> int | None:
    """The document's own year, where the words only name the year to compare it with (比上年); in 2024 and 去年为什么减少 ask for
    another change."""
    own = c.own_year
    question, years = c.plan.question, c.plan.years
    named = own is not None and own - 1 in years and own not in years
    return own if named and not year_spans(question) and _TO_COMPARE.search(question) else None


def _is_asked(c: Composer, change: Figure) -> bool:
    """Whether a stated change has the year and, where it names one, the amount that the question takes for granted."""
    years = (*c.plan.years, _compared_year(c))
    if c.plan.years and change.fiscal_year is not None and change.fiscal_year not in years:
        return False
    assert change.amount is not None
    return all(abs(change.amount - stated) <= abs(stated) / Decimal(200) for stated in c.plan.premise)
