"""What people say around a question (我们天天坐公交的老百姓想弄清楚：…, I am a teacher. …): clauses that ask nothing and name nothing.

A clause is only left out where another one asks, and never if it holds a name, a code, a year or an organisation: those may say
of what, of when or of whose the rest is asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

_ASKS_ZH: Final = re.compile(
    r"多少|能否|可否|告知|核对|核实|几(?!乎|率|何|天|年来)|哪|什么|啥|吗|呢|谁|有没有|有无|是不是|是否|怎么|怎样|如何|(?:占比|比例|比重)(?:呢|是|为|有|[（(]|$)|百分之|为何|排名|最[多大少小高低]|前[一二三四五六七八九十\d]"
)
_TALK_ZH: Final = re.compile(
    r"[我你您咱俺]|大家|大伙|老百姓|市民|纳税人|好奇|打听|听说|据说|听人|请教|请问|想问|想知道|想了解|弄清楚|搞清楚|弄明白|搞明白|看不懂|不懂|不明白|麻烦|劳驾|帮忙|帮|(?:在|正|要|想|来)整理|整理(?:材料|资料|数据|一下)|写(?:稿|报告|论文|作业|材料)|求问|求助|求教|跪求|"
    r"作业(?=[，,。！!：:要用里需]|$)|论文|调研|谢谢|多谢|感谢|辛苦|您好|你好|别(?:跟|给|说|讲|绕)|[吧嘛啊呀哦噢哈]\s*[，,。！!：:；;？?～~]?$"
)
# 涨得也太离谱了吧: how somebody finds it.
_FEELING_ZH: Final = re.compile(
    r"(?<=[涨升增降减跌花高低贵多少大小])得(?!多少|几|什么|怎|[多少高低大小贵][，,。！!？?]|[^，,。！!？?]{0,3}(?:多少|几))(?:也|实在|真|可|确实|有些|有点)*(?:太|挺|这么|那么|很|好|够|忒)?"
    r"[\u4e00-\u9fff]{1,4}?(?:了)?(?:吧|啊|呀|哈|嘛)?(?=[，,。！!？?])"
)
# 机场作业费，安排多少: the topic of what is asked, whatever its words hold.
_TOPIC_ZH: Final = re.compile(r"(?:费|经费|资金|项目|支出|补助|补贴|收入)\s*[，,]$")
_CLAUSE_ZH: Final = re.compile(r"[^，,。！!；;：:？?～~—\n]+[，,。！!；;：:？?～~—\n]*")
_SENTENCE_ZH: Final = re.compile(r"[^。！!；;？?—\n]+[。！!；;？?—\n]*")
# 我是个退休老头，住得离训练基地近: who asks, whatever names the words hold; not what he wishes to see.
_OF_ONESELF_ZH: Final = re.compile("^(?:我们?|咱们?|俺|本人)(?!市|区|县|局|省|校|单位|国)")
_WRITING_ZH: Final = re.compile("^(?:正?在)?(?:写|做|赶)(?:篇|个)?(?:论文|作业|稿|报告|材料|文章|课题|调研)")
_WHOSE_ZH: Final = re.compile(r"\d{3,}|[局委厅]|街道|办公室")
_WISH_ZH: Final = re.compile("想|要|问|查|看|了解|知道|打听|关[心注于]|说的?是|指的?是|负责|[局委厅]的")
# 听说光物业就吃掉公用经费的三分之一: what others say does not tell of what the rest asks, if that names it.
_HEARSAY_ZH: Final = re.compile("^(?:我)?(?:听说|据说|听人说|听闻|都说|有人说|网上说|网传|传说|传言)")
_ASKS_EN: Final = re.compile(
    r"\b(?:how|what|what's|which|who|when|where|why|whose|does|did|do|is|are|was|were|has|have|can|could|would|will|tell|give|show|list|name|find|state|compare|calculate|work out|add)\b",
    re.IGNORECASE,
)
_TALK_EN: Final = re.compile(
    r"\b(?:i|i'm|i've|i'd|we|we're|my|our|me|us|thanks|thank you|please|hello|hi|dear|sorry|cheers|curious)\b|^\s*(?:as an? )",
    re.IGNORECASE,
)
# I am studying weather services: what the asker does, whatever it names; not what he is looking for.
_OF_ONESELF_EN: Final = re.compile(
    r"^\s*(?:i|we)(?:'m| am|'re| are)? (?:(?:currently|just|also|now) )?(?:an? |the |study|research|teach|work|live|writ|read|cover|report|prepar|draft|collect|compil)[a-z]*\b(?!.*\b(?:need|want|know|quote|cite|interested|looking for|after)\b)",
    re.IGNORECASE,
)
_WHOSE_EN: Final = re.compile(
    r"\d{3,}|\b(?:bureau|department|office|commission|committee|subdistrict|detachment|authority)\b", re.IGNORECASE
)
# A wish is a question: I would like to know how much …
_WISH_EN: Final = re.compile(
    r"\b(?:know|see|wonder(?:ing)?|need|want|like|tell|give|how|what|which|whether)\b", re.IGNORECASE
)
# A percentage, please: says what is asked for.
_FORM: Final = re.compile(r"\b(?:percentage|per ?cent|proportion)\b|百分比|百分数", re.IGNORECASE)
_PLACED_ZH: Final = re.compile(r"\d{3,}|[局委厅院校所队]|街道|办公室|中心|[今去前明]年")
_TAKES_UP_ZH: Final = re.compile("它|其|这|那|真的|属实|为什么|为何|原因|怎么|比")
_CLAUSE_EN: Final = re.compile(r"(?:[^.!?;:\n]|\.(?=\d)|(?<=\d):(?=\d))+[.!?;:\n]*\s*")
_GREETING_EN: Final = re.compile(
    r"^\s*(?:as an? [^,.?]{3,60}|out of (?:pure |sheer )?(?:curiosity|interest)|honest(?:ly)?(?: question)?|quick question|just (?:curious|wondering)|hello(?: there)?|hi(?: there)?|good (?:morning|day)|sorry|excuse me|thanks)\s*[,:!—-]+\s*",
    re.IGNORECASE,
)


def without_chatter(question: str, language: str, names: Callable[[str], bool]) -> str:
    """A question without the clauses that only talk. `names` tells whether a clause holds a name of anything."""
    if language == "en":
        body = _GREETING_EN.sub("", question)
        body = _without_oneself_en(body if _ASKS_EN.search(body) else question, names)
        return _kept(body, _CLAUSE_EN.findall(body), _ASKS_EN, _idle_en, names)
    question = _FEELING_ZH.sub("", question)
    question = _without_hearsay(_without_oneself(question), names)
    return _kept(question, _CLAUSE_ZH.findall(question), _ASKS_ZH, _idle_zh, names)


def _without_oneself(question: str) -> str:
    """A question without the sentences in which the asker tells of himself, unless they say whose or of when."""
    sentences = _SENTENCE_ZH.findall(question)
    rest = "".join(sentence for sentence in sentences if not _tells_of_oneself(sentence))
    return rest if _ASKS_ZH.search(rest) else question


def _without_oneself_en(question: str, names: Callable[[str], bool]) -> str:
    """An English question without the sentences in which the asker says what he does, where the rest asks and names its own thing."""
    sentences = _CLAUSE_EN.findall(question)
    mine = [_OF_ONESELF_EN.search(s) and not _WHOSE_EN.search(s) and "?" not in s for s in sentences]
    rest = "".join(sentence for sentence, own in zip(sentences, mine, strict=True) if not own)
    return rest if any(mine) and _ASKS_EN.search(rest) and names(rest) else question


def _tells_of_oneself(sentence: str) -> bool:
    if _ASKS_ZH.search(sentence) or _WHOSE_ZH.search(sentence):
        return False
    return bool(_WRITING_ZH.search(sentence) or (_OF_ONESELF_ZH.search(sentence) and not _WISH_ZH.search(sentence)))


def _without_hearsay(question: str, names: Callable[[str], bool]) -> str:
    """A question without what is only said to be so, where the rest of it asks and names its own thing."""
    clauses = _CLAUSE_ZH.findall(question)
    if (
        len(clauses) < 2
        or not _HEARSAY_ZH.search(clauses[0])
        or _ASKS_ZH.search(clauses[0])
        or _PLACED_ZH.search(clauses[0])
    ):
        return question
    rest = "".join(clauses[1:])
    return rest if _ASKS_ZH.search(rest) and not _TAKES_UP_ZH.search(rest) and names(rest) else question


def _kept(
    question: str,
    clauses: Sequence[str],
    asks: re.Pattern[str],
    idle: Callable[[str, bool], bool],
    names: Callable[[str], bool],
) -> str:
    asking = [bool(asks.search(clause)) for clause in clauses]
    if len(clauses) < 2 or not any(asking):
        return question
    last = max(at for at, asked in enumerate(asking) if asked)
    out = [
        idle(clause, at > last) and not _FORM.search(clause) and not names(clause) for at, clause in enumerate(clauses)
    ]
    # 准备考编的学生，好奇问下：what stands before such an opening belongs to it.
    for at, clause in enumerate(clauses):
        if out[at] and clause.rstrip().endswith(("：", ":")) and not any(asking[:at]):
            out[:at] = [gone or not names(clauses[before]) for before, gone in enumerate(out[:at])]
    rest = "".join(clause for clause, gone in zip(clauses, out, strict=True) if not gone)
    return rest if asks.search(rest) else question


def _idle_zh(clause: str, behind: bool) -> bool:
    """Whether a clause asks nothing and only talks; behind the last that asks, whatever names nothing."""
    if _HEARSAY_ZH.search(clause):
        return False  # 听说买了新车，花了多少: it may be what is asked about
    if not behind and _TOPIC_ZH.search(clause):
        return False
    return not _ASKS_ZH.search(clause) and (behind or bool(_TALK_ZH.search(clause)))


def _idle_en(clause: str, behind: bool) -> bool:
    """The same for a sentence: one of the asker, that wishes to know nothing."""
    return bool(_TALK_EN.search(clause)) and (behind or not _WISH_EN.search(clause)) and "?" not in clause
