"""A disclosure as JSON text and back, exactly: how a worker process hands its result over.

Does: carry any value of `ingest.model`, decimals as text, tuples as lists; decode strictly by the type hints, so that
nothing but the model's own values can come out. Does not: read or write files.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, Final, Literal, Union, cast, get_args, get_origin, get_type_hints

from ingest.model import Disclosure

_PLAIN: Final = (str, int, float, bool)


def disclosure_to_json(disclosure: Disclosure) -> str:
    """One line of ASCII JSON; fields that have their default are left out."""
    return json.dumps(_encode(disclosure), separators=(",", ":"), allow_nan=False)


def disclosure_from_json(text: str) -> Disclosure:
    """The very disclosure that `disclosure_to_json` wrote. `ValueError` for text that is anything else."""
    try:
        return cast(Disclosure, _decoder(Disclosure)(json.loads(text)))
    except (TypeError, KeyError, InvalidOperation) as error:
        raise ValueError(f"not a disclosure: {error}") from error


def _encode(value: Any) -> Any:  # noqa: ANN401 - any value of the model
    if value is None or isinstance(value, _PLAIN):
        return value
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple):
        return [_encode(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {
            name: _encode(item)
            for name, default in _defaults(type(value))
            if (item := getattr(value, name)) is not default and (default is MISSING or item != default)
        }
    raise TypeError(f"no JSON for {type(value).__name__}")


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
            return lambda data: tuple(map(item, _checked(data, list)))
        each = [_decoder(part) for part in parts]
        return lambda data: tuple(read(part) for read, part in zip(each, _checked(data, list), strict=True))
    if origin is Literal:
        return lambda data: _one_of(data, parts)
    if hint is Decimal:
        return lambda data: Decimal(_checked(data, str))
    if isinstance(hint, type) and is_dataclass(hint):
        return _dataclass_decoder(hint)
    if hint is float:
        return lambda data: float(_checked(data, (float, int)))
    return lambda data: _checked(data, hint)


def _dataclass_decoder(kind: type) -> Callable[[Any], Any]:
    readers = {name: _decoder(hint) for name, hint in get_type_hints(kind).items()}

    def decode(data: Any) -> Any:  # noqa: ANN401
        return kind(**{name: readers[name](value) for name, value in _checked(data, dict).items()})

    return decode


def _checked(data: Any, kind: Any) -> Any:  # noqa: ANN401
    if not isinstance(data, kind) or (isinstance(data, bool) and kind is not bool):
        raise TypeError(f"{data!r} is no {kind}")
    return data


def _one_of(data: Any, choices: tuple[Any, ...]) -> Any:  # noqa: ANN401
    if data not in choices:
        raise ValueError(f"{data!r} is none of {choices}")
    return data
