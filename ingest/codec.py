"""The values of `ingest.model` as JSON and back, exactly: how a worker hands its result over, and how the store keeps it.

Does: carry any value of the model, decimals as text, tuples as lists; decode strictly by the type hints, so that nothing but
the model's own values can come out. Does not: read or write files.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, Final, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from ingest.model import Disclosure

T = TypeVar("T")
_PLAIN: Final = (str, int, float, bool)


def decimal_text(value: Decimal) -> str:
    """A decimal as exact text without exponent, with the digits it has. `ValueError` unless finite."""
    if not value.is_finite():
        raise ValueError(f"not a number: {value}")
    return f"{value:f}"


def to_json(value: Any, *, compact: bool = False) -> Any:  # noqa: ANN401 - any value of the model
    """A model value as plain JSON data: tuples as lists, decimals as text.

    `compact` leaves out fields that have their default, which `from_json` puts back. `TypeError` for other values.
    """
    if value is None or isinstance(value, _PLAIN):
        return value
    if isinstance(value, Decimal):
        return decimal_text(value)
    if isinstance(value, tuple | list):
        return [to_json(item, compact=compact) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {
            name: to_json(item, compact=compact)
            for name, default in _defaults(type(value))
            if (item := getattr(value, name)) is not default or not compact
            if not compact or default is MISSING or item != default
        }
    raise TypeError(f"no JSON for {type(value).__name__}")


def from_json(kind: type[T], data: Mapping[str, Any]) -> T:
    """A dataclass of the model from what `to_json` gave. `TypeError` or `ValueError` for data of another shape."""
    return cast(T, _decoder(cast(Hashable, kind))(data))


def disclosure_to_json(disclosure: Disclosure) -> str:
    """One line of ASCII JSON; fields that have their default are left out."""
    return json.dumps(to_json(disclosure, compact=True), separators=(",", ":"), allow_nan=False)


def disclosure_from_json(text: str) -> Disclosure:
    """The very disclosure that `disclosure_to_json` wrote. `ValueError` for text that is anything else."""
    try:
        return from_json(Disclosure, json.loads(text))
    except (TypeError, InvalidOperation) as error:
        raise ValueError(f"not a disclosure: {error}") from error


@lru_cache(maxsize=64)
def _defaults(kind: type) -> tuple[tuple[str, Any], ...]:
    return tuple((item.name, item.default) for item in fields(kind))


@lru_cache(maxsize=256)
def _decoder(hint: Hashable) -> Callable[[Any], Any]:
    """A function that turns JSON data into a value of the hinted type, or raises `TypeError` or `ValueError`."""
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        inner = _decoder(next(part for part in parts if part is not NoneType))
        return lambda data: None if data is None else inner(data)
    if origin is tuple:
        if len(parts) == 2 and parts[1] is Ellipsis:
            item = _decoder(parts[0])
            return lambda data: tuple(map(item, _checked(data, (list, tuple))))
        each = [_decoder(part) for part in parts]
        return lambda data: tuple(read(part) for read, part in zip(each, _checked(data, (list, tuple)), strict=True))
    if origin is Literal:
        return lambda data: _one_of(data, parts)
    if hint is Decimal:
        return _decimal
    if isinstance(hint, type) and is_dataclass(hint):
        return _dataclass_decoder(hint)
    if hint is float:
        return lambda data: float(_checked(data, (float, int)))
    return lambda data: _checked(data, hint)


def _dataclass_decoder(kind: type) -> Callable[[Any], Any]:
    readers = {name: _decoder(hint) for name, hint in get_type_hints(kind).items()}

    def decode(data: Any) -> Any:  # noqa: ANN401
        unknown = sorted(_checked(data, Mapping).keys() - readers.keys())
        if unknown:
            raise ValueError(f"{kind.__name__} has no {', '.join(unknown)}")
        return kind(**{name: readers[name](value) for name, value in data.items()})

    return decode


def _decimal(data: Any) -> Decimal:  # noqa: ANN401
    if not isinstance(data, str):
        raise TypeError(f"a decimal travels as text, not {data!r}")
    return Decimal(data)


def _checked(data: Any, kind: Any) -> Any:  # noqa: ANN401
    if not isinstance(data, kind) or (isinstance(data, bool) and kind is not bool):
        raise TypeError(f"{data!r} is no {kind}")
    return data


def _one_of(data: Any, choices: tuple[Any, ...]) -> Any:  # noqa: ANN401
    if data not in choices:
        raise ValueError(f"{data!r} is none of {choices}")
    return data
