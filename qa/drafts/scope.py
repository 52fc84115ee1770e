"""What a draft is about: whose documents, which year, on which basis. Worked out from its words unless the caller says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from index.records import DocumentRecord
from ingest.claims import Context
from qa.organizations import mentioned
from qa.organizations_en import mentioned_in_english
from qa.plan import BasisName, Language
from qa.text import year_spans

_FINAL: Final = re.compile(r"决算|final accounts?|outturn", re.IGNORECASE)
_BUDGET: Final = re.compile(r"预算|budget", re.IGNORECASE)
_AMOUNT: Final = re.compile(r"[.,]\d|\s*(?:[万亿]|元|yuan|million|%)")
_BACK: Final = re.compile(r"(?:比|较|与|同)[^，。；]{0,6}$|(?:from|over|than|in|to|with)\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DraftScope:
    """`records` are the documents that may be cited; `names` maps what the draft calls a body to its name.

    `year` is the one the draft speaks of; `basis` is set where its words are all of one.
    """

    records: tuple[DocumentRecord, ...]
    names: tuple[tuple[str, str], ...]
    year: int | None
    basis: BasisName | None
    language: Language

    def context(self, heading: str) -> Context:
        """What the reader of claims is told beforehand."""
        called = dict.fromkeys([stretch for stretch, _ in self.names] + [name for _, name in self.names])
        return Context(self.year_under(heading), tuple(sorted(called, key=len, reverse=True)), heading)

    def year_under(self, heading: str) -> int | None:
        """The year that is spoken of under a heading: its own if it names one that a document is of, else the draft's."""
        own = {record.facts.fiscal_year for record in self.of(None, heading)}
        named = list(dict.fromkeys(year for *_, year in year_spans(heading) if year in own))
        return named[0] if len(named) == 1 else self.year

    def basis_under(self, heading: str) -> BasisName | None:
        """The basis that is spoken of under a heading: the one it names alone, else the draft's."""
        return _basis(heading) or self.basis

    def of(self, organization: str | None, heading: str = "") -> tuple[DocumentRecord, ...]:
        """The documents of the body that a claim names, or the heading that it stands under; all of the draft's where neither does."""
        organization = organization or next((said for said, _ in self.names if said in heading), None)
        wanted = {name for stretch, name in self.names if organization in {stretch, name}}
        return tuple(r for r in self.records if r.facts.organization in wanted) if wanted else self.records


def find_scope(
    text: str,
    language: Language,
    records: Sequence[DocumentRecord],
    *,
    documents: Sequence[str] | None = None,
    organizations: Sequence[str] | None = None,
    year: int | None = None,
) -> DraftScope:
    """The scope of a draft. `documents` and `organizations` narrow the store; `year` overrules the draft's own."""
    kept = [r for r in records if not documents or r.name in documents]
    if organizations:
        kept = [r for r in kept if r.facts.organization and any(o in r.facts.organization for o in organizations)]
    bodies = tuple(dict.fromkeys(r.facts.organization for r in kept if r.facts.organization))
    names = _named(text, language, bodies)
    if names and not documents and not organizations:
        said = {name for _, name in names}
        kept = [r for r in kept if r.facts.organization in said]
    own = [r.facts.fiscal_year for r in kept if r.facts.fiscal_year is not None]
    spoken = year or _year(text, own) or max(own, default=None)
    return DraftScope(tuple(kept), names, spoken, _basis(text), language)


def _basis(text: str) -> BasisName | None:
    """The basis that a text names, `None` if it names both or none."""
    final, budget = bool(_FINAL.search(text)), bool(_BUDGET.search(text))
    return None if final == budget else "final_accounts" if final else "budget"


def _named(text: str, language: Language, bodies: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """(what the draft says, whose name it is) for every body it names, line by line: a body is named within one."""
    finder = mentioned_in_english if language == "en" else mentioned
    found: dict[tuple[str, str], None] = {}
    for line in dict.fromkeys(re.split(r"[\n。；;]", text)):
        if not line.strip():
            continue
        said = finder(line, bodies)
        if not said.by_place:
            for name, stretch in said.found:
                placed = re.search(rf"[省市区县]{re.escape(stretch)}", line)
                found |= {(placed.group(), name): None} if placed else {}  # 区商务委
                found[stretch, name] = None
    return tuple(found)


def _year(text: str, held: Sequence[int]) -> int | None:
    """The year that a draft speaks of: of those it names, not looking back, the one named most, the first among equals;
    one that a document is of before others."""
    counted: dict[int, int] = {}
    for start, end, year in year_spans(text):
        if _AMOUNT.match(text, end):
            continue  # 2070.3万元
        if not _BACK.search(text[max(0, start - 12) : start]):
            counted[year] = counted.get(year, 0) + 1
    known = {year: count for year, count in counted.items() if year in held} or counted
    return max(known, key=lambda y: known[y]) if known else None
