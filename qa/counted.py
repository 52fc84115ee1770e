"""What the text counts, by kind: 车辆 410 辆, 其中应急保障用车 2 辆, …; kinds of which there are none are not listed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from ingest.amounts import UNITS
from ingest.model import Figure
from qa.composer import Composer, Said
from qa.found import Found
from qa.holding import Holding
from qa.plan import Item
from qa.wording import context, stated_name

# What begins the list of what a count is made up of: 主要是一般执法执勤用车25辆.
_LISTS: Final = re.compile("其中|主要|包括|分别|分为|含|:")


def by_kind(c: Composer, items: Sequence[Item]) -> Said | None:
    """How many of a thing there are, and of which kinds; `None` where the text does not count them by kind."""
    found = next((one for item in items if isinstance(one := c.find(item), Found)), None)
    holding = c.finder.holding_of(found.figure) if found is not None else None
    if found is None or holding is None or found.others or found.figure.source != "narrative":
        return None
    head = found.figure
    kinds = kinds_of(holding, head)
    if not kinds:
        return None
    c.remark(head)
    c.draft.name(*head.path, head.measure)
    total = c.draft.stated_figure(head)
    rows: list[str] = []
    for figure in kinds:
        c.draft.name(*figure.path, figure.measure)
        if figure.amount:
            rows.append(
                c.say(f"{stated_name(figure)} {{}}", f"{stated_name(figure)}: {{}}").format(
                    c.draft.stated_figure(figure)
                )
            )
    none_of = len(rows) < len(kinds)
    when = head.column_year if head.column_year != head.fiscal_year else None
    c.draft.year(when)
    zh = f"{context(head, 'zh')}的文字说明中，{f'{when}年' if when else ''}{stated_name(head)}为 {total}：{'、'.join(rows)}。"
    en = f"In the text of {context(head, 'en')}, {stated_name(head)}{f' ({when})' if when else ''}: {total}. Of these, {', '.join(rows)}."
    if not rows:
        return None
    return (
        "answered",
        c.say(
            zh + ("其余各类没有。" if none_of else ""), en + (" There are none of the other kinds." if none_of else "")
        ),
        [],
    )


def kinds_of(holding: Holding, head: Figure) -> list[Figure]:
    """The counts that a count is made up of in its own sentence: those told as parts of it, or those that follow it and add up to it."""
    told = [f for f in holding.stated if f.passage == head.passage and f.unit == head.unit and f.unit not in UNITS]
    parts = [f for f in told if f.path[:-1] == head.path]
    if parts:
        return parts
    at = next((i for i, figure in enumerate(told) if figure.id == head.id), len(told))
    found: list[Figure] = []
    for figure in told[at + 1 :]:
        found.append(figure)
        if sum((f.amount or Decimal(0) for f in found), Decimal(0)) == head.amount:
            behind = unicodedata.normalize("NFKC", head.passage or "").partition(head.text)[2]
            return found if _LISTS.search(behind.partition(found[0].label)[0]) else []
    return []
