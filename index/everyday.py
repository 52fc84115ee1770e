"""Everyday Chinese words and what stands for them in printed names (租 → 租赁, 红绿灯 → 交通信号).

Loads `everyday.tsv` beside this module (columns spoken, printed; alternatives separated by `|`); without it, it is empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from ingest.errors import StoreError

_FILE: Final = Path(__file__).with_name("everyday.tsv")


def read_everyday(file: Path) -> Mapping[str, tuple[str, ...]]:
    """Read such a file; a missing one gives an empty mapping. `StoreError` for a malformed one."""
    found: dict[str, tuple[str, ...]] = {}
    lines = file.read_text("utf-8").splitlines()[1:] if file.is_file() else []
    for number, line in enumerate(lines, start=2):
        if not line.strip():
            continue
        cells = line.split("\t")
        if len(cells) != 2:
            raise StoreError(f"{file.name}, line {number}: {len(cells)} columns instead of 2")
        printed = tuple(part.strip() for part in cells[1].split("|") if part.strip())
        found[cells[0].strip()] = tuple(dict.fromkeys((*found.get(cells[0].strip(), ()), *printed)))
    return MappingProxyType(found)


@lru_cache(maxsize=1)
def everyday() -> Mapping[str, tuple[str, ...]]:
    """The shipped words, read once."""
    return read_everyday(_FILE)
