"""How numbers of a draft relate: changes, growth, shares, completion, comparisons and ranks, worked out again from figures."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from typing import Final

from ingest.amounts import UNITS, half_last_place, print_number
from ingest.claims import Claim, Direction, Quantity, Reference
from ingest.claims.words import words
from ingest.claims.worth import ABOUT_EQUAL, quotient
from ingest.model import Figure
from qa.drafts.levels import Place, agrees
from qa.drafts.model import Verdict
from qa.drafts.readings import Readings
from qa.drafts.values import Asked, Reading, Value, agreeing
from qa.drafts.words import arithmetic, as_written, money, named, say
from qa.plan import BasisName, Kind, Language

HUNDRED: Final = Decimal(100)
_LAST: Final = re.compile(r"上一?年|去年|last year|previous year|prior year|preceding year|year before", re.IGNORECASE)
_COLUMN: Final = re.compile(
    r"^(?:年初|全年|当年|本年|调整后?的?|初始)*(?:预算|决算|计划|执行)数?$|budget|final|actual|plan", re.IGNORECASE
)
_TOTAL: Final = {"zh": ("支出总计", "收入总计"), "en": ("total expenditure", "total income")}
_ITS_WHOLE: Final = re.compile(
    r"^(?:the\s+|its\s+|our\s+)?(?:total|全部|总额|总量|总数|总体|all|whole|budget|total budget)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Relation:
    """A claim with the verdicts on those it leans on, by their numbers."""

    claim: Claim
    place: Place
    claims: Sequence[Claim]
    verdicts: Sequence[Verdict]

    def values_of(self, number: int | None) -> tuple[Value, ...]:
        """What the claim `number` of the draft turned out to be: the figures that bear it out, else none."""
        if number is None or number >= len(self.verdicts):
            return ()
        verdict = self.verdicts[number]
        quantity = self.claims[number].quantity
        if not verdict.good or quantity is None:
            return ()
        if verdict.formula:
            return (Value(quantity.value, verdict.figures, quantity.tolerance),)
        return tuple(_printed(f) for f in verdict.figures if f.amount is not None)


def _printed(figure: Figure) -> Value:
    """A printed operand: what it prints may have been rounded."""
    return Value(figure.amount or Decimal(0), (figure,), half_last_place(figure.text, figure.unit))


def operands(reading: Reading) -> tuple[Value, ...]:
    """A reading's values as operands, with the rounding of what is printed."""
    return tuple(v if v.formula else _printed(v.figures[0]) for v in reading.values)


# -- changes --------------------------------------------------------------------------------------------------------


def judge_change(readings: Readings, relation: Relation, language: Language) -> Verdict:
    """By how much something changed, in money or in per cent, or which way, against the two amounts it lies between."""
    claim, place = relation.claim, relation.place
    new = relation.values_of(claim.of) or _read(readings, claim, place.asked)
    old = relation.values_of(claim.against) or _base(readings, claim, place.asked)
    wrong: Verdict | None = None
    pairs = agreeing(new, old)
    if claim.quantity is None and claim.reference is not None and claim.reference.year is None:
        pairs = agreeing(new[:1], old)[:1]  # which of two is more is true by chance in one table or other
    for a, b in pairs:
        verdict = _between(claim, a, b, language)
        if verdict is not None and verdict.good:
            return verdict
        wrong = wrong or verdict
    if wrong is not None and relation.values_of(claim.of) and relation.values_of(claim.against):
        return wrong  # between two amounts that the draft itself states, and rightly
    amounts = {f.amount for value in new for f in value.figures if f.amount is not None}
    stated = _stated_change(readings, claim, place.asked, amounts, language)
    if stated is not None and (stated.good or wrong is None):
        return stated
    return wrong or Verdict("unsupported", say("no_base", language))


def _read(readings: Readings, claim: Claim, asked: Asked) -> tuple[Value, ...]:
    """What a claim's subject amounts to, in tables or else in running text."""
    return operands(readings.claim(claim, asked)) or _told_money(readings, asked)


def _told_money(readings: Readings, asked: Asked) -> tuple[Value, ...]:
    return tuple(_printed(f) for f in readings.stated(asked, "money"))


def _base(readings: Readings, claim: Claim, asked: Asked) -> tuple[Value, ...]:
    """The amounts that a change is measured by: another year's, another column's, or another item's."""
    reference = claim.reference or Reference("")
    basis: BasisName | None = None
    phrase, year = asked.phrase, asked.year
    if reference.year is not None:
        year = reference.year
    elif _LAST.search(reference.text) or (not reference.text and claim.role != "comparison"):
        year = year - 1 if year is not None else None
    elif _COLUMN.search(reference.measure):
        if re.search("预算|budget", reference.measure):
            basis = "budget"
        told = re.search("年初|调整|全年", reference.text)
        phrase = f"{asked.phrase}{told.group()}预算" if told else asked.phrase
        if re.search("决算|final|actual", reference.measure):
            basis = "final_accounts"
    elif reference.text:
        other = replace(asked, phrase=reference.text, above=(), code=None)
        return operands(readings.read(other)) or _told_money(readings, other)
    else:
        return ()
    if year != asked.year:
        # The column for the year before in this year's document, then that year's own document.
        own = tuple(r for r in asked.records if r.facts.fiscal_year == asked.year)
        wanted = replace(asked, phrase=phrase, year=year, basis=basis)
        there = operands(readings.read(replace(wanted, records=own)))
        return _distinct((*there, *operands(readings.read(wanted))))
    wanted = replace(asked, phrase=phrase, basis=basis or asked.basis)
    return operands(readings.read(wanted)) or _told_money(readings, wanted)


def _between(claim: Claim, new: Value, old: Value, language: Language) -> Verdict | None:
    """The verdict of two amounts on a change; `None` where they cannot tell."""
    figures = (*new.figures, *old.figures)
    if len(new.figures) != 1 or len(old.figures) != 1 or _kind(new) != _kind(old):
        return None
    change, slack = new.amount - old.amount, new.slack + old.slack
    actual: Direction = "same" if change == 0 else "up" if change > 0 else "down"
    quantity = claim.quantity
    unit = new.figures[0].unit
    shown = arithmetic("a - b", figures, money(change, unit) if unit in UNITS else f"{change:f}{unit}")
    if quantity is None:
        close = slack if "基本" not in claim.text else max(slack, abs(old.amount) * ABOUT_EQUAL)
        good = actual == claim.direction or (claim.direction == "same" and abs(change) <= close)
        kind = "computed" if good else "direction"
        return Verdict(
            "derived" if good else "contradicted", say(kind, language, arithmetic=shown), figures,
            None if good else _word(actual, language), "a - b",
        )  # fmt: skip
    turned = claim.direction in {"up", "down"} and actual not in {claim.direction, "same"}
    if quantity.kind in {"percent", "multiple", "fraction"}:
        return _rate(claim, quantity, new, old, language, turned=turned)
    good = agrees(quantity, Value(abs(change), figures, slack))
    expected = f"{_word(actual, language)}{_gap(language)}{as_written(abs(change), quantity)}"
    if good and not turned:
        return Verdict("derived", say("computed", language, arithmetic=shown), figures, formula="a - b")
    return Verdict(
        "contradicted",
        say("direction" if good else "computes_to", language, value=expected, arithmetic=shown),
        figures,
        expected,
        "a - b",
    )


def _rate(claim: Claim, quantity: Quantity, new: Value, old: Value, language: Language, *, turned: bool) -> Verdict:
    figures = (*new.figures, *old.figures)
    if old.amount == 0:
        return Verdict("contradicted", say("zero_base", language), figures)
    with localcontext() as context:
        context.prec = 40
        rate = (new.amount - old.amount) / abs(old.amount)
        slack = (new.slack + old.slack * (1 + abs(rate))) / abs(old.amount)
    scale = HUNDRED if quantity.kind == "percent" else Decimal(1)
    worth, formula = rate * scale, "(a - b) / b × 100" if scale == HUNDRED else "(a - b) / b"
    if quantity.kind == "multiple" and re.search(
        r"番|doubled|tripled|halved|减半|to$|是", f"{claim.measure}{quantity.text}"
    ):
        worth, formula = 1 + rate, "a / b"  # doubled: twice what it was
    shown = arithmetic(formula, figures, f"{print_number(worth, 2)}{'%' if scale == HUNDRED else ''}")
    actual: Direction = "same" if rate == 0 else "up" if rate > 0 else "down"
    expected = f"{_word(actual, language)}{_gap(language)}{as_written(abs(worth), quantity)}"
    if agrees(quantity, Value(abs(worth), figures, slack * scale)) and not turned:
        return Verdict("derived", say("computed", language, arithmetic=shown), figures, formula=formula)
    kind = "direction" if agrees(quantity, Value(abs(worth), figures, slack * scale)) else "computes_to"
    return Verdict("contradicted", say(kind, language, value=expected, arithmetic=shown), figures, expected, formula)


def _stated_change(
    readings: Readings, claim: Claim, asked: Asked, amounts: Collection[Decimal], language: Language
) -> Verdict | None:
    """The verdict of what the disclosures' sentences state of the subject's change, or of the change of just such an amount."""
    told = readings.told(claim, asked)
    quantity = claim.quantity
    if quantity is None:
        told = told or readings.told_of_amount(claim, amounts, asked)
        ways = {t.claim.direction for t in told}
        figures = tuple(f for t in told[:1] if (f := t.figure) is not None)
        if claim.direction in ways:
            return Verdict("supported", say("text_says", language, text=told[0].claim.text), figures)
        if len(ways) == 1 and told[0].claim.direction is not None:
            return Verdict(
                "contradicted",
                say("text_says", language, text=told[0].claim.text),
                figures,
                _word(told[0].claim.direction, language),
            )
        return None
    kind: Kind = (
        "percent" if quantity.kind in {"percent", "points"} else "money" if quantity.kind == "amount" else "count"
    )
    alike = readings.told_of_amount(claim, amounts, asked)
    said = [(t.figure, t.claim.direction) for t in (*told, *alike) if t.figure is not None]
    said += [(f, _direction(f)) for f in readings.stated(asked, kind, change=True)]
    for figure, way in said:
        if (
            figure.amount is not None
            and quantity.admits(abs(figure.amount))
            and (way is None or way == claim.direction)
        ):
            return Verdict("supported", say("text", language, figure=named(figure, language)), (figure,))
    if len({figure.amount for figure, _ in said}) == 1 and told:
        figure, way = said[0]
        expected = f"{_word(way, language)}{_gap(language)}" if way else ""
        expected += as_written(abs(figure.amount or Decimal(0)), quantity)
        return Verdict(
            "contradicted", say("other_amount", language, figure=named(figure, language)), (figure,), expected
        )
    return None


def _direction(figure: Figure) -> Direction | None:
    """Which way a stated change goes, by its words."""
    found = re.findall(words().moves, figure.measure)
    return words().directions.get(found[-1]) if found else None


def _kind(value: Value) -> str:
    unit = value.figures[0].unit
    return "money" if unit in UNITS else unit


def _word(direction: Direction, language: Language) -> str:
    zh = {"up": "增加", "down": "减少", "same": "持平"}
    en = {"up": "increased", "down": "decreased", "same": "unchanged"}
    return (zh if language == "zh" else en)[direction]


def _gap(language: Language) -> str:
    return "" if language == "zh" else " by "


# -- shares ---------------------------------------------------------------------------------------------------------


def judge_share(readings: Readings, relation: Relation, language: Language) -> Verdict:
    """A part of a whole, a multiple of another thing, or how much of a plan was done, worked out again."""
    claim, place = relation.claim, relation.place
    quantity = claim.quantity
    if quantity is None:
        raise ValueError("a share has a number")
    part = relation.values_of(claim.of)
    if not part:
        part = _distinct((*operands(readings.claim(claim, place.asked)), *_told_money(readings, place.asked)))
    wholes = _wholes(readings, relation, part)
    wrong: Verdict | None = None
    for a in part:
        for b in wholes:
            if a.figures == b.figures or _kind(a) != _kind(b):
                continue
            verdict = _quotient(quantity, a, b, language)
            if verdict.good:
                return verdict
            wrong = wrong or verdict
    if quantity.kind == "percent":
        said = [t.figure for t in readings.told(claim, place.asked) if t.figure is not None]
        for figure in (*said, *readings.stated(place.asked, "percent")):
            if figure.amount is not None and quantity.admits(figure.amount):
                return Verdict("supported", say("text", language, figure=named(figure, language)), (figure,))
    return wrong or Verdict("unsupported", say("no_base", language))


def _wholes(readings: Readings, relation: Relation, part: Sequence[Value]) -> tuple[Value, ...]:
    """What a share may be of: what the words name; else the list's whole, the heading above, the total."""
    claim, asked = relation.claim, relation.place.asked
    linked = relation.values_of(claim.against)
    if claim.role == "completion":
        return linked or _plan_of(readings, claim, asked)
    whole = claim.whole.strip()
    if whole and not _ITS_WHOLE.match(whole):
        named_so = replace(asked, phrase=whole, above=(), code=None)
        found = operands(readings.read(named_so)) or _told_money(readings, named_so)
        return (*found, *(v for v in linked if v not in found)) if found else linked
    found = tuple(linked)
    if claim.of is not None:
        found += relation.values_of(relation.claims[claim.of].part_of)
    for value in part[:2]:
        found += tuple(_printed(f) for f in readings.above(value.figures[0], asked.records))
    for phrase in _TOTAL["zh"]:
        found += operands(readings.read(replace(asked, phrase=phrase, above=(), code=None)))
    return _distinct(found)


def _plan_of(readings: Readings, claim: Claim, asked: Asked) -> tuple[Value, ...]:
    """The plan that a completion is measured by: the budget of the same thing."""
    told = re.search("年初|调整|全年", f"{claim.whole}{claim.measure}")
    phrase = f"{asked.phrase}{told.group()}预算" if told else f"{asked.phrase}"
    return operands(readings.read(replace(asked, phrase=phrase, basis="budget")))


def _quotient(quantity: Quantity, part: Value, whole: Value, language: Language) -> Verdict:
    figures = (*part.figures, *whole.figures)
    if whole.amount == 0:
        return Verdict("contradicted", say("zero_base", language), figures)
    ratio, slack = quotient(part.amount, part.slack, whole.amount, whole.slack)
    scale = HUNDRED if quantity.kind in {"percent", "points"} else Decimal(1)
    simple = len(figures) == 2
    formula = ("a / b × 100" if scale == HUNDRED else "a / b") if simple else ""
    result = f"{print_number(ratio * scale, 2)}{'%' if scale == HUNDRED else ''}"
    shown = arithmetic(formula, figures, result) if simple else result
    if agrees(quantity, Value(ratio * scale, figures, slack * scale)):
        return Verdict("derived", say("computed", language, arithmetic=shown), figures, formula=formula or "a / b")
    expected = as_written(ratio * scale, quantity)
    return Verdict(
        "contradicted", say("computes_to", language, value=expected, arithmetic=shown), figures, expected, formula
    )


def _distinct(values: Iterable[Value]) -> tuple[Value, ...]:
    kept: dict[Decimal, Value] = {}
    for value in values:
        kept.setdefault(value.amount, value)
    return tuple(kept.values())


# -- ranks ----------------------------------------------------------------------------------------------------------


def judge_rank(readings: Readings, relation: Relation, language: Language) -> Verdict:
    """A place in an order: among the rows beside it, or among all projects."""
    claim, place = relation.claim, relation.place
    quantity = claim.quantity
    if quantity is None:
        raise ValueError("a rank has a number")
    reading = readings.claim(claim, place.asked)
    wrong: Verdict | None = None
    for figure in reading.figures:
        peers = [f for f in readings.peers(figure, place.asked.records) if f.amount is not None]
        if len(peers) < 2:
            continue
        rank = 1 + sum((f.amount or Decimal(0)) > (figure.amount or Decimal(0)) for f in peers)
        verdict_ = Verdict(
            "derived" if quantity.value == rank else "contradicted",
            say("rank", language, place=rank), (figure,), None if quantity.value == rank else str(rank), "rank",
        )  # fmt: skip
        if verdict_.good:
            return verdict_
        wrong = wrong or verdict_
    return wrong or Verdict("unsupported", say("no_peers", language))
