"""The engine: a question goes in, a cited and checked answer comes out. No language model is involved.

Understand → retrieve → calculate → compose → verify. A part that can't be done is refused by naming what is missing.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from index import vocabulary
from index.library import Library
from index.records import DocumentRecord
from qa import indicators, statements
from qa.answer import Draft, Json, UntracedNumberError
from qa.compose import compose
from qa.composer import Composer
from qa.finder import Finder
from qa.lexicon import Lexicon
from qa.matching import Hit, Search
from qa.plan import Language, Plan
from qa.scope import find_scope
from qa.text import language_of
from qa.understand import understand
from qa.wording import held
from qa.words import words

if TYPE_CHECKING:
    from llama_index.core.query_engine import CustomQueryEngine


class Engine:
    """Answers questions from one library. Safe to use from many threads."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._lock = threading.Lock()
        self._lexicons: dict[tuple[str, ...], Lexicon] = {}

    def ask(
        self,
        question: str,
        *,
        history: Sequence[str] = (),
        documents: Sequence[str] | None = None,
        language: str | None = None,
        id: str | None = None,  # noqa: A002  (the contract's name)
    ) -> Json:
        """One answer as the contract's JSON. `history` holds the earlier questions, oldest first; `documents` narrows
        to files by name; `language` is zh or en, by default the question's own."""
        spoken = language if language in ("zh", "en") else language_of(question)
        assert spoken in ("zh", "en")
        tongue: Language = "en" if spoken == "en" else "zh"
        draft = Draft(question, tongue)
        records = self._records(documents)
        if not question.strip():
            return draft.finish("refused", _say(tongue, "问题是空的。", "The question is empty."), identity=id)
        if not records:
            return self._nothing_stored(draft, documents, id)
        plan, search, text = self._understand(question, history, records)
        chosen = [record for record in records if record.name in plan.documents] or list(records)
        composer = Composer(
            draft,
            plan.model_copy(update={"language": tongue}),
            Finder(self.library, plan),
            _held(chosen, tongue),
            only_budgets=all(record.facts.basis != "final_accounts" for record in chosen),
        )
        draft.unit = plan.unit
        try:
            status, sentence, candidates = self._answer(composer, plan, records, text, search)
            return draft.finish(status, sentence, candidates=candidates, identity=id)
        except UntracedNumberError as error:
            return self._withheld(question, tongue, str(error), id)

    def plan(
        self, question: str, *, history: Sequence[str] = (), documents: Sequence[str] | None = None
    ) -> Plan | None:
        """What the engine makes of a question; `None` on an empty store."""
        records = self._records(documents)
        return self._understand(question, history, records)[0] if records else None

    def _records(self, documents: Sequence[str] | None) -> list[DocumentRecord]:
        records = self.library.documents()
        if documents:
            wanted = set(documents)
            records = [record for record in records if record.name in wanted]
        return records

    def _understand(
        self, question: str, history: Sequence[str], records: Sequence[DocumentRecord]
    ) -> tuple[Plan, Search, str]:
        names = tuple(record.name for record in records)
        lexicon = self._lexicon(records)
        search = self._search(names)
        previous: Plan | None = None
        text = question
        for asked in (*history, question):
            tongue = language_of(asked)
            known = [
                t.text
                for t in lexicon.scan(asked, tongue)
                if t.kind == "known" and any(n.kind in {"item", "project"} for n in t.names)
            ]
            scope = find_scope(asked, tongue, records, words(), known)
            previous = understand(asked, tongue, scope, lexicon, search, words(), previous)
            text = scope.rest
        assert previous is not None
        return previous, search, text

    def _lexicon(self, records: Sequence[DocumentRecord]) -> Lexicon:
        """The lexicon of the documents in use, kept until one of them changes."""
        key = tuple(sorted(f"{record.name}\x1f{record.sha256}" for record in records))
        with self._lock:
            if key not in self._lexicons:
                if len(self._lexicons) >= 16:
                    self._lexicons.clear()
                labels = self.library.labels([record.name for record in records])
                pairs = [(label.text, label.kind) for label in labels]
                self._lexicons[key] = Lexicon(pairs, vocabulary.entries(), words())
            return self._lexicons[key]

    def _search(self, documents: Sequence[str]) -> Search:
        def search(query: str, kinds: Sequence[str]) -> Sequence[Hit]:
            return self.library.search_labels(query, kinds=kinds, documents=documents, limit=12)  # type: ignore[arg-type]

        return search

    def _answer(
        self, composer: Composer, plan: Plan, records: Sequence[DocumentRecord], text: str, search: Search
    ) -> tuple[str, str, list[Any]]:
        everything = _held(records, plan.language)
        for record in records:
            composer.draft.name(record.name, record.facts.organization)
            composer.draft.year(record.facts.fiscal_year)
        if plan.unknown_organization:
            return composer.unknown_organization(plan.unknown_organization, everything)
        unheld = composer.unheld_year(records)
        if unheld is not None:
            return unheld
        if plan.intent in {"lookup", "count"} and indicators.wanted(plan.question):
            target = indicators.find(self.library, plan, text, search)
            if target is not None:
                return statements.indicator(composer, target, self.library)
        return compose(composer)

    def _nothing_stored(self, draft: Draft, documents: Sequence[str] | None, identity: str | None) -> Json:
        if documents:
            draft.name(*documents)
            names = "、".join(documents)
            text = _say(draft.language, f"库中没有文件：{names}。", f"The store holds no document named {names}.")
        else:
            text = _say(
                draft.language,
                "库中还没有文件：请先用 budgetqa ingest 导入预算或决算公开文件。",
                "The store is empty: ingest a disclosure first (budgetqa ingest PATH).",
            )
        return draft.finish("refused", text, identity=identity)

    def _withheld(self, question: str, language: Language, reason: str, identity: str | None) -> Json:
        """The answer given in place of one that failed its own check."""
        draft = Draft(question, language)
        draft.note("withheld", reason)
        text = _say(
            language,
            "答复中有一个数字无法追溯到任何单元格，因此没有给出。",
            "The answer held a number that could not be traced to a cell, so it is not given.",
        )
        return draft.finish("refused", text, identity=identity)


def _say(language: Language, zh: str, en: str) -> str:
    return zh if language == "zh" else en


def _held(records: Sequence[DocumentRecord], language: Language) -> str:
    """What the documents are, in words."""
    return held([(r.facts.organization, r.facts.fiscal_year, r.facts.basis, r.name) for r in records], language)


def query_engine(library: Library) -> CustomQueryEngine:
    """The engine as a llama-index query engine: `query(text)` gives the answer's text, its JSON in the metadata."""
    from llama_index.core.base.response.schema import Response
    from llama_index.core.query_engine import CustomQueryEngine

    engine = Engine(library)

    class BudgetQueryEngine(CustomQueryEngine):
        """Answers from disclosed figures only."""

        def custom_query(self, query_str: str) -> Response:
            answer = engine.ask(query_str)
            return Response(response=answer["answer"], metadata=answer)

    return BudgetQueryEngine()
