"""Which organisations an English question names: by the sound of the place and by words for what the body does.

"Putuo District Finance Bureau" is 上海市普陀区财政局: Putuo sounds like 普陀, the glossary has 财政 for finance, and bureau is
a kind of body. Every word of the name in the question must be accounted for; else it is a body the store lacks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from index.glossary import glossary
from qa.organizations import CJK, Items, Mentioned, mentioned, places
from qa.text import fold

_KIND: Final = (
    "bureau|department|office|commission|committee|detachment|brigade|corps|institute|centre|center|subdistrict|sub-district|"
    "police|court|procuratorate|hospital|school|university|college|library|museum|prison|agency|administration|authority|"
    "ministry|government|council|team|station|hall|unit|body|academy|branch|division|squad"
)
KIND: Final = rf"(?:{_KIND})s?"
# Kinds that names of items speak of, too (operating funds of government bodies).
_ANY_BODY: Final = frozenset(
    ["government", "governments", "body", "bodies", "unit", "units", "agency", "agencies", "administration"]
)
_LINK: Final = frozenset(
    ["of", "the", "and", "for", "'s", "municipal", "municipality", "city", "district", "county", "province", "provincial", "town",
     "township", "people's", "peoples", "public", "central", "local", "district-level", "street", "sub", "headquarters", "general",
     "affairs", "administration", "management", "in", "s", "own", "level", "main", "hq", "party"]
)  # fmt: skip
_STOP: Final = frozenset(
    ["budget", "spend", "spent", "plan", "plans", "pay", "cost", "total", "have", "has", "is", "was", "allocate", "set", "this",
     "last", "on", "how", "what", "did", "does", "do", "will", "actually", "allocated", "budgeted", "spending", "with", "to",
     "by", "under", "in", "versus", "vs", "compared", "than", "from", "at", "project", "projects", "expenditure", "final", "accounts"]
)  # fmt: skip


@lru_cache(maxsize=4096)
def sound_of(name: str) -> tuple[str, ...]:
    """The pinyin of a name, a syllable a character."""
    from pypinyin import lazy_pinyin

    return tuple(str(syllable) for syllable in lazy_pinyin(name))


@lru_cache(maxsize=16384)
def sounds_in(word: str, name: str) -> bool:
    """Whether a word is the pinyin of two or more neighbouring characters of a name."""
    sound = sound_of(name)
    for start in range(len(sound)):
        joined = ""
        for stop in range(start, len(sound)):
            joined += sound[stop]
            if joined == word and stop > start:
                return True
            if len(joined) >= len(word):
                break
    return False


def mentioned_in_english(
    question: str, names: Sequence[str], known: Sequence[str] = (), items: Items | None = None
) -> Mentioned:
    """The organisations an English question names, in English or by their Chinese names."""
    chinese = re.findall(rf"[{CJK}（）()]*[{CJK}][{CJK}（）()]*", question)
    found: list[tuple[str, str]] = []
    for piece in chinese:
        said = mentioned(piece, names, known, items)
        if said.unknown:
            return said
        if not said.by_place:
            found += said.found
    spans = _spans(question, names)
    for name, _ in list(found):
        found += [
            (name, text) for text, of in spans if name in of or (len(found) == 1 and not of and _shares(text, name))
        ]
    if found:
        return Mentioned(tuple(found))
    for text, of in spans:
        found += [(name, text) for name in of]
    if found:
        return Mentioned(tuple(found))
    strangers = [re.sub(r"^the ", "", text, flags=re.IGNORECASE) for text, of in spans if not of]
    glossed = [text for text in strangers if re.search(rf"{re.escape(text)}\W{{1,3}}[{CJK}]", question, re.IGNORECASE)]
    return Mentioned((), next((text for text in strangers if text not in glossed), None))


def _shares(text: str, name: str) -> bool:
    """Whether an English phrase has a word that sounds like part of the name."""
    return any(sounds_in(word.lower(), name) for word in re.findall(r"[A-Za-z]+", text))


def _spans(question: str, names: Sequence[str]) -> list[tuple[str, list[str]]]:
    """The stretches that name a body: their text and the organisations that account for every word of them."""
    words = [(m.group(0), m.start(), m.end()) for m in re.finditer(r"[A-Za-z]+(?:-[A-Za-z]+)*|'s|’s", question)]
    lowered = [word.lower() for word, *_ in words]
    found: list[tuple[str, list[str]]] = []
    at = 0
    while at < len(words):
        if not _is_place(words[at][0], lowered[at], names):
            at += 1
            continue
        stop = _end(question, words, lowered, at, names)
        start = at
        of = _accounting(lowered[start:stop], names)
        shared = _second_place(words, lowered, at, names)
        if shared is not None and stop <= shared:
            far = _end(question, words, lowered, shared, names)
            of = _accounting([lowered[at], *lowered[shared + 1 : far]], names)
            stop = at + 1
        if not of and stop - start > 1:
            # The words behind the place may be the item's, not the body's: keep what a body accounts for.
            for end in range(stop - 1, start, -1):
                shorter = _accounting(lowered[start:end], names)
                if shorter and not _names_body(lowered[end:stop]):
                    of, stop = shorter, end
                    break
        while of and stop - start > 2 and _is_extra_kind(lowered[stop - 2 : stop], of):
            stop -= 1  # audit bureau | office expenses
        if of and stop < len(words) and lowered[stop] in {"'s", "’s"}:
            stop += 1
        begin = words[start - 1][1] if start and lowered[start - 1] == "the" else words[start][1]
        found.append((question[begin : words[stop - 1][2]], of))
        at = max(stop, at + 1)
    return found


def _is_place(word: str, lowered: str, names: Sequence[str]) -> bool:
    if lowered in places().english:
        return True
    return word[0].isupper() and len(word) > 3 and any(sounds_in(lowered, name) for name in names)


def _second_place(
    words: Sequence[tuple[str, int, int]], lowered: Sequence[str], at: int, names: Sequence[str]
) -> int | None:
    """Where a second place stands behind a first one and a connector (the Shanghai or the Suzhou audit bureau)."""
    place = at + 1
    if place < len(words) and lowered[place] in {"and", "or", "versus", "vs"}:
        place += 1
        if place < len(words) and lowered[place] == "the":
            place += 1
        if place < len(words) and _is_place(words[place][0], lowered[place], names):
            return place
    return None


def _end(
    question: str, words: Sequence[tuple[str, int, int]], lowered: Sequence[str], start: int, names: Sequence[str]
) -> int:
    """Behind which word a body's name ends: its last kind of body, or the last word without a break or a verb."""
    last = start + 1
    for at in range(start + 1, min(len(words), start + 12)):
        between = question[words[at - 1][2] : words[at][1]]
        if re.search(r"[,;:?.(（]", between) or re.search(r"\d", between) or lowered[at] in _STOP:
            break
        after = lowered[at + 1] if at + 1 < len(lowered) else ""
        if lowered[at] in {"unit", "department"} and after in {"budget", "budgets", "level", "accounts", "final"}:
            break  # the level, not the body
        if lowered[at] in {"'s", "’s"} and at - start > 1 and re.fullmatch(KIND, lowered[at - 1]):
            break  # the bureau's office expenses: what follows is its own
        if lowered[at] in {"or", "versus", "vs"} or (
            lowered[at] == "and" and _second_place(words, lowered, at - 1, names)
        ):
            break
        if (
            re.fullmatch(KIND, lowered[at])
            or (at - start <= 1 and lowered[at] in {"district", "county", "city", "subdistrict"})
        ) or (_explains(lowered[at]) and at == last):
            last = at + 1
    return last


def _explains(word: str) -> bool:
    """Whether a word is one that names of bodies are made of."""
    return any(word in body.split() for body in places().bodies)


def _is_extra_kind(words: Sequence[str], names: Sequence[str]) -> bool:
    """Whether the second of two kinds of body is none that the names hold (the office of a bureau's office expenses)."""
    return all(re.fullmatch(KIND, word) for word in words) and not any(
        fragment in fold(name) for name in names for fragment in _fragments(words[-1])
    )


def _names_body(words: Sequence[str]) -> bool:
    return any(re.fullmatch(KIND, word) and word not in _ANY_BODY for word in words)


def _accounting(words: Sequence[str], names: Sequence[str]) -> list[str]:
    """The organisations whose name accounts for every word of a phrase, those it covers most of."""
    scored: list[tuple[float, str]] = []
    for name in names:
        score = _covered(words, name)
        if score > 0:
            scored.append((score, name))
    best = max((score for score, _ in scored), default=0.0)
    return [name for score, name in scored if score == best]


def _covered(words: Sequence[str], name: str) -> float:
    """How much of a name the words cover, 0 if one of them is not accounted for."""
    folded = fold(name)
    score = 0.0
    rest: list[str] = []
    for word in words:
        place = places().english.get(word)
        if (place and place in name) or sounds_in(word, name):
            score += 2
        elif word in places().english:
            return 0.0
        else:
            rest.append(word)
    if not score:
        return 0.0
    at = 0
    while at < len(rest):
        for length in range(min(4, len(rest) - at), 0, -1):
            fragments = _fragments(" ".join(rest[at : at + length]))
            hit = max((len(f) for f in fragments if f in folded), default=0)
            if hit:
                score += hit
                break
        else:
            length = 1
            if rest[at] not in _LINK and not re.fullmatch(KIND, rest[at]):
                return 0.0
            if rest[at] in {
                "police",
                "court",
                "hospital",
                "school",
                "university",
                "college",
                "library",
                "museum",
                "prison",
            }:
                return 0.0
        at += length
    return score - len(folded) / 1000


@lru_cache(maxsize=8192)
def _fragments(phrase: str) -> tuple[str, ...]:
    own = places().bodies.get(phrase, ())
    pieces = glossary().pieces(phrase)
    return (*own, *(pieces[0].fragments if len(pieces) == 1 else ()))
