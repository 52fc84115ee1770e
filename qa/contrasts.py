"""What a question says it does not mean: legal aid subsidies, not the safeguard fund; goods rather than services.

The contrast is taken out of the question before anything in it can be taken for what is asked, and what it names is never the
answer. What is to be left out of an amount (excluding, not counting) is no contrast: `qa.exclusions` has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from qa.book import LEAST, Book
from qa.plan import Term

_ENDS: Final = r"(?=\s*(?:[,?.;:!)—–]|$)|\s+(?:in|for|of|during) (?:20\d\d|(?:this|last|next) year)\b)"
_NOT: Final = (
    r"not(?! (?:including|counting|only|just|yet|to|even|quite|sure|clear|more|less|fewer|over|under|above|below|exceeding|than|a\b|an\b|"
    r"one\b|at|all|know|see|find|so|really|exactly|necessarily|spent|used|given|that it|disclosed|printed|if|why|how|what|which|who|until|because)\b)"
)
_CONTRAST: Final = re.compile(
    rf"(?:[,;(–—-]\s*(?:and |as (?:opposed|distinct) )?{_NOT}"
    r"|,?\s*\b(?:as opposed to|as distinct from|rather than|instead of|and not(?: only| just)?|not only)\b)"
    rf"\s+(?P<x>[^,?.;:()!—–]+?){_ENDS}(?P<end>\s*\))?",
    re.IGNORECASE,
)
_SOFT: Final = re.compile(r"\bnot (?:only|just)\b", re.IGNORECASE)
# The bodies below the one that is asked of: the one alone is meant.
_BELOW: Final = re.compile(
    r"(?:of |for |at |in )?(?:its|the|their|any|all)?(?: of (?:its|the))?\s*(?:(?:subordinate|affiliated|attached|lower[- ]level|subsidiary) )*"
    r"(?:units|bodies|institutions|agencies|organi[sz]ations|subsidiaries|affiliates)",
    re.IGNORECASE,
)
# rather than the 2025 budget for travel: of another year, but of the same thing.
_OTHER_PLACE: Final = re.compile(
    r"(?P<x>.*?\b(?:budget|figure|plan|one|year|20\d\d|amount|number|accounts|spending|total|level|column|table))\s+(?P<of>(?:for|on|of)\s.+)",
    re.IGNORECASE,
)
_DETERMINER: Final = re.compile(r"^(?:(?:in|on|for|of|the|its|their|a|an|any|those|that) )+", re.IGNORECASE)


def without_contrast(question: str) -> tuple[str, str]:
    """An English question without what it says it does not mean, and that; empty where it says no such thing."""
    said: list[str] = []

    def out(match: re.Match[str]) -> str:
        if _BELOW.fullmatch(match["x"].strip()):
            return ", excluding its subordinate units"
        placed = _OTHER_PLACE.fullmatch(match["x"])
        if not _SOFT.search(match.group(0)):
            said.append(_DETERMINER.sub("", (placed["x"] if placed else match["x"]).strip(" -")))
        closed = ")" if match["end"] and not match.group(0).lstrip(", ").startswith("(") else " "
        return f" {placed['of']}{closed}" if placed else closed

    rest = re.sub(r"\s+", " ", _CONTRAST.sub(out, question)).strip()
    return (rest, ", ".join(said)) if re.search("[a-z\u3400-\u9fff]{2}", rest) else (question, "")


def telling(unmeant: Iterable[Term], asked: Iterable[Term]) -> tuple[Term, ...]:
    """The terms that tell what is not meant from what is: without those that say what is asked, too."""
    said = [_words(term) for term in asked]
    return tuple(term for term in unmeant if not any(_words(term) & other for other in said))


def _words(term: Term) -> frozenset[str]:
    return frozenset((*term.forms, *(fragment for part in term.parts for fragment in part)))


def is_unmeant(book: Book, unmeant: Sequence[Term], names: Iterable[str]) -> bool:
    """Whether some names hold all that tells what is not meant."""
    held = tuple(name for name in names if name)
    return bool(unmeant) and all(any(book.fits(term).get(name, 0.0) >= LEAST for name in held) for term in unmeant)
