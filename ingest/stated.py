"""Figures stated in running text: the claims of a disclosure's passages, each with the cell it would stand in.

What a sentence says is read by `ingest.claims`; here a claim gets the document's organisation, year and basis where it names none,
and the place of the line its number stands on. Pure functions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from ingest.amounts import UNITS
from ingest.claims import Claim, Context, read_claims
from ingest.claims.links import basis_of
from ingest.figures import Origin
from ingest.model import Basis, Facts, Figure, Passage
from ingest.narrative import Prose

_UNIT_OF: Final = {worth: unit for unit, worth in UNITS.items()}
_BOUNDS: Final = {"about": "约", "over": "超过", "under": "不足", "at_least": "不低于", "at_most": "不超过"}
_FUND: Final = re.compile(
    r"^(?:20\d\d年度?)?(?:本?部门|本?单位|全年)?(?:(?:一般公共预算|政府性基金预算|国有资本经营预算)(?:财政)?(?:拨款)?|财政拨款)?(?:安排的?)?"
)
_TELLING: Final = 4
_PART_OF_NAME: Final = re.compile(r"(?![^\n]*(?:情况|说明|其他|[和与及的]))[\u4e00-\u9fff]{1,6}")
_UNTOLD: Final = frozenset({"number", "fraction", "rank"})
"""Kinds of claims that are no figures: their unit is not stated or they are words."""


def passage_claims(passage: Passage, facts: Facts) -> tuple[Claim, ...]:
    """The claims of a passage, read under its heading and as of its document's year."""
    names = (facts.organization,) if facts.organization else ()
    return read_claims(passage.text, Context(facts.fiscal_year, names, passage.subject))


def stated_figures(passages: Sequence[Prose | Passage], origin: Origin) -> list[Figure]:
    """Narrative figures of a disclosure's passages. An objective's project, or what a sheet is on, heads the path."""
    found: list[Figure] = []
    for one in passages:
        told = one if isinstance(one, Prose) else Prose(one)
        for number, claim in enumerate(passage_claims(told.passage, origin.facts)):
            if is_figure(claim):
                found.append(_figure(told, number, claim, origin))
    return found


def is_figure(claim: Claim) -> bool:
    """Whether a claim is kept as a figure: a number with a unit."""
    return claim.quantity is not None and claim.quantity.kind not in _UNTOLD


def figure_id(origin: Origin, passage: Passage, number: int) -> str:
    """The id of the figure made of a passage's claim `number`."""
    return origin.key("stated", passage.id, number)


def _figure(told: Prose, number: int, claim: Claim, origin: Origin) -> Figure:
    passage, quantity = told.passage, claim.quantity
    if quantity is None:
        raise ValueError("a comparison without a number is no figure")
    path = claim.path
    if (passage.kind == "objective" or told.sheet) and passage.subject and passage.subject not in path:
        path = (passage.subject, *path)
    path = _under_heading(path, passage.subject) or (passage.subject,)
    money = quantity.kind == "amount"
    unit = _UNIT_OF.get(quantity.scale, "元") if money else quantity.unit
    page, line, bbox = told.at(claim.start)
    basis = _basis(claim, origin.facts)
    measure = _measure(claim)
    return Figure(
        id=figure_id(origin, passage, number),
        document=origin.document,
        organization=claim.organization or origin.facts.organization,
        fiscal_year=origin.facts.fiscal_year,
        basis=origin.facts.basis,
        table=None,
        table_kind=None,
        table_number=None,
        code=claim.code,
        label=path[-1],
        path=path,
        measure=measure,
        measure_path=(measure,) if measure else (),
        column_year=claim.year if claim.year is not None else origin.facts.fiscal_year,
        column_basis=basis,
        amount=quantity.value,
        text=_text(quantity.number, quantity.scale, money, unit),
        unit=unit,
        source="narrative",
        page=page,
        line=line,
        bbox=bbox,
        passage=claim.sentence,
    )


def _under_heading(path: tuple[str, ...], heading: str) -> tuple[str, ...]:
    """A path whose first name is said in full, where the heading does: 一般公共预算财政拨款运行经费 under 机关运行经费 is the
    一般公共预算财政拨款机关运行经费."""
    if not path or heading in path:
        return path
    tail = _FUND.sub("", path[0])
    more = heading.removesuffix(tail)
    if len(tail) < _TELLING or more == heading or not _PART_OF_NAME.fullmatch(more):
        return path
    return (path[0].removesuffix(tail) + heading, *path[1:])


def _measure(claim: Claim) -> str:
    """The column words, with what keeps the number from being exact: 95% is at least that (不低于)."""
    quantity = claim.quantity
    if quantity is None or quantity.hedge == "exact":
        return claim.measure
    bound = f"（{quantity.text if quantity.hedge == 'range' else _BOUNDS[quantity.hedge]}）"
    return f"{claim.measure}{bound}"


def _text(number: str, scale: Decimal, money: bool, unit: str) -> str:
    """The digits as printed; with their scale where the unit does not hold it (12.5万 人)."""
    if money and UNITS.get(unit) == scale:
        return number
    word = _UNIT_OF.get(scale, "").removesuffix("元")
    return f"{number}{word}" if scale != 1 and word and not number.endswith(word) else number


def _basis(claim: Claim, facts: Facts) -> Basis | None:
    """Whether a number is of a budget or of final accounts, by its column words; else as the document is."""
    basis = basis_of(claim.measure) if claim.role == "level" else ""
    if basis in {"final", "executed"}:
        return "final_accounts"
    if basis == "budget":
        return "budget"
    return facts.basis
