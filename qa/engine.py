"""The engine: a question goes in, a cited and checked answer comes out. No language model is involved.

Understand → retrieve → calculate → compose → verify. A part that can't be done is refused by naming what is missing.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from index.library import Library
from index.records import DocumentRecord
from qa import narrative
from qa.answer import Draft, Json, UntracedNumberError
from qa.asides import understood, without_asides
from qa.bodies_named import name_bodies
from qa.chatter import without_chatter
from qa.compose import compose
from qa.composer import Composer
from qa.compound import of_it, parts, reckons_by_itself, totals_alone
from qa.contrasts import without_contrast
from qa.ellipsis import with_subject
from qa.execution import rephrased
from qa.finder import Finder
from qa.holding import Holding, Holdings
from qa.lexicon import Lexicon
from qa.marks import Marked
from qa.organizations import variants
from qa.phrasing import in_plain_words, without_reason
from qa.plan import Language, Plan
from qa.scope import Scope, find_scope
from qa.stock import buys
from qa.text import code_spans, fold, language_of, year_spans
from qa.tokens import mark
from qa.turns import of_budgets, plainly
from qa.turns_en import several_at_once
from qa.understand import not_meaning, understand
from qa.wording import said_once
from qa.words import words
from qa.worked_back import without_way

if TYPE_CHECKING:
    from llama_index.core.query_engine import CustomQueryEngine


# A question is one question: reading it takes more than in proportion to its length.
LONGEST: Final = 600
# How far back a conversation is followed.
REMEMBERED: Final = 12


class Engine:
    """Answers questions from one library. Safe to use from many threads."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._lock = threading.Lock()
        self._lexicons: dict[tuple[str, ...], Lexicon] = {}
        self._holdings = Holdings(library)

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
        to files by name; `language` is zh or en, by default the question's own. A question over `LONGEST` characters is
        refused, one in the history passed over."""
        spoken = language if language in ("zh", "en") else language_of(question)
        assert spoken in ("zh", "en")
        tongue: Language = "en" if spoken == "en" else "zh"
        draft = Draft(question, tongue)
        records = self._records(documents)
        if not question.strip():
            return draft.finish("refused", _say(tongue, "问题是空的。", "The question is empty."), identity=id)
        if len(question) > LONGEST:
            return self._too_long(draft, id)
        if not records:
            return self._nothing_stored(draft, documents, id)
        asked = several_at_once(question) if tongue == "en" else question
        answer = self._asked(self._understand(asked, history, records), asked, question, history, records, tongue, id)
        if answer["status"] != "refused" or tongue != "zh":
            return answer
        bolder = self._without_asides(question, records)
        plan = self._understand(bolder, history, records) if bolder != question else None
        if plan is None or not understood(plan):
            return answer
        again = self._asked(plan, bolder, question, history, records, tongue, id)
        return again if again["status"] == "answered" else answer

    def _asked(
        self,
        plan: Plan,
        asked: str,
        question: str,
        history: Sequence[str],
        records: Sequence[DocumentRecord],
        language: Language,
        identity: str | None,
    ) -> Json:
        """The answer to what is `asked` in a question, all of it or as much as matters, as `plan` has it."""
        plan = plan.model_copy(update={"language": language})
        whole = self._carry_out(plan, question, records, identity)
        apart = parts(asked, language)
        if len(apart) == 1 or plan.intent in {"cause", "opinion"} or plan.fronted:
            return whole
        each, mixed = self._one_by_one(apart, history, records, language, question, identity)
        if each is None or (plan.less and plan.intent == "list" and totals_alone(apart[-1])):
            return whole
        if mixed or of_it(apart) or _says_more(each, whole):
            return each
        by_itself = any(reckons_by_itself(plan, self._understand(part, (), records, language)) for part in apart)
        return each if by_itself else whole

    def _without_asides(self, question: str, records: Sequence[DocumentRecord]) -> str:
        """A question without the clauses that only set the scene."""
        lexicon = self._lexicon(records)

        def placed(clause: str) -> bool:
            scope = self._scope(clause, "zh", records, lexicon)
            explicit = bool(year_spans(clause)) and any(char.isdigit() for char in clause)
            return explicit or bool(scope.marked.marks) or len(scope.documents) < len(records)

        return without_asides(question, lambda clause: lexicon.names_in(fold(clause)), placed)

    def answers(
        self,
        question: str,
        *,
        history: Sequence[str] = (),
        documents: Sequence[str] | None = None,
        language: str | None = None,
        id: str | None = None,  # noqa: A002  (the contract's name)
    ) -> Iterator[Json]:
        """The answer of `ask`, for who shows what there is so far: each takes the place of the one before, and each is checked."""
        yield self.ask(question, history=history, documents=documents, language=language, id=id)

    def _carry_out(self, plan: Plan, question: str, records: Sequence[DocumentRecord], identity: str | None) -> Json:
        draft = Draft(question, plan.language)
        try:
            status, sentence, candidates = self._answer(draft, plan, records)
            return draft.finish(status, sentence, candidates=candidates, identity=identity)
        except UntracedNumberError as error:
            return self._withheld(question, plan.language, str(error), identity)

    def _one_by_one(
        self,
        asked: Sequence[str],
        history: Sequence[str],
        records: Sequence[DocumentRecord],
        language: Language,
        question: str,
        identity: str | None,
    ) -> tuple[Json | None, bool]:
        """The parts of a question answered in their order, each as a follow-up of those before (`None` if one can't be answered), and
        whether some of them count and others don't: one reading of the whole would take all for one kind."""
        draft = Draft(question, language)
        texts: list[str] = []
        counts: set[tuple[bool, bool]] = set()
        for at, part in enumerate(asked):
            plan = self._understand(part, (*history, *asked[:at]), records).model_copy(update={"language": language})
            status, text, _ = self._answer(draft, plan, records)
            if status != "answered":
                return None, False
            texts.append(text.rstrip())
            counts.add((plan.kind == "count", plan.kind == "count" and buys(part)))
        try:
            return draft.finish("answered", said_once(texts, language), identity=identity), len(counts) > 1
        except UntracedNumberError:
            return None, False

    def plan(
        self,
        question: str,
        *,
        history: Sequence[str] = (),
        documents: Sequence[str] | None = None,
        language: Language | None = None,
    ) -> Plan | None:
        """What the engine makes of a question; `None` for one that it does not read (empty, or over `LONGEST` characters) and on
        an empty store. `language` is the question's, where its words do not tell (an English one full of Chinese names)."""
        records = self._records(documents)
        readable = bool(question.strip()) and len(question) <= LONGEST
        return self._understand(question, history, records, language) if records and readable else None

    def holdings(self, records: Sequence[DocumentRecord]) -> list[Holding]:
        """The documents as questions see them: every cell with the names it goes by."""
        return self._holdings.of(records)

    def _records(self, documents: Sequence[str] | None) -> list[DocumentRecord]:
        records = self.library.documents()
        if documents:
            wanted = set(documents)
            records = [record for record in records if record.name in wanted]
        return records

    def _understand(
        self,
        question: str,
        history: Sequence[str],
        records: Sequence[DocumentRecord],
        language: Language | None = None,
    ) -> Plan:
        everything = self._lexicon(records)
        previous: Plan | None = None
        earlier = [asked for asked in history if asked.strip() and len(asked) <= LONGEST][-REMEMBERED:]
        for asked in (*earlier, question):
            tongue = (language if asked is question else None) or language_of(asked)
            asked = plainly(asked, tongue)
            asked = without_way(self._without_chatter(asked, tongue, records, everything), tongue)
            asked = with_subject(asked, tongue) if previous is not None else asked
            contrast = ""
            if tongue == "en":
                asked, contrast = without_contrast(in_plain_words(asked, follows=previous is not None))
            scope = self._scope(asked, tongue, records, everything)
            inside = set(scope.documents)
            final = [record.facts.basis == "final_accounts" for record in records if record.name in inside]
            if any(final):
                asked, scope.marked.body = (rephrased(text, alone=all(final)) for text in (asked, scope.marked.body))
            else:
                asked, scope.marked.body = of_budgets(asked), of_budgets(scope.marked.body)
            lexicon = self._lexicon([record for record in records if record.name in inside], stated=True)
            this_year = scope.this_year
            if previous is not None and not scope.organizations and not year_spans(asked):
                this_year = _year_of(previous, asked, records) or this_year
            scope.marked.body = without_reason(scope.marked.body) if tongue == "en" else scope.marked.body
            named = scope.unknown_organization
            name_bodies(scope.marked, tongue, lexicon, [r.facts.organization for r in records if r.name in inside])
            if named and any(m.text == named and m.forms for m in scope.marked.marks.values()):
                scope = replace(scope, unknown_organization=None)  # a body of a department that is at hand
            marked = mark(scope.marked.body, tongue, lexicon, words(), this_year, scope.marked)
            previous = understand(asked, tongue, scope, marked, words(), previous)
            if contrast:
                previous = not_meaning(previous, mark(contrast, tongue, lexicon, words(), this_year, Marked()))
        assert previous is not None
        return previous

    def _without_chatter(
        self, question: str, language: Language, records: Sequence[DocumentRecord], lexicon: Lexicon
    ) -> str:
        """A question without what is only said around it."""

        def names(clause: str) -> bool:
            body = fold(clause)
            if year_spans(clause) or code_spans(clause) or lexicon.names_in(body):
                return True
            if language == "en" and lexicon.named_in_english(clause):
                return True
            scope = self._scope(clause, language, records, lexicon)
            if scope.by_place:
                # A place alone (districts of Shanghai) says nothing where the rest of the question names the body itself.
                rest = self._scope(question.replace(clause, "", 1), language, records, lexicon)
                if rest.organizations and rest.documents and set(rest.documents) <= set(scope.documents):
                    return False
            return bool(scope.marked.marks) or len(scope.documents) < len(records)

        return without_chatter(question, language, names)

    def _scope(self, question: str, language: Language, records: Sequence[DocumentRecord], lexicon: Lexicon) -> Scope:
        body = fold(question)
        own = {fold(v) for r in records if r.facts.organization for v in variants(r.facts.organization)}
        own |= {f"{name}{tail}" for name in own for tail in ("本级", "机关", "局本级", "机关本级")}
        known = [name for name in lexicon.printed if len(name) >= 4 and name in body and name not in own]
        return find_scope(question, language, records, words(), known, lexicon)

    def _lexicon(self, records: Sequence[DocumentRecord], *, stated: bool = False) -> Lexicon:
        """The lexicon of the documents in use, kept until one of them changes; with the long names that the text states amounts
        under, if `stated` says so."""
        key = tuple(sorted(f"{record.name}\x1f{record.sha256}\x1f{stated}" for record in records))
        with self._lock:
            if key in self._lexicons:
                return self._lexicons[key]
        names = [record.name for record in records]
        labels = self.library.labels(names)
        titles = (label.text for label in labels if label.kind == "table")
        told = [name for h in self._holdings.of(records) for name in narrative.joined_names(h)] if stated else []
        made = Lexicon([*(label.text for label in labels), *self.library.headings(names), *told], titles=titles)
        with self._lock:
            if len(self._lexicons) >= 64:
                self._lexicons.clear()
            self._lexicons[key] = made
        return made

    def _answer(self, draft: Draft, plan: Plan, records: Sequence[DocumentRecord]) -> tuple[str, str, list[Any]]:
        """What a plan's documents answer, written into a draft: status, text, candidates."""
        chosen = [record for record in records if record.name in plan.documents] or list(records)
        composer = Composer(draft, plan, Finder(self._holdings.of(chosen), plan))
        draft.unit = plan.unit
        for record in records:
            draft.name(record.name, record.facts.organization)
            draft.year(record.facts.fiscal_year)
        if plan.unknown_organization:
            return composer.unknown_organization(plan.unknown_organization, records)
        unheld = composer.unheld_year()
        return unheld if unheld is not None else compose(composer)

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

    def _too_long(self, draft: Draft, identity: str | None) -> Json:
        limit = _say(draft.language, f"{LONGEST}个字", f"{LONGEST} characters")
        draft.name(limit)
        text = _say(
            draft.language,
            f"问题太长：最多{limit}。请一次只问一件事；要核对整段文字，请用 budgetqa check-draft。",
            f"The question is too long: {limit} at most. Ask one thing at a time; to check a whole text use budgetqa check-draft.",
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


def _year_of(previous: Plan, asked: str, records: Sequence[DocumentRecord]) -> int | None:
    """The year that a follow-up's 上一年 is reckoned from: the one spoken of, if it was one; 今年 is the latest of the body's documents
    whatever year was spoken of."""
    if len(previous.years) == 1 and not words().mentions(words().years[0], asked):
        return previous.years[0]
    own = [record.facts.fiscal_year or 0 for record in records if record.name in previous.documents]
    return max(own, default=0) or None


def _says_more(apart: Json, whole: Json) -> bool:
    """Whether the parts of a question, answered by themselves, say all that its one answer says, and more."""
    if whole["status"] != "answered":
        return True
    mine, other = ({(f["value"], f["unit"]) for f in answer["figures"]} for answer in (apart, whole))
    return other < mine


def _say(language: Language, zh: str, en: str) -> str:
    return zh if language == "zh" else en


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
