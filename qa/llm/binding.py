"""Which names, years and words of direction stand beside each number of a text: a right number must stand beside its own item.

The answer that the engine composed tells what belongs together; another wording of it may pair a number with nothing else. Pure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ingest.claims import find_quantities
from ingest.claims.words import words
from qa.text import fold

_MARK: Final = re.compile(r"\[\d+\]")
_YEAR: Final = re.compile(r"(?<!\d)20\d\d(?!\d)(?=\s*年|\D|$)")
_NUMBER: Final = re.compile(r"(?<![\d.])\d[\d,]*(?:\.\d+)?")
_ORDERED: Final = re.compile(r"前者|后者|分别|\b(?:former|latter|respectively)\b", re.IGNORECASE)
_SPENT: Final = re.compile(
    r"(?P<no>不是|并非|不代表|非|\bnot\b[^.]{0,24}|n't[^.]{0,24})?(?P<word>实际支出|实际花|已花|花费了|花了|\bspent\b|\bactual(?:ly)?\b)",
    re.IGNORECASE,
)
# Words that tell two things of one name apart: the classification, the kind of account, whose they are.
_SENSE: Final = re.compile(
    r"经济科目|功能科目|项目“|决算|部门口径|单位口径|economic account|functional heading|\bthe project\b|final accounts",
    re.IGNORECASE,
)
_MOST: Final = re.compile(
    r"最[大多高小少低]|第[一二三四五]|\b(?:largest|biggest|highest|smallest|lowest|most|least)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Beside:
    """A number as digits without commas, its citation marks, and what stands before it since the number before: names, years,
    words of direction. `before` is that number; `hedge` how the words weaken it."""

    number: str
    marks: frozenset[int]
    names: frozenset[str]
    years: frozenset[str]
    directions: frozenset[str]
    before: str
    hedge: str


class Names:
    """The names that documents print, to be found in a text. `english` maps an English name to a printed one."""

    def __init__(self, printed: Iterable[str], english: Mapping[str, Iterable[str]]) -> None:
        self._own = sorted({fold(name) for name in printed if len(fold(name)) >= 2}, key=len, reverse=True)
        self._english = sorted(
            ((key.lower(), frozenset(map(fold, of))) for key, of in english.items()), key=lambda e: -len(e[0])
        )

    def narrowed(self, *texts: str) -> Names:
        """The same, of only those names that stand in one of some texts: quicker to look for again and again."""
        bodies, lowered = [fold(text) for text in texts], [text.lower() for text in texts]
        made = Names((), {})
        made._own = [name for name in self._own if any(name in body for body in bodies)]
        made._english = [entry for entry in self._english if any(entry[0] in body for body in lowered)]
        return made

    def within(self, text: str) -> frozenset[str]:
        """The folded names that stand in a text, the longest where they overlap."""
        found: set[str] = set()
        body = fold(text)
        for name in self._own:
            if name in body:
                found.add(name)
                body = body.replace(name, "\x00")
        lowered = text.lower()
        for key, of in self._english:
            if key in lowered:
                found |= of
                lowered = lowered.replace(key, "\x00")
        return frozenset(found)


def beside(text: str, names: Names, numbers: Collection[str]) -> list[Beside]:
    """Every one of some numbers that stands in a text, with what stands beside it; other numbers (codes) are plain words."""
    body = unicodedata.normalize("NFKC", text)
    hedges = {q.start: q.hedge for q in find_quantities(body)}
    marks = [(m.start(), int(m.group()[1:-1])) for m in _MARK.finditer(body)]
    bare = _MARK.sub(lambda m: " " * len(m.group()), body)
    years = {m.span() for m in _YEAR.finditer(bare)}
    found: list[Beside] = []
    matches = [m for m in _NUMBER.finditer(bare) if m.span() not in years and digits(m.group()) in numbers]
    for place, match in enumerate(matches):
        lead = bare[matches[place - 1].end() if place else 0 : match.start()]
        behind = matches[place + 1].start() if place + 1 < len(matches) else len(bare)
        if place + 1 < len(matches) and not names.within(bare[match.end() : behind]):
            behind = matches[place + 2].start() if place + 2 < len(matches) else len(bare)  # 80,000元（8.00万元） [1]
        found.append(
            Beside(
                digits(match.group()),
                frozenset(_first_run(bare, marks, match.end(), behind)),
                names.within(lead),
                frozenset(_YEAR.findall(lead)),
                frozenset(
                    [
                        *(str(words().directions[m.lower()]) for m in _moves(lead)),
                        *(m.lower() for m in (*_MOST.findall(lead), *_SENSE.findall(lead))),
                    ]
                ),
                digits(matches[place - 1].group()) if place else "",
                next((h for start, h in hedges.items() if 0 <= match.start() - start <= 4), "exact"),
            )
        )
    return found


def _first_run(bare: str, marks: Sequence[tuple[int, int]], start: int, end: int) -> Iterator[int]:
    """The marks that stand together first in a stretch: [1] [2], but not what stands behind more words."""
    last: int | None = None
    for place, mark in marks:
        if start <= place < end:
            if last is not None and bare[last:place].strip():
                return
            yield mark
            last = place


def digits(text: str) -> str:
    """A number without commas and without the zeros behind its point."""
    body = text.replace(",", "").rstrip("%")
    return body.rstrip("0").rstrip(".") if "." in body else body


def _moves(text: str) -> list[str]:
    return [
        m for m in re.findall(f"{words().moves}|{words().same}", text, re.IGNORECASE) if m.lower() in words().directions
    ]


def misbound(
    text: str,
    right: str,
    own: Mapping[int, Iterable[str]],
    bodies: Iterable[str],
    numbers: Collection[str],
    names: Names,
) -> Iterator[str]:
    """What stands beside a number in `text` and belongs to another, going by `right`, the same said rightly.

    `own` are the names and years that each citation's number may have beside it anyway: those of its cell. `bodies` are names of
    organisations: they tell whose a number is, not what it is of. `numbers` are those to look at.
    """
    names = names.narrowed(text, right)
    rightly = beside(right, names, numbers)
    whose = {fold(name) for name in bodies}
    for one in beside(text, names, numbers):
        known = [k for k in rightly if k.number == one.number and (not one.marks or not k.marks or one.marks & k.marks)]
        if not known:
            yield f"{one.number} does not have its own mark"
            continue
        cell = {name for mark in one.marks or {m for k in known for m in k.marks} for name in own.get(mark, ())}
        may = {fold(name) for name in cell} | {n for k in known for n in k.names}
        strange = sorted(name for name in one.names if not any(name in other for other in may))
        if strange:
            yield f"{one.number} stands beside {strange[0]}, which it is not of"
        of = {n for k in known for n in k.names} - whose
        if one.names and of and not one.names & of and not (one.names - whose):
            yield f"{one.number} stands beside nothing that it is of"
        if not one.names and one.before not in {k.before for k in known} and any(k.names or k.before for k in known):
            yield f"{one.number} stands behind {one.before or 'nothing'}, which says nothing of what it is"
        years = {y for k in known for y in k.years} | {n for n in cell if n.isdigit()}
        if one.years - years:
            yield f"{one.number} stands beside {min(one.years - years)}, which it is not of"
        if one.directions - {d for k in known for d in k.directions}:
            yield f"{one.number} is said to go another way"
        if one.hedge not in {"exact", *(k.hedge for k in known)}:
            yield f"{one.number} is given as if it were another"
    if _ORDERED.search(text) and not _ORDERED.search(right):
        yield "it names things by their order"
    told = {bool(m["no"]) for m in _SPENT.finditer(right)}
    if any(not m["no"] for m in _SPENT.finditer(text)) and False not in told:
        yield "it speaks of money as spent"
