"""Terms from words: what a known name, unknown Chinese words or English words may be printed as, and which words name nothing.

Chinese words are cut by the cutter's dictionary; a word of a kind that never names a thing, and that stands in no official
name, is a filler.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from index.everyday import everyday
from index.glossary import glossary
from index.vocabulary import entries
from qa.asking import SIDES
from qa.lexicon import official
from qa.marks import Mark
from qa.naming import is_generic
from qa.plan import Item, Term
from qa.preference import is_body
from qa.text import fold, strip_edges
from qa.words import Words

_CJK: Final = re.compile(r"[\u3400-\u9fff]")
# A longer stretch does not come about by chance.
_WORD: Final = 3
_BODY_NAME: Final = 4  # characters of words that may name a body by their end
# How much a character that stands alone (发 in 发工资) says beside words.
_VERB: Final = 0.5


# 第二监狱 is another one than 第一监狱.
_ASKING: Final = re.compile("几|多少|什么")
_MONEY: Final = frozenset("钱款费资金支账")
# 一件, 两部: how many of a thing, not which.
_QUANTITY: Final = re.compile(r"[一两二三四五六七八九十\d]+(?:件|个|台|辆|张|株|名|套|份|部|架|艘|次)")
_ORDINAL: Final = re.compile(r"第[一二三四五六七八九十百\d]+")


def official_term(name: str) -> Term:
    """A term for an official name with its other names."""
    forms = tuple(dict.fromkeys((name, *official().chinese.get(fold(name), ()))))
    return Term(text=name, forms=forms, weight=min(max(len(fold(name)), 2), 6))


def is_side(term: Term) -> bool:
    """Whether a term is one of the columns that all spending is divided into (基本支出, 人员经费)."""
    return any(SIDES.fullmatch(form) for form in (term.text, *term.forms))


def names_side_by_side(item: Item) -> bool:
    """Whether an item is of several known names with nothing between them (水费电费), whose crossing no table may print."""
    return len(item.terms) > 1 and all(term.known for term in item.terms)


def known_term(mark: Mark) -> Term:
    """A term for a name that is known."""
    parts: tuple[tuple[str, ...], ...] = ()
    if mark.text.isascii():
        # The English name of one thing may be part of another's: law enforcement in 城管执法.
        pieces = glossary().pieces(re.sub("^(?:the|an?) ", "", mark.text))
        parts = tuple(piece.fragments for piece in pieces) if all(piece.fragments for piece in pieces) else ()
    body = is_body(mark.forms[0], None) and fold(mark.forms[0]) not in official().names
    return Term(
        text=mark.text, forms=mark.forms, parts=parts, weight=min(max(len(fold(mark.forms[0])), 2), 6), body=body
    )


@lru_cache(maxsize=4096)
def loose_term(text: str) -> Term:
    """A term for Chinese words that are no known name: by their pieces and what stands for each in printed names."""
    parts = tuple((word, *everyday().get(word, ())) for word in cut(text))
    body = len(text) >= _BODY_NAME and is_body(text, None) and fold(text) not in official().names
    return Term(
        text=text,
        forms=(text,),
        parts=parts,
        weight=min(len(fold(text)), 6) if len(text) > 1 else _VERB,
        known=False,
        optional=len(text) == 1,
        body=body,
    )


def english_terms(words: Sequence[str]) -> list[Term]:
    """Terms for English words that are no known name: one for each piece the glossary has fragments for."""
    words = tuple(dict.fromkeys(words))
    found: list[Term] = []
    for piece in glossary().pieces(" ".join(words)):
        own = tuple(w for w in words if fold(w).startswith(fold(piece.words[0])))[:1]
        if not piece.fragments and any(
            fold(piece.words[0]) in fold(w) and len(w) > len(own[0] if own else "") for w in words
        ):
            continue
        text = " ".join(own) or " ".join(piece.words)
        parts = ((*piece.fragments, *own),) if piece.fragments else (own or piece.words,)
        found.append(Term(text=text, parts=parts, weight=2.0 * len(piece.words), known=False))
    return found


def names_a_thing(term: Term) -> bool:
    """Whether English words can only be a noun or are in no glossary (ginkgo), and so narrow what is asked for; bought does not."""
    if not term.text.isascii():
        return False
    chinese = [f for part in term.parts for f in part if _CJK.match(f)] or [f for f in term.forms if _CJK.match(f)]
    return not chinese or all(_tags(f)[-1][1][0] in "nil" for f in chinese)  # an idiom may name a thing, too (安全事故)


@lru_cache(maxsize=4096)
def cut(text: str) -> tuple[str, ...]:
    """Chinese words cut apart, those without meaning of their own left out unless nothing else is left."""
    import rjieba

    words = tuple(word for word in _joined(rjieba.cut(text, False)) if fold(word))
    words = tuple(word for word in words if not _QUANTITY.fullmatch(word)) or words
    longer = tuple(word for word in words if len(word) > 1 or word in everyday() or _names(word))
    return longer or words


@lru_cache(maxsize=4096)
def _names(char: str) -> bool:
    """Whether a character that stands alone is a noun or adjective and so says of what (老 of 为老服务)."""
    return bool(_CJK.match(char)) and all(kind in {"n", "a", "an", "ng", "ag"} for _, kind in _tags(char))


def _is_noun(word: str) -> bool:
    """Whether the cutter's dictionary has a word as a name or noun (花都, of two fillers)."""
    return all(kind[0] == "n" for _, kind in _tags(word))


def _joined(words: Iterable[str]) -> list[str]:
    """Words with neighbouring single characters joined: what the dictionary lacks is one word, not its characters."""
    found: list[str] = []
    for word in words:
        lone = len(word) == 1 and _CJK.match(word) and word not in everyday()
        if lone and found and found[-1].startswith("\0"):
            found[-1] += word
        else:
            found.append(f"\0{word}" if lone else word)
    return [part for word in found for part in (_known_inside(word[1:]) if word.startswith("\0") else (word,))]


def content(text: str, words: Words) -> list[str]:
    """What of some unknown words may name a thing: nothing if all of them are of kinds that never do."""
    body = _stripped(text)
    if (len(body) < 2 and body not in everyday()) or is_generic(body):
        return []
    tags = _tags(body)
    kept = [
        word
        for word, kind in tags
        if word in everyday()
        or _ORDINAL.fullmatch(word)
        or (kind not in words.empty_kinds and not (kind[0] in "vadzli" and not _names_things(word)))
        or _does_to_a_thing(word, kind)
    ]
    return [body] if kept else []


def _does_to_a_thing(word: str, kind: str) -> bool:
    """Whether a verb is put together of what is done and the thing it is done to (加油, 喝酒, 打球): what money goes on. Not one of money
    itself (掏钱), which says that it is spent."""
    if kind != "v" or len(word) != 2 or word[1] in _MONEY:
        return False
    (_, does), (_, thing) = _tags(word[0])[0], _tags(word[1])[0]
    return does[0] == "v" and (thing[0] == "n" or word[1] in everyday())


def _stripped(text: str) -> str:
    """Unknown words without single fillers at their edges (要, 把), as the dictionary cuts them (在职 stays whole)."""
    pieces = list(cut_all(text))
    while pieces and len(pieces[0]) == 1 and not strip_edges(pieces[0]):
        pieces.pop(0)
    while pieces and len(pieces[-1]) == 1 and not strip_edges(pieces[-1]):
        pieces.pop()
    return "".join(pieces)


@lru_cache(maxsize=4096)
def _names_things(word: str) -> bool:
    """Whether a verb or adjective stands in names of things (调研, 慰问), as the vocabulary and the glossary know them."""
    return word in everyday() or word in _name_words()


@lru_cache(maxsize=1)
def _name_words() -> frozenset[str]:
    """The words that official names and the glossary's fragments are made of."""
    names = [entry.name_zh for entry in entries()] + [f for part in glossary().phrases.values() for f in part]
    return frozenset(word for name in names for word in cut_all(name) if len(word) > 1)


@lru_cache(maxsize=4096)
def _tags(text: str) -> tuple[tuple[str, str], ...]:
    import rjieba

    found: list[tuple[str, str]] = []
    for word, kind in rjieba.tag(text):
        pieces = _known_inside(str(word))
        found += (
            ((str(word), str(kind)),) if len(pieces) == 1 else ((p, "n" if p in everyday() else kind) for p in pieces)
        )
    return tuple(found)


@lru_cache(maxsize=8192)
def _known_inside(word: str) -> tuple[str, ...]:
    """A word that the cutter only guesses (辅警发) around the longest everyday word in it; another as it is."""
    import rjieba

    spoken = max((part for part in everyday() if 1 < len(part) < len(word) and part in word), key=len, default="")
    if not spoken or len(rjieba.cut(word, False)) == 1:
        return (word,)
    before, _, after = word.partition(spoken)
    return tuple(part for part in (before, spoken, after) if part)


def inside_words(stretch: str, words: Words) -> Mapping[int, int]:
    """The places of characters that stand in a longer word of the dictionary (在 in 在职, 印 in 复印), fillers left out, each
    with the end of that word."""
    found: dict[int, int] = {}
    for run in re.finditer(r"[\u3400-\u9fff]+", stretch):
        at = run.start()
        for word in cut_all(run.group(0)):
            end = at + len(word)
            if (
                len(word) > 1
                and word not in words.noise_zh
                and not _ASKING.search(word)
                and (_is_noun(word) or not all(c in words.noise_zh for c in word))
            ):
                found |= dict.fromkeys(range(at, end), end)
            at = end
    return found


@lru_cache(maxsize=8192)
def cut_all(text: str) -> tuple[str, ...]:
    """Every word of a text that the cutter's dictionary has; other characters stand alone."""
    import rjieba

    return tuple(rjieba.cut(text, False))


@lru_cache(maxsize=8192)
def cut_finely(text: str) -> tuple[str, ...]:
    """The words of a text, those that are put together of shorter ones (女子监狱) as these."""
    import rjieba

    found: list[str] = []
    for word in cut_all(text):
        inner = tuple(part for part in rjieba.cut_for_search(word, False) if part != word)
        found += inner if "".join(inner) == word else (word,)
    return tuple(found)


@lru_cache(maxsize=65536)
def stands_in(body: str, name: str) -> bool:
    """Whether words stand in a name as words: 电费 does not in 邮电费."""
    if body not in name:
        return False
    if len(body) > _WORD or not _CJK.match(body):
        return True
    starts = {0}
    for word in cut_finely(name):
        starts.add(max(starts) + len(word))
    return any(name.startswith(body, at) for at in starts)
