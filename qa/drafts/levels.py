"""How much something is: a number of a draft against what is printed of its subject, or what adds up to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ingest.amounts import UNITS
from ingest.claims import Claim, Quantity
from ingest.model import Figure
from qa.drafts.model import Verdict
from qa.drafts.readings import Readings
from qa.drafts.values import Asked, Reading, Value
from qa.drafts.words import arithmetic, as_written, money, named, say, shown
from qa.plan import Kind, Language
from qa.text import fold, small_number

_TOGETHER: Final = re.compile(
    r"^(?:以上|上述|前述|这|前)*(?:(?P<n>[两二三四五六七八九十\d]{1,3})(?:项|类|者|笔|部分|个项目)(?:支出|经费|资金|费用)?)?(?:共计|合计|总计|之和|相加|加起来|一共|共)$"
    r"|^(?:the\s+|these\s+)?(?P<en>two|three|four|five|six)?\s*(?:items?\s*)?(?:together|combined|in total|jointly)$",
    re.IGNORECASE,
)
_UNIT_SLIPS: Final = (Decimal(10), Decimal(100), Decimal(1000), Decimal(10_000), Decimal(100_000_000))
_FEWEST_DIGITS: Final = 3
_BOUND: Final = re.compile("（(?:超过|不足)）")
_RATES: Final = frozenset({"%", "个百分点"})


@dataclass(frozen=True, slots=True)
class Place:
    """What a verdict needs to know of a claim's surroundings: how it is asked, the words around it, the claims before it in
    its paragraph with the figures they were found to be."""

    asked: Asked
    around: str
    before: tuple[tuple[Claim, Verdict], ...]


def agrees(quantity: Quantity, value: Value) -> bool:
    """Whether a number as written may stand for a value, whose own rounding may have moved it."""
    if quantity.hedge in {"over", "under"}:
        return value.amount != quantity.value and quantity.admits(value.amount)
    if quantity.admits(value.amount):
        return True
    if quantity.hedge in {"at_least", "at_most"}:
        return False
    return bool(value.slack) and (
        quantity.admits(value.amount - value.slack)
        or quantity.admits(value.amount + value.slack)
        or value.amount - value.slack <= quantity.value <= value.amount + value.slack
    )


def states(quantity: Quantity, figure: Figure) -> bool:
    """Whether a number as written may stand for what a sentence states, which may be a bound itself (超过90%)."""
    if figure.amount is None:
        return False
    if _BOUND.search(figure.measure):
        return quantity.admits(figure.amount)
    return agrees(quantity, Value(figure.amount, ()))


def judge_level(readings: Readings, claim: Claim, place: Place, language: Language) -> Verdict:
    """The verdict on a number that says how much something is."""
    quantity = claim.quantity
    if quantity is None:
        raise ValueError("a level has a number")
    together = _TOGETHER.match(claim.subject.strip()) if not claim.carried or not claim.subject else None
    if together:
        return _judge_together(claim, quantity, together, place, language)
    if quantity.kind == "amount":
        return _judge_amount(readings, claim, quantity, place, language)
    return _judge_other(readings, claim, quantity, place, language)


def _judge_amount(readings: Readings, claim: Claim, quantity: Quantity, place: Place, language: Language) -> Verdict:
    asked = place.asked
    reading = readings.claim(claim, asked)
    match = next((value for value in reading.values if agrees(quantity, value)), None)
    if match is not None:
        return _found(claim, quantity, match, reading, language)
    aside = next(
        (f for f in reading.aside if _column_named(f, place.around) and quantity.admits(f.amount or Decimal(0))), None
    )
    if aside is not None:
        return Verdict("supported", say("column", language, figure=named(aside, language)), (aside,))
    for blank in reading.blank if not reading.values else ():
        parts = readings.parts(blank, asked.records)
        if parts is not None and agrees(quantity, parts):
            return _found(claim, quantity, parts, reading, language)
    if reading.blank and quantity.value == 0 and not reading.values:
        return Verdict(
            "supported", say("blank_zero", language, figure=named(reading.blank[0], language)), reading.blank[:1]
        )
    if (backed := _backed(readings, claim, quantity, reading, asked, language)) is not None:
        return backed
    if reading.sure and reading.values:
        return _otherwise(readings, quantity, reading, asked, language)
    if reading.sure and reading.blank:
        return Verdict(
            "contradicted", say("blank", language, figure=named(reading.blank[0], language)), reading.blank[:1]
        )
    told = readings.told(claim, asked)
    if not reading.values and len({t.claim.value for t in told}) == 1 and told[0].figure is not None:
        return against_text(quantity, told[0].figure, language)
    return _nothing(readings, claim, quantity, reading, asked, language)


def _backed(
    readings: Readings, claim: Claim, quantity: Quantity, reading: Reading, asked: Asked, language: Language
) -> Verdict | None:
    """The verdict of a sentence of the disclosures that states the number; `None` if none does.

    A sentence that the tables belie backs nothing.
    """
    told = (t.figure for t in readings.told(claim, asked) if t.figure is not None and states(quantity, t.figure))
    found = next(told, None)
    if found is None:
        stated = readings.stated(asked, "money")
        found = next((f for f in stated if states(quantity, f)), None)
    found = found or next(iter(_told_ending(readings, claim, quantity, asked)), None)
    if found is None:
        return None
    if found.proof != "contested" or not (reading.sure and reading.values):
        return Verdict("supported", say("text", language, figure=named(found, language)), (found,))
    printed = reading.values[0]
    reason = say("contested", language, figure=named(printed.figures[0], language))
    return Verdict("contradicted", reason, (*printed.figures, found), as_written(printed.amount, quantity))


def _told_ending(readings: Readings, claim: Claim, quantity: Quantity, asked: Asked) -> list[Figure]:
    """What sentences state, with just this number, of a thing that the claim calls by the end of its name."""
    told = readings.told_ending(claim, asked)
    return [t.figure for t in told if t.figure is not None and states(quantity, t.figure)]


def _found(claim: Claim, quantity: Quantity, match: Value, reading: Reading, language: Language) -> Verdict:
    first = match.figures[0]
    if match.formula and len(match.figures) > 1:
        worked = arithmetic(match.formula, match.figures, money(match.amount, first.unit))
        return Verdict("derived", say("computed", language, arithmetic=worked), match.figures, formula=match.formula)
    kind = "printed" if match.amount == quantity.value else "rounds"
    if not reading.sure and fold(first.label) != fold(claim.subject):
        return Verdict("supported", say("read_as", language, name=first.label, figure=named(first, language)), (first,))
    return Verdict("supported", say(kind, language, figure=named(first, language)), (first,))


def _otherwise(readings: Readings, quantity: Quantity, reading: Reading, asked: Asked, language: Language) -> Verdict:
    """The figures say another amount: which, and whose the stated one is."""
    right = reading.values[0]
    expected = as_written(right.amount, quantity)
    if right.formula:
        worked = arithmetic(right.formula, right.figures, money(right.amount, right.figures[0].unit))
        return Verdict(
            "contradicted",
            say("computes_to", language, value=expected, arithmetic=worked),
            right.figures,
            expected,
            right.formula,
        )
    figure = right.figures[0]
    for times in _UNIT_SLIPS:
        if quantity.value and (
            quantity.admits(right.amount * times) or (right.amount and quantity.admits(right.amount / times))
        ):
            reason = say("unit", language, figure=named(figure, language), times=f"{times:,}")
            return Verdict("contradicted", reason, (figure,), shown(figure))
    other = _owner(readings, quantity, asked)
    if other is not None:
        reason = say("belongs_to", language, figure=named(figure, language), other=named(other, language))
        return Verdict("contradicted", reason, (figure, other), expected)
    return Verdict("contradicted", say("other_amount", language, figure=named(figure, language)), (figure,), expected)


def against_text(quantity: Quantity, figure: Figure, language: Language) -> Verdict:
    expected = as_written(figure.amount or Decimal(0), quantity)
    return Verdict("contradicted", say("other_amount", language, figure=named(figure, language)), (figure,), expected)


def _nothing(
    readings: Readings, claim: Claim, quantity: Quantity, reading: Reading, asked: Asked, language: Language
) -> Verdict:
    """No figure bears the claim out, and none is surely the one it speaks of."""
    if not asked.records:
        return Verdict("unsupported", say("no_documents", language))
    if reading.held and asked.year is not None:
        reason = say(
            "no_year",
            language,
            year=asked.year,
            held="、".join(reading.held) if language == "zh" else ", ".join(reading.held),
        )
    elif not claim.subject:
        reason = say("no_subject", language)
    else:
        reason = say("no_item", language, name=claim.subject)
    other = _owner(readings, quantity, asked)
    if other is None:
        return Verdict("unsupported", reason)
    return Verdict("unsupported", reason + say("elsewhere", language, other=named(other, language)), (other,))


def _owner(readings: Readings, quantity: Quantity, asked: Asked) -> Figure | None:
    """The figure whose amount is stated, where its digits are telling enough not to be met by chance."""
    if len(re.sub(r"\D", "", quantity.number).strip("0")) < _FEWEST_DIGITS or quantity.hedge != "exact":
        return None
    return next(iter(readings.same_amount(asked.records, quantity.value)), None)


def _column_named(figure: Figure, around: str) -> bool:
    """Whether the words around a claim name the column that a figure stands in."""
    body = fold(around)
    heads = [fold(head).removeprefix("其中") for head in figure.measure_path]
    return any(len(head) >= 4 and head in body for head in heads)


def _same_name(figure: Figure, claim: Claim) -> bool:
    return fold(figure.label) == fold(claim.subject)


# -- what was listed before -----------------------------------------------------------------------------------------


def _judge_together(claim: Claim, quantity: Quantity, told: re.Match[str], place: Place, language: Language) -> Verdict:
    """两项合计, together: the numbers listed right before, added up from their figures."""
    number = small_number(told.group("n") or told.group("en") or "")
    listed = _listed(claim, quantity, place, number)
    if len(listed) < 2:
        return Verdict("unsupported", say("no_subject", language))
    parts = [_value(one, verdict) for one, verdict in listed]
    total = sum((part.amount for part in parts), Decimal(0))
    slack = sum((part.slack for part in parts), Decimal(0))
    figures = tuple(f for part in parts for f in part.figures)
    listed_text = " + ".join(one.text for one, _ in listed)
    value = Value(total, figures, slack)
    plain = f"{listed_text} = {as_written(total, quantity)}"
    formula = (
        " + ".join(chr(97 + i) for i in range(len(figures))) if len(figures) == len(parts) and len(parts) < 27 else ""
    )
    if agrees(quantity, value):
        status = all(verdict.good for _, verdict in listed)
        return Verdict(
            "derived" if status else "unsupported",
            say("sum_of_draft", language, arithmetic=plain),
            figures,
            None,
            formula,
        )
    expected = as_written(total, quantity)
    return Verdict("contradicted", say("sum_of_draft", language, arithmetic=plain), figures, expected, formula)


def _listed(claim: Claim, quantity: Quantity, place: Place, number: int | None) -> list[tuple[Claim, Verdict]]:
    """The numbers that are added up: as many as the words say, else those of the sentence."""
    same = [
        (one, verdict)
        for one, verdict in place.before
        if one.role == "level" and one.quantity is not None and one.quantity.kind == quantity.kind
    ]
    if number is not None:
        return same[-number:] if len(same) >= number else []
    return [(one, verdict) for one, verdict in same if one.sentence_start == claim.sentence_start]


def _value(claim: Claim, verdict: Verdict) -> Value:
    """What a listed number is worth: its figure's amount where it has one figure, else as written."""
    if verdict.good and not verdict.formula and len(verdict.figures) == 1 and verdict.figures[0].amount is not None:
        return Value(verdict.figures[0].amount, verdict.figures)
    quantity = claim.quantity
    return Value(quantity.value, (), quantity.tolerance) if quantity else Value(Decimal(0), ())


# -- counts and percentages -----------------------------------------------------------------------------------------


def _judge_other(readings: Readings, claim: Claim, quantity: Quantity, place: Place, language: Language) -> Verdict:
    """Counts, percentages and bare numbers: what running text, targets and tables state with that unit."""
    kind: Kind = "percent" if quantity.kind in {"percent", "points", "fraction"} else "count"
    if quantity.kind == "number":
        return _judge_bare(readings, claim, quantity, place, language)
    said = [t.figure for t in readings.told(claim, place.asked) if t.figure is not None]
    said = said or _told_ending(readings, claim, quantity, place.asked)
    stated = [
        f for f in (*said, *readings.stated(place.asked, kind)) if f.amount is not None and _unit_fits(f, quantity)
    ]
    counted = [f for f in readings.claim(claim, place.asked).figures if f.unit not in UNITS and _unit_fits(f, quantity)]
    told = next((f for f in (*counted, *stated) if states(quantity, f)), None)
    if told is not None:
        return Verdict(
            "supported",
            say("text" if told.source == "narrative" else "printed", language, figure=named(told, language)),
            (told,),
        )
    rows = _row_count(readings, claim, quantity, place.asked)
    if rows is not None:
        figures, count = rows
        if quantity.admits(Decimal(count)):
            return Verdict(
                "derived", say("computed", language, arithmetic=f"count = {count}"), figures, formula="count"
            )
        return Verdict(
            "contradicted",
            say("computed", language, arithmetic=f"count = {count}"),
            figures,
            as_written(Decimal(count), quantity),
            "count",
        )
    named_so = [f for f in (*counted, *stated) if _same_name(f, claim)]
    if named_so:
        return against_text(quantity, named_so[0], language)
    return Verdict(
        "unsupported", say("no_item", language, name=claim.subject) if claim.subject else say("no_subject", language)
    )


def _unit_fits(figure: Figure, quantity: Quantity) -> bool:
    if quantity.kind in {"percent", "points"}:
        return figure.unit in _RATES
    return figure.unit == quantity.unit or (
        figure.unit not in UNITS and figure.unit not in _RATES and quantity.unit.isascii()
    )


def _judge_bare(readings: Readings, claim: Claim, quantity: Quantity, place: Place, language: Language) -> Verdict:
    """A number without a unit stands for what a table prints in its own."""
    reading = readings.claim(claim, place.asked)
    for figure in (*reading.figures, *readings.stated(place.asked, "money")):
        worth = UNITS.get(figure.unit, Decimal(1))
        if figure.amount is not None and quantity.admits(figure.amount / worth):
            return Verdict("supported", say("printed", language, figure=named(figure, language)), (figure,))
    if reading.sure and reading.figures:
        figure = reading.figures[0]
        inside = (figure.amount or Decimal(0)) / UNITS.get(figure.unit, Decimal(1))
        return Verdict(
            "contradicted",
            say("other_amount", language, figure=named(figure, language)),
            (figure,),
            as_written(inside, quantity),
        )
    return Verdict(
        "unsupported", say("no_item", language, name=claim.subject) if claim.subject else say("no_subject", language)
    )


def _row_count(
    readings: Readings, claim: Claim, quantity: Quantity, asked: Asked
) -> tuple[tuple[Figure, ...], int] | None:
    """The number of projects that a list of projects prints, where that is what is counted."""
    if not re.search(r"项目$|projects?$", f"{claim.subject}".strip(), re.IGNORECASE) or quantity.unit not in {
        "个",
        "项",
        "projects",
        "project",
    }:
        return None
    figures = readings.projects(asked)
    return (figures[:12], len(figures)) if figures else None
