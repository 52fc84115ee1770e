"""What the text tells by quarters or half-years (第一季度用款计划15万元，…): all of it is their sum, where none of them is missing."""

from __future__ import annotations

import re
from typing import Final

from ingest.amounts import UNITS
from ingest.model import Figure
from qa import calculate
from qa.composer import Composer, Said
from qa.found import Found
from qa.plan import Item
from qa.wording import context

_QUARTERS: Final = ("一", "二", "三", "四")
_PART: Final = re.compile(r"(?:第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年)的?(?P<rest>.*)")
_ONE: Final = re.compile(r"季度?|半年|\b(?:quarter|half)", re.IGNORECASE)


def all_of(c: Composer, items: list[Item]) -> Said | None:
    """The sum of what the one sentence that tells a thing by parts of the year tells of each; `None` where a part is asked for, one is
    missing, or several sentences tell the thing so."""
    if len(items) != 1 or not items[0].terms or _ONE.search(c.plan.question):
        return None
    found = c.find(items[0])
    if not isinstance(found, Found) or found.figure.source != "narrative" or not found.figure.path:
        return None
    first = _PART.fullmatch(found.figure.path[-1])
    holding = c.finder.holding_of(found.figure)
    if first is None or holding is None:
        return None
    told: dict[str | None, dict[str, Figure]] = {}
    for figure in holding.stated:
        part = _PART.fullmatch(figure.path[-1]) if figure.path else None
        if part is not None and part["rest"] == first["rest"] and figure.unit in UNITS and not figure.measure:
            told.setdefault(figure.passage, {})[_name(part)] = figure
    parts = list(told.values())
    if len(parts) != 1 or set(parts[0]) not in ({*_QUARTERS}, {"上", "下"}):
        return None
    figures = list(parts[0].values())
    c.remark(*figures)
    c.draft.name(first["rest"], *(figure.path[-1] for figure in figures))
    amount = c.draft.computed(calculate.total(figures))
    sums = " + ".join(f"{figure.path[-1]} {c.money(figure)}" for figure in figures)
    text = c.say(
        f"{context(figures[0], 'zh')}的文字说明中，全年{first['rest']}合计 {amount}：{sums}。",
        f"In the text of {context(figures[0], 'en')}, {first['rest']} of the whole year comes to {amount}: {sums}.",
    )
    return "answered", c.with_note(text), []


def _name(part: re.Match[str]) -> str:
    """The part of the year: 一 to 四, 上 or 下."""
    said = part["quarter"] or part["half"]
    return _QUARTERS[int(said) - 1] if said.isdecimal() else said
