"""What words can mean here: printed labels, their official names, English names and everyday aliases.

A lexicon is built from the labels of a store (for the documents in scope) and the vocabulary. It finds known names
inside a question, longest first, and leaves the rest to be matched by likeness and meaning (`qa.matching`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from index.vocabulary import Entry
from qa.text import fold
from qa.words import Words

TokenKind = Literal["known", "noise", "connector", "unknown"]
NameKind = Literal["item", "measure", "table", "project", "indicator", "expenditure", "income", "unprinted"]

_CJK = r"\u3400-\u9fff"
_ENDINGS = re.compile(r"(支出|经费|费用|费|缴费|预算|情况|资金)$")
_BARE_TOTALS = frozenset({"合计", "小计", "总计"})
_TABLE_WORDS = re.compile(r"(支出表|收入表|预算表|决算表|明细表|信息表|情况表|总表|表)$")


@dataclass(frozen=True, slots=True)
class Name:
    """What a surface form names: printed labels of one kind. `alias` tells that the words are not the printed ones;
    `unprinted` names are known to the vocabulary but stand in no document."""

    kind: NameKind
    labels: tuple[str, ...]
    alias: bool = False
    official: str = ""


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of a question: a known name (with its meanings), noise, a connector, or unknown words."""

    kind: TokenKind
    text: str
    names: tuple[Name, ...] = ()


def surface(text: str) -> str:
    """A text for scanning: NFKC, lower case, quotes gone, no space next to a Chinese character, `|` for other marks."""
    body = unicodedata.normalize("NFKC", text).lower().replace("-", " ").replace("_", " ")
    body = re.sub(r"[\"'“”‘’《》〈〉「」『』]", "", body)
    body = re.sub(rf"(?<=[{_CJK}])\s+|\s+(?=[{_CJK}])", "", body)
    return re.sub(r"[^\w\s%+]", "|", body)


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
    return " ".join(stem(word) for word in words if word not in {"the", "a", "an"})


class Lexicon:
    """Immutable once built. `chinese` and `english` map surface forms to what they name."""

    def __init__(self, labels: Iterable[tuple[str, str]], entries: Iterable[Entry], words: Words) -> None:
        self.words = words
        self.chinese: dict[str, tuple[Name, ...]] = {}
        self.english: dict[str, tuple[Name, ...]] = {}
        self.by_fold: dict[str, list[tuple[str, str]]] = {}
        printed = list(labels)
        for text, kind in printed:
            self.by_fold.setdefault(fold(text), []).append((text, kind))
        self.titles = tuple(text for text, kind in printed if kind == "table")
        for text, kind in printed:
            if kind == "table":
                self._add_title(text)
            elif kind in {"item", "measure", "project"} and fold(text) not in _BARE_TOTALS:
                self._add(text, Name(_kind(kind), (text,)))
        for entry in entries:
            self._add_entry(entry)
        for total, phrases in words.totals.items():
            for phrase in (*phrases["zh"], *phrases["en"]):
                self._add(phrase, Name("income" if total == "income" else "expenditure", (), alias=True))
        self.longest = max((len(key) for key in self.chinese), default=1)
        self.longest_english = max((key.count(" ") + 1 for key in self.english), default=1)

    def _add(self, phrase: str, name: Name) -> None:
        if re.search(f"[{_CJK}]", phrase) or not re.search("[a-zA-Z]{2}", phrase):
            key, table = surface(phrase).replace("|", ""), self.chinese
        else:
            key, table = english_key(phrase), self.english
        if not key or (table is self.chinese and len(key) < 2):
            return
        if name.kind in {"measure", "unprinted"} and (key in self.words.noise_zh or key in self.words.noise_en):
            return  # 预算数, 合计: the column meant when none is named
        known = table.get(key, ())
        if name.alias and any(not other.alias and other.kind != "unprinted" for other in known):
            return  # a printed name means itself
        if not name.alias:
            known = tuple(other for other in known if not other.alias or other.kind in {"expenditure", "income"})
        if name not in known:
            table[key] = (*known, name)

    def _add_title(self, title: str) -> None:
        self._add(title, Name("table", (title,)))
        subject = _TABLE_WORDS.sub("", title)
        if len(subject) >= 3 and subject != title:
            self._add(subject, Name("table", (title,), alias=True))

    def _add_entry(self, entry: Entry) -> None:
        names = [Name(_kind(kind), (text,), True, entry.name_zh) for text, kind in self._printed(entry.name_zh)]
        if entry.kind == "table" or entry.name_zh in _BARE_TOTALS:
            return  # a total row is nobody's name; `words.toml` says what asks for the whole
        if not names:
            # “三公”经费 is no row but a whole table: its total answers.
            titles = tuple(title for title in self.titles if fold(entry.name_zh) in fold(title))
            names = [Name("table", titles, True, entry.name_zh)] if titles and len(fold(entry.name_zh)) >= 4 else []
        if not names:
            names = [Name("unprinted", (), True, entry.name_zh)]
        for phrase in (entry.name_zh, *entry.aliases_zh, entry.name_en, *entry.aliases_en):
            for name in names:
                if phrase:
                    self._add(phrase, name)

    def _printed(self, official: str) -> list[tuple[str, str]]:
        """Printed labels that are an official name, or differ from it only in a closing word (支出, 经费, 费)."""
        found = self.by_fold.get(fold(official), [])
        if not found:
            core = _ENDINGS.sub("", official)
            if len(core) >= 3:
                found = [
                    pair
                    for ending in ("支出", "经费", "费", "费用", "缴费", "")
                    for pair in self.by_fold.get(fold(core + ending), [])
                ]
        return [(text, kind) for text, kind in found if kind != "table"]

    def scan(self, question: str, language: str) -> list[Token]:
        """Cut a question into tokens, longest known name first."""
        return self._scan_english(question) if language == "en" else self._scan_chinese(question)

    def _scan_chinese(self, question: str) -> list[Token]:
        text = surface(question)
        tokens: list[Token] = []
        start = 0
        while start < len(text):
            token = self._longest(text, start)
            tokens.append(token)
            start += len(token.text)
        return _merge(tokens)

    def _longest(self, text: str, start: int) -> Token:
        for length in range(min(self.longest, len(text) - start), 1, -1):
            piece = text[start : start + length]
            names = self.chinese.get(piece)
            if names:
                return Token("known", piece, names)
            if piece in self.words.noise_zh:
                return Token("noise", piece)
        word = re.match(r"[a-z0-9%+]+", text[start:])
        if word:
            names = self.english.get(english_key(word.group(0)), ())
            return Token("known" if names else "unknown", word.group(0), names)
        # A lone filler character may be part of an unknown name (印 in 印制费): only `qa.matching` drops it, at edges.
        piece = text[start]
        if piece in self.words.connectors_zh:
            return Token("connector", piece)
        return Token("noise" if piece in "| ?" else "unknown", piece)

    def _scan_english(self, question: str) -> list[Token]:
        text = surface(question)
        pieces = re.findall(rf"[{_CJK}][{_CJK}a-z0-9]*|[a-z0-9&%]+|\|", text)
        tokens: list[Token] = []
        place = 0
        while place < len(pieces):
            if re.match(f"[{_CJK}]", pieces[place]):
                tokens += self._scan_chinese(pieces[place])
                place += 1
                continue
            for length in range(min(self.longest_english, len(pieces) - place), 0, -1):
                phrase = " ".join(pieces[place : place + length])
                names = self.english.get(english_key(phrase)) if "|" not in phrase else None
                if names and not (length == 1 and pieces[place] in self.words.noise_en):
                    tokens.append(Token("known", phrase, names))
                    place += length
                    break
            else:
                word = pieces[place]
                kind: TokenKind = "noise" if word in self.words.noise_en or word == "|" else "unknown"
                tokens.append(Token("connector" if word in {"and", "plus"} else kind, word))
                place += 1
        return _merge(tokens, joint=" ")


def _kind(kind: str) -> NameKind:
    return kind if kind in {"item", "measure", "project", "indicator"} else "item"  # type: ignore[return-value]


def _merge(tokens: list[Token], joint: str = "") -> list[Token]:
    """Join neighbouring unknown tokens into one."""
    merged: list[Token] = []
    for token in tokens:
        if token.kind == "unknown" and merged and merged[-1].kind == "unknown":
            merged[-1] = Token("unknown", merged[-1].text + joint + token.text)
        else:
            merged.append(token)
    return merged


def core(label: str) -> str:
    """A label without its closing word (支出, 经费, 费), folded: what two names of one thing have in common."""
    return fold(_ENDINGS.sub("", label))
