"""A question, understood: the typed plan that retrieval and calculation follow. Data only."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Language = Literal["zh", "en"]
Intent = Literal[
    "lookup", "share", "growth", "change", "difference", "sum", "average", "list", "rank", "count", "compare", "cause",
    "opinion", "remainder",
]  # fmt: skip
Sense = Literal["function", "economic", "project"]
BasisName = Literal["budget", "final_accounts"]
LevelName = Literal["department", "unit"]
Whole = Literal["expenditure", "income"]
Kind = Literal["money", "count", "percent", "target"]
"""What a question wants to be told: an amount, a number of things, a percentage, or a performance target."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Term(_Frozen):
    """Words that name one thing, with everything it may be printed as.

    `forms` are names, the asker's own first; `parts` are the pieces that words without a known name are made of, each with
    the fragments of which a printed name must hold one. `weight` is how much of the question the words are. `optional` are
    words of which nothing is known in the other language: an answer may leave a few of them unaccounted for. `rest` tells that
    the words speak of what is left of a thing (other, 其他); `body`, that they name a body.
    """

    text: str
    forms: tuple[str, ...] = ()
    parts: tuple[tuple[str, ...], ...] = ()
    weight: float = 1.0
    known: bool = True
    optional: bool = False
    rest: bool = False
    body: bool = False


class Bound(_Frozen):
    """An amount in yuan that rows are to be over (or under), itself included or not, and the words that say so."""

    amount: Decimal
    over: bool
    included: bool
    words: str

    def holds(self, amount: Decimal) -> bool:
        """Whether an amount is within the bound."""
        if amount == self.amount:
            return self.included
        return (amount > self.amount) == self.over


class Item(_Frozen):
    """One thing asked for: what all of `terms` speak of together, or a code, or the organisation's whole.

    `year`, `basis`, `level` and `organization` are set where the words give this thing its own (2025年预算比2024年决算).
    `table` are the words that name the table it is to be looked up in (支出总表).
    `aspect` are names of the column asked for (年初预算, 执行数) where the words name one. `within` is what an earlier question
    was about, which decides between equals. `parts` asks for the sum of the rows under the thing;
    `group` tells that it is one of several that one word names together (水电费).
    """

    text: str = ""
    terms: tuple[Term, ...] = ()
    code: str | None = None
    code_prefix: str | None = None
    whole: Whole | None = None
    projects: bool = False
    sense: Sense | None = None
    year: int | None = None
    basis: BasisName | None = None
    level: LevelName | None = None
    organization: str | None = None
    table: str | None = None
    aspect: tuple[str, ...] = ()
    within: tuple[Term, ...] = ()
    parts: bool = False
    group: bool = False

    @property
    def named(self) -> bool:
        """Whether the words name anything at all."""
        return bool(self.terms or self.code or self.code_prefix or self.whole or self.projects)

    @property
    def placed(self) -> bool:
        """Whether the words say of which year, basis, level, organisation or table."""
        return any((self.year, self.basis, self.level, self.organization, self.sense, self.table))


class Plan(_Frozen):
    """What a question asks. `years` are years asked for in words; empty means the document's own.

    `actual` is set when the words ask for money really spent, which no budget can answer. `premise` are amounts in yuan
    that the question takes for granted; `asks` tells whether it asks for a number at all. `past` are the things of earlier
    questions of the conversation, each with its own year and organisation. `times` asks for a ratio (几倍),
    `per` is the measure word and the thing that an average is per (辆:车), `together` for several things as one, `both` for basic and project spending together; `own` tells whether a department counts among its bodies, `both_ends` asks for the largest and the smallest, `nth` for one further down; `by_year` asks which year, `body_kind` is the kind of the bodies asked for; `of_projects` tells that the rows asked for are projects and nothing else, `targeted` that only projects with performance
    targets are meant, `named_with` are words that the names of the projects asked for hold, `bound` an amount that rows are to be over or under. `less` are the things that the question
    leaves out, `days` the days or months that it names (2025年8月31日), which are of no budget year. `floor` is the price in yuan from
    which on things are counted (单价100万元以上的设备), `kinds` tells that what is counted is asked for by kind,
    `counted_before` is set where the question before counted things and this one leaves open what it wants to be told: the units in which,
    empty for any; `unmeant` are words for what the question says it does not mean,
    `carried` that what is carried over from the year before is to be taken in, `fronted` that a thing set in front is asked for in
    each of several columns.
    """

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
    basis: BasisName | None = None
    actual: bool = False
    levels: tuple[LevelName, ...] = ()
    senses: tuple[Sense, ...] = ()
    kind: Kind | None = None
    unit: str | None = None
    top: int = Field(default=0, ge=0, le=100)
    ascending: bool = False
    depth: int | None = None
    by_unit: bool = False
    fronted: bool = False
    by_year: bool = False
    body_kind: str | None = None
    strict_level: bool = False
    per_head: bool = False
    per: str | None = None
    times: bool = False
    together: bool = False
    both: bool = False
    named_with: str | None = None
    targeted: bool = False
    of_projects: bool = False
    relative: bool = False
    premise: tuple[Decimal, ...] = ()
    asks: bool = True
    rest: bool = False
    bound: Bound | None = None
    own: bool = True
    both_ends: bool = False
    nth: int | None = None
    past: tuple[Item, ...] = ()
    less: tuple[Item, ...] = ()
    unmeant: tuple[Term, ...] = ()
    days: tuple[str, ...] = ()
    floor: Decimal | None = None
    kinds: bool = False
    counted_before: tuple[str, ...] | None = None
    carried: bool = False
