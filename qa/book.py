"""The names of a document, and how well words fit them: the name itself, its core, a name inside a name, its pieces.

Scores are 0 to 1: 1 is the printed name, 0.97 another name of it, 0.95 a name with the same core; a name that holds the
words, or most of their characters weighted by how rare they are, scores under 0.9. Digits and unknown words are never
bent to fit.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from qa.accounted import KINDS
from qa.lexicon import classified, official_kinds
from qa.naming import core, is_fund, is_generic, pairs_of, plain
from qa.plan import Term
from qa.sounds import sounds_in
from qa.terms import stands_in
from qa.text import fold

EXACT: Final = 1.0
ALIAS: Final = 0.97
CORE: Final = 0.95
CORE_ALIAS: Final = 0.92
LEAST: Final = 0.5
_SHORT: Final = 0.3
# A word that so few names have tells which is meant.
_FEW: Final = 2
_AMOUNT_WORDS: Final = re.compile("(?:支出|经费|费用|资金|项目|费)+$")
_LATIN: Final = re.compile(r"[a-z]{4,}")
_LEAST_COVERED: Final = 0.6
_IN_ONE_BREATH: Final = 0.08
_PIECES_MOST: Final = 0.9


class Book:
    """Immutable. Looks terms up among names; what a term fits is remembered."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(names)
        self._folds = {name: fold(plain(name)) for name in self.names}
        self._by_fold: dict[str, list[str]] = {}
        self._by_core: dict[str, list[str]] = {}
        for name in self.names:
            self._by_fold.setdefault(self._folds[name], []).append(name)
            if fold(name) != self._folds[name]:
                self._by_fold.setdefault(fold(name), []).append(name)
            self._by_core.setdefault(core(name), []).append(name)
        held = Counter(gram for name in set(self._folds.values()) for gram in grams(name))
        self._total = max(len(self._folds), 1)
        self._held = held
        self._found: dict[Term, dict[str, float]] = {}
        self._common_words: dict[frozenset[str], bool] = {}

    def fits(self, term: Term) -> dict[str, float]:
        """The names a term fits, with the score of each; names it does not fit are left out."""
        kept = self._found.get(term)
        if kept is None:
            if len(self._found) > 512:
                self._found = {}
            kept = self._found[term] = self._fits(term)
        return kept

    def _fits(self, term: Term) -> dict[str, float]:
        found: dict[str, float] = {}

        def note(names: Sequence[str], score: float) -> None:
            for name in names:
                if score > found.get(name, 0.0):
                    found[name] = score

        for place, form in enumerate(term.forms):
            folded = fold(form)
            if not folded:
                continue
            note(self._by_fold.get(folded, ()), EXACT if place == 0 else ALIAS)
            own = core(form)
            if len(own) >= 2 and not is_generic(own):
                note(
                    [n for n in self._by_core.get(own, ()) if _same_side(form, n, term)],
                    CORE if place == 0 else CORE_ALIAS,
                )
        for name, folded in self._folds.items():
            if found.get(name, 0.0) < CORE_ALIAS:
                score = max(self._inside(term, name, folded), self._pieces(term, name, folded))
                if score >= LEAST:
                    note((name,), score)
        return found

    def _inside(self, term: Term, name: str, folded: str) -> float:
        """A known name that stands inside a longer one."""
        best = 0.0
        asked = fold(term.forms[0] if term.text.isascii() and term.forms else term.text)
        if asked != folded and {asked, folded} <= classified():
            return best  # 事业单位医疗 is one official item, 行政事业单位医疗 another
        for place, form in enumerate(term.forms):
            for body in {fold(form), core(form)}:
                if len(body) < 2 or (place and _vaguer(body, term)):
                    continue
                if fold(form).startswith(body) and is_fund(form) and not is_fund(body):
                    continue  # 一般公共, what is left of 一般公共预算, is no 一般公共服务
                if stands_in(body, folded) and not is_generic(body) and _same_side(form, name, term):
                    # The head of a Chinese name stands last: 各单位政府采购 is 政府采购, 政府采购货物 is something else.
                    last = 0.04 if folded.endswith(body) else 0.0
                    best = max(best, (0.60 if place == 0 else 0.56) + 0.28 * len(body) / len(folded) + last)
        return best

    def _pieces(self, term: Term, name: str, folded: str) -> float:
        """How much of a term's pieces a name accounts for: whole fragments, else characters by their rarity."""
        if not term.parts or (term.forms and _other_account(term.forms[0], folded)):
            return 0.0
        total = met = literal = telling = 0.0
        held: list[str] = []
        for fragments in term.parts:
            weight: float = max(len(fold(fragments[0])), 1) if fragments else 1
            # 改造工程 is the same as 改造项目: the word behind says of which kind it is, and not which.
            of_kind = fragments is term.parts[-1] and len(term.parts) > 1 and fragments[0] in KINDS
            weight /= 2 if of_kind else 1
            total += weight
            telling += 0.0 if of_kind else weight
            best = 0.0
            for fragment in fragments:
                body = fold(fragment)
                if body and (body in folded or (_LATIN.fullmatch(body) and sounds_in(body, name))):
                    best = max(best, 1.0)
                    held.append(body)
                    literal = max(literal, len(body))
                elif len(body) >= 3:
                    best = max(best, self.covered(body, folded) * 0.9)
            met += weight * (best if best >= _LEAST_COVERED else 0.0)
        share = met / total if total else 0.0
        if share < _LEAST_COVERED or (folded.startswith("其他") and not _of_rest(term)):
            return 0.0
        if met < telling and self._common(frozenset(held)):
            return 0.0  # all that is met is a word of many names (服务 of 为老服务)
        # A name that holds all the words in one breath comes before one that holds them apart, or without what is in between.
        breath = (
            _IN_ONE_BREATH
            if len(term.parts) > 1 and len(term.text) > literal and _without_kind(term) in folded
            else 0.0
        )
        return min(0.5 + 0.3 * share + 0.1 * min(1.0, literal / max(len(folded), 1)) + breath, _PIECES_MOST)

    def _common(self, words: frozenset[str]) -> bool:
        """Whether more than a few names hold all of some words."""
        if words not in self._common_words:
            names = set(self._folds.values())
            self._common_words[words] = sum(all(word in name for word in words) for name in names) > _FEW
        return self._common_words[words]

    def weak(self, term: Term, name: str) -> bool:
        """Whether all that a term shares with a name is a word in the midst of a much longer one (服务 in 一般公共服务支出)."""
        if self.fits(term).get(name, 0.0) >= CORE_ALIAS:
            return False
        folded = self._folds[name]
        named = max((body for body in map(fold, term.forms) if body and body in folded), key=len, default="")
        pieces = [max((b for b in map(fold, part) if b and b in folded), key=len, default="") for part in term.parts]
        shared = max(len(named), sum(map(len, pieces)))
        last = any(body and folded.endswith(body) for body in (named, *pieces))
        if shared / len(folded) >= _SHORT or last:
            return False
        words = [body for body in (named, *pieces) if body]
        return sum(all(word in other for word in words) for other in set(self._folds.values())) > _FEW

    def shared(self, terms: Sequence[Term], name: str) -> float:
        """The share of a name's telling part that words hold together (购置, 热线 and 中心 of 热线中心购置经费: all)."""
        folded = self._telling(name)
        held: set[int] = set()
        for body in _said(terms):
            at = folded.find(body)
            held |= set(range(at, at + len(body))) if at >= 0 else set()
        return len(held) / max(len(folded), 1)

    def headed(self, terms: Sequence[Term], name: str) -> bool:
        """Whether words hold the end of a name's telling part: the head of a Chinese name stands last (设备购置 is no 设备维修)."""
        folded = self._telling(name)
        return any(folded.endswith(body) for body in _said(terms))

    def _telling(self, name: str) -> str:
        return _AMOUNT_WORDS.sub("", core(name)) or self._folds[name]

    def covered(self, words: str, name: str) -> float:
        """The share of some folded words' characters and pairs that stand in a folded name, the rarer the heavier."""
        return _covered(self._weights(words), grams(name))

    def _weights(self, words: str) -> dict[str, float]:
        return {gram: self._rarity(gram) * (1.0 if len(gram) > 1 else 0.5) for gram in grams(words)}

    def _rarity(self, gram: str) -> float:
        return math.log(1 + self._total / (1 + self._held.get(gram, 0)))

    def nearest(self, term: Term, count: int = 4) -> list[str]:
        """The names with most in common with a term's words, best first."""
        weights = self._weights(fold(term.text))
        pieces = [fold(f) for part in term.parts for f in part if f]
        scored = []
        for name, folded in self._folds.items():
            score = max(
                _covered(weights, grams(folded)), max((0.5 for p in pieces if len(p) >= 2 and p in folded), default=0.0)
            )
            if score >= 0.34:
                scored.append((-score, len(folded), name))
        return list(dict.fromkeys(name for *_, name in sorted(scored)))[:count]


def _said(terms: Sequence[Term]) -> set[str]:
    """What words say, folded: their forms and pieces, with and without words for the amount."""
    said = [f for term in terms for f in (*term.forms, *(f for part in term.parts for f in part))]
    return {body for f in said for body in (fold(f), _AMOUNT_WORDS.sub("", core(f))) if body}


def _covered(weights: dict[str, float], theirs: frozenset[str]) -> float:
    """The share of some weights that is met, 0 unless a pair of characters is."""
    if not any(len(gram) > 1 and gram in theirs for gram in weights):
        return 0.0
    total = sum(weights.values())
    return sum(weight for gram, weight in weights.items() if gram in theirs) / total if total else 0.0


@lru_cache(maxsize=16384)
def grams(text: str) -> frozenset[str]:
    """The characters and neighbouring pairs of a folded text."""
    return frozenset(text) | pairs_of(text)


@lru_cache(maxsize=16384)
def _other_account(form: str, folded: str) -> bool:
    """Whether two names are those of different accounts of the economic classification (福利费, 工资福利支出)."""
    own = fold(form)
    return own != folded and all("economic" in official_kinds(name) for name in (own, folded))


def _vaguer(body: str, term: Term) -> bool:
    """Whether another name of a term only says less than the asker did: 工资 for 工资福利支出 would be found in 基本工资."""
    return fold(term.text) != body and body in fold(term.text) and core(term.text) != body


def _without_kind(term: Term) -> str:
    """The words of a term in one breath, without the one behind that says of which kind the thing is (改造工程, 改造项目)."""
    said, last = fold(term.text), fold(term.parts[-1][0]) if term.parts[-1] else ""
    return said.removesuffix(last) if last in KINDS else said


def _of_rest(term: Term) -> bool:
    return term.rest or "其他" in term.text


def _same_side(form: str, name: str, term: Term) -> bool:
    """Income is never spending, nor is 其他 of a thing the thing itself: 其他收入 fits no 其他支出, 司法 no 其他司法支出."""
    if plain(name).startswith("其他") and "其他" not in form and not term.rest:
        return False
    income, spending = "收入" in form, "支出" in form
    return not (
        (income and "支出" in name and "收入" not in name) or (spending and "收入" in name and "支出" not in name)
    )
