"""What a public body's name looks like, and its one spelling. Vocabulary in `facts.toml`.

Does: tell a name from other words, fold the ways one name is written into one, take a name off the front of a title.
Does not: know any body by name.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from ingest.shipped import read_shipped

HAN: Final = r"\u4e00-\u9fff"
_DIGITS: Final = "〇一二三四五六七八九"
_CHINESE_YEAR = re.compile(r"[二2][〇○零Ｏ0OoΟ○◯][〇○零0OoΟ◯一二三四五六七八九]{2}\s*年")
_CHINESE_DAY = re.compile(r"(?<=[年月])\s*([一二三四五六七八九]?十?[一二三四五六七八九]|[二三]?十)\s*(?=[月日])")
# Where a title's own words begin behind a body's name.
_TITLE_BEGINS = r"(?=\d{4}年|部门|单位|预算|决算|收支|收入|支出|财政|一般公共|政府性|政府采购|政府购买|国有资[本产]|项目|基本支出|[“\"']?三公|整体|机关运行|年度|[（(])"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The patterns made of `facts.toml`: `body` matches a whole name, `leading` a name that opens a title."""

    body: re.Pattern[str]
    leading: re.Pattern[str]
    not_body: re.Pattern[str]
    labels: dict[str, list[str]]
    level: dict[str, list[str]]


def words(values: list[str]) -> str:
    """Alternatives of literal words, longest first."""
    return "|".join(re.escape(value) for value in sorted(values, key=len, reverse=True))


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The shipped vocabulary, read once."""
    data = read_shipped("ingest", "facts.toml")
    body = data["body"]
    suffix, scope = words(body["suffixes"].split()), words(body["scopes"])
    tail = rf"(?:{suffix})(?:（(?:{scope})）)?"
    return Vocabulary(
        re.compile(rf"^[{HAN}（）·]{{2,38}}{tail}$"),
        re.compile(rf"^[{HAN}·]{{2,30}}?{tail}{_TITLE_BEGINS}"),
        re.compile(rf"^(?:{words(body['not_first'])})|{words(body['not_within'])}"),
        data["labels"],
        data["level"],
    )


def plain(text: str) -> str:
    """A text with full-width forms folded and years and days in Chinese numerals (二〇二五年二月十日) in digits."""
    body = unicodedata.normalize("NFKC", text)
    body = _CHINESE_YEAR.sub(lambda match: "20" + "".join(map(_digit, match.group().rstrip("年 ")[2:])) + "年", body)
    return _CHINESE_DAY.sub(lambda match: str(_number(match.group(1))), body)


def _digit(character: str) -> str:
    place = _DIGITS.find(character)
    return str(place) if place >= 0 else character if character.isdecimal() else "0"


def _number(text: str) -> int:
    """A number below 100 in Chinese numerals."""
    tens, ten, ones = text.rpartition("十")
    return (_DIGITS.index(tens) if tens else 1 if ten else 0) * 10 + (_DIGITS.index(ones) if ones else 0)


def canonical(name: str) -> str:
    """A body's name in its one spelling: no white space, full-width brackets, 本级 in brackets."""
    body = re.sub(r"\s", "", unicodedata.normalize("NFKC", name)).translate(str.maketrans("()[]〔〕", "（）（）（）"))
    return re.sub(r"(?<![（及和与含])本级$", "（本级）", body)


def is_body(name: str) -> bool:
    """Whether a name in its canonical spelling can be a public body's; a mere division of the land (某区) is none."""
    known = vocabulary()
    return bool(known.body.match(name)) and not known.not_body.search(name)


def without_body(title: str) -> str:
    """A title without the name of the body that opens it."""
    return vocabulary().leading.sub("", title, count=1)
