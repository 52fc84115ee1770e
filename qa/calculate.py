"""Calculators: exact decimals over disclosed figures, each result with its operands, formula and rounding.

Pure functions. A quotient is rounded once, at the end, half up; sums and differences are not rounded at all. A sum
never takes a heading together with its parts, nor one cell twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Final, Literal

from ingest.amounts import UNITS, half_last_place
from ingest.errors import BudgetQAError
from ingest.model import Figure
from qa.naming import is_generic

PERCENT_PLACES: Final = 2
_CENTS: Final = "2 decimals, half up"
Unit = Literal["CNY", "%", "count"]


class CalculationError(BudgetQAError):
    """A calculation that has no result: division by zero, double counting, nothing to add. `zh` says it in Chinese."""

    def __init__(self, message: str, zh: str) -> None:
        super().__init__(message)
        self.zh = zh


@dataclass(frozen=True, slots=True)
class Result:
    """A computed figure: `value` in `unit`, `formula` over the letters a, b, … for `operands` in order. `counted` is what a
    sum or difference of counts counts (人, 辆)."""

    value: Decimal
    unit: Unit
    formula: str
    operands: tuple[Figure, ...]
    rounding: str
    counted: str = ""


def total(figures: Sequence[Figure]) -> Result:
    """The sum, in yuan. Raises `CalculationError` for nothing to add, one cell twice, or a heading beside its part."""
    parts = [figure for figure in figures if figure.amount is not None]
    if not parts:
        raise CalculationError("nothing to add: none of the cells prints an amount", "各格都没有印出金额")
    for i, one in enumerate(parts):
        for other in parts[i + 1 :]:
            if one.id == other.id:
                raise CalculationError(f"{one.label} would be added twice", f"“{one.label}”会被加两次")
            if _inside(one, other) or _inside(other, one):
                raise counted_twice(one, other)
    unit, counted = _kind_of(parts)
    value = sum((_number(figure) for figure in parts), Decimal(0))
    return Result(value, unit, " + ".join(_letters(len(parts))), tuple(parts), "exact", counted)


def counted_twice(one: Figure, other: Figure) -> CalculationError:
    """The error for a sum of a figure and one that holds it."""
    names = [f.measure if is_generic(f.label) and not is_generic(f.measure) else f.label for f in (one, other)]
    return CalculationError(
        f"{names[0]} and {names[1]}: one is part of the other; adding both counts it twice",
        f"“{names[0]}”和“{names[1]}”一个包含另一个，相加会重复计算",
    )


def difference(a: Figure, b: Figure) -> Result:
    """a - b, in yuan, or in what both of them count."""
    unit, counted = _kind_of((a, b))
    return Result(_number(a) - _number(b), unit, "a - b", (a, b), "exact", counted)


def less_parts(whole: Figure, parts: Sequence[Figure]) -> Result:
    """A heading less the sum of its rows, in yuan. The rows must not hold one another (see `total`)."""
    summed = total(parts)
    letters = _letters(len(summed.operands) + 1)
    formula = f"a - ({' + '.join(letters[1:])})"
    unit, counted = _kind_of((whole, *summed.operands))
    return Result(_number(whole) - summed.value, unit, formula, (whole, *summed.operands), "exact", counted)


def remainder(whole: Figure, parts: Sequence[Figure]) -> Result:
    """What is left of a thing without some of its parts, in yuan. `CalculationError` for parts that together exceed it: then
    they are none of it."""
    left = less_parts(whole, parts)
    if left.value < 0:
        raise _more_than(whole)
    return left


def _kind_of(figures: Sequence[Figure]) -> tuple[Unit, str]:
    """The unit that some figures are worked out in, and what they count: all money, or all counts of one thing."""
    money = [figure.unit in UNITS for figure in figures]
    if all(money):
        return "CNY", ""
    units = {figure.unit for figure in figures}
    if any(money) or len(units) > 1 or units & {"%", "％", "个百分点"}:
        labels = [f"{figure.label}（{figure.unit}）" for figure in figures]
        raise CalculationError(
            f"{', '.join(labels)}: these do not count the same thing", f"{'、'.join(labels)}计量单位不同"
        )
    return "count", units.pop()


def share_of_sum(parts: Sequence[Figure], base: Figure) -> Result:
    """What per cent of a base some figures are together; errors as of `total` and `share`."""
    summed = total(parts)
    letters = _letters(len(summed.operands) + 1)
    formula = f"({summed.formula}) / {letters[-1]} × 100"
    return _quotient(summed.value, _number(base), formula, (*summed.operands, base), base.label)


def share_of_rest(whole: Figure, parts: Sequence[Figure], base: Figure) -> Result:
    """What per cent of a base is left of a thing without some of its parts; errors as of `remainder` and `share`."""
    left = remainder(whole, parts)
    letters = _letters(len(left.operands) + 1)
    if whole.id == base.id:
        return _quotient(left.value, _number(base), f"({left.formula}) / a × 100", left.operands, base.label)
    return _quotient(
        left.value, _number(base), f"({left.formula}) / {letters[-1]} × 100", (*left.operands, base), base.label
    )


def _more_than(whole: Figure) -> CalculationError:
    return CalculationError(
        f"what is to be left out comes to more than {whole.label}: it is no part of it",
        f"要扣除的各项之和大于“{whole.label}”，不是它的组成部分",
    )


def gap(whole: Figure, parts: Sequence[Figure]) -> Decimal:
    """By how much a heading and the sum of its rows differ, 0 within the rounding of what is printed."""
    difference = less_parts(whole, parts).value
    slack = sum((half_last_place(f.text, f.unit) for f in (whole, *parts)), Decimal(0))
    return Decimal(0) if abs(difference) <= slack else difference


def mean(figures: Sequence[Figure]) -> Result:
    """The mean of some amounts, in yuan, rounded half up to the fen. Raises `CalculationError` as `total` does."""
    summed = total(figures)
    count_ = len(summed.operands)
    value = _rounded(summed.value / count_)
    return Result(value, summed.unit, f"({summed.formula}) / {count_}", summed.operands, _CENTS, summed.counted)


def per_head(amount: Figure, heads: Figure) -> Result:
    """An amount divided by a head count, in yuan, rounded half up to the fen. `CalculationError` for no heads."""
    if not heads.amount:
        raise CalculationError(f"{heads.label} is 0: nothing per head can be given", f"“{heads.label}”为0，算不出人均")
    with localcontext() as context:
        context.prec = 50
        value = _rounded(_number(amount) / heads.amount)
    return Result(value, "CNY", "a / b", (amount, heads), _CENTS)


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def share(part: Figure, whole: Figure) -> Result:
    """part / whole in per cent, two decimals. Raises `CalculationError` if the whole is zero."""
    return _percent("a / b × 100", part, whole, _number(part))


def ratio(part: Figure, whole: Figure) -> Result:
    """part / whole as a number, two decimals. Raises `CalculationError` if the whole is zero."""
    base = _number(whole)
    if base == 0:
        raise CalculationError(f"{whole.label} is 0: nothing is a multiple of it", f"“{whole.label}”为0，算不出倍数")
    with localcontext() as context:
        context.prec = 50
        value = _rounded(_number(part) / base)
    return Result(value, "count", "a / b", (part, whole), _CENTS)


def growth(new: Figure, old: Figure) -> Result:
    """(new - old) / old in per cent, two decimals. Raises `CalculationError` from a base of zero: it has no per cent."""
    return _percent("(a - b) / b × 100", new, old, _number(new) - _number(old))


def before(new: Figure, change: Figure, *, falls: bool) -> Result:
    """What an amount was before a stated change led to it, in yuan: 2026's less the rise, or with the fall."""
    step = abs(_number(change))
    value = _number(new) + (step if falls else -step)
    return Result(value, "CNY", "a + b" if falls else "a - b", (new, change), "exact")


def growth_by(new: Figure, change: Figure, *, falls: bool) -> Result:
    """The change in per cent where the new amount and the change itself are printed: b / (a - b), of a fall -b / (a + b)."""
    by = -abs(_number(change)) if falls else abs(_number(change))
    base = _number(new) - by
    if base == 0:
        raise CalculationError(
            f"{new.label} was 0 before: no percentage of it can be given", f"“{new.label}”原来为0，算不出百分比"
        )
    formula = "-b / (a + b) × 100" if falls else "b / (a - b) × 100"
    return _quotient(by, base, formula, (new, change), new.label)


def _percent(formula: str, a: Figure, b: Figure, numerator: Decimal) -> Result:
    _kind_of((a, b))
    return _quotient(numerator, _number(b), formula, (a, b), b.label)


def _quotient(numerator: Decimal, base: Decimal, formula: str, operands: tuple[Figure, ...], name: str) -> Result:
    """numerator / base in per cent; `name` is the base's, for the error where it is 0."""
    if base == 0:
        raise CalculationError(f"{name} is 0: no percentage of it can be given", f"“{name}”为0，算不出百分比")
    with localcontext() as context:
        context.prec = 50
        value = (numerator / base * 100).quantize(Decimal(1).scaleb(-PERCENT_PLACES), ROUND_HALF_UP)
    return Result(value, "%", formula, operands, f"{PERCENT_PLACES} decimals, half up")


def count(figures: Sequence[Figure]) -> Result:
    """How many figures there are."""
    return Result(Decimal(len(figures)), "count", "count", tuple(figures), "exact")


def largest(figures: Sequence[Figure], top: int, *, ascending: bool = False) -> list[Figure]:
    """The `top` figures by amount, ties in printed order; figures without an amount are left out."""
    printed = [figure for figure in figures if figure.amount is not None]
    return sorted(printed, key=_number, reverse=not ascending)[:top]


def _inside(part: Figure, heading: Figure) -> bool:
    """Whether a figure is part of another one: under it, or under the total, in its column; or by its code in another table."""
    if part.document != heading.document:
        return False
    if (part.table_number, part.column) == (heading.table_number, heading.column):
        if is_generic(heading.label) and not is_generic(part.label):
            return part.path[: len(heading.path) - 1] == heading.path[:-1]
        return len(part.path) > len(heading.path) and part.path[: len(heading.path)] == heading.path
    whole, own = heading.code or "", part.code or ""
    plain = is_generic(part.measure) and is_generic(heading.measure)
    time = (part.column_year, part.column_basis) == (heading.column_year, heading.column_basis)
    return (
        plain
        and time
        and whole.isdecimal()
        and own.isdecimal()
        and len(own) > len(whole) >= 3
        and own.startswith(whole)
    )


def _number(figure: Figure) -> Decimal:
    if figure.amount is None:
        raise CalculationError(
            f"{figure.label}: the cell is empty, so nothing can be worked out from it",
            f"“{figure.label}”一格为空，无从计算",
        )
    return figure.amount


def _letters(number: int) -> list[str]:
    """a, b, … z, a1, b1, …"""
    return [chr(97 + i % 26) + (str(i // 26) if i >= 26 else "") for i in range(number)]
