"""What a user types to narrow figures down, made into the store's filter: one meaning for command line and HTTP."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ingest.errors import UsageError

if TYPE_CHECKING:
    from index import FigureFilter


def split_codes(codes: Sequence[str]) -> tuple[tuple[str, ...], str | None]:
    """Exact codes and a prefix: `204*` asks for 204 and everything under it. `UsageError` for two prefixes, or a
    prefix beside exact codes.
    """
    prefixes = [code[:-1] for code in codes if code.endswith("*")]
    exact = tuple(code for code in codes if not code.endswith("*"))
    if len(prefixes) > 1 or (prefixes and exact):
        raise UsageError("--code takes exact codes, or one prefix such as 204*, not both; ask once for each")
    return exact, (prefixes[0] if prefixes else None)


def figure_filter(
    *,
    documents: Sequence[str] = (),
    organizations: Sequence[str] = (),
    years: Sequence[int] = (),
    tables: Sequence[str] = (),
    codes: Sequence[str] = (),
    label: str | None = None,
    measure: str | None = None,
    proof: str | None = None,
) -> FigureFilter:
    """The store's filter; what is empty does not narrow. `label` and `measure` match anywhere in the name."""
    from index import FigureFilter

    exact, prefix = split_codes(codes)
    given: dict[str, Any] = {
        "documents": tuple(documents),
        "organizations": tuple(organizations),
        "years": tuple(years),
        "tables": tuple(tables),
        "codes": exact,
        "code_prefix": prefix,
        "label_contains": label,
        "measure_contains": measure,
        "proofs": (proof,) if proof else (),
    }
    return FigureFilter(**{name: value for name, value in given.items() if value})
