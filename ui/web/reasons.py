"""What the reading says of a file, in the language of the page. It speaks English; what has no Chinese here stays as it is.

Messages are recognised by their fixed words (`reasons.tsv`); whose they are (a file, a page, a table) stands before them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources
from typing import Any, Final

_GAP: Final = re.compile(r"\\\{(\w+)\\\}")
_FORCED: Final = re.compile(r";? use --force.*$")
_WHOSE: Final = re.compile(r"(?P<whose>.+?): (?P<rest>.+)", re.DOTALL)
_LIKE: Final = {"n": r"[\d,.]+", "m": r"[\d,.]+", "where": r"pages? \d+(?:-\d+)?"}
"""What may stand in some of the gaps; in others anything."""
_PAGES: Final = re.compile(r"pages? (?P<n>\d+(?:-\d+)?)")
_TABLE: Final = re.compile(r"table (?P<n>\d+) \((?P<title>.*)\)")


def reason_in(text: str, language: str) -> str:
    """A message in a language: the Chinese of one that is known, else the message. What is said of the command line's --force is left out
    in Chinese: pages have a box to be ticked."""
    return _chinese(text) or text if language == "zh" else text


def row_in(row: dict[str, Any], language: str) -> dict[str, Any]:
    """A file's outcome with its reason and warnings in a language; `forcible` says whether it can be stored all the same."""
    told = {**row, "warnings": [reason_in(warning, language) for warning in row["warnings"]]}
    if row.get("reason"):
        told["forcible"] = bool(_FORCED.search(row["reason"]))
        told["reason"] = reason_in(_FORCED.sub("", row["reason"]), language)
    return told


def _chinese(text: str) -> str | None:
    plain = _FORCED.sub("", text)
    for pattern, chinese in _known():
        if match := pattern.fullmatch(plain):
            return chinese.format(
                **{name: _chinese(value) or _place(value) for name, value in match.groupdict().items()}
            )
    whose = _WHOSE.fullmatch(plain)
    rest = _chinese(whose["rest"]) if whose else None
    return f"{_place(whose['whose'])}：{rest}" if whose and rest else None


def _place(text: str) -> str:
    if pages := _PAGES.fullmatch(text):
        return f"第 {pages['n']} 页"
    table = _TABLE.fullmatch(text)
    return f"表 {table['n']}（{table['title']}）" if table else text


@lru_cache(maxsize=1)
def _known() -> tuple[tuple[re.Pattern[str], str], ...]:
    lines = resources.files("ui.web").joinpath("reasons.tsv").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return tuple((_pattern(english), chinese) for english, chinese in pairs)


def _pattern(english: str) -> re.Pattern[str]:
    return re.compile(_GAP.sub(lambda gap: f"(?P<{gap[1]}>{_LIKE.get(gap[1], '.*?')})", re.escape(english)), re.DOTALL)
