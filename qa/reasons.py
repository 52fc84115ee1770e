"""Questions why something rose or fell: the reason that the running text states beside the change, quoted; never one of our own.

A question whose direction or amount is not that of the stated change rests on a false premise and gets no reason.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Final

from ingest.amounts import UNITS
from ingest.model import Figure
from qa import calculate, narrative
from qa.changes import changed_amount, was_nothing
from qa.composer import Composer, Said
from qa.narrative import FALLS
from qa.plan import Item
from qa.wording import context

_REASON: Final = re.compile(r"(?:主要)?原因(?:是|为|系|[:：])|主要(?:是|系|因|由于)|是?由于|是?因为|系因|主因")
_UP: Final = re.compile(
    r"比[^，,]{0,12}多(?!少)|增|涨|升|变多|多(?:了|花|支出|安排|出)|更多|\b(?:rise|rose|risen|increas\w*|grow\w*|grew|higher|more|bigger|larger|went up|go up|gone up|up)\b",
    re.IGNORECASE,
)
_DOWN: Final = re.compile(
    r"比[^，,]{0,12}(?<!多)少|减|降|跌|变少|(?<!多)少(?:了|花|支出|安排)|更少|压缩|\b(?:fall|fell|fallen|decreas\w*|drop\w*|lower|less|smaller|shrink|shrank|shrunk|cut|reduc\w*|declin\w*|went down|go down|gone down|down)\b",
    re.IGNORECASE,
)
_HOW_MUCH: Final = re.compile(r"多少|几|how much|by what", re.IGNORECASE)
_LONGEST: Final = 240


def stated_reason(c: Composer, item: Item) -> Said | None:
    """The change of an item and the reason that its sentence gives; `None` where the text states none for such a change."""
    question = c.plan.question
    up, down = bool(_UP.search(question)), bool(_DOWN.search(question))
    if up == down or not item.named:
        return None
    found = narrative.changes(c.finder, item.model_copy(update={"year": None}), "money")
    found = found or narrative.changes(c.finder, item.model_copy(update={"year": None}), "percent")
    if found is None or found.others or not found.figure.amount:
        return None
    figure = found.figure
    if bool(FALLS.search(figure.measure)) != down:
        return _opposite(c, figure)
    if not _is_asked(c, figure):
        return None
    reason = reason_of(figure)
    if reason is None and not _HOW_MUCH.search(question):
        return None
    c.remark(figure)
    c.draft.name(reason, *figure.path, figure.measure)
    value = c.draft.stated_figure(figure)
    percent = _percent(c, item, figure)
    name = figure.path[-1] if figure.path else ""
    zh = f"，文件给出的原因：“{reason}”。" if reason else "，没有写原因。"
    en = f"; the reason it gives: “{reason}”." if reason else "; it gives no reason."
    text = c.say(
        f"{context(figure, 'zh')}的文字说明中，{name}{figure.measure} {value}{percent}{zh}",
        f"In the text of {context(figure, 'en')}, {name} {figure.measure} {value}{' (it fell)' if down else ''}{percent}{en}",
    )
    return "answered", c.with_note(text), []


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


def _is_asked(c: Composer, change: Figure) -> bool:
    """Whether a stated change has the year and, where it names one, the amount that the question takes for granted."""
    if c.plan.years and change.fiscal_year is not None and change.fiscal_year not in c.plan.years:
        return False
    assert change.amount is not None
    return all(abs(change.amount - stated) <= abs(stated) / Decimal(200) for stated in c.plan.premise)


def reason_of(change: Figure) -> str | None:
    """What the sentence of a stated change gives as its reason, as printed, or `None`."""
    sentence = re.sub(r"\s+", "", unicodedata.normalize("NFKC", change.passage or ""))
    told = re.sub(r"\s+", "", unicodedata.normalize("NFKC", f"{change.measure}{change.text}"))
    place = sentence.find(told)
    if place < 0:
        return None
    clause = re.split(r"[;。]", sentence[place + len(told) :])[0]
    found = _REASON.search(clause)
    said = clause[found.start() :] if found else ""
    return said[:_LONGEST] + ("…" if len(said) > _LONGEST else "") if len(said) > 6 else None
