"""Turns of speech put into plain words, where a word-by-word reading would take them for something else."""

from __future__ import annotations

import re
from typing import Final

_ZH: Final = (
    # 差旅费和培训费，总数是多少: what they come to, not all the spending there is.
    (r"(?<=[\u3400-\u9fff）)][，,])(?:它们|这些|这几项|两者|两项|三项|两样|加起来)?的?(?:总数|总额|总计|总量|总和|总金额|合计数|总共数)(?=是|为|有|给|报|发|多少|一共|呢|[？?。！!]|$)", "一共"),
    # 三公那张表里的: the table of that name.
    (r"(?<=[\u3400-\u9fff）)])[那这](?:张|个|份)(?=(?:总|明细)?表)", ""),
    # 甲表一个数，乙表又一个数: what is asked for stands elsewhere.
    (r"(?:又|另)?(?:是|有)?(?:一|两|二|俩)个数(?:字|目)?(?=[，,、和；;。]|$)", ""),
    (r"(?:究竟|到底)?差在(?:哪里?儿?|什么地方)(?:[、，,]|和)(?=差多少|相差)", ""),
    (r"^同样(?:都|是|叫|都叫|都是|的)+", ""),
    # ... 甲和乙，前者比后者高多少: both were just named.
    (r"(?<=[\u3400-\u9fff）)的][，,])(?:前者|前面(?:那)?个)(?:比|较)(?:后者|后面(?:那)?个)(?:要|还|究竟|到底)*(?:高|多|低|少|大|小)(?:出|了|过|花)?(?=多少|几)", "相差"),
    # 既买甲又买乙，这两样: 甲 and 乙.
    (r"既(?:要|有|买|采购|购置|安排|花|列)*(?P<a>[^，,。？?又]{2,20}?)又(?:要|有|买|采购|购置|安排|花|列)*", r"\g<a>和"),
    (r"^(?:我)?(?:看到|看见|注意到|发现)(?!的)", ""),
    # Money, said with emphasis (白银 is a city, too).
    (r"多少真金白银", "多少钱"),
    (r"真金白银(?:地)?", ""),
    (r"(?:就|只|想|再)?(?:多)?问一?句(?:话)?[：:，,]?", ""),
)  # fmt: skip


_COUNT: Final = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
# 下属三个中心（甲、乙、丙）: the three themselves.
_LISTED: Final = re.compile(
    r"(?:下属|所属|下辖|直属)?的?(?:这|那)?(?P<n>[两二三四五六七八九十]|\d{1,2})(?:个|所|家|项|块|笔|类|款)[\u3400-\u9fff]{0,8}?[（(](?P<list>[^（）()]*[、和][^（）()]*)[)）]"
)


def _as_listed(match: re.Match[str]) -> str:
    """The things listed between brackets behind their number; the words as they are where the number is another."""
    number = int(match["n"]) if match["n"].isdecimal() else _COUNT[match["n"]]
    return match["list"] if len(re.split("[、和]", match["list"])) == number else match.group(0)


def plainly(question: str, language: str) -> str:
    """A question without turns of speech; one in English is left as it is."""
    if language != "zh":
        return question
    question = _LISTED.sub(_as_listed, question)
    for pattern, by in _ZH:
        question = re.sub(pattern, by, question)
    return question
