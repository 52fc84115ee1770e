"""Every word the web page shows, in Chinese and English (`words.toml`), and which language a visitor reads."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal

from ingest.shipped import read_shipped

Language = Literal["zh", "en"]
Words = dict[str, str]

LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")


@lru_cache(maxsize=1)
def _all() -> dict[Language, Words]:
    said = read_shipped("ui.web", "words.toml")
    return {language: {name: str(forms[language]) for name, forms in said.items()} for language in LANGUAGES}


_RANGE = re.compile(r"\s*([A-Za-z*]+)(?:-[A-Za-z0-9-]+)?\s*(?:;\s*q=([01](?:\.\d{0,3})?))?\s*")


def words(language: str) -> Words:
    """The words of a language; Chinese for any that is not known."""
    return _all()["en" if language == "en" else "zh"]


def browser_language(accept: str | None, default: Language = "zh") -> Language:
    """The page's language from an Accept-Language header: whichever of Chinese and English the reader ranks first.

    `default` where the header is missing, unreadable or names neither.
    """
    best: tuple[int, Language] | None = None
    for part in (accept or "").split(","):
        match = _RANGE.fullmatch(part)
        if match is None:
            continue
        name = match.group(1).lower()
        # Thousandths as a whole number: a quality is text like 0.8, and order is all that is asked of it.
        whole, _, decimals = (match.group(2) or "1").partition(".")
        quality = int(whole) * 1000 + int(decimals.ljust(3, "0"))
        if quality == 0:
            continue
        language: Language | None = "zh" if name == "zh" else "en" if name == "en" else None
        if language is not None and (best is None or quality > best[0]):
            best = (quality, language)
    return default if best is None else best[1]
