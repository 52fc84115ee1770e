"""Questions for what the text counts (vehicles, people, dear equipment): in what it is counted, from which price on, whether by kind."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from qa.marks import Marked
from qa.text import small_number

# What is counted alike: the words that ask for it, and the units in which a text prints it.
_COUNTERS: Final = (
    (re.compile(r"(?:多少|几)(?:个)?(?:人(?!次|民)|名)|多少[^，。？：；、,:;元钱费用给花投拨]{0,4}(?:[员工师者警]|(?<![卫民])生|老人|儿童|孩子|群众|干部)(?=[，,。？?；;！!了呢参]|$)|人数|\bhow many (?:[\w-]+ ){0,3}?(?:people|persons|staff|employees|officers|posts|workers|retirees)\b", re.IGNORECASE), frozenset("人名")),
    (re.compile(r"(?:多少|几)(?:辆|部)|(?:多少|几)(?:台|个)?(?:汽车|公车|车辆|车子|车)|\bhow many (?:[\w-]+ ){0,3}?(?:vehicles|cars)\b", re.IGNORECASE), frozenset("辆部台")),
    (re.compile(r"(?:多少|几)(?:台|套)", re.IGNORECASE), frozenset("台套")),
    (re.compile(r"(?:多少|几)(?:个)?人次|\bhow many (?:[\w-]+ ){0,2}?(?:guests|visitors|person-times)\b", re.IGNORECASE), frozenset({"人次"})),
    (re.compile(r"(?:多少|几)个?批|\bhow many (?:[\w-]+ ){0,2}?(?:batches|delegations)\b", re.IGNORECASE), frozenset({"批", "批次"})),
    (re.compile(r"(?:多少|几)个?(?:份|篇)", re.IGNORECASE), frozenset("份篇本套")),
    (re.compile(r"(?:多少|几)(?:个)?(?:株|棵)", re.IGNORECASE), frozenset("株棵")),
    (re.compile(r"(?:多少|几)(?:架|艘)", re.IGNORECASE), frozenset("架艘")),
    (re.compile(r"(?:多少|几)(?:户)", re.IGNORECASE), frozenset("户")),
    (re.compile(r"(?:多少|几)(?:家|所)", re.IGNORECASE), frozenset("家所个")),
    (re.compile(r"(?:多少|几)(?:个)?(?:小时|钟头)", re.IGNORECASE), frozenset({"小时", "时"})),
    (re.compile(r"(?:多少|几)天", re.IGNORECASE), frozenset("天日")),
    (re.compile(r"面积|多少平方米|\bfloor area\b|\bsquare met", re.IGNORECASE), frozenset({"平方米"})),
)  # fmt: skip
_NUMBER: Final = r"(?P<{0}>\d[\d,]*(?:\.\d+)?|[一二两三四五六七八九十]{{1,3}})?"
_FLOOR: Final = (
    re.compile(rf"(?:单价|单位价值|单台|原值|价值)*(?:在)?(?:{_NUMBER.format('n')}\s*(?P<u>百万|千万|万)元?)\s*(?:[(（]含[)）])?(?:及|或)?\s*以上(?:\s*[(（]含[)）])?(?:的)?"),
    re.compile(
        r"(?:(?:each|unit price|costing|valued|priced|worth|with a unit (?:price|value))\s+)*(?:of |at )?(?:over|above|more than|exceeding|upwards of|at least)\s+(?:rmb |cny |¥)?"
        r"(?P<n>\d[\d,]*(?:\.\d+)?|a|one)(?:\s*(?P<u>million|thousand))?(?:\s+(?:yuan|rmb|cny))?(?: each| apiece)?",
        re.IGNORECASE,
    ),
    re.compile(r"(?:worth|costing|valued at|priced at)\s+(?P<n>\d[\d,]*(?:\.\d+)?|a|one)\s*(?P<u>million|thousand)(?: yuan)? or more(?: each)?", re.IGNORECASE),
)  # fmt: skip
_SCALE: Final = {"万": 10**4, "百万": 10**6, "千万": 10**7, "million": 10**6, "thousand": 10**3}
# What has a price of its own and is counted: 单价100万元以上的设备.
_DEAR: Final = re.compile(r"设备|仪器|装备|equipment|devices?|machines?|instruments?", re.IGNORECASE)
_KINDS: Final = (
    re.compile(
        r"[，,]?(?:分别|各|都|又|具体)*(?:是|有|为|包括|分|分成|分为)*(?:哪些|哪几|什么|哪)(?:种|个|类)?(?:不同)?(?:类型|种类|类别|车型|用途|类)(?:的)?"
        r"|按(?:照)?(?:不同)?(?:用途|类型|种类|类别|车型)(?:来)?(?:分类|划分|区分|分|看|统计)?"
        r"|[，,]?(?:分别|各|都)*(?:是|为)(?:什么|啥|哪种|哪些)(?:样的)?(?:车|设备|人员)"
        r"|[，,](?:分别|各|都)+是?(?:干什么|做什么|干啥|做啥)(?:用)?的?"
    ),
    re.compile(
        r"(?:,? and |, )?(?:of )?\b(?:what|which) (?:types?|kinds?|sorts?|categor(?:y|ies))(?: of)?(?: (?:were|are|was|is) (?:they|these|those|it))?\b"
        r"|\bby (?:use|type|kind|purpose|category)\b|(?:,? and )?\bhow (?:does|do|did) (?:that|it|this|they) (?:break down|split)\b",
        re.IGNORECASE,
    ),
)
_BROKEN_DOWN: Final = re.compile(
    r"(?:,? and )?\b(?:how (?:does|do|is|are) (?:that|it|this|they) (?:break|split|broken)\w* ?(?:down)?|break down|broken down|breakdown(?: of)?)\b",
    re.IGNORECASE,
)
_WITHOUT_NONE: Final = re.compile(
    r"[（(]?\b(?:leav(?:e|ing) out|without|skip(?:ping)?|omit(?:ting)?)\b[^.?()]{0,24}\b(?:none|zero|0)\b[)）]?|[（(]?(?:没有|为零|为0|是零|是0)的(?:就)?(?:不用|不要|不必|别)(?:列|算|报|说)?[)）]?",
    re.IGNORECASE,
)
_THINGS: Final = re.compile(
    r"车|设备|人员|\b(?:vehicles?|cars?|fleet|equipment|devices?|staff|people)\b", re.IGNORECASE
)
_MONEY: Final = re.compile(
    r"钱|元|费|经费|支出|预算(?!单位)|购置(?!车)|\b(?:money|yuan|budgets?|costs?|spend\w*|spent|expenditure|allocat\w*)\b",
    re.IGNORECASE,
)
_COUNTS: Final = re.compile(r"\bhow many\b|\bnumber of\b|\bfleet\b|数量|总数|[几多少两]+[辆台套部名]", re.IGNORECASE)
_NOW: Final = re.compile(r"\b(?:current(?:ly)?|existing|present(?:ly)?)\b", re.IGNORECASE)


def units_asked(question: str) -> frozenset[str]:
    """The units that answer how many are asked for; empty where the words leave it open."""
    found = [units for pattern, units in _COUNTERS if pattern.search(question)]
    return frozenset().union(*found)


def asks_unit(question: str, unit: str) -> bool:
    """Whether a question asks in a very unit (几辆)."""
    return re.search(rf"(?:多少|几)个?{re.escape(unit)}", question) is not None


def price_floor(text: str) -> tuple[Decimal, str] | None:
    """From which price on dear things are counted, in yuan, and the words that say so (单价100万元以上的, over a million yuan); `None`
    where the text counts none."""
    if not _DEAR.search(text):
        return None
    for pattern in _FLOOR:
        found = pattern.search(text)
        if found is not None and (found["n"] or found["u"] in {"百万", "千万"}):
            number = (found["n"] or "1").replace(",", "")
            number = "1" if number.lower() in {"a", "one"} else number
            value = Decimal(number) if number[0].isdecimal() else Decimal(small_number(number) or 0)
            return value * _SCALE.get((found["u"] or "").lower(), 1), found.group(0)
    return None


def is_dear(words: str) -> bool:
    """Whether words name things of which only those from some price on are counted."""
    return bool(_DEAR.search(words))


def dear_enough(names: Iterable[str], floor: Decimal) -> bool:
    """Whether a stated count goes by a name that counts things from just that price on."""
    return any((named := price_floor(name)) is not None and named[0] == floor for name in names)


def by_kind(question: str) -> bool:
    """Whether what is counted is asked for by kind (按用途分, what types of vehicles)."""
    kinds = any(pattern.search(question) for pattern in _KINDS) or bool(_BROKEN_DOWN.search(question))
    money = _MONEY.search(question) and not (units_asked(question) or _COUNTS.search(question))
    return kinds and bool(_THINGS.search(question)) and not money


def without_kinds(text: str) -> str:
    """A question by kind without the words that say so."""
    for pattern in (*_KINDS, _BROKEN_DOWN, _WITHOUT_NONE, _NOW):
        text = pattern.sub(" ", text)
    return text


def without_counting(text: str, marked: Marked) -> str:
    """A question without the words for a price and for kinds, which its marks keep."""
    floor = price_floor(text)
    if floor is not None:
        marked.floor, text = floor[0], text.replace(floor[1], " ", 1)
    marked.kinds = by_kind(text)
    return without_kinds(text) if marked.kinds else text
