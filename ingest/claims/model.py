"""What a sentence claims. Values only: no behaviour beyond small derived properties.

A claim is one number stated in running text, or one comparison stated without a number (持平, 决算数小于预算数), with all that the
words around it say of it. Spans are places in the text that was read, so that any of it can be marked where it stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Kind = Literal["amount", "count", "percent", "points", "multiple", "fraction", "rank", "number"]
"""Money; things or people; %; percentage points; times (倍); a fraction of a whole (一半, 三分之一); a place in an order;
a bare number whose unit is not stated."""
Hedge = Literal["exact", "about", "over", "under", "at_least", "at_most", "range"]
Role = Literal["level", "change", "rate", "share", "completion", "comparison", "rank"]
"""How much it is; by how much it changed (in its own unit); by how much relative to what it was; what share of a whole it is;
how much of a plan it fulfils; which of two is greater, without a number; its place in an order."""
Direction = Literal["up", "down", "same"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as printed. `value` has the scale in it (money in yuan), `high` is the upper end of a range.

    `number` are the digits alone, `unit` is 元, %, 个百分点, 倍 or what is counted, `scale` what one printed unit is worth:
    12.5万人 has the value 125000, the unit 人 and the scale 10000. `places` are the decimals printed; -1 where rounding
    makes no sense (a fraction, a rank).
    """

    start: int
    end: int
    text: str
    number: str
    value: Decimal
    unit: str
    kind: Kind
    scale: Decimal = Decimal(1)
    places: int = 0
    hedge: Hedge = "exact"
    high: Decimal | None = None

    @property
    def tolerance(self) -> Decimal:
        """Half a unit in the last printed place: how far rounding alone can have moved the number.

        A plain 0 stands for nothing at all, not for anything that rounds to nothing; a plain count is counted, not rounded.
        """
        counted = self.kind == "count" and self.scale == 1 and self.places == 0
        if self.places < 0 or counted or (self.value == 0 and self.places == 0):
            return Decimal(0)
        return self.scale * Decimal(1).scaleb(-self.places) / 2

    def admits(self, value: Decimal) -> bool:
        """Whether a value is one that the words may stand for: as rounded, as hedged, or inside the range."""
        low, slack = self.value, self.tolerance
        if self.hedge == "range":
            return self.value - slack <= value <= (self.high or self.value) + slack
        if self.hedge in {"over", "at_least"}:
            return value >= low - (slack if self.hedge == "at_least" else 0)
        if self.hedge in {"under", "at_most"}:
            return value <= low + (slack if self.hedge == "at_most" else 0)
        if self.hedge == "about":
            slack = max(slack, abs(low) / 20)
        return abs(value - low) <= slack


@dataclass(frozen=True, slots=True)
class Reference:
    """What a change or a comparison is against: `text` as written, its `year` where told, its `measure` (年初预算, 决算)."""

    text: str
    year: int | None = None
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing a sentence says. `start` and `end` are its span in the text read, `sentence_start` the sentence's.

    `path` is the subject from the outermost heading down (类, 款, 项; a list's head and its item) and ends in `subject`;
    `measure` the column words (年初预算, 支出决算) or how it changed; `whole` what a share or a completion is of. `of` is the
    number, among the claims read together, of the level that a change, share or comparison speaks of; `against` the one
    it is measured by; `part_of` the whole that it is listed under. `carried` says that the subject stood in earlier words.
    """

    start: int
    end: int
    text: str
    sentence: str
    sentence_start: int
    role: Role
    quantity: Quantity | None = None
    subject: str = ""
    path: tuple[str, ...] = ()
    code: str | None = None
    measure: str = ""
    direction: Direction | None = None
    reference: Reference | None = None
    whole: str = ""
    organization: str | None = None
    year: int | None = None
    carried: bool = False
    of: int | None = None
    against: int | None = None
    part_of: int | None = None

    @property
    def value(self) -> Decimal | None:
        """The number stated; money in yuan. `None` for a comparison without a number."""
        return None if self.quantity is None else self.quantity.value

    @property
    def signed(self) -> Decimal | None:
        """A change or a rate with its direction as its sign: 减少5 is -5."""
        if self.quantity is None:
            return None
        down = self.direction == "down" and self.role in {"change", "rate"}
        return -abs(self.quantity.value) if down else self.quantity.value


@dataclass(frozen=True, slots=True)
class Context:
    """What the reader of a text knows beforehand: the year that 今年 means, whose the text is, what it stands under.

    `organizations` are names by which a body may be called in the text, the document's own first.
    """

    fiscal_year: int | None = None
    organizations: tuple[str, ...] = ()
    heading: str = ""
