"""What the words of a question ask for beside its things: how many rows, of which level, together, in times. Patterns only."""

from __future__ import annotations

import re
from typing import Final

PREFIX: Final = re.compile(
    r"(?:starts? with|starting with|begins? with|beginning with|以)\s*([0-9A-Z]{3,})|([0-9A-Z]{3,})\s*(?:开头|打头)"
)
SMALLEST: Final = re.compile(r"最少|最小|最低|smallest|lowest|least", re.IGNORECASE)
COUNTED: Final = re.compile(
    r"\b(two|three|four|five|six|seven|eight|nine|ten|\d{1,3})\b|前?([二两三四五六七八九十]|\d{1,3})(?:个|项|笔|大|名|家|类|款|块|种|所)"
)
_DEPTH: Final = (
    (
        re.compile(
            r"(?:各|哪些|哪几|几|每一?)个?类(?!别|似|项)|[“\"]?类[”\"]?(?:分|里|中|级)|科目类|类级|类科目|functional class|\bclass(?:es)?\b|最[多少大小高低]的[^项款]*类"
        ),
        1,
    ),
    (re.compile(r"(?:各|每一?)个?款|款级|\bdivisions?\b"), 2),
    (re.compile(r"项级|最细|\bby items?\b|\bline by line\b"), 3),
)
BODIES: Final = re.compile(r"单位|部门|\bunits?\b|bod(?:y|ies)|institutions?")
EACH_BODY: Final = re.compile(
    r"哪[个家一]*(?:单位|部门|局|机构)|各(?:个)?(?:单位|部门|局|机构)(?:里|中|当中|里面)?，?(?:是)?哪(?:个|家|一家)|which (?:unit|body|department|bureau|organi[sz]ation)s?"
)
OWN_BODIES: Final = re.compile(
    r"(?:哪|几|各|每|下属|所属|直属)[^，。？,?]{0,4}?(?:单位|部门|机构|局|处|所|中心|学校|监狱|院)"
)
# 下属哪个学校: bodies of one kind. A school goes by several names.
WHICH_BODY: Final = re.compile(
    r"哪(?:一)?(?:个|家|所|些|几个|几所|几家)?(?P<kind>学校|幼儿园|中学|小学|学院|大学|监狱|戒毒所|医院|中心|事务所|支队|大队|研究院|研究所|街道)"
)
KINDS_OF_BODY: Final = {"学校": "学校|中学|小学|学院|大学|高中|初中|职校"}
PROJECTS: Final = re.compile(r"项目|projects?\b|programmes?\b")
ASKS: Final = re.compile(
    r"多少|几|百分|占比|比例|哪|how much|how many|what|which|percent|share|list|\?$|？$|吗", re.IGNORECASE
)
THING: Final = re.compile(
    r"谁|(?:什么|哪种|哪款)(?:牌子|品牌|型号|车|样|东西)|what (?:kind|brand|model|sort|type)", re.IGNORECASE
)
PER_HEAD: Final = re.compile(r"人均|每人|每个人|per head|per capita|per person|per employee", re.IGNORECASE)
# What a question sets in front: 三公经费里,… ; Within the three public expenses, …
INSIDE: Final = re.compile(
    r"^\s*(?:在|就)?(?P<of>[^,;:；]+?)(?:里面|里头|里边|里|当中|之中|中|内|方面|下面|之下|下)(?:的)?[,，]"
    r"|^\s*(?:within|under|among|out of|of|in|inside|for|regarding|as for)\s+(?P<en>[^,;:]+),"
)
# Intents whose patterns know what stands in front as the whole that is asked about.
READ_WHOLE: Final = frozenset({"cause", "opinion", "share", "rank", "list", "count"})
OF_PARTS: Final = re.compile(
    r"(?:项|款|类|明细|子项|下级|分项).*(?:之和|合计|总和|加起来|相加)|sum of (?:the|its) (?:items|rows|parts|lines)"
)
TOGETHER: Final = re.compile(
    r"(?<!各)(?<!分别)(?:一共|总共|共计|合计|加起来|加一起|加在一起|合起来|合在一起|两项|三项|之和|总和|(?<!公)共(?=占|多少|为|是|几|有))|\b(?:together|combined|in total|altogether|sum of)\b",
    re.IGNORECASE,
)
TIMES: Final = re.compile(r"几倍|多少倍|之比|比值|how many times|\bratio\b", re.IGNORECASE)
EVERY_YEAR: Final = re.compile(
    r"历年|各年|每年各|逐年|[两二三四五]年的|近[几两三四五]年|这[几两三四五]年|each year|every year|all years|over the years",
    re.IGNORECASE,
)
STRICT_LEVEL: Final = re.compile(r"本级|口径|[- ]level\b|headquarters only|consolidated", re.IGNORECASE)
REST: Final = re.compile(r"其余|剩下|剩余|\b(?:the rest|others|remaining)\b")

TARGETED: Final = re.compile(
    r"要求|目标|指标|至少|不低于|不少于|不超过|达到|应达|\b(?:target|at least|at most|required|goal|minimum|maximum|should|must)\b",
    re.IGNORECASE,
)
BOTH_BODIES: Final = re.compile(
    r"(?:这|那|上述)?(?:两|二|2)(?:个|家)?(?:单位|部门|局|机构|地方|城市)|两者(?=各)|\b(?:both|the two|these two) (?:bodies|bureaus|units|departments|organi[sz]ations|agencies|offices|documents|budgets)\b",
    re.IGNORECASE,
)
FINEST: Final = re.compile(
    r"品目|品种|最细|物品|东西|货物名称|\b(?:line by line|every item|each item)\b", re.IGNORECASE
)
WHICH: Final = re.compile(r"哪[^,，]*最|前[一二两三四五六七八九十\d]+(?:名|位|个|项|大)")
SHARE_OF: Final = re.compile(r"(?P<a>.+?)占(?P<base>.+?)(?:的)?(?:比重|比例|份额|比率)$")
SHARES: Final = re.compile(r"占|比重|比例|\b(?:share|percentage|per cent|proportion)\b", re.IGNORECASE)
WHICH_YEAR: Final = re.compile(r"哪一?年|which year|what year", re.IGNORECASE)
COUNTED_PROJECTS: Final = re.compile(r"(?:有|共)?(?:几|多少)(?:个|项)")
_QUOTED: Final = r"[“\"「『]?(?P<{}>[^”\"」』,，]+?)[”\"」』]?"
NAMED_WITH: Final = re.compile(
    rf"(?:名称|名字|项目名)(?:里面?|中|当中)?(?:都|凡是)?(?:带有?|含有?|包含|出现|有){_QUOTED.format('zh')}(?:字样|二字|两个字|几个字|这几个字)?的"
    rf"|(?:名称|名字|项目名)?(?:都)?以{_QUOTED.format('front')}(?:开头|打头|起头)"
    rf"|(?:whose|the|their) names? (?:contains?|includes?|mentions?|has|have) {_QUOTED.format('en')}"
    r"(?=[,?]|$| (?:add|come|cost|total|together|in total|altogether)\b)",
    re.IGNORECASE,
)


def depth_of(text: str) -> int | None:
    """Which level of the classification is asked for: 1 for 类, 2 for 款, 3 for 项."""
    return next((depth for pattern, depth in _DEPTH if pattern.search(text)), None)


def bracketed_depth(question: str) -> int | None:
    """The level that a gloss names: the largest heading (款)."""
    found = re.search(r"[（(]([类款项])[)）]", question)
    return {"类": 1, "款": 2, "项": 3}[found.group(1)] if found else None


def named_with(question: str) -> str | None:
    """The words that the names of the projects asked for hold (名称里带“十五运”的项目), or `None`; codes are no names."""
    found = NAMED_WITH.search(question)
    words = next((part for part in found.groups() if part), "").strip() if found else ""
    return words if re.search(r"[^\W\d_a-zA-Z]|[a-zA-Z]{2}", words) else None
