"""What printed names have in common: their core, heads that say nothing but "the amount", funds, totals. Pure functions."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from qa.text import fold

# 一、 （一） 1. 其中： A- in front of a name.
_NUMBERED: Final = re.compile(
    r"^(?:其中|减|加)?[:：]?\s*(?:[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．)](?!\d)|[A-Z]-(?=[\u4e00-\u9fff]))?\s*"
)
# 预算01表 收支总表, 附表3:, 表一、 in front of a table's title.
_TABLE_NUMBER: Final = re.compile(
    r"^(?:(?:预算|公开|决算|财决|部门)\d{1,2}(?:-\d{1,2})?表|附?表(?:\d{1,2}(?:-\d{1,2})?|[一二三四五六七八九十]{1,3}(?=[:、.]))|附件\d{1,2}(?:-\d{1,2})?)[:、.]?(?=[\u4e00-\u9fff])"
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d年?度?")
_UNIT: Final = re.compile(r"[(（](?:单位[:：])?(?:元|千元|万元|百万元|亿元|类|款|项|目)[)）]")
# Words at the end of a name that say which amount of the thing, not which thing.
_AMOUNT: Final = re.compile(
    r"(?:财政拨款预算总额|预算总额|预算总数|预算数|决算数|执行数|预算额|预算|决算|总额|总数|总计|合计|小计|金额|数额|数|情况)$"
)
_KIND: Final = re.compile(r"(?:支出|经费|费用|费|缴费|资金)$")
_PLAIN: Final = re.compile(
    r"^(?:\d{4}年)?(?:上年|专项|本年|当年|全年|年初|调整|部门|单位|项目)*(?:预算|决算|执行|预计执行|安排|批复|申报|总|资金)*"
    r"(?:数|数额|额|金额|总额|总数|总计|合计|小计|资金|资金情况)?(?:\(.*\))?$"
)
_SECTION: Final = re.compile(
    r"^(?:本年|当年|年度)?(?:收入|支出)(?:预算|决算|项目)?$|^其中:?$|^项目(?:\(.*\))?$|^金额$|^$"
)
_FUND_FIRST: Final = re.compile(r"^(?:一般公共预算财政拨款|一般公共预算|财政拨款)(?:安排的?|的)?")
_CHANGE: Final = re.compile(r"增减|比上年|较上年|变动|差额|完成率|执行率|占比|比重|增长率|增幅")
FUND: Final = re.compile(
    r"^(?:一般公共预算|政府性基金|国有资本经营|财政拨款|财政专户|教育收费|其他专户|单位资金|自有资金|其他资金|事业收入|"
    r"(?:事业单位)?经营收入|上级补助|附属单位上缴|其他收入|财政资金)"
)


@lru_cache(maxsize=65536)
def plain(name: str) -> str:
    """A name in one width, without white space, quotation marks, its number in a list, and unit marks."""
    body = _TABLE_NUMBER.sub("", re.sub(r"[\s“”\"'‘’]", "", unicodedata.normalize("NFKC", name)), count=1)
    return _NUMBERED.sub("", _UNIT.sub("", body), count=1)


@lru_cache(maxsize=65536)
def core(name: str) -> str:
    """What is left of a name without years, amount words and kind words (支出, 经费, 费): folded, for comparison.

    A name is never cut to under two characters; 收入 is never cut, so that 其他收入 is not 其他支出.
    """
    body = _YEAR.sub("", plain(name))
    rest = _FUND_FIRST.sub("", body)
    # 财政拨款收支总表 is another table than 收支总表.
    body = rest if len(fold(rest)) >= 4 and not is_generic(rest) and not rest.endswith("表") else body
    for pattern in (_AMOUNT, _AMOUNT, _KIND, _KIND):
        shorter = pattern.sub("", body)
        body = shorter if len(fold(shorter)) >= (3 if pattern is _KIND else 2) else body
    return fold(body)


def stem(name: str) -> str:
    """A name without its word for the kind of money (购置费 → 购置)."""
    return _KIND.sub("", plain(name))


@lru_cache(maxsize=65536)
def is_generic(name: str) -> bool:
    """Whether a name says only that the amount, or the whole, stands there (合计, 预算数, 支出, 2026年预算数)."""
    body = plain(name)
    return not FUND.match(body) and bool(
        _PLAIN.match(body)
        or _SECTION.match(body)
        or re.fullmatch(r"(?:本年|当年|年度)?(?:收入|支出)?(?:收支)?(?:合计|总计|小计)", body)
    )


def is_fund(name: str) -> bool:
    """Whether a name tells where the money comes from (一般公共预算, 财政专户管理资金), not what it is for."""
    return bool(FUND.match(plain(name)))


def is_change(name: str) -> bool:
    """Whether a name is of a column of differences (增减变化金额, 比上年增减%), which no plain question asks for."""
    return bool(_CHANGE.search(plain(name)))


def side_of(*names: str) -> str | None:
    """Which half of a table some names stand in: `income`, `expenditure`, or `None` where they don't say."""
    for name in names:
        body = plain(name)
        income, spending = "收入" in body or "来源" in body, "支出" in body or "运用" in body
        if income != spending:
            return "income" if income else "expenditure"
    return None


def pairs_of(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a folded text."""
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))
