"""What the disclosures' own sentences claim, read by the same reader as the draft: a draft may say what a disclosure says.

One claim backs another when both say the same kind of thing of the same subject, year and column.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from index.library import Library
from index.records import DocumentRecord, FigureFilter
from ingest.audit.naming import key
from ingest.claims import Claim
from ingest.claims.links import basis_of
from ingest.figures import Origin
from ingest.model import Figure
from ingest.stated import figure_id, is_figure, passage_claims
from qa.text import fold

_SHORTEST: Final = 2


@dataclass(frozen=True, slots=True)
class Told:
    """A claim of a disclosure; `figure` is the one made of it, or for a comparison that of the amount it speaks of; `of` is the
    claim of that amount, for what is said of one."""

    claim: Claim
    figure: Figure | None
    year: int | None
    of: Claim | None = None


class Tellings:
    """The claims of disclosures, read when first asked for and kept."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._kept: dict[str, dict[str, list[Told]]] = {}

    def of(self, claim: Claim, records: Iterable[DocumentRecord], year: int | None) -> list[Told]:
        """What the documents' sentences say of a claim's subject, in the claim's manner."""
        name = _name(claim)
        if not name:
            return []
        found = [told for record in records for told in self._of(record).get(name, ())]
        return [told for told in found if _alike(claim, told, year)]

    def of_amount(self, claim: Claim, amounts: Iterable[Decimal], records: Iterable[DocumentRecord]) -> list[Told]:
        """What the documents' sentences say, in the claim's manner, of one of some amounts, whatever they call it."""
        wanted = set(amounts)
        return [
            told
            for record in records
            for several in self._of(record).values()
            for told in several
            if told.of is not None
            and told.of.quantity is not None
            and any(told.of.quantity.admits(amount) for amount in wanted)
            and _same_manner(claim, told)
        ]

    def ending(self, claim: Claim, records: Iterable[DocumentRecord], year: int | None) -> list[Told]:
        """What the documents' sentences say of subjects whose names end in the claim's: 项目 of 编报绩效目标的项目."""
        name = _name(claim)
        if len(name) < _SHORTEST:
            return []
        found = (t for r in records for key_, several in self._of(r).items() if key_.endswith(name) for t in several)
        return [told for told in found if _same_manner(claim, told) and told.year in {year, None}]

    def _of(self, record: DocumentRecord) -> dict[str, list[Told]]:
        if record.name not in self._kept:
            self._kept[record.name] = self._read(record)
        return self._kept[record.name]

    def _read(self, record: DocumentRecord) -> dict[str, list[Told]]:
        origin = Origin(record.name, record.sha256, record.facts)
        library = self._library
        stated = library.figures(FigureFilter(documents=(record.name,), sources=("narrative",)))
        figures = {figure.id: figure for figure in stated}
        found: dict[str, list[Told]] = {}
        for passage in library.passages(documents=(record.name,)):
            claims = passage_claims(passage, record.facts)
            own = [figures.get(figure_id(origin, passage, n)) if is_figure(c) else None for n, c in enumerate(claims)]
            for number, claim in enumerate(claims):
                figure = own[number] or (own[claim.of] if claim.of is not None else None)
                year = claim.year if claim.year is not None else record.facts.fiscal_year
                of = claims[claim.of] if claim.of is not None else None
                found.setdefault(_name(claim), []).append(Told(claim, figure, year, of))
        return found


def _name(claim: Claim) -> str:
    """A subject in its one spelling; a body as such (本部门) by its own word."""
    return key(claim.subject) or fold(claim.subject)


def _alike(claim: Claim, told: Told, year: int | None) -> bool:
    """Whether a disclosure's claim says the same kind of thing of the same thing."""
    other = told.claim
    if not _same_manner(claim, told) or not _compatible(claim.path, other.path):
        return False
    mine = claim.quantity
    return (
        year is None or told.year in {year, None} or (mine is not None and mine.kind == "count" and claim.year is None)
    )


def _same_manner(claim: Claim, told: Told) -> bool:
    """Whether a disclosure's claim says the same kind of thing, with the same unit, column and point of reference."""
    other = told.claim
    if claim.role != other.role:
        return False
    mine, theirs = claim.quantity, other.quantity
    if (mine is None) != (theirs is None):
        return False
    if mine is not None and theirs is not None:
        counts_english = mine.kind == "count" and mine.unit.isascii()  # projects may be 个, or 项
        if mine.kind != theirs.kind or (mine.unit != theirs.unit and not counts_english):
            return False
    bases = {basis_of(claim.measure), basis_of(other.measure)} - {""}
    if len(bases) > 1:
        return False
    years = {r.year for r in (claim.reference, other.reference) if r is not None and r.year is not None}
    return len(years) <= 1


def _compatible(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two paths with the same end can be one: 公安 › 行政运行 is not 司法 › 行政运行."""
    if len(one) < 2 or len(other) < 2:
        return True
    return key(one[-2]) == key(other[-2])
