"""Questions about performance targets: which project's, which indicator, what value.

All the words must be accounted for by the target's project and its own names; what the words count must be what the target
counts. Targets whose project is not certain are only given with that said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ingest.amounts import UNITS, parse_number
from ingest.model import Indicator
from qa import counting
from qa.book import CORE, LEAST, Book
from qa.counting import units_asked
from qa.finder import Finder
from qa.holding import Holding
from qa.plan import Item, Plan, Term
from qa.terms import names_a_thing
from qa.words import words

_MONEY: Final = re.compile(r"^(元|千元|万元|亿元)(?:[/／].+)?$")
_PERCENT: Final = frozenset({"%", "％", "百分比"})
ENOUGH: Final = 0.62
_KIND: Final = re.compile(r"指标|indicators?\b|targets?\b", re.IGNORECASE)
# Words that only say that a target or a rate is asked for.
_SAYS_TARGET: Final = re.compile(
    r"(?:targets?|targeted|indicators?|months?|monthly|yearly|per|persons?|working)", re.IGNORECASE
)
# What it says that a target is set in the very unit that is asked for (多少小时).
_IN_ITS_UNIT: Final = 3.0
_LEVEL: Final = 0.9
_LOOSE: Final = 0.34
_LITTLE: Final = 0.15
_MOST: Final = 6
_SEVERAL: Final = 2
_OF_EACH: Final = re.compile(
    r"各|每个|每项|所有|全部|哪些|其他|其它|别的|\b(?:each|every|all|other|which)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Target:
    """The indicators that answer, best first, and how well the best one fits (0 to 1)."""

    indicators: tuple[Indicator, ...]
    score: float


def find(finder: Finder, items: Sequence[Item]) -> Target | None:
    """The indicator that a question's words mean all together; `None` where none accounts for them."""
    terms = [term for item in items for term in without_target_words(item).terms]
    if not terms:
        return None
    scored: list[tuple[float, Indicator]] = []
    units = {base_unit(i.unit) for holding in finder.of(Item()) for i in holding.indicators}
    question = finder.plan.question
    asked = {unit for unit in (*units, *words().measures) if asks_unit(question, unit)} or units_asked(question)
    for holding in finder.of(Item()):
        if holding.indicators:
            groups = [[term for term in item.terms if term in terms] for item in items]
            scored += _scored(holding, [group for group in groups if group], finder.plan, asked)
    if not scored:
        return None
    best = max(score for score, _ in scored)
    chosen = sorted(((score, i) for score, i in scored if score >= best - 0.02), key=lambda pair: -pair[0])
    own = _of_project_before(finder, [indicator for _, indicator in chosen])
    return Target(tuple(own[:_MOST]), best) if own else None


def _of_project_before(finder: Finder, found: Sequence[Indicator]) -> Sequence[Indicator]:
    """Targets of many projects, as the project has them that the question before was about (植树经费多少，成本上限多少): none where it
    has none of them."""
    places = {(one.document, one.project) for one in found}
    if len(places) < _SEVERAL or _OF_EACH.search(finder.plan.question):
        return found
    for item in reversed(finder.plan.past):
        fits = {
            (h.record.name, one.project): indicator_book(h).fits(term).get(one.project or "", 0.0)
            for h in finder.of(Item())
            for term in item.terms
            for one in h.indicators
            if one.project
        }
        top = max(fits.values(), default=0.0)
        best = [place for place, fit in fits.items() if fit == top >= CORE]
        if len(best) == 1:
            return [one for one in found if (one.document, one.project) == best[0]]
    return found


def without_target_words(item: Item) -> Item:
    """A thing without the words that only say that a target or a rate of it is asked for."""
    return item.model_copy(
        update={"terms": tuple(t for t in item.terms if t.known or not _SAYS_TARGET.fullmatch(t.text))}
    )


def find_each(finder: Finder, items: Sequence[Item]) -> list[Target] | None:
    """One target for each of several things (碧桃、栾树、红枫各多少株), those of the project that another of them names; `None` where one
    has none or two are the same."""
    alone = [find(finder, [item]) for item in items]
    of = [item for item, target in zip(items, alone, strict=True) if target is None and _is_project(finder, item)]
    rest = [item for item in items if item not in of]
    found = [find(finder, [*of, item]) or (None if of else find(finder, [item])) for item in rest]
    kept = [target for target in found if target is not None]
    names = {target.indicators[0].id for target in kept}
    several = len(kept) == len(rest) == len(names) > 1
    return kept if several and all(len(target.indicators) == 1 for target in kept) else None


def _is_project(finder: Finder, item: Item) -> bool:
    """Whether a thing is the project of some targets."""
    projects = {(h.record.name, i.project) for h in finder.of(Item()) for i in h.indicators if i.project}
    books = {h.record.name: indicator_book(h) for h in finder.of(Item()) if h.indicators}
    return bool(item.terms) and any(
        all(books[document].fits(term).get(project or "", 0.0) >= LEAST for term in item.terms)
        for document, project in projects
    )


def _scored(
    holding: Holding, groups: Sequence[Sequence[Term]], plan: Plan, asked: Set[str]
) -> list[tuple[float, Indicator]]:
    """The targets that the words of some things mean together, each of the things by some of its words; in the units that are asked
    for, if there are such."""
    book = indicator_book(holding)
    terms = [term for group in groups for term in group]
    fits = [book.fits(term) for term in terms]
    weight = sum(term.weight for term in terms)
    spoken = all(term.text.isascii() for term in terms)
    found: list[tuple[float, Indicator]] = []
    for indicator in holding.indicators:
        if not answers(plan, indicator) or (asked and base_unit(indicator.unit) not in asked):
            continue
        met = loose = named = leveled = owned = 0.0
        counted = _IN_ITS_UNIT if asked else 0.0
        unmet: set[str] = set()
        blocked = False
        for term, fit in zip(terms, fits, strict=True):
            name, project = fit.get(indicator.level3, 0.0), fit.get(indicator.project or "", 0.0)
            level = max(fit.get(indicator.level2, 0.0), fit.get(indicator.level1, 0.0))
            named, leveled, owned = max(named, name), max(leveled, level), max(owned, project)
            best = max(name, project, level * _LEVEL)
            if best < LEAST:
                loose += term.weight
                unmet.add(term.text)
                blocked |= names_a_thing(term) or _is_rate_of(
                    term, plan.question
                )  # ginkgo trees are no maples, whatever else of the target the words hold
            met += term.weight * best
        # Its own name, or the kind of target of a project that is named (满意度指标).
        meant = named >= LEAST or (leveled >= LEAST and owned >= LEAST and bool(_KIND.search(plan.question)))
        meant = meant and all(any(term.text not in unmet for term in group) for group in groups)
        # calls are not what stands in 保障话务员正常接听电话的用电需求
        meant = meant and not (spoken and named < CORE and book.shared(terms, indicator.level3) < _LITTLE)
        sure = (met + counted) / (weight + counted)
        if meant and not blocked and loose <= _LOOSE * (weight + counted) and sure >= ENOUGH:
            found.append((met / weight, indicator))
    return found


def _is_rate_of(term: Term, question: str) -> bool:
    """Whether words say what a rate is of (the vaccination rate)."""
    return (
        term.text.isascii() and re.search(rf"\b{re.escape(term.text)}[ -]rate\b", question, re.IGNORECASE) is not None
    )


def indicator_book(holding: Holding) -> Book:
    """The names that targets go by."""
    return holding.derived("indicator_book", _indicator_book)


def _indicator_book(holding: Holding) -> Book:
    names = (n for i in holding.indicators for n in (i.project or "", i.level1, i.level2, i.level3) if n)
    return Book(dict.fromkeys(names))


_PER = re.compile(r"[/／每.·]")
_RATE = re.compile(
    r"每人每|每月|每天|每次|每年每|每车|每户|per person per|per month|monthly amount|a month|per day|a head per",
    re.IGNORECASE,
)
_STANDARD = re.compile(r"标准|指标|目标|定额|\b(?:standards?|targets?|indicators?|norms?)\b", re.IGNORECASE)


def asks_standard(question: str) -> bool:
    """Whether the rate that is asked for is one that a target sets, not one to be worked out."""
    return asks_rate(question) and bool(_STANDARD.search(question))


def asks_unit(question: str, unit: str) -> bool:
    """Whether a question asks how many of the unit that a target is set in (多少株, 几个小时)."""
    return unit not in {"", "元", "%"} and counting.asks_unit(question, unit)


def per_head(indicator: Indicator) -> bool:
    """Whether a target sets what one head comes to."""
    return bool(_PER_PERSON.search(indicator.level3) or _OF_PERSON.search(indicator.unit))


def base_unit(unit: str) -> str:
    """What a unit counts, whatever it is per: 人 of 万人/月."""
    return re.split(r"[/／.·]", unit)[0].lstrip("万千百亿")


def asks_rate(question: str) -> bool:
    """Whether a rate is asked for (每人每月多少元), which only targets set."""
    return bool(_RATE.search(question))


_PER_PERSON = re.compile("人均|每人|每名|每位")
_OF_PERSON = re.compile("[/／每.·](?:人|名)")
_PER_HEAD = re.compile("人均|每人|月均|单价|标准")
_YUAN = re.compile(r"(?:多少|几)(?:亿|万|百万)?(?:元|块)|多少钱|how much money|how many [\w ,]*yuan", re.IGNORECASE)
_HOW_MUCH = re.compile(r"\bhow much (?!time\b)", re.IGNORECASE)
_IN_WORDS = "定性"  # neither a least nor a most
_AT_LEAST = re.compile(r"at least|minimum|no fewer|no less|至少|不低于|不少于|起码|最少|下限", re.IGNORECASE)
_AT_MOST = re.compile(
    r"at most|maximum|no more than|not exceed|\bceiling|\bcap(?:ped)?\b|upper limit|不超过|不高于|封顶|上限|至多|最多|顶多",
    re.IGNORECASE,
)


def answers(plan: Plan, indicator: Indicator) -> bool:
    """Whether a target counts what the question counts, on the side it asks for (at least: ≥, at most: ≤)."""
    if asks_rate(plan.question) and not (_PER.search(indicator.unit) or _PER_HEAD.search(indicator.level3)):
        return False
    if plan.kind == "count" and (indicator.unit in _PERCENT or _MONEY.match(indicator.unit)):
        return False
    if plan.kind == "percent" and indicator.unit not in _PERCENT:
        return False
    if plan.kind in {"count", "percent"} and value_of(indicator) is None and not values_in(indicator.target):
        return False
    most = _AT_MOST.search(plan.question) or _AT_LEAST.search(plan.question)
    money = plan.kind == "money" or bool(_YUAN.search(plan.question)) or bool(most and _HOW_MUCH.search(plan.question))
    if money and not _MONEY.match(indicator.unit):
        return False
    if _AT_LEAST.search(plan.question):
        return indicator.operator not in {"≤", "<", "<=", _IN_WORDS}
    if _AT_MOST.search(plan.question):
        return indicator.operator not in {"≥", ">", ">=", _IN_WORDS}
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


# 2026年4月--12月 tells when, not how many.
_DATE = re.compile(
    r"20\d\d\s*(?:年|[-./])(?:\s*\d{1,2}\s*[月日号]?)*|\d{1,2}\s*月(?:份|底|初|末)?(?:\s*\d{1,2}\s*[日号])?(?!数|均)"
)
_NUMBER = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*(%|％|亿元|万元|元)?")


def dates_in(target: str) -> list[str]:
    """The dates of a target that is put in words (2026年4月--12月)."""
    return [match.group(0) for match in _DATE.finditer(target)]


def values_in(target: str) -> list[tuple[Decimal, str, str]]:
    """The numbers of a target that is put in words (不低于50人次), each with its unit and as printed."""
    found: list[tuple[Decimal, str, str]] = []
    for match in _NUMBER.finditer(_DATE.sub(" ", target)):
        number, unit = Decimal(match.group(1).replace(",", "")), match.group(2) or ""
        if unit in UNITS:
            found.append((number * UNITS[unit], "CNY", match.group(1)))
        else:
            found.append((number, "%" if unit in _PERCENT and unit else "count", match.group(1)))
    return found
