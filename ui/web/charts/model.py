"""What a picture shows, before anything is drawn. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True, slots=True)
class Mark:
    """One figure in a picture: its name, its amount in yuan, the text as printed with its unit.

    `link` is the address of its evidence, or `cite` the turn and citation that show it in the chat.
    """

    name: str
    amount: Decimal
    printed: str
    link: str = ""
    cite: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A row of marks: bars for parts and rankings, a line for years."""

    kind: Literal["bars", "line"]
    title: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A mark of a flow and, for those of the last stage, the position of the one before that it belongs to."""

    mark: Mark
    parent: int = 0


@dataclass(frozen=True, slots=True)
class Flow:
    """A whole budget: where the money comes from, all of it, what it goes to, and the items of each.

    The amounts of `incomes` add up to `total`, so do those of `uses`; the `items` of a use add up to it where it has any.
    """

    title: str
    total: Mark
    incomes: tuple[Mark, ...]
    uses: tuple[Mark, ...]
    items: tuple[Node, ...] = ()
