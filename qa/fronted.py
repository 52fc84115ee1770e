"""What a question sets in front of what it asks, as that within which it asks (三公经费里，…; 项目支出按经济分类，…; Within basic spending, …)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from qa import asking
from qa.followup import WHOLE
from qa.naming import is_fund
from qa.pieces import is_column
from qa.plan import Item, Language
from qa.terms import is_side

_SIDES: Final = frozenset({"基本支出", "项目支出"})
_Read = Callable[[str], Sequence[Item]]


def in_front(body: str, read: _Read) -> tuple[Item, str] | None:
    """The one thing that a marked question sets in front, with the rest of the question; `None` where it sets nothing in front, or
    more than one thing. `read` makes items of a stretch."""
    found = asking.INSIDE.match(body)
    if found is None:
        return _side_in_front(body, read) or _before_sides(body, read)
    items = [item for item in read(found.group("of") or found.group("en")) if item.named]
    rest = body[found.end() :]
    if len(items) != 1 or items[0].code or items[0].whole or not read(rest):
        return None
    return items[0], rest


def _side_in_front(body: str, read: _Read) -> tuple[Item, str] | None:
    """项目支出，培训费多少: the side of spending that the thing asked for is to be of; not where the sides are asked for themselves."""
    found = asking.FIRST.match(body)
    if found is None:
        return None
    ahead, named = read(found["of"]), [item for item in read(found["rest"]) if item.named]
    if len(ahead) != 1 or not _of_sides(ahead[0]) or len(named) != 1 or named[0].whole or _of_sides(named[0]):
        return None
    return ahead[0], found["rest"]


def _before_sides(body: str, read: _Read) -> tuple[Item, str] | None:
    """差旅费，基本支出列了多少、项目支出列了多少: one thing in front of columns of all spending is asked for in each of them."""
    front, comma, rest = body.partition(",")
    if asking.ASKS.search(front) and rest.lstrip().startswith("其中"):
        return None  # 电费总数多少，其中基本支出多少: each asks for itself
    ahead = [item for item in read(front) if item.named] if comma else []
    if len(ahead) != 1 or ahead[0].whole or any(is_side(term) for term in ahead[0].terms):
        return None  # 甲监狱项目支出多少，基本支出多少: each column asks for itself
    columns = [item for item in read(rest) if item.named]
    return (ahead[0], rest) if columns and all(is_column(item) for item in columns) else None


def within(made: dict[str, Any], around: Item, language: Language) -> dict[str, Any]:
    """The plan fields of the rest of a question, whose things are looked for within what stands in front: there first, and nowhere
    else where that is a side of spending: what is of a side is never told by what there is in all, or in the other one."""
    items: Sequence[Item] = made.get("items", ())
    fund = any(is_fund(form) for term in around.terms for form in term.forms[:2])
    columns = bool(items) and all(is_column(item) for item in items) and not is_column(around)
    if (_of_sides(around) or columns) and made["intent"] not in asking.READ_WHOLE:
        link = "中的" if language == "zh" else " "
        items = [
            item.model_copy(
                update={
                    "terms": (*around.terms, *item.terms),
                    "text": f"{around.text}{link}{item.text}",
                    "code": item.code or around.code,
                }
            )
            if item.terms or item.code
            else item
            for item in items
        ]
        return {**made, "items": tuple(items) or (around,), "fronted": True}
    items = tuple(
        item.model_copy(update={"within": around.terms})
        if item.terms and (not item.within or (made["intent"] == "share" and not fund))
        else item
        for item in items
    )
    made = {**made, "items": items or (around,)}
    if made["intent"] in {"list", "rank"} and made.get("under") in (None, WHOLE):
        made["under"] = around
    base = made.get("base")
    if made["intent"] == "share" and base is not None:
        inner = base.within if fund else around.terms
        made["base"] = around if base == WHOLE else base.model_copy(update={"within": inner})
    return made


def _of_sides(item: Item) -> bool:
    """Whether a thing is basic or project spending, and nothing else."""
    return bool(item.terms) and all(_SIDES & {term.text, *term.forms} for term in item.terms)
