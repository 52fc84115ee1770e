"""What the arithmetic says of a number that does not fit: a digit, two digits, the unit, the sign, one other figure.

Pure functions over printed numbers. A hint is given only where exactly one explanation of its kind fits.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from decimal import Decimal

from ingest.amounts import UNITS, clean, places
from ingest.model import Figure, Hint


def slip(figure: Figure, right: Decimal) -> Hint | None:
    """How the printed figure can have come from the `right` amount (yuan, or the plain number of a count) by one slip."""
    wrong = figure.amount
    if wrong is None or wrong == right:
        return None
    worth = UNITS.get(figure.unit, Decimal(1))
    if right == -wrong:
        return Hint("sign", (figure.id,), right)
    if right and wrong / right in {Decimal(10_000), Decimal(1) / 10_000}:
        return Hint("unit_slip", (figure.id,), right)
    printed, meant = _digits(figure.text), _as_printed(right / worth, places(figure.text))
    if meant is None or len(printed) != len(meant):
        return None
    off = [i for i, (a, b) in enumerate(zip(printed, meant, strict=True)) if a != b]
    if len(off) == 1:
        return Hint("digit", (figure.id,), right)
    swapped = len(off) == 2 and printed[off[0]] == meant[off[1]] and printed[off[1]] == meant[off[0]]
    return Hint("transposed", (figure.id,), right) if swapped and off[1] - off[0] == 1 else None


def _digits(text: str) -> str:
    return clean(text).replace(",", "").strip("()+-")


def _as_printed(value: Decimal, decimals: int) -> str | None:
    """A value with so many decimals, or `None` if it has more."""
    if value < 0:
        value = -value
    exact = value.quantize(Decimal(1).scaleb(-decimals))
    return f"{exact:f}" if exact == value else None


def equal_figure(difference: Decimal, figures: Iterable[Figure], own: Collection[str]) -> Hint | None:
    """The one item whose amount is exactly the difference; `None` if there is none or several. `own` are left out."""
    wanted = abs(difference)
    if not wanted:
        return None
    found = [f for f in figures if f.amount == wanted and f.source == "table" and f.id not in own]
    items = {(f.code or f.label) for f in found}
    return Hint("equals_figure", tuple(f.id for f in found), wanted) if len(items) == 1 else None


def omitted(total: Figure, parts: Collection[Figure], difference: Decimal, figures: Iterable[Figure]) -> Hint | None:
    """The one item below a heading that another table prints, that is missing here and makes up the difference."""
    if not total.code or difference <= 0:
        return None
    here = {part.code for part in parts}
    found = [
        f
        for f in figures
        if f.amount == difference and f.code and f.code != total.code and f.code.startswith(total.code)
        if not any(f.code == code or (code and f.code.startswith(code)) for code in here)
    ]
    codes = {f.code for f in found}
    return Hint("omitted", tuple(f.id for f in found), difference) if len(codes) == 1 else None
