"""What there was a year earlier of a stock that the text states as of a day (截至2025年12月31日，资产总额…), from the change it states."""

from __future__ import annotations

import re
from typing import Final

from ingest.amounts import UNITS
from ingest.model import Figure
from qa import calculate
from qa.composer import Composer, Said
from qa.found import Found, Missing
from qa.narrative import CHANGE, FALLS
from qa.plan import Item
from qa.sentence import plain_sentence
from qa.wording import full_name

# Relative to the day that the stock is stated as of; last year, of a budget, is that day's own year.
_EARLIER: Final = re.compile(
    r"(?:再|更)(?:前|上)一年|前一年|(?:早|往前)一年|\b(?:a|one) year (?:earlier|before|previously|prior)\b|\bthe year before\b(?! last)",
    re.IGNORECASE,
)
_AS_OF: Final = re.compile(r"截至|截止|年末|年底|期末")


def year_earlier(c: Composer, item: Item) -> Said | None:
    """The stock a year before the one that is stated, refused where no change of it is told; `None` where no stock is asked for so."""
    own = c.own_year
    if own is None or not _EARLIER.search(c.plan.question) or set(c.plan.years) - {own - 1}:
        return None
    found = c.find(item)
    if not isinstance(found, Found) or found.blank or found.figure.source != "narrative":
        return None
    now = found.figure
    if now.column_year != own - 1 or now.unit not in UNITS or not _AS_OF.search(plain_sentence(now)):
        return None
    year = own - 2
    holding = c.finder.holding_of(now)
    told = [f for f in holding.stated if _is_change_of(f, now)] if holding is not None else []
    if len(told) != 1:
        return c.refuse(Missing("year", str(year), tuple(map(str, sorted(c.years_held)))), item)
    by = told[0]
    falls = bool(FALLS.search(by.measure))
    c.draft.year(year, own - 1)
    value = c.draft.computed(calculate.before(now, by, falls=falls))
    c.remark(now, by)
    c.draft.name(by.measure)
    name, sign = full_name(now, c.plan.language), "+" if falls else "−"
    text = c.say(
        f"{year}年末的数没有印出，按文字说明推算：{name}当时为 {value}：{own - 1}年末 {c.money(now)} {sign} {by.measure} {c.money(by)}。",
        f"The figure of the end of {year} is not printed; from the stated change, {name} was {value}: {c.money(now)} at the end of {own - 1} {sign} {c.money(by)}.",
    )
    return "answered", text, []


def _is_change_of(figure: Figure, now: Figure) -> bool:
    """Whether a figure is by how much, in money, a stated stock changed."""
    changed = bool(CHANGE.search(figure.measure)) and figure.unit in UNITS and bool(figure.amount)
    return changed and (figure.path[-1:], figure.column_year) == (now.path[-1:], now.column_year)
