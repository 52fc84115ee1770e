"""Of which year, basis and level the things of a question are, and what kind of number it wants to be told."""

from __future__ import annotations

import re
from typing import Any, Final

from qa.counting import price_floor
from qa.marks import Marked
from qa.plan import BasisName, Item, Kind, LevelName
from qa.words import Words

Fields = dict[str, Any]
_YUAN: Final = re.compile(
    r"how many [\w ,]*(?:yuan|rmb)|多少(?:亿|万|百万)?(?:元|块)|多少钱|how much money", re.IGNORECASE
)


def without_organizations(question: str, marked: Marked) -> str:
    """A question without the words that name bodies: the 本级 of a name asks for no level."""
    for mark in marked.of("organization"):
        question = question.replace(mark.text, " ")
    return question


def kind_of(question: str, words: Words, marked: Marked) -> Kind | None:
    """What kind of number a question wants to be told; `None` where its words leave it open."""
    if words.kinds["percent"].search(question):
        return "percent"
    if marked.kinds:
        return "count"
    if (floor := price_floor(question)) is not None:
        question = question.replace(floor[1], " ", 1)
    money = bool(marked.of("whole")) or bool(_YUAN.search(question))
    if floor is not None and not money and not words.kinds["money"].search(question):
        return "count"  # 单价100万元以上的设备现有多少: things from a price on are counted
    if words.kinds["count"].search(question) and not money:
        return "count"
    if words.kinds["target"].search(question):
        return "target"
    return "money" if money or words.kinds["money"].search(question) else None


def placed_fields(marked: Marked, fields: Fields, question: str, words: Words, *, follows: bool = False) -> Fields:
    """Years, basis and levels of the whole question: what its items do not each say for themselves."""
    items: list[Item] = [
        *fields.get("items", ()),
        *(i for i in (fields.get("base"), fields.get("under")) if i is not None),
    ]
    years = tuple(dict.fromkeys(mark.year for mark in marked.of("period") if mark.year is not None))
    levels = tuple(
        dict.fromkeys(mark.level for mark in (*marked.of("level"), *marked.of("whole")) if mark.level is not None)
    )
    levels = _without_denied(levels, question, words)
    bases = {mark.basis for mark in (*marked.of("period"), *marked.of("aspect")) if mark.basis}
    basis: BasisName | None = next(iter(bases)) if len(bases) == 1 else None
    if basis is None and not bases:
        # 预决算管理业务 is a name and asks for no final accounts.
        basis = "final_accounts" if words.mentions(words.basis["final"], marked.body) else None
    places: Fields = {"years": years, "levels": levels, "basis": basis}
    changes: Fields = {}
    if len(years) <= 1:
        changes["year"] = None
    if len(bases) <= 1 and not any(item.aspect for item in items):
        changes["basis"] = None
    if len(levels) <= 1:
        changes["level"] = None
    tables = {mark.text for mark in marked.of("table")}
    if len({item.organization for item in items if item.organization}) <= 1:
        changes["organization"] = None
    for key in ("base", "under"):
        if fields.get(key) is not None:
            places[key] = fields[key].model_copy(update=changes)
    found = [item.model_copy(update=changes) for item in fields.get("items", ())]
    comparing = fields.get("intent") in {"difference", "compare", "change"} and len(found) > 1
    if len(tables) == 1 and not comparing:  # 支出总表的数比财政拨款的数多多少: the other is of another table
        found = [_in_table(item, next(iter(tables)), alone=len(found) == 1 and not follows) for item in found]
        under = places.get("under")
        places |= {"under": _in_table(under, next(iter(tables)), alone=True)} if under is not None else {}
    places["items"] = _shared_by_bodies(found)
    return places


def _shared_by_bodies(items: list[Item]) -> tuple[Item, ...]:
    """甲监狱和乙监狱的基本支出: what is asked of the last of several bodies is asked of those named before it, too."""
    last = items[-1] if len(items) > 1 else None
    shared = tuple(term for term in last.terms if not term.body) if last is not None else ()
    if last is None or not shared or len(shared) == len(last.terms):
        return tuple(items)
    bare = [bool(i.terms) and all(t.body for t in i.terms) and not (i.code or i.whole) for i in items]
    if not all(bare[:-1]):
        return tuple(items)
    return (*(i.model_copy(update={"terms": (*i.terms, *shared)}) for i in items[:-1]), last)


def _in_table(item: Item, table: str, *, alone: bool) -> Item:
    """A thing looked up in the one table that the question names: all that the table adds up to, where it names nothing."""
    if item.table is None and not (alone or item.terms or item.code):
        return item
    side = (
        {}
        if item.named or not alone
        else {"whole": "income" if "收入" in table and "支出" not in table else "expenditure"}
    )
    return item.model_copy(update={"table": table, **side})


def _without_denied(levels: tuple[LevelName, ...], question: str, words: Words) -> tuple[LevelName, ...]:
    """The levels without one that is named only to be excluded (not the department budget)."""
    lowered = question.lower()
    return (
        tuple(
            level
            for level in levels
            if not any(
                f"{before}{gap}{name}" in lowered
                for before in words.not_before
                for name in words.levels[level]
                for gap in ("", " ")
            )
        )
        or levels
    )
