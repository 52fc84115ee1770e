"""Whether names account for every word of what is asked for. A word that narrows (a place, a part, a kind: 福田 of 福田口岸管养) and that
no name of a figure holds tells that the figure is of something else, however much of the rest it is called by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from qa.plan import Term
from qa.sounds import sounds_in
from qa.text import fold

_LATIN: Final = re.compile("[a-z]{4,}")
# 综合执法 is held by 综合行政执法; two characters with others between them are not a word any more.
_SPREAD: Final = 3
# What stands at the end of a name of anything that money goes on, and says nothing of which.
KINDS: Final = frozenset(("工程", "业务", "工作", "事务", "事项", "任务", "活动", "项目", "专项"))


def accounted(terms: Sequence[Term], names: Iterable[str]) -> bool:
    """Whether the names together hold every word of the terms that are no known names; an optional term may go unheld."""
    loose = [term for term in terms if not term.known and not term.optional and len(term.parts) > 1]
    if not loose:
        return True
    held = tuple(name for name in names if name)
    return all(
        part[0] in KINDS or any(_holds(fragment, held) for fragment in part)
        for term in loose
        for part in term.parts
        if part
    )


def _holds(fragment: str, names: tuple[str, ...]) -> bool:
    word = fold(fragment)
    return not word or any(
        _stands_in(word, _folded(name)) or bool(_LATIN.fullmatch(word) and sounds_in(word, name)) for name in names
    )


@lru_cache(maxsize=65536)
def _folded(name: str) -> str:
    return fold(name)


def _stands_in(word: str, name: str) -> bool:
    """Whether a name holds a word, or all characters of a longer one in their order."""
    if word in name or len(word) < _SPREAD:
        return word in name
    at = 0
    for char in word:
        at = name.find(char, at) + 1
        if at == 0:
            return False
    return True
