"""Numbers in Chinese numerals, and the folding of full-width characters that keeps every place. Pure."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from typing import Final

DIGITS: Final = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_FORMAL: Final = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬億", "一二三四五六七八九十百千万亿")
_SMALL: Final = {"十": 10, "百": 100, "千": 1000}
_LARGE: Final = {"万": 10_000, "亿": 100_000_000}
NUMERAL: Final = "零〇一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟萬億"


def fold(text: str) -> str:
    """Full-width letters, digits and marks in their plain form, character by character: every place stays where it is.

    The full-width comma, colon, semicolon and brackets part clauses in Chinese and stay as they are.
    """
    return "".join(_plain(char) for char in text)


def _plain(char: str) -> str:
    if char in "，：；！？（）":
        return char
    if char in "−－﹣":
        return "-"
    folded = unicodedata.normalize("NFKC", char)
    return folded if len(folded) == 1 else " " if char.isspace() else char


def parse_chinese(text: str) -> Decimal | None:
    """A number in Chinese numerals (九千九百二十九万, 九点五, 二〇二四); `None` when the text is anything else."""
    body = text.translate(_FORMAL)
    whole, point, decimals = body.partition("点")
    if point and (not decimals or any(c not in DIGITS for c in decimals)):
        return None
    number = _integer(whole)
    if number is None:
        return None
    if not point:
        return Decimal(number)
    return Decimal(f"{number}.{''.join(str(DIGITS[c]) for c in decimals)}")


def _integer(text: str) -> int | None:
    if not text or any(c not in DIGITS and c not in _SMALL and c not in _LARGE for c in text):
        return None
    if all(c in DIGITS for c in text):
        return int("".join(str(DIGITS[c]) for c in text))
    total, section, digit = 0, 0, None
    for char in text:
        if char in DIGITS:
            if digit not in {None, 0}:
                return None  # 三五十 is no number
            digit = DIGITS[char]
        elif char in _SMALL:
            if not digit and char != "十":
                return None  # 十百千万 counts nothing
            section += (digit or 1) * _SMALL[char]
            digit = None
        else:
            section += digit or 0
            if not section and not total:
                return None  # 万 alone: 万名教师
            if char == "亿":
                total = (total + section) * _LARGE[char]
            else:
                total += section * _LARGE[char]
            section, digit = 0, None
    return total + section + (digit or 0)


def print_chinese(value: int) -> str:
    """A whole number from 0 to below 10^12 in Chinese numerals. `ValueError` outside."""
    if not 0 <= value < 10**12:
        raise ValueError(f"{value} cannot be printed in Chinese numerals here")
    if value == 0:
        return "零"
    out = ""
    for worth, name in ((100_000_000, "亿"), (10_000, "万"), (1, "")):
        section, value = divmod(value, worth) if worth > 1 else (value, 0)
        if section:
            if out and section < 1000:
                out += "零"
            out += _section(section) + name
        elif out and value and not out.endswith("零"):
            out += "零"
    return out.replace("零零", "零")


def _section(value: int) -> str:
    out, gap = "", False
    for worth, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, worth)
        if digit:
            out += ("零" if gap else "") + "零一二三四五六七八九"[digit] + name
            gap = False
        elif out:
            gap = bool(value)
    return out
