"""What a stated amount is told as a part of: 综合管理 367.65万元，主要包括：行政运行 85.04万元 is of a project, not of the function of that name."""

from __future__ import annotations

import re
from typing import Final

from ingest.amounts import UNITS
from ingest.model import Figure
from qa.carried import names_carried
from qa.holding import Holding
from qa.lexicon import official_kinds
from qa.naming import plain
from qa.preference import PROJECT_TABLES
from qa.text import squeezed

# What stands between a whole and the parts that are told behind it.
_PARTS_FOLLOW: Final = re.compile(r"(?:万元|亿元|元)?[,，:：(（]*(?:其中)?[,，:：]?(?:主要)?(?:包括|用于|分为|包含|含)")
_HEADINGS: Final = frozenset({"function", "economic"})
_UP_TO_A_NUMBER: Final = re.compile(r"\d(?:万元|亿元|元)[,，;；、]?$")


def of_another(holding: Holding, stated: Figure, figure: Figure) -> bool:
    """Whether a stated amount is told as a part of something that a table's figure is not under, so that the two are no two amounts of
    one thing: of a project that a table prints; of a heading (农林水支出83万元，主要用于人员经费18万元, beside all of 人员经费); or as what is
    carried over of the thing whose amount stands in front of it."""
    said = squeezed(stated.passage or "")
    place = said.find(squeezed(stated.text))
    if place < 0:
        return False
    front = said[:place]
    if names_carried(stated.label) and _UP_TO_A_NUMBER.search(front.removesuffix(squeezed(stated.label))):
        return True
    wholes = [
        other
        for other in holding.stated
        if other.passage == stated.passage
        and other.unit in UNITS
        and (at := front.find(squeezed(other.text))) >= 0
        and _PARTS_FOLLOW.match(front[at + len(squeezed(other.text)) :])
    ]
    return any(_is_project(holding, whole) or _is_heading(whole, figure) for whole in wholes)


def _is_heading(whole: Figure, figure: Figure) -> bool:
    """Whether a whole is named as a heading of a classification that a figure of a table is neither called nor under."""
    name = whole.label.removesuffix("科目").removesuffix("类")
    above = {plain(label) for label in figure.path}
    return bool(official_kinds(name) & _HEADINGS) and plain(name) not in above


def _is_project(holding: Holding, whole: Figure) -> bool:
    return any(
        cell.figure.table_kind in PROJECT_TABLES and cell.figure.amount == whole.amount
        for cell in holding.by_name.get(whole.label, ())
    )
