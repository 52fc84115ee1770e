"""Whose figures a question is about: organisation, documents, years, and whether real spending is asked for.

An organisation is recognised by its name, by an abbreviation (its characters in order, ending as it ends), and in
English by the sound of its characters and the words for kinds of bodies. A body or place that is named but that no
document belongs to is reported, never replaced by a similar one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from index.records import DocumentRecord
from qa.plan import Language
from qa.text import find_years
from qa.words import Words

_SUFFIX = (
    "(?:公安局|管理局|局|委员会|办公室|办公厅|管委会|支队|大队|总队|中队|街道办事处|街道办|街道|人民政府|政府|"
    "人大|政协|法院|检察院|医院|学校|小学|中学|大学|学院|中心|研究院|研究所|博物馆|图书馆|监狱|委|厅|署|院|馆|镇|乡)"
)
_DIVISION = r"(?:省|市|区|县|州|旗|自治区|自治州|新区)"
_CJK = r"\u3400-\u9fff"
_OPTIONAL_TAIL = re.compile(r"(?:[（(](?:本级|汇总|机关|本部)[)）]|办事处|本级|机关)$")


@dataclass(frozen=True, slots=True)
class Scope:
    """`documents` are the names of those in scope. `rest` is the question without the organisation's words."""

    documents: tuple[str, ...]
    organizations: tuple[str, ...]
    unknown_organization: str | None
    years: tuple[int, ...]
    actual: bool
    rest: str


@dataclass(frozen=True, slots=True)
class Places:
    """Place names in Chinese, their English forms, and English words for kinds of bodies."""

    names: tuple[str, ...]
    english: Mapping[str, str]
    bodies: Mapping[str, tuple[str, ...]]
    short: Mapping[str, str]


@lru_cache(maxsize=1)
def places() -> Places:
    """The shipped places, English forms worked out from pinyin."""
    from pypinyin import lazy_pinyin

    data = tomllib.loads(files("qa").joinpath("places.toml").read_text(encoding="utf-8"))
    names = tuple(data["zh"].split())
    english = {"".join(lazy_pinyin(name)): name for name in names}
    english |= {form: name for name, forms in data["english"].items() for form in forms}
    return Places(names, english, {word: tuple(parts) for word, parts in data["bodies"].items()}, data["short"])


def find_scope(
    question: str, language: Language, records: Sequence[DocumentRecord], words: Words, known_names: Sequence[str] = ()
) -> Scope:
    """Work out the scope. `records` are the documents that may be used; `known_names` are stretches of the question
    that name items (拉萨市反诈预警反制服务), in which a place is no organisation."""
    by_name: dict[str, list[DocumentRecord]] = {}
    for record in records:
        if record.facts.organization:
            by_name.setdefault(record.facts.organization, []).append(record)
    years = _years(question, records, words)
    actual = words.mentions(words.basis["actual"], question)
    finder = _english if language == "en" else _chinese
    found, unknown, rest = finder(question, tuple(by_name), tuple(known_names))
    documents = [r.name for name in found for r in by_name[name]] if found else [r.name for r in records]
    return Scope(tuple(documents), tuple(found), unknown, tuple(years), actual, rest)


def _years(question: str, records: Sequence[DocumentRecord], words: Words) -> list[int]:
    years = find_years(question)
    question = re.sub("上年(?:结转|结余)", " ", question)  # a row's name, not a year
    current = max((r.facts.fiscal_year for r in records if r.facts.fiscal_year), default=None)
    if current is not None:
        if words.mentions(words.years["this"], question) and current not in years:
            years.append(current)
        if words.mentions(words.years["last"], question) and current - 1 not in years:
            years.append(current - 1)
    return years


def _abbreviation(question: str, name: str) -> str:
    """The longest stretch of the question that abbreviates an organisation's name, or an empty string.

    Its characters stand in the name in order, it ends as the name ends, and it is no mere ending (支队, 公安局).
    """
    return max((_stretch(question, variant) for variant in _variants(name)), key=len)


def _variants(name: str) -> list[str]:
    """A name and what it is shortened to: without its optional ending, 办公室 as 办, 委员会 as 委, 交通管理 as 交警."""
    found = [name, _OPTIONAL_TAIL.sub("", name)]
    for full, short in (("办公室", "办"), ("委员会", "委"), ("人民政府", "政府"), *places().short.items()):
        found += [variant.replace(full, short) for variant in found if full in variant]
    return list(dict.fromkeys(found))


def _stretch(question: str, name: str) -> str:
    best = ""
    for start in range(len(question)):
        place, stop = 0, start
        while stop < len(question):
            if question[stop] in ' “”"':
                stop += 1
                continue
            found = name.find(question[stop], place)
            if found < 0:
                break
            place, stop = found + 1, stop + 1
        for end in range(stop, start, -1):
            stretch = question[start:end]
            if len(stretch) <= max(3, len(best)):
                break
            if stretch == name or (stretch[-1] == name[-1] and not re.fullmatch(_SUFFIX, stretch)):
                best = stretch
                break
    return best


def _chinese(question: str, names: Sequence[str], known: Sequence[str]) -> tuple[list[str], str | None, str]:
    hits = {name: stretch for name in names if (stretch := name if name in question else _abbreviation(question, name))}
    longest = max((len(stretch) for stretch in hits.values()), default=0)
    found = [name for name, stretch in hits.items() if len(stretch) == longest]
    rest = question
    for name in found:
        rest = rest.replace(hits[name], " ", 1)
    if found:
        # Two different organisations can be asked for at once.
        more = [n for n in names if n not in found and (s := _abbreviation(rest, n)) and len(s) >= 4]
        for name in more:
            rest = rest.replace(_abbreviation(rest, name), " ", 1)
        found += more
    unknown = _unknown_chinese(rest, names, known)
    if unknown is None and not found:
        found, rest = _by_place(rest, names, known)
    return found, unknown, rest


def _unknown_chinese(rest: str, names: Sequence[str], known: Sequence[str]) -> str | None:
    """A body named in the question that is none of the store's, else a place that none of them belongs to."""
    for place in places().names:
        start = rest.find(place)
        if start < 0 or any(place in item and item in rest for item in known):
            continue
        match = re.match(rf"{place}{_DIVISION}?[{_CJK}]{{0,14}}?{_SUFFIX}", rest[start:])
        if match:
            return match.group(0)
        if not any(place in name for name in names):
            division = re.match(rf"{place}{_DIVISION}?", rest[start:])
            return division.group(0) if division else place
    match = re.search(rf"[{_CJK}]{{2,4}}{_DIVISION}[{_CJK}]{{0,10}}?{_SUFFIX}", rest)
    if match and not any(match.group(0) in item or item in match.group(0) for item in known):
        return match.group(0)
    return None


def _by_place(rest: str, names: Sequence[str], known: Sequence[str]) -> tuple[list[str], str]:
    for place in places().names:
        if place in rest and not any(place in item for item in known):
            found = [name for name in names if place in name]
            if found:
                return found, re.sub(f"{place}{_DIVISION}?", " ", rest, count=1)
    return [], rest


def _english(question: str, names: Sequence[str], known: Sequence[str]) -> tuple[list[str], str | None, str]:
    quoted = [name for name in names if name in question]
    if quoted:
        rest = question
        for name in quoted:
            rest = rest.replace(name, " ")
        return quoted, None, _without(rest, quoted)
    chinese = "".join(re.findall(rf"[{_CJK}（）()]+", question))
    if chinese:
        found, unknown, _ = _chinese(chinese, names, known)
        if found or unknown:
            return found, unknown, _without(question, found)
    sounds = {name: _sound(name) for name in names}
    words_ = re.findall(r"[A-Za-z']+", question)
    named = [w for w in words_ if w[0].isupper() and len(w) > 2]
    heard = {w.lower() for w in named if any(w.lower() in "".join(sound) for sound in sounds.values())}
    heard = {w for w in heard if any(_sounds_in(w, sound) for sound in sounds.values())}
    place = [form for form in places().english if re.search(rf"\b{form}\b", question.lower())]
    bodies = _bodies(question)
    scores: dict[str, int] = {}
    for name in names:
        fits = [form for form in place if places().english[form] in name]
        sound = [w for w in heard if _sounds_in(w, sounds[name])]
        if place and not fits and not sound:
            continue
        if not fits and not sound:
            continue
        if any(not any(part in name for part in places().bodies[body]) for body in bodies):
            continue
        scores[name] = len(fits) + len(sound) + len(bodies)
    best = max(scores.values(), default=0)
    found = [name for name, score in scores.items() if score == best]
    if found:
        return found, None, _without(question, found)
    if place or heard:
        return [], _english_mention(question, place[0] if place else next(iter(heard))), question
    stranger = re.search(
        r"\b([A-Z][a-z]+(?: [A-Z][a-z]+)*) (?:District|County|City|Province|Subdistrict|Municipal|Bureau|Commission)\b",
        question,
    )
    return [], stranger.group(0) if stranger else None, question


def _bodies(question: str) -> list[str]:
    """Kinds of bodies named, the more telling of two that overlap (criminal police, not police)."""
    lowered = question.lower()
    found = [
        body
        for body in places().bodies
        if re.search(rf"\b{re.escape(body)}\b(?! (?:security|safety)? ?expenditure)", lowered)
    ]
    return [body for body in found if not any(body != other and body in other for other in found)]


def _sound(name: str) -> list[str]:
    from pypinyin import lazy_pinyin

    return [str(syllable) for syllable in lazy_pinyin(name)]


def _sounds_in(word: str, sound: Sequence[str]) -> bool:
    """Whether a word is the pinyin of two or more neighbouring characters of a name."""
    for start in range(len(sound)):
        joined = ""
        for stop in range(start, len(sound)):
            joined += sound[stop]
            if joined == word and stop > start:
                return True
            if len(joined) >= len(word):
                break
    return False


def _english_mention(question: str, form: str) -> str:
    match = re.search(rf"\b{form}\b(?:'s)?(?:[ -][A-Za-z-]+){{0,4}}", question, re.IGNORECASE)
    text = match.group(0) if match else form
    stop = re.search(
        r"\s(?:in|spend|spent|budget|for|on|pay|cost|total|have|has|is|was|allocate|plan|set|this|last)\b", text
    )
    return (text[: stop.start()] if stop else text).strip()


_GENERIC = "detachment|bureau|brigade|corps|commission|department|office|police|institute|committee|team|city|district"


def _without(question: str, names: Sequence[str]) -> str:
    """An English question without the words that name the organisation, in either language."""
    rest = question
    for name in names:
        rest = re.sub(rf"[（(]?\s*{re.escape(name)}\s*[)）]?", " ", rest)
        own = [body for body, parts in places().bodies.items() if any(part in name for part in parts)]
        bodies = "|".join(re.escape(body) for body in sorted(own, key=len, reverse=True))
        follow = f"(?:{bodies}|{_GENERIC})" if bodies else f"(?:{_GENERIC})"
        sound, forms = _sound(name), [form for form, place in places().english.items() if place in name]
        for word in set(re.findall(r"[A-Z][a-z]+", rest)):
            if word.lower() in forms or _sounds_in(word.lower(), sound):
                # The body's own words are taken out beside the place only: "auxiliary police" stays.
                rest = re.sub(rf"(?i:\bthe )?\b{word}\b(?i:(?:[ -]{follow})*)(?:'s|\u2019s)?", " ", rest)
    return re.sub(r"[（(]\s*[)）]", " ", rest)
