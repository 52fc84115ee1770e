"""The vocabulary of public finance: official names, their English, and the everyday words people use for them.

Loads `vocabulary.tsv` beside this module (columns kind, code, name_zh, name_en, aliases_zh, aliases_en; aliases
separated by `|`). It knows words, no amounts and no documents. Without the file it is empty, and everything still works.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from ingest.errors import StoreError

_FILE: Final = Path(__file__).with_name("vocabulary.tsv")
_HEADER: Final = ("kind", "code", "name_zh", "name_en", "aliases_zh", "aliases_en")


@dataclass(frozen=True, slots=True)
class Entry:
    """One official term. `code` is empty where the term has none; `kind` tells the classification it belongs to."""

    kind: str
    code: str
    name_zh: str
    name_en: str
    aliases_zh: tuple[str, ...] = ()
    aliases_en: tuple[str, ...] = ()

    @property
    def other_names(self) -> tuple[str, ...]:
        """Everything it is called besides its official Chinese name."""
        return tuple(name for name in (self.name_en, *self.aliases_zh, *self.aliases_en) if name)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The entries with their look-ups. Immutable; make one with `read_vocabulary`."""

    entries: tuple[Entry, ...]
    _by_code: Mapping[str, tuple[Entry, ...]]
    _by_name: Mapping[str, tuple[Entry, ...]]

    def by_code(self, code: str, kind: str | None = None) -> Entry | None:
        """The entry with this code (of this kind, if given), or `None`."""
        return next((entry for entry in self._by_code.get(code, ()) if kind in (None, entry.kind)), None)

    def by_name(self, zh_label: str) -> tuple[Entry, ...]:
        """The entries whose official Chinese name this is (width, case, brackets' form and spaces disregarded)."""
        return self._by_name.get(_fold(zh_label), ())

    def english_name(self, zh_label: str, code: str | None = None) -> str | None:
        """The English name of a Chinese one; the code settles which, if several terms share the name."""
        named = self.by_name(zh_label)
        chosen = [entry for entry in named if code is not None and entry.code == code] or list(named)
        return next((entry.name_en for entry in chosen if entry.name_en), None)

    def aliases(self, zh_label: str) -> tuple[str, ...]:
        """All other names of a Chinese one, English and everyday words, each once, in the file's order."""
        names = [name for entry in self.by_name(zh_label) for name in entry.other_names]
        return tuple(dict.fromkeys(name for name in names if _fold(name) != _fold(zh_label)))


def read_vocabulary(file: Path) -> Vocabulary:
    """Read a vocabulary file; one that is missing gives an empty vocabulary. `StoreError` for a malformed one."""
    entries = _entries(file) if file.is_file() else ()
    by_code: dict[str, list[Entry]] = {}
    by_name: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.code:
            by_code.setdefault(entry.code, []).append(entry)
        by_name.setdefault(_fold(entry.name_zh), []).append(entry)
    return Vocabulary(
        entries,
        MappingProxyType({code: tuple(found) for code, found in by_code.items()}),
        MappingProxyType({name: tuple(found) for name, found in by_name.items()}),
    )


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The vocabulary the program ships, read once."""
    return read_vocabulary(_FILE)


def entries() -> tuple[Entry, ...]:
    """All entries of the shipped vocabulary."""
    return vocabulary().entries


def english_name(zh_label: str, code: str | None = None) -> str | None:
    """`Vocabulary.english_name` of the shipped vocabulary."""
    return vocabulary().english_name(zh_label, code)


def aliases(zh_label: str) -> tuple[str, ...]:
    """`Vocabulary.aliases` of the shipped vocabulary."""
    return vocabulary().aliases(zh_label)


def by_code(code: str, kind: str | None = None) -> Entry | None:
    """`Vocabulary.by_code` of the shipped vocabulary."""
    return vocabulary().by_code(code, kind)


def _entries(file: Path) -> tuple[Entry, ...]:
    # Split by hand: the file quotes nothing, and names contain quotation marks of their own.
    lines = file.read_text("utf-8-sig").split("\n")
    if tuple(lines[0].rstrip("\r").split("\t")) != _HEADER:
        raise StoreError(f"{file.name}, line 1: expected the columns {', '.join(_HEADER)}")
    found = []
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip():
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) != len(_HEADER):
            raise StoreError(f"{file.name}, line {number}: {len(cells)} columns instead of {len(_HEADER)}")
        kind, code, name_zh, name_en, zh, en = cells
        found.append(Entry(kind, code, name_zh, name_en, _split(zh), _split(en)))
    return tuple(found)


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in (piece.strip() for piece in cell.split("|")) if part)


def _fold(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in folded if char.isalnum())
