"""Whether a question that names no item leans on the one before it (那苏州的呢), or stands by itself (苏州市交通运输局一共花多少钱)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from qa.marks import Marked
from qa.rewriting import rewritten, rules
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

_AND: Final = r"^\s*(?:那么?|这么?|所以|再|又|还|究竟|到底)?[，,]?"
_THING: Final = r"(?!例|率|重|如|较|一下)(?P<x>[^，,。？?]{2,30}?)"
_TIME_EN: Final = r"(?!.{0,20}\b(?:years?|20\d\d|budget(?:ed)?|accounts|before|earlier|previous|prior)\b)"
# A comparison that leaves out what it compares, which the question before was about.
_WITHOUT_SUBJECT: Final = {
    "zh": rules((
        (_AND + r"(?:比起?|较)" + _THING + r"(?:来说?)?(?P<how>(?:要|还|会)?(?:多|少|高|低|大|小|贵)(?:出|了|过|上)?(?:多少|几|一些|吗)?.{0,6})$", r"它比\g<x>\g<how>"),
        (_AND + r"(?:比起?)" + _THING + r"(?:来)?呢?[？?]?$", r"它比\g<x>多多少"),
        (_AND + r"(?:和|跟|与|同)" + _THING + r"(?P<how>(?:一共|总共|合计|加起来|相加|加在一起).{0,8})$", r"加上\g<x>\g<how>"),
        (_AND + r"(?P<with>和|跟|与|同)" + _THING + r"(?P<how>(?:相比|比起来|比较|比)?(?:起来)?[，,]?(?:相?差|多|少|高|低).{0,8})$", r"它\g<with>\g<x>\g<how>"),
        (_AND + r"(?:和|跟|与|同)" + _THING + r"(?:相比|比起来|比较起来|比)(?:呢|如何|怎么样|怎样)?[？?]?$", r"它比\g<x>多多少"),
        (_AND + r"(?:它的?)?(?:所)?(?:占比|比例|比重|占的?比例|占的?比重)(?:是|有|为)?(?:多少|几何|多大|呢)?[？?]?$", "它占总额的比例是多少"),
        (_AND + r"(?P<is>(?:相当于|等于|是)" + _THING + r"的(?:几|多少|百分之|几分之|多大).{0,8})$", r"它\g<is>"),
        (_AND + r"(?P<is>占(?:了|到)?(?!比|多少|百分|几|多大)[^，,。？?]{2,30}?(?:的)?(?:多少|几|百分之|比例|比重|份额|多大).{0,8})$", r"它\g<is>"),
    )),
    "en": rules((
        (r"^\s*(?:and |but |so )?(?:how (?:does|did|do) (?:it|that|this|they) )?compared? (?:with|to) " + _TIME_EN + r"(?P<x>[^?,]{2,60}?)\s*\??$", r"how much more is it than \g<x>?"),
        (r"^\s*(?:and |but |so )?(?:than|versus|vs\.?|against) " + _TIME_EN + r"(?P<x>[^?,]{2,60}?)\s*\??$", r"how much more is it than \g<x>?"),
    ), ignore_case=True),
}  # fmt: skip


def with_subject(question: str, language: str) -> str:
    """A follow-up that compares without saying what (比水费多多少？, compared with water?), with the thing before in its place."""
    return rewritten(question, _WITHOUT_SUBJECT[language])


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
