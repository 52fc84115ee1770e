"""The catalogue of standard tables: which kind a printed title is. Data in `catalogue.toml`; nothing else here."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

UNKNOWN: Final = "other"

# What stands around a title without being part of it: list marks, "附件3", years, brackets.
_PREFIX = re.compile(r"^(附件|附表|表|公开表|预算公开表|\d|[一二三四五六七八九十]|[、.:：\-—_()（）\s])+(?=\D{3})")
_YEAR = re.compile(r"(20\d\d|二[〇○零0][一二三四五六七八九〇○零\d]{2})年(度)?")
_MARKS = re.compile("[\\s\"'“”‘’＂《》<>()（）【】\\[\\]、,，:：.。_—-]")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """`names` maps a folded standard title to its kind; `performance` maps a field to its header pattern."""

    names: Mapping[str, str]
    performance: Mapping[str, re.Pattern[str]]

    def kind(self, title: str) -> str:
        """The kind of the table so titled, or `UNKNOWN`: exact name first, then the longest name contained."""
        body = fold(title)
        if body in self.names:
            return self.names[body]
        inside = [name for name in self.names if name in body]
        return self.names[max(inside, key=len)] if inside else UNKNOWN


def fold(text: str) -> str:
    """A title reduced to its characters: no white space, quotes, brackets, year or leading number."""
    body = unicodedata.normalize("NFKC", text).strip()
    body = _YEAR.sub("", _PREFIX.sub("", body))
    return _MARKS.sub("", body)


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """The shipped catalogue, read once."""
    data = tomllib.loads(files("ingest").joinpath("catalogue.toml").read_text(encoding="utf-8"))
    names = {fold(name): entry["kind"] for entry in data["table"] for name in entry["names"]}
    return Catalogue(names, {key: re.compile(pattern) for key, pattern in data["performance"].items()})
