"""What the check of a draft says, in Chinese and English: names of figures, amounts as the draft writes them, reasons. Pure."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from ingest.amounts import UNITS, print_number
from ingest.claims import Quantity
from ingest.claims.words import words
from ingest.model import Figure
from qa.plan import Language

_REASONS: Final[dict[str, tuple[str, str]]] = {
    "printed": ("{figure}", "{figure}"),
    "rounds": ("按所写位数四舍五入：{figure}", "rounded as written: {figure}"),
    "read_as": ("按“{name}”理解：{figure}", "read as {name}: {figure}"),
    "column": ("上下文所指的栏目：{figure}", "in the column that the context names: {figure}"),
    "text": ("正文写明：{figure}", "the disclosure’s text states it: {figure}"),
    "text_says": ("正文写明：{text}", "the disclosure’s text says: {text}"),
    "blank_zero": ("该栏为空，即未列数额：{figure}", "the cell is blank, none is disclosed: {figure}"),
    "blank": ("该栏为空，没有公布数额：{figure}", "the cell is blank, so no amount is disclosed: {figure}"),
    "other_amount": ("公开的数是{figure}", "what is disclosed is {figure}"),
    "belongs_to": ("公开的数是{figure}；所写的数属于{other}", "what is disclosed is {figure}; the amount stated belongs to {other}"),
    "unit": ("公开的数是{figure}；单位相差{times}倍", "what is disclosed is {figure}; the unit is off by a factor of {times}"),
    "contested": ("表格所列是{figure}，与正文不符", "the table prints {figure}, the text disagrees with it"),
    "no_year": ("没有{year}年的数；有的是：{held}", "no figure for {year}; there are figures for {held}"),
    "no_item": ("公开文件中找不到“{name}”的数", "the disclosures hold no figure for “{name}”"),
    "no_subject": ("看不出这个数说的是哪一项", "what this number speaks of is not clear"),
    "elsewhere": ("；同一数额见于{other}", "; the same amount is printed for {other}"),
    "no_documents": ("库中没有可核对的文件", "the store holds no document to check against"),
    "computed": ("核算：{arithmetic}", "worked out: {arithmetic}"),
    "computes_to": ("核算得{value}：{arithmetic}", "worked out it is {value}: {arithmetic}"),
    "no_base": ("没有可比的数，无法核算", "there is nothing to compare it with, so it cannot be worked out"),
    "zero_base": ("基数为0，百分比没有意义", "the base is 0, of which no percentage is defined"),
    "direction": ("方向相反：{arithmetic}", "the direction is wrong: {arithmetic}"),
    "rank": ("在同级各项中居第{place}位", "it is number {place} among its peers"),
    "no_peers": ("没有可比较的同级项目", "there are no peers to rank it among"),
    "sum_of_draft": ("文中所列各数之和：{arithmetic}", "the sum of the numbers listed: {arithmetic}"),
}  # fmt: skip


def say(kind: str, language: Language, **parts: object) -> str:
    """A reason in the draft's language."""
    return _REASONS[kind][0 if language == "zh" else 1].format(**parts)


def named(figure: Figure, language: Language) -> str:
    """A figure in words: whose, of which year, where, and what it prints."""
    year = figure.column_year or figure.fiscal_year
    column = figure.measure if figure.measure and figure.measure != figure.label else ""
    what = " › ".join(part for part in (figure.label, column) if part)
    where = figure.table or ("正文" if language == "zh" else "running text")
    amount = "—" if figure.amount is None else shown(figure)
    body = figure.organization or figure.document
    if language == "zh":
        return f"{body}{f'{year}年' if year else ''}“{what}” {amount}（{where}）"
    return f"{what} {amount} ({body}{f', {year}' if year else ''}, {where})"


def shown(figure: Figure) -> str:
    """What a figure prints, with its unit."""
    text = figure.text.strip()
    return text if text.endswith(figure.unit) else f"{text}{figure.unit}"


def as_written(value: Decimal, quantity: Quantity) -> str:
    """A value as the draft writes its number: same unit, scale and decimals; more of them where so few would show nothing.

    Fractions and ranks have no decimals to follow: they come in per cent and as a plain number.
    """
    if quantity.kind == "fraction":
        return f"{print_number(value * 100, 2)}%"
    if quantity.kind == "rank":
        return f"{value:f}"
    inside = value / quantity.scale
    places = max(quantity.places, 0)
    while places < 4 and inside and inside.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) == 0:
        places += 1
    number = print_number(inside, places)
    if quantity.number.isascii() and quantity.number and quantity.number in quantity.text:
        before, _, behind = quantity.text.partition(quantity.number)
        return f"{before.strip()}{' ' if before.strip().isalpha() else ''}{number}{behind}"
    scale = next((word for word, worth in words().scales.items() if worth == quantity.scale and not word.isascii()), "")
    return f"{number}{scale}{quantity.unit}"


def money(value: Decimal, unit: str = "万元") -> str:
    """Yuan in the unit of a disclosure, exact."""
    inside = (value / UNITS.get(unit, Decimal(1))).normalize()
    return f"{print_number(inside)}{unit}"


def arithmetic(formula: str, figures: tuple[Figure, ...], result: str) -> str:
    """A formula with its operands as printed: 70.00万元 / 200.00万元 × 100 = 35%."""
    letters = {chr(97 + i % 26) + (str(i // 26) if i >= 26 else ""): shown(f) for i, f in enumerate(figures)}
    told = re.sub(r"[a-z]\d*", lambda match: letters.get(match.group(), match.group()), formula)
    return f"{told} = {result}"
