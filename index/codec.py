"""The values of `ingest.model` as JSON and back, exactly.

`figure_to_json` and `indicator_to_json` give what the contract promises to programs; `to_json`/`from_json` carry any
value of the model losslessly (the store keeps tables that way). Nothing here reads or writes files.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, Final, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from ingest.model import Figure, Indicator

Json = dict[str, Any]
T = TypeVar("T")

_FIGURE_KEYS: Final = (
    "id",
    "document",
    "organization",
    "fiscal_year",
    "basis",
    "table",
    "table_kind",
    "code",
    "label",
    "path",
    "measure",
    "measure_path",
    "column_year",
    "amount",
    "text",
    "unit",
    "source",
    "page",
    "line",
    "row",
    "column",
    "bbox",
    "proof",
    "ocr",
)


def amount_text(amount: Decimal) -> str:
    """An amount as exact text, without exponent, with at least two decimals: `1000000.00`. `ValueError` unless finite."""
    if not amount.is_finite():
        raise ValueError(f"not an amount: {amount}")
    plain = f"{amount:f}"
    whole, _, decimals = plain.partition(".")
    return f"{whole}.{decimals.ljust(2, '0')}"


def decimal_text(value: Decimal) -> str:
    """A decimal as exact text without exponent, with the digits it has. `ValueError` unless finite."""
    if not value.is_finite():
        raise ValueError(f"not a number: {value}")
    return f"{value:f}"


def figure_to_json(figure: Figure, *, full: bool = False) -> Json:
    """A figure as the contract prints it; `passage` only where it was stated in running text.

    With `full`, also `table_number`, `column_basis` and `passage` always: then `figure_from_json` gives the very same
    figure back.
    """
    data = to_json(figure)
    data["amount"] = None if figure.amount is None else amount_text(figure.amount)
    result = {key: data[key] for key in _FIGURE_KEYS}
    if full or figure.passage is not None:
        result["passage"] = figure.passage
    if full:
        result["table_number"] = figure.table_number
        result["column_basis"] = figure.column_basis
    return result


def figure_from_json(data: Mapping[str, Any]) -> Figure:
    """The inverse of `figure_to_json`; what the short form leaves out comes back as `None`."""
    return from_json(Figure, {"table_number": None, "column_basis": None, **data})


def indicator_to_json(indicator: Indicator) -> Json:
    """An indicator with all its fields; the weight as a decimal string."""
    data: Json = to_json(indicator)
    return data


def indicator_from_json(data: Mapping[str, Any]) -> Indicator:
    """The inverse of `indicator_to_json`."""
    return from_json(Indicator, data)


def to_json(value: Any, *, compact: bool = False) -> Any:  # noqa: ANN401 - any value of the model
    """A model value as plain JSON data: tuples as lists, decimals as strings.

    `compact` leaves out fields that have their default, which `from_json` puts back. `TypeError` for other values.
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {
            item.name: to_json(getattr(value, item.name), compact=compact)
            for item in fields(value)
            if not (compact and item.default is not MISSING and getattr(value, item.name) == item.default)
        }
    if isinstance(value, tuple | list):
        return [to_json(item, compact=compact) for item in value]
    if isinstance(value, Decimal):
        return decimal_text(value)
    if value is None or isinstance(value, str | int | float):
        return value
    raise TypeError(f"no JSON for {type(value).__name__}")


def from_json(kind: type[T], data: Mapping[str, Any]) -> T:
    """A dataclass of the model from what `to_json` gave. `TypeError` or `ValueError` for data of another shape."""
    hints = _hints(cast(Hashable, kind))
    unknown = sorted(data.keys() - hints.keys())
    if unknown:
        raise ValueError(f"{kind.__name__} has no {', '.join(unknown)}")
    return kind(**{name: _decode(hints[name], value) for name, value in data.items()})


@lru_cache(maxsize=64)
def _hints(kind: Hashable) -> dict[str, Any]:
    return get_type_hints(kind)


def _decode(hint: Any, value: Any) -> Any:  # noqa: ANN401 - driven by the type hint
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        if value is None:
            return None
        return _decode(next(option for option in get_args(hint) if option is not NoneType), value)
    if origin is tuple:
        parts = get_args(hint)
        if not isinstance(value, list | tuple):
            raise TypeError(f"expected a list, not {value!r}")
        if len(parts) == 2 and parts[1] is Ellipsis:
            return tuple(_decode(parts[0], item) for item in value)
        return tuple(_decode(part, item) for part, item in zip(parts, value, strict=True))
    if origin is Literal:
        if value not in get_args(hint):
            raise ValueError(f"{value!r} is none of {get_args(hint)}")
        return value
    if hint is Decimal:
        if not isinstance(value, str):
            raise TypeError(f"a decimal travels as text, not {value!r}")
        return Decimal(value)
    return from_json(hint, value) if isinstance(hint, type) and is_dataclass(hint) else value
