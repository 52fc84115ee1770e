"""The outer form of a model's text: its amounts in the answer's money and units, its marks, no babble. Pure.

Which number belongs to what is `qa.llm.binding`'s; here it is only asked whether the text is one that could be an answer at all.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import Any, Final

from ingest.claims import find_quantities
from qa.llm.binding import digits
from qa.text import language_of

Json = dict[str, Any]

_MARKS: Final = re.compile(r"\[\d+\]")
_NUMBER: Final = re.compile(r"(?<![\d.])\d[\d,]*(?:\.\d+)?")
_OTHER_MONEY: Final = re.compile(
    r"[$€£]|美元|欧元|英镑|日元|港[元币]|\b(?:US|HK)?\s?dollars?\b|\b(?:USD|EUR|GBP|JPY|HKD)\b|\beuros?\b|\bpounds?\b",
    re.IGNORECASE,
)
_END: Final = re.compile(r"[。.!！”\"'）)\]】|]\s*$")
_STOPS: Final = re.compile(r"(?<=[。！？!?；;\n])|(?<=\.)\s")
_LATIN: Final = re.compile(r"[A-Za-z]+")
_CHINESE: Final = re.compile(r"[\u4e00-\u9fff]+")
_WORD: Final = re.compile(r"[A-Za-z]{3}|[\u4e00-\u9fff]{2}")
_TOLD_TWICE: Final = 10
"""A sentence of so many characters does not come twice."""


def trimmed(text: str, answer: Json) -> str:
    """A text without the lines that models put around an answer: a greeting in another language (The answer is:), marks alone, quotation
    marks around it all. The text itself if nothing else is in it."""
    right, language = str(answer["answer"]), str(answer["language"])
    kept = [
        line
        for line in text.strip().splitlines()
        if not _MARKS.sub("", line).strip() or in_language(line, right, language)
    ]
    while kept and not _MARKS.sub("", kept[-1]).strip():
        kept.pop()
    body = "\n".join(kept).strip()
    if body[:1] == body[-1:] == '"' and not right.startswith('"'):
        body = body[1:-1].strip()
    return body or text


def malformed(text: str, answer: Json, forms: Collection[str]) -> Iterator[str]:
    """What is wrong with the form of a text. `forms` are the answer's amounts of money as digits without commas, in every unit."""
    right = str(answer["answer"])
    if _OTHER_MONEY.search(text) and not _OTHER_MONEY.search(right):
        yield "it speaks of another currency"
    worths = {abs(Decimal(f["value"])) for f in answer["figures"] if f["unit"] == "CNY"}
    worths |= {q.value for q in find_quantities(_bare(right)) if q.kind == "amount"}
    for quantity in find_quantities(_bare(text)):
        if quantity.kind == "amount" and quantity.value not in worths:
            yield f"{quantity.text} is no amount of the answer"
    for number in _without_unit(text, forms) - _without_unit(right, forms):
        yield f"{number} stands without its unit"
    if _MARKS.search(right) and not _MARKS.search(text):
        yield "it names no source"
    yield from _babble(text, right, str(answer["language"]))


def _bare(text: str) -> str:
    """A text without marks, every other character in its place."""
    return _MARKS.sub(lambda m: " " * len(m.group()), text)


def _without_unit(text: str, forms: Collection[str]) -> set[str]:
    """Those of some amounts of money that stand in a text as bare numbers."""
    body = _bare(text)
    spans = [(q.start, q.end) for q in find_quantities(body) if q.kind != "number"]
    found = (m for m in _NUMBER.finditer(body) if not any(a <= m.start() < b for a, b in spans))
    return {digits(m.group()) for m in found} & set(forms)


def _babble(text: str, right: str, language: str) -> Iterator[str]:
    """A text that repeats itself, breaks off, or falls into the other language."""
    if _repeated(text) > _repeated(right):
        yield "it repeats itself"
    if not _END.search(text):
        yield "it breaks off"
    if not all(in_language(line, right, language) for line in text.splitlines()):
        yield "it is not in the language of the answer"


def _repeated(text: str) -> int:
    """How many sentences of a text came before."""
    sentences = [re.sub(r"\s", "", sentence) for sentence in _STOPS.split(_MARKS.sub("", text))]
    told = [s for s in sentences if len(s) >= _TOLD_TWICE]
    return len(told) - len(set(told))


def in_language(text: str, right: str, language: str) -> bool:
    """Whether the words of a text are of a language, the answer's own names in the other one left out."""
    other = _LATIN if language == "zh" else _CHINESE
    rest = other.sub(lambda m: " " if m.group() in right else m.group(), _MARKS.sub("", text))
    return not _WORD.search(rest) or language_of(rest) == language
