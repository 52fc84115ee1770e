"""A stretch of a marked question as things asked for: terms, codes, wholes, and where each is to be looked up.

Chunks between connectors (和, 、, and) are things of their own; all the words of one chunk speak of one thing together. A
chunk that only places (2024年, 部门口径) takes the thing from its neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from index.everyday import everyday
from index.glossary import glossary
from index.vocabulary import entries
from qa.lexicon import official
from qa.marks import CLOSE, OPEN, Mark, Marked
from qa.naming import is_generic
from qa.plan import Item, Language, Term
from qa.text import fold, strip_edges
from qa.words import Words

_CJK: Final = re.compile(r"[\u3400-\u9fff]")
_THINGS: Final = frozenset(("name", "code", "whole", "group"))
_WORD: Final = re.compile(r"[a-z0-9%]+(?:['-][a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a chunk: a mark, a connector, or words that are no filler."""

    kind: Literal["mark", "connector", "words", "gap"]
    text: str = ""
    mark: Mark | None = None


class Reader:
    """Reads stretches of one marked question."""

    def __init__(self, marked: Marked, words: Words, language: Language) -> None:
        self.marked, self.words, self.language = marked, words, language

    def items(self, stretch: str, *, change: bool = False, versus: bool = False) -> list[Item]:
        """The things a stretch asks for, in order. `change` leaves words of change out (增长, fell); `versus` also
        divides at words of comparison."""
        if versus:
            stretch = re.sub(
                r"\b(?:versus|vs\.?|compared (?:with|to)|against)\b|对比",
                " and " if self.language == "en" else "和",
                stretch,
            )
        chunks: list[list[Piece]] = [[]]
        for piece in self.pieces(stretch, change=change):
            if piece.kind == "connector":
                chunks.append([])
            else:
                chunks[-1].append(piece)
        found = [item for chunk in chunks for item in self._chunk(chunk)]
        return inherited(found)

    def pieces(self, stretch: str, *, change: bool = False) -> list[Piece]:
        """A stretch cut into marks, connectors and words; fillers are gaps. A remark between brackets only counts by the
        names in it, unless nothing outside names anything."""
        read = self._english if self.language == "en" else self._chinese
        parts = re.split(f"({OPEN}[^{OPEN}{CLOSE}]*{CLOSE})", stretch)
        cuts = [(part.startswith(OPEN), read(part.strip(OPEN + CLOSE), change)) for part in parts]
        named = any(
            piece.kind == "words" or (piece.mark and piece.mark.kind in _THINGS)
            for remark, pieces in cuts
            for piece in pieces
            if not remark
        )
        return [p for remark, pieces in cuts for p in pieces if not remark or p.kind != "words" or not named]

    def _chinese(self, stretch: str, change: bool) -> list[Piece]:
        found: list[Piece] = []
        loose = ""

        def flush() -> None:
            nonlocal loose
            for word in _content(loose, self.words):
                found.append(Piece("words", word))
            loose = ""

        inside = _inside_words(stretch, self.words)
        at = 0
        while at < len(stretch):
            char = stretch[at]
            if char in self.marked.marks:
                flush()
                found.append(Piece("mark", char, self.marked.marks[char]))
                at += 1
                continue
            connector = next((c for c in self.words.connectors_zh if stretch.startswith(c, at)), None)
            filler = self._filler(stretch, at, change)
            if connector and len(connector) >= filler:
                flush()
                found.append(Piece("connector"))
                at += len(connector)
            elif filler or char.isspace():
                if filler == 1 and at in inside:
                    loose += char
                    at += 1
                    continue
                flush()
                # 人员经费多少 公用经费多少: the question word ends one thing, the next is another.
                asked = stretch[at : at + filler].startswith(("多少", "几多")) and any(
                    p.mark and p.mark.kind in _THINGS for p in found
                )
                found.append(Piece("connector" if asked else "gap"))
                at += max(filler, 1)
            elif char.isalnum():
                loose += char
                at += 1
            else:
                flush()
                found.append(Piece("gap"))
                at += 1
        flush()
        return found

    def _filler(self, stretch: str, at: int, change: bool) -> int:
        """The length of the filler that begins here, 0 if none does."""
        longest = 0
        for length in range(self.words.longest_noise, 0, -1):
            if stretch[at : at + length] in self.words.noise_zh and at + length <= len(stretch):
                longest = length
                break
        if change:
            longest = max([longest, *(len(w) for w in self.words.change_zh if stretch.startswith(w, at))])
        return longest

    def _english(self, stretch: str, change: bool) -> list[Piece]:
        found: list[Piece] = []
        for token in stretch.split():
            for part in re.findall(r"[\ue000-\ue8ff\x02\x03]|[^\s\ue000-\ue8ff\x02\x03]+", token):
                if part in self.marked.marks:
                    found.append(Piece("mark", part, self.marked.marks[part]))
                elif _CJK.search(part):
                    found += [Piece("words", word) for word in _content(part, self.words)]
                elif part in self.words.connectors_en or part == ",":
                    found.append(Piece("connector"))
                elif (
                    part in self.words.noise_en
                    or not _WORD.fullmatch(part)
                    or part.isdecimal()
                    or (change and part in self.words.change_en)
                ):
                    found.append(Piece("gap"))
                else:
                    found.append(Piece("words", part))
        return found

    def _chunk(self, chunk: Sequence[Piece]) -> list[Item]:
        marks = [piece.mark for piece in chunk if piece.mark is not None]
        places: list[dict[str, object]] = [{}]
        for made in marks:
            said = _place(made)
            if any(key in places[-1] and places[-1][key] != value for key, value in said.items()):
                places.append({})  # another year, level or sense: the same thing once more, there
            places[-1] |= said
        place = places[0]
        terms = tuple(self._terms(chunk))
        whole = next((made.whole for made in marks if made.kind == "whole"), None)
        codes = [made.text for made in marks if made.kind == "code"]
        text = self._text(chunk)
        group = next((made for made in marks if made.kind == "group"), None)
        if group is not None:
            return [
                Item(text=name, terms=(*(t for t in terms if t.known), official_term(name)), group=True, **place)  # type: ignore[arg-type]
                for name in group.forms
            ]
        if codes:
            named = tuple(term for term in terms if term.known)
            return [Item(text=code, code=code, terms=named, **place) for code in codes]  # type: ignore[arg-type]
        if not terms and whole is None and not place:
            return []
        first = Item(text=text, terms=terms, whole=whole, **place)  # type: ignore[arg-type]
        return [first, *(Item(**more) for more in places[1:])]  # type: ignore[arg-type]

    def _text(self, chunk: Sequence[Piece]) -> str:
        said = [
            piece.mark.text if piece.mark else piece.text
            for piece in chunk
            if piece.kind == "words" or (piece.mark and piece.mark.kind in _THINGS)
        ]
        return (" " if self.language == "en" else "").join(said)

    def _terms(self, chunk: Sequence[Piece]) -> Iterable[Term]:
        loose: list[str] = []
        for piece in chunk:
            if piece.mark is not None and piece.mark.kind == "name":
                yield known_term(piece.mark)
            elif piece.kind == "words":
                if self.language == "zh" or _CJK.search(piece.text):
                    yield loose_term(piece.text)
                else:
                    loose.append(piece.text)
        if loose:
            yield from english_terms(loose)


def official_term(name: str) -> Term:
    """A term for an official name with its other names."""
    forms = tuple(dict.fromkeys((name, *official().chinese.get(fold(name), ()))))
    return Term(text=name, forms=forms, weight=min(max(len(fold(name)), 2), 6))


def _place(made: Mark) -> dict[str, object]:
    """Where a mark says that a thing is to be looked up."""
    if made.kind == "period":
        return {"year": made.year, "basis": made.basis} if made.basis else {"year": made.year}
    if made.kind == "aspect":
        return {"aspect": made.aspect, "basis": made.basis} if made.basis else {"aspect": made.aspect}
    if made.kind == "organization":
        return {"organization": made.organization} if made.organization else {}
    if made.kind == "sense":
        return {"sense": made.sense}
    return {"level": made.level} if made.level else {}


def known_term(mark: Mark) -> Term:
    """A term for a name that is known."""
    return Term(text=mark.text, forms=mark.forms, weight=min(max(len(fold(mark.forms[0])), 2), 6))


@lru_cache(maxsize=4096)
def loose_term(text: str) -> Term:
    """A term for Chinese words that are no known name: by their pieces and what stands for each in printed names."""
    parts = tuple((word, *everyday().get(word, ())) for word in cut(text))
    return Term(
        text=text,
        forms=(text,),
        parts=parts,
        weight=min(max(len(fold(text)), 1), 6),
        known=False,
        optional=len(text) == 1,
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
        found.append(
            Term(text=text, parts=parts, weight=2.0 * len(piece.words), known=False, optional=not piece.fragments)
        )
    return found


@lru_cache(maxsize=4096)
def cut(text: str) -> tuple[str, ...]:
    """Chinese words cut apart, those without meaning of their own left out unless nothing else is left."""
    import rjieba

    words = tuple(word for word in _joined(rjieba.cut(text, False)) if fold(word))
    longer = tuple(word for word in words if len(word) > 1 or word in everyday())
    return longer or words


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
    return [word.lstrip("\0") for word in found]


def _content(text: str, words: Words) -> list[str]:
    """What of some unknown words may name a thing: nothing if all of them are of kinds that never do."""
    body = _stripped(text)
    if (len(body) < 2 and body not in everyday()) or is_generic(body):
        return []
    tags = _tags(body)
    kept = [
        word
        for word, kind in tags
        if word in everyday()
        or (kind not in words.empty_kinds and not (kind[0] in "vadzli" and not _names_things(word)))
    ]
    return [body] if kept else []


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

    return tuple((str(word), str(kind)) for word, kind in rjieba.tag(text))


def _inside_words(stretch: str, words: Words) -> frozenset[int]:
    """The places of characters that stand in a longer word of the dictionary (在 in 在职, 印 in 复印), fillers left out."""
    found: set[int] = set()
    for run in re.finditer(r"[\u3400-\u9fff]+", stretch):
        at = run.start()
        for word in cut_all(run.group(0)):
            if (
                len(word) > 1
                and word not in words.noise_zh
                and (_is_noun(word) or not all(c in words.noise_zh for c in word))
            ):
                found |= set(range(at, at + len(word)))
            at += len(word)
    return frozenset(found)


@lru_cache(maxsize=8192)
def cut_all(text: str) -> tuple[str, ...]:
    """Every word of a text that the cutter's dictionary has; other characters stand alone."""
    import rjieba

    return tuple(rjieba.cut(text, False))


def inherited(items: Sequence[Item]) -> list[Item]:
    """Items that only place take the thing from the nearest that names one; one that they only repeat is dropped."""
    if not any(item.named for item in items):
        return list(items)
    found: list[Item] = []
    for at, item in enumerate(items):
        if item.named:
            behind = items[at + 1 :]
            bare = [i for i in behind if not i.named and i.placed]
            if (
                len(bare) >= 2
                and len(bare) == len(behind)
                and any(_all_say(bare, key) and getattr(item, key) is None for key in _PLACES)
            ):
                # 公共法律服务，部门口径和单位口径: the two places are what is asked for
                continue
            found.append(item)
            continue
        donor = next((i for i in reversed(items[:at]) if i.named), None) or next(i for i in items[at:] if i.named)
        found.append(placed_like(donor, item))
    return found


_PLACES: Final = ("year", "level", "organization")


def _all_say(items: Sequence[Item], key: str) -> bool:
    return all(getattr(item, key) is not None for item in items)


def placed_like(thing: Item, place: Item) -> Item:
    """One item's thing at another one's place; what the place leaves open stays as it was."""
    changes = {
        key: value
        for key in ("year", "basis", "level", "organization", "sense")
        if (value := getattr(place, key)) is not None
    }
    if "year" in changes and "basis" not in changes:
        changes["basis"] = None
    if place.aspect:
        changes["aspect"] = place.aspect
    elif "basis" in changes:
        changes["aspect"] = ()
    return thing.model_copy(update=changes)
