"""Items of the functional classification that a document without tables states one by one, each under its headings (类-款-项)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ingest.amounts import UNITS
from ingest.model import Figure
from qa.finder import Finder
from qa.holding import Holding
from qa.naming import is_fund
from qa.narrative import stated_book
from qa.period import Missed, in_time
from qa.plan import Item, Term
from qa.preference import sense_of
from qa.rows import class_names
from qa.text import fold

_DEPTH = 3


def without_funds(terms: Sequence[Term]) -> tuple[Term, ...]:
    """Terms without those that only say where the money comes from."""
    return tuple(term for term in terms if not _of_fund(term))


def _of_fund(term: Term) -> bool:
    return is_fund(term.forms[0] if term.forms else term.text)


def told_of(finder: Finder, item: Item) -> bool:
    """Whether the text of every document in scope tells what the item's funds (财政拨款) go on, item by item: no table is divided by
    function, and the items it states add up to the fund's amount."""
    held = finder.of(item)
    return bool(held) and all(bool(_told(holding, item.terms)) for holding in held)


def under(finder: Finder, item: Item) -> list[Figure]:
    """The items that the text states under a heading, in order; all of them for the whole, or for a fund that they add up to."""
    terms = without_funds(item.terms)
    found: list[Figure] = []
    for holding in finder.of(item):
        fits = [stated_book(holding).fits(term) for term in terms]
        told = _told(holding, item.terms)
        found += [f for f in told if all(any(name in fit for name in f.path[:-1]) for fit in fits)]
    timed = in_time(found, item, finder.plan) if found else []
    return [] if isinstance(timed, Missed) else list(timed)


def _told(holding: Holding, terms: Sequence[Term]) -> list[Figure]:
    """All items that a document's text states, if no table of it is divided by function and they are all of the terms' funds."""
    if any(sense_of(cell.figure) == "function" for cell in holding.cells):
        return []
    stated = [f for f in holding.stated if f.unit in UNITS and not f.measure and f.column_year == f.fiscal_year]
    items = [f for f in stated if len(f.path) == _DEPTH and fold(f.path[0]) in class_names()]
    items = list({figure.path: figure for figure in items}.values())
    total = sum((figure.amount or Decimal(0) for figure in items), Decimal(0))
    book = stated_book(holding)
    funds = [book.fits(term) for term in terms if _of_fund(term)]
    every = [f for f in holding.stated if f.amount == total]
    whole = all(any(name in fit for f in every for name in (*f.path, f.label)) for fit in funds)
    return items if whole else []
