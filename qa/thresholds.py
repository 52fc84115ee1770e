"""Rows over or under an amount (哪些项目超过一百万元, how many projects cost less than 500,000 yuan): the bound as asked, and the answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final

from qa.plan import Bound
from qa.text import small_number

if TYPE_CHECKING:
    from ingest.model import Figure
    from qa.composer import Composer, Said

_NUMBER: Final = (
    r"(?P<{0}>\d[\d,]*(?:\.\d+)?|[一二两三四五六七八九十]{{1,3}})\s*(?P<{0}u>亿|千万|百万|十万|万|千)?\s*(?:元|块钱?)"
)
_UNITS_EN: Final = {word: at for at, word in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"])}  # fmt: skip
_TENS_EN: Final = {word: at for at, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)}  # fmt: skip
_ZH: Final = re.compile(
    rf"(?:金额|预算|资金|支出|数额|单项|达)*(?:在)?(?:(?P<more>不低于|不少于|大于等于|超过|超出|大于|多于|高于|突破|达到|超)|(?P<less>不超过|不高于|小于等于|不到|低于|少于|小于|不足)){_NUMBER.format('n')}(?:的)?"
    rf"|(?:金额|预算|资金|支出|数额)*(?:在)?{_NUMBER.format('m')}(?:及|（含）|\(含\))?(?:(?P<above>以上)|(?P<below>以下|以内))(?:的)?"
)
_COUNT_EN: Final = "half a|quarter of a|a|an|and|" + "|".join((*_UNITS_EN, *_TENS_EN, "hundred", "thousand"))
_EN: Final = re.compile(
    r"(?:(?:that )?(?:cost|costs|costing|budgeted|worth|with budgets?|with (?:a )?budgets?|of|amounts?|are|is|each)\s+)*"
    r"(?:(?P<less>under|below|(?:less|smaller|lower|cheaper) than|at most|(?:no|not) (?:more|larger|bigger|higher|greater) than|(?:does |do )?not exceed(?:ing)?|(?:doesn't|don't) exceed|up to)"
    r"|(?P<more>over|above|(?:(?<!no )(?<!not )(?:more|larger|bigger|higher|greater)) than|exceeding|exceeds?|at least|(?:no|not) (?:less|lower|smaller) than))"
    rf" (?:(?:rmb|cny) ?|¥ ?)?(?P<n>\d[\d,]*(?:\.\d+)?|(?:{_COUNT_EN})(?:[ -](?:{_COUNT_EN}))*)[ -]?(?P<nu>million|billion|thousand|m|bn|k)?\b(?P<currency> ?yuan| rmb| cny)?",
    re.IGNORECASE,
)
_ROWS: Final = re.compile(
    r"哪些|哪几|几(?:个|项|家|笔|类|款)|多少(?:个|项|家|笔|类|款)|有几|有多少$|有没有|有无|是否有|any (?:projects|items|units)|列出|都有谁|which|what (?:projects|items|units)|how many|\blist\b",
    re.IGNORECASE,
)
_SCALE: Final = {"亿": 10**8, "千万": 10**7, "百万": 10**6, "十万": 10**5, "万": 10**4, "千": 10**3, "million": 10**6, "billion": 10**9, "thousand": 10**3, "m": 10**6, "bn": 10**9, "k": 10**3}  # fmt: skip
# What the rows are; 单价100万元以上的设备 is a name.
_KINDS: Final = re.compile(
    r"项目|采购|品目|科目|单位|部门|学校|机构|几项|哪些项|支出项|[类款项]级|大类|projects?|items?|headings?|units?|lines?|bodies|purchases?",
    re.IGNORECASE,
)
_OF_NAME: Final = re.compile(r"(?:单[价台]|单位价值|单件价值|原值)\s*$")
# What may stand behind an amount whose currency goes unsaid.
_NO_THING: Final = re.compile(r"\s*(?:[?.,;!)]|$)|\s+(?:each|in|for|this|and|or|on|per)\b", re.IGNORECASE)
# What says that the bound itself is within it.
_REACHES: Final = re.compile(r"不[低少超高]|等于|达到|at least|\bnot? |n't|at most|up to", re.IGNORECASE)
_SHOWN: Final = 20


def bound_of(question: str) -> Bound | None:
    """The bound that a question sets for rows, or `None` if it sets none or asks for no rows."""
    if not _ROWS.search(question):
        return None
    found = _ZH.search(question) or _EN.search(question)
    if found is None or not _KINDS.search(question) or _OF_NAME.search(question[: found.start()]):
        return None
    said = found.groupdict()
    number, unit = (said["n"], said["nu"]) if said.get("n") else (said.get("m"), said.get("mu"))
    assert number is not None
    if "currency" in said and not said["currency"] and not (unit and _NO_THING.match(question, found.end())):
        return None  # more than two of them, over a million visitors: no money
    try:
        value = Decimal(number.replace(",", "")) if number[0].isdecimal() else _in_words(number)
    except InvalidOperation:
        return None
    amount = value * _SCALE.get((unit or "").lower(), 1)
    over = bool(said.get("more") or said.get("above"))
    word = said.get("more") or said.get("less") or ""
    included = bool(said.get("above") or said.get("below") or _REACHES.search(word))
    if not amount:
        return None
    return Bound(amount=amount, over=over, included=included, words=found.group().strip().removesuffix("的"))


def _in_words(number: str) -> Decimal:
    """A number in Chinese or English words (三, half a, one hundred and fifty); 0 for words that are none."""
    words = re.split(r"[ -]+", number.lower())
    if not words[0].isascii():
        return Decimal(small_number(number) or 0)
    if words[0] in {"half", "quarter"}:
        return Decimal("0.5") if words[0] == "half" else Decimal("0.25")
    total = part = 0
    for word in words:
        if word in {"hundred", "thousand"}:
            part = max(part, 1) * (100 if word == "hundred" else 1000)
            if word == "thousand":
                total, part = total + part, 0
        elif word in {"a", "an"}:
            part += 1
        else:
            part += _UNITS_EN.get(word, 10 * _TENS_EN.get(word, 0))
    return Decimal(total + part)


def answer(c: Composer, found: Sequence[Figure], where: str) -> Said:
    """The rows within the plan's bound, how many they are, and what they come to. `where` names what they are rows of."""
    from qa import calculate
    from qa.tabled import rows_text

    bound = c.plan.bound
    assert bound is not None
    kept = [figure for figure in found if figure.amount is not None and bound.holds(figure.amount)]
    c.draft.name(where, bound.words, c.plan.question)
    if not kept:
        edge = calculate.largest(found, 1, ascending=not bound.over)
        which = c.say("最大" if bound.over else "最小", "largest" if bound.over else "smallest")
        lead = c.say(f"{where}没有{bound.words}的；{which}的一项：", f"{where}: none {bound.words}; the {which}:")
        return rows_text(c, edge, lead, ordered=True)
    shown = calculate.largest(kept, _SHOWN)
    number = c.draft.computed(calculate.count(kept))
    lead = c.say(f"{where}{bound.words}的有 {number} 个", f"{where}: {number} {bound.words}")
    if len(shown) < len(kept):
        c.draft.count(_SHOWN)
        lead += c.say(f"，最大的{_SHOWN}个", f", the {_SHOWN} largest")
    total = c.draft.computed(calculate.total(kept), first=False) if len(kept) > 1 else ""
    last = c.say(f"全部相加为 {total}。", f"Together all of them make {total}.") if total else ""
    return rows_text(c, shown, lead + c.say("：", ":"), ordered=True, last=last)
