"""Numbers with their units in running text, in any script. Pure.

Does: find amounts (9,929.35万元, 0.99亿, 九千九百二十九万, RMB 99.3 million, ￥5), percentages, points, multiples, fractions, counts, ranks and
bare numbers, with their hedges. Does not: take dates, document numbers, codes, list marks, telephone numbers, lengths of time
or limits that belong to a name (单价100万元以上的设备) for statements; know what a number speaks of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final

from ingest.claims.model import Hedge, Kind, Quantity
from ingest.claims.numerals import NUMERAL, fold, parse_chinese, print_chinese
from ingest.claims.words import words

_HAN: Final = r"\u4e00-\u9fff"
_ARABIC: Final = r"[+-]?(?:\d{1,9}(?:[,，]\d{3})+(?!\d)|\d+)(?:\.\d+)?"
# What stands right before a number that is part of something else: a code, a decimal, 第三, 〔2024〕12号.
_GLUED: Final = r"(?<![\d.A-Za-z_〔\[【第№/×])(?<!\d[,，])(?<!\d-)"
_NOT_UNIT: Final = rf"(?!旦|门|件套|素|器|首|老院|月份?(?![{_HAN}]*[经资])|(?<!份)季度|工作日)"
_YEAR_LIKE = re.compile(r"^(?:19|20)\d\d$")
_MARKED = re.compile(r"(?:第|每|一|同|各|某|任|届|统|唯)$")
_NAMED_LIMIT = re.compile(
    rf"(?:元|万|亿|%)?\s*(?:[（(]含[)）])?(?:及)?(?:以上|以下|以内)(?:[（(][^)）]{{1,6}}[)）])?(?!的(?:目标|水平|要求|成效))(?:的?[{_HAN}])"
)
_CLASSING: Final = frozenset({"人", "名", "分", "米", "平方米", "个月"})
_LIMIT_OF = re.compile(r"(?:单价|单位价值|单台价值|单件价值|单项价值|原值|价值|单位价格)[^，,。；;\d]{0,6}$")
_FRACTION = re.compile(rf"(?P<below>百|千|万|[{NUMERAL}\d]+)分之(?P<above>[{NUMERAL}点]+|[\d.]+)")
_HALF = re.compile(
    r"(?P<over>过半数?|超过?一半|一半以上|半数以上|more than half|over half)|(?P<half>一半|半数|half(?![A-Za-z-]))",
    re.IGNORECASE,
)
_TENTHS = re.compile(
    r"(?<![一-鿿])(?P<n>[一二三四五六七八九两])成(?![一-鿿]{0,2}(?:立|果|员|本|效|为|交))|(?<=[约近超达长降少加过到足于占了的减增升涨缩中有])(?P<m>[一二三四五六七八九两])成(?!立|果|员|本|效|为)"
)
_PARTS = re.compile(
    r"(?<![A-Za-z])(?P<n>an?|one|two|three|four)[ -](?P<of>third|quarter|fifth|tenth)s?(?=\s+of\b|[,.;]|$)",
    re.IGNORECASE,
)
_PARTS_OF: Final = {"third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_PARTS_N: Final = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4}
_FOLD = re.compile(r"(?P<two>翻(?:了)?一番|翻番|doubled)|(?P<three>tripled)|(?P<half>halved|减半)", re.IGNORECASE)
_RANK = re.compile(
    r"(?:排名|位居|居|位列|排在?|列|名列)(?:全[市省国区])?第(?P<zh>[一二三四五六七八九十\d]+)位?"
    r"|第(?P<nth>[二三四五六七八九十])大(?!类|项|点|步|部分)"
    r"|(?P<top>最大|最多|最高|居首|首位|(?<![A-Za-z])(?:the )?(?:largest|biggest|highest))"
    r"|(?<![A-Za-z])(?P<en>second|third|fourth|fifth|2nd|3rd|4th|5th)[- ](?:largest|biggest|highest)",
    re.IGNORECASE,
)
_ORDER = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5}


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """The patterns of a number with its unit, of Chinese numerals with theirs, of a list that shares a unit, of a bare number."""
    w = words()
    more = r"(?P<more>\s*[余多来])?"
    tail = rf"\s*(?P<scale>{w.scale})?(?:\s*[余多来])?\s*(?P<unit>{w.unit}){_NOT_UNIT}"
    money = rf"\s*(?P<scale2>{w.scale})(?:\s*[余多来])?(?![{_HAN}A-Za-z])"
    unit = rf"(?:{more}{tail}|{money})"
    lead = rf"(?:(?P<currency>{w.currency})\s*)?"
    span = rf"(?:\s*(?:{w.scale})?(?:{w.unit})?\s*(?:-|—|–|~|～|至|到|to)\s*(?P<high>{_ARABIC}))?"
    arabic = rf"{lead}{_GLUED}(?P<number>{_ARABIC}){span}(?:{unit})"
    plain = rf"(?P<currency>{w.currency})\s*(?P<number>{_ARABIC})(?P<high>)(?:\s*(?P<scale>{w.scale}))?(?P<unit>)(?P<scale2>)"
    numeral = rf"(?<![{NUMERAL}])(?P<number>[{NUMERAL}](?:[{NUMERAL}点]*[{NUMERAL}])?)\s*(?P<unit>{w.unit}){_NOT_UNIT}"
    bare = r"(?<![\d.A-Za-z_,，/-])(?P<number>-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+\.\d+)(?![\d.,A-Za-z%/-]*[\dA-Za-z])"
    flags = re.IGNORECASE
    return (
        re.compile(f"{arabic}", flags),
        re.compile(plain, flags),
        re.compile(numeral, flags),
        re.compile(bare),
    )


def find_quantities(text: str) -> list[Quantity]:
    """Every number that a text states, in order; none overlaps another."""
    body = fold(text)
    found: list[Quantity] = []
    taken = [match.span() for match in (*_DATE.finditer(body), *_names(body))]
    for read in (_money_first, _arabic, _numerals, _fractions, _ranks, _bare):
        for quantity in read(body):
            if not any(quantity.start < end and start < quantity.end for start, end in taken):
                found.append(replace(quantity, text=text[quantity.start : quantity.end]))
                taken.append((quantity.start, quantity.end))
    return _of_them(body, sorted(found, key=lambda q: q.start))


_OF_THEM = re.compile(
    r"(?<![\d.,A-Za-z])(?P<number>\d{1,3}(?:,\d{3})*|\d+)\s+of\s+(?:them|these|those|which)\b", re.IGNORECASE
)


def _of_them(body: str, found: list[Quantity]) -> list[Quantity]:
    """The numbers of a text with those that count what was counted before: 233 vehicles, 179 of them."""
    for match in _OF_THEM.finditer(body):
        before = [q for q in found if q.kind == "count" and q.end <= match.start()]
        value = _decimal(match["number"])
        if before and value is not None and not any(q.start < match.end() and match.start() < q.end for q in found):
            found.append(_plain(match, value, before[-1].unit, "count", 0, _hedge(body, match.start(), match.end())))
    return sorted(found, key=lambda q: q.start)


_DATE: Final = re.compile(
    r"(?:19|20)\d\d\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{1,2}(?!\d)"
    r"|(?:19|20)\d\d\s*[—~至-]\s*(?:19|20)\d\d\s*年|(?:19|20)\d\d\s*年(?:\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?)?"
    r"|\d{1,2}\s*月\s*\d{1,2}\s*日|[〔\[【(（](?:19|20)\d\d[〕\]】)）]\s*第?\s*\d+\s*号|第\s*[\d一二三四五六七八九十]+\s*(?:[条款项号章节部次批届期季]|部分|季度)"
    r"|[（(]\s*\d{2,7}\s*[类款项]?\s*[)）]"
    r"|(?<!\d)0\d{2,3}[-—]\d{7,8}(?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)|\d{1,2}:\d\d(?::\d\d)?|\d{1,2}\s*[点时]\s*\d{1,2}\s*分"
)


def _names(body: str) -> Iterator[re.Match[str]]:
    """Numbers that belong to a name: 单价100万元以上的设备."""
    for match in _patterns()[0].finditer(body):
        kind, _ = words().units.get((match.group("unit") or "").strip().lower(), ("amount", "元"))
        if _is_name(body, match, kind, match.group("scale") or match.group("scale2") or ""):
            yield match


def _money_first(body: str) -> Iterator[Quantity]:
    """A number after ¥ or RMB needs no unit behind it."""
    for match in _patterns()[1].finditer(body):
        full = _patterns()[0].match(body, match.start())
        quantity = _made(body, full) if full else None
        if quantity is not None and quantity.kind != "amount":
            quantity = None  # RMB 6.03 million project expenditure is money
        if quantity := quantity or _made(body, match):
            yield quantity


def _arabic(body: str) -> Iterator[Quantity]:
    for match in _patterns()[0].finditer(body):
        if quantity := _made(body, match):
            yield quantity


def _made(body: str, match: re.Match[str]) -> Quantity | None:
    w = words()
    number = match.group("number")
    value = _decimal(number)
    word = (match.group("unit") or "").strip()
    scale_word = match.group("scale") or match.group("scale2") or ""
    kind, unit = w.units.get(re.sub(r"\s+", " ", word.lower()), ("amount", "元"))
    scale = w.scales.get(scale_word.lower(), Decimal(1))
    if value is None:
        return None
    start = match.start("currency") if match.group("currency") else match.start("number")
    places = len(number.partition(".")[2])
    high = _decimal(match.group("high")) if match.group("high") else None
    hedge = _hedge(body, start, match.end())
    if re.search(r"[余多来]", match.group()[len(number) :]):
        hedge = "over"
    if high is not None and high > value:
        hedge = "range"
    return Quantity(
        start,
        match.end(),
        body[start : match.end()],
        number,
        value * scale,
        unit,
        _kind(kind),
        scale,
        places,
        hedge,
        None if hedge != "range" or high is None else high * scale,
    )


def _kind(name: str) -> Kind:
    kinds: dict[str, Kind] = {
        "amount": "amount",
        "count": "count",
        "percent": "percent",
        "points": "points",
        "multiple": "multiple",
    }
    return kinds[name]


def _decimal(text: str) -> Decimal | None:
    body = re.sub(r"[,，+]", "", text)
    return Decimal(body) if re.fullmatch(r"-?\d+(?:\.\d+)?", body) else None


def _is_name(body: str, match: re.Match[str], kind: str, scale: str) -> bool:
    """Whether a number belongs to a name or a date and states nothing."""
    before, after = body[: match.start()], body[match.end() :]
    if _MARKED.search(before) and kind == "count":
        return True
    if _LIMIT_OF.search(before) and re.match(r"\s*(?:[（(]含[)）])?(?:及)?(?:以上|以下|的)", after):
        return True
    unit = match.group("unit") or ""
    # 100人以上会议 is a class of meetings; 50个以上实验室 are laboratories.
    if (kind != "count" or unit in _CLASSING) and _NAMED_LIMIT.match(
        body[match.end() - len(unit) :] if unit in {"元", "%"} else after
    ):
        return True
    if kind == "multiple" and unit.lower() in {"x", "times"} and re.match(r"\s*\d", after):
        return True
    # 万里街道, 2024里: a year or a scale with nothing counted behind it.
    return (
        kind == "count"
        and bool(_YEAR_LIKE.match(match.group("number")))
        and not scale
        and unit in {"期", "届", "次", "级", "班"}
    )


def _hedge(body: str, start: int, end: int) -> Hedge:
    """How the words on both sides of a number weaken it."""
    before = body[max(0, start - 24) : start]
    for hedge, pattern in words().after:
        if pattern.match(body, end):
            return hedge
    # 不超过 holds 超过, 不少于 holds 少于: the longest word that ends here decides.
    found = [
        (match.end() - match.start(), hedge) for hedge, pattern in words().before if (match := pattern.search(before))
    ]
    return max(found)[1] if found else "exact"


def _numerals(body: str) -> Iterator[Quantity]:
    w = words()
    for match in _patterns()[2].finditer(body):
        text = match.group("number")
        kind, unit = w.units[match.group("unit").lower()]
        digits, scale = text, Decimal(1)
        value = parse_chinese(digits)
        if value is None or kind == "percent":
            continue
        # 一个, 两家, 三项: words of prose more often than counts.
        if kind == "count" and (len(text) < 2 and unit not in {"人", "辆", "台", "名"}):
            continue
        if _MARKED.search(body[: match.start()]) or (kind == "amount" and text[0] in "百千万亿"):
            continue
        hedge = _hedge(body, match.start(), match.end())
        yield Quantity(
            match.start(), match.end(), match.group(), text, value * scale, unit, _kind(kind), _worth(text), 0, hedge
        )
    for match in re.finditer(
        rf"(?<![{NUMERAL}])[一二三四五六七八九十两壹贰叁肆伍陆柒捌玖拾][{NUMERAL}点]*[万亿萬億](?![{_HAN}{NUMERAL}])",
        body,
    ):
        value = parse_chinese(match.group())
        if value is not None:
            hedge = _hedge(body, match.start(), match.end())
            yield Quantity(
                match.start(),
                match.end(),
                match.group(),
                match.group(),
                value,
                "元",
                "amount",
                _worth(match.group()),
                0,
                hedge,
            )


def _worth(numeral: str) -> Decimal:
    """What the last place written in a numeral is worth: 九千九百二十九万 is good to ten thousand."""
    worth = Decimal(1)
    for char in reversed(numeral):
        if char in "十拾百佰千仟万萬亿億":
            worth *= parse_chinese("一" + char) or 1
        else:
            break
    return (
        worth
        if "点" not in numeral
        else worth * Decimal(1).scaleb(-len(re.sub(r"[^点零〇一二三四五六七八九]", "", numeral).partition("点")[2]))
    )


def _fractions(body: str) -> Iterator[Quantity]:
    for match in _FRACTION.finditer(body):
        below = {"百": Decimal(100), "千": Decimal(1000), "万": Decimal(10000)}.get(match["below"]) or _any(
            match["below"]
        )
        above = _any(match["above"])
        if not below or above is None or body[match.end() : match.end() + 2] == "点":
            continue
        hedge = _hedge(body, match.start(), match.end())
        if match["below"] == "百":
            places = len(match["above"].partition("点")[2]) or len(match["above"].partition(".")[2])
            yield _plain(match, above, "%", "percent", places, hedge)
        else:
            yield _plain(match, above / below, "", "fraction", -1, hedge)
    for match in _HALF.finditer(body):
        hedge = "over" if match["over"] else _hedge(body, match.start(), match.end())
        yield _plain(match, Decimal("0.5"), "", "fraction", -1, hedge)
    for match in _TENTHS.finditer(body):
        tenths = parse_chinese(match["n"] or match["m"]) or Decimal(0)
        hedge = _hedge(body, match.start(), match.end())
        rough = hedge in {"exact", "about"}  # 八成以上 is no less than 80 %, not than what rounds to it
        yield Quantity(
            match.start(),
            match.end(),
            match.group(),
            match["n"] or match["m"],
            tenths * 10,
            "%",
            "percent",
            Decimal(10) if rough else Decimal(1),
            0 if rough else -1,
            hedge,
        )
    for match in _PARTS.finditer(body):
        value = Decimal(_PARTS_N[match["n"].lower()]) / _PARTS_OF[match["of"].lower()]
        yield _plain(match, value, "", "fraction", -1, _hedge(body, match.start(), match.end()))
    for match in _FOLD.finditer(body):
        value = Decimal(2) if match["two"] else Decimal(3) if match["three"] else Decimal("0.5")
        yield _plain(match, value, "倍", "multiple", 0, "about")


def _any(text: str) -> Decimal | None:
    return _decimal(text) if text[:1].isdigit() else parse_chinese(text)


def _plain(match: re.Match[str], value: Decimal, unit: str, kind: Kind, places: int, hedge: Hedge) -> Quantity:
    return Quantity(
        match.start(), match.end(), match.group(), match.group(), value, unit, kind, Decimal(1), places, hedge
    )


def _ranks(body: str) -> Iterator[Quantity]:
    for match in _RANK.finditer(body):
        place = match["zh"] or match["nth"]
        value = _any(place) if place else Decimal(1 if match["top"] else _ORDER[match["en"].lower()])
        if value is not None:
            yield _plain(match, value, "", "rank", -1, "exact")


def _bare(body: str) -> Iterator[Quantity]:
    """A number with decimals or thousands commas and no unit; a section number (3.2) opens its line and is none."""
    for match in _patterns()[3].finditer(body):
        line = body[body.rfind("\n", 0, match.start()) + 1 : match.start()].strip()
        value = _decimal(match["number"])
        if line and value is not None:
            hedge = _hedge(body, match.start(), match.end())
            yield _plain(match, value, "", "number", len(match["number"].partition(".")[2]), hedge)


def print_quantity(
    value: Decimal, unit: str = "元", scale: str = "", places: int | None = None, script: str = "arabic"
) -> str:
    """A number with its unit as a sentence prints it, rounded to `places`; `script` is arabic, full-width or chinese.

    `scale` is a word such as 万; Chinese numerals print whole numbers only and raise `ValueError` for others.
    """
    shown = value / words().scales.get(scale, Decimal(1))
    if places is not None:
        shown = shown.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    if script == "chinese":
        if shown != shown.to_integral_value():
            raise ValueError(f"{shown} has decimals; Chinese numerals print whole numbers here")
        return f"{print_chinese(int(shown))}{scale}{unit}"
    text = f"{shown:,f}{scale}{unit}"
    if script == "full-width":
        text = "".join(chr(ord(c) + 0xFEE0) if c.isdigit() or c in ".," else c for c in text)
    return text
