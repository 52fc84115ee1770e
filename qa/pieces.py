"""A stretch of a marked question as things asked for: terms, codes, wholes, and where each is to be looked up.

Chunks between connectors (和, 、, and) are things of their own; all the words of one chunk speak of one thing together. A
chunk that only places (2024年, 部门口径) takes the thing from its neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from qa.marks import CLOSE, OPEN, Mark, Marked
from qa.naming import is_fund
from qa.plan import Item, Language, Term
from qa.terms import content, english_terms, inside_words, is_side, known_term, loose_term, official_term
from qa.words import Words

_COMES_IN: Final = frozenset(("income", "revenue", "revenues", "receipts"))
_CJK: Final = re.compile(r"[\u3400-\u9fff]")


# Words that go with everything: they name nothing that could be missing.
_GENERAL: Final = re.compile("(?:其他|其它|其余|各类|各项|各种|支出|收入|预算|决算|资金|经费|费用|金额)+")


_THINGS: Final = frozenset(("name", "code", "whole", "group", "phrase"))


# 差旅费有多少是项目支出, 有多少列在项目支出里: how much of one thing is the other.
_PARTITIVE: Final = re.compile(
    "(?:钱|资金|经费|预算)?(?:是|来自|来源于|出自|属于|[列放算归摆计]在|[列计纳归]入|包[含括]在|安排在)"
)


_DIGITAL: Final = re.compile(
    "政府|经济|乡村|财政|城市|中国|档案|平台|证书|孪生|赋能|治理|资源|技术|系统|化|人民币|广东|城管|校园"
)


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
        # What only says which kind of things the others are.
        self.announced: set[str] = set()
        # Words that name nothing as far as is known (加油, 修车).
        self.dropped: list[str] = []

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
        items = [self._chunk(chunk) for chunk in chunks]
        kept: list[Item] = []
        for at, found in enumerate(items):
            if _announces(chunks, items, at):
                self.announced |= {term.text for item in found for term in item.terms}
            else:
                kept += found
        return inherited(_bodies_by_columns(_levels_alone(kept)))

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
        glossed = self.language == "zh" and any(
            piece.mark and piece.mark.kind in {"name", "code"} for remark, pieces in cuts for piece in pieces if remark
        )
        outside = any(p.mark and p.mark.kind in _THINGS for remark, pieces in cuts for p in pieces if not remark)
        if glossed and named and not outside:
            # 补给公交公司运营的那笔钱（公共交通运营补助）: the name between the brackets is what the words mean.
            return [p for remark, pieces in cuts for p in pieces if remark or p.kind != "words"]
        return [p for remark, pieces in cuts for p in pieces if not remark or p.kind != "words" or not named]

    def _chinese(self, stretch: str, change: bool) -> list[Piece]:
        found: list[Piece] = []
        loose = ""

        def flush() -> None:
            nonlocal loose
            named = content(loose, self.words)
            for word in named:
                found.append(Piece("words", word))
            if not named and len(loose) > 1 and not _GENERAL.fullmatch(loose):
                self.dropped.append(loose)
            loose = ""

        inside = inside_words(stretch, self.words)
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
            if connector and inside.get(at, 0) > at + len(connector):
                connector = None  # the 加 of 加油
            if connector and len(connector) >= filler:
                flush()
                found.append(Piece("connector"))
                at += len(connector)
            elif filler or char.isspace():
                asks = stretch[at : at + filler].startswith(("多少", "几"))
                end = inside.get(at + filler - 1, 0)  # 办公家具: 公家 ends inside a word
                if (at in inside and (filler == 1 or (inside[at] > at + filler and not asks))) or (
                    end > at + filler and not asks
                ):
                    loose += char
                    at += 1
                    continue
                flush()
                # 人员经费多少 公用经费多少: the question word ends one thing, the next is another.
                asked = stretch[at : at + filler].startswith(("多少", "几多")) and any(
                    p.mark and p.mark.kind in _THINGS for p in found
                )
                # 执法办案安排了多少政府采购: the second is a column of the first.
                after = stretch[at + max(filler, 1) :]
                crossing = bool(after[:1]) and (after[0] in self.marked.marks or bool(_PARTITIVE.match(after)))
                crossing = crossing and not re.search("多少|几多", after)
                found.append(Piece("connector" if asked and not crossing else "gap"))
                at += max(filler, 1)
            elif char.isalnum():
                loose += char
                at += 1
            else:
                flush()
                # 多少辆车?其中几辆…: a sentence's end is the end of a thing, too.
                found.append(Piece("connector" if char in "?;。!" else "gap"))
                at += 1
        flush()
        return found

    def _filler(self, stretch: str, at: int, change: bool) -> int:
        """The length of the filler that begins here, 0 if none does."""
        longest = 0
        for length in range(self.words.longest_noise, 0, -1):
            said = stretch[at : at + length]
            digital = said.endswith("数字") and _DIGITAL.match(stretch, at + length)  # 数字政府: no figure
            if said in self.words.noise_zh and at + length <= len(stretch) and not digital:
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
                    found += [Piece("words", word) for word in content(part, self.words)]
                elif part in self.words.connectors_en or part == ",":
                    found.append(Piece("connector"))
                elif (
                    part in self.words.noise_en
                    or not _WORD.fullmatch(part)
                    or part.isdecimal()
                    or (change and part in self.words.change_en)
                ):
                    found.append(Piece("gap", part))
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
        if self.language == "en" and any(re.match("others?\\b", term.text) for term in terms):
            terms = tuple(term.model_copy(update={"rest": True}) for term in terms)
        if any(term.known and term.forms and is_fund(term.forms[0]) for term in terms):
            # income from own funds: the fund is asked for, and what comes in of it is called by its name
            terms = tuple(term for term in terms if term.known or term.text not in _COMES_IN)
        wholes = [made.whole for made in marks if made.kind == "whole"]
        whole = "income" if "income" in wholes else next(iter(wholes), None)  # 部门预算总收入
        codes = [made.text for made in marks if made.kind == "code"]
        text = self._text(chunk)
        group = next((made for made in marks if made.kind == "group"), None)
        if group is not None:
            return [
                Item(text=name, terms=(*terms, official_term(name)), group=True, **place)  # type: ignore[arg-type]
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
        phrases = {w for p in chunk if p.mark is not None and p.mark.kind == "phrase" for w in p.mark.text.split()}
        for piece in chunk:
            if piece.mark is not None and piece.mark.kind == "name":
                yield known_term(piece.mark)
            elif piece.mark is not None and piece.mark.kind == "phrase":
                yield Term(
                    text=piece.mark.text,
                    parts=(piece.mark.forms,),
                    weight=2.0 * len(piece.mark.text.split()),
                    known=False,
                )
            elif piece.kind == "words":
                if self.language == "zh" or _CJK.search(piece.text):
                    yield loose_term(piece.text)
                elif piece.text not in phrases:
                    loose.append(piece.text)
        if loose:
            yield from english_terms(loose)


_SIDED: Final = re.compile("收入|支出|income|revenue|spending|expenditure", re.IGNORECASE)
_NUMBERS: Final = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "both": 2}


def _announces(chunks: Sequence[Sequence[Piece]], items: Sequence[Sequence[Item]], at: int) -> bool:
    """Whether a chunk only says how many things of which kind the others are (the two kindergartens, A and B)."""
    number = next((_NUMBERS[p.text] for p in chunks[at] if p.kind == "gap" and p.text in _NUMBERS), 0)
    return number > 1 and sum(item.named for other in items[at + 1 :] for item in other) == number


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
    if made.kind == "table":
        return {"table": made.text}
    return {"level": made.level} if made.level else {}


def _levels_alone(items: Sequence[Item]) -> list[Item]:
    """部门预算和单位预算里的购房补贴: two levels that a thing is asked for at, and no totals of theirs."""
    if len({item.level for item in items if item.level}) < 2 or not any(item.terms or item.code for item in items):
        return list(items)
    return [item.model_copy(update={"whole": None}) if item.level and item.whole else item for item in items]


def _bodies_by_columns(items: Sequence[Item]) -> list[Item]:
    """甲监狱和乙监狱，基本支出多少、项目支出多少; 甲、乙的基本支出和项目支出: each column of each of the bodies in front."""
    parts: list[Item] = []
    for item in items:
        bodies = tuple(term for term in item.terms if term.body)
        rest = tuple(term for term in item.terms if not term.body)
        both = len(bodies) == 1 and rest and not item.code and not item.whole and all(is_side(term) for term in rest)
        split = [item.model_copy(update={"terms": terms}) for terms in (bodies, rest)] if both else [item]
        parts += split
    bodies_ = [item for item in parts if _is_body(item)]
    columns = [item for item in parts if is_column(item) and not item.whole]
    if (
        len(bodies_) < 2
        or not columns
        or [*bodies_, *columns] != parts
        or (len(columns) == 1 and len(parts) > len(items))
    ):
        return list(items)
    return [
        column.model_copy(
            update={"terms": (*body.terms, *column.terms), "text": f"{body.terms[0].text}{column.terms[0].text}"}
        )
        for body in bodies_
        for column in columns
    ]


def is_column(item: Item) -> bool:
    """Whether a thing is nothing but a column that all spending is divided into."""
    return bool(item.terms) and not item.code and all(is_side(term) for term in item.terms)


def without_side(item: Item) -> Item | None:
    """What of a thing stands in one of the columns of all spending (特殊教育 of 特殊教育项目支出); `None` where there is no such thing."""
    rest = tuple(term for term in item.terms if not is_side(term))
    things = any(not term.body for term in rest) or item.code
    return item.model_copy(update={"terms": rest, "text": ""}) if things and len(rest) < len(item.terms) else None


def _is_body(item: Item) -> bool:
    return bool(item.terms) and not item.code and not item.whole and all(term.body for term in item.terms)


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
            ahead = items[:at]
            if (
                len(ahead) >= 2
                and not behind
                and not any(i.named for i in ahead)
                and any(_all_say(ahead, key) and getattr(item, key) is None for key in _PLACES)
            ):
                continue  # 甲局和乙局，谁的总预算大: so are the two that stand in front
            found.append(item)
            continue
        donor = next((i for i in reversed(items[:at]) if i.named), None) or next(i for i in items[at:] if i.named)
        if donor.code and item == Item(sense=item.sense, text=item.text):
            continue  # across all the functional lines: a code's own classification is another one's no more
        found.append(placed_like(donor, item))
    return found


_PLACES: Final = ("year", "level", "organization", "table")


def _all_say(items: Sequence[Item], key: str) -> bool:
    return all(getattr(item, key) is not None for item in items)


def placed_like(thing: Item, place: Item) -> Item:
    """One item's thing at another one's place; what the place leaves open stays as it was."""
    changes = {
        key: value
        for key in ("year", "basis", "level", "organization", "sense", "table")
        if (value := getattr(place, key)) is not None
    }
    if "year" in changes and "basis" not in changes:
        changes["basis"] = None
    if place.aspect:
        changes["aspect"] = place.aspect
    elif "basis" in changes:
        changes["aspect"] = ()
    return thing.model_copy(update=changes)
