"""The room where a disclosure becomes findable: figures in SQL, labels and passages in Chroma and a lexical index.

Offers `Library` (the facade the higher rooms use), `Settings` and `load_settings`, `FigureFilter`, `IndicatorFilter`,
`DocumentRecord`, `LabelHit` and `PassageHit`. Names are fetched when first asked for, so that importing the room
loads neither SQLAlchemy nor Chroma, numpy, llama-index or the embedder. It reads no files and answers no questions.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.library import Library
    from index.records import DocumentRecord, FigureFilter, IndicatorFilter
    from index.retrieval import LabelHit, PassageHit
    from index.settings import Settings, load_settings

__all__ = [
    "DocumentRecord",
    "FigureFilter",
    "IndicatorFilter",
    "LabelHit",
    "Library",
    "PassageHit",
    "Settings",
    "load_settings",
]

_HOMES = {
    "DocumentRecord": "index.records",
    "FigureFilter": "index.records",
    "IndicatorFilter": "index.records",
    "LabelHit": "index.retrieval",
    "Library": "index.library",
    "PassageHit": "index.retrieval",
    "Settings": "index.settings",
    "load_settings": "index.settings",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module attribute may be anything
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'index' has no attribute {name!r}")
    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return sorted(__all__)
