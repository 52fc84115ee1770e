"""Comparisons stated without a number: 决算数小于预算数, 与上年持平, 支出增加的主要原因. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from ingest.claims import clauses, times
from ingest.claims.clauses import Lead
from ingest.claims.model import Context, Direction
from ingest.claims.words import words

_PLAN: Final = r"(?:预算|决算|执行|计划)"
_TIME: Final = r"(?:年|预算|决算|同期|上期|执行数|计划)"
_HAN: Final = r"\u4e00-\u9fff"
# The end of a thing's name that money is compared with.
_THING: Final = r"(?:支出|收入|经费|费用?|资金|拨款|投入|采购|补助)"
_EN_NAME: Final = r"[A-Za-z][A-Za-z“”\"'’ /()&-]{2,60}?"
_EN_DIRECTIONS: Final[dict[str, Direction]] = {
    "higher": "up", "more": "up", "larger": "up", "greater": "up", "bigger": "up", "exceeds": "up", "exceeded": "up", "exceed": "up",
    "lower": "down", "less": "down", "smaller": "down", "fewer": "down",
    "unchanged": "same", "flat": "same", "the same": "same",
}  # fmt: skip
_EN_YEAR: Final = r"(?:(?:in\s+)?(?:the\s+)?(?:last|previous|prior|preceding)\s+year|a\s+year\s+(?:ago|earlier|before)|(?:in\s+)?20\d\d)"
_ENGLISH: Final = (
    # project expenditure is slightly higher than basic expenditure
    re.compile(
        rf"(?P<left>{_EN_NAME})\s+(?:is|was|are|were|will be|remains?|stays?)\s+(?:\w+ly\s+|far\s+|much\s+|a little\s+)?"
        rf"(?P<word>higher|lower|more|less|larger|smaller|greater|bigger|fewer)\s+than\s+(?P<ref>{_EN_YEAR}|{_EN_NAME})(?=[,.;\n]|$)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?P<left>{_EN_NAME})\s+(?:\w+ly\s+)?(?P<word>exceed(?:s|ed)?)\s+(?P<ref>{_EN_YEAR}|{_EN_NAME})(?=[,.;\n]|$)",
        re.IGNORECASE,
    ),
    # …, the same as last year; travel abroad is unchanged from 2025
    re.compile(
        rf"(?P<left>(?:{_EN_NAME}(?=\s+(?:is|are|was|were|remains?|stays?)\s))?)(?:\s*(?:is|are|was|were|remains?|stays?)\s+)?"
        rf"\b(?P<word>unchanged|flat|the same)\s+(?:from|as|on|at|compared with|against)\s+(?P<ref>{_EN_YEAR})",
        re.IGNORECASE,
    ),
)
_HEADING_ENDS = re.compile(
    r"(?:(?:决算|预算)?(?:支出|收入|收支|安排|使用|增减变化|设置|占用|占有|总体|结构|具体|构成)*(?:情况|原因)?(?:的?说明)?)[。：:]?$"
)
_HEADING_MARK = re.compile(
    r"^\s*(?:第[一二三四五六七八九十]+部分|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]+[)）]|\d{1,2}[.．、](?!\d))\s*"
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison's span, which way it goes, the words on its left and the reference on its right, as written."""

    start: int
    end: int
    direction: Direction
    left: str
    reference: str


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    w = words()
    between = r"(?:基本|总体|大致|保持|均|都|各|也|略有|有所|大幅|小幅|明显|相|预算|支出|\s)*"
    left = r"(?P<left>[^，,。；;：:！\n]{0,40}?)"
    return (
        # 决算数小于预算数
        re.compile(
            rf"{left[:-1].replace('40', '24')})(?P<word>{w.compares}|等于|相等于)(?P<ref>[^，,。；;：:\d\n]{{0,20}}?{_PLAN}数?)"
        ),
        # 与上年持平, 比2022年预算减少 (no number behind), 较上年有所增加
        re.compile(
            rf"{left}(?:比|较|与|同|和)\s*(?P<ref>[^，,。；;：:\n]{{0,20}}?{_TIME}[^，,。；;：:\n]{{0,10}}?)(?:相比|对比|相较|比较)?[，,]?{between}"
            rf"(?P<word>{w.same}|(?:增加|增长|减少|下降|上升|降低)(?!了?\s*[\d.]))"
        ),
        # 财政拨款收入支出总计持平 (the reference in an earlier clause)
        re.compile(rf"{left}{between}(?P<word>持平)(?P<ref>)"),
        # 项目支出略高于基本支出, 项目支出比基本支出多
        re.compile(
            rf"{left}(?:略微?|稍微?|远远?|大大|明显|大幅|显著)?(?P<word>{w.compares})(?P<ref>[{_HAN}（）()、“”]{{2,20}}?{_THING})(?=[，,；;。\n]|$)"
        ),
        re.compile(
            rf"{left}比(?P<ref>[{_HAN}（）()、“”]{{2,20}}?{_THING}){between}(?P<word>多|少|高|低)(?:一些|些|得多|不少|很多|了)*(?=[，,；;。\n]|$)"
        ),
        # 支出增加的主要原因
        re.compile(rf"{left}(?P<word>增加|增长|减少|下降|上升|降低)(?:的)?(?:主要|具体)?(?P<ref>)(?=原因)"),
    )


def find(body: str, start: int, end: int) -> list[Comparison]:
    """The comparisons of a sentence, in order, none overlapping another."""
    found: list[Comparison] = []
    for pattern in (*_patterns(), *_ENGLISH):
        for match in pattern.finditer(body, start, end):
            word = match["word"]
            direction = words().directions.get(word) or _EN_DIRECTIONS[word.lower()]
            first = match.start("left") if match["left"].strip() else match.start()
            # Only the left words next to the comparison: a number in between parts them.
            left = re.split(r"\d[\d.,]*\s*(?:[万亿]?元|%|[^\d\s年])", match["left"])[-1]
            comparison = Comparison(max(first, match.start("word") - 60), match.end(), direction, left, match["ref"])
            span = (match.start("word"), match.end("word"))
            if not any(c.start < span[1] and span[0] < c.end for c in found):
                found.append(
                    replace(
                        comparison,
                        start=match.start("word") - len(match.group()[: match.start("word") - match.start()].lstrip())
                        if not left
                        else first + match["left"].rfind(left),
                    )
                )
    return sorted(found, key=lambda c: c.start)


def lead_of(comparison: Comparison, before: str, context: Context) -> Lead:
    """A comparison as a lead: its left words name the subject, or it is carried."""
    subject = clauses.read_subject(comparison.left, context)
    earlier = clauses.read_lead(f"{before}，", context) if before.strip() else Lead()
    reference = times.read_reference(comparison.reference, context) if comparison.reference else None
    return replace(
        subject,
        role="comparison",
        direction=comparison.direction,
        reference=reference or times.compared_with(before, context),
        year=subject.year if subject.year is not None else earlier.year,
        organization=subject.organization or earlier.organization,
        opens=earlier.opens,
        reason=earlier.reason or bool(re.search(words().reason, comparison.left)),
        listed="",
    )


def bare_heading(text: str) -> str:
    """A heading without its mark and without 情况说明 at its end."""
    body = _HEADING_MARK.sub("", text.strip())
    return _HEADING_ENDS.sub("", body) or body
