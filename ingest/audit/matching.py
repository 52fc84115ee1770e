"""Which table figures a claim speaks of, whoever wrote it: the disclosure's own narrative or a draft about it. Pure.

A name may be one that leaves no doubt (a path of the classification, a code, the total of a table that the words name) or one
that a figure may be called by. Year and basis decide between columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.audit.naming import Named, key, named_figures, strict_key
from ingest.claims import Claim
from ingest.model import Figure, Table


@dataclass(frozen=True, slots=True)
class Tables:
    """The printed table figures of a document by folded name, by a total's name that leaves no doubt, and by code."""

    named: Named
    totals: Named
    coded: Named


def tables_of(figures: Sequence[Figure], tables: Sequence[Table]) -> Tables:
    """The index of a document's table figures."""
    return Tables(*named_figures(figures, tables))


def candidates(claim: Claim, tables: Tables) -> tuple[list[Figure], list[Figure]]:
    """The table figures that a claim surely speaks of, and those it may speak of."""
    named = list(tables.named.get(key(claim.subject), ())) if key(claim.subject) else []
    if claim.code and claim.code in tables.coded:
        return list(tables.coded[claim.code]), named
    if claim.part_of is None and len(claim.path) > 1:
        return [f for f in named if len(f.path) > 1 and key(f.path[-2]) == key(claim.path[-2])], named
    return list(tables.totals.get(strict_key(claim.subject), ())), named


def fits(figure: Figure, year: int | None, basis: str) -> bool:
    """Whether a table figure is of a claim's year and basis (budget, executed or final)."""
    if figure.column_year is not None and year is not None and figure.column_year != year:
        return False
    executed = any("执行" in head for head in figure.measure_path)
    if basis == "executed" or executed:
        return basis == "executed" and executed
    if figure.column_basis is None:
        return True
    return figure.column_basis == ("final_accounts" if basis == "final" else "budget")
