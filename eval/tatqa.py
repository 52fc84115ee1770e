"""TAT-QA's arithmetic derivations, executed by the calculators that answer questions: an outside check of their arithmetic.

A derivation such as `(680-774)/774` is parsed, never evaluated by Python; what a calculator computes (difference, sum, growth,
share, mean) is computed by it, and results of calculators are put together in exact decimals. Pure.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, DivisionByZero, InvalidOperation, localcontext
from itertools import count
from typing import Any, Final

from ingest.errors import BudgetQAError
from ingest.model import Figure
from qa.calculate import CalculationError, difference, growth, mean, share, total

HUNDRED: Final = Decimal(100)
_WORTH: Final = {"thousand": "1", "million": "1000", "billion": "1000000"}


class DerivationError(BudgetQAError):
    """A derivation that is no arithmetic."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A derivation with what came of it. `calculators` are those that took part; `reason` says why it is not right."""

    question: str
    derivation: str
    answer: str
    scale: str
    value: Decimal | None
    calculators: tuple[str, ...] = ()
    right: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Part:
    """A value; `ratio` tells a quotient of like things, `percent` one printed as per cent: 15% is 15, and 0.15 beside others."""

    value: Decimal
    ratio: bool = False
    percent: bool = False

    @property
    def plain(self) -> Decimal:
        return self.value / HUNDRED if self.percent else self.value


def derivations(data: list[Mapping[str, Any]]) -> Iterator[Outcome]:
    """Every arithmetic question of a TAT-QA file, worked out."""
    for context in data:
        for question in context["questions"]:
            if question["answer_type"] == "arithmetic":
                yield execute(
                    str(question["question"]),
                    str(question["derivation"]),
                    str(question["answer"]),
                    str(question["scale"]),
                )


def execute(question: str, derivation: str, answer: str, scale: str = "") -> Outcome:
    """Work one derivation out and compare it with the printed answer, to the decimals that it prints."""
    used: list[str] = []
    try:
        with localcontext() as exact:
            exact.prec = 50
            part = _Reader(used).read(derivation, scale)
    except (DerivationError, CalculationError, DivisionByZero, InvalidOperation) as error:
        return Outcome(question, derivation, answer, scale, None, (), False, str(error) or type(error).__name__)
    value = part.value * HUNDRED if scale == "percent" and part.ratio else part.value
    stated = Decimal(answer.replace(",", ""))
    places = max(-int(stated.as_tuple().exponent), 0)
    shown = {
        value.quantize(Decimal(1).scaleb(-p), rounding)
        for p in {places, 2}
        for rounding in (ROUND_HALF_UP, ROUND_HALF_EVEN)
    }
    right = stated in shown
    reason = (
        "" if right else " ".join(f"{derivation.strip()} is {value:.4f} {scale}".split()) + f", printed is {answer}"
    )
    return Outcome(question, derivation, answer, scale, value, tuple(used), right, reason)


class _Reader:
    """Reads one derivation; `used` collects the names of the calculators that took part."""

    def __init__(self, used: list[str]) -> None:
        self._used = used
        self._number = count()

    def read(self, text: str, scale: str) -> _Part:
        try:
            tree = ast.parse(_plain(text, scale), mode="eval").body
        except SyntaxError as error:
            raise DerivationError(f"{text!r} is no arithmetic") from error
        return self._part(tree)

    def _part(self, node: ast.expr) -> _Part:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return _Part(Decimal(node.value.rstrip("%")), percent=node.value.endswith("%"))
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            inner = self._part(node.operand)
            return _Part(-inner.value, inner.ratio, inner.percent)
        if isinstance(node, ast.BinOp):
            return self._operation(node)
        raise DerivationError(f"{ast.unparse(node)!r} is no arithmetic")

    def _operation(self, node: ast.BinOp) -> _Part:
        if isinstance(node.op, ast.Add):
            terms = _alike([self._part(term) for term in _terms(node)])
            self._used.append("sum")
            return _like(total(self._figures(terms)).value, terms)
        if isinstance(node.op, ast.Sub):
            both = _alike([self._part(node.left), self._part(node.right)])
            self._used.append("difference")
            return _like(difference(*self._figures(both)).value, both)
        if isinstance(node.op, ast.Mult):
            a, b = self._part(node.left), self._part(node.right)
            return _Part(a.plain * b.plain, a.ratio and b.ratio)
        if isinstance(node.op, ast.Div):
            return self._quotient(node)
        raise DerivationError(f"{ast.unparse(node)!r} is no arithmetic")

    def _quotient(self, node: ast.BinOp) -> _Part:
        below = self._part(node.right)
        terms = _terms(node.left)
        if len(terms) > 1 and below.value == len(terms):
            parts = _alike([self._part(term) for term in terms])
            # The mean is rounded to the fen by its calculator: only money printed to the fen can be given to it.
            rounded = mean(self._figures(parts)).value
            exact = sum((p.value for p in parts), Decimal(0)) / len(parts)
            if rounded != exact.quantize(Decimal("0.01"), ROUND_HALF_UP):
                raise DerivationError(f"mean gave {rounded} for {exact}")
            self._used.append("mean")
            return _like(exact, parts)
        if isinstance(node.left, ast.BinOp) and isinstance(node.left.op, ast.Sub):
            a, b, below = _alike([self._part(node.left.left), self._part(node.left.right), below])
            if b.value == below.value and b.value != 0:
                percent = growth(*self._figures([a, b])).value
                return self._ratio("growth", (a.value - b.value) / below.value, percent)
        above, below = _alike([self._part(node.left), below])
        return self._ratio("share", above.value / below.value, share(*self._figures([above, below])).value)

    def _ratio(self, name: str, exact: Decimal, percent: Decimal) -> _Part:
        """A quotient whose percentage a calculator gave. It must be the exact one rounded, or the calculator is wrong."""
        if percent != (exact * HUNDRED).quantize(Decimal("0.01"), ROUND_HALF_UP):
            raise DerivationError(f"{name} gave {percent} % for {exact}")
        self._used.append(name)
        return _Part(exact, ratio=True)

    def _figures(self, parts: list[_Part]) -> list[Figure]:
        return [self._figure(part.value) for part in parts]

    def _figure(self, value: Decimal) -> Figure:
        """A figure that prints an amount, as the calculators take them."""
        number = next(self._number)
        return Figure(
            id=str(number), document="tatqa", organization=None, fiscal_year=None, basis=None, table=None, table_kind=None,
            table_number=number, code=None, label=str(number), path=(str(number),), measure="", measure_path=(), column_year=None,
            column_basis=None, amount=value, text=f"{value:f}", unit="元",
        )  # fmt: skip


def _alike(parts: list[_Part]) -> list[_Part]:
    """Parts that can be put together: all per cent, or none."""
    if all(part.percent for part in parts):
        return parts
    return [_Part(part.plain, part.ratio or part.percent) for part in parts]


def _like(value: Decimal, parts: list[_Part]) -> _Part:
    """What parts of a kind make together."""
    return _Part(value, all(part.ratio for part in parts) or parts[0].ratio, parts[0].percent)


def _terms(node: ast.expr) -> list[ast.expr]:
    """What a chain of additions adds up."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return [*_terms(node.left), *_terms(node.right)]
    return [node]


def _plain(text: str, scale: str) -> str:
    """A derivation with every number as a quoted literal: Python's own would be a float."""
    body = text.strip().translate(str.maketrans("[]×÷−–", "()*/--"))
    body = re.sub(r"[$€£,]", "", body)
    own = Decimal(_WORTH.get(scale, "1"))

    def literal(match: re.Match[str]) -> str:
        value = Decimal(match["number"])
        if match["word"]:
            value = value * Decimal(_WORTH[match["word"].lower()]) / own
        return f"'{value:f}{match['percent'] or ''}'"

    # Accounts print a negative number in brackets: 3 + (13) + 26 is 16.
    body = re.sub(r"(?<![\w.])\((\d+(?:\.\d+)?)\)", r"(-\1)", body)

    return re.sub(
        r"(?P<number>\d+(?:\.\d+)?|\.\d+)\s*(?:(?P<percent>%)|(?P<word>thousand|million|billion))?",
        literal,
        body,
        flags=re.IGNORECASE,
    )
