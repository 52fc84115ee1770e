"""The check of a draft: its paragraphs read into claims, each claim judged against the figures of the documents it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from index.library import Library
from ingest.claims import Claim
from ingest.claims.comparisons import bare_heading
from qa.drafts.levels import Place, judge_level
from qa.drafts.model import CheckedClaim, DraftReport, Verdict
from qa.drafts.phrases import basis_named, longer_name, phrase_of
from qa.drafts.pieces import Piece, pieces
from qa.drafts.readings import Readings
from qa.drafts.relations import Relation, judge_change, judge_rank, judge_share
from qa.drafts.scope import DraftScope, find_scope
from qa.drafts.values import Asked
from qa.engine import Engine
from qa.plan import Language
from qa.text import language_of

_REASON: Final = re.compile(r"原因|由于|因为|导致|故|的主要$")


class DraftChecker:
    """Checks drafts against one library and keeps what it has looked up; make a new one when the store has changed."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._readings = Readings(engine)

    def check(
        self,
        text: str,
        *,
        documents: Sequence[str] | None = None,
        organizations: Sequence[str] | None = None,
        year: int | None = None,
        language: Language | None = None,
    ) -> DraftReport:
        """Every claim of a draft with its verdict. Never raises for what a draft says."""
        spoken: Language = language or language_of(text)
        scope = find_scope(
            text, spoken, self.engine.library.documents(),
            documents=documents, organizations=organizations, year=year,
        )  # fmt: skip
        checked: list[CheckedClaim] = []
        for piece in pieces(text):
            checked += self._piece(piece, scope, text)
        names = tuple(record.name for record in scope.records)
        return DraftReport(text, spoken, names, scope.year, tuple(checked))

    def _piece(self, piece: Piece, scope: DraftScope, text: str) -> Iterator[CheckedClaim]:
        offset, claims = piece.claims(scope.context(piece.heading))
        verdicts: list[Verdict] = []
        for claim in claims:
            verdicts.append(self._verdict(claim, claims, verdicts, piece, scope))
            if claim.quantity is None and verdicts[-1].status == "unsupported" and _REASON.search(claim.text):
                continue  # 人员增加 as the reason for something states no figure
            moved = replace(
                claim,
                start=claim.start + offset,
                end=claim.end + offset,
                sentence_start=claim.sentence_start + offset,
                text=text[claim.start + offset : claim.end + offset],
            )
            yield CheckedClaim(moved, verdicts[-1])

    def _verdict(
        self,
        claim: Claim,
        claims: Sequence[Claim],
        verdicts: Sequence[Verdict],
        piece: Piece,
        scope: DraftScope,
    ) -> Verdict:
        asked = Asked(
            phrase_of(claim) or _carried_phrase(claim, claims[: len(verdicts)]) or _headed(piece.heading),
            scope.of(claim.organization, piece.heading),
            tuple(name for name in claim.path[:-1] if name != claim.subject),
            claim.code,
            claim.year or scope.year_under(piece.heading),
            basis_named(claim) or scope.basis_under(piece.heading),
        )
        before = tuple(zip(claims, verdicts, strict=False))
        place = Place(asked, f"{piece.heading}\n{claim.sentence}", before)
        match claim.role:
            case "change" | "rate" | "comparison":
                return judge_change(self._readings, Relation(claim, place, claims, verdicts), scope.language)
            case "share" | "completion":
                return judge_share(self._readings, Relation(claim, place, claims, verdicts), scope.language)
            case "rank":
                return judge_rank(self._readings, Relation(claim, place, claims, verdicts), scope.language)
            case _:
                verdict = judge_level(self._readings, claim, place, scope.language)
                for other in () if verdict.good else (longer_name(claim), _read_before(claim, before)):
                    if other is not None:
                        elsewhere = replace(place, asked=replace(asked, phrase=phrase_of(other)))
                        again = judge_level(self._readings, other, elsewhere, scope.language)
                        if again.good:
                            return again
                return verdict


def _carried_phrase(claim: Claim, before: Sequence[Claim]) -> str:
    """The phrase of the number before in the sentence: 9,929万元，约1亿元 speak of one thing."""
    same = [c for c in before if c.sentence_start == claim.sentence_start and c.role == "level"]
    return phrase_of(same[-1]) if same else ""


def _read_before(claim: Claim, before: Sequence[tuple[Claim, Verdict]]) -> Claim | None:
    """A claim that goes on about a thing, under the printed name by which that thing was found before."""
    if not claim.carried:
        return None
    found = [v.figures[0].label for c, v in before if c.path == claim.path and v.good and len(v.figures) == 1]
    return replace(claim, subject=found[-1], path=(found[-1],)) if found and found[-1] != claim.subject else None


def _headed(heading: str) -> str:
    """A heading as a phrase, if nothing else says what a number is of."""
    return bare_heading(heading) if heading else ""


def check_draft(
    library: Library,
    text: str,
    *,
    documents: Sequence[str] | None = None,
    organizations: Sequence[str] | None = None,
    year: int | None = None,
    language: Language | None = None,
    engine: Engine | None = None,
) -> DraftReport:
    """Check a draft against a library. `documents` and `organizations` narrow what it is checked against, `year` overrules
    the year it is taken to speak of, `language` that of the reasons. Pass an `engine` that is at hand: it keeps names ready."""
    checker = DraftChecker(engine or Engine(library))
    return checker.check(text, documents=documents, organizations=organizations, year=year, language=language)
