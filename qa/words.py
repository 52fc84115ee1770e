"""The words of questions (`words.toml`), compiled once: noise, totals, bases, years, intents, units."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import cast

from qa.plan import Intent, Sense

SENSES: tuple[Sense, ...] = ("function", "economic", "project")


@dataclass(frozen=True, slots=True)
class IntentPattern:
    """One way of asking: the intent and a pattern whose groups a, b, base, under, items, n name the parts."""

    intent: Intent
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Words:
    """The compiled data. Chinese entries are plain strings matched anywhere; English ones are whole words."""

    noise_zh: frozenset[str]
    noise_en: frozenset[str]
    connectors_zh: tuple[str, ...]
    connectors_en: tuple[str, ...]
    totals: Mapping[str, Mapping[str, tuple[str, ...]]]
    bare_totals: tuple[str, ...]
    basis: Mapping[str, tuple[str, ...]]
    years: Mapping[str, tuple[str, ...]]
    senses: Mapping[Sense, tuple[str, ...]]
    intents: tuple[IntentPattern, ...]
    units: tuple[tuple[str, re.Pattern[str]], ...]

    def mentions(self, group: tuple[str, ...], text: str) -> bool:
        """Whether any phrase of a group stands in the text (English ones as whole words)."""
        lowered = text.lower()
        for phrase in group:
            if phrase.isascii():
                if re.search(rf"\b{re.escape(phrase)}\b", lowered):
                    return True
            elif phrase in lowered:
                return True
        return False


@lru_cache(maxsize=1)
def words() -> Words:
    """The shipped words, read once."""
    data = tomllib.loads(files("qa").joinpath("words.toml").read_text(encoding="utf-8"))
    totals = {
        kind: {lang: tuple(data["total"][f"{kind}_{lang}"]) for lang in ("zh", "en")}
        for kind in ("expenditure", "income")
    }
    senses = {sense: (*data["sense"][f"{sense}_zh"], *data["sense"][f"{sense}_en"]) for sense in SENSES}
    patterns = [
        IntentPattern(cast(Intent, entry["kind"]), re.compile(pattern, re.IGNORECASE))
        for entry in data["intent"]
        for pattern in entry["patterns"]
    ]
    units = [(entry["unit"], re.compile("|".join(entry["patterns"]), re.IGNORECASE)) for entry in data["unit"]]
    return Words(
        frozenset(data["noise"]["zh"]),
        frozenset(data["noise"]["en"]),
        tuple(sorted(data["connectors"]["zh"], key=len, reverse=True)),
        tuple(data["connectors"]["en"]),
        totals,
        (*data["total"]["bare_zh"], *data["total"]["bare_en"]),
        {key: (*data["basis"][f"{key}_zh"], *data["basis"][f"{key}_en"]) for key in ("actual", "budget")},
        {key: (*data["years"][f"{key}_zh"], *data["years"][f"{key}_en"]) for key in ("this", "last")},
        senses,
        tuple(patterns),
        tuple(units),
    )
