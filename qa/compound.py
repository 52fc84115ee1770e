"""One question that asks several things (有几辆车？修车花多少钱？): cut where each part asks for itself.

A part without a question word belongs to its neighbour: what stands in front (2025年预算中，) to the next, what stands behind to the
one before.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from qa.counting import by_kind, without_kinds
from qa.plan import Plan

_ASKS_ZH: Final = re.compile(
    r"多少|几(?!乎|率|何)|哪|什么|吗|呢|谁|有没有|是不是|怎么|怎样|如何|占比|为啥|为何|多大|多高"
)
_ASKS_EN: Final = re.compile(r"\b(?:how|what|which|who|when|where|why|does|did|is there|are there)\b", re.IGNORECASE)
_ENDS_ZH: Final = re.compile(r"[？?；;。、]\s*|[,，]\s*(?!\d)|[,，]\s*(?=20\d\d\s*年)")
_ENDS_EN: Final = re.compile(
    r"[?;]\s*|\.\s+(?=[A-Z])|,?\s+and\s+(?=(?:by )?(?:how (?:much|many|big|large)|what|which)\b)|,\s+(?=(?:by )?(?:how (?:much|many)|what|which)\b)",
    re.IGNORECASE,
)
# What goes on about the thing before in the same breath belongs to it: 哪个多，多多少; 比去年多了还是少了？差多少？
_SAME_BREATH: Final = re.compile(
    r"^(?:各|分别|又)?(?:多|少|高|低|差|相差|差距|差额|增|减|涨|降)(?:了|出|是|有|究竟|到底)*(?:多少|几|多大)"
)
_SAME_BREATH_EN: Final = re.compile(r"^(?:and )?by how (?:much|many)\b[^,;]{0,16}$", re.IGNORECASE)
_OF_IT: Final = re.compile(r"^(?:这?其中|里面|里头|当中)|\bof (?:that|which|it|this)\b", re.IGNORECASE)
# 委托业务费多少，其中项目支出的: the question word is left out.
_CUT_SHORT: Final = re.compile(r"^(?:这?其中|里面|里头)的?[\u3400-\u9fff]{2,12}[？?。]?$")
# 甲有多少是乙，有多少是丙: the second part asks of the same thing.
_PARTITIVE: Final = re.compile(
    "(?P<thing>.*?[^里中内面头])(?:里面|里头|当中|里|中|内)?(?:又|还|另)?有多少(?:钱|资金|经费)?(?:是|来自|属于|出自)"
)
_BARE: Final = re.compile(
    r"[各分别自又都具体一共总只有是为多少钱元万亿几个大金额数目呢吗排名次带上列出来逐家下,，。?？!！;；\s]|的|官方|文件|主要|怎么|解释|给出|给|理由|原因|为什么|为何|为啥|[少多减增]在|里|儿|\b(?:why|on|grounds|reasons?|explain|explanation|and|how|much|many|large|big|what|are|is|they|it|the|its|their|amounts?|figures?|each|in|total|all|for|do|does|cost|come|to)\b"
)
_TOTAL: Final = re.compile(
    r"合计|总计|共计|一共|总共|加起来|加在一起|合起来|\b(?:together|in total|altogether)\b", re.IGNORECASE
)
_AND_OF: Final = re.compile("(?:又|还|另)?有多少(?:钱|资金|经费)?(?:是|来自|属于|出自)")
_KIND_ONLY: Final = re.compile(r"类型|种类|用途|\b(?:types?|kinds?|sorts?)\b", re.IGNORECASE)
_RECKONED: Final = frozenset({"sum", "average", "share", "difference", "change", "growth", "compare", "remainder"})
_MOST: Final = 4


def parts(question: str, language: str) -> list[str]:
    """The parts of a question that each ask something; the question alone where it asks one thing."""
    zh = language == "zh"
    asks, ends = (_ASKS_ZH, _ENDS_ZH) if zh else (_ASKS_EN, _ENDS_EN)
    found: list[str] = []
    waiting = ""
    pieces = _pieces(question, ends)
    for at, piece in enumerate(pieces):
        said = piece.strip(" ,;?？")
        if found and (_SAME_BREATH.search(piece.strip()) or _SAME_BREATH_EN.search(said) or _names_nothing(piece)):
            found[-1] += piece
        elif asks.search(piece) or (found and not waiting and at == len(pieces) - 1 and _CUT_SHORT.match(piece)):
            found.append(waiting + piece)
            waiting = ""
        else:
            waiting += piece
    if waiting and found:
        found[-1] += waiting
    return _of_one_thing([part.strip(" ,，;；。") for part in found]) if 1 < len(found) <= _MOST else [question]


def _of_one_thing(asked: list[str]) -> list[str]:
    """The parts with what the first takes apart said in each (甲有多少是乙，有多少是丙)."""
    first = _PARTITIVE.match(asked[0])
    if first is None:
        return asked
    return [asked[0], *(f"{first['thing']}{part}" if _AND_OF.match(part) else part for part in asked[1:])]


def _names_nothing(piece: str) -> bool:
    """Whether a part only says to give the amounts (分别多少钱, and how large are they) or the reason (官方怎么解释的)."""
    said = without_kinds(piece) if by_kind(piece) or _KIND_ONLY.search(piece) else piece
    return not _BARE.sub("", said.lower()).strip()


def of_it(asked: list[str]) -> bool:
    """Whether a later part asks about a part of what the first asked for (其中列在…的占多少), or all for parts of one thing."""
    apart = all(_PARTITIVE.match(part) for part in asked)
    return apart or any(_OF_IT.search(part) for part in asked[1:])


def totals_alone(part: str) -> bool:
    """Whether a part of a question asks for nothing but what the rows before come to (合计多少)."""
    said = _TOTAL.sub("", part)
    return said != part and not _BARE.sub("", said.lower()).strip()


def reckons_by_itself(whole: Plan, part: Plan) -> bool:
    """Whether one part of a question reckons with things of its own (水费和电费一共多少), so that what another part asks for
    (办公费多少？) is no operand of it, as the question read in one breath would have it."""
    if whole.intent not in _RECKONED or part.intent != whole.intent:
        return False
    things = len(part.items) + (part.base is not None)
    return 2 <= things < len(whole.items) + (whole.base is not None)


def _pieces(question: str, ends: re.Pattern[str]) -> list[str]:
    """A question cut behind every mark that ends a part."""
    cuts = [match.end() for match in ends.finditer(question)]
    places = [0, *cuts, len(question)]
    return [question[a:b] for a, b in pairwise(places) if question[a:b].strip()]
