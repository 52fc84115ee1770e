"""Single values out of JSON, each checked as it is read: a wrong one raises with its place (`tables[2].rows[5]`).

Does: objects, lists, texts, printed numbers, whole numbers, flags and choices. Does not: know what a disclosure is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from ingest.amounts import parse_number

T = TypeVar("T")


class BadValueError(Exception):
    """A wrong value at a place; the message starts with the place."""


def read_object(value: object, place: str, known: set[str]) -> Mapping[str, Any]:
    """An object with no keys but the `known` ones. Raises `BadValueError`, as all here do."""
    if not isinstance(value, dict):
        raise BadValueError(f"{place}: an object is needed here, not {_kind(value)}")
    for key in value:
        if key not in known:
            raise BadValueError(f"{place}.{key}: unknown; known here are {', '.join(sorted(known))}")
    return value


def _kind(value: object) -> str:
    return "nothing" if value is None else f"{type(value).__name__} {value!r}"[:60]


def read_list(value: object, place: str, read: Callable[[Any, str], T]) -> tuple[T, ...]:
    """A list, each item read by `read` with its own place."""
    if not isinstance(value, list):
        raise BadValueError(f"{place}: a list is needed here, not {_kind(value)}")
    return tuple(read(item, f"{place}[{number}]") for number, item in enumerate(value))


def read_text(value: object, place: str, *, needed: bool = False) -> str:
    """A text on one line, without tabs; not blank if `needed`."""
    if not isinstance(value, str):
        raise BadValueError(f"{place}: a text is needed here, not {_kind(value)}")
    if re.search(r"[\x00-\x1f\x7f]", value):
        raise BadValueError(f"{place}: tabs, line breaks and control characters cannot stand in a cell: {value!r}")
    if needed and not value.strip():
        raise BadValueError(f"{place}: must not be empty")
    return value


def read_number(value: object, place: str) -> str:
    """A printed number, kept as printed."""
    text = read_text(value, place)
    if parse_number(text) is None:
        raise BadValueError(f"{place}: {text!r} is not a printed number")
    return text


def read_whole(value: object, place: str) -> int:
    """A whole number of 1 or more."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise BadValueError(f"{place}: a whole number of 1 or more is needed here, not {_kind(value)}")
    return value


def read_flag(value: object, place: str) -> bool:
    """True or false, nothing like it."""
    if not isinstance(value, bool):
        raise BadValueError(f"{place}: true or false is needed here, not {_kind(value)}")
    return value


def read_choice(value: object, place: str, choices: Sequence[T]) -> T:
    """The one of `choices` that the value equals."""
    for choice in choices:
        if choice == value:
            return choice
    raise BadValueError(f"{place}: {value!r} is none of {', '.join(map(str, choices))}")
