"""What the words of a sentence say of one of the figures that it states: those in front of its number, without those that belong to
other figures of the same list."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from ingest.amounts import UNITS
from ingest.model import Figure
from qa.holding import Holding
from qa.plan import Term
from qa.text import fold

INCLUDES: Final = re.compile(r"\s*(?:万元|亿元|元|万)?\s*[,:(（]?(?:其中)?(?:主要)?(?:包括|用于|分为|含|安排)")
# All that follows is of it, however many parts the list has.
_LISTS: Final = re.compile(r"\s*(?:万元|亿元|元|万)?\s*[,:(（]?(?:其中)?(?:主要)?(?:包括|分为|其中|有)")
_PURPOSE: Final = re.compile(
    r"\s*(?:万元|亿元|元|万)?\s*[,，:：(（]?(?:主要)?(?:是|为)?(?:用于|用来|用途|支付|保障|开展)"
)
_PER: Final = re.compile(
    r"\s*(?:万元|亿元|元|万)\s*(?:[/／]\s*[年月日天人次台辆套户份件场课学小]|(?:每|一)[人月年天次户辆])"
)
_EACH: Final = re.compile("人均|[每月年户]均|每[人月户]|单价|单位造价")
_BOTH_SIDES: Final = re.compile(r"(?P<of>[\u3400-\u9fff]{2,}?)收入?[、和与]?支出?(?:总|预算|计|额|数)*$")
_RISES: Final = re.compile("[增减升降]|持平|[多少]")
_PART_BEGINS: Final = re.compile("[；;：:。]")
_LIST_ENDS: Final = re.compile("[；;。]")


def before_number(figure: Figure) -> str:
    """The part of the sentence in front of the number."""
    sentence = plain_sentence(figure)
    place = sentence.find(figure.text)
    return sentence[:place] if place >= 0 else sentence


def plain_sentence(figure: Figure) -> str:
    """The sentence of a figure in one width."""
    return unicodedata.normalize("NFKC", figure.passage or "")


def clause(figure: Figure) -> str:
    """The last clause in front of the number: what it is of. In a list that names things behind their numbers (4份报告、1个平台) what
    stands in front of the mark is of another."""
    behind = plain_sentence(figure).partition(figure.text)[2].replace(figure.unit, "", 1).strip()
    named_behind = bool(figure.label) and behind.startswith(unicodedata.normalize("NFKC", figure.label))
    return re.split(r"[，,；;：:。、]|其中" if named_behind else r"[，,；;：:。]|其中", before_number(figure))[-1]


def own_words(figure: Figure, holding: Holding) -> str:
    """What is in front of the number of a figure without the names and purposes of other amounts of the list that it stands in: in
    甲100万元，用于…；乙20万元 nothing of 甲 is said of 乙, unless the list is what 甲 includes (主要包括：…)."""
    before = before_number(figure)
    own = max((found.end() for found in _LIST_ENDS.finditer(before)), default=0)
    if figure.unit not in UNITS or not own:
        return before
    out = list(before)
    at = 0
    for other in listed(figure, holding):
        place = before.find(other.text, at)
        if place < 0 or place >= own:
            break
        at = place + len(other.text)
        if other.path != figure.path[: len(other.path)] and not _LISTS.match(before, at):
            start = max((found.end() for found in _PART_BEGINS.finditer(before, 0, place)), default=0)
            ends = _LIST_ENDS.search(before, at)
            stop = ends.start() if ends is not None else own
            out[start:stop] = " " * (stop - start)
    return "".join(out)


def purpose(figure: Figure) -> str:
    """What the sentence says behind the number that the money is for (用于保障民警云终端正常工作); empty where it does not."""
    behind = plain_sentence(figure).partition(figure.text)[2]
    return re.split(r"[；;。]|\d", behind)[0] if _PURPOSE.match(behind) else ""


def sides_told(figure: Figure) -> list[str]:
    """The names on each side of what a sentence states of both (财政拨款收、支总计各增加…), and on the side of income of money that it
    tells of income alone (收入…，主要是政府性基金预算拨款增加…)."""
    both = _BOTH_SIDES.match(re.sub(r"\s", "", figure.label))
    if both is not None:
        return [f"{both['of']}收入", f"{both['of']}支出"]
    if not figure.label.endswith("拨款") or not _RISES.search(figure.measure):
        return []
    before = before_number(figure)
    return [f"{figure.label}收入"] if "收入" in before and "支出" not in before else []


def is_rate(figure: Figure) -> bool:
    """Whether an amount is what one head, month or piece comes to (工资3406元/人.月): no total of anything, nor at odds with one."""
    behind = plain_sentence(figure).partition(figure.text)[2]
    return figure.unit in UNITS and (bool(_PER.match(behind)) or bool(_EACH.search(f"{figure.label}{figure.measure}")))


def listed(figure: Figure, holding: Holding) -> list[Figure]:
    """The amounts of money that a figure's sentence states, as they stand in it."""
    return [f for f in holding.stated if f.passage == figure.passage and f.unit in UNITS]


def in_sentence(term: Term, before: str) -> float:
    """How much of a term some folded words of a sentence hold, 0 to 1."""
    best = 0.0
    for place, form in enumerate(term.forms):
        folded = fold(form)
        if len(folded) >= 2 and folded in before:
            best = max(best, 1.0 if place == 0 else 0.95)
    if best or not term.parts:
        return best
    total = sum(len(part[0]) for part in term.parts)
    met = sum(len(part[0]) for part in term.parts if any(fold(f) in before for f in part if fold(f)))
    return 0.9 * met / total if total else 0.0
