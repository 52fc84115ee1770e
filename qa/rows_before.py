"""Rows of one name under several headings (行政运行 of two divisions) in the year before, where only the text tells of it: each row by
itself, from what the text states of that row. What is stated of one row never answers for another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ingest.amounts import UNITS
from ingest.model import Figure
from qa import calculate
from qa.found import Found
from qa.narrative import CHANGE, FALLS, PERCENT
from qa.plan import Item
from qa.scoring import equal
from qa.text import fold

if TYPE_CHECKING:
    from qa.composer import Composer, Said

_BOTH: Final = 2


@dataclass(frozen=True, slots=True)
class Row:
    """A row now; what the text states that it was the year before; the change that led to it, as an amount and in per cent."""

    now: Figure
    before: Figure | None
    change: Figure | None
    percent: Figure | None


def rows_of(c: Composer, item: Item) -> list[Row]:
    """The rows of a thing's name with what the text tells of the year before; empty where it is one row, where another year is asked
    for, where a table prints the year before, or where the text tells of none."""
    own = c.own_year
    if own is None or c.plan.actual or "final_accounts" in {c.plan.basis, item.basis} or item.code or item.aspect:
        return []
    now = c.find(item.model_copy(update={"year": own, "basis": None}))
    if not isinstance(now, Found) or now.blank or now.figure.source != "table" or not now.namesakes or now.added:
        return []
    earlier = c.find(item.model_copy(update={"year": own - 1, "basis": None}))
    if isinstance(earlier, Found) and earlier.figure.source == "table":
        return []
    rows = [_row(c, figure, own) for figure in (now.figure, *now.namesakes)]
    return rows if any(row.before or row.change for row in rows) else []


def _row(c: Composer, now: Figure, own: int) -> Row:
    holding = c.finder.holding_of(now)
    told = [f for f in (holding.stated if holding is not None else ()) if _of_row(f, now)]
    amounts = [f for f in told if f.unit in UNITS and not CHANGE.search(f.measure)]
    before = [f for f in amounts if f.column_year == own - 1]
    passages = {f.passage for f in amounts if f.column_year == own and equal(f, now)}
    steps = [f for f in told if CHANGE.search(f.measure) and f.passage in passages and f.column_year == own]
    change = [f for f in steps if f.unit in UNITS]
    percent = [f for f in steps if f.unit in PERCENT]
    return Row(now, *(kind[0] if len(kind) == 1 else None for kind in (before, change, percent)))


def _of_row(stated: Figure, row: Figure) -> bool:
    """Whether a stated figure is of a row: of its name, under its heading."""
    ends = [tuple(fold(name) for name in figure.path[-_BOTH:]) for figure in (stated, row)]
    return len(ends[0]) == _BOTH and ends[0] == ends[1]


def year_before(c: Composer, item: Item) -> str | None:
    """What each row was in the year before, where that year is asked for; `None` where this is no such question."""
    year = item.year or (c.plan.years[0] if len(c.plan.years) == 1 else None)
    own = c.own_year
    rows = rows_of(c, item) if year is not None and own is not None and year == own - 1 else []
    if not rows:
        return None
    c.draft.year(year)
    texts = [_was(c, row) for row in rows]
    lead = c.say(
        f"{year}年的数表中没有印出；同名的有几行，按文字说明：",
        f"No table prints {year}; several rows have this name. From the text: ",
    )
    return lead + c.say("；", "; ").join(texts) + c.say("。", ".")


def _was(c: Composer, row: Row) -> str:
    name = _name(c, row.now)
    if row.before is not None:
        c.remark(row.before)
        return c.say(f"{name}为 {c.money(row.before)}", f"{name} was {c.money(row.before)}")
    if row.change is None:
        return c.say(f"{name}没有印出", f"{name}: not told")
    falls = bool(FALLS.search(row.change.measure))
    value = c.draft.computed(calculate.before(row.now, row.change, falls=falls))
    c.remark(row.now, row.change)
    c.draft.name(row.change.measure)
    sign = "+" if falls else "−"
    worked = f"{c.money(row.now)} {sign} {c.money(row.change)}"
    return c.say(f"{name}推算为 {value}（{worked}）", f"{name} works out at {value} ({worked})")


def changes(c: Composer, item: Item) -> Said | None:
    """By how much each row changed from the year before, as the text states it; `None` where this is no such question."""
    rows = rows_of(c, item)
    if not rows:
        return None
    texts = []
    for row in rows:
        step = (row.percent if c.plan.intent == "growth" else None) or row.change
        name = _name(c, row.now)
        if step is None:
            texts.append(c.say(f"{name}没有写明", f"{name}: not told"))
            continue
        c.remark(row.now, step)
        c.draft.name(step.measure)
        value = c.draft.stated_figure(step)
        fell = " (it fell)" if FALLS.search(step.measure) else ""
        texts.append(
            c.say(
                f"{name}{step.measure} {value}（今年 {c.money(row.now)}）",
                f"{name} {step.measure} {value}{fell} (now {c.money(row.now)})",
            )
        )
    lead = c.say("同名的有几行，文字说明分别写明：", "Several rows have this name; the text tells of each: ")
    return "answered", c.with_note(lead + c.say("；", "; ").join(texts) + c.say("。", ".")), []


def _name(c: Composer, row: Figure) -> str:
    name = " › ".join(row.path[-_BOTH:])
    c.draft.name(name)
    return c.say(f"“{name}”", name)
