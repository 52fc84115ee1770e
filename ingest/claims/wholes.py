"""Which stated number is the whole that others are parts of. Pure functions over the claims of a text, by their numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from ingest.claims.model import Claim, Quantity


def whole_of(quantity: Quantity | None, level: int | None, known: Sequence[Claim]) -> int | None:
    """The whole that a list opened with 其中 takes apart: the level stated last, or the one around it if that is too small."""
    whole = level
    while whole is not None and quantity is not None:
        above = known[whole]
        if above.quantity is None or not alike(above.quantity, quantity) or above.quantity.value >= quantity.value:
            return whole
        if above.part_of is None:
            # 总额712万元：货物486万元、服务226万元；其中一般公共预算505万元: of no part of it, but of all.
            return next((i for i in range(whole - 1, -1, -1) if _holds(known[i], known[whole], quantity)), level)
        whole = above.part_of
    return level


def _holds(one: Claim, beside: Claim, quantity: Quantity) -> bool:
    """Whether a number of the same sentence is large enough to be the whole of another."""
    same = one.sentence_start == beside.sentence_start and one.role == "level"
    return same and one.quantity is not None and alike(one.quantity, quantity) and one.quantity.value >= quantity.value


def made_up(level: int | None, known: Sequence[Claim], ahead: Sequence[Quantity]) -> bool:
    """Whether numbers behind a colon add up to the one before it, and so are its parts."""
    total = known[level].quantity if level is not None else None
    parts = [q for q in ahead if alike(total, q)]
    if total is None or len(parts) < 2 or len(parts) != len(ahead):
        return False
    return abs(sum((q.value for q in parts), Decimal(0)) - total.value) <= total.tolerance * (1 + len(parts))


def told_again(quantity: Quantity | None, whole: int | None, known: Sequence[Claim]) -> tuple[str, ...]:
    """What a number that closes a list with 合计 is of: of the whole that the list took apart, where it is that number again."""
    if whole is None or quantity is None or (total := known[whole].quantity) is None:
        return ()
    return known[whole].path if alike(total, quantity) and total.value == quantity.value else ()


def summed(quantity: Quantity | None, told: Sequence[Claim]) -> bool:
    """Whether a number is the sum of those told last before it, two at least."""
    if quantity is None:
        return False
    rest, count = quantity.value, 0
    for claim in reversed(told):
        if claim.role != "level" or not alike(claim.quantity, quantity) or claim.quantity is None or rest <= 0:
            break
        rest, count = rest - claim.quantity.value, count + 1
        if count >= 2 and abs(rest) <= quantity.tolerance * (1 + count):
            return True
    return False


def overflows(whole: int, known: Sequence[Claim], rest: Sequence[Quantity]) -> bool:
    """Whether the numbers still to come are too large to belong to a whole beside the parts it has."""
    total = known[whole].quantity
    if total is None:
        return False
    parts = [c.quantity for c in known if c.part_of == whole and c.quantity is not None]
    ahead = [q for q in rest if alike(total, q)]
    return sum((q.value for q in (*parts, *ahead)), Decimal(0)) > total.value + total.tolerance * (1 + len(ahead))


def alike(whole: Quantity | None, part: Quantity | None) -> bool:
    """Whether a number can be a part of another: both are money, or they count the same."""
    return whole is not None and part is not None and whole.kind == part.kind and whole.unit == part.unit


def completed(claims: Sequence[Claim], first: int) -> list[Claim]:
    """The claims of a sentence, the first of which has the number `first`, with the parts of a list that end in a verb of change
    (支持消费提质提升800万元) as parts: where only with them the list adds up to its whole, they say how much and not how much more."""
    found = list(claims)
    for at, whole in enumerate(claims):
        changes = [i for i, c in enumerate(claims) if i > at and _may_name(c) and alike(whole.quantity, c.quantity)]
        parts = [c.quantity for c in claims if c.part_of == first + at and c.quantity is not None]
        if whole.quantity is None or not changes or not parts:
            continue
        told = [*parts, *(q for i in changes if (q := claims[i].quantity) is not None)]
        if abs(sum((q.value for q in told), Decimal(0)) - whole.quantity.value) > whole.quantity.tolerance * len(told):
            continue
        for i in changes:
            name = claims[i].path[-1] + claims[i].measure
            path = (*whole.path[-2:], name)
            found[i] = replace(
                claims[i],
                role="level",
                path=path,
                subject=name,
                measure="",
                direction=None,
                reference=None,
                part_of=first + at,
            )
    return found


def _may_name(claim: Claim) -> bool:
    """Whether a change may be a name that ends in its verb: it has a subject of its own and is against nothing."""
    own = claim.role == "change" and bool(claim.path) and not claim.carried and claim.reference is None
    return own and bool(claim.measure) and not set(claim.measure) & set("比较同上年了")
