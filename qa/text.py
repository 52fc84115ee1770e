"""Reading the surface of a question: language, folding, numbers in words, codes, years. Pure functions over strings."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final, Literal

_NAME: Final = 64
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
# 301类02款, 208类05款05项: the parts of a code with the names of their levels.
_SPOKEN_CODE = re.compile(r"(?<!\d)(\d{3})\s*类[，,、\s]*(\d{2})\s*款(?:[，,、\s]*(\d{2})\s*项)?")
_SPLIT_CODE = re.compile(r"(?<![\d.,-])(\d{3})\s*[-/ ·.]\s*(\d{2})(?:\s*[-/ ·.]\s*(\d{2}))?(?!\d|[.,]\d|[%年月日])")
_CODE = re.compile(
    r"(?<![\d.,A-Za-z])(\d{7}|\d{5}|\d{3})(?![\d%A-Za-z]|[.,]\d|\s*(?:年|月|日|元|万|亿|人|次|个|yuan|million))"
)
# The first class of the functional classification is 201, of the economic ones 301 and 501, of income 101.
_CLASSIFIED = re.compile(r"(?:10[1-9]|110|2[0-3]\d|3[01]\d|399|5[01]\d|599)")
_PROJECT_CODE = re.compile(r"(?<![0-9A-Za-z])(\d{5,}[A-Z][0-9A-Z]*|(?=[A-Z]*\d)[0-9A-Z]{15,})(?![0-9A-Za-z])")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?:\s*年(?:度)?|(?!\d))")
_SHORT_YEAR = re.compile(r"(?<!\d)([12]\d)\s*年")
_ZH_YEAR = re.compile(r"二[〇零○][一二三四五六七八九〇零○]{2}\s*年?")


# Words that only an English sentence has, and how many of them tell one.
_GRAMMAR = re.compile(
    r"\b(?:how|much|what|which|who|why|when|is|are|was|were|does|did|do|has|have|the|of|for|in|and|than|from|with|its|by)\b",
    re.IGNORECASE,
)
_SENTENCE = 3


def language_of(question: str) -> Literal["zh", "en"]:
    """The language a question is asked in: English when its words are mainly Latin or make an English sentence, whatever names it
    quotes."""
    words, characters = len(_LATIN_WORD.findall(question)), len(_CJK.findall(question))
    mainly = (words >= 3 and words * 2 >= characters) or (words and not characters)
    return "en" if mainly or len(_GRAMMAR.findall(question)) >= _SENTENCE else "zh"


def fold(text: str) -> str:
    """A text for comparison: NFKC, lower case, without white space, punctuation and quotation marks."""
    return _folded_name(text) if len(text) <= _NAME else _folded(text)


@lru_cache(maxsize=65536)
def _folded_name(text: str) -> str:
    """Names are compared over and over; passages are not kept."""
    return _folded(text)


def _folded(text: str) -> str:
    body = unicodedata.normalize("NFKC", text).lower()
    return "".join(char for char in body if char.isalnum())


def squeezed(text: str) -> str:
    """A text in one width without white space, its punctuation kept: lines of a passage as one."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def folded_places(text: str) -> tuple[str, list[int]]:
    """A text without what folding drops, and where each of its characters stood."""
    chars: list[str] = []
    places: list[int] = []
    for at, char in enumerate(text):
        if fold(char):
            chars.append(fold(char)[0])
            places.append(at)
    return "".join(chars), places


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


def year_spans(text: str) -> list[tuple[int, int, int]]:
    """The calendar years named, in order: (start, stop, year) of 2024, 2024年度, 24年, 二〇二四年."""
    found = [(m.start(), m.end(), int(m.group(1))) for m in _YEAR.finditer(text)]
    found += [(m.start(), m.end(), 2000 + int(m.group(1))) for m in _SHORT_YEAR.finditer(text)]
    for match in _ZH_YEAR.finditer(text):
        digits = "".join(
            "0" if c in "〇零○" else str(_DIGITS[c]) for c in match.group(0) if c in "〇零○" or c in _DIGITS
        )
        found.append((match.start(), match.end(), int(digits)))
    return sorted(found)


def find_years(question: str) -> list[int]:
    """Calendar years named, in order, without repeats: 2024, 2024年, 24年, 二〇二四年."""
    return list(dict.fromkeys(year for *_, year in year_spans(question)))


def code_spans(question: str) -> list[tuple[str, int, int]]:
    """Classification and project codes named, in order: (code, start, stop); parts written apart are joined."""
    text = question.upper()
    found: list[tuple[int, int, str]] = []
    taken = [(start, stop) for start, stop, _ in year_spans(question)]
    for pattern in (_PROJECT_CODE, _SPOKEN_CODE, _SPLIT_CODE, _CODE):
        for match in pattern.finditer(text):
            code = "".join(group for group in match.groups() if group)
            if any(a < match.end() and match.start() < b for a, b in taken):
                continue
            if pattern is not _PROJECT_CODE and not _CLASSIFIED.match(code):
                continue
            taken.append(match.span())
            found.append((*match.span(), code))
    return [(code, start, stop) for start, stop, code in sorted(found)]


def find_codes(question: str) -> list[str]:
    """Classification and project codes named, in order; parts written apart are joined (208 05 05 → 2080505)."""
    return [code for code, *_ in code_spans(question)]


def strip_edges(text: str) -> str:
    """A stretch of unknown words without filler characters at its edges (要, 把, 的)."""
    return text.strip("要把被将让给用付从到比较的了和与跟同之其个各是为有在就都也还又再 ,，。、？?！!:：")


def is_subsequence(short: str, long: str) -> bool:
    """Whether the characters of `short` stand in `long` in this order, gaps allowed."""
    rest = iter(long)
    return all(char in rest for char in short)
