"""Reading the surface of a question: language, folding, numbers in words, codes, years. Pure functions over strings."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, Literal

_CJK = re.compile(r"[\u3400-\u9fff]")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
_DIGITS: Final = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_ENGLISH: Final = {
    w: i
    for i, w in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
}
# 208 05 05, 208-05-05, 208/05/05: a code whose parts are written apart.
_SPLIT_CODE = re.compile(r"(?<![\d.,-])(\d{3})\s*[-/ ·.]\s*(\d{2})(?:\s*[-/ ·.]\s*(\d{2}))?(?![\d.,%年月日])")
_CODE = re.compile(
    r"(?<![\d.,A-Za-z])(\d{7}|\d{5}|\d{3})(?![\d%A-Za-z]|[.,]\d|\s*(?:年|月|日|元|万|亿|人|次|个|yuan|million))"
)
_PROJECT_CODE = re.compile(r"(?<![0-9A-Za-z])(\d{5,}[A-Z][0-9A-Z]*|[0-9A-Z]{15,})(?![0-9A-Za-z])")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?:\s*年(?:度)?|(?!\d))")
_SHORT_YEAR = re.compile(r"(?<!\d)([12]\d)\s*年")
_ZH_YEAR = re.compile(r"二[〇零○][一二三四五六七八九〇零○]{2}\s*年?")


def language_of(question: str) -> Literal["zh", "en"]:
    """The language a question is asked in: English when its words are mainly Latin, whatever names it quotes."""
    words, characters = len(_LATIN_WORD.findall(question)), len(_CJK.findall(question))
    return "en" if (words >= 3 and words * 2 >= characters) or (words and not characters) else "zh"


def fold(text: str) -> str:
    """A text for comparison: NFKC, lower case, without white space, punctuation and quotation marks."""
    body = unicodedata.normalize("NFKC", text).lower()
    return "".join(char for char in body if char.isalnum())


def small_number(text: str) -> int | None:
    """A small whole number in digits, Chinese or English words: 3, 三, 十二, three. `None` if it is none."""
    body = unicodedata.normalize("NFKC", text).strip().lower()
    if body.isdecimal():
        # Python refuses to convert thousands of digits, and none of them is small.
        return int(body) if len(body) <= 9 else None
    if body in _ENGLISH:
        return _ENGLISH[body]
    if body == "几":
        return None
    match = re.fullmatch(r"([一二两三四五六七八九])?十([一二三四五六七八九])?|([零〇一二两三四五六七八九])", body)
    if not match:
        return None
    if match.group(3):
        return _DIGITS[match.group(3)]
    return _DIGITS[match.group(1) or "一"] * 10 + _DIGITS[match.group(2) or "零"]


def find_years(question: str) -> list[int]:
    """Calendar years named, in order, without repeats: 2024, 2024年, 24年, 二〇二四年."""
    found: list[tuple[int, int]] = [(m.start(), int(m.group(1))) for m in _YEAR.finditer(question)]
    found += [(m.start(), 2000 + int(m.group(1))) for m in _SHORT_YEAR.finditer(question)]
    for match in _ZH_YEAR.finditer(question):
        digits = "".join(
            "0" if c in "〇零○" else str(_DIGITS[c]) for c in match.group(0) if c in "〇零○" or c in _DIGITS
        )
        found.append((match.start(), int(digits)))
    years = [year for _, year in sorted(found)]
    return list(dict.fromkeys(years))


def strip_years(text: str) -> str:
    """The text without the years it names."""
    for pattern in (_ZH_YEAR, _YEAR, _SHORT_YEAR):
        text = pattern.sub(" ", text)
    return text


def find_codes(question: str) -> list[str]:
    """Classification and project codes named, in order; parts written apart are joined (208 05 05 → 2080505)."""
    found: list[tuple[int, str]] = []
    taken: list[tuple[int, int]] = []

    def free(start: int, stop: int) -> bool:
        return all(stop <= a or start >= b for a, b in taken)

    years = {match.span() for match in _YEAR.finditer(question)}
    for pattern in (_PROJECT_CODE, _SPLIT_CODE, _CODE):
        for match in pattern.finditer(question):
            if not free(*match.span()) or any(a < match.end() and match.start() < b for a, b in years):
                continue
            code = "".join(group for group in match.groups() if group)
            if pattern is _CODE and len(code) == 3 and code[0] not in "2345":
                continue
            taken.append(match.span())
            found.append((match.start(), code))
    return [code for _, code in sorted(found)]


def strip_codes(text: str) -> str:
    """The text without codes, and without the brackets that held them."""
    for pattern in (_PROJECT_CODE, _SPLIT_CODE, _CODE):
        text = pattern.sub(" ", text)
    return re.sub(r"[（(\[]\s*[)）\]]", " ", text)


def is_subsequence(short: str, long: str) -> bool:
    """Whether the characters of `short` stand in `long` in this order, gaps allowed."""
    rest = iter(long)
    return all(char in rest for char in short)
