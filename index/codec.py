"""Figures and indicators as the JSON that the contract promises to programs, and back; `ingest.codec` carries the rest."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from ingest.codec import from_json, to_json
from ingest.model import Figure, Indicator

Json = dict[str, Any]

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
