"""Which words name something: the names documents print, the official classification, English and everyday names.

Two layers: the vocabulary, made once, and the names of the documents in use. A surface (words as they stand in a question)
leads to the forms under which the thing may be printed. It only knows names; cutting a question is `qa.tokens`' work.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Final

from index import vocabulary
from index.vocabulary import Entry
from qa.naming import is_generic, plain
from qa.preference import is_body
from qa.text import fold

_CJK: Final = re.compile(r"[\u3400-\u9fff]")
_NUMBERED: Final = re.compile(r"[a-z].*\d|\d.*[a-z]")  # SM-W-C-051103: a name in Latin letters and digits
_REMARKED: Final = re.compile(r"^([^（）()]{6,})[（(][^（）()]{1,6}[)）]$")
LONGEST: Final = 60
_PHRASE: Final = 6  # words of an English name
# Terms of the vocabulary that a question uses as grammar (占比, 差额, 预算数): columns, wholes and calculations, no things.
_GRAMMAR: Final = frozenset(
    ["adjusted_budget", "amount", "budget_amount", "change_amount", "change_rate", "current_budget", "current_final", "difference",
     "executed_amount", "final_amount", "full_year_budget", "full_year_execution", "grand_total", "opening_budget", "prior_budget",
     "prior_executed", "prior_final", "project_name", "quantity", "remarks", "share", "subject_code", "subject_name", "subtotal", "total",
     "unit_code", "unit_name", "expenditure_budget", "expenditure_total", "income_budget", "income_total", "year", "unit"]
)  # fmt: skip

# What a thing is printed as where its table says the rest, and what nobody calls it elsewhere.
_PRINTED_AS: Final = {"procurement_goods": ("货物",), "procurement_services": ("服务",), "procurement_works": ("工程",)}


def stem(word: str) -> str:
    """An English word without its plural ending."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word


def english_key(phrase: str) -> str:
    """An English phrase for look-up: words in lower case without articles and plural endings."""
    words = re.findall(r"[a-z0-9&]+", unicodedata.normalize("NFKC", phrase).lower())
    key = " ".join(stem(word) for word in words if word not in {"the", "a", "an"})
    return key.replace("information technology", "it")


class Lexicon:
    """Surface forms and what they may be printed as. Immutable once built, but for what is looked up once and kept."""

    def __init__(self, labels: Iterable[str], english: Iterable[str] = (), titles: Iterable[str] = ()) -> None:
        self.titles = frozenset(titles)
        self._base = official()
        self._chinese: dict[str, tuple[str, ...]] = {}
        self._english: dict[str, tuple[str, ...]] = {}
        self._holding: dict[tuple[str, ...], frozenset[str]] = {}
        names = list(labels)
        for label in names:
            self._add(label)
        remarked = [(label, fold(short.group(1))) for label in names if (short := _REMARKED.match(label)) is not None]
        several = Counter(name for _, name in dict.fromkeys(remarked))
        for label, name in remarked:
            if several[name] == 1:  # 矛调业务经费(常年) goes without its remark; one of several lots does not
                self._chinese.setdefault(name, (label,))
        for label in english:
            key = english_key(label)
            if key:
                self._english.setdefault(key, (label,))

    def _add(self, label: str) -> None:
        if is_generic(label):
            return
        for surface in {fold(label), fold(plain(label))}:
            if len(surface) >= 2 and (_CJK.search(surface) or (len(surface) >= 5 and _NUMBERED.search(surface))):
                self._chinese.setdefault(surface, (label,))
        if not _CJK.search(label) and re.search("[A-Za-z]{2}", label):
            self._english.setdefault(english_key(label), (label,))

    def chinese(self, surface: str) -> tuple[str, ...]:
        """The forms a folded Chinese surface stands for, the printed one first; empty if it names nothing."""
        return _joined(self._chinese.get(surface, ()), self._base.chinese.get(surface, ()))

    def english(self, key: str) -> tuple[str, ...]:
        """The forms an English phrase (as `english_key` gives it) stands for."""
        return _joined(self._english.get(key, ()), self._base.english.get(key, ())) or self._base.reordered(key)

    def is_name(self, text: str) -> bool:
        """Whether a text names anything."""
        return bool(self.chinese(fold(text)))

    def names_in(self, body: str) -> bool:
        """Whether a folded text holds a name of three characters or more."""
        ends = range(3, min(len(body), LONGEST) + 1)
        return any(self.chinese(body[at : at + n]) for at in range(len(body)) for n in ends if at + n <= len(body))

    def named_in_english(self, text: str) -> bool:
        """Whether an English text holds a name of anything."""
        said = re.findall(r"[a-z0-9&'-]+", text.lower())
        ends = range(1, _PHRASE + 1)
        return any(self.english(english_key(" ".join(said[at : at + n]))) for at in range(len(said)) for n in ends)

    def is_part(self, text: str) -> bool:
        """Whether a text stands in a printed name."""
        body = fold(text)
        return any(body in name for name in self._chinese)

    def is_own_name(self, surface: str) -> bool:
        """Whether a folded surface is itself a printed or official name, not another word for one."""
        return surface in self._chinese or surface in self._base.names

    def is_printed(self, surface: str) -> bool:
        """Whether a folded surface is a name that the documents in use print."""
        return surface in self._chinese

    def holding(self, fragments: tuple[str, ...]) -> frozenset[str]:
        """The folded names, printed and official, that hold one of some fragments."""
        found = self._holding.get(fragments)
        if found is None:
            names = (*self._chinese, *self._base.names)
            found = self._holding[fragments] = frozenset(n for n in names if any(f in n for f in fragments))
        return found

    @cached_property
    def bodies(self) -> tuple[str, ...]:
        """The printed names that are those of bodies, as they are printed."""
        names = dict.fromkeys(forms[0] for forms in self._chinese.values())
        return tuple(n for n in names if len(n) > 3 and is_body(n, None) and fold(n) not in self._base.names)

    @property
    def printed(self) -> Iterable[str]:
        """All folded names that the documents print."""
        return self._chinese.keys()


_JOINTS: Final = frozenset(["of", "for", "in", "on", "to", "by", "at", "from", "with"])
_TELLING: Final = 3


def _bag(key: str) -> tuple[str, ...]:
    """The words of an English name, in one order, without those that only join them; each as often as it is said."""
    words = (re.sub("'s?$", "", word) for word in key.split())
    return tuple(sorted(word for word in words if word not in _JOINTS))


class Official:
    """The vocabulary's surfaces, in both languages."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        chinese: dict[str, list[str]] = {}
        english: dict[str, list[str]] = {}
        self.names = frozenset(fold(entry.name_zh) for entry in entries)
        for entry in entries:
            if entry.kind == "kind" or entry.code in _GRAMMAR or is_generic(entry.name_zh):
                continue
            said = (entry.name_zh, *entry.aliases_zh)
            forms = (*said, *_PRINTED_AS.get(entry.code, ()))
            for name in said:
                surface = fold(name)
                if len(surface) >= 2 and not is_generic(name):
                    chinese.setdefault(surface, []).extend((name, *forms))
            for name in (entry.name_en, *entry.aliases_en):
                key = english_key(name)
                if key:
                    english.setdefault(key, []).extend(forms)
        self.chinese: Mapping[str, tuple[str, ...]] = {key: tuple(dict.fromkeys(f)) for key, f in chinese.items()}
        self.english: Mapping[str, tuple[str, ...]] = {key: tuple(dict.fromkeys(f)) for key, f in english.items()}
        bags: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
        for key, found in self.english.items():
            bags.setdefault(_bag(key), set()).add(found)
        # Words that two names are made of name neither.
        self._bags = {bag: next(iter(found)) for bag, found in bags.items() if len(found) == 1 and len(bag) >= _TELLING}

    def reordered(self, key: str) -> tuple[str, ...]:
        """The forms of the one English name that is made of the same words in another order (medical care for administrative
        units, administrative units' medical care)."""
        words = key.split()
        if len(words) < _TELLING or {words[0], words[-1]} & _JOINTS:
            return ()
        return self._bags.get(_bag(key), ())


@lru_cache(maxsize=1)
def _kinds() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for entry in vocabulary.entries():
        for name in (entry.name_zh, *entry.aliases_zh):
            found.setdefault(fold(name), set()).add(entry.kind)
    return {name: frozenset(kinds) for name, kinds in found.items()}


@lru_cache(maxsize=1)
def classified() -> frozenset[str]:
    """The folded official names of the functional and the economic classification."""
    return frozenset(fold(e.name_zh) for e in vocabulary.entries() if e.kind in {"function", "economic"})


def official_kinds(name: str) -> frozenset[str]:
    """The kinds of entry (function, economic, …) that the vocabulary has under a name."""
    return _kinds().get(fold(name), frozenset())


@lru_cache(maxsize=1)
def official() -> Official:
    """The shipped vocabulary's surfaces, made once."""
    return Official(vocabulary.entries())


def _joined(printed: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*printed, *other))) if printed and other else printed or other
