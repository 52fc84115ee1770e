"""The language model as the engine sees it: one question, one text, in a time that is kept; whatever fails, fails as one error.

Which llama-index `LLM` is behind it is a matter of settings: the scheme of the base URL chooses. `http` and `https` are any
OpenAI-compatible server, `ollama` an Ollama server; others can be registered.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Final

from index.settings import Settings
from ingest.errors import BudgetQAError, MissingExtraError, UsageError, said

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

Factory = Callable[[Settings], "LLM"]

REST: Final = 60.0
"""Seconds for which a model that did not answer is left alone, so that not every question waits for a dead server."""
_MOST_TOKENS: Final = 500
_CONTEXT: Final = 8192
"""Tokens that an Ollama model keeps room for. Left to itself the client asks the server for the model's most, which can be more
than the machine's memory holds; a prompt is far shorter."""


class ModelError(BudgetQAError):
    """The model gave no usable text: no server, no answer in time, an empty or malformed one."""


class LanguageModel:
    """A llama-index model with a time limit. Safe to use from many threads."""

    def __init__(self, llm: LLM, name: str, *, timeout: float = 20.0, rest: float = REST) -> None:
        self.name = name
        self._llm, self._timeout, self._rest = llm, timeout, rest
        self._until = 0.0
        self._lock = threading.Lock()

    def write(self, system: str, text: str) -> str:
        """What the model answers. Raises `ModelError` if it fails, is empty, or takes longer than there is."""
        with self._lock:
            if time.monotonic() < self._until:
                raise ModelError(f"the model {self.name} did not answer before and is left alone for a while")
        done: list[str] = []
        failed: list[BaseException] = []

        def work() -> None:
            from llama_index.core.llms import ChatMessage, MessageRole

            try:
                messages = [
                    ChatMessage(role=MessageRole.SYSTEM, content=system),
                    ChatMessage(role=MessageRole.USER, content=text),
                ]
                done.append(str(self._llm.chat(messages).message.content or ""))
            except BaseException as error:
                failed.append(error)

        # A thread that hangs cannot be stopped: a daemon does not keep the program from ending.
        worker = threading.Thread(target=work, daemon=True)
        worker.start()
        worker.join(self._timeout)
        if worker.is_alive():
            self._leave_alone()
            raise ModelError(f"the model {self.name} did not answer within {self._timeout:g} s")
        if failed:
            self._leave_alone()
            raise ModelError(f"the model {self.name} failed: {said(failed[0])}")
        if not done or not done[0].strip():
            raise ModelError(f"the model {self.name} answered nothing")
        return done[0].strip()

    def _leave_alone(self) -> None:
        with self._lock:
            self._until = time.monotonic() + self._rest


def _openai_like(settings: Settings) -> LLM:
    try:
        module = import_module("llama_index.llms.openai_like")
    except ImportError as error:
        raise MissingExtraError(
            "a language model needs more packages: pip install 'budgetqa[llm]' (or unset BUDGETQA_LLM_BASE_URL)"
        ) from error
    llm: LLM = module.OpenAILike(
        api_base=settings.llm_base_url, model=settings.llm_model, api_key=settings.llm_api_key or "none",
        is_chat_model=True, is_function_calling_model=False, timeout=settings.llm_timeout, max_retries=0,
        temperature=0.0, max_tokens=_MOST_TOKENS,
    )  # fmt: skip
    return llm


def _ollama(settings: Settings) -> LLM:
    try:
        module = import_module("llama_index.llms.ollama")
    except ImportError as error:
        raise MissingExtraError(
            "an Ollama model needs more packages: pip install 'budgetqa[ollama]' (or unset BUDGETQA_LLM_BASE_URL)"
        ) from error
    host = (settings.llm_base_url or "").replace("ollama://", "http://", 1)
    llm: LLM = module.Ollama(
        model=settings.llm_model, base_url=host, request_timeout=settings.llm_timeout, temperature=0.0,
        context_window=_CONTEXT, additional_kwargs={"num_predict": _MOST_TOKENS},
    )  # fmt: skip
    return llm


_FACTORIES: dict[str, Factory] = {"http": _openai_like, "https": _openai_like, "ollama": _ollama}


def register(scheme: str, factory: Factory) -> None:
    """Let base URLs with a scheme be served by a factory of llama-index models."""
    _FACTORIES[scheme] = factory


def model_for(settings: Settings, *, rest: float = REST) -> LanguageModel | None:
    """The model that the settings name; `None` where they name none. `rest` are the seconds it is left alone after a failure.

    `UsageError` for half a setting or an unknown scheme, `MissingExtraError` where packages are missing.
    """
    if settings.llm_base_url is None:
        return None
    if settings.llm_model is None:
        raise UsageError("BUDGETQA_LLM_BASE_URL is set but BUDGETQA_LLM_MODEL is not: name the model, or unset both")
    scheme = settings.llm_base_url.partition("://")[0]
    factory = _FACTORIES.get(scheme)
    if factory is None:
        known = ", ".join(sorted(_FACTORIES))
        raise UsageError(f"BUDGETQA_LLM_BASE_URL is {settings.llm_base_url!r}: it must begin with one of {known}")
    return LanguageModel(factory(settings), settings.llm_model, timeout=settings.llm_timeout, rest=rest)
