"""Figures stated in running text: each amount, percentage or count in a sentence with what it speaks of.

A number's subject is the words before it in its clause; a clause that only says how it changed (比上年减少10万元) keeps the
subject of the clause before. Dates, document numbers, codes and list marks are no figures. Pure functions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ingest.amounts import UNITS, parse_number
from ingest.figures import Origin
from ingest.headers import fold_head
from ingest.model import Figure, Passage

_SENTENCE = re.compile(r"[^。！？；;\n]+[。！？；;\n]?")
_STATED = re.compile(
    r"(?<![\d.,A-Za-z〔\[【第号-])(?P<number>-?\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?)\s*"
    r"(?P<unit>亿元|千万元|百万元|万元|千元|百元|元|个百分点|%|％|人次|批次|平方米|人|辆|台|套|件|个|家|户|项|次|批|天|场|名)"
    r"(?!月|季度|工作日)(?:/[\u4e00-\u9fff]{1,3})?"
)
# What may stand between a subject and its number without naming anything: it becomes the measure.
_MEASURE = re.compile(
    r"(?P<measure>(?:支出|收入)?(?:年初预算数?|全年预算数?|预算数|决算数|执行数|预算|决算|拨款)?"
    r"(?:总额|总计|合计|共计|小计|共)?(?:(?:安排|支出|资金|金额)(?:数|额)?)?(?:预计)?)"
    r"(?:[为是共约计达到需有即等于小大不超过低高≤≥=<>：:（(“]|其中|分别)*$"
)
_CHANGE = re.compile(
    r"(?:[比较与同]|相比)?(?:于)?(?:(?:20\d\d|上)年(?:度|同期)?)?(?:年初|执行|调整)?(?:预算|决算)?(?:数|相比|比)?"
    r"(?P<word>增加|减少|增长|下降|上升|降低|上涨|多|少|高|低)(?:了|约|到|至)?$"
)
_LEAD_IN = re.compile(
    r"^(?:其中|包括|包含|主要|主要是|主要用于|用于|以及|并且|同时|另|含|其余|[一二三四五六七八九十]是|和|及|与|、|"
    r"[（(][一二三四五六七八九十\d]+[)）]|\d{1,2}[.、．]|20\d\d年(?:度|初)?|本年度?|当年|今年|[：:，,、\s“”\"])+"
)
# 完成年初预算的, 占总支出的: what a percentage is of; the subject stays.
_PART = re.compile(r"(?:完成|占|达到|为)[^，,]{0,20}的$")
_LEVEL = re.compile(r"[（(](?:类|款|项)[)）]?")
_YEAR = re.compile(r"(20\d\d)年")
MIN_SUBJECT: Final = 2


@dataclass(frozen=True, slots=True)
class Stated:
    """A number in a sentence: `value` in `unit` (money in yuan), its subject, what the words say of it, and its year
    if they name one. `start` is the number's place in the sentence."""

    value: Decimal
    text: str
    unit: str
    subject: str
    measure: str
    year: int | None
    sentence: str
    start: int


def stated_figures(passages: Sequence[Passage], origin: Origin) -> list[Figure]:
    """Narrative figures of a disclosure's passages. A passage's own subject (its project) stands in the path."""
    found: list[Figure] = []
    for passage in passages:
        for number, stated in enumerate(read_sentences(passage.text)):
            found.append(_figure(passage, number, stated, origin))
    return found


def _figure(passage: Passage, number: int, stated: Stated, origin: Origin) -> Figure:
    subject = stated.subject or passage.subject
    path = (passage.subject, subject) if passage.subject and passage.subject not in subject else (subject,)
    return Figure(
        id=origin.key("stated", passage.id, number),
        document=origin.document,
        organization=origin.facts.organization,
        fiscal_year=origin.facts.fiscal_year,
        basis=origin.facts.basis,
        table=None,
        table_kind=None,
        table_number=None,
        code=None,
        label=subject,
        path=path,
        measure=stated.measure,
        measure_path=(stated.measure,) if stated.measure else (),
        column_year=stated.year or origin.facts.fiscal_year,
        column_basis=origin.facts.basis,
        amount=stated.value,
        text=stated.text,
        unit=stated.unit,
        source="narrative",
        page=passage.page,
        line=passage.line,
        passage=stated.sentence,
    )


def read_sentences(text: str) -> Iterator[Stated]:
    """Every number stated in a text, sentence by sentence."""
    for match in _SENTENCE.finditer(text):
        yield from _read(match.group(0).strip())


def _read(sentence: str) -> Iterator[Stated]:
    subject, end = "", 0
    for match in _STATED.finditer(sentence):
        value = parse_number(match.group("number"))
        if value is None:
            continue
        lead = sentence[end : match.start()]
        own, measure = _subject(lead)
        if not own and not subject:
            own = _clean(_tail(lead).rstrip("为是共约计达到：: "))  # 支出合计100万元: its words are all there is
        if own:
            subject = own
        end = match.end()
        unit = match.group("unit").replace("％", "%")
        years = _YEAR.findall(lead)
        yield Stated(
            value * UNITS.get(unit, Decimal(1)),
            match.group("number"),
            unit,
            subject,
            measure,
            int(years[-1]) if years and not _CHANGE.search(_tail(lead)) else None,
            sentence,
            match.start("number"),
        )


def _tail(lead: str) -> str:
    """The last clause of the words before a number."""
    return re.split(r"[，,；;。]", lead)[-1].strip()


def _subject(lead: str) -> tuple[str, str]:
    """What a number's lead says: (subject or nothing, measure)."""
    clause = _tail(lead)
    change = _CHANGE.search(clause)
    part = _PART.search(clause)
    if part:
        return _clean(clause[: part.start()]), fold_head(part.group(0))
    if change:
        return _clean(clause[: change.start()]), fold_head(change.group(0))
    match = _MEASURE.search(clause)
    body, measure = (clause[: match.start()], match.group("measure")) if match else (clause, "")
    cleaned = _clean(body)
    if len(cleaned) < MIN_SUBJECT and not measure:
        return _clean(clause.rstrip("为是共约计达到：: ")), ""
    return cleaned, measure


def _clean(text: str) -> str:
    body = re.sub('[“”"]', "", _LEVEL.sub("", text))
    body = _LEAD_IN.sub("", body.strip()).strip(" （()）、：:，,")
    return body if len(body) >= MIN_SUBJECT and re.search(r"[\u4e00-\u9fff]{2}", body) else ""
