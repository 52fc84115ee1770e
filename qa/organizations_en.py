"""Which organisations an English question names: where the words that name a body begin and end, and whose they are.

"Putuo District Finance Bureau", "the Audit Office of Kunming City", "Putuo's finance bureau" and "the finance bureau in Putuo" are
phrases that hold a word for a kind of body or a place; `qa.bodies` tells whose name accounts for every word of one. A phrase
that no name accounts for is a body that the store lacks: it is reported, never replaced by a similar one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from qa.bodies import DIVISIONS, GOVERNMENT, LINKS, accountable, accounts, best_of, field_words, is_english, kinds_of
from qa.organizations import CJK, Items, Mentioned, mentioned, places
from qa.sounds import is_pinyin, sounds_in

_TOKEN: Final = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*|'s\b|’s\b|[’'](?=\s)|\d[\d,.]*")
_STOP: Final = frozenset(
    ["budget", "budgets", "budgeted", "spend", "spends", "spent", "plan", "plans", "planned", "pay", "pays", "cost", "costs", "total",
     "have", "has", "had", "is", "was", "are", "were", "be", "allocate", "allocated", "set", "this", "last", "on", "how", "what",
     "which", "did", "does", "do", "will", "would", "actually", "spending", "with", "to", "by", "versus", "vs", "compared", "than",
     "from", "at", "expenditure", "final", "accounts", "or", "a", "an", "its", "their", "any", "intend",
     "expect", "receive", "received", "use", "uses", "used", "who", "when", "where", "why", "give", "show", "list", "put", "between",
     "compare", "much", "many", "set", "aside", "according", "as", "into", "about", "buy", "own", "procure", "say", "says",
     "report", "reports", "disclose", "disclosed", "income", "revenue", "expenses", "table", "year", "each", "both", "per", "alone"]
)  # fmt: skip
# Kinds that nothing but a body is: the others name things to spend on, too (schools, offices, a service centre).
_STRONG: Final = frozenset(
    ["bureau", "commission", "committee", "department", "subdistrict", "sub-district", "detachment", "brigade", "administration",
     "procuratorate", "ministry", "authority", "corps", "court", "government", "agency"]
)  # fmt: skip
# Kinds that names of items end in, too (education administration).
_FIELDS_TOO: Final = frozenset(["administration", "agency", "authority", "government"])
# Bodies that are said without a word for their kind, or by words for their field alone.
_BARE: Final = frozenset(["police"])
_HEADQUARTERS: Final = re.compile(
    r"[\s,]*[(（]?\s*(?:the )?(?:headquarters|main office|head office|own level|(?:at )?(?:its|the|their) own level)(?: only| level| itself)?(?:\s*[)）]|\b)",
    re.IGNORECASE,
)
_REFERENCE: Final = re.compile(
    r"\b(?:the|this|that) (?:whole |entire )?(?:bureau|commission|committee|detachment|subdistrict|sub-district|brigade|agency|office|body|organi[sz]ation)"
    r"(?!\s+(?:proper|itself)\b)(?=[’']s\b|[’']?\s*(?:$|[?.,;:)]|(?:spend|plan|budget|pay|have|ha[sd]|is|was|intend|expect|receive|allocate|set|put|own|buy|procure|in|on|for|this|last|next|as|and|or|actually|will|really)\w*\b))"
    r"(?:[’']s\b)?",
    re.IGNORECASE,
)
_REACH: Final = 14


@dataclass(frozen=True, slots=True)
class _Span:
    """A stretch of words that names a body or a place; `of` whose name accounts for it. `kind` tells that it holds a word for a
    kind of body, `place` that it holds a place; one with neither `of` nor `kind` is a place that bodies may share."""

    start: int
    stop: int
    of: tuple[str, ...] = ()
    place: bool = False
    kind: bool = False


def mentioned_in_english(
    question: str, names: Sequence[str], known: Sequence[str] = (), items: Items | None = None
) -> Mentioned:
    """The organisations an English question names, in English or by their Chinese names."""
    reader = _Reader(question, names)
    chinese: list[tuple[str, str]] = []
    for piece in re.findall(rf"[{CJK}（）()]*[{CJK}][{CJK}（）()]*", question):
        said = mentioned(piece, names, known, items)
        if said.unknown:
            return said
        chinese += [] if said.by_place else said.found
    spans = reader.spans()
    found = list(chinese)
    strangers: list[str] = []
    shared: dict[str, tuple[str, ...]] = {}
    for span in spans:
        text = reader.text(span)
        glossed = [name for name, stretch in chinese if reader.stands_before(span, stretch)]
        if glossed or span.of:
            found += [(name, text) for name in glossed or span.of]
        elif span.kind:
            if not reader.before_chinese(span):
                strangers.append(re.sub("^the ", "", text, flags=re.IGNORECASE))
        elif len({name for name, _ in chinese}) == 1 and reader.shares(span, chinese[0][0]):
            found.append((chinese[0][0], text))
        else:
            shared[text] = reader.at_place(span)
    aside = tuple(match.group(0) for match in _REFERENCE.finditer(question))
    if found or strangers:
        elsewhere = [text for text, of in shared.items() if not of]
        found += [
            (name, text) for text, of in shared.items() for name in of if any(name == other for other, _ in found)
        ]
        return Mentioned(tuple(dict.fromkeys(found)), next(iter([*strangers, *elsewhere]), None), aside=aside)
    for text, of in shared.items():
        if not of:
            return Mentioned((), re.sub("^the ", "", text, flags=re.IGNORECASE), aside=aside)
    places_ = tuple((name, text) for text, of in shared.items() for name in of)
    return Mentioned(places_, None, by_place=bool(places_), aside=aside)


class _Reader:
    """Finds the phrases of one question."""

    def __init__(self, question: str, names: Sequence[str]) -> None:
        self.question, self.names = question, tuple(names)
        self.words = [(m.group(0), m.start(), m.end()) for m in _TOKEN.finditer(question)]
        self.lowered = ["'s" if word in {"’s", "'", "’"} else word.lower() for word, *_ in self.words]

    # -- what stands where ----------------------------------------------------------------------------------------

    def text(self, span: _Span) -> str:
        """A span as it stands in the question, with an article before it and a possessive behind it."""
        start = span.start - 1 if span.start and self.lowered[span.start - 1] == "the" else span.start
        stop = span.stop
        if stop < len(self.words) and self.lowered[stop] == "'s" and self._gap(stop) == "":
            stop += 1
        end = self.words[stop - 1][2]
        if any("本级" in name for name in span.of) and (match := _HEADQUARTERS.match(self.question, end)):
            end = match.end()
        return self.question[self.words[start][1] : end]

    def stands_before(self, span: _Span, chinese: str) -> bool:
        """Whether a name in Chinese follows a span between brackets."""
        at = self.question.find(chinese, self.words[span.stop - 1][2])
        return at >= 0 and bool(re.fullmatch(r"\s*[（(,]\s*", self.question[self.words[span.stop - 1][2] : at]))

    def before_chinese(self, span: _Span) -> bool:
        """Whether any words in Chinese stand between brackets in a span or behind it: they say what it is."""
        return bool(re.search(f"[{CJK}]", self.text(span))) or bool(
            re.match(rf"\s*[（(]\s*[{CJK}]", self.question[self.words[span.stop - 1][2] :])
        )

    def shares(self, span: _Span, name: str) -> bool:
        """Whether a span has a word that sounds like part of a name."""
        return any(sounds_in(word, name) for word in self.lowered[span.start : span.stop])

    def at_place(self, span: _Span) -> tuple[str, ...]:
        """The names of the bodies at a place."""
        words = [w for w in self.lowered[span.start : span.stop] if w not in LINKS and w not in DIVISIONS]
        return tuple(name for name in self.names if all(accountable(word, name) for word in words))

    def _gap(self, at: int) -> str:
        """What stands between a word and the one before it."""
        return self.question[self.words[at - 1][2] : self.words[at][1]] if at else ""

    def _broken(self, at: int) -> bool:
        """Whether a phrase ends before a word."""
        if self.lowered[at] in _STOP or self.lowered[at][0].isdigit():
            return True
        gap = self._gap(at).strip()
        if (
            gap == ","
            and self._is_place(at)
            and self._is_place(at - 1 if self.lowered[at - 1] not in DIVISIONS else at - 2)
        ):
            return False  # Putuo District, Shanghai
        return bool(gap) and gap not in {"&", "-"}

    def _is_place(self, at: int) -> bool:
        word, lowered = self.words[at][0], self.lowered[at]
        if lowered in places().english:
            return True
        if at + 1 < len(self.words) and f"{lowered} {self.lowered[at + 1]}" in places().english:
            return True
        if len(lowered) > 3 and not is_english(lowered) and any(sounds_in(lowered, name) for name in self.names):
            return True
        behind = self.lowered[at + 1] if at + 1 < len(self.words) else ""
        divided = behind in DIVISIONS and behind not in {"local", "region"}
        return (
            (divided or behind in {"subdistrict", "sub-district"})
            and word[0].isupper()
            and (not is_english(lowered) or is_pinyin(lowered))
        )

    def _is_kind(self, at: int) -> bool:
        word = self.lowered[at]
        behind = self.lowered[at + 1] if at + 1 < len(self.words) else ""
        if word in {"unit", "department"} and behind in {"budget", "budgets", "level", "accounts", "final"}:
            return False  # the level, not the body
        return (
            bool(kinds_of(word))
            or word in _BARE
            or word.removesuffix("s") in {"team", "squad", "unit", "division", "ministry"}
        )

    def _is_field(self, at: int) -> bool:
        """Whether a word is one that names of bodies are made of."""
        word = self.lowered[at]
        return word in field_words() or word in GOVERNMENT

    # -- phrases --------------------------------------------------------------------------------------------------

    def spans(self) -> list[_Span]:
        """Every phrase, in order."""
        found: list[_Span] = []
        at = 0
        while at < len(self.words):
            span = self._held(at) or self._strange(at, found[-1].stop if found else 0)
            if span is None:
                at += 1
                continue
            found.append(span)
            at = span.stop
        return self._joined(found)

    def _held(self, start: int) -> _Span | None:
        """The longest phrase from here that some name accounts for."""
        if self.lowered[start] in _STOP or self.lowered[start] in LINKS or self.lowered[start][0].isdigit():
            return None
        begins = not start or self.lowered[start - 1] in _STOP | LINKS or self._broken(start)
        if not begins and not self._is_place(start):
            return None  # the middle of a phrase
        reach = {start: frozenset(self.names)}
        last = start
        for stop in range(start + 1, min(len(self.words), start + _REACH) + 1):
            if stop - 1 > start and self._broken(stop - 1):
                break
            reached: frozenset[str] = frozenset()
            for length in range(1, min(4, stop - start) + 1):
                before = reach.get(stop - length, frozenset())
                phrase = " ".join(self.lowered[stop - length : stop])
                reached |= {name for name in before if accountable(phrase, name)} if before else frozenset()
            reach[stop] = reached
            last = stop
        for stop in range(last, start, -1):
            if self.lowered[stop - 1] in LINKS or not reach[stop] or not self._well_formed(start, stop):
                continue
            scored = self._scored(start, stop, reach[stop])
            if scored and not self._goes_on(start, stop):
                return _Span(start, stop, best_of(scored), self._has_place(start, stop), True)
        return None

    def _scored(self, start: int, stop: int, names: frozenset[str]) -> list[tuple[float, str]]:
        words = tuple(word for word in self.lowered[start:stop] if word != "'s")
        placed = self._has_place(start, stop)
        kinds = [at for at in range(start, stop) if self._is_kind(at)]
        if not placed and not kinds:
            return []
        if (
            not placed
            and not any(self.lowered[at].removesuffix("s") in _STRONG - _FIELDS_TOO for at in kinds)
            and not self._ends(stop)
        ):
            return []  # office supplies are no office's
        if not placed and not (start and self.lowered[start - 1] == "the") and self._only_fields(kinds):
            return []
        return [(score, name) for name in self.names if name in names and (score := accounts(words, name)) > 0]

    def _only_fields(self, kinds: Sequence[int]) -> bool:
        return all(self.lowered[at].removesuffix("s") in _FIELDS_TOO for at in kinds)

    def _well_formed(self, start: int, stop: int) -> bool:
        """Whether what stands before the first "of" is a body by its kind: the bureau of, no cost of."""
        words = self.lowered[start:stop]
        for word in ("of", "for", "in", "under"):
            if word in words:
                head = start + words.index(word) - 1
                if head < start or not (self._is_kind(head) or self.lowered[head] in DIVISIONS):
                    return any(self._is_kind(at) for at in range(start, head)) and word != "in"
        return True

    def _goes_on(self, start: int, stop: int) -> bool:
        """Whether the words behind a phrase make another body of it: the audit bureau | training centre."""
        if self._at_another_place(stop, self._has_place(start, stop)):
            return True
        at = stop
        while at < min(len(self.words), stop + 5) and not self._broken(at) and self.lowered[at] not in {"'s", *LINKS}:
            if self._is_kind(at) and self.lowered[at].removesuffix("s") in _STRONG:
                return True
            at += 1
        if at < len(self.words) and at == stop and self.lowered[at] == "and" and not self._broken(at):
            # Commission of Development and | Reform; a field behind "and" that no name has makes it another body.
            kind = self.lowered[stop - 1] in field_words() and "of" in self.lowered[start:stop]
            return kind and at + 1 < len(self.words) and self._is_field(at + 1) and not self._is_place(at + 1)
        return False

    def _at_another_place(self, stop: int, placed: bool) -> bool:
        """Whether a place stands behind a phrase that is none of the body's that the phrase fits."""
        if stop + 1 >= len(self.words) or self.lowered[stop] not in {"of", "in", "for"} or self._broken(stop):
            return False
        at = stop + 2 if self.lowered[stop + 1] == "the" and stop + 2 < len(self.words) else stop + 1
        if self._broken(at):
            return False
        return self._is_place(at) or (not placed and self._is_placelike(at))

    def _is_placelike(self, at: int) -> bool:
        """Whether a word is written as the name of a place, or is pinyin and no English."""
        lowered = self.lowered[at]
        return is_pinyin(lowered) and not is_english(lowered)

    def _ends(self, stop: int) -> bool:
        """Whether a noun phrase ends before a word: a verb, a preposition or nothing follows."""
        return stop >= len(self.words) or self._broken(stop) or self.lowered[stop] in {"'s", *LINKS, "headquarters"}

    def _has_place(self, start: int, stop: int) -> bool:
        return any(self._is_place(at) for at in range(start, stop))

    def _strange(self, start: int, floor: int) -> _Span | None:
        """A place from here, with the kind of body behind or before it that no name accounts for."""
        if not self._is_place(start):
            return self._strange_field(start, floor)
        stop, last, kind = start + 1, start + 1, False
        while stop < min(len(self.words), start + _REACH) and not self._broken(stop):
            word = self.lowered[stop]
            if self._is_kind(stop):
                strong = word.removesuffix("s") in _STRONG or word in _BARE
                if strong or self._ends(stop + 1):
                    last, kind = stop + 1, True
            elif word in DIVISIONS and not kind:
                last = stop + 1
            elif (
                (word == "'s" and kind)
                or (word in {"and", "or"} and stop + 1 < len(self.words) and self._is_place(stop + 1))
                or (kind and word not in {"of", "for", "the"} and not self._is_field(stop) and not self._is_place(stop))
            ):
                break
            elif kind and self.lowered[last] in {"of", "for"} and (self._is_field(stop) or self._is_place(stop)):
                last = stop + 1
            stop += 1
        begin = self._head_before(start, floor)
        return _Span(begin if begin is not None else start, last, (), True, kind or begin is not None)

    def _head_before(self, place: int, floor: int) -> int | None:
        """Where the kind of body begins whose place this is: the education bureau of | Suzhou."""
        at = place - 1
        while at > floor and self.lowered[at] in {"the", "city", "people's", "municipal", "government"}:
            at -= 1
        if at < floor or self.lowered[at] not in {"of", "for", "in"} or at - 1 < floor:
            return None
        at -= 1
        while at > floor and not self._is_kind(at) and self._is_field(at) | (self.lowered[at] in LINKS - {"the", "in"}):
            at -= 1
        if not self._is_kind(at) or (self.lowered[at].removesuffix("s") not in _STRONG | {"office"}):
            return None
        while at > floor and not self._broken(at) and not self._broken(at - 1) and self._is_field(at - 1):
            at -= 1
        return at

    def _strange_field(self, start: int, floor: int) -> _Span | None:
        """A body with a pinyin name that is no place of any name: minhang finance bureau, finance bureau of Pudong."""
        if not self._is_placelike(start):
            return None
        begin = self._head_before(start, floor)
        if begin is not None:
            return _Span(begin, start + 1, (), True, True)
        stop = start + 1
        while stop < min(len(self.words), start + 6) and not self._broken(stop) and self._is_field(stop):
            stop += 1
        strong = stop < len(self.words) and not self._broken(stop) and self.lowered[stop] in _STRONG
        return _Span(start, stop + 1, (), True, True) if strong else None

    # -- phrases that lean on one another ---------------------------------------------------------------------------

    def _joined(self, spans: Sequence[_Span]) -> list[_Span]:
        """A place before a connector takes the body behind it (Shanghai and the Suzhou audit bureau); a body without a place
        takes the only place there is, or the place of the body before it."""
        found = list(spans)
        for at, span in enumerate(found):
            if not span.kind and at + 1 < len(found) and found[at + 1].kind and self._connected(span, found[at + 1]):
                behind = found[at + 1]
                body = [
                    w
                    for i, w in enumerate(self.lowered[behind.start : behind.stop], behind.start)
                    if not self._is_place(i)
                ]
                of = self._named([*self.lowered[span.start : span.stop], *body])
                found[at] = replace(span, of=of, kind=True)
        alone = [at for at, span in enumerate(found) if not span.kind]
        for at, span in enumerate(found):
            if not span.kind or span.place or (len(span.of) < 2 and span.of):
                continue
            follows = at + 1 < len(found) and found[at + 1].place and self._connected(span, found[at + 1])
            before = at > 0 and found[at - 1].place
            other = alone[0] if len(alone) == 1 else at + 1 if follows else at - 1 if before else None
            if other is None:
                continue
            where = [w for i, w in self._range(found[other]) if self._is_place(i) or w in DIVISIONS]
            of = self._named([*where, *self.lowered[span.start : span.stop]])
            found[at] = replace(span, of=of or span.of, place=True)
            if of and other in alone:
                found[other] = replace(found[other], of=of, kind=True)
        return found

    def _range(self, span: _Span) -> list[tuple[int, str]]:
        return list(enumerate(self.lowered[span.start : span.stop], span.start))

    def _connected(self, first: _Span, second: _Span) -> bool:
        between = [w for w in self.lowered[first.stop : second.start] if w != "the"]
        return len(between) == 1 and between[0] in {"and", "or", "versus", "vs", "than"}

    def _named(self, words: Sequence[str]) -> tuple[str, ...]:
        said = tuple(word for word in words if word != "'s")
        said = (*said[:-1], said[-1].removesuffix("s")) if said else said
        scored = [(score, name) for name in self.names if (score := accounts(said, name)) > 0]
        return best_of(scored)
