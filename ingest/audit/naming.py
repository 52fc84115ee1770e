"""What the words of a sentence and the labels of a table call the same: names folded into one spelling. Pure.

The words are data (`sentences.toml`). A name keeps what tells items apart and loses what regions add freely: quotes, brackets,
预算 and 决算, 合计, 本年, 经费 beside 费.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from ingest.bodies import plain, without_body
from ingest.headers import is_total
from ingest.hierarchy import bare
from ingest.model import Figure, Table
from ingest.shipped import read_shipped

_MARKS: Final = re.compile(r"[\s“”\"‘’'《》、，,.．:：;；（）()【】\[\]\-—_/＊*]")
_YEAR: Final = re.compile(r"20\d\d年?(?:度|初)?")


@dataclass(frozen=True, slots=True)
class Words:
    """The vocabulary of sentences: `spell` are replacements, `filler` and `title` what names lose, `partitions` lists of words
    that together are a whole, `absent` the kinds of money a document may say it has none of."""

    spell: tuple[tuple[str, str], ...]
    filler: re.Pattern[str]
    strict: re.Pattern[str]
    title: re.Pattern[str]
    whole: re.Pattern[str]
    partitions: tuple[tuple[str, ...], ...]
    closing: re.Pattern[str]
    absent: tuple[tuple[re.Pattern[str], str], ...]
    none: re.Pattern[str]
    blank_name: re.Pattern[str]


@lru_cache(maxsize=1)
def words() -> Words:
    """The shipped vocabulary, read once."""
    data = read_shipped("ingest.audit", "sentences.toml")
    return Words(
        tuple((old, new) for old, new in data["names"]["spell"]),
        re.compile(data["names"]["filler"]),
        re.compile(data["names"]["strict"]),
        re.compile(data["names"]["title"]),
        re.compile(data["names"]["whole"]),
        tuple(tuple(group) for group in data["lists"]["partitions"]),
        re.compile(data["lists"]["closing"]),
        tuple((re.compile(entry["words"]), entry["kinds"]) for entry in data["absent"]),
        re.compile(data["names"]["none"]),
        re.compile(data["names"]["blank"]),
    )


@lru_cache(maxsize=20_000)
def key(name: str) -> str:
    """A name in its one spelling; empty if nothing but filler is in it."""
    return words().filler.sub("", _spelled(name))


@lru_cache(maxsize=20_000)
def strict_key(name: str) -> str:
    """A name that keeps its 合计 and 本年: 本年支出合计 is not 支出总计."""
    return words().strict.sub("", _spelled(name))


def _spelled(name: str) -> str:
    body = _MARKS.sub("", _YEAR.sub("", bare(plain(name))))
    for old, new in words().spell:
        body = body.replace(old, new)
    return body


@lru_cache(maxsize=2_000)
def title_key(title: str) -> str:
    """What a table's title says its total is of: 2024年度财政拨款收入支出决算总表 is of 财政拨款收入支出."""
    body = re.sub(r"\s", "", plain(title))
    for _ in range(2):
        body = without_body(
            _YEAR.sub("", re.sub(r"^(?:[一二三四五六七八九十]+、|[（(].{1,3}[)）]|附?表?\d+[-.、:：]?)", "", body))
        )
    return key(words().title.sub("", body))


def names_of(figure: Figure, table: Table) -> Iterator[str]:
    """The names by which a sentence may call a table's figure: its label, its column in a total row, its table's subject."""
    row = table.rows[figure.row] if figure.row is not None and figure.row < len(table.rows) else None
    total = is_total(figure.label) or (row is not None and "total" in row.kinds and not figure.code)
    label, title = key(figure.label), title_key(table.title)
    if label and not is_total(figure.label):
        yield label
    if total or is_total(figure.label):
        for column in figure.measure_path:
            if (head := key(column)) and head != label:
                yield head
                if title:
                    yield title + head
        if title:
            yield title
            yield title + label


def strict_names_of(figure: Figure, table: Table) -> Iterator[str]:
    """The names that leave no doubt: a total's own label (本年收入合计), or what its table is of before it."""
    if is_total(figure.label) or re.search("[总合]计$", re.sub(r"\s", "", figure.label)):
        label, title = strict_key(figure.label), title_key(table.title)
        yield label if not is_total(figure.label) or len(label) > 2 else title + label
        side = next((word for word in ("收入", "支出") if figure.measure_path[:1] == (word,)), None)
        if side is not None and "收入支出" in title and is_total(figure.label) and len(label) <= 2:
            yield title.replace("收入支出", side) + label  # 财政拨款支出总计, of the table's right half


Named = Mapping[str, Sequence[Figure]]
"""Folded name → the printed table figures that a sentence may call so."""


def named_figures(figures: Sequence[Figure], tables: Sequence[Table]) -> tuple[Named, Named, Named]:
    """The printed table figures by name, by a name that leaves no doubt, and by classification code."""
    by_strict: dict[str, list[Figure]] = defaultdict(list)
    by_name: dict[str, list[Figure]] = defaultdict(list)
    by_code: dict[str, list[Figure]] = defaultdict(list)
    by_number = {table.number: table for table in tables}
    for figure in figures:
        if figure.source != "table" or figure.amount is None or figure.table_number not in by_number:
            continue
        if figure.unit == "%":
            continue
        for name in dict.fromkeys(names_of(figure, by_number[figure.table_number])):
            by_name[name].append(figure)
        for name in dict.fromkeys(strict_names_of(figure, by_number[figure.table_number])):
            by_strict[name].append(figure)
        if figure.code:
            by_code[figure.code].append(figure)
    return by_name, by_strict, by_code
