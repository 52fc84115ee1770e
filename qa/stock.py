"""What a text counts as held and what it counts as to be bought: 共有车辆410辆; 计划购置车辆30辆，主要是执法执勤用车25辆."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ingest.model import Figure
from qa.plan import Plan
from qa.sentence import plain_sentence

_BOUGHT: Final = re.compile("购置|新购|拟购|购买|购入|添置|采购|更新")
_HELD: Final = re.compile("共有|现有|实有|拥有|保有|占有|存量|期末|年末")
# Buying and nothing else is asked for; what is new or planned may be told as either.
_BUYS: Final = re.compile(
    r"购置|购买|新购|采购|添(?!加)|(?<![购采])买|购进|购(?=几|多少)|\b(?:buy|bought|buying|purchas\w*|acquir\w*)\b",
    re.IGNORECASE,
)
_PLANS: Final = re.compile(
    r"[购买添]|新增|更新|增加|更换|安排|计划|配备|\b(?:buy|bought|buying|purchas\w*|new|acquir\w*|add(?:ed|ing)?|plan\w*)\b",
    re.IGNORECASE,
)
_ONLY_BUYS: Final = re.compile(
    "(?:[要想将会又再还]|计划|打算|准备|今年|本年|新)*(?:购置|购买|新购|采购|添置|添|买|购)(?:新|新的)?"
    r"|(?:new )*(?:buy|bought|buying|purchas(?:e[sd]?|ing)|acquir(?:e[sd]?|ing))(?: new)*",
    re.IGNORECASE,
)
_DURABLE: Final = frozenset("辆部台套架艘")


def buys(question: str) -> bool:
    """Whether a question asks for what is bought and not for what there is."""
    return bool(_BUYS.search(question))


def only_buys(words: str) -> bool:
    """Whether words of a question say that something is bought and nothing of what."""
    return bool(_ONLY_BUYS.fullmatch(words))


def to_be_bought(figure: Figure) -> bool:
    """Whether a stated count of cars or devices is of those to be bought: its name says so, or its sentence speaks of buying last in
    front of it."""
    if figure.source != "narrative" or figure.unit not in _DURABLE:
        return False
    name = "".join((*figure.path, figure.measure))
    if _BOUGHT.search(name) or _HELD.search(name):
        return bool(_BOUGHT.search(name))
    before = _in_front(figure)
    bought = max((m.end() for m in _BOUGHT.finditer(before)), default=-1)
    held = max((m.end() for m in _HELD.finditer(before)), default=-1)
    return bought > held


def _in_its_text(figure: Figure, stated: Sequence[Figure]) -> bool:
    """Whether a count is of what is to be bought, by its own sentence or, where that says neither, by the count told before it
    (安排购置车辆0辆。单位价值100万元以上设备0台)."""
    name = "".join((*figure.path, figure.measure))
    said = _in_front(figure) + name
    at = next((i for i, one in enumerate(stated) if one.id == figure.id), 0)
    before = stated[at - 1] if at else None
    silent = not (_BOUGHT.search(said) or _HELD.search(said))
    if silent and figure.unit in _DURABLE and before is not None and before.unit in _DURABLE:
        return to_be_bought(before)
    return to_be_bought(figure)


def as_asked(figures: list[Figure], plan: Plan, stated: Sequence[Figure] = ()) -> list[Figure]:
    """The counts that are of what a question asks about: those to be bought where it asks what is bought, else those held."""
    if buys(plan.question):
        return [f for f in figures if f.unit not in _DURABLE or _in_its_text(f, stated)]
    held = [f for f in figures if not _in_its_text(f, stated)]
    return (held or figures) if _PLANS.search(plan.question) else held


def _in_front(figure: Figure) -> str:
    """The sentence in front of a figure's name; in front of its number where the name is not found."""
    sentence = re.sub(r"\s", "", plain_sentence(figure))
    number = rf"(?<![\d.,]){re.escape(figure.text)}(?![\d,]*\d)"
    label = re.escape(re.sub(r"\s", "", figure.label))
    place = re.search(rf"{label}[^\d]{{0,6}}{number}", sentence) or re.search(number, sentence)
    return sentence[: place.start()] if place is not None else sentence
