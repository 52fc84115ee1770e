"""Putting found passages in a better order with a cross-encoder, which reads question and passage together. Off unless set.

A cross-encoder is slow, so it only sees what the search has found. It finds nothing itself, and nothing is ever downloaded.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Protocol

from index.settings import Settings
from ingest.errors import MissingExtraError, UsageError

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

DEPTH: Final = 30
"""How many passages are read again for one question."""


class Reranker(Protocol):
    """What retrieval needs of a model that orders."""

    def scores(self, query: str, texts: Sequence[str]) -> list[float]:
        """How well each text fits the query, higher for better, on the model's own scale."""


class CrossEncoderReranker:
    """Any sentence-transformers cross-encoder as a `Reranker`."""

    def __init__(self, model: CrossEncoder) -> None:
        self._model = model

    def scores(self, query: str, texts: Sequence[str]) -> list[float]:
        """See `Reranker.scores`."""
        if not texts:
            return []
        given: Any = self._model.predict([(query, text) for text in texts], show_progress_bar=False)
        return [
            float(score) for score in given.reshape(len(texts), -1)[:, -1]
        ]  # of several classes, the last is "fits"


def reranker_for(settings: Settings) -> Reranker | None:
    """The reranker that the settings name by name or path; `None` where they name none.

    `MissingExtraError` without the extra `transformers`; `UsageError` if the model isn't on this machine.
    """
    name = settings.reranker_model
    if name is None:
        return None
    os.environ["HF_HUB_OFFLINE"] = "1"  # before huggingface_hub is imported, as for the embedder
    try:
        module = import_module("sentence_transformers")
    except ImportError as error:
        raise MissingExtraError(
            f"the reranker {name!r} needs more packages: pip install 'budgetqa[transformers]' "
            "(or unset BUDGETQA_RERANKER_MODEL)"
        ) from error
    try:
        model = module.CrossEncoder(name, local_files_only=True)
    except (OSError, ValueError) as error:
        raise UsageError(
            f"the reranker {name!r} is not on this machine, and nothing is downloaded: give the folder it is in, "
            "or unset BUDGETQA_RERANKER_MODEL"
        ) from error
    return CrossEncoderReranker(model)
