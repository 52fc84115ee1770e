"""What a share is worth and how far rounding can have moved it: the arithmetic of whoever checks sentences. Pure."""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import Final

ABOUT_EQUAL: Final = Decimal("0.05")
"""基本持平 admits a difference of a twentieth; 持平 and 等于 admit none but rounding."""


def quotient(part: Decimal, part_slack: Decimal, whole: Decimal, whole_slack: Decimal) -> tuple[Decimal, Decimal]:
    """Part over whole, which is not zero, and how far the rounding of both (their slack) can have moved it."""
    with localcontext() as context:
        context.prec = 40
        ratio = part / whole
        return ratio, (part_slack + whole_slack * abs(ratio)) / abs(whole)
