"""Which of several things changed most from the year before (三公经费里哪一项降得最多): by their change, never by their amount."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from ingest.model import Figure
from qa import calculate
from qa.changes import growth_text
from qa.composer import Composer, Said
from qa.followup import WHOLE
from qa.found import Missing
from qa.listings import heading_rows
from qa.naming import is_change
from qa.rows import is_whole
from qa.text import fold
from qa.wording import full_name

_DOWN: Final = r"下降|减少|压减|缩减|削减|压缩|降低|降|减|少|砍"
_UP: Final = r"增长|增加|上升|提高|上涨|增|涨|升"
_ANY: Final = r"变化|变动|增减(?:变化)?"
_ZH: Final = re.compile(
    rf"(?:(?P<down>{_DOWN})|(?P<up>{_UP})|(?P<any>{_ANY}))(?:得|了|的|幅度?|率|额|金额|比例)*最(?:为|是)?(?:多|大|快|高|厉害|狠|明显|猛)"
    rf"|最(?:大|多|快|高)的?(?:(?P<down2>降幅|减幅|下降|减少)|(?P<up2>增幅|涨幅|增长|增加)|(?P<any2>变化|变动))"
)
_EN: Final = re.compile(
    r"\b(?:(?P<down>fell|falls|dropped|drops|decreased?|declined?|shrank|shrunk|(?:was|were|been|being|are|is) (?:cut|reduced)|went down|down)"
    r"|(?P<up>rose|risen|rises|grew|grown|grows|increased?|went up|gone up|up)|(?P<any>changed?))(?: by)? (?:the )?most\b"
    r"|\b(?:biggest|largest|greatest|steepest|sharpest) (?:(?P<down2>drop|decrease|decline|fall|cut|reduction)|(?P<up2>rise|increase|growth|jump)|(?P<any2>change))\b",
    re.IGNORECASE,
)
_CHANGED: Final = re.compile(
    rf"{_DOWN}|{_UP}|{_ANY}|(?:fell|drop|decreas|declin|shr[au]nk|cut|reduc|went|down|rose|ris|gr[eo]w|increas|chang|up)",
    re.IGNORECASE,
)
_RATE: Final = re.compile(r"率|幅|快|百分|比例|\b(?:per ?cent|percentage|rate|fastest|proportion)", re.IGNORECASE)
_WAYS: Final = ("down", "up", "any")


def changed_most(c: Composer) -> Said | None:
    """The one of the rows under a heading that changed most, down, up or either way; `None` where the question asks for no such thing. Where
    the year before is not printed for at least two of them it is refused: the largest is another thing."""
    asked = (_EN if c.plan.language == "en" else _ZH).search(c.plan.question)
    if asked is None:
        return None
    said = asked.groupdict()
    way = next(name for name in _WAYS if said[name] or said[f"{name}2"])
    under = c.plan.under or next((item for item in c.plan.items if item.named), None) or WHOLE
    terms = tuple(t for t in under.terms if not (is_change(t.text) if t.known else _CHANGED.match(t.text)))
    under = under.model_copy(update={"terms": terms}) if terms else under
    looked = heading_rows(c, under)
    if not isinstance(looked, tuple):
        return c.refuse(looked, under)
    own = c.own_year or looked[0].figure.fiscal_year
    pairs = [
        (new, old)
        for new in looked[1]
        if new.amount is not None and not (is_whole(new) and new.path != new.measure_path)
        if (old := _year_before(c, new)) is not None
    ]
    if len(pairs) < 2 or own is None:
        before = str((own or 1) - 1)
        c.draft.year(own, int(before))
        return c.refuse(Missing("year", before, (str(own),) if own else ()), under)
    best = _most(pairs, way, by_rate=bool(_RATE.search(asked.group())))
    if best is None:
        zh, en = ("没有一项减少", "none of them fell") if way == "down" else ("没有一项增加", "none of them rose")
        names = [full_name(new, c.plan.language) for new, _ in pairs]
        moneys = "；".join(
            f"{name} {c.money(new)}（{c.money(old)}）" for name, (new, old) in zip(names, pairs, strict=True)
        )
        c.remark(*(figure for pair in pairs for figure in pair))
        return "answered", c.with_note(c.say(f"{zh}：{moneys}。", f"{en[0].upper()}{en[1:]}: {moneys}.")), []
    new, old = best
    c.remark(new, old)
    result = calculate.growth(new, old) if old.amount else calculate.difference(new, old)
    amount = c.draft.computed(result)
    if not old.amount:
        text = c.say(
            f"增加 {amount}：{c.money(new)}，上年为 {c.money(old)}。",
            f"{amount} more: {c.money(new)} against {c.money(old)}.",
        )
    else:
        text = growth_text(c, new, old, result, amount)
    lead = c.say("变化最大的是：", "What changed most: ") if way == "any" else ""
    lead = lead or c.say(
        "减少最多的是：" if way == "down" else "增加最多的是：", f"What {'fell' if way == 'down' else 'rose'} most: "
    )
    return "answered", c.with_note(lead + text), []


def _most(pairs: Sequence[tuple[Figure, Figure]], way: str, *, by_rate: bool) -> tuple[Figure, Figure] | None:
    """The pair of most change that way; `None` if there is none."""

    def change(pair: tuple[Figure, Figure]) -> Decimal:
        new, old = (figure.amount or Decimal(0) for figure in pair)
        by = new - old
        if by_rate:
            by = by / abs(old) if old else Decimal(0)
        return -by if way == "down" else by if way == "up" else abs(by)

    best = max(pairs, key=change)
    return best if change(best) > 0 else None


def _year_before(c: Composer, new: Figure) -> Figure | None:
    """The same row's amount in the year before, from the same table."""
    year = new.column_year or new.fiscal_year
    holding = c.finder.holding_of(new)
    if holding is None or year is None:
        return None
    own = _place(new)
    found = [
        cell.figure
        for cell in holding.by_table.get(new.table_number, ())
        if cell.figure.column_year == year - 1
        and cell.figure.amount is not None
        and cell.figure.column_basis in (new.column_basis, None)
        and _place(cell.figure) == own
    ]
    return found[0] if len(found) == 1 else None


def _place(figure: Figure) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A cell's row, and its column without the heads that say of which year it is."""
    heads = tuple(fold(head) for head in figure.measure_path if not re.search(r"20\d\d|上年|本年|当年|去年|今年", head))
    return tuple(fold(name) for name in figure.path if name not in figure.measure_path), heads
