"""Chinese names by their sound: which words are pinyin, and of which characters."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=8192)
def sound_of(name: str) -> tuple[str, ...]:
    """The pinyin of a name, a syllable a character."""
    from pypinyin import lazy_pinyin

    return tuple(str(syllable) for syllable in lazy_pinyin(name))


@lru_cache(maxsize=65536)
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


def sounding(word: str, name: str) -> str:
    """The characters of a name that a word is the pinyin of."""
    sound = sound_of(name)
    for start in range(len(sound)):
        for stop in range(start + 2, len(sound) + 1):
            if "".join(sound[start:stop]) == word:
                return name[start:stop]
    return ""


@lru_cache(maxsize=1)
def _syllables() -> frozenset[str]:
    from pypinyin import lazy_pinyin

    return frozenset(syllable for syllable in lazy_pinyin([chr(code) for code in range(0x4E00, 0x9FA6)]))


@lru_cache(maxsize=8192)
def is_pinyin(word: str) -> bool:
    """Whether a word can be read as two or more syllables of pinyin."""
    cuts = {0: 0}
    for stop in range(1, len(word) + 1):
        for start in [s for s in cuts if s < stop]:
            if word[start:stop] in _syllables():
                cuts[stop] = max(cuts.get(stop, 0), cuts[start] + 1)
    return cuts.get(len(word), 0) > 1
