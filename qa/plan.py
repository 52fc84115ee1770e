"""A question, understood: the typed plan that retrieval and calculation follow. Data only."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Language = Literal["zh", "en"]
Intent = Literal[
    "lookup", "share", "growth", "change", "difference", "sum", "list", "rank", "count", "indicator", "cause"
]
Sense = Literal["function", "economic", "project", "income"]
Match = Literal["code", "exact", "alias", "title", "total", "lexical", "semantic", "none"]
BasisName = Literal["budget", "final_accounts"]
MOST_RANKED = 100
"""Most rows that a ranking shows; who asks for more gets these."""


class Item(BaseModel):
    """One thing asked for: rows by label or code, crossed with a column (`measure`), or the organisation's total.

    `labels` are printed labels to look for, best first; empty with `total` set means the total row. `confidence` is
    1 for exact names and codes. `unmatched` is what of the asker's words nothing printed accounts for.
    """

    model_config = ConfigDict(frozen=True)

    text: str
    labels: tuple[str, ...] = ()
    code: str | None = None
    code_prefix: str | None = None
    measure: str | None = None
    total: Literal["expenditure", "income"] | None = None
    table_titles: tuple[str, ...] = ()
    sense: Sense | None = None
    match: Match = "none"
    confidence: float = 0.0
    unmatched: str = ""
    nearest: tuple[str, ...] = ()

    @property
    def found(self) -> bool:
        """Whether the words were matched to anything printed."""
        return self.match != "none"


class Plan(BaseModel):
    """What a question asks. `years` are years asked for in words; empty means the document's own.

    `actual` is set when the words ask for money really spent, which no budget can answer.
    """

    model_config = ConfigDict(frozen=True)

    question: str
    language: Language
    intent: Intent = "lookup"
    items: tuple[Item, ...] = ()
    base: Item | None = None
    under: Item | None = None
    documents: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    unknown_organization: str | None = None
    years: tuple[int, ...] = ()
    actual: bool = False
    unit: str | None = None
    top: int = Field(default=0, ge=0, le=MOST_RANKED)
    ascending: bool = False
    level: int | None = None
    by_unit: bool = False
    senses: tuple[Sense, ...] = ()
