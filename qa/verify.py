"""The last look at an answer: every number in it is a cited or computed figure, or part of a name, code, date or mark.

It does not know who wrote the sentence: the composer's text and a language model's go through the same function.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal

from ingest.amounts import convert, parse_number, print_number

_NUMBER = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?")
_MARK = re.compile(r"\[\d+\]")
_LIST_MARK = re.compile(r"(?m)^\s*\d{1,2}\.\s")
# Amounts written in characters (九千九百万) are numbers as well.
_WORDS = re.compile(
    r"[零一二三四五六七八九十百千两〇]{2,}[万亿]*(?=元|万|亿|%|个百分点)|[一二三四五六七八九两]+[十百千万亿]+(?=元|万元|亿元)"
)


def money_forms(
    yuan: Decimal, text: str = "", *, exact_units: Iterable[str] = ("元", "万元", "亿元", "百万元")
) -> set[str]:
    """Every way in which an amount may stand in an answer: yuan in full, as printed, or converted without rounding."""
    forms = {text.strip()} if text else set()
    for unit in exact_units:
        value = convert(yuan, unit)
        forms |= {print_number(value), f"{value:f}"}
        if value == value.to_integral_value():
            forms.add(print_number(value, 2))
    return {form.lstrip("-") for form in forms if form}


def number_forms(value: Decimal) -> set[str]:
    """Every way in which a percentage or a count may stand in an answer; a fall may drop its sign."""
    forms = {print_number(value), f"{value:f}"}
    return {form.lstrip("-") for form in forms}


def untraced(text: str, forms: Iterable[str], names: Iterable[str], years: Iterable[int]) -> list[str]:
    """The numbers in a text that are neither among `forms`, nor inside one of `names`, nor one of `years`, nor a mark.

    `names` are labels, titles, codes, organisations and documents; a name is only taken as such where it stands whole.
    """
    body = unicodedata.normalize("NFKC", text)
    for name in sorted(
        {unicodedata.normalize("NFKC", name) for name in names if _can_shield(name)}, key=len, reverse=True
    ):
        body = re.sub(
            rf"(?<!\d)(?<!\d[.,]){re.escape(name)}(?!\d)" if name[:1].isdigit() else re.escape(name), " ", body
        )
    body = _LIST_MARK.sub(" ", _MARK.sub(" ", body))
    for year in set(years):
        body = re.sub(rf"(?<!\d)(?<!\d[.,]){year}(?!\d|[.,]\d|\s*(?:元|万|亿|yuan|%))", " ", body)
    allowed = {_value(form) for form in forms}
    found = [number for number in _NUMBER.findall(body) if _value(number.lstrip("+-").rstrip(",")) not in allowed]
    return found + _WORDS.findall(body)


def _can_shield(name: str) -> bool:
    """A bare short number is no name: it would hide the very numbers to be checked."""
    digits = re.sub(r"\D", "", name)
    return bool(re.search(r"[^\d\s.,%]", name)) or (len(digits) >= 3 and name.isdecimal())


def _value(text: str) -> str:
    """A number without commas and closing zeros, for comparison."""
    value = parse_number(text)
    return text if value is None else f"{value.normalize():f}"
