"""Sums, shares, changes and directions inside a passage, worked out again from its own numbers. Pure.

Sums and differences become checks, whose figures they prove. A percentage is compared with its quotient: it proves both
when it fits and is a finding when it does not, for no sum could say which of the three is wrong.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

from ingest.audit.naming import key, words
from ingest.audit.spoken import HUNDRED, Said, Speech, finding, is_exact, levels, percent
from ingest.claims.worth import ABOUT_EQUAL, quotient
from ingest.figures import Origin
from ingest.model import Check, Finding

Found = Iterator[Check | Finding]


def passage_checks(speech: Speech, origin: Origin, belied: Collection[str] = ()) -> Found:
    """Everything that a passage's own numbers let one work out again, but with those figures that are `belied` already."""
    yield from (check for check in (*_sums(speech), *_twice(speech)) if not {check.total, *check.parts} & set(belied))
    for said in speech.said:
        operands = [s for s in (said, speech.of(said), speech.against(said)) if s is not None and s.figure is not None]
        if any(s.figure is not None and s.figure.id in belied for s in operands):
            continue
        if said.claim.role == "change":
            yield from _difference(speech, said, origin)
        elif said.claim.role == "rate":
            yield from _rate(speech, said, origin)
        elif said.claim.role in {"share", "completion"}:
            yield from _quotient(speech, said, origin)
        elif said.claim.role == "comparison":
            yield from _direction(speech, said, origin)


# -- sums -----------------------------------------------------------------------------------------------------------


def _sums(speech: Speech) -> Iterator[Check]:
    """A whole against the parts listed under it: 其中 promises no whole, unless its words or its shares do."""
    parts: dict[int, list[Said]] = defaultdict(list)
    for said in levels(speech):
        if said.claim.part_of is not None and is_exact(said):
            parts[said.claim.part_of].append(said)
    for number, listed in parts.items():
        whole = speech.said[number]
        same = [
            s for s in listed if s.claim.year == whole.claim.year or s.claim.year is None or whole.claim.year is None
        ]
        if whole.figure is None or len(same) < 2 or not is_exact(whole):
            continue
        yield from _sum(whole, same, complete=_is_complete(speech, whole, same))


def _sum(whole: Said, parts: Sequence[Said], *, complete: bool) -> Iterator[Check]:
    slack = whole.slack + sum((s.slack for s in parts), Decimal(0))
    total = sum((s.amount for s in parts), Decimal(0))
    difference = whole.amount - total
    if abs(difference) <= slack:
        yield _check("sum of the parts stated", whole, parts, difference, slack, "narrative_sum")
        return
    # The last of the leading parts may itself be taken apart in the same breath.
    for count in range(len(parts) - 2, 1, -1):
        leading, inner = parts[:count], parts[count:]
        rest = parts[count - 1].amount - sum((s.amount for s in inner), Decimal(0))
        some = whole.amount - sum((s.amount for s in leading), Decimal(0))
        if whole.amount and abs(some) <= slack and abs(rest) <= slack:
            yield _check("sum of the parts stated", whole, leading, some, slack, "narrative_sum")
            return
    if complete:
        yield _check("sum of the parts stated", whole, parts, difference, slack, "narrative_sum")


def _is_complete(speech: Speech, whole: Said, parts: Sequence[Said]) -> bool:
    """Whether the words say that the parts are all there is: one of each kind, an 其他 at the end, shares that make 100%."""
    names = [key(s.claim.subject) for s in parts]
    for group in words().partitions:
        if len(names) == len(group) and all(any(word in name for name in names) for word in group):
            return True
    if words().closing.search(names[-1]) and len(parts) > 2:
        return True
    shares = [s for s in speech.said if s.claim.role == "share" and s.claim.of in {p.number for p in parts}]
    total = sum((s.amount for s in shares), Decimal(0))
    return len(shares) == len(parts) and abs(total - HUNDRED) <= Decimal("0.05")


def _twice(speech: Speech) -> Iterator[Check]:
    """One item's amount for one year, stated twice in a passage."""
    first: dict[tuple[str, ...], Said] = {}
    for said in levels(speech):
        claim = said.claim
        if claim.quantity is None or claim.quantity.kind != "amount" or len(claim.path) < 3 or not is_exact(said):
            continue  # only items named by their whole path are surely one
        if claim.part_of is not None or re.search("执行|决算|年初|全年|调整", claim.measure):
            continue
        year = claim.year if claim.year is not None else said.figure.fiscal_year if said.figure else None
        place = (*claim.path, str(year))
        other = first.setdefault(place, said)
        if other is not said:
            slack = said.slack + other.slack
            yield _check("one amount stated twice", said, [other], said.amount - other.amount, slack, "narrative_twice")


def _check(identity: str, total: Said, parts: Sequence[Said], difference: Decimal, slack: Decimal, rule: str) -> Check:
    return Check(
        identity,
        None,
        total.figure.id if total.figure else "",
        tuple(s.figure.id for s in parts if s.figure),
        difference,
        slack,
        rule,
    )


# -- changes --------------------------------------------------------------------------------------------------------


def _before(speech: Speech, said: Said) -> tuple[Decimal, Decimal, list[Said]] | None:
    """What an amount was before it changed: stated, or the level less the change; with its slack and its operands."""
    level, other = speech.of(said), speech.against(said)
    if level is None or level.figure is None or not is_exact(level):
        return None
    if other is not None and other.figure is not None:
        return other.amount, other.slack, [level, other]
    change = _change_of(speech, said)
    if change is None or not is_exact(change):
        return None
    return level.amount - change.amount, level.slack + change.slack, [level, change]


def _change_of(speech: Speech, said: Said) -> Said | None:
    """The change in money beside a rate of the same level and the same reference."""
    near = [
        s
        for s in speech.said
        if s.claim.role == "change" and s.claim.of == said.claim.of and s.number <= said.number and s.figure is not None
    ]
    return near[-1] if near and said.number - near[-1].number <= 1 else None


def _difference(speech: Speech, said: Said, origin: Origin) -> Found:
    """A change against the two levels it lies between, or against the one that it would make less than nothing."""
    level, other = speech.of(said), speech.against(said)
    if level is None or level.figure is None or said.figure is None or not _alike(said, level) or not is_exact(said):
        return
    if other is not None and other.figure is not None and _alike(said, other):
        slack = level.slack + other.slack + said.slack
        difference = level.amount - other.amount - said.amount
        if abs(difference) <= slack:
            yield Check(
                "change = level less level before",
                None,
                level.figure.id,
                (other.figure.id, said.figure.id),
                difference,
                slack,
                "growth",
            )
        else:
            expected = (
                f"{'增加' if level.amount > other.amount else '减少'}{_shown(abs(level.amount - other.amount), said)}"
            )
            yield finding(
                origin,
                "growth",
                "change = level less level before",
                said,
                stated=_words(said),
                expected=expected,
                others=[level, other],
                difference=difference,
                arithmetic=f"{_number(level)} − {_number(other)} = {_shown(level.amount - other.amount, said)}",
            )
    elif level.amount >= 0 and level.amount - said.amount < -(level.slack + said.slack):
        yield finding(
            origin,
            "growth",
            "what it was before cannot be less than nothing",
            said,
            stated=f"{level.claim.text}，{_words(said)}",
            expected=None,
            others=[level],
            severity="contradiction",
            arithmetic=f"{_number(level)} − {_number(said)} < 0",
        )


def _rate(speech: Speech, said: Said, origin: Origin) -> Found:
    """A rate of growth against the change over what there was before."""
    known = _before(speech, said)
    quantity = said.claim.quantity
    if known is None or quantity is None or quantity.kind not in {"percent", "multiple"} or not is_exact(said):
        return
    before, slack, operands = known
    level = operands[0]
    rate = said.amount if quantity.kind == "percent" else said.amount * HUNDRED
    if before == 0 and level.amount != 0:
        if rate != 0:
            yield _of_nothing(said, operands, _base(operands[0], operands[1]), origin)
        return
    if before <= slack:
        return  # rounding alone may have made all of it
    worth = (level.amount - before) / before * HUNDRED
    # The quotient moves with what rounding has done to both its terms; a percentage may be cut off instead of rounded.
    reach = (level.slack + slack) / before * HUNDRED * (1 + abs(worth) / HUNDRED) + 2 * _percent_slack(said)
    yield from _ratio(said, operands, rate, worth, reach, "growth", "growth = change over what it was before", origin)


def _quotient(speech: Speech, said: Said, origin: Origin) -> Found:
    """A share or a completion against its quotient."""
    level, whole = speech.of(said), speech.against(said)
    quantity = said.claim.quantity
    if level is None or whole is None or quantity is None or quantity.kind != "percent" or not is_exact(said):
        return
    if level.figure is None or whole.figure is None or not _alike(level, whole):
        return
    if whole.amount == 0:
        if said.amount != 0:
            yield _of_nothing(said, [level, whole], f"{_number(level)} ÷ {_number(whole)}", origin)
        return
    ratio, moved = quotient(level.amount, level.slack, whole.amount, whole.slack)
    worth, reach = ratio * HUNDRED, moved * HUNDRED + 2 * _percent_slack(said)
    yield from _ratio(
        said, [level, whole], said.amount, worth, reach, said.claim.role, f"{said.claim.role} = part over whole", origin
    )


def _of_nothing(said: Said, operands: Sequence[Said], arithmetic: str, origin: Origin) -> Finding:
    """A percentage of what was zero."""
    return finding(
        origin,
        "zero_base",
        "a percentage of nothing is not defined",
        said,
        stated=_words(said),
        expected=None,
        others=operands,
        arithmetic=arithmetic,
    )


def _ratio(
    said: Said,
    operands: Sequence[Said],
    stated: Decimal,
    worth: Decimal,
    reach: Decimal,
    rule: str,
    identity: str,
    origin: Origin,
) -> Found:
    """A percentage that fits proves its operands; one that does not is told."""
    if abs(stated - worth) <= reach:
        if said.figure is not None:
            ids = tuple(s.figure.id for s in operands if s.figure)
            yield Check(identity, None, said.figure.id, ids, stated - worth, reach, rule, "")
        return
    yield finding(
        origin,
        rule,
        identity,
        said,
        stated=_words(said),
        expected=percent(worth),
        others=operands,
        difference=stated - worth,
        arithmetic=f"{_division(operands[0], operands[1], rule)} = {percent(worth)}",
    )


def _percent_slack(said: Said) -> Decimal:
    quantity = said.claim.quantity
    if quantity is None:
        return Decimal(0)
    slack = Decimal(1).scaleb(-max(quantity.places, 0)) / 2
    return slack * (HUNDRED if quantity.kind == "multiple" else 1)


def _direction(speech: Speech, said: Said, origin: Origin) -> Found:
    """大于, 小于, 持平 between two numbers of the passage."""
    level, other = speech.of(said), speech.against(said)
    if level is None or other is None or level.figure is None or other.figure is None or not _alike(level, other):
        return
    difference, slack = level.amount - other.amount, level.slack + other.slack
    if said.claim.direction == "same" and "基本" in said.claim.text:
        slack = max(slack, abs(other.amount) * ABOUT_EQUAL)
    actual = "same" if difference == 0 else "up" if difference > 0 else "down"
    if actual == said.claim.direction or (said.claim.direction == "same" and abs(difference) <= slack):
        return
    word, sign = {"same": ("等于", "="), "up": ("大于", ">"), "down": ("小于", "<")}[actual]
    yield finding(
        origin,
        "direction",
        "direction words against the two numbers",
        said,
        stated=f"{level.claim.text}，{other.claim.text}，{said.claim.text}",
        expected=word,
        others=[level, other],
        difference=difference,
        arithmetic=f"{_number(level)} {sign} {_number(other)}",
    )


def _alike(one: Said, other: Said) -> bool:
    """Whether two numbers can be subtracted: both money, or both counts of one thing."""
    a, b = one.claim.quantity, other.claim.quantity
    return a is not None and b is not None and (a.kind, a.unit) == (b.kind, b.unit)


def _words(said: Said) -> str:
    """A claim as the sentence words it."""
    return f"{said.claim.measure}{said.claim.text}"


def _shown(value: Decimal, like: Said) -> str:
    """An amount in the unit of a number in the sentence."""
    quantity = like.claim.quantity
    if quantity is None:
        return f"{value:f}"
    shown = (value / quantity.scale).normalize()
    return f"{shown:,f}{like.figure.unit if like.figure else quantity.unit}"


def _number(said: Said) -> str:
    """A number of the sentence with its unit."""
    return said.claim.text if said.figure is None else f"{said.figure.text.strip()} {said.figure.unit}".rstrip()


def _base(level: Said, other: Said) -> str:
    """What there was before, written out: stated, or the level less its change."""
    return f"{_number(level)} − {_number(other)} = 0" if other.claim.role == "change" else f"{_number(other)} = 0"


def _division(level: Said, other: Said, rule: str) -> str:
    """The quotient behind a percentage: a part over its whole, or a change over what there was before."""
    if other.claim.role == "change":
        sign = "−" if other.amount >= 0 else "+"
        return f"{_signed(other)} ÷ ({_number(level)} {sign} {_number(other)})"
    if rule == "growth":
        return f"({_number(level)} − {_number(other)}) ÷ {_number(other)}"
    return f"{_number(level)} ÷ {_number(other)}"


def _signed(change: Said) -> str:
    """A change as printed, with the sign that its direction word gives it."""
    return f"−{_number(change)}" if change.amount < 0 else _number(change)
