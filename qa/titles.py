"""Which printed tables a question names: 支出预算总表 by its title, 三公表 by a part of it, the basic expenditure table in English.

A name is matched against one document's titles at a time: the titles that say the same, else those that hold the name whole, else
those that hold its characters in their order. Years, numbers and words that every title may have (预算, 情况, 部门) say nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Final

from qa.text import is_subsequence

_LONGEST: Final = 36
_TABLE: Final = re.compile("(?:总|明细)?表(?![示明现率态决彰演达述扬])(?:格)?")
# What may stand in front of 表 without saying which: 支出表 and 预算表 are every second table.
_NO_NAME: Final = re.compile(
    "(?:支出|收入|收支|项目|总|本|该|这|那|各|附|报|两?张|[一二三四五六七八九十两几\\d]+[张个份]|哪张|上|下|的|在|和|与|里|中|同|类|单位|部门)*"
)
_QUOTES: Final = re.compile(r"[\"'“”‘’《》〈〉「」『』、,，·\s]")
_SAYS_NOTHING: Final = re.compile(
    r"20\d\d年度?|^(?:预算)?表?0?\d{1,2}表?|^[一二三四五六七八九十]+、|\([^)]*\)|（[^）]*）|本?部门|预算单位|单位|预算|决算|情况|总体|明细|安排的?|财务|一览|申报|填报"
)
_REMARK: Final = re.compile(r"[(（][^()（）]+[)）]")  # 财政拨款支出表（功能科目）
_ENGLISH: Final[Sequence[tuple[re.Pattern[str], str]]] = tuple(
    (re.compile(rf"\b(?:the |its )?(?:{pattern})(?: (?:summary|general|overall))? (?:table|statement|sheet)\b"), name)
    for pattern, name in (
        (
            r"(?:overall |general |summary )?income[- ]and[- ]expenditure(?: summary)?|balance|overall balance",
            "收支总表",
        ),
        (r"(?:department(?:al)? |overall |general |total )?income(?: summary)?|revenue", "收入总表"),
        (r"(?:departmental|department|overall|general|total) expenditure(?: summary)?|expenditure summary", "支出总表"),
        (r"(?:fiscal|financial) appropriations? income[- ]and[- ]expenditure", "财政拨款收支总表"),
        (r"(?:fiscal|financial) appropriations?(?: expenditure)?", "财政拨款支出表"),
        (r"general public(?: budget)? expenditure", "一般公共预算支出表"),
        (r"(?:general public(?: budget)? )?basic expenditure", "基本支出表"),
        (r"government[- ](?:managed )?funds?(?: budget)?(?: expenditure)?", "政府性基金支出表"),
        (r"state capital(?: operating| operations)?(?: budget)?(?: expenditure)?", "国有资本经营支出表"),
        (r"three[- ]publics?(?: expense| expenses| expenditure| spending| funds)?", "三公表"),
        (r"(?:government )?procurement(?: budget)?", "政府采购表"),
    )
)


@lru_cache(maxsize=4096)
def _bare(title: str) -> str:
    """A title without what says nothing: years, numbers, whose it is; its words in one width."""
    text = _QUOTES.sub("", unicodedata.normalize("NFKC", title).lower())
    return re.sub("表格?$", "表", _SAYS_NOTHING.sub("", text))


@lru_cache(maxsize=4096)
def _plain(title: str) -> str:
    return _QUOTES.sub("", unicodedata.normalize("NFKC", title).lower())


def tables_named(name: str, titles: Collection[str]) -> frozenset[str]:
    """Those of one document's titles that a name means: empty where none does."""
    plain, bare = _plain(name), _bare(name)
    stem = bare.removesuffix("表")
    vague = _NO_NAME.fullmatch(plain.removesuffix("表")) and not stem.endswith(("支出总", "收入总", "收支总"))
    if vague and not any(_plain(title) == plain for title in titles):
        return frozenset()
    for meant in (
        [t for t in titles if _plain(t) == plain],
        [t for t in titles if stem and _bare(t) == bare],
        [t for t in titles if _plain(t).find(plain.removesuffix("表")) >= 0 and len(plain) >= 5],
        [t for t in titles if len(stem) >= 2 and stem in _bare(t)],
        [t for t in titles if len(stem) >= 3 and is_subsequence(stem, _bare(t))],
    ):
        if meant:
            return frozenset(meant)
    return frozenset()


def stretches(body: str, titles: Collection[str]) -> list[tuple[int, int, str]]:
    """Where a Chinese question names a table: start, end, and the words; the longest words that mean a title."""
    found: list[tuple[int, int, str]] = []
    last = 0
    for match in _TABLE.finditer(body):
        start = next(
            (
                at
                for at in range(max(last, match.start() - _LONGEST), match.start() + 1)
                if _starts(body, at) and _means(body[at : match.end()], titles)
            ),
            None,
        )
        if start is not None:
            more = _REMARK.match(body, match.end())
            stop = (
                more.end() if more and any(_plain(more.group()) in _plain(title) for title in titles) else match.end()
            )
            found.append((start, stop, body[start:stop]))
            last = stop
    return found


def english_stretches(body: str) -> list[tuple[int, int, str]]:
    """Where an English question names a table of the standard set: start, end, and what it is called in Chinese."""
    found: list[tuple[int, int, str]] = []
    for pattern, name in _ENGLISH:
        for match in pattern.finditer(body):
            if not any(match.start() < stop and start < match.end() for start, stop, _ in found):
                found.append((match.start(), match.end(), name))
    return sorted(found)


def _starts(body: str, at: int) -> bool:
    """Whether a name may begin here: with no joint, no particle, and nothing in front that it is cut off from."""
    return body[at] not in "、，,。的里中在和与及比从按看 "


def _means(words: str, titles: Collection[str]) -> bool:
    """Whether every character of the words belongs to a title."""
    return not re.search("[\ue000-\uf8ff。；;？?！!]", words) and bool(tables_named(words, titles))
