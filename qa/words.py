"""The words of questions (`words.toml`), compiled once: noise, wholes, bases, years, columns, intents, units."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Final, cast

from ingest.shipped import read_shipped
from qa.plan import BasisName, Intent, Kind, LevelName, Sense, Whole

SENSES: Final[tuple[Sense, ...]] = ("function", "economic", "project")
WHOLES: Final[tuple[Whole, ...]] = ("expenditure", "income")
LEVELS: Final[tuple[LevelName, ...]] = ("department", "unit")
KINDS: Final[tuple[Kind, ...]] = ("percent", "count", "money", "target")
# The characters that stand for what a question names, by class (Unicode's private use area).
CLASSES: Final[Mapping[str, tuple[int, int]]] = {
    "N": (0xE000, 0xE3FF), "P": (0xE400, 0xE4FF), "O": (0xE500, 0xE5FF), "A": (0xE600, 0xE6FF), "L": (0xE700, 0xE7FF),
    "M": (0xE800, 0xE8FF),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class IntentPattern:
    """One way of asking: the intent and a pattern whose groups a, b, base, under, items, n name the parts."""

    intent: Intent
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Aspect:
    """A column that can be asked for: its phrases, the names it is printed under, and the basis it implies."""

    zh: tuple[str, ...]
    en: tuple[str, ...]
    names: tuple[str, ...]
    basis: BasisName | None


@dataclass(frozen=True)
class Words:
    """The compiled data. Chinese phrases are matched anywhere, English ones as whole words."""

    noise_zh: frozenset[str]
    noise_en: frozenset[str]
    empty_kinds: frozenset[str]
    connectors_zh: tuple[str, ...]
    connectors_en: frozenset[str]
    wholes: Mapping[Whole, tuple[str, ...]]
    bare: Mapping[Whole, tuple[str, ...]]
    basis: Mapping[str, tuple[str, ...]]
    years: Mapping[int, tuple[str, ...]]
    aspects: tuple[Aspect, ...]
    levels: Mapping[LevelName, tuple[str, ...]]
    not_before: tuple[str, ...]
    senses: Mapping[Sense, tuple[str, ...]]
    kinds: Mapping[Kind, re.Pattern[str]]
    intents: tuple[IntentPattern, ...]
    change_zh: tuple[str, ...]
    change_en: frozenset[str]
    units: tuple[tuple[str, re.Pattern[str]], ...]
    groups: Mapping[str, tuple[str, ...]]
    recipients: re.Pattern[str]
    both_sides: re.Pattern[str]
    measures: tuple[str, ...]

    def mentions(self, group: Sequence[str], text: str) -> bool:
        """Whether any phrase of a group stands in the text (English ones as whole words)."""
        lowered = text.lower()
        return any(self.at(phrase, lowered) >= 0 for phrase in group)

    @staticmethod
    def at(phrase: str, lowered: str) -> int:
        """Where a phrase stands in a text in lower case, or -1."""
        if not phrase.isascii():
            return lowered.find(phrase)
        match = re.search(rf"(?<![\w-]){re.escape(phrase)}(?![\w-])", lowered)
        return match.start() if match else -1

    @cached_property
    def longest_noise(self) -> int:
        """The length of the longest Chinese filler."""
        return max(map(len, self.noise_zh))


@lru_cache(maxsize=1)
def words() -> Words:
    """The shipped words, read once."""
    data = read_shipped("qa", "words.toml")

    def both(table: Mapping[str, Any], key: str) -> tuple[str, ...]:
        return (*table.get(f"{key}_zh", ()), *table.get(f"{key}_en", ()))

    whole = data["whole"]
    measures = data["noise"]["measures"]
    counted = {f"{how}{one}{measure}" for measure in measures for how in ("多少", "几") for one in ("", "个")}
    return Words(
        frozenset(data["noise"]["zh"]) | counted,
        frozenset(data["noise"]["en"]).union(*map(verb_forms, data["noise"]["verbs_en"])),
        frozenset(data["noise"]["kinds"]),
        tuple(sorted(data["connectors"]["zh"], key=len, reverse=True)),
        frozenset(data["connectors"]["en"]),
        {side: (*both(whole, side), *_made(whole, side)) for side in WHOLES},
        {"expenditure": both(whole, "bare"), "income": both(whole, "bare_income")},
        {key: both(data["basis"], key) for key in ("actual", "final", "budget")},
        {
            offset: both(data["years"], key)
            for key, offset in (("this", 0), ("last", -1), ("before_last", -2), ("next", 1))
        },
        tuple(
            Aspect(tuple(a["zh"]), tuple(a["en"]), tuple(a["names"]), cast(BasisName | None, a.get("basis")))
            for a in data["aspect"]
        ),
        {level: both(data["level"], level) for level in LEVELS},
        both(data["level"], "not"),
        {sense: both(data["sense"], sense) for sense in SENSES},
        {kind: _any([p.replace("⟨measures⟩", "|".join(measures)) for p in data["kind"][kind]]) for kind in KINDS},
        tuple(
            IntentPattern(cast(Intent, entry["kind"]), _compiled(pattern))
            for entry in data["intent"]
            for pattern in entry["patterns"]
        ),
        tuple(data["change"]["zh"]),
        frozenset(data["change"]["en"]),
        tuple((entry["unit"], _any(entry["patterns"])) for entry in data["unit"]),
        {name: tuple(entry["members"]) for entry in data["group"] for name in entry["names"]},
        _any(data["noise"]["recipients"]),
        _any(data["noise"]["both_sides"]),
        tuple(measures),
    )


_VOWELS: Final = "aeiou"


def verb_forms(verb: str) -> frozenset[str]:
    """A regular English verb with its forms: set → sets, setting; tally → tallies, tallied, tallying."""
    stems: tuple[str, ...]
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        stems = (f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing")
    elif verb.endswith("e"):
        stems = (f"{verb}s", f"{verb}d", f"{verb[:-1]}ing")
    elif verb.endswith(("s", "sh", "ch", "x", "z", "o")):
        stems = (f"{verb}es", f"{verb}ed", f"{verb}ing")
    else:
        doubled = len(verb) > 2 and verb[-1] not in "aeiouwxy" and verb[-2] in _VOWELS and verb[-3] not in _VOWELS
        stems = (f"{verb}s", f"{verb}ed", f"{verb}ing")
        stems += (f"{verb}{verb[-1]}ed", f"{verb}{verb[-1]}ing") if doubled else ()
    return frozenset((verb, *stems))


def _made(whole: Mapping[str, Any], side: Whole) -> tuple[str, ...]:
    """The words for a whole that its parts make (全年收入决算合计); a bare 支出 is none."""
    return tuple(
        f"{before}{stem}{after}"
        for before in whole["before"]
        for word in whole["side"][side]
        for middle in whole["middle"]
        for stem in {f"{word}{middle}", f"{middle}{word}"}
        for after in whole["after"]
        if before in {"总", "全部", "全年", "总的", "整体"} or after or (middle and before)
    )


def _any(patterns: Sequence[str]) -> re.Pattern[str]:
    """Any of the patterns; those of plain English words match whole words only."""
    parts = [rf"\b{p}\b" if p.isascii() and re.fullmatch(r"[a-z %]+", p) else p for p in patterns]
    return re.compile("|".join(parts), re.IGNORECASE)


def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern with its ⟨classes⟩ written out."""
    for name, (first, last) in CLASSES.items():
        inside = f"{chr(first)}-{chr(last)}"
        pattern = pattern.replace(f"w⟨{name}⟩]", f"w{inside}]").replace(f"⟨{name}⟩", f"[{inside}]")
    return re.compile(pattern, re.IGNORECASE)
