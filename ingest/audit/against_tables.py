"""Amounts that sentences state against the table figures that they speak of. Pure.

A stated amount is proven by any table figure of its name, year and basis that it agrees with. That it agrees with none is
told only where the name leaves no doubt: a path of the classification, a code, the total of a table that the words name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ingest.amounts import half_last_place
from ingest.audit.matching import Tables, candidates, fits
from ingest.audit.spoken import Said, Speech, basis_in, is_exact, levels, year_of
from ingest.headers import is_column_total
from ingest.model import Check, Disclosure, Figure


def table_checks(speech: Speech, read: Disclosure, tables: Tables) -> Iterator[Check]:
    """One check for each stated amount that some table figure can be compared with."""
    for said in levels(speech):
        quantity = said.claim.quantity
        if quantity is None or quantity.kind != "amount" or not is_exact(said) or said.passage.kind != "narrative":
            continue
        year, basis = year_of(said, read), basis_in(said, read)
        sure, likely = candidates(said.claim, tables)
        fit = [f for f in (*sure, *likely) if fits(f, year, basis)]
        equal = next((f for f in fit if abs(_gap(said, f)) <= _slack(said, f)), None)
        if equal is not None:
            yield _check(said, equal)
        elif (doubtless := [f for f in sure if fits(f, year, basis)]) and not said.claim.reference:
            yield _check(said, _likeliest(doubtless))


def _gap(said: Said, figure: Figure) -> Decimal:
    return said.amount - (figure.amount or Decimal(0))


def _slack(said: Said, figure: Figure) -> Decimal:
    """What rounding alone can have moved the two apart. A sentence may cut an amount off instead of rounding it."""
    cut = (figure.amount or Decimal(0)) > said.amount >= 0
    return said.slack * (2 if cut else 1) + half_last_place(figure.text, figure.unit)


def _likeliest(found: Sequence[Figure]) -> Figure:
    """Of several figures of a name, the one in the total's column, then the largest."""
    return max(found, key=lambda f: (any(is_column_total(h) for h in f.measure_path), abs(f.amount or Decimal(0))))


def _check(said: Said, figure: Figure) -> Check:
    return Check(
        "what the text states = what the table prints",
        figure.table_number,
        said.figure.id if said.figure else "",
        (figure.id,),
        _gap(said, figure),
        _slack(said, figure),
        "narrative_vs_table",
    )
