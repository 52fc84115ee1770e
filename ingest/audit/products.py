"""Products written out in a sentence (工资应发额3849583.3元乘以12个月乘以2%测算 … 92.39万元), worked out and compared.

A check is made where the product is, within rounding, an amount that the same passage or its project states; and where
the sentence itself ties the product to an amount (=, 共计, 合计) that it is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ingest.amounts import UNITS, half_last_place, parse_number, print_number
from ingest.model import Check, Disclosure, Figure, Finding, Passage

_NUMBER: Final = r"\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_MONEY: Final = "亿元|千万元|百万元|万元|千元|百元|元"
_TIMES: Final = r"\s*(?:乘以|乘|×|✕|\*|[xX](?=\s*\d))\s*"
# Whatever counts the number (元/人, 个月) stands between it and the next sign.
_FACTOR: Final = rf"({_NUMBER})\s*({_MONEY}|[%％‰])?(?:[\u4e00-\u9fff/]{{1,6}}?)?"
_PRODUCT = re.compile(
    rf"(?<![\d.,])(?:(?:{_FACTOR}){_TIMES})+(?:{_NUMBER})\s*(?:{_MONEY}|[%％‰])?(?:[\u4e00-\u9fff]{{1,2}}(?=[=＝]))?"
)
_FACTORS = re.compile(rf"{_FACTOR}(?={_TIMES}|$|[\u4e00-\u9fff]{{1,2}}$)")
_TIED = re.compile(rf"[，,]?\s*(?:=|＝|等于|共计|合计|即|总计)\s*(?:约)?({_NUMBER})\s*(亿元|万元|元)")
_SHARES: Final = {"%": Decimal(100), "％": Decimal(100), "‰": Decimal(1000)}


@dataclass(frozen=True, slots=True)
class Product:
    """A product as written: its value in yuan, the spread that its rounded factors allow, and the formula.

    `base` is the text of its money factor; `tied` an amount (yuan, text, unit) that the sentence itself sets equal to it.
    """

    value: Decimal
    formula: str
    base: str
    tied: tuple[Decimal, str, str] | None


def product_audit(read: Disclosure) -> tuple[list[Check], list[Finding]]:
    """A check for each product in a passage that can be tied to an amount."""
    checks = [check for passage in read.passages for check in _checks(passage, read.printed)]
    return checks, []


def products(text: str) -> Iterator[Product]:
    """The products with exactly one factor of money that a text writes out."""
    for match in _PRODUCT.finditer(text):
        factors = [(m.group(1), m.group(2) or "") for m in _FACTORS.finditer(match.group(0))]
        money = [(number, unit) for number, unit in factors if unit in UNITS]
        values = [_value(number, unit) for number, unit in factors]
        if len(money) != 1 or len(factors) < 2 or None in values:
            continue
        value = Decimal(1)
        for factor in values:
            value *= factor or Decimal(0)
        tie = _TIED.match(text, match.end())
        amount = parse_number(tie.group(1)) if tie else None
        yield Product(
            value,
            " × ".join(f"{number}{unit if unit in UNITS or unit in _SHARES else ''}" for number, unit in factors),
            money[0][0],
            (amount * UNITS[tie.group(2)], tie.group(1), tie.group(2)) if tie and amount is not None else None,
        )


def _value(number: str, unit: str) -> Decimal | None:
    value = parse_number(number.replace("，", ","))
    return None if value is None else value * UNITS.get(unit, Decimal(1)) / _SHARES.get(unit, Decimal(1))


def _checks(passage: Passage, figures: Sequence[Figure]) -> Iterator[Check]:
    found = list(products(passage.text))
    if not found:
        return
    stated = [f for f in figures if f.source == "narrative" and _stands_in(f, passage) and f.unit in UNITS]
    budgets = [f for f in figures if f.source == "table" and passage.subject and f.label == passage.subject]
    for product in found:
        base = next((f for f in stated if f.text == product.base), None)
        results = [f for f in (*budgets, *stated) if f is not base]
        total = next((f for f in results if _differs(f, product) <= half_last_place(f.text, f.unit)), None)
        if total is None and product.tied is not None:
            total = next((f for f in stated if f.text == product.tied[1] and f.unit == product.tied[2]), None)
        if total is None:
            continue
        yield Check(
            "a product written out in a sentence",
            None,
            total.id,
            (base.id,) if base else (),
            (total.amount or Decimal(0)) - product.value,
            half_last_place(total.text, total.unit),
            "product",
            f"{product.formula} = {print_number(product.value)}元",
        )


def _stands_in(figure: Figure, passage: Passage) -> bool:
    return bool(figure.passage) and (figure.passage or "") in passage.text


def _differs(figure: Figure, product: Product) -> Decimal:
    return abs((figure.amount or Decimal(0)) - product.value)


def confirmed(checks: Iterable[Check]) -> list[Check]:
    """The products that hold: worth telling, for a reader cannot see it."""
    return [check for check in checks if check.rule == "product" and check.holds]
