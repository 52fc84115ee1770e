"""Is an answer right? Pure functions from a question and an answer's JSON to a score; nothing is asked or read here.

**Outcome** of a question, by what was expected:

- *to be refused*: right iff the answer's status is not `answered` (asking back counts as refusing); else wrong.
- *a blank* (`accept_refused`): right if refused, or answered without a non-zero `CNY` figure among its figures; else
  wrong.
- *values*: right if answered and each expected value (`mode` any: at least one) is among the figures; refused if the
  status is `refused`; anything else, asking back included, is wrong.
- A question whose asking raised is wrong, whatever was expected: a crash is no refusal.

**A value is among the figures** if one has the same unit and the same number: `CNY` to the fen, `%` to two decimals,
`count` exactly; a unit of an indicator's own counts as `count`. Negative means a fall, so an expected negative number
is also met by its positive if the answer's words say that it fell; no other sign may differ. A value expected twice
(two rows of 20.00) needs one figure only.

**A wrong figure** is a question that was answered, scored wrong, and gave a figure while giving nothing of what was
expected: of the expected values none is among its figures; where a blank was expected, one of them is a non-zero
amount; where a refusal was expected, it gave any figure at all. A list with one of its three rows missing is wrong but
no wrong figure: nothing said in it need be false. Other figures beside an expected one (operands, other readings) are
not judged.

**An unverified number** is a figure not marked `verified`, or a number in the answer's text that its own figures don't
account for and that is part of no name, code, date or mark. It is looked for anew from the finished JSON with
`qa.verify`, so that the engine's own bookkeeping is not taken on trust. There must be none, in refusals neither.

**Cited** is an answered question, expected to be answered and naming pages or lines, with at least one citation of
one of them in one of its documents.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any, Final, Literal

from eval.questions import Expectation, Question, Value
from qa.text import find_codes, find_years, fold
from qa.verify import money_forms, number_forms, untraced

Json = Mapping[str, Any]
Outcome = Literal["right", "wrong", "refused"]

_CENT: Final = Decimal("0.01")
_UNITS: Final = frozenset({"CNY", "%", "count"})
# 没有下降, did not fall: the words deny the fall, so they can't stand in for its sign.
_FALL: Final = re.compile(
    r"(?<!没有)(?<!并未)(?<!未)(?<!不)(?:下降|减少|降低|下滑|缩减|减幅|降幅)"
    r"|比[^，。]{1,60}少 ?\d|\bis [^.]{1,60}? less than\b"
    r"|(?<!not )(?<!n't )\b(?:fell|fall(?:s|en|ing)? by|decreas(?:e|es|ed|ing)|declin(?:e|es|ed|ing)"
    r"|drop(?:s|ped)?|reduc(?:ed|tion)|down by)\b",
    re.IGNORECASE,
)
_QUOTED: Final = re.compile(r"“([^”]*)”")


@dataclass(frozen=True, slots=True)
class Known:
    """What the store holds by name, which a text may mention without citing: documents, organisations, years."""

    names: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Score:
    """One question asked and judged. `cited` is `None` where citations are not judged; `seconds` is wall time."""

    question: Question
    answer: Json
    outcome: Outcome
    reason: str = ""
    wrong_figure: bool = False
    unverified: tuple[str, ...] = ()
    cited: bool | None = None
    seconds: float = 0.0
    error: str | None = field(default=None)


def score(question: Question, answer: Json, seconds: float, known: Known) -> Score:
    """Judge one answer by all the rules above."""
    outcome, reason = judge(question.expect, answer)
    return Score(
        question=question,
        answer=answer,
        outcome=outcome,
        reason=reason,
        wrong_figure=is_wrong_figure(question.expect, answer),
        unverified=tuple(unverified(question, answer, known)),
        cited=is_cited(question, answer),
        seconds=seconds,
    )


def failed(question: Question, error: BaseException, seconds: float) -> Score:
    """The score of a question whose asking raised."""
    reason = f"{type(error).__name__}: {error}"
    return Score(question, {}, "wrong", f"the engine failed: {reason}", seconds=seconds, error=reason)


def judge(expect: Expectation, answer: Json) -> tuple[Outcome, str]:
    """The outcome, and in words why it is not right (empty where it is)."""
    status = str(answer.get("status"))
    if expect.status == "refused":
        return (
            ("wrong", f"to be refused, but given {_listed(given(answer))}") if status == "answered" else ("right", "")
        )
    if expect.accept_refused:
        if status == "refused":
            return "right", ""
        if status != "answered":
            return "wrong", f"status {status}"
        amounts = [value for value in given(answer) if value.unit == "CNY" and value.value]
        return ("wrong", f"nothing is disclosed, but given {_listed(amounts)}") if amounts else ("right", "")
    if status == "refused":
        return "refused", f"expected {_listed(expect.values)}"
    if status != "answered":
        return "wrong", f"status {status}, expected {_listed(expect.values)}"
    missing = [value for value in expect.values if not is_among(value, answer)]
    if not missing or (expect.mode == "any" and len(missing) < len(expect.values)):
        return "right", ""
    return "wrong", f"without {_listed(missing)}, given {_listed(given(answer))}"


def is_wrong_figure(expect: Expectation, answer: Json) -> bool:
    """Whether an answer gives a figure and nothing of what was expected, as the module's docstring defines it."""
    if answer.get("status") != "answered" or judge(expect, answer)[0] != "wrong" or not given(answer):
        return False
    # Judged wrong, a blank was given a non-zero amount, and where nothing is expected any figure is one too many.
    return not any(is_among(value, answer) for value in expect.values) or expect.accept_refused


def given(answer: Json) -> list[Value]:
    """The figures of an answer as values; a unit of an indicator's own counts as `count`, what is no number is left out."""
    found: list[Value] = []
    for figure in answer.get("figures") or ():
        value = _decimal(figure.get("value"))
        if value is not None:
            unit = str(figure.get("unit"))
            found.append(Value(value, unit if unit in _UNITS else "count"))
    return found


def is_among(expected: Value, answer: Json) -> bool:
    """Whether an expected value is among the figures of an answer."""
    return any(same(expected, value, str(answer.get("answer") or "")) for value in given(answer))


def same(expected: Value, figure: Value, words: str = "") -> bool:
    """Whether a figure is the expected value, `words` being the text it was given in."""
    if expected.unit != figure.unit:
        return False
    if expected.unit == "count":
        return expected.value == figure.value
    wanted, got = _cents(expected.value), _cents(figure.value)
    return wanted == got or (wanted < 0 and wanted == -got and says_fall(words))


def says_fall(words: str) -> bool:
    """Whether a text says that something fell."""
    return bool(_FALL.search(words))


def is_cited(question: Question, answer: Json) -> bool | None:
    """Whether an expected place is cited; `None` where that is not judged (see the module's docstring)."""
    expect = question.expect
    if expect.status != "answered" or answer.get("status") != "answered" or not (expect.pages or expect.lines):
        return None
    return any(
        (not question.documents or citation.get("document") in question.documents)
        and (citation.get("page") in expect.pages or citation.get("line") in expect.lines)
        for citation in answer.get("citations") or ()
    )


def unverified(question: Question, answer: Json, known: Known) -> list[str]:
    """The numbers of an answer that nothing vouches for: figures not verified, then numbers loose in its text."""
    figures = answer.get("figures") or ()
    doubtful = [f"figure {figure.get('value')}" for figure in figures if figure.get("verified") is not True]
    forms: set[str] = set()
    for figure in figures:
        forms |= _forms(figure)
    asked = " ".join((*question.history, question.question))
    names = {*known.names, *question.documents, *question.context_documents}
    names |= {str(candidate) for candidate in answer.get("candidates") or ()}
    years = {*known.years, *find_years(asked)}
    for code in find_codes(asked):
        names |= _code_names(code)
    for citation in answer.get("citations") or ():
        printed = _strings(citation)
        names |= {*printed, *_code_names(str(citation.get("code") or ""))}
        # A printed year may be told as a year (2023年预算数 → 2023), and 上年 as the year before the document's own.
        years |= {year for text in printed for year in find_years(text)}
        if isinstance(citation.get("fiscal_year"), int):
            years |= {citation["fiscal_year"], citation["fiscal_year"] - 1}
    # A refusal quotes the asker's own words; the numbers in them are nobody's figures.
    own = fold(asked)
    text = _QUOTED.sub(
        lambda match: " " if fold(match.group(1)) in own else match.group(0), str(answer.get("answer") or "")
    )
    return doubtful + untraced(text, forms, names, years)


def median(seconds: Iterable[float]) -> float | None:
    """The middle time; of an even number, the mean of the two in the middle; `None` of none."""
    ordered = sorted(seconds)
    if not ordered:
        return None
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def percentile(seconds: Iterable[float], share: float) -> float | None:
    """The least time that `share` (0 to 1] of all stay within (nearest rank, nothing interpolated); `None` of none."""
    ordered = sorted(seconds)
    return ordered[max(math.ceil(share * len(ordered)), 1) - 1] if ordered else None


def percent(part: int, whole: int) -> Decimal:
    """`part` of `whole` in per cent with one decimal, rounded down: 99.96 % right is not all right. 0 of none is 0."""
    return Decimal(part * 1000 // whole) / 10 if whole else Decimal(0)


def _forms(figure: Json) -> set[str]:
    """The ways in which a figure may stand in a text, by its value and as printed."""
    value, text = _decimal(figure.get("value")), str(figure.get("text") or "")
    if value is None:
        return set()
    if figure.get("unit") == "CNY":
        return money_forms(value, text)
    return number_forms(value) | ({text.strip().rstrip("%％").lstrip("-")} - {""})


def _strings(citation: Json) -> list[str]:
    """Every name in a citation, where digits may stand that are no figure. The amount as printed is not one."""
    found: list[str] = []
    for key in ("document", "organization", "table", "code", "passage", "unit"):
        if citation.get(key):
            found.append(str(citation[key]))
    for key in ("path", "measure_path"):
        found += [str(part) for part in citation.get(key) or () if part]
    return found


def _code_names(code: str) -> set[str]:
    """The ways in which a classification code, or that of a heading above it, may stand in a text as a code.

    A heading is named with its code though only its rows are cited: 公安（20402）. Those count between brackets alone,
    since a bare 303 might as well be an amount.
    """
    bare = {code} if len(code) > 3 else set()
    if not (code.isascii() and code.isdecimal()):
        return bare
    above = {code[:length] for length in (3, 5, 7) if length <= len(code)}
    return bare | {form for part in above for form in (f"({part})", f", {part})")}


def _decimal(value: object) -> Decimal | None:
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _cents(value: Decimal) -> Decimal:
    return value.quantize(_CENT, ROUND_HALF_UP)


def _listed(values: Sequence[Value] | Collection[Value]) -> str:
    return ", ".join(map(str, values)) or "no figure"
