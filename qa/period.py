"""Which of an item's figures are of the year and on the basis asked for. Pure functions over figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from ingest.model import Figure
from qa.plan import BasisName, Item, Plan

_BASIS_OF_YEAR: Final = re.compile("(20\\d\\d)年(?:度)?[^，,。；;比和与0-9]{0,14}?(预算|决算)")


@dataclass(frozen=True, slots=True)
class Missed:
    """A year or basis that nothing is printed for, and those that there are."""

    kind: Literal["year", "basis"]
    text: str
    held: tuple[str, ...] = ()


def in_time(figures: Sequence[Figure], item: Item, plan: Plan) -> list[Figure] | Missed:
    """The figures of the year and basis that the item (else the plan) asks for; without a year, of each body's latest document.

    A document's own year answers before another document's look back at it.
    """
    year = item.year or (plan.years[0] if len(plan.years) == 1 else None)
    basis = item.basis or ("final_accounts" if plan.actual else plan.basis)
    kept = list(figures)
    if basis == "final_accounts":
        kept = [f for f in kept if f.column_basis == "final_accounts"]
        if not kept:
            return Missed("basis", "final_accounts", _years(figures))
    if year is not None:
        timed = [f for f in kept if year_of(f) in (year, None)]
        if not timed:
            return Missed("year", str(year), _years(kept))
        kept = [f for f in timed if f.fiscal_year in (year, None)] or timed
    else:
        kept = [f for whose in dict.fromkeys(f.organization for f in kept) for f in _latest(kept, whose)]
    if basis == "budget":
        kept = [f for f in kept if f.column_basis == "budget"] or kept
    elif basis is None:
        # Final accounts look back at the budget; asked without a word for it, they answer with what was spent.
        kept = [f for f in kept if f.column_basis == f.basis] or kept
    return kept


def _latest(figures: Sequence[Figure], organization: str | None) -> list[Figure]:
    """A body's figures in the latest of its documents that has any, those of the document's own year before a look back."""
    mine = [f for f in figures if f.organization == organization]
    latest = max((f.fiscal_year for f in mine if f.fiscal_year), default=None)
    own = [f for f in mine if f.fiscal_year == latest and year_of(f) == latest]
    return own or [f for f in mine if f.fiscal_year == latest] or mine


def year_of(figure: Figure) -> int | None:
    """The year a figure speaks of."""
    return figure.column_year or figure.fiscal_year


def _years(figures: Sequence[Figure]) -> tuple[str, ...]:
    known = {year for year in map(year_of, figures) if year is not None}
    return tuple(str(year) for year in sorted(known, reverse=True))


def bases_said(question: str) -> dict[int, BasisName]:
    """The basis that words give each of two years (2025年支出预算比2024年决算), where they give them different ones."""
    said: dict[int, BasisName] = {}
    for year, basis in _BASIS_OF_YEAR.findall(question):
        said[int(year)] = "budget" if basis == "预算" else "final_accounts"
    return said if len(set(said.values())) > 1 else {}
