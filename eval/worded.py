"""Is the text that a language model was let put in an answer's place still the answer? Judged anew, without the guard's code.

The answer as it was composed without a model tells the truth. From it alone: which amounts there are, which name stands before
each, which way things went. A text that says an amount that is none of those, puts one behind another's name, or turns a
direction round, is wrong. Pure; it knows nothing of citations, marks or the checker of drafts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

Json = Mapping[str, Any]

_SCALES: Final[dict[str, int]] = {
    "元": 1, "万元": 10**4, "万": 10**4, "亿元": 10**8, "亿": 10**8, "yuan": 1, "million": 10**6, "million yuan": 10**6,
    "billion": 10**9, "billion yuan": 10**9,
}  # fmt: skip
_NUMBER: Final = re.compile(
    r"(?<![\d.])(?P<n>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>亿元|万元|元|亿|万|(?:million|billion)(?: yuan)?|yuan|%)?"
)
_SPELT: Final = re.compile(r"[一二三四五六七八九两十百千零〇]+[十百千万亿]+[一二三四五六七八九十百千万亿零]*(?=多?元)")
_FOREIGN: Final = re.compile(r"[$€£]\s*\d|\d\s*(?:dollars|euros|美元|欧元)")
_MARK: Final = re.compile(r"\[\d+\]")
_WAYS: Final = (
    re.compile(r"增加|增长|上升|多(?=\d)|更多|\b(?:more|rose|increas\w+|grew|higher)\b", re.IGNORECASE),
    re.compile(r"减少|下降|降低|少(?=\d)|更少|\b(?:less|fell|decreas\w+|lower|fewer)\b", re.IGNORECASE),
    re.compile(r"最大|最高|最多|\b(?:largest|highest|most|biggest)\b", re.IGNORECASE),
    re.compile(r"最小|最低|最少|\b(?:smallest|lowest|least)\b", re.IGNORECASE),
)


def strange_numbers(text: str, right: Json) -> list[str]:
    """The numbers of a text that the right answer does not hold: amounts by their worth, others by their digits."""
    worths = {Decimal(f["value"]) for f in right["figures"] if f["unit"] == "CNY"}
    worths |= {worth for _, worth, unit in _amounts(str(right["answer"])) if unit}
    worths |= {-w for w in worths}
    known = " ".join([str(right["answer"]), str(right["question"]), *map(_names_in, right["citations"])])
    named = " ".join([str(right["question"]), *map(_names_in, right["citations"])])
    told = [m for m in _NUMBER.finditer(_plain(str(right["answer"]))) if m["unit"] not in _SCALES]  # 1,666,600 of what?
    bare = {Decimal(m["n"].replace(",", "")) for m in (*told, *_NUMBER.finditer(_plain(named)))}
    bare |= {abs(Decimal(f["value"])) for f in right["figures"] if f["unit"] != "CNY"}
    found = [
        shown
        for shown, worth, unit in _amounts(text)
        if (worth not in worths if unit in _SCALES else worth not in bare)
    ]
    found += _FOREIGN.findall(text) if not _FOREIGN.search(known) else []
    return found + [spelt for spelt in _SPELT.findall(_plain(text)) if spelt not in known]


def misplaced(text: str, right: Json, names: Iterable[str]) -> list[str]:
    """The amounts of a text behind a name that is not theirs in the right answer, nor of the cell they are cited from."""
    known = sorted({_plain(n) for n in names if len(n) >= 2}, key=len, reverse=True)
    allowed: dict[Decimal, set[str]] = {}
    for worth, name in _behind(str(right["answer"]), known):
        allowed.setdefault(worth, set()).add(name)
    cited = {c["id"]: c for c in right["citations"]}
    for figure in right["figures"]:
        own = {_plain(n) for number in figure["citations"] if number in cited for n in _own(cited[number])}
        allowed.setdefault(abs(Decimal(figure["value"])), set()).update(own)
    for citation in right["citations"]:
        for _, worth, _ in _amounts(f"{citation['text']} {citation['unit']}"):
            allowed.setdefault(worth, set()).update(map(_plain, _own(citation)))
    return [
        f"{worth:f} behind {name}"
        for worth, name in _behind(text, known)
        if name and worth in allowed and not any(name in other for other in allowed[worth])
    ]


def turned(text: str, right: Json) -> bool:
    """Whether a text tells of a direction or an extreme that the right answer does not tell of."""
    return any(way.search(text) and not way.search(f"{right['answer']} {right['question']}") for way in _WAYS)


def _plain(text: str) -> str:
    return re.sub(r"[ \t]+", " ", _MARK.sub("", unicodedata.normalize("NFKC", text)))


def _amounts(text: str) -> list[tuple[str, Decimal, str]]:
    """(as shown, worth, unit) of every number of a text that is no citation mark."""
    found = []
    for m in _NUMBER.finditer(_plain(text)):
        unit = m["unit"] or ""
        found.append((m.group().strip(), Decimal(m["n"].replace(",", "")) * _SCALES.get(unit, 1), unit))
    return found


def _behind(text: str, known: list[str]) -> list[tuple[Decimal, str]]:
    """(worth, the last name before it since the amount before) of every amount with a unit."""
    body, found, last, name = _plain(text), [], 0, ""
    for m in _NUMBER.finditer(body):
        if not m["unit"]:
            continue
        lead = body[last : m.start()]
        places = [(lead.rfind(n) + len(n), len(n), n) for n in known if n in lead]
        name = max(places)[2] if places else name  # 500,000元（50.00万元）: of the same thing
        found.append((Decimal(m["n"].replace(",", "")) * _SCALES.get(m["unit"], 1), name))
        last = m.end()
    return found


def _own(citation: Json) -> list[str]:
    given = (
        citation["organization"],
        citation["document"],
        citation["table"],
        *citation["path"],
        *citation["measure_path"],
    )
    return [str(name) for name in given if name]


def _names_in(citation: Json) -> str:
    return " ".join([*_own(citation), str(citation["code"] or ""), str(citation["fiscal_year"] or "")])
