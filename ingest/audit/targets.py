"""Performance targets against budgets: weights that make 100, cost targets, and the list of projects against the total.

Sources: 项目支出绩效评价管理办法 (财预〔2020〕10号): a project's indicator weights and its execution weight make 100; a cost
target that speaks of the whole project cannot differ from the project's own budget. The words are data (`targets.toml`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from ingest.amounts import UNITS, half_last_place, parse_number, print_number
from ingest.audit.standing import TOTAL, YEAR
from ingest.audit.tables import Entry, entries_of, one_scope, settle_totals
from ingest.figures import Origin
from ingest.hierarchy import bare
from ingest.model import Check, Disclosure, Figure, Finding, Hint, Indicator
from ingest.shipped import read_shipped

_PERFORMANCE = "project_performance"


@dataclass(frozen=True, slots=True)
class _Words:
    level: re.Pattern[str]
    filler: re.Pattern[str]
    needs: re.Pattern[str]
    least_share: Decimal


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = read_shipped("ingest.audit", "targets.toml")
    cost = data["cost"]
    return _Words(
        re.compile(cost["level"]),
        re.compile(cost["words"]),
        re.compile(cost["needs"]),
        Decimal(data["list"]["least_share"]),
    )


def target_audit(read: Disclosure) -> tuple[list[Check], list[Finding]]:
    """The check of the project list, and findings of weights and cost targets, which are no equations of figures."""
    origin = Origin(read.document, read.sha256, read.facts)
    findings = [*_weights(read.indicators, origin), *_costs(read, origin)]
    return list(_project_list(read)), findings


# -- weights --------------------------------------------------------------------------------------------------------


def _weights(indicators: Iterable[Indicator], origin: Origin) -> Iterator[Finding]:
    """Projects whose weights don't add up to what this document's other projects' do (100, or 90 beside execution)."""
    projects: dict[tuple[int, str | None, str | None], list[Indicator]] = {}
    for indicator in indicators:
        if indicator.attribution != "unattributed":
            key = (indicator.table_number, indicator.project_code, indicator.project)
            projects.setdefault(key, []).append(indicator)
    sums = {key: sum((i.weight or Decimal(0) for i in rows), Decimal(0)) for key, rows in projects.items()}
    usual, times = next(iter(Counter(total for total in sums.values() if total).most_common(1)), (Decimal(0), 0))
    if usual not in {Decimal(90), Decimal(100)} or times * 2 <= len(sums):
        return
    for key, rows in projects.items():
        total, blank = sums[key], [i for i in rows if i.weight is None]
        if total in {usual, Decimal(0)}:
            continue
        first = blank[0] if len(blank) == 1 else rows[0]
        yield Finding(
            id=origin.key("finding", "weights", key),
            kind="weights",
            severity="missing" if blank and total < usual else "contradiction",
            identity="the weights of a project's targets make the same sum as the other projects'",
            difference=total - usual,
            stated=f"{rows[0].project}: {print_number(total)}",
            expected=print_number(usual),
            hint=Hint("inferred") if any(i.attribution == "inferred" for i in rows) else None,
            table_number=first.table_number,
            page=first.page,
            line=first.line,
        )


# -- cost targets ---------------------------------------------------------------------------------------------------


def is_whole_cost(indicator: Indicator) -> bool:
    """Whether a target states the cost of its whole project, in money and not per something."""
    words = _words()
    name = bare(indicator.level3)
    return (
        indicator.unit in UNITS
        and bool(words.level.search(indicator.level2) or words.level.search(name))
        and bool(words.needs.search(name))
        and not words.filler.sub("", name)
    )


def _costs(read: Disclosure, origin: Origin) -> Iterator[Finding]:
    """Targets for the cost of a whole project that no budget figure of the project bears out."""
    budgets: dict[tuple[int | None, str], list[Figure]] = {}
    for figure in read.printed:
        if figure.source == "table" and figure.unit in UNITS:
            budgets.setdefault((figure.table_number, figure.code or figure.label), []).append(figure)
    for indicator in read.indicators:
        value = parse_number(indicator.target) if is_whole_cost(indicator) else None
        own = budgets.get((indicator.table_number, indicator.project_code or indicator.project or ""), [])
        if value is None or not own:
            continue
        target = value * UNITS[indicator.unit]
        slack = half_last_place(indicator.target, indicator.unit)
        if any(abs((f.amount or Decimal(0)) - target) <= slack + half_last_place(f.text, f.unit) for f in own):
            continue
        budget = max(own, key=lambda f: f.amount or Decimal(0))
        yield Finding(
            id=origin.key("finding", "indicator_cost", indicator.id),
            kind="indicator_cost",
            severity="contradiction",
            identity="the cost target of a whole project is its budget",
            difference=target - (budget.amount or Decimal(0)),
            figures=(budget.id,),
            stated=f"{indicator.project}: {indicator.level3} {indicator.operator} {indicator.target} {indicator.unit}",
            expected=f"{budget.text} {budget.unit}",
            hint=Hint("inferred") if indicator.attribution == "inferred" else None,
            table_number=indicator.table_number,
            page=indicator.page,
            line=indicator.line,
        )


# -- the list of projects -------------------------------------------------------------------------------------------


def _project_list(read: Disclosure) -> Iterator[Check]:
    """The projects of a table of targets, if they are all of them, make the total that they are a list of."""
    listed = _listed(read)
    amount = sum((entry.amount for entry in listed), Decimal(0))
    totals = _totals(read)
    if len(listed) < 2 or not amount or not totals:
        return
    slack = sum((entry.tolerance for entry in listed), Decimal(0))

    def distance(total: Figure) -> Decimal:
        return abs((total.amount or Decimal(0)) - amount)

    total = min(totals, key=distance)
    whole = total.amount or Decimal(0)
    if whole and _words().least_share <= amount / whole <= 1 / _words().least_share:
        yield Check(
            "the projects listed make the total",
            None,
            total.id,
            tuple(figure.id for entry in listed for figure in entry.figures),
            whole - amount,
            half_last_place(total.text, total.unit) + slack,
            "project_list",
        )


def _listed(read: Disclosure) -> list[Entry]:
    """One entry a project of the tables of targets: its largest figure, which is its whole budget."""
    largest: dict[str, Figure] = {}
    for figure in read.printed:
        if figure.table_kind == _PERFORMANCE and figure.source == "table" and figure.unit in UNITS:
            key = figure.code or figure.label
            if key not in largest or (figure.amount or 0) > (largest[key].amount or 0):
                largest[key] = figure
    return [Entry(figure.table_number or 0, (figure,)) for figure in largest.values()]


def _totals(read: Disclosure) -> Sequence[Figure]:
    """What a list of projects may be a list of: all expenditure, or all project expenditure, of each scope."""
    entries = one_scope(settle_totals(entries_of(read.tables, read.printed)))
    return [
        entry.figures[0]
        for place, found in entries.items()
        if place.flow == "expenditure" and place.item in {TOTAL, YEAR} and place.nature in {"whole", "project"}
        if place.year in (None, read.facts.fiscal_year)
        for entry in found
        if len(entry.figures) == 1
    ]
