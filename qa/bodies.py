"""The Chinese name of a body in its parts, and whether English words account for it: place, field, kind of body.

上海市普陀区财政局 is a place (上海市, 普陀区), a field (财政) and a kind (局). English words name it if each of them accounts for a
part, the innermost place and the body's own field are among those parts, and a word for a kind fits the name's kind: a
commission is no bureau. Everything else is another body.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from index.glossary import glossary
from qa.organizations import place_of, places
from qa.sounds import sounding, sounds_in

# Kinds that a name can go on behind (公安局交通管理支队), and all kinds that it can end in, longest first.
_INNER: Final = ("街道办事处", "人民政府", "委员会", "指挥部", "管委会", "局")
_LAST: Final = (
    "街道办事处", "人民政府", "人民检察院", "人民法院", "委员会", "办公室", "办公厅", "指挥部", "管委会", "检察院", "研究院", "研究所",
    "图书馆", "博物馆", "派出所", "法院", "医院", "学院", "学校", "小学", "中学", "大学", "监狱", "支队", "大队", "总队", "中队", "中心",
    "政府", "街道", "局", "委", "办", "部", "厅", "署", "院", "室", "站", "所", "馆", "处", "队", "会", "镇", "乡",
)  # fmt: skip
_TAIL: Final = re.compile(r"[（(][^（）()]*[)）]$|(?:本级|机关|汇总)$")
_UNIT: Final = re.compile(r"[^省市区县旗盟]{1,6}?(?:省|自治区|自治州|地区|市|区|县|旗|盟)")
# What nearly every field has in its name: it says little about which body is meant.
_GENERAL: Final = re.compile("管理|事务|服务|工作|建设|以及|[和与及、]")
DIVISIONS: Final = {
    "municipal": "市", "municipality": "市", "city": "市", "district": "区", "county": "县", "province": "省", "provincial": "省",
    "township": "乡", "town": "镇", "autonomous": "自治", "region": "区", "prefecture": "州", "local": "",
}  # fmt: skip
GOVERNMENT: Final = frozenset(
    ["government", "governments", "people's", "peoples", "people", "cpc", "ccp", "communist", "party"]
)
LINKS: Final = frozenset(["of", "the", "and", "for", "in", "under", "'s", "s"])
_LONGEST: Final = 4
_ENOUGH: Final = 0.5


@dataclass(frozen=True, slots=True)
class Body:
    """`own` is the last part's field, `kinds` the kinds from the outermost in, `last` how many of them end the name."""

    name: str
    place: str
    innermost: str
    rest: str
    own: str
    kinds: tuple[str, ...]
    last: int
    tail: str


@lru_cache(maxsize=8192)
def body_of(name: str) -> Body:
    """A body's name in its parts."""
    tail = match.group(0) if (match := _TAIL.search(name)) else ""
    main = name[: len(name) - len(tail)]
    place = place_of(main).removeprefix("中共") or next((p for p in places().names if main.startswith(p)), "")
    rest = main.removeprefix("中共").removeprefix(place)
    head: tuple[str, ...] = ()
    if rest.startswith("委") and not rest.startswith("委员会"):
        head, rest = ("委",), rest[1:]  # 普陀区委|社会工作部
    units = _UNIT.findall(place) or ([place] if place else [])
    kinds: list[str] = []
    own, at = "", 0
    while at < len(rest):
        inner = next((k for k in _INNER if rest.startswith(k, at) and at + len(k) < len(rest)), None)
        if inner is not None and (own or inner == "人民政府"):
            kinds.append(inner)
            own, at = "", at + len(inner)
            continue
        own += rest[at]
        at += 1
    inside = rest[: len(rest) - len(own)]
    ends: list[str] = []
    kind = next((k for k in _LAST if own.endswith(k)), "")
    if kind:
        ends.append(kind)
        own = own[: len(own) - len(kind)]
        if not own and kinds:  # 绿化委员会办公室: an office of nothing else is that of the body before it
            ends.insert(0, kinds.pop())
            own = inside[: len(inside) - len(ends[0])]
            own = own[max((own.rfind(k) + len(k) for k in kinds if k in own), default=0) :] or inside
    return Body(name, place, units[-1] if units else "", rest, own, (*head, *kinds, *ends), max(len(ends), 1), tail)


def accountable(phrase: str, name: str) -> bool:
    """Whether one word, or a phrase of the glossary, may stand for a part of a name."""
    body = body_of(name)
    known = places().english.get(phrase)
    if _in_place(phrase, known, body):
        return True
    if known:
        return False
    if phrase in LINKS or phrase in GOVERNMENT:
        return True
    if phrase in DIVISIONS and DIVISIONS[phrase] in body.place + body.rest:
        return True
    if any(_fits(phrase, kind) for kind in body.kinds):
        return True
    return bool(_met(phrase, body.rest)) or (len(phrase) > 3 and sounds_in(phrase, body.rest))


def _in_place(word: str, known: str | None, body: Body) -> bool:
    return bool(body.place) and ((known or "\0") in body.place or sounds_in(word, body.place))


def kinds_of(word: str) -> tuple[str, ...]:
    """The endings of names that a word for a kind of body stands for, none if it is no such word."""
    return places().kinds.get(word.removesuffix("s"), ()) or places().kinds.get(word, ())


def _loosely(word: str) -> tuple[str, ...]:
    return places().loose_kinds.get(word.removesuffix("s"), ()) or places().loose_kinds.get(word, ())


def _fits(word: str, kind: str) -> bool:
    return kind in kinds_of(word) or kind in _loosely(word)


@lru_cache(maxsize=16384)
def fragments(phrase: str) -> tuple[str, ...]:
    """The Chinese that a word or phrase stands for in names of bodies."""
    own = places().bodies.get(phrase) or places().bodies.get(phrase.removesuffix("s"), ())
    if own and " " in phrase:
        return own
    pieces = glossary().pieces(phrase)
    return (*own, *(pieces[0].fragments if len(pieces) == 1 else ()))


def _met(phrase: str, rest: str) -> str:
    return max((f for f in fragments(phrase) if f in rest), key=len, default="")


@lru_cache(maxsize=65536)
def accounts(words: tuple[str, ...], name: str) -> float:
    """How well English words name a body, 0 if one of them is not accounted for or a part they would need is missing."""
    body = body_of(name)
    placed = spoken = False
    covered: set[int] = set()
    kinds: list[str] = []
    said: set[str] = set()
    at = 0
    while at < len(words):
        length, phrase = 1, words[at]
        for longer in range(min(_LONGEST, len(words) - at), 1, -1):
            joined = " ".join(words[at : at + longer])
            if _in_place(joined, places().english.get(joined), body) or _met(joined, body.rest):
                length, phrase = longer, joined
                break
        at += length
        known = places().english.get(phrase)
        if _in_place(phrase, known, body):
            placed = True
            spoken = spoken or (known or "\0") in body.innermost or sounds_in(phrase, body.innermost)
            continue
        if known:
            return 0.0
        if phrase in LINKS:
            continue
        if phrase in DIVISIONS and DIVISIONS[phrase] in body.place + body.rest:
            continue
        kind = length == 1 and any(_fits(phrase, k) for k in body.kinds)
        met = _met(phrase, body.rest)
        if not met and len(phrase) > 3 and sounds_in(phrase, body.rest):
            met = sounding(phrase, body.rest)
        if met:
            if phrase in said and not kind:
                return 0.0  # each part of the name is said once
            said.add(phrase)
            start = body.rest.rfind(met)
            covered |= set(range(start, start + len(met)))
        if kind and phrase not in GOVERNMENT:
            kinds.append(phrase)
        elif not met and phrase not in GOVERNMENT:
            return 0.0
    if body.place and (placed and not spoken) and not _own_sounds(words, body):
        return 0.0  # the city's finance bureau is none of its districts'
    strict = _kinds_fit(kinds, body)
    if strict is None:
        return 0.0
    share, headed = _covered(body, covered)
    if share < (_ENOUGH if kinds and not headed else 0.3 if headed and kinds else 0.99):
        return 0.0
    if strict < 1 and share < 0.99:
        return 0.0
    return share + strict + (0.5 if placed else 0.0)


def _own_sounds(words: Sequence[str], body: Body) -> bool:
    return any(len(word) > 3 and sounds_in(word, body.own) for word in words)


def _kinds_fit(said: Sequence[str], body: Body) -> float | None:
    """1 if words for kinds fit the name's, 0.5 if one does loosely, 0.9 if there are none; `None` if they don't fit or leave
    out what the name ends in."""
    if not said:
        return 0.9
    slots = list(range(len(body.kinds)))
    ends = set(slots[-body.last :])
    strict, loose = 1.0, []
    taken: set[int] = set()
    for word in said:
        slot = next((s for s in reversed(slots) if body.kinds[s] in kinds_of(word) and s not in taken), None)
        if slot is None:
            # 街道办事处 is one kind and two words (subdistrict office).
            slot = next(
                (s for s in reversed(slots) if body.kinds[s] in kinds_of(word) and "街道" in body.kinds[s]), None
            )
        if slot is None:
            loose.append(word)
        else:
            taken.add(slot)
    for word in loose:
        slot = next((s for s in ends if body.kinds[s] in _loosely(word) and s not in taken), None)
        if slot is None:
            return None
        taken.add(slot)
        strict = 0.5
    return strict if len(body.kinds) - 1 in taken else None


def _covered(body: Body, covered: set[int]) -> tuple[float, bool]:
    """The share of the body's own field that words stand for, and whether they stand for its last word, the telling one."""
    if not body.own:
        return 1.0, True
    start = body.rest.find(body.own)
    telling = [True] * len(body.own)
    for match in _GENERAL.finditer(body.own):
        if match.end() - match.start() < len(body.own):
            telling[match.start() : match.end()] = [False] * (match.end() - match.start())
    places_ = [start + at for at, kept in enumerate(telling) if kept]
    if not places_:
        places_ = list(range(start, start + len(body.own)))
    return sum(place in covered for place in places_) / len(places_), places_[-1] in covered


def best_of(scored: Sequence[tuple[float, str]]) -> tuple[str, ...]:
    """The names that words fit best; 财政局（本级） only where there is no 财政局 itself."""
    best = max((score for score, _ in scored), default=0.0)
    names = [name for score, name in scored if score >= best - 0.001]
    bare = {name for name in names if not body_of(name).tail}
    return tuple(name for name in names if name in bare or name.removesuffix(body_of(name).tail) not in bare)


@lru_cache(maxsize=1)
def field_words() -> frozenset[str]:
    """The words that the English names of bodies are made of."""
    return frozenset(word for phrase in places().bodies for word in phrase.split() if word not in LINKS)


@lru_cache(maxsize=8192)
def is_english(word: str) -> bool:
    """Whether a word is one of the language: the glossary or a name of a field has it."""
    from qa.words import words

    return (
        bool(fragments(word))
        or word in words().noise_en
        or bool(kinds_of(word))
        or bool(glossary().pieces(word)[0].fragments)
    )
