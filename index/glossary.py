"""A bilingual glossary of administration: English words and the Chinese fragments that stand for them in printed names.

Project and indicator names are never translated by anyone; a question in English reaches them through the words they
are made of (anti-fraud → 反诈, early warning → 预警). Loads `glossary.tsv` beside this module; without it, it is empty.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from ingest.errors import StoreError

_FILE: Final = Path(__file__).with_name("glossary.tsv")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of an English phrase: its words and the Chinese fragments for it (none if the glossary lacks it)."""

    words: tuple[str, ...]
    fragments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Glossary:
    """English phrases (words stemmed by `stem`) and their Chinese fragments."""

    phrases: Mapping[tuple[str, ...], tuple[str, ...]]
    longest: int

    def pieces(self, phrase: str) -> list[Piece]:
        """Cut an English phrase into known pieces, longest first; unknown words stand alone without fragments."""
        words = [stem(word) for word in re.findall(r"[a-z0-9]+", phrase.lower())]
        found: list[Piece] = []
        place = 0
        while place < len(words):
            for length in range(min(self.longest, len(words) - place), 0, -1):
                key = tuple(words[place : place + length])
                if key in self.phrases:
                    found.append(Piece(key, self.phrases[key]))
                    break
            else:
                length = 1
                found.append(Piece((words[place],), ()))
            place += length
        return found


def stem(word: str) -> str:
    """An English word without the commonest endings, so that tests, testing and tested meet (and buildings and building)."""
    for ending, least in (("ies", 3), ("es", 4), ("s", 3)):
        if word.endswith(ending) and len(word) - len(ending) >= least and not word.endswith("ss"):
            word = word[: -len(ending)] + ("y" if ending == "ies" else "")
            break
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)].rstrip("e")
    return word.rstrip("e") if len(word) > 4 else word


def read_glossary(file: Path) -> Glossary:
    """Read a glossary file; one that is missing gives an empty glossary. `StoreError` for a malformed one."""
    phrases: dict[tuple[str, ...], tuple[str, ...]] = {}
    lines: Sequence[str] = file.read_text("utf-8").splitlines()[1:] if file.is_file() else ()
    for number, line in enumerate(lines, start=2):
        if not line.strip():
            continue
        cells = line.split("\t")
        if len(cells) != 2:
            raise StoreError(f"{file.name}, line {number}: {len(cells)} columns instead of 2")
        key = tuple(stem(word) for word in re.findall(r"[a-z0-9]+", cells[0].lower()))
        parts = tuple(part.strip() for part in cells[1].split("|") if part.strip())
        phrases[key] = tuple(dict.fromkeys((*phrases.get(key, ()), *parts)))
    return Glossary(MappingProxyType(phrases), max((len(key) for key in phrases), default=1))


@lru_cache(maxsize=1)
def glossary() -> Glossary:
    """The glossary the program ships, read once."""
    return read_glossary(_FILE)
