"""What a phrase of a draft may stand for, as values: amounts with the figures that make them up. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from index.records import DocumentRecord
from ingest.model import Figure
from qa.calculate import Result
from qa.plan import BasisName
from qa.text import fold


@dataclass(frozen=True, slots=True)
class Value:
    """An amount with what makes it up. `slack` is how far the rounding of what is printed can have moved it, nothing for a
    printed figure itself: what it prints is what there is. `formula` is empty for a printed figure."""

    amount: Decimal
    figures: tuple[Figure, ...]
    slack: Decimal = Decimal(0)
    formula: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a phrase names. `values` are what it stands for, likeliest first; `sure` tells that it can stand for nothing else.

    `aside` are cells of the same rows in columns that the phrase does not name; `blank` cells that print nothing; `held` the
    years there are where the one asked for is not.
    """

    values: tuple[Value, ...] = ()
    sure: bool = False
    aside: tuple[Figure, ...] = ()
    blank: tuple[Figure, ...] = ()
    held: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.values)

    @property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(dict.fromkeys(f for value in self.values for f in value.figures))


@dataclass(frozen=True, slots=True)
class Asked:
    """A phrase to be read: its words, what stands above it, and where it is looked up."""

    phrase: str
    records: tuple[DocumentRecord, ...]
    above: tuple[str, ...] = ()
    code: str | None = None
    year: int | None = None
    basis: BasisName | None = None


def printed(figure: Figure) -> Value:
    """A printed figure as a value. `ValueError` for a blank cell."""
    if figure.amount is None:
        raise ValueError("a blank cell has no value")
    return Value(figure.amount, (figure,))


def computed(result: Result) -> Value:
    """A calculator's result as a value. Whoever adds printed figures up gets just this: rounding is no excuse for another sum."""
    return Value(result.value, result.operands, Decimal(0), result.formula)


def reading_of(figures: Sequence[Figure], *, sure: bool = False) -> Reading:
    """Printed figures as a reading, each once, blanks left out."""
    kept = [f for i, f in enumerate(figures) if f.amount is not None and f.id not in {g.id for g in figures[:i]}]
    return Reading(tuple(printed(f) for f in kept), sure)


def agreeing(values: Iterable[Value], others: Iterable[Value]) -> list[tuple[Value, Value]]:
    """Pairs of two readings, those of one table and column first: the same row a year apart."""
    pairs = [(a, b) for a in values for b in others if a.figures != b.figures]
    return sorted(pairs, key=lambda pair: _distance(pair[0].figures[0], pair[1].figures[0]))


def _distance(a: Figure, b: Figure) -> int:
    if a.document == b.document and a.table_number == b.table_number:
        return 0 if fold(a.measure) == fold(b.measure) or a.path == b.path else 1
    return 2 if a.table_kind == b.table_kind else 3
