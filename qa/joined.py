"""English names with a connector inside: "law enforcement and supervision" is one row if a printed name says all of it.

The words on both sides of "and" are things of their own, unless one name, printed or official, holds something for every one of
them and little else, and not each side is a name by itself ("training and meetings" stay two).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from index.glossary import glossary
from qa.lexicon import Lexicon
from qa.words import Words

_REACH: Final = 12
_ENOUGH: Final = 0.6
_NEARLY_ALL: Final = 0.8
_WORD: Final = re.compile(r"[a-z][a-z'-]*")
# Words of grammar that stand inside names.
_INSIDE: Final = frozenset(["of", "for", "the", "in", "to", "on", "by", "with", "from", "a", "an"])
# Fillers that names are made of, too.
_OF_NAMES: Final = frozenset(
    ["work", "works", "operating", "operation", "operations", "official", "unit", "units", "fund", "funds", "expense", "expenses",
     "expenditure", "project", "projects", "cost", "costs", "spending", "running", "general", "site", "related", "use",
     "used", "economic", "account", "accounts", "level", "class", "need", "table", "report", "official", "function", "line", "special"]
)  # fmt: skip
_SAYS_LITTLE: Final = re.compile("支出|经费|费用|资金|项目|工作|其他|[费款等和与及的]")


@dataclass(frozen=True, slots=True)
class Joined:
    """How many pieces of the question are one name, and what it may be printed as."""

    length: int
    names: tuple[str, ...]


def joined_name(
    pieces: Sequence[str], at: int, lexicon: Lexicon, words: Words, known: Callable[[str], bool]
) -> Joined | None:
    """The longest stretch from here that holds a connector and is one name. `known` tells names of their own."""
    if not _content(pieces[at], words) or (at and _content(pieces[at - 1], words)):
        return None
    stop = at
    while stop < min(len(pieces), at + _REACH) and _may_stand(pieces[stop], words):
        stop += 1
    if _crosses(pieces[at:stop], words, known):
        return None
    for end in range(stop, at + 2, -1):
        stretch = pieces[at:end]
        cut = end < len(pieces) and _content(pieces[end], words)
        if cut or not _content(stretch[-1], words) or not any(_connects(piece, words) for piece in stretch):
            continue
        names = _one_name(_chunks(stretch, words), lexicon, words, known)
        if names:
            return Joined(len(stretch), names)
    return None


def _crosses(stretch: Sequence[str], words: Words, known: Callable[[str], bool]) -> bool:
    """Whether two names meet at a preposition, the second with a connector of its own: (project expenditure) of (post and telecommunications)."""
    for place, piece in enumerate(stretch):
        if piece in _INSIDE and known(" ".join(stretch[:place])):
            ends = (e for e in range(len(stretch), place + 3, -1) if any(_connects(p, words) for p in stretch[place:e]))
            if any(known(" ".join(stretch[place + 1 : end])) for end in ends):
                return True
    return False


def _connects(piece: str, words: Words) -> bool:
    return piece == "," or (piece in words.connectors_en and piece != "or")


def _content(piece: str, words: Words) -> bool:
    return bool(_WORD.fullmatch(piece)) and piece not in words.noise_en | words.connectors_en | words.change_en


def _may_stand(piece: str, words: Words) -> bool:
    return _content(piece, words) or _connects(piece, words) or piece in _INSIDE or piece in _OF_NAMES


def _chunks(stretch: Sequence[str], words: Words) -> list[list[str]]:
    chunks: list[list[str]] = [[]]
    at = 0
    while at < len(stretch):
        phrase = _phrase(stretch, at)
        if phrase:
            chunks[-1] += stretch[at : at + phrase]
        elif _connects(stretch[at], words):
            chunks.append([])
        else:
            chunks[-1].append(stretch[at])
        at += phrase or 1
    return [chunk for chunk in chunks if chunk]


def _phrase(stretch: Sequence[str], at: int) -> int:
    """How many words from here are a phrase of the glossary with a connector in it (primary and secondary schools)."""
    for length in range(min(glossary().longest, len(stretch) - at), 2, -1):
        found = glossary().pieces(" ".join(stretch[at : at + length]))
        if len(found) == 1 and found[0].fragments and "and" in stretch[at + 1 : at + length - 1]:
            return length
    return 0


def _one_name(chunks: list[list[str]], lexicon: Lexicon, words: Words, known: Callable[[str], bool]) -> tuple[str, ...]:
    if len(chunks) < 2 or all(known(" ".join(chunk)) for chunk in chunks):
        return ()
    pieces: list[list[tuple[str, ...]]] = []
    for chunk in chunks:
        found = glossary().pieces(" ".join(w for w in chunk if w not in _INSIDE))
        telling = [p for p in found if p.fragments or not all(w in words.noise_en | _OF_NAMES for w in p.words)]
        if not telling or not all(piece.fragments for piece in telling):
            return ()
        pieces.append([piece.fragments for piece in telling])
    held: frozenset[str] | None = None
    for fragments in (fragments for chunk in pieces for fragments in chunk):
        names = lexicon.holding(fragments)
        held = names if held is None else held & names
        if not held:
            return ()
    scored = sorted(((_share(name, pieces), lexicon.is_printed(name), name) for name in held or ()), reverse=True)
    some_known = any(known(" ".join(chunk)) for chunk in chunks)
    scored = [one for one in scored if one[0] >= (_NEARLY_ALL if some_known else _ENOUGH)]
    if not scored:
        return ()
    printed = [name for _, own, name in scored if own]
    if not printed and some_known:
        return ()  # each may well be printed by itself
    best = printed or [name for share, _, name in scored if share == scored[0][0]]
    # 执法监督 and 执法与监督 are one; printed names that say more than one another are not.
    return tuple(best) if not printed or len({_SAYS_LITTLE.sub("", name) for name in best}) == 1 else ()


def _share(name: str, chunks: Sequence[Sequence[tuple[str, ...]]]) -> float:
    """The share of a name that the pieces of the chunks stand for, 0 if a chunk has no part of it for itself."""
    covers: list[set[int]] = []
    for chunk in chunks:
        own: set[int] = set()
        for fragments in chunk:
            longest = max((f for f in fragments if f in name), key=len)
            for match in re.finditer(re.escape(longest), name):
                own |= set(range(match.start(), match.end()))
        covers.append(own)
    for at, own in enumerate(covers):
        if not own - set().union(*covers[:at], *covers[at + 1 :]):
            return 0.0
    telling = set(range(len(name)))
    for match in _SAYS_LITTLE.finditer(name):
        telling -= set(range(match.start(), match.end()))
    telling |= set().union(*covers)
    return len(set().union(*covers)) / len(telling)


_SIZES: Final = frozenset({"micro", "small", "medium", "large", "big"})


def joins_sizes(words: Sequence[str]) -> bool:
    """Whether a phrase joins two sizes of one thing (small and medium sized enterprises)."""
    return len(words) > 3 and words[0] in _SIZES and words[2] in _SIZES
