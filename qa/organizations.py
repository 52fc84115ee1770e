"""Which organisations a Chinese question names: full names, abbreviations, places, and bodies the store holds nothing of.

An abbreviation is a stretch of the question whose characters stand in a name in order, the place and the body both being
named, or the body alone to its end. A body or place that is named but that no document belongs to is reported, never
replaced by a similar one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final, Protocol

from ingest.shipped import read_shipped
from qa.text import fold, folded_places

CJK: Final = r"\u3400-\u9fff"
_SUFFIX: Final = (
    "(?:公安局|管理局|局|委员会|办公室|办公厅|管委会|支队|大队|总队|中队|街道办事处|街道办|街道|人民政府|政府(?!采购|购买|性基金)|"
    "人大|政协|法院|检察院|医院|学校|小学|中学|大学|学院|中心|研究院|研究所|博物馆|图书馆|监狱|委|厅|署|院|馆|镇|乡)"
)
_BUREAU: Final = "局委办厅署院"
# What may stand before a name without being part of it.
_BEFORE: Final = "的在和与跟及比查看问请是由给把对"
# Words that stand in no body's name: what they join is none.
_NO_BODY: Final = re.compile("[那这哪]个|[那这哪]家|项目|经费|预算|决算|支出|今年|去年|本年|多少|安排|花了")
_DIVISION: Final = r"(?:省|市|区|县|州|旗|自治区|自治州|新区)"
_PLACE: Final = re.compile(
    rf"^(?:中共)?(?:[{CJK}]{{2,3}}(?:省|自治区))?(?:[{CJK}]{{2,4}}?(?:市|州|盟))?(?:[{CJK}]{{1,4}}?(?:区|县|旗|市))?"
)
_TAIL: Final = re.compile(r"(?:[（(](?:本级|汇总|机关|本部|部门)[)）]|办事处|本级|机关|汇总)$")


class Items(Protocol):
    """What is known of the names of items."""

    def is_name(self, text: str) -> bool:
        """Whether a text names an item."""

    def is_part(self, text: str) -> bool:
        """Whether a text stands in a printed name."""


@dataclass(frozen=True, slots=True)
class Places:
    """Place names in Chinese, their English forms, English words for fields and kinds of body, and short forms used in speech."""

    names: tuple[str, ...]
    english: Mapping[str, str]
    bodies: Mapping[str, tuple[str, ...]]
    short: Mapping[str, str]
    kinds: Mapping[str, tuple[str, ...]]
    loose_kinds: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Mentioned:
    """The organisations a question names, each with the words that name it; `unknown` is one that the store lacks.

    `by_place` tells that only a place was named, which several of them may share; `aside` are words that only refer to a body
    (the bureau).
    """

    found: tuple[tuple[str, str], ...] = ()
    unknown: str | None = None
    by_place: bool = False
    aside: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The organisations, each once."""
        return tuple(dict.fromkeys(name for name, _ in self.found))


@lru_cache(maxsize=1)
def places() -> Places:
    """The shipped places, English forms worked out from pinyin."""
    from pypinyin import lazy_pinyin

    data = read_shipped("qa", "places.toml")
    names = tuple(data["zh"].split())
    english = {"".join(lazy_pinyin(name)): name for name in names}
    english |= {form: name for name, forms in data["english"].items() for form in forms}
    bodies, kinds, loose = (
        {word: tuple(parts) for word, parts in data[key].items()} for key in ("bodies", "kinds", "loose_kinds")
    )
    return Places(names, english, bodies, data["short"], kinds, loose)


@lru_cache(maxsize=4096)
def variants(name: str) -> tuple[str, ...]:
    """A name and what it is shortened to: without its optional ending, 办公室 as 办, 委员会 as 委, 交通管理 as 交警."""
    found = [name, _TAIL.sub("", name)]
    for full, short in (("办公室", "办"), ("委员会", "委"), ("人民政府", "政府"), *places().short.items()):
        found += [variant.replace(full, short) for variant in found if full in variant]
    return tuple(dict.fromkeys(variant for variant in found if len(variant) > 1))


@lru_cache(maxsize=4096)
def place_of(name: str) -> str:
    """The place that a name begins with (上海市普陀区), or an empty string."""
    match = _PLACE.match(name)
    return match.group(0) if match else ""


def mentioned(question: str, names: Sequence[str], known: Sequence[str] = (), items: Items | None = None) -> Mentioned:
    """The organisations a Chinese question names. `names` are those there are; `known` are stretches of the question that
    name items, in which a place is no organisation; `items` knows the names of items."""
    rest = question
    found: list[tuple[str, str]] = []
    again: list[str] = []
    while len(found) < 6:
        hits = {name: stretch for name in names if (stretch := _stretch(rest, name, items))}
        hits = {n: said for n, said in hits.items() if not stands_inside(said, rest, known) and _ends_there(said, rest)}
        longest = max((len(stretch) for stretch in hits.values()), default=0)
        if not longest:
            break
        first = min((s for s in hits.values() if len(s) == longest), key=rest.find)
        best = [(name, stretch) for name, stretch in hits.items() if stretch == first]
        best = _at_place(best, rest.replace(first, "\x1e", 1))
        said = dict(found)
        if any(name in said for name, _ in best):
            again.append(first)  # the body again, by a part of its name
            best = [(name, stretch) for name, stretch in best if name in said]
        whole = [(name, stretch) for name, stretch in best if stretch in variants(name)[:2]]
        for name, stretch in _nearest(whole or best):
            if not any(name == other for other, _ in found):
                found.append((name, stretch))
        rest = rest.replace(best[0][1], "\x1e", 1)
    found += _shared_body(rest, found, names)
    unknown = _unknown(_without(rest, known), names, known)
    if unknown is not None and items is not None and items.is_part(unknown):
        unknown = None  # a body among the rows of a table
    if found or unknown:
        # 口岸办的项目支出…（深圳市人民政府口岸办公室）: the same body once more, by the end of its name.
        again += [tail for name in dict(found) if (tail := bare_tail(rest, name, known))]
        return Mentioned(tuple(found), unknown, aside=tuple(again))
    place, of = _by_place(rest, names, known)
    tailed = [(name, tail) for name in of if (tail := bare_tail(rest, name, known))]
    if len(tailed) == 1:
        return Mentioned(
            tuple(tailed), None, aside=(place,)
        )  # 信访局有没有公车？无锡的: the place is told apart from the name
    return Mentioned(tuple((name, place) for name in of), None, by_place=bool(of))


def _ends_there(stretch: str, question: str) -> bool:
    """Whether an office's short name is said (政府办), not another word cut off (政府办公厅)."""
    return not stretch.endswith("办") or bool(re.search(f"{re.escape(stretch)}(?!公)", question))


def _without(rest: str, known: Sequence[str]) -> str:
    """A question without the names of items in it: a place in one is no organisation."""
    for item in sorted(known, key=len, reverse=True):
        folded, at = folded_places(rest)
        start = folded.find(item)
        if start >= 0:
            rest = f"{rest[: at[start]]}\x1f{rest[at[start + len(item) - 1] + 1 :]}"
    return rest


def _at_place(hits: list[tuple[str, str]], rest: str) -> list[tuple[str, str]]:
    """Of bodies with one name (财政局), those of a place that the question names elsewhere (普陀区)."""
    own = [part for name, _ in hits for part in re.split("[省市区县旗]", place_of(name)) if len(part) > 1]
    for place in (*places().names, *re.findall(rf"[{CJK}]{{2,3}}(?=[区县市])", rest), *own):
        if len(hits) > 1 and place in rest:
            there = [(name, stretch) for name, stretch in hits if place in place_of(name)]
            hits = there or hits
    return hits


def _nearest(hits: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Of names equally well abbreviated, those that the words cover most of."""
    if len(hits) < 2:
        return hits
    least = min(len(_TAIL.sub("", name)) for name, _ in hits)
    return [(name, stretch) for name, stretch in hits if len(_TAIL.sub("", name)) == least]


def stands_inside(stretch: str, question: str, known: Sequence[str]) -> bool:
    """Whether a stretch only stands inside a longer name of an item."""
    body, folded = fold(question), fold(stretch)
    return any(folded in item and folded != item and body.count(folded) <= body.count(item) for item in known)


# What people call the body itself (街道群众体育…), where its name ends so.
_KINDS_ALONE = ("街道", "支队", "总队", "大队", "学校", "医院")
_OFFICE = re.compile("(?:办事处|办)$")


def bare_tail(question: str, name: str, known: Sequence[str] = ()) -> str:
    """The end of an organisation's name (公安局, 口岸办, 宣传部) by which a question speaks of the only one there is; empty if none
    stands in it but inside the name of an item."""
    tails = {v[at:] for v in (_TAIL.sub("", v) for v in variants(name)) for at in range(len(v) - 2)}
    held = [tail for tail in tails if re.search(rf"{_SUFFIX}$|[办部]$", tail) and tail in question]
    held = [tail for tail in held if _ends_there(tail, question)]
    alone = {kind for v in variants(name) for kind in _KINDS_ALONE if _OFFICE.sub("", v).endswith(kind)}
    held += [kind for kind in alone if re.search(f"{kind}(?![长员级部])", question)]  # 支队长 is a man
    held = [
        tail for tail in held if not stands_inside(tail, question, known) and may_begin(question, question.find(tail))
    ]
    return max(held, key=len, default="")


# 气象部门, 全市教育系统: a body spoken of by its field; 司法系统运维 is about software.
_FIELD: Final = re.compile(rf"(?P<field>[{CJK}]{{2,6}})(?:主管)?(?:部门|系统(?![运升建维开集软平硬信改]))")
_OF_A_PLACE: Final = re.compile(r"^(?:我们|咱们|我|咱|全|本|该|贵|这个)?[省市区县州]")


def by_field(question: str, names: Sequence[str], known: Sequence[str] = ()) -> Mentioned:
    """The organisations that a question speaks of by their field (气象部门); where there are several, it may be any of them."""
    for match in _FIELD.finditer(question):
        for at in range(match.start("field"), match.end("field") - 1):
            field, stretch = question[at : match.end("field")], question[at : match.end()]
            fits = [name for name in names if _of_field(name, field)]
            begins = may_begin(question, at) or _OF_A_PLACE.match(question[match.start("field") :])
            if fits and begins and not stands_inside(stretch, question, known):
                return Mentioned(tuple((name, stretch) for name in fits), by_place=len(fits) > 1)
    return Mentioned()


def _of_field(name: str, field: str) -> bool:
    """Whether what a body is named after begins with a field (交通 of 交通运输局) and is more than the kind of body."""
    body = _TAIL.sub("", name)[len(place_of(name)) :].removeprefix("人民政府")
    return body.startswith(field) and not re.search(f"{_SUFFIX}$", field) and body != field


def may_begin(question: str, at: int) -> bool:
    """Whether a name may begin at a place: no other word's characters stand right before it."""
    return not at or not re.match(f"[{CJK}]", question[at - 1]) or question[at - 1] in f"{_BEFORE}年月日前本该那么"


def _stretch(question: str, name: str, items: Items | None) -> str:
    """The longest stretch of the question that names an organisation, or an empty string."""
    if len(set(question) & set(name)) < 2:
        return ""
    best = ""
    for variant in variants(name):
        if variant in question and len(variant) > len(best):
            best = variant
    return best or max((_abbreviation(question, variant, items) for variant in variants(name)), key=len)


def _abbreviation(question: str, name: str, items: Items | None) -> str:
    place = place_of(name)
    best = ""
    for start in range(len(question)):
        if question[start] not in name:
            continue
        at, stop, used = 0, start, []
        while stop < len(question):
            if question[stop] in ' “”"()（）':
                stop += 1
                continue
            found = name.find(question[stop], at)
            if found < 0:
                break
            used.append(found)
            at, stop = found + 1, stop + 1
        for end in range(stop, start + 1, -1):
            stretch = question[start:end]
            if len(stretch) <= len(best):
                break
            alone = not start or not re.match(f"[{CJK}]", question[start - 1]) or question[start - 1] in _BEFORE
            taken = used[: len(re.sub(r'[ “”"()（）]', "", stretch))]
            if _names(stretch, taken, name, place, alone=alone) and not _straddles(question, start, end, items):
                best = stretch
                break
    return best


def _names(stretch: str, used: Sequence[int], name: str, place: str, *, alone: bool) -> bool:
    """Whether characters of a name, by place, are enough to name it: its place and two neighbours of its body, or the
    body alone to the end."""
    body = [at for at in used if at >= len(place)]
    together = any(b == a + 1 for a, b in pairwise(body))
    if stretch[-1] in ' “”"()（）' or re.fullmatch(_SUFFIX, stretch):
        return False
    to_end = bool(body) and body[-1] == len(name) - 1
    if len(body) < len(used) and not {name[at] for at in used if at < len(place)} - set("省市区县州旗盟"):
        return False  # 市公安局 is any city's
    if len(body) < len(used):
        short_body = len(name) - len(place) <= 2
        return (together or short_body or (to_end and len(body) >= 2)) and len(used) >= 3
    whole = len(body) == len(name) - len(place)
    # 政数局 of 政务服务和数据管理局: from the body's first character to its last.
    framed = bool(body) and body[0] == len(place) and to_end and 3 <= len(body) <= 5 and name[-1] in _BUREAU
    # 考试院 of 职业能力考试院, where what is left without the kind of body still says something.
    stem = re.sub(f"{_SUFFIX}$", "", stretch)
    tail = alone and len(used) == len(body) == 3 and all(b == a + 1 for a, b in pairwise(body)) and len(stem) == 2
    return framed or (together and to_end and (len(body) >= 4 or ((whole or tail) and len(body) >= 3)))


def _straddles(question: str, start: int, end: int, items: Items | None) -> bool:
    """Whether the stretch's end cuts a longer name of an item (上海财政|拨款)."""
    if items is None:
        return False
    return any(
        items.is_name(question[at:stop])
        for at in range(max(start + 1, end - 4), end)
        for stop in range(end + 1, min(end + 6, len(question) + 1))
    )


def _shared_body(rest: str, found: Sequence[tuple[str, str]], names: Sequence[str]) -> list[tuple[str, str]]:
    """上海和苏州审计局: a place before a connector takes the body of the organisation named behind it."""
    more: list[tuple[str, str]] = []
    for match in re.finditer(rf"([{CJK}]{{2,4}}?)(?:市|区|县)?[和与跟及、](?=\x1e)", rest):
        for name, _ in found:
            body = name[len(place_of(name)) :]
            more += [
                (other, match.group(1))
                for other in names
                if other != name and other.endswith(body) and match.group(1) in place_of(other)
            ]
    return more


def _unknown(rest: str, names: Sequence[str], known: Sequence[str]) -> str | None:
    """A body named in the question that is none of the store's, else a place that none of them belongs to."""
    for place in places().names:
        start = rest.find(place)
        if start < 0 or any(place in item and item in rest for item in known) or _is_within(place, rest):
            continue
        match = re.match(rf"{place}{_DIVISION}?[{CJK}]{{0,14}}?{_SUFFIX}", rest[start:])
        if match and not _is_known(match.group(0), known) and not _NO_BODY.search(match.group(0)):
            return match.group(0)
        if not any(place in name for name in names):
            division = re.match(rf"{place}{_DIVISION}?", rest[start:])
            return division.group(0) if division else place
    match = re.search(rf"[{CJK}]{{2,4}}{_DIVISION}[{CJK}]{{0,10}}?{_SUFFIX}", rest)
    if match and not _is_known(match.group(0), known):
        return match.group(0)
    return None


def _is_within(place: str, rest: str) -> bool:
    """Whether a place's name only begins that of another place or thing (深圳 of 深圳湾), or stands inside one (乐山 of 歌乐山陵园)."""
    import rjieba

    longer = [
        word
        for word, kind in rjieba.tag(rest)
        if kind in {"ns", "n", "nz"}
        and word != place
        and (place in word[1:] or (word.startswith(place) and not re.match(_DIVISION, word[len(place) :])))
    ]
    return bool(longer) and rest.count(place) == sum(rest.count(word) for word in set(longer))


def _is_known(body: str, known: Sequence[str]) -> bool:
    return any(body in item or item in body for item in known)


def _by_place(rest: str, names: Sequence[str], known: Sequence[str]) -> tuple[str, list[str]]:
    for place in places().names:
        if place in rest and not any(place in item for item in known) and not _is_within(place, rest):
            of = [name for name in names if place in name]
            if of:
                match = re.search(f"{place}{_DIVISION}?", rest)
                return (match.group(0) if match else place), of
    return "", []
