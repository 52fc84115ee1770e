"""A language model beside the engine: off by default, never a source of numbers.

It has two jobs. A question that the rules do not understand it may turn into a plan, naming only things that exist; and an
answer it may word anew from the figures that are cited. What it writes goes through the check of drafts before anyone sees it.
"""

from __future__ import annotations

from qa.llm.assisted import AssistedEngine, engine_for
from qa.llm.model import LanguageModel, ModelError, register

__all__ = ["AssistedEngine", "LanguageModel", "ModelError", "engine_for", "register"]
