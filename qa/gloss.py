"""A name in Chinese between brackets, and the English words in front of it that say the same: only one of them is kept."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from index.glossary import glossary
from qa.bodies import kinds_of
from qa.marks import CLOSE, OPEN, Marked
from qa.organizations import places
from qa.words import Words

_CJK: Final = r"\u3400-\u9fff"
_REMARK: Final = re.compile(f"{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}")


def without_gloss(body: str, marked: Marked, words: Words) -> str:
    """A marked question without the words that a name in Chinese between brackets repeats."""
    out, last = "", 0
    for match in _REMARK.finditer(body):
        inside = match.group(1)
        before = body[last : match.start()]
        said = [marked.marks[char] for char in inside if char in marked.marks]
        chinese = any(m.kind == "name" and re.search(f"[{_CJK}]", m.text) for m in said)
        if not re.search("[a-z]", inside) and (chinese or re.search(f"[{_CJK}]", inside)):
            names = "".join(marked.marks[c].text if c in marked.marks else c for c in inside)
            before = _cut(before, names, marked, words)
            inside = f" {_one_thing(inside, marked)} "
        else:
            inside = match.group(0)
        out += before + inside
        last = match.end()
    return out + body[last:]


def _one_thing(inside: str, marked: Marked) -> str:
    """A name and its code between one pair of brackets (特殊教育, 20507), which are one thing and not two."""

    def put(match: re.Match[str]) -> str:
        kinds = {marked.marks[char].kind for char in match.groups() if char in marked.marks}
        return f"{match.group(1)} {match.group(2)}" if kinds == {"name", "code"} else match.group(0)

    return re.sub(r"([\ue000-\ue3ff])\s*[,，、;]\s*([\ue000-\ue3ff])", put, inside)


def _cut(before: str, chinese: str, marked: Marked, words: Words) -> str:
    """The words in front of a name in Chinese without those that translate it, from the bracket backwards."""
    said = before.split()
    at, unknown = len(said), 0
    # The words right before the bracket are one phrase with what it holds, whatever the glossary makes of them.
    ends = (words.noise_en - _OF_NAMES) | _NO_GLOSS | _PHRASE_ENDS
    while at and re.fullmatch(r"[a-z'-]+", said[at - 1]) and said[at - 1] not in ends:
        at -= 1
    while at:
        word = said[at - 1]
        made = marked.marks.get(word)
        if made is not None and made.kind not in {"name", "whole", "phrase"}:
            break
        forms = made.forms if made is not None else _fragments(word)
        if word in {",", ";", ":"} or word in _NO_GLOSS:
            break
        told = [w for w in said[max(at - 2, 0) : at - 1] if w not in words.change_en]
        if word in words.connectors_en | ends and not _speaks_of(told, chinese, marked):
            break  # what stands before is another thing
        if word in places().english or kinds_of(word):
            at -= 1
            continue
        if forms and not any(len(set(form) & set(chinese)) >= (1 if len(form) <= 2 else 2) for form in forms):
            break
        if not forms and word not in words.noise_en:
            unknown += 1
            if unknown > 2:
                break
        at -= 1
    return " ".join(said[:at]) + " "


# Words that end a gloss: it stands behind them.
_NO_GLOSS: Final = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "does",
        "do",
        "did",
        "than",
        "versus",
        "between",
        "and's",
        "how",
        "what",
        "which",
        "much",
        "many",
        "break",
        "down",
        "breakdown",
        "list",
        "show",
        "give",
        "tell",
        "compare",
        "rank",
        "percent",
        "percentage",
        "why",
    ]
)
# Fillers that stand in the English names of things.
_OF_NAMES: Final = frozenset(
    [
        "budget",
        "budgets",
        "expenditure",
        "expenditures",
        "expense",
        "expenses",
        "spending",
        "work",
        "works",
        "project",
        "projects",
        "unit",
        "units",
        "operation",
        "operations",
        "operating",
        "official",
        "site",
        "sites",
        "class",
        "fund",
        "funds",
        "account",
        "accounts",
        "general",
        "economic",
        "functional",
        "line",
        "run",
        "running",
        "cash",
        "figure",
        "number",
        "value",
        "report",
        "table",
        "purpose",
        "related",
        "use",
        "house",
    ]
)
# Words in front of a phrase that are no part of it.
_PHRASE_ENDS: Final = frozenset(
    [
        "the",
        "a",
        "an",
        "this",
        "that",
        "its",
        "their",
        "of",
        "on",
        "for",
        "in",
        "to",
        "by",
        "from",
        "under",
        "with",
        "within",
        "at",
        "as",
        "and",
        "or",
        "plus",
        "per",
        "into",
        "spend",
        "spent",
        "spends",
        "cost",
        "costs",
        "exceed",
        "exceeds",
        "minus",
        "compare",
        "compared",
        "list",
        "show",
        "give",
        "sum",
        "total",
        "share",
        "percentage",
        "percent",
        "difference",
        "more",
        "less",
        "larger",
        "smaller",
        "largest",
        "smallest",
        "top",
        "biggest",
        "did",
        "has",
        "have",
        "had",
        "will",
        "would",
        "should",
        "can",
        "budgeted",
        "allocated",
        "planned",
    ]
)


def _speaks_of(word: list[str], chinese: str, marked: Marked) -> bool:
    """Whether a word has anything in common with a name in Chinese."""
    forms = [f for w in word for f in (marked.marks[w].forms if w in marked.marks else _fragments(w))]
    return any(len(set(form) & set(chinese)) >= (1 if len(form) <= 2 else 2) for form in forms)


@lru_cache(maxsize=4096)
def _fragments(word: str) -> tuple[str, ...]:
    """What the glossary gives for an English word, its parts if it is joined by hyphens."""
    return tuple(fragment for piece in glossary().pieces(word) for fragment in piece.fragments)
