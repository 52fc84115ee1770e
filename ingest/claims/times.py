"""Years and points of reference in Chinese clauses: 2025年, 上年, 截至2025年底, 与上年相比. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.claims.model import Context, Reference

_YEAR = re.compile(r"(20\d\d)\s*年(?:度|初|末|底)?")
# 2014—2017年产业转型升级资金: years that a thing runs over are part of its name, none that its amount is of.
_RUNS_OVER = re.compile(r"20\d\d\s*年?\s*(?:[—–~～-]{1,2}|[至到])\s*20\d\d\s*年(?:度)?")
_AS_OF = re.compile(r"截[至止]\s*(20\d\d)\s*年")
# 上年结转 is an item of this year; 上年预算 is last year's.
_LAST_YEAR = re.compile(r"(?:去年|上一年|上年)度?(?:同期)?(?!结转|结余|末|年末|累计结)")
_BEFORE_LAST = re.compile(r"前年")


@lru_cache(maxsize=1)
def compared_pattern() -> re.Pattern[str]:
    """与…相比, with what is compared with as `ref`."""
    return re.compile(r"(?:比|较|与|同|和)\s*(?P<ref>[^，,；;。]{2,28}?)(?:相比|对比|相较|比较)")


def as_of(text: str) -> int | None:
    """The year of the date that a sentence gives what there was at: 截至2025年12月31日."""
    found = _AS_OF.search(text)
    return int(found.group(1)) if found else None


def names_year(text: str) -> bool:
    """Whether a sentence names a year of its own, but for what it compares with."""
    return bool(_YEAR.search(_RUNS_OVER.sub("", compared_pattern().sub("", text))))


def year_of(text: str, context: Context) -> int | None:
    """The year that a phrase names, in digits or by the year the text is of."""
    if as_of := _AS_OF.search(text):
        return int(as_of.group(1))
    text = _RUNS_OVER.sub("", text)
    if years := _YEAR.findall(text):
        return int(years[-1])
    if context.fiscal_year is None:
        return None
    if _BEFORE_LAST.search(text):
        return context.fiscal_year - 2
    return context.fiscal_year - 1 if _LAST_YEAR.search(text) else None


def read_reference(text: str, context: Context) -> Reference:
    """What a comparison is against, from its own words."""
    body = text.strip()
    year = year_of(body, context)
    measure = re.sub(r"[（(][^（）()]*[)）]|(?:20\d\d\s*年度?|上一?年度?|去年|同期)", "", body).strip("的 ")
    return Reference(body, year, measure)


def compared_with(lead: str, context: Context) -> Reference | None:
    """The reference that an earlier clause names: 与2023年度相比，…"""
    found = list(compared_pattern().finditer(lead))
    return read_reference(found[-1].group("ref"), context) if found else None
