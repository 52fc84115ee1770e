"""Turns of phrase as rules: patterns with what stands in their place, taken one after the other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

By = str | Callable[[re.Match[str]], str]
Rules = tuple[tuple[re.Pattern[str], By], ...]


def rules(pairs: Iterable[tuple[str, By]], *, ignore_case: bool = False) -> Rules:
    """Rules from patterns, compiled once: there are more of them than `re` keeps."""
    return tuple((re.compile(pattern, re.IGNORECASE if ignore_case else 0), by) for pattern, by in pairs)


def rewritten(text: str, by_rules: Rules) -> str:
    """A text with each rule taken in its turn."""
    for pattern, by in by_rules:
        text = pattern.sub(by, text)
    return text
