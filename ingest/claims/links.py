"""Which claim a change, a share, a completion or a comparison speaks of, and what it is measured by. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.claims.model import Claim, Reference
from ingest.claims.words import words


def same_subject(one: Claim, other: Claim) -> bool:
    """Whether two claims speak of one item."""
    return _fold(one.subject) == _fold(other.subject) and bool(one.subject)


def _of_one(level: Claim, claim: Claim) -> bool:
    """Whether a level and what is said of one are of one item; two that name none are of the body as such, within a sentence."""
    if not claim.subject and not level.subject:
        return level.sentence_start == claim.sentence_start
    return same_subject(level, claim)


def _fold(text: str) -> str:
    return re.sub(r"[\s“”\"（）()、]", "", text).replace("收入支出", "收支")


def basis_of(measure: str) -> str:
    """budget, executed, final or nothing, by the words of a column."""
    if re.search("执行", measure):
        return "executed"
    if re.search(words().basis_final, measure):
        return "final"
    return "budget" if re.search(words().basis_budget, measure) else ""


def link(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims with `of` and `against` filled in where the text holds what they point at."""
    linked: list[Claim] = []
    for number, claim in enumerate(claims):
        linked.append(_linked(claim, number, claims) if claim.role not in {"level", "rank"} else claim)
    return tuple(linked)


def _linked(claim: Claim, number: int, claims: Sequence[Claim]) -> Claim:
    levels = [(i, c) for i, c in enumerate(claims[:number]) if c.role == "level" and c.quantity is not None]
    own = [(i, c) for i, c in levels if _of_one(c, claim) and _kind(c) != "percent"]
    of, against = None, None
    if claim.role == "comparison" and (claim.measure or claim.reference):
        of = _last(own, claim.measure, claim.year)
        against = _named(claim.reference, levels, of)
        against = _referred(claim.reference, own, of) if against is None else against
    elif claim.role == "completion":
        of = _last(own, "决算", None) if any(basis_of(c.measure) == "final" for _, c in own) else _last(own, "", None)
        against = _referred(Reference(claim.whole, None, claim.whole), own, of)
    elif claim.role in {"change", "rate"}:
        of = _last([(i, c) for i, c in own if not _is_past(c, claim)], "", claim.year)
        against = _named(claim.reference, levels, of)
        against = _referred(claim.reference, own, of) if against is None else against
    elif claim.role == "share":
        of = _last(own, "", None)
        against = _whole(claim, levels, of, claims)
        if against is None and not claim.whole:
            against = claim.part_of
    return replace(claim, of=of, against=against if against != of else None)


def _kind(claim: Claim) -> str:
    return claim.quantity.kind if claim.quantity else ""


def _last(levels: Sequence[tuple[int, Claim]], measure: str, year: int | None) -> int | None:
    """The last level that fits the column and the year named, if any fits; else the last."""
    basis = basis_of(measure)
    fit = [
        i for i, c in levels if (not basis or basis_of(c.measure) == basis) and (year is None or c.year in {year, None})
    ]
    return fit[-1] if fit else None


def _is_past(level: Claim, claim: Claim) -> bool:
    """Whether a level is itself what the change is against."""
    reference = claim.reference
    if reference is None or reference.year is None or level.year is None:
        return False
    return level.year == reference.year and level.year != claim.year


def _named(reference: Reference | None, levels: Sequence[tuple[int, Claim]], of: int | None) -> int | None:
    """The level of another thing that a reference names: 甲10万元，乙8万元，甲比乙多2万元."""
    name = _fold(reference.text) if reference is not None and reference.year is None else ""
    return next((i for i, c in reversed(levels) if name and i != of and _fold(c.subject) == name), None)


def _referred(reference: Reference | None, own: Sequence[tuple[int, Claim]], of: int | None) -> int | None:
    """The level that a reference names: by its year, or by its column in the same year."""
    if reference is None:
        return None
    basis = basis_of(reference.measure)
    initial = [w for w in ("年初", "全年", "调整") if w in reference.measure]
    for i, c in reversed(own):
        if i == of:
            continue
        if reference.year is not None and c.year != reference.year:
            continue
        if reference.year is None and not basis:
            continue
        if basis and basis_of(c.measure) != basis:
            continue
        if initial and not any(w in c.measure for w in initial):
            continue
        return i
    return None


def _whole(claim: Claim, levels: Sequence[tuple[int, Claim]], of: int | None, claims: Sequence[Claim]) -> int | None:
    """The level that a share is of: the one its words name, else the whole of the list it stands in."""
    name = _fold(claim.whole)
    if name:
        for i, c in reversed(levels):
            subject = _fold(c.subject)
            if i != of and subject and (subject == name or name.endswith(subject) or subject.endswith(name)):
                return i
        return None
    return claims[of].part_of if of is not None else None
