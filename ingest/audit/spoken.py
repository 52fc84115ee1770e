"""The claims of a disclosure with the figures made of them: what the checks of sentences read. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ingest.amounts import print_number
from ingest.claims import Claim
from ingest.claims.links import basis_of
from ingest.figures import Origin
from ingest.model import Disclosure, Figure, Finding, Passage, Severity
from ingest.stated import figure_id, is_figure, passage_claims

HUNDRED: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class Said:
    """One claim, the passage it stands in and the figure it became (none for a comparison). `number` counts in the passage."""

    claim: Claim
    number: int
    passage: Passage
    figure: Figure | None

    @property
    def amount(self) -> Decimal:
        """The number stated, changes with their sign; 0 where there is none."""
        return self.claim.signed or Decimal(0)

    @property
    def slack(self) -> Decimal:
        """How far rounding alone can have moved the number."""
        return self.claim.quantity.tolerance if self.claim.quantity else Decimal(0)


@dataclass(frozen=True, slots=True)
class Speech:
    """The claims of one passage, in order."""

    passage: Passage
    said: tuple[Said, ...]

    def of(self, said: Said) -> Said | None:
        """The level that a claim speaks of."""
        return None if said.claim.of is None else self.said[said.claim.of]

    def against(self, said: Said) -> Said | None:
        """What it is measured by."""
        return None if said.claim.against is None else self.said[said.claim.against]


def speeches(read: Disclosure) -> list[Speech]:
    """Every passage with its claims and their figures."""
    origin = Origin(read.document, read.sha256, read.facts)
    figures: Mapping[str, Figure] = {f.id: f for f in read.figures if f.source == "narrative"}
    found: list[Speech] = []
    for passage in read.passages:
        claims = passage_claims(passage, read.facts)
        said = tuple(
            Said(c, n, passage, figures.get(figure_id(origin, passage, n)) if is_figure(c) else None)
            for n, c in enumerate(claims)
        )
        if said:
            found.append(Speech(passage, said))
    return found


def levels(speech: Speech) -> Iterator[Said]:
    """The amounts, counts and percentages stated as they are, not as changes."""
    return (s for s in speech.said if s.claim.role == "level" and s.figure is not None)


def is_exact(said: Said) -> bool:
    """Whether a number is given as it is, without 约 or 以上."""
    return said.claim.quantity is not None and said.claim.quantity.hedge == "exact"


def year_of(said: Said, read: Disclosure) -> int | None:
    """The year a claim speaks of; the document's own where it names none."""
    return said.claim.year if said.claim.year is not None else read.facts.fiscal_year


def basis_in(said: Said, read: Disclosure) -> str:
    """budget, executed or final: by the claim's column words, else as the document is."""
    return basis_of(said.claim.measure) or ("final" if read.facts.basis == "final_accounts" else "budget")


def percent(value: Decimal) -> str:
    """A computed percentage, as a finding prints it."""
    return f"{print_number(value, 2)}%"


def finding(
    origin: Origin,
    kind: str,
    identity: str,
    said: Said,
    *,
    stated: str,
    expected: str | None,
    others: Sequence[Said | None] = (),
    severity: Severity = "misprint",
    difference: Decimal | None = None,
    arithmetic: str = "",
) -> Finding:
    """A finding about the words of a claim, placed where it or the number it speaks of stands."""
    near = [s.figure for s in (said, *others) if s is not None and s.figure is not None]
    at = near[0] if near else None
    return Finding(
        id=origin.key("finding", kind, said.passage.id, said.number),
        kind=kind,
        severity=severity,
        identity=identity,
        figures=tuple(dict.fromkeys(f.id for f in near)),
        suspect=said.figure.id if said.figure else None,
        stated=stated,
        expected=expected,
        difference=difference,
        passage=said.claim.sentence,
        page=at.page if at else said.passage.page,
        line=at.line if at else said.passage.line,
        arithmetic=arithmetic,
    )
