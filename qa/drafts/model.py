"""What the check of a draft gives: a verdict on every claim, with its evidence. Values only, and their JSON."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from ingest.claims import Claim
from ingest.model import Figure
from qa.plan import Language

Status = Literal["supported", "derived", "contradicted", "unsupported"]
"""A printed figure says so; figures worked out say so; figures say otherwise; no figure says anything of it."""

STATUSES: tuple[Status, ...] = ("supported", "derived", "contradicted", "unsupported")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the figures say of one claim.

    `expected` is what would be right, written as the draft writes it, where the figures tell. `figures` are those that
    decided, the most telling first; `formula` how they were put together, over a, b, … in their order.
    """

    status: Status
    reason: str
    figures: tuple[Figure, ...] = ()
    expected: str | None = None
    formula: str = ""

    @property
    def good(self) -> bool:
        return self.status in {"supported", "derived"}


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """A claim of the draft with its verdict; `claim.start` and `claim.end` are its span in the draft."""

    claim: Claim
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class DraftReport:
    """A draft, checked. `documents` are those it was checked against; `year` is the one it is taken to speak of."""

    text: str
    language: Language
    documents: tuple[str, ...]
    year: int | None
    claims: tuple[CheckedClaim, ...]

    @property
    def summary(self) -> dict[str, int]:
        """How many claims got which verdict; all four are there."""
        counted = Counter(checked.verdict.status for checked in self.claims)
        return {status: counted[status] for status in STATUSES}

    @property
    def good(self) -> bool:
        """Whether every claim is supported or derived."""
        return all(checked.verdict.good for checked in self.claims)

    def to_json(self) -> dict[str, Any]:
        """The checked draft as the contract prints it; citations are numbered through the whole draft."""
        from qa.answer import Draft

        cited = Draft(self.text, self.language)
        claims = [
            _claim_json(checked, [cited.cite(figure) for figure in checked.verdict.figures]) for checked in self.claims
        ]
        return {
            "language": self.language,
            "documents": list(self.documents),
            "fiscal_year": self.year,
            "claims": claims,
            "citations": cited.citations,
            "summary": self.summary,
        }


def _claim_json(checked: CheckedClaim, citations: list[int]) -> dict[str, Any]:
    claim, verdict = checked.claim, checked.verdict
    return {
        "sentence": claim.sentence,
        "text": claim.text,
        "start": claim.start,
        "end": claim.end,
        "status": verdict.status,
        "expected": verdict.expected,
        "citations": list(dict.fromkeys(citations)),
        "reason": verdict.reason,
        "subject": claim.subject,
        "role": claim.role,
        "value": None if claim.signed is None else _plain(claim.signed),
        "derivation": {"formula": verdict.formula, "operands": citations} if verdict.formula else None,
    }


def _plain(value: Decimal) -> str:
    return f"{value:f}"
