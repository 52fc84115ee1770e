"""What looking a thing up comes to: the figure that answers, what is missing, or a choice between bodies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ingest.model import Figure
from qa.calculate import CalculationError

MissingKind = Literal["organization", "year", "basis", "item", "column", "level"]


@dataclass(frozen=True, slots=True)
class Found:
    """The figure that answers; those that print the same amount; other readings; rows of the same name elsewhere; whether it goes by
    the name of a heading that holds nothing else; whether it and its namesakes are proven to be the parts of the thing (`added`), which has the `name` and the `code` where none of them has."""

    figure: Figure
    score: float = 1.0
    same: tuple[Figure, ...] = ()
    others: tuple[Figure, ...] = ()
    namesakes: tuple[Figure, ...] = ()
    headed: bool = False
    added: bool = False
    name: str = ""
    code: str = ""

    @property
    def blank(self) -> bool:
        return self.figure.amount is None

    @property
    def rows(self) -> tuple[Figure, ...]:
        """The figure with the rows that make up the thing together with it."""
        return (self.figure, *self.namesakes) if self.added else (self.figure,)

    @property
    def single(self) -> Figure:
        """The one figure that the thing is. `CalculationError` where it is several rows: the first of them is not all of it."""
        if not self.added:
            return self.figure
        name, table = self.name or self.figure.label, self.figure.table or self.figure.document
        raise CalculationError(
            f"{name} stands in several rows of {table}: say under which heading",
            f"“{name}”在{table}中分列多行，请说明是哪一个科目或单位下的",
        )


@dataclass(frozen=True, slots=True)
class Missing:
    """What the documents do not hold, in the asker's words, and the nearest that they do."""

    kind: MissingKind
    text: str
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """More than one organisation holds the item and the words don't say which."""

    organizations: tuple[str, ...]


Looked = Found | Missing | Choice
"""What looking a thing up comes to."""
