"""Questions about one body of a department: which body a thing is asked of, and the answer from what is printed of that body alone.

A department's figure never answers for one of its bodies. A question that is about one body throughout is answered like one about a
document that has the body's rows and no others; where bodies stand side by side, each thing is looked up in its own body.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from qa.composer import Composer
from qa.finder import Finder
from qa.found import Missing
from qa.membership import Asked, asked, find_alone, named_after
from qa.plan import Item, Plan

# Intents whose answers are the text's, whoever it speaks of.
_TEXT: Final = frozenset({"cause", "opinion"})
# Of what the share is wanted: of all the department has, or of what the body has itself.
_OF_DEPARTMENT: Final = re.compile(
    r"部门|全局|全委|全系统|全市|整个|各单位|\b(?:department\w*|bureau|commission|whole|entire|overall)\b",
    re.IGNORECASE,
)
_OF_ITSELF: Final = re.compile(
    r"占(?:了)?(?:其|它|该单位|本单位|自身|自己)|\b(?:of|in) (?:its|their|that unit's)\b", re.IGNORECASE
)


def narrowed(c: Composer) -> Composer:
    """The composer over what is printed of the one body that the whole plan is about; the composer itself where there is none."""
    plan = c.plan
    if plan.by_unit or plan.intent in _TEXT or c.members:
        return c
    items = _shared(c.finder, plan.items)
    of = [
        found
        for item in (*items, *((plan.under,) if plan.under is not None else ()))
        if (found := asked(c.finder, item))
    ]
    wanted = len(items) + (plan.under is not None)
    if not of or len(of) != wanted or len({found.name for found in of}) != 1:
        return Composer(c.draft, plan.model_copy(update={"items": items}), c.finder) if items != plan.items else c
    if any(_is_departments(c.finder, found, item) for found, item in zip(of, items, strict=False)):
        return c
    base = plan.base
    if base is not None and not _of_body(plan, base, of[0]):
        return Composer(c.draft, plan.model_copy(update={"items": items}), c.finder)
    alone = plan.model_copy(
        update={
            "items": tuple(found.rest for found in of[: len(items)]),
            "under": of[-1].rest if plan.under is not None else None,
            "base": _rest(c.finder, base) if base is not None else None,
            "levels": (),
            "strict_level": False,
        }
    )
    holdings = [member.holding for member in of[0].members]
    return Composer(c.draft, alone, Finder(holdings, alone), of[0].members)


def _is_departments(finder: Finder, of: Asked, item: Item) -> bool:
    """Whether a thing is not printed of the body it is asked of, but a row of the department is named after both (新华监狱信息化建设)."""
    return isinstance(find_alone(finder, of.members, of.rest), Missing) and named_after(finder, of, item) is not None


def _rest(finder: Finder, item: Item) -> Item:
    found = asked(finder, item)
    return found.rest if found is not None else item


def _of_body(plan: Plan, base: Item, of: Asked) -> bool:
    """Whether a share is wanted of what the body has itself, not of what the department has."""
    if _OF_ITSELF.search(plan.question):
        return True
    bare = base.whole and not (base.terms or base.organization or base.level)
    return bool(bare) and of.rest.whole is None and not _OF_DEPARTMENT.search(plan.question)


def _shared(finder: Finder, items: Sequence[Item]) -> tuple[Item, ...]:
    """法律援助处的基本支出和项目支出: the body that is named with the first thing goes for the others, which name none."""
    first = asked(finder, items[0]) if len(items) > 1 else None
    if first is None or first.term is None:
        return tuple(items)
    found = [items[0]]
    for item in items[1:]:
        plain = (item.terms or item.code) and not item.organization and not item.level and asked(finder, item) is None
        found.append(item.model_copy(update={"terms": (first.term, *item.terms)}) if plain else item)
    return tuple(found)
