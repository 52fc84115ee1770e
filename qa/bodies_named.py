"""The bodies of a department that a question names: by the telling end of their printed name (花都监狱), or in English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from qa.lexicon import Lexicon
from qa.marks import Mark, Marked
from qa.members import is_itself, names_of
from qa.organizations import may_begin, place_of, stands_inside
from qa.organizations_en import mentioned_in_english
from qa.plan import Language
from qa.sounds import sounds_in
from qa.terms import cut_finely
from qa.text import fold

# So few characters of a name's end tell a body from others only where they are all of it behind its place (海州市水文台).
_TELLING: Final = 4
_LEAST_WORDS: Final = 3
_LEAST_END: Final = 2
_LEAST_INSIDE: Final = 4
_FILLING: Final = frozenset(("事业", "发展", "服务", "管理", "综合", "工作", "公共", "社会", "与", "和", "及"))
_OF_PLACE: Final = re.compile(
    r"^(?P<close>[)）]?) (?:of|in) (?P<place>[A-Za-z]+)(?: city| municipality)?\b", re.IGNORECASE
)


def name_bodies(marked: Marked, language: Language, lexicon: Lexicon, organizations: Sequence[str | None]) -> None:
    """Mark the bodies named in a question whose organisations are marked; those organisations themselves are none of them."""
    labels = [name for name in lexicon.bodies if not any(is_itself(name, own) for own in organizations)]
    if not labels:
        return
    _put(marked, _in_chinese(marked, labels, lexicon))
    if language == "en":
        _put(marked, _in_english(marked, labels))


def _put(marked: Marked, hits: dict[str, set[str]]) -> None:
    """Marks for stretches that name one body each."""
    for stretch in sorted(hits, key=len, reverse=True):
        place = marked.body.find(stretch)
        if place >= 0 and len(hits[stretch]) == 1:
            (label,) = hits[stretch]
            char = marked.put(Mark("name", stretch, (label,)))
            behind = _without_place(marked.body[place + len(stretch) :], label)
            marked.body = f"{marked.body[:place]}{char}{behind}"


def _without_place(behind: str, label: str) -> str:
    """What stands behind a body, without the place that is its own (… of Suzhou)."""
    found = _OF_PLACE.match(behind)
    if found is None or not sounds_in(found["place"].lower(), place_of(label)):
        return behind
    return found["close"] + behind[found.end() :]


def _in_english(marked: Marked, labels: Sequence[str]) -> dict[str, set[str]]:
    of = {name: label for label in labels for name in names_of(label)}
    said = mentioned_in_english(marked.body, tuple(of))
    hits: dict[str, set[str]] = {}
    for name, stretch in () if said.by_place else said.found:
        hits.setdefault(stretch, set()).add(of[name])
    return hits


def _in_chinese(marked: Marked, labels: Sequence[str], lexicon: Lexicon) -> dict[str, set[str]]:
    """Stretches that are the end of a body's name, with the bodies that they may be; a whole name is that body's alone."""
    body = fold(marked.body)
    known = [name for name in lexicon.printed if len(name) >= _TELLING and name in body]
    hits: dict[str, set[str]] = {}
    whole: dict[str, set[str]] = {}
    for label in labels:
        for name in names_of(label):
            stretch = (
                _tail(marked.body, name, known)
                or _shortened(marked.body, name, known)
                or _framed(marked.body, name, known, lexicon)
            )
            if stretch:
                (whole if stretch == name else hits).setdefault(stretch, set()).add(label)
    return hits | whole


def _shortened(question: str, name: str, known: Sequence[str]) -> str:
    """The stretch of a question that is a body's name without its place and without words that all such names have
    (铁路与航空中心 for 铁路与航空事业发展中心); empty where there is none."""
    words = cut_finely(name[len(place_of(name)) :])
    if len(words) < _LEAST_WORDS or not any(word in _FILLING for word in words[1:-1]):
        return ""
    inner = "".join(f"(?:{word})?" if word in _FILLING else re.escape(word) for word in words[1:-1])
    found = re.search(f"{re.escape(words[0])}{inner}{re.escape(words[-1])}", question)
    if found is None or len(found.group()) < _TELLING or not may_begin(question, found.start()):
        return ""
    return "" if stands_inside(found.group(), question, known) else found.group()


def _framed(question: str, name: str, known: Sequence[str], lexicon: Lexicon) -> str:
    """The longest stretch of a question that is the first and the last words of a body's name behind its place (同和戒毒所 for
    同和强制隔离戒毒所), or more of it from within (纪法教育中心); empty where there is none or it is the name of something else."""
    words = cut_finely(name[len(place_of(name)) :])
    ends = range(1, len(words))
    found = {
        f"{first}{last}"
        for begin in range(len(words) - 1)
        for at in ends
        for behind in ends
        if begin < at < behind
        and len(first := "".join(words[begin:at])) >= (_LEAST_INSIDE if begin else _LEAST_END)
        and len(last := "".join(words[behind:])) >= _LEAST_END
    }
    kept = [
        stretch
        for stretch in found
        if len(stretch) >= max(_TELLING, sum(map(len, words)) / 2)
        and stretch in question
        and may_begin(question, question.find(stretch))
        and not lexicon.is_name(stretch)
        and not stands_inside(stretch, question, known)
    ]
    return max(kept, key=len, default="")


def _tail(question: str, name: str, known: Sequence[str]) -> str:
    """The longest end of a body's name that stands in a question by itself; empty where none does that tells which body it is."""
    shortest = min(_TELLING, max(len(name) - len(place_of(name)), 3))
    for at in range(len(name) - shortest + 1):
        tail = name[at:]
        place = question.find(tail)
        if place >= 0:
            return tail if may_begin(question, place) and not stands_inside(tail, question, known) else ""
    return ""
