"""Numbers as printed: the one door through which text becomes `Decimal` yuan, and back.

No float touches money. A printed number keeps its unit and its digits, because the digits decide how far two
numbers may differ and still be the same amount: 0.01 万元 printed stands for anything within ±50 元.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

UNITS: Final[dict[str, Decimal]] = {
    "元": Decimal(1),
    "百元": Decimal(100),
    "千元": Decimal(1000),
    "万元": Decimal(10_000),
    "百万元": Decimal(1_000_000),
    "千万元": Decimal(10_000_000),
    "亿元": Decimal(100_000_000),
}
"""Money units as printed, each with its worth in yuan."""

MAX_DIGITS: Final = 24
"""Most characters of an amount, commas left out: sums of any longer would be rounded, and no budget prints one."""

# Signs that print "nothing here" in an amount cell. They are not zero: an empty cell is not disclosed.
_DASHES: Final = frozenset({"", "-", "--", "—", "——", "－", "–", "/", "\\", "―", "─", "…", "..."})
# Commas part off three digits each; some exports part off only the last three (125360,898).
_NUMBER = re.compile(r"[+-]?\d+(?:,\d{3})*(?:\.\d+)?")
_OWN_UNIT = re.compile(r"(百万|千万|亿|万|千|百)?元$")
_UNIT = re.compile(r"(百万|千万|亿|万|千|百)?元")


@dataclass(frozen=True, slots=True)
class Amount:
    """One printed amount of money.

    `yuan` is exact; `text` is what was printed; `unit` one of `UNITS`; `places` the decimals printed.
    """

    yuan: Decimal
    text: str
    unit: str

    @property
    def tolerance(self) -> Decimal:
        """Half a unit in the last printed place, in yuan: how far rounding alone can have moved the amount."""
        return half_last_place(self.text, self.unit)


def clean(text: str) -> str:
    """Fold full-width characters, drop markup remnants and white space around and inside a number."""
    folded = unicodedata.normalize("NFKC", text)
    return re.sub(r"[\s\u00a0¥￥]", "", folded)


def is_blank(text: str) -> bool:
    """Whether a cell prints nothing: empty, or only a dash."""
    return clean(text) in _DASHES


def parse_number(text: str) -> Decimal | None:
    """Read one printed number, with thousands commas, full-width digits or accounting brackets for a negative.

    Returns `None` when the text is anything but one number. Never raises.
    """
    if re.search(r"\d\s+\d", text.strip()):
        return None  # two numbers in one cell are not one
    body = clean(text)
    negative = False
    if len(body) > 2 and body[0] == "(" and body[-1] == ")":
        body, negative = body[1:-1], True
    if body[:1] in {"-", "−", "－"} and len(body) > 1:
        if negative or body[1:2] in {"-", "+"}:
            return None
        body, negative = body[1:], True
    if not _NUMBER.fullmatch(body):
        return None
    digits = body.replace(",", "")
    if len(digits) > MAX_DIGITS:
        return None
    value = Decimal(digits)
    return -value if negative else value


def parse_amount(text: str, unit: str) -> Amount | None:
    """Read a printed cell in `unit` as money; `None` if it prints no number. `KeyError` for an unknown unit."""
    worth = UNITS[unit]
    value = parse_number(text)
    if value is None:
        # 12万元 in a cell: the cell's own unit counts.
        own = _OWN_UNIT.search(clean(text))
        if own:
            unit, value = f"{own.group(1) or ''}元", parse_number(clean(text)[: own.start()])
            worth = UNITS[unit]
    return None if value is None else Amount(value * worth, text.strip(), unit)


def find_unit(text: str) -> str | None:
    """The money unit a text names (`金额单位：万元` → 万元), or `None`."""
    match = _UNIT.search(clean(text))
    return None if match is None else f"{match.group(1) or ''}元"


def places(text: str) -> int:
    """Decimals printed in a number's text."""
    _, point, decimals = clean(text).strip("()").partition(".")
    return len(decimals) if point else 0


def half_last_place(text: str, unit: str) -> Decimal:
    """Half a unit of the last printed place, in yuan, or in percent; nothing for whole things, which are counted."""
    if unit not in UNITS and unit != "%":
        return Decimal(0)
    return UNITS.get(unit, Decimal(1)) * Decimal(1).scaleb(-places(text)) / 2


def print_number(value: Decimal, decimals: int | None = None) -> str:
    """Print with thousands commas; with `decimals`, rounded half up, else with the digits it has (no exponent)."""
    if decimals is not None:
        value = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    if value == 0:
        value = abs(value)
    return f"{value:,f}"


def print_yuan(value: Decimal) -> str:
    """Print yuan in full: whole yuan without decimals, others with at least two."""
    if value == value.to_integral_value():
        return print_number(value.to_integral_value())
    return print_number(value, max(2, -int(value.normalize().as_tuple().exponent)))


def convert(yuan: Decimal, unit: str) -> Decimal:
    """Yuan expressed in `unit`, exactly, without trailing zeros."""
    value = (yuan / UNITS[unit]).normalize()
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value
