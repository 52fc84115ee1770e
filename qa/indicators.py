"""Questions about performance targets: which project's, which indicator, what value.

All the words must be accounted for by the target's project and its own names; what the words count must be what the target
counts. Targets whose project is not certain are only given with that said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ingest.amounts import UNITS, parse_number
from ingest.model import Indicator
from qa.book import LEAST, Book
from qa.finder import Finder
from qa.holding import Holding
from qa.plan import Item, Plan, Term

_MONEY: Final = re.compile(r"^(元|千元|万元|亿元)(?:[/／].+)?$")
_PERCENT: Final = frozenset({"%", "％", "百分比"})
ENOUGH: Final = 0.62
_KIND: Final = re.compile(r"指标|indicators?\b|targets?\b", re.IGNORECASE)
_LEVEL: Final = 0.9
_LOOSE: Final = 0.34
_MOST: Final = 6


@dataclass(frozen=True, slots=True)
class Target:
    """The indicators that answer, best first, and how well the best one fits (0 to 1)."""

    indicators: tuple[Indicator, ...]
    score: float


def find(finder: Finder, items: Sequence[Item]) -> Target | None:
    """The indicator that a question's words mean all together; `None` where none accounts for them."""
    terms = [term for item in items for term in item.terms]
    if not terms:
        return None
    scored: list[tuple[float, Indicator]] = []
    for holding in finder.of(Item()):
        if holding.indicators:
            scored += _scored(holding, terms, finder.plan)
    if not scored:
        return None
    best = max(score for score, _ in scored)
    chosen = sorted(((score, i) for score, i in scored if score >= best - 0.02), key=lambda pair: -pair[0])
    return Target(tuple(indicator for _, indicator in chosen[:_MOST]), best)


def _scored(holding: Holding, terms: Sequence[Term], plan: Plan) -> list[tuple[float, Indicator]]:
    book = indicator_book(holding)
    fits = [book.fits(term) for term in terms]
    weight = sum(term.weight for term in terms)
    found: list[tuple[float, Indicator]] = []
    for indicator in holding.indicators:
        if not answers(plan, indicator):
            continue
        met = loose = named = leveled = owned = 0.0
        for term, fit in zip(terms, fits, strict=True):
            name, project = fit.get(indicator.level3, 0.0), fit.get(indicator.project or "", 0.0)
            level = max(fit.get(indicator.level2, 0.0), fit.get(indicator.level1, 0.0))
            named, leveled, owned = max(named, name), max(leveled, level), max(owned, project)
            best = max(name, project, level * _LEVEL)
            if best < LEAST:
                loose += term.weight
            met += term.weight * best
        # Its own name, or the kind of target of a project that is named (满意度指标).
        meant = named >= LEAST or (leveled >= LEAST and owned >= LEAST and bool(_KIND.search(plan.question)))
        if meant and loose <= _LOOSE * weight and met / weight >= ENOUGH:
            found.append((met / weight, indicator))
    return found


_BOOKS: dict[int, tuple[Holding, Book]] = {}


def indicator_book(holding: Holding) -> Book:
    """The names that targets go by."""
    kept = _BOOKS.get(id(holding))
    if kept is None or kept[0] is not holding:
        names = dict.fromkeys(
            n for i in holding.indicators for n in (i.project or "", i.level1, i.level2, i.level3) if n
        )
        if len(_BOOKS) > 256:
            _BOOKS.clear()
        kept = _BOOKS[id(holding)] = (holding, Book(names))
    return kept[1]


_PER = re.compile(r"[/／每.·]")
_RATE = re.compile(
    r"每人每|每月|每天|每次|每年每|每车|每户|per person per|per month|a month|per day|a head per", re.IGNORECASE
)


def asks_rate(question: str) -> bool:
    """Whether a rate is asked for (每人每月多少元), which only targets set."""
    return bool(_RATE.search(question))


_YUAN = re.compile(r"多少(?:亿|万|百万)?元|多少钱|how much money|how many [\w ,]*yuan", re.IGNORECASE)
_AT_LEAST = re.compile(r"at least|minimum|no fewer|no less|至少|不低于|不少于", re.IGNORECASE)
_AT_MOST = re.compile(r"at most|maximum|no more than|not exceed|不超过|不高于", re.IGNORECASE)


def answers(plan: Plan, indicator: Indicator) -> bool:
    """Whether a target counts what the question counts, on the side it asks for (at least: ≥, at most: ≤)."""
    if asks_rate(plan.question) and not _PER.search(indicator.unit):
        return False
    if plan.kind == "count" and (indicator.unit in _PERCENT or _MONEY.match(indicator.unit)):
        return False
    if plan.kind == "percent" and indicator.unit not in _PERCENT:
        return False
    if plan.kind in {"count", "percent"} and value_of(indicator) is None and not values_in(indicator.target):
        return False
    if (plan.kind == "money" or _YUAN.search(plan.question)) and not _MONEY.match(indicator.unit):
        return False
    if _AT_LEAST.search(plan.question):
        return indicator.operator not in {"≤", "<", "<="}
    if _AT_MOST.search(plan.question):
        return indicator.operator not in {"≥", ">", ">="}
    return True


def value_of(indicator: Indicator) -> tuple[Decimal, str] | None:
    """The target's value and unit as the contract gives them: money in yuan, per cent, count, or its own unit."""
    number = parse_number(indicator.target)
    if number is None:
        return None
    money = _MONEY.match(indicator.unit)
    if money:
        return number * UNITS[money.group(1)], "CNY"
    if indicator.unit in _PERCENT:
        return number, "%"
    return number * _scale(indicator.unit), "count"


def _scale(unit: str) -> int:
    """What a count's unit multiplies it by: 万人次 by ten thousand."""
    return {"万": 10**4, "亿": 10**8, "百": 100, "千": 1000}.get(unit[:1], 1) if len(unit) > 1 else 1


_NUMBER = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*(%|％|亿元|万元|元)?")


def values_in(target: str) -> list[tuple[Decimal, str, str]]:
    """The numbers of a target that is put in words (不低于50人次), each with its unit and as printed."""
    found: list[tuple[Decimal, str, str]] = []
    for match in _NUMBER.finditer(target):
        number, unit = Decimal(match.group(1).replace(",", "")), match.group(2) or ""
        if unit in UNITS:
            found.append((number * UNITS[unit], "CNY", match.group(1)))
        else:
            found.append((number, "%" if unit in _PERCENT and unit else "count", match.group(1)))
    return found
