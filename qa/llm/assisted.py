"""The engine with a language model beside it. Whatever the model does, an answer comes, and no number that is not traced."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import Any, Final

from index.library import Library
from index.settings import Settings
from index.vocabulary import english_name
from qa.drafts import DraftChecker
from qa.engine import Engine
from qa.llm import planning, wording
from qa.llm.binding import Names
from qa.llm.form import trimmed
from qa.llm.model import LanguageModel, ModelError, model_for
from qa.naming import is_generic
from qa.plan import Language
from qa.text import language_of

Json = dict[str, Any]
_REPAIRS: Final = 1
_NO_FIGURE: Final = frozenset({"cause", "opinion"})


class AssistedEngine(Engine):
    """Answers as `Engine` does; a model may propose what a question means where the rules have no answer, which comes back to be
    confirmed, and word the answer.

    The answer's `llm` tells what became of it: `used` (its wording or its plan is in the answer), `planned`, `rejected` (texts of
    it that were not let out), `reason` (why the last one was not), `seconds` spent waiting for it.
    """

    def __init__(self, library: Library, model: LanguageModel) -> None:
        super().__init__(library)
        self._model = model
        self._kept: tuple[tuple[str, ...], Names, DraftChecker] | None = None

    def ask(
        self,
        question: str,
        *,
        history: Sequence[str] = (),
        documents: Sequence[str] | None = None,
        language: str | None = None,
        id: str | None = None,  # noqa: A002  (the contract's name)
    ) -> Json:
        """See `Engine.ask`."""
        return list(self.answers(question, history=history, documents=documents, language=language, id=id))[-1]

    def answers(
        self,
        question: str,
        *,
        history: Sequence[str] = (),
        documents: Sequence[str] | None = None,
        language: str | None = None,
        id: str | None = None,  # noqa: A002  (the contract's name)
    ) -> Iterator[Json]:
        """See `Engine.answers`: the composed answer at once, then what the model made of it, when it has been checked. Not a word of
        the model's is given before all of it passed."""
        answer = super().ask(question, history=history, documents=documents, language=language, id=id)
        start = time.monotonic()
        told: Json = {"used": False, "rejected": 0, "planned": False, "reason": None, "model": self._model.name}
        yield {**answer, "llm": {**told, "seconds": 0.0}}
        if answer["status"] == "refused":
            answer = self._planned(answer, question, history, documents, language, told)
        elif answer["status"] == "answered" and answer["figures"]:
            answer = self._worded(answer, told)
        else:
            return
        told["seconds"] = round(time.monotonic() - start, 3)
        yield {**answer, "llm": told}

    # -- understanding ----------------------------------------------------------------------------------------------

    def _planned(
        self,
        refused: Json,
        question: str,
        history: Sequence[str],
        documents: Sequence[str] | None,
        language: str | None,
        told: Json,
    ) -> Json:
        """The refusal; where the model makes something of the question that has an answer, with the question back whether that is meant."""
        plan = self.plan(question, history=history, documents=documents)
        if plan is None or plan.unknown_organization or plan.intent in _NO_FIGURE:
            return refused  # another body's figure, or any figure for an opinion, is no answer whatever the model makes of it
        inside = set(documents or plan.documents)
        records = [record for record in self.library.documents() if record.name in inside]
        try:
            offered = planning.offer(self.library, question, records)
            proposal = planning.read_proposal(
                self._model.write(planning.SYSTEM, planning.prompt(question, offered)), offered
            )
        except ModelError as error:
            told["reason"] = str(error)
            return refused
        spoken: Language = "zh" if (language or language_of(question)) == "zh" else "en"
        meant = planning.question_of(proposal, plan, spoken)
        if super().ask(meant, documents=documents, language=spoken)["status"] != "answered":
            told["reason"] = "the model's plan finds no figure"
            return refused
        told["used"] = told["planned"] = True
        text = (
            f"{refused['answer']}语言模型认为问的是：“{meant}”请确认。"
            if spoken == "zh"
            else f"{refused['answer']} A language model takes the question to mean: “{meant}” Please confirm."
        )
        return {**refused, "status": "clarify", "answer": text, "candidates": [meant]}

    # -- wording ----------------------------------------------------------------------------------------------------

    def _worded(self, answer: Json, told: Json) -> Json:
        """The answer in the model's words if they pass the check, at once or after one repair; else as it was."""
        names, checker = self._known()
        asked = wording.prompt(answer)
        for attempt in range(1 + _REPAIRS):
            try:
                text = trimmed(self._model.write(wording.SYSTEM, asked), answer)
            except ModelError as error:
                told["reason"] = str(error)
                return answer
            faults = wording.faults_of(text, answer, names, checker)
            if not faults:
                told["used"], told["reason"] = True, None
                told["repaired"] = attempt > 0
                return {**answer, "answer": text}
            told["rejected"] += 1
            told["reason"] = faults[0]
            asked = wording.repair(answer, text, faults)
        return answer

    def _known(self) -> tuple[Names, DraftChecker]:
        """The names that the documents in the store print, and the checker for them; kept until one of them changes."""
        records = self.library.documents()
        held = tuple(f"{r.name}\x1f{r.sha256}" for r in records)
        if self._kept is None or self._kept[0] != held:
            printed = {label.text for label in self.library.labels()} | {r.facts.organization or "" for r in records}
            printed = {name for name in printed if name and not is_generic(name)}
            english: dict[str, list[str]] = {}
            for name in printed:
                if (other := english_name(name)) is not None:
                    english.setdefault(other, []).append(name)
            self._kept = (held, Names(printed, english), DraftChecker(self))
        return self._kept[1], self._kept[2]


def engine_for(library: Library, settings: Settings | None = None) -> Engine:
    """The engine that the settings ask for: with a language model where they name one."""
    model = model_for(settings or library.settings)
    return Engine(library) if model is None else AssistedEngine(library, model)
