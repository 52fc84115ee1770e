"""The catalogue of standard tables: which kind a printed title is. Data in `catalogue.toml`; nothing else here.

A title is tried in three steps, each on its characters alone: as it is printed, then without what regions add to it
(某局, 2025年, 附表3, 部门, 预算, 总体情况), then by the rules, which tell titles nobody has listed yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from ingest.bodies import plain, without_body, words
from ingest.model import Basis
from ingest.shipped import read_shipped

UNKNOWN: Final = "other"

# What stands before a title without being part of it: list marks, "附件3", "预算01表", "公开表1-2". The 一 of 一般公共预算 and
# the 三 of 三公经费 are no numbers.
_MARK = r"(?:\d+|[一二三四五六七八九十]+(?!般|公))"
_FORM = r"(?:附件|附表|附|表格|表|公开表|预算公开表|预算公开|预算表|预算|决算公开|决算|财决公开|财决|公开)"
_PREFIX = re.compile(
    rf"^(?:{_FORM}\s*{_MARK}(?:[-.—]\d+)*\s*表?|(?:附件|附表)(?=[:：])|第{_MARK}(?:部分|张表)"
    rf"|[(（]?{_MARK}[)）]?[、.)）]|\d{{1,2}}(?![\d年])|[、.,:：\-—_()（）\[\]【】\s])+(?=\D{{2}}|20\d\d年)"
)
_CONTINUED = re.compile(
    r"(?:[(（]?续(?:表)?[一二三四五六七八九十\d]*[)）]?|[-—]?\d+|[(（]?(?:预算公开|财决公开|公开|财决|预算)\d+表[)）]?)$"
)
_YEAR = re.compile(r"20\d\d(?:[-—]20\d\d)?年(?:度|初)?")
_OPENS_WITH_YEAR = re.compile(rf"^{_YEAR.pattern}")
_PLACE = re.compile(r"^[\u4e00-\u9fff]{2,20}[省市区县旗州](?=20\d\d年|[省市区县]级)")
_UNIT = re.compile(r"[(（]?(?:(?:金额)?单位[:：]\s*)?[百千万亿]*元[)）]?$")
_MARKS = re.compile("[\\s\"'“”‘’＂《》<>()（）【】\\[\\]、,，:：.。_—/-]")


@dataclass(frozen=True, slots=True)
class Rule:
    """Words a title must all have (`needs`, alternatives split by |) and must not have (`lacks`) to be of a kind."""

    kind: str
    needs: tuple[str, ...]
    lacks: tuple[str, ...]

    def fits(self, title: str) -> bool:
        """Whether a folded title meets the rule."""
        return all(any(w in title for w in need.split("|")) for need in self.needs) and not any(
            w in title for w in self.lacks
        )


@dataclass(frozen=True, slots=True)
class Catalogue:
    """`names` maps a folded standard title to its kind, `cores` the same without the words that regions add.

    `performance` maps a field to its header pattern; `bases` maps a kind to the basis that a table of it implies.
    """

    names: Mapping[str, str]
    cores: Mapping[str, str]
    rules: tuple[Rule, ...]
    never: re.Pattern[str]
    optional: re.Pattern[str]
    headers: tuple[Rule, ...]
    performance: Mapping[str, re.Pattern[str]]
    bases: Mapping[str, Basis]

    def kind(self, title: str) -> str:
        """The kind of the table so titled, or `UNKNOWN`."""
        body = fold(title)
        if body in self.names:
            return self.names[body]
        own = _own_words(title)
        core = _core(own, self.optional)
        if core in self.cores:
            return self.cores[core]
        if self.never.search(own):
            return UNKNOWN
        return next((rule.kind for rule in self.rules if rule.fits(own)), UNKNOWN)

    def kind_by_heads(self, heads: Iterable[str]) -> str:
        """The kind of a table whose title tells nothing, by its columns' heads, or `UNKNOWN`."""
        joined = fold(" ".join(heads))
        return next((rule.kind for rule in self.headers if rule.fits(joined)), UNKNOWN)


def fold(text: str) -> str:
    """A title reduced to its characters: no white space, quotes, brackets, year or leading number."""
    return _MARKS.sub("", _YEAR.sub("", _PREFIX.sub("", plain(text).strip())))


def _own_words(title: str) -> str:
    """A title without list mark, place, body, year, 续 and unit; 收入支出 is 收支."""
    body, before = re.sub(r"\s", "", plain(title)), ""
    while body != before:
        before = body
        for pattern in (_PREFIX, _PLACE, _OPENS_WITH_YEAR):
            body = pattern.sub("", body)
        body = without_body(body)
    body = _UNIT.sub("", _CONTINUED.sub("", body))
    return _MARKS.sub("", _YEAR.sub("", body)).replace("收入支出", "收支")


def _core(text: str, optional: re.Pattern[str]) -> str:
    return optional.sub("", text.replace("收入支出", "收支"))


def _rules(entries: Iterable[Mapping[str, Any]]) -> tuple[Rule, ...]:
    return tuple(Rule(r["kind"], tuple(r["needs"]), tuple(r.get("lacks", ()))) for r in entries)


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """The shipped catalogue, read once."""
    data = read_shipped("ingest", "catalogue.toml")
    optional = re.compile(words(data["titles"]["optional"]))
    names = {fold(name): entry["kind"] for entry in data["table"] for name in entry["names"]}
    cores: dict[str, str] = {}
    for name, kind in names.items():
        cores.setdefault(_core(name, optional), kind)
    return Catalogue(
        names,
        cores,
        _rules(data["rule"]),
        re.compile(words(data["titles"]["never"])),
        optional,
        _rules(data["header"]),
        {key: re.compile(pattern) for key, pattern in data["performance"].items()},
        {entry["kind"]: entry["basis"] for entry in data["table"] if "basis" in entry},
    )
