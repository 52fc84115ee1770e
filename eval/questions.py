"""Question sets: JSON lines in, typed questions out.

The format is that of eval/README.md. A line that can't be scored is an error naming the line, because a question
silently dropped would flatter the result. It asks nothing and scores nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Literal, cast

from ingest.errors import ReadError, UsageError

Expected = Literal["answered", "refused"]
Mode = Literal["all", "any"]
UNITS = frozenset({"CNY", "%", "count"})
_LIMIT = Decimal(10) ** 20  # No budget reaches it, and Decimal still rounds it to the fen exactly.


@dataclass(frozen=True, slots=True)
class Value:
    """One expected figure: yuan for `CNY`, per cent for `%`, a whole number for `count`."""

    value: Decimal
    unit: str

    def __str__(self) -> str:
        return f"{self.value:f} {self.unit}"


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a right answer is. `pages` and `lines` count from 1; `accept_refused` marks an empty or zero cell."""

    status: Expected
    values: tuple[Value, ...] = ()
    mode: Mode = "all"
    pages: tuple[int, ...] = ()
    lines: tuple[int, ...] = ()
    accept_refused: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One question as asked, with the documents that hold its answer and those the asker has open."""

    id: str
    question: str
    type: str
    language: str
    expect: Expectation
    documents: tuple[str, ...] = ()
    context_documents: tuple[str, ...] = ()
    history: tuple[str, ...] = ()


def read_questions(path: Path) -> list[Question]:
    """The questions of a file, in its order.

    Raises `UsageError` where there is no such file, `ReadError` naming the line for what is no question.
    """
    if not path.is_file():
        raise UsageError(f"no such file of questions: {path}")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"{path.name}: cannot be read as UTF-8 text ({error}); save it as UTF-8 JSON lines") from error
    found: list[Question] = []
    known: set[str] = set()
    # Not splitlines(): it also breaks at U+2028 and the like, which JSON allows inside a text.
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            question = parse_question(json.loads(line))
        except RecursionError as error:
            raise ReadError(f"{path.name}: line {number}: nested too deeply") from error
        except ValueError as error:
            raise ReadError(f"{path.name}: line {number}: {error}") from error
        if question.id in known:
            raise ReadError(f"{path.name}: line {number}: the id {question.id} is used twice")
        known.add(question.id)
        found.append(question)
    if not found:
        raise ReadError(f"{path.name}: no question in it; a file of JSON lines is needed")
    return found


def parse_question(data: object) -> Question:
    """One decoded JSON line as a question. Raises `ValueError` saying what is wrong with it."""
    if not isinstance(data, dict):
        raise ValueError("not a JSON object")
    expect = data.get("expect")
    if not isinstance(expect, dict):
        raise ValueError("expect is missing: what a right answer is")
    documents = _texts(data, "documents")
    context = _texts(data, "context_documents")
    for name in (*documents, *context):
        if not name or "/" in name or "\\" in name:
            raise ValueError(f"{name!r} is no file name: documents are named without a folder")
    return Question(
        id=_text(data, "id"),
        question=_text(data, "question"),
        type=_text(data, "type"),
        language=_one_of(data, "language", ("zh", "en")),
        expect=_expectation(expect),
        documents=documents,
        context_documents=context,
        history=_texts(data, "history"),
    )


def choose(questions: Sequence[Question], types: Sequence[str]) -> list[Question]:
    """The questions of the given types, all without any. `UsageError` for a type that no question has."""
    known = list(dict.fromkeys(question.type for question in questions))
    for name in types:
        if name not in known:
            raise UsageError(f"no question of type {name}; types there are: {', '.join(known)}")
    return [question for question in questions if not types or question.type in types]


def needed_documents(questions: Iterable[Question]) -> list[str]:
    """The documents that the questions are about or have open, each once, in order of first mention."""
    return list(dict.fromkeys(name for q in questions for name in (*q.documents, *q.context_documents)))


def _expectation(data: Mapping[str, Any]) -> Expectation:
    accept = data.get("accept_refused", False)
    if not isinstance(accept, bool):
        raise ValueError("expect.accept_refused is not true or false")
    values = data.get("values", [])
    if not isinstance(values, list):
        raise ValueError("expect.values is not a list")
    found = Expectation(
        status=cast("Expected", _one_of(data, "status", ("answered", "refused"))),
        values=tuple(_value(value) for value in values),
        mode=cast("Mode", _one_of(data, "mode", ("all", "any")) if "mode" in data else "all"),
        pages=_numbers(data, "pages"),
        lines=_numbers(data, "lines"),
        accept_refused=accept,
    )
    if found.status == "refused" and found.values:
        raise ValueError("a question to be refused has expect.values")
    if found.status == "answered" and not found.values and not accept:
        raise ValueError("an answer is expected, but neither expect.values nor expect.accept_refused says which")
    return found


def _value(data: object) -> Value:
    if not isinstance(data, dict) or data.get("unit") not in UNITS or not isinstance(data.get("value"), str):
        raise ValueError(f"{data!r} in expect.values is no value as text with a unit of {', '.join(sorted(UNITS))}")
    try:
        value = Decimal(data["value"])
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or abs(value) >= _LIMIT:
        raise ValueError(f"{data['value']!r} in expect.values is no number")
    if data["unit"] == "count" and value != value.to_integral_value():
        raise ValueError(f"{data['value']!r} in expect.values is a count, but not whole")
    return Value(value, data["unit"])


def _text(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{key} is missing or no text")
    return value


def _one_of(data: Mapping[str, Any], key: str, allowed: Sequence[str]) -> str:
    value = data.get(key)
    if not isinstance(value, str) or value not in allowed:
        raise ValueError(f"{key} is {value!r}, not one of {', '.join(allowed)}")
    return value


def _texts(data: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = data.get(key)
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
        raise ValueError(f"{key} is not a list of texts")
    return tuple(value)


def _numbers(data: Mapping[str, Any], key: str) -> tuple[int, ...]:
    value = data.get(key)
    if value is None:
        return ()
    if not isinstance(value, list) or not all(type(part) is int and part >= 1 for part in value):
        raise ValueError(f"expect.{key} is not a list of whole numbers from 1")
    return tuple(value)
