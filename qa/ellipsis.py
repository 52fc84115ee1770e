"""Whether a question that names no item leans on the one before it (那苏州的呢), or stands by itself (苏州市交通运输局一共花多少钱)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from qa.marks import Marked
from qa.words import Words

# Words that take up what was asked before.
_TAKES_UP: Final = re.compile(
    r"它|其(?!他)|这[个项笔块]|那[个项笔块]|同样|一样|同一|该项|前者|后者|两者|加起来|\b(?:that|this|those|these|same|both|former|latter)\b|"
    r"\bit\b(?! (?:spends?|plans?|gets?|receives?|have|has|budgets?)\b)"
)
# The turns of phrase of a question cut short.
_CUT_SHORT: Final = re.compile(
    r"^(?:那么?|换成|换作|如果是|要是|再看)|[呢呐]$|^(?:and|what about|how about|what of|now)\b"
)
_ALL: Final = re.compile(
    r"一共|总共|总计|合计|总的|全部|总体|整个|总盘子|全年|\b(?:total|altogether|in all|overall|entire|whole)\b"
)
_MONEY: Final = re.compile(
    r"预算|支出|决算|花|用钱|开销|收入|\b(?:budget|spend|spent|spending|expenditure|income|revenue)\b"
)
_ROWS: Final = re.compile(
    r"哪[些几]|最[大多高小少低]|前[一二三四五六七八九十\d]|主要|去向|构成|分布|干什么|做什么|"
    r"\b(?:largest|biggest|top|smallest|lowest|list|break ?down|where|main)\b"
)
_PEOPLE: Final = re.compile(r"多少[个名位]?人|几[个名位]?人|人数|编制|\b(?:people|staff|employees|posts)\b")
_THINGS: Final = frozenset({"name", "code", "whole", "group", "phrase"})


def stands_alone(marked: Marked, before: str, things: int, words: Words) -> bool:
    """Whether a question that names no item is about all that a body spends (or about its rows, or its people) rather than
    about the item of the question `before`, in which `things` items were asked for."""
    if any(mark.kind in _THINGS for mark in marked.marks.values()):
        return False
    columns = {char: mark.text for char, mark in marked.marks.items() if mark.kind == "aspect"}
    body = "".join(columns.get(char, " " if char in marked.marks else char) for char in marked.body)
    said, earlier = body.strip(" 的,，。.?？!！;；").lower(), before.lower()
    if _TAKES_UP.search(said):
        return False
    if things <= 1 and _new(_ALL, said, earlier) and _MONEY.search(said):
        return True
    if not marked.of("organization") or _CUT_SHORT.search(said):
        return False
    wholes: Sequence[str] = (*words.bare["expenditure"], *words.bare["income"])
    asked = any(words.at(phrase, said) >= 0 and words.at(phrase, earlier) < 0 for phrase in wholes if phrase != "钱")
    return asked or any(_new(kind, said, earlier) for kind in (_ALL, _ROWS, _PEOPLE))


def _new(pattern: re.Pattern[str], said: str, before: str) -> bool:
    """Whether a question has words of a kind that the one before had not."""
    return pattern.search(said) is not None and pattern.search(before) is None
