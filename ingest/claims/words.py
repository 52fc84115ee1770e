"""The vocabulary of claims as compiled patterns. Data in `words.toml`; nothing else here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from ingest.claims.model import Direction, Hedge
from ingest.shipped import read_shipped


@dataclass(frozen=True, slots=True)
class Words:
    """Patterns and tables made of `words.toml`.

    `scale`, `unit` and `currency` are alternatives for a number's pattern; `units` tells each unit word's kind and its
    one name; `before` and `after` are the hedges that may stand on either side of a number.
    """

    scale: str
    unit: str
    currency: str
    scales: dict[str, Decimal]
    units: dict[str, tuple[str, str]]
    before: tuple[tuple[Hedge, re.Pattern[str]], ...]
    after: tuple[tuple[Hedge, re.Pattern[str]], ...]
    directions: dict[str, Direction]
    moves: str
    compares: str
    same: str
    column: re.Pattern[str]
    opening: re.Pattern[str]
    link: re.Pattern[str]
    parts: str
    reason: str
    planned: re.Pattern[str]
    basis_budget: str
    basis_final: str

    def without_hedge(self, text: str) -> str:
        """Text without the hedge that ends it, the longest that does: 不小于 holds 小于."""
        ends = [match.start() for _, pattern in self.before if (match := pattern.search(text))]
        return text[: min(ends)].strip() if ends else text


def any_of(values: Iterable[str]) -> str:
    """Alternatives of literal words, longest first; words in Latin letters only whole."""
    return "|".join(_literal(value) for value in sorted(set(values), key=lambda v: (-len(v), v)))


def _literal(value: str) -> str:
    body = re.escape(value).replace("\\ ", r"\s+")
    if value[:1].isascii() and value[:1].isalpha():
        body = rf"(?<![A-Za-z]){body}"
    if value[-1:].isascii() and value[-1:].isalpha():
        body = rf"{body}(?![A-Za-z])"
    return body


@lru_cache(maxsize=1)
def words() -> Words:
    """The shipped vocabulary, read once."""
    data = read_shipped("ingest.claims", "words.toml")
    units, hedges, moves = data["units"], data["hedges"], data["direction"]
    names: dict[str, tuple[str, str]] = {}
    for word in units["counts"].split():
        names[word] = ("count", word)
    for word in units["english_counts"].split():
        names[word.replace("-", " ")] = ("count", word.replace("-", " "))
    for kind, name, listed in (
        ("amount", "元", units["yuan"]),
        ("percent", "%", units["percent"]),
        ("points", "个百分点", units["points"]),
        ("multiple", "倍", units["multiple"]),
    ):
        names |= dict.fromkeys(listed, (kind, name))
    directions: dict[str, Direction] = dict.fromkeys((*moves["up"], *moves["greater"]), "up")
    directions |= dict.fromkeys((*moves["down"], *moves["smaller"]), "down")
    directions |= dict.fromkeys(moves["same"], "same")
    kinds: tuple[Hedge, ...] = ("about", "over", "under", "at_least", "at_most")
    return Words(
        scale=any_of(units["scale"]),
        unit=any_of(names),
        currency=any_of(units["currency"]),
        scales={word: Decimal(worth) for word, worth in units["scale"].items()},
        units=names,
        before=tuple((k, re.compile(rf"(?:{any_of(hedges[k])})[为是达了到\s]*$", re.IGNORECASE)) for k in kinds),
        after=tuple(
            (k, re.compile(rf"\s*(?:{any_of(hedges[f'{k}_after'])})", re.IGNORECASE))
            for k in kinds
            if f"{k}_after" in hedges
        ),
        directions=directions,
        moves=f"(?<![稳保促])(?:{any_of((*moves['up'], *moves['down']))})",  # 稳增长 is a policy, no change
        compares=any_of((*moves["greater"], *moves["smaller"])),
        same=any_of(moves["same"]),
        column=re.compile(f"{data['measure']['column_pattern']}$"),
        opening=re.compile(f"^{data['clause']['opening_pattern']}"),
        link=re.compile(rf"(?:{data['clause']['link_pattern']}|\s)+$"),
        parts=any_of(data["clause"]["parts"]),
        reason=any_of(data["clause"]["reason"]),
        planned=re.compile(any_of(data["clause"]["planned"])),
        basis_budget=any_of(data["measure"]["basis_budget"]),
        basis_final=any_of(data["measure"]["basis_final"]),
    )
