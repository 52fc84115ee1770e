"""Questions about performance targets: which project's, which indicator, what value.

An indicator is found by its name as printed (often cut short by the form) or by meaning, within the project the words
name. Targets whose project is not certain are only given with that said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from index.glossary import Piece, glossary
from index.library import Library
from index.records import IndicatorFilter
from ingest.amounts import UNITS, parse_number
from ingest.model import Indicator
from qa.likeness import likeness
from qa.matching import Search
from qa.plan import Item, Plan
from qa.text import fold

_WANTED: Final = re.compile(
    r"要求|达到|目标|指标|至少|不低于|不少于|不超过|不高于|标准是|应当|应该|完成率|满意度|覆盖率"
    r"|target|at least|at most|must|should|required|requirement|minimum|maximum|goal|indicator|no more than",
    re.IGNORECASE,
)
_COUNTED: Final = frozenset(
    [
        "次",
        "人",
        "个",
        "项",
        "家",
        "户",
        "件",
        "辆",
        "台",
        "套",
        "场",
        "期",
        "篇",
        "份",
        "天",
        "年",
        "月",
        "人次",
        "人数",
        "名",
        "批",
        "处",
        "所",
        "条",
        "只",
        "座",
        "分钟",
        "小时",
    ]
)
CERTAIN: Final = 0.55
SEMANTIC: Final = 0.42


@dataclass(frozen=True, slots=True)
class Target:
    """The indicators that answer, best first, and how well the best one fits (0 to 1)."""

    indicators: tuple[Indicator, ...]
    score: float


def wanted(question: str) -> bool:
    """Whether a question asks for a target rather than for money."""
    return bool(_WANTED.search(question))


def find(library: Library, plan: Plan, text: str, search: Search) -> Target | None:
    """The indicator a question means; `None` where no project and name fit."""
    projects = _projects(plan.items)
    found = library.indicators(IndicatorFilter(documents=plan.documents))
    if not found:
        return None
    if plan.language == "en":
        found = [i for i in found if _direction_fits(plan.question, i)]
        return _through_glossary(text, [i for i in found if _answers(plan.question, i)], projects)
    names = {fold(name) for name in projects}
    own = [i for i in found if i.project and fold(i.project) in names] if names else []
    pool = own or ([] if names else found)
    pool = [i for i in pool if _answers(text, i)] or pool
    meaning = _meanings(text, search) if pool else {}
    scored = [(_score(text, indicator, meaning), indicator) for indicator in pool]
    scored = [(score, indicator) for score, indicator in scored if score > 0]
    if not scored:
        return None
    best = max(score for score, _ in scored)
    if best < (SEMANTIC if own else CERTAIN):
        return None
    return Target(tuple(indicator for score, indicator in scored if score >= best - 0.001), best)


# What a question counts, and the units a target may have to answer it.
_ASKED: Final = (
    (
        re.compile(r"多少(?:次|人|名|个|家|户|天|项|场|件|辆|台)|几(?:次|人|个|天|项|场)|how many", re.IGNORECASE),
        _COUNTED,
    ),
    (re.compile(r"百分|多少%|比例|percent|what rate|率"), frozenset({"%", "％"})),
    (re.compile(r"多少(?:万|亿)?元|多少钱|how much money|yuan"), frozenset(UNITS)),
)


def _answers(text: str, indicator: Indicator) -> bool:
    """Whether a target's unit is of the kind that the question counts."""
    for pattern, units in _ASKED:
        if pattern.search(text):
            return indicator.unit in units
    return True


_AT_LEAST = re.compile(r"at least|minimum|no fewer|no less|至少|不低于|不少于", re.IGNORECASE)
_AT_MOST = re.compile(r"at most|maximum|no more than|not exceed|不超过|不高于", re.IGNORECASE)


def _direction_fits(question: str, indicator: Indicator) -> bool:
    """Whether a target's operator is on the side the question asks for (at least: ≥, at most: ≤)."""
    if _AT_LEAST.search(question):
        return indicator.operator not in {"≤", "<", "<="}
    if _AT_MOST.search(question):
        return indicator.operator not in {"≥", ">", ">="}
    return True


def _through_glossary(text: str, pool: Sequence[Indicator], named: Sequence[str]) -> Target | None:
    """An English question's indicator: the project that most of its words stand in, then the name that most of the
    other words stand in. One project and one name must be ahead of all others."""
    pieces = [piece for piece in glossary().pieces(text) if piece.fragments]
    by_project: dict[str, list[Indicator]] = {}
    for indicator in pool:
        if indicator.project:
            by_project.setdefault(indicator.project, []).append(indicator)
    own = {fold(name) for name in named}
    ranked = sorted(
        ((2 if fold(name) in own else 0) + sum(len(p.words) for p in pieces if _in_name(p, name)), name)
        for name in by_project
    )
    if not ranked or ranked[-1][0] == 0 or (len(ranked) > 1 and ranked[-2][0] == ranked[-1][0]):
        return None
    project = ranked[-1][1]
    # The words that name the project say nothing of the indicator.
    rest = [piece for piece in pieces if not _in_name(piece, project)]
    scored = [(sum(_in_name(piece, i.level3) for piece in rest), i) for i in by_project[project]]
    best = max((score for score, _ in scored), default=0)
    chosen = [indicator for score, indicator in scored if score == best and best > 0]
    return Target(tuple(chosen), 1.0) if len(chosen) == 1 else None


def _in_name(piece: Piece, name: str) -> bool:
    return any(fold(fragment) in fold(name) for fragment in piece.fragments)


def _projects(items: Sequence[Item]) -> list[str]:
    return [label for item in items for label in (*item.labels, *item.nearest[:1])]


def _meanings(text: str, search: Search) -> dict[str, float]:
    return {fold(hit.text): hit.semantic or 0.0 for hit in search(text, ("indicator",))}


def _score(text: str, indicator: Indicator, meaning: dict[str, float]) -> float:
    """How well a question names an indicator: its printed name in the words, or its meaning."""
    name, body = fold(indicator.level3), fold(text)
    if len(name) >= 2 and name in body:
        return min(1.0, 0.8 + len(name) / 50)
    like, _ = likeness(text, indicator.level3)
    shared = max(
        (
            length
            for length in range(len(name), 2, -1)
            for i in range(len(name) - length + 1)
            if name[i : i + length] in body
        ),
        default=0,
    )
    partial = 0.5 + 0.3 * shared / len(name) if shared >= 3 else 0.0
    return max(like * 0.8, partial, meaning.get(name, 0.0))


def value_of(indicator: Indicator) -> tuple[Decimal, str] | None:
    """The target's value and unit as the contract gives them: money in yuan, per cent, count, or its own unit."""
    number = parse_number(indicator.target)
    if number is None:
        return None
    if indicator.unit in UNITS:
        return number * UNITS[indicator.unit], "CNY"
    if indicator.unit in {"%", "％", "百分比"}:
        return number, "%"
    return number, "count" if indicator.unit in _COUNTED else indicator.unit or "count"
