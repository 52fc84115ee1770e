"""How well disclosures are read: amounts found again, identities that hold, facts. Scores only; reads and prints nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from pathlib import Path
from typing import Any

from eval.printed import PrintedAmount, digits
from ingest.model import Check, Disclosure, Figure


@dataclass(frozen=True, slots=True)
class Failed:
    """A testable identity that does not hold: where its total stands, and the arithmetic as printed."""

    identity: str
    place: str
    row: str
    arithmetic: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One file's score. `printed` is `None` where no second reading could be made; `reason` says why a file was refused.

    `found` of the `printed` amounts are figures with the same digits in the same place, `missing` are not. Of the `tested`
    identities (headings and totals against their rows, totals against their columns) those in `failed` do not hold.
    """

    path: Path
    disclosure: Disclosure | None
    reason: str = ""
    printed: int | None = None
    found: int = 0
    missing: tuple[PrintedAmount, ...] = ()
    tested: int = 0
    failed: tuple[Failed, ...] = ()


def score(path: Path, disclosure: Disclosure, printed: Sequence[PrintedAmount] | None) -> Reading:
    """The score of one disclosure against the amounts that the second reading found."""
    figures = {figure.id: figure for figure in disclosure.figures}
    inside = [check for check in disclosure.checks if check.table_number is not None]
    failed = tuple(_failed(check, figures) for check in inside if not check.holds)
    if printed is None:
        return Reading(path, disclosure, tested=len(inside), failed=failed)
    placed = any(amount.place for amount in printed)
    read = Counter(_printed(figure, placed) for figure in disclosure.printed if figure.source == "table")
    wanted = Counter(printed)
    missing = tuple(sorted((wanted - read).elements()))
    return Reading(
        path, disclosure, "", len(printed), len(printed) - len(missing), missing, tested=len(inside), failed=failed
    )


def _printed(figure: Figure, placed: bool) -> PrintedAmount:
    place = (figure.page or figure.line or 0) if placed else 0
    return PrintedAmount(place, digits(figure.text))


def _failed(check: Check, figures: dict[str, Figure]) -> Failed:
    total = figures[check.total]
    place = f"p. {total.page}" if total.page else f"line {total.line}" if total.line else ""
    parts = " + ".join(f"{figures[part].text} {figures[part].unit}" for part in check.parts)
    row = " › ".join((*total.path[-2:], total.measure))
    return Failed(check.identity, place, row, f"{total.text} {total.unit} ≠ {parts}")


def share(part: int, whole: int) -> Decimal | None:
    """Per cent with two decimals, rounded down so that 99.999 is no 100; `None` of nothing."""
    return None if not whole else (Decimal(100 * part) / whole).quantize(Decimal("0.01"), ROUND_DOWN)


def row(reading: Reading) -> dict[str, Any]:
    """A reading as a line of the report."""
    read = reading.disclosure
    if read is None:
        return {"document": reading.path.name, "reason": reading.reason}
    printed = reading.printed
    return {
        "document": reading.path.name,
        "organization": read.facts.organization,
        "level": read.facts.level,
        "fiscal_year": read.facts.fiscal_year,
        "basis": read.facts.basis,
        "pages": read.pages,
        "tables": len(read.tables),
        "figures": len(read.printed),
        "amounts": printed,
        "found": _share(reading.found, printed or 0),
        "identities": reading.tested,
        "hold": _share(reading.tested - len(reading.failed), reading.tested),
        "proven": _share(sum(f.proof == "proven" for f in _table(read)), len(_table(read))),
        "indicators": len(read.indicators),
        "warnings": len(read.warnings),
    }


def _table(read: Disclosure) -> list[Figure]:
    return [figure for figure in read.printed if figure.source == "table"]


def _share(part: int, whole: int) -> float | None:
    exact = share(part, whole)
    return None if exact is None else float(exact)


def summary(readings: Iterable[Reading]) -> dict[str, Any]:
    """The readings added up: shares over all amounts, identities and table figures, and the worst single document."""
    read = [r for r in readings if r.disclosure is not None]
    compared = [r for r in read if r.printed]
    tested = [r for r in read if r.tested]
    figures = [figure for r in read if r.disclosure for figure in _table(r.disclosure)]

    def over(
        part: Callable[[Reading], int], whole: Callable[[Reading], int], rows: Sequence[Reading]
    ) -> dict[str, Any]:
        worst = min((_share(part(r), whole(r)) or 0.0 for r in rows), default=None)
        total = sum(map(whole, rows))
        return {"of": total, "percent": _share(sum(map(part, rows)), total), "worst": worst}

    return {
        "documents": len(read),
        "amounts": over(lambda r: r.found, lambda r: r.printed or 0, compared),
        "identities": over(lambda r: r.tested - len(r.failed), lambda r: r.tested, tested),
        "proven": {"of": len(figures), "percent": _share(sum(f.proof == "proven" for f in figures), len(figures))},
    }
