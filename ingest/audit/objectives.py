"""A project's objective, written in words, against its own indicators: the same name with a number that does not meet the target.

Source: 项目支出绩效评价管理办法 (财预〔2020〕10号), art. 6: indicators put the objective in numbers, so both must say the same. The
words between a name and its number are data (`targets.toml`). Pure.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from ingest.amounts import parse_number
from ingest.figures import Origin
from ingest.hierarchy import bare
from ingest.model import Check, Disclosure, Finding, Hint, Indicator, Passage
from ingest.shipped import read_shipped

_NUMBER: Final = r"(\d[\d,]*(?:\.\d+)?)\s*"
_LEAST_NAME: Final = 3
"""Shorter names (人数, 次数) are also words of other phrases."""


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    data = read_shipped("ingest.audit", "targets.toml")
    return dict(data["objective"])


def objective_audit(read: Disclosure) -> tuple[list[Check], list[Finding]]:
    """Findings where an objective states an indicator's number otherwise than the indicator; no checks."""
    origin = Origin(read.document, read.sha256, read.facts)
    objectives: dict[tuple[int | None, str], list[Passage]] = defaultdict(list)
    for passage in read.passages:
        if passage.kind == "objective" and passage.subject:
            objectives[passage.table_number, passage.subject].append(passage)
    return [], [
        _finding(indicator, passage, said, origin)
        for indicator in read.indicators
        if indicator.project
        for passage in objectives.get((indicator.table_number, indicator.project), ())
        for said in _unmet(indicator, passage.text)
    ]


def _unmet(indicator: Indicator, text: str) -> Iterator[str]:
    """The words of an objective that give the indicator's name a number that misses its target."""
    target, name = parse_number(indicator.target), bare(indicator.level3)
    if target is None or len(name) < _LEAST_NAME or not indicator.unit:
        return
    between = _words()["between"]
    pattern = rf"(?<![\w]){re.escape(name)}\s*(?:{between})*\s*{_NUMBER}{re.escape(indicator.unit)}"
    for match in re.finditer(pattern, text):
        value = parse_number(match[1])
        if value is not None and not _meets(value, indicator.operator, target):
            yield match[0]


def _meets(value: Decimal, operator: str, target: Decimal) -> bool:
    words = _words()
    if operator in words["at_least"]:
        return value >= target
    if operator in words["at_most"]:
        return value <= target
    return value == target


def _finding(indicator: Indicator, passage: Passage, said: str, origin: Origin) -> Finding:
    return Finding(
        id=origin.key("finding", "objective", indicator.id, said),
        kind="objective",
        severity="contradiction",
        identity="a project's objective says what its indicators say",
        stated=said,
        expected=f"{indicator.level3} {indicator.operator} {indicator.target} {indicator.unit}",
        hint=Hint("inferred") if indicator.attribution == "inferred" else None,
        passage=passage.text,
        table_number=indicator.table_number,
        page=passage.page or indicator.page,
        line=passage.line or indicator.line,
    )
