"""A change worked out from two printed amounts that the document's own sentence tells otherwise: both are told, the sentence first."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from ingest.model import Figure
from qa import calculate
from qa.narrative import CHANGE, FALLS, PERCENT
from qa.wording import context, full_name

if TYPE_CHECKING:
    from qa.composer import Composer, Said

# Percentage points by which a rate that is rounded, or worked out from unrounded amounts, may differ.
_SLACK: Final = Decimal(1)


def told(c: Composer, new: Figure, old: Figure) -> Said | None:
    """The answer where the sentence that states one of two amounts tells another change of the thing; `None` where none does."""
    if not old.amount or new.amount is None:
        return None
    growth = calculate.growth(new, old)
    stated = _stated(c, new, old)
    if stated is None or abs(_signed(stated) - growth.value) <= _SLACK:
        return None
    c.remark(new, old, stated)
    c.draft.name(*stated.path, stated.measure)
    name = full_name(new, c.plan.language)
    said = c.draft.stated_figure(stated)
    percent = c.draft.computed(growth, first=False)
    by = c.draft.computed(calculate.difference(new, old), first=False)
    moneys = c.money(new), c.money(old)
    zh, en = ("多", "more") if growth.value > 0 else ("少", "less")
    text = c.say(
        f"{context(stated, 'zh')}的文字说明写明，{name}{stated.measure} {said}。但按印出的两个数计算，{zh} {by}（{percent}）："
        f"{moneys[0]} − {moneys[1]}。两者矛盾，其中有印错的数，引用前请核对原件。",
        f"The text of {context(stated, 'en')} states of {name}: {stated.measure} {said}. Yet of the two amounts that are printed the later "
        f"is {by} {en} ({percent}): {moneys[0]} − {moneys[1]}. The two contradict each other; check the original before quoting either.",
    )
    return "answered", c.with_note(text), []


def _signed(change: Figure) -> Decimal:
    amount = abs(change.amount or Decimal(0))
    return -amount if FALLS.search(change.measure) else amount


def _stated(c: Composer, new: Figure, old: Figure) -> Figure | None:
    """The one rate of change that the sentence of one of two amounts states of its thing, for the later year."""
    found: list[Figure] = []
    for figure in (new, old):
        holding = c.finder.holding_of(figure) if figure.source == "narrative" else None
        for said in holding.stated if holding is not None else ():
            of_it = said.passage == figure.passage and said.path == figure.path and said.unit in PERCENT
            if of_it and CHANGE.search(said.measure) and said.column_year == new.column_year:
                found.append(said)
    return found[0] if found and len({f.amount for f in found}) == 1 else None
