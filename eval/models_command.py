"""`budgetqa eval models`: questions put to the engine with a language model beside it, fakes that misbehave or the one of the settings.

Every answer is compared with the one composed without a model. How often the model's text was kept, repaired or replaced is told by
the engine; whether what is shown is still right is judged anew by `eval.worded`.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from eval.questions import Question
    from index import Library
    from qa.llm import LanguageModel
    from ui.commands import Subparsers

Json = dict[str, Any]
_DIGITS: Final = re.compile(r"\d[\d,.]*")
_SOON: Final = 0.05
"""Seconds that a fake gets: all but the hanging one answer at once."""


@dataclass(slots=True)
class Tally:
    """What became of one model's texts. `asked` questions, of which `worded` were answered with a figure, so that the model had to
    word them: `kept` at once, `repaired` after a second try, `replaced` by the composed answer, `silent` where the model gave no text at all. `asked_back` are refusals for which the
    model's plan came back as a question. The rest must be 0: texts shown with a number that is `untraced`, `misattributed` or
    `turned` round, and answers whose figures or status `differ` from those without a model."""

    model: str
    asked: int = 0
    worded: int = 0
    kept: int = 0
    repaired: int = 0
    replaced: int = 0
    silent: int = 0
    untraced: int = 0
    misattributed: int = 0
    turned: int = 0
    differ: int = 0
    asked_back: int = 0
    seconds: float = 0.0
    reasons: Counter[str] = field(default_factory=Counter)


def add_command(subparsers: Subparsers) -> None:
    """Add the parser of `eval models`."""
    parser = subparsers.add_parser(
        "models", help="measure what a language model can do to answers: fakes, or the one set"
    )
    parser.add_argument("questions", nargs="+", type=Path, metavar="QUESTIONS", help="files of questions (JSON lines)")
    parser.add_argument(
        "--documents", type=Path, metavar="DIR", help="read the documents from here (default: the store)"
    )
    parser.add_argument(
        "--fake", action="append", default=[], metavar="NAME", help="a fake by name, or all (repeatable)"
    )
    parser.add_argument("--count", type=int, default=300, metavar="N", help="questions, drawn evenly (default: 300)")
    parser.add_argument("--json", action="store_true", help="everything as JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Ask and report; 1 if anything wrong was shown. `UsageError` for an unknown fake, or no model where none is faked."""
    from dataclasses import asdict

    from eval.answers_command import library_for
    from eval.questions import needed_documents
    from ui.output import json_text

    questions = chosen(arguments.questions, arguments.count)
    with library_for(arguments.documents, needed_documents(questions), None) as (library, _):
        models = fakes(arguments.fake) if arguments.fake else [_model_set(library)]
        faults: list[str] = []
        tallies = measure(library, questions, models, faults)
    if arguments.json:
        sys.stdout.write(json_text({"models": [asdict(t) for t in tallies], "faults": faults}))
    else:
        sys.stdout.write(to_text(tallies) + "".join(f"{fault}\n" for fault in faults))
    return int(bool(faults))


def chosen(files: Sequence[Path], count: int) -> list[Question]:
    """`count` questions drawn evenly from some files, all if there are no more."""
    from eval.questions import read_questions

    questions = [question for file in files for question in read_questions(file)]
    step = max(len(questions) / max(count, 1), 1)
    return [questions[int(place * step)] for place in range(min(count, len(questions)))]


def fakes(names: Sequence[str]) -> list[LanguageModel]:
    """The fakes of some names, each tried afresh with every question."""
    from eval.fakes import BEHAVIOURS, MISBEHAVING, FakeModel
    from ingest.errors import UsageError
    from qa.llm import LanguageModel

    wanted = MISBEHAVING if "all" in names else names
    if strange := [name for name in wanted if name not in BEHAVIOURS]:
        raise UsageError(f"no fake model is called {strange[0]!r}: use all, {', '.join(BEHAVIOURS)}")
    return [
        LanguageModel(FakeModel(behaviour=BEHAVIOURS[n]), n, timeout=_SOON if n == "hanging" else 20.0, rest=0.0)
        for n in wanted
    ]


def _model_set(library: Library) -> LanguageModel:
    from ingest.errors import UsageError
    from qa.llm.model import model_for

    model = model_for(library.settings, rest=0.0)
    if model is None:
        raise UsageError(
            "no language model is set: set BUDGETQA_LLM_BASE_URL and BUDGETQA_LLM_MODEL, or give --fake all"
        )
    return model


def measure(
    library: Library, questions: Sequence[Question], models: Iterable[LanguageModel], faults: list[str]
) -> list[Tally]:
    """A tally a model; what was shown wrongly is added to `faults`, a line each."""
    from qa.engine import Engine
    from qa.llm import AssistedEngine

    plain = Engine(library)
    right = [_ask(plain, question) for question in questions]
    names = {label.text for label in library.labels()}
    tallies = []
    for model in models:
        tally, engine = Tally(model.name), AssistedEngine(library, model)
        for question, expected in zip(questions, right, strict=True):
            start = time.perf_counter()
            shown = _ask(engine, question)
            tally.seconds += time.perf_counter() - start
            _count(tally, expected, shown)
            if shown["answer"] != expected["answer"] or shown["figures"] != expected["figures"]:
                faults += [f"{model.name} {question.id}: {fault}" for fault in _judge(tally, expected, shown, names)]
        tallies.append(tally)
    return tallies


def _ask(engine: Any, question: Question) -> Json:  # noqa: ANN401 - either engine
    answer: Json = engine.ask(
        question.question, history=question.history, documents=question.context_documents or None, id=question.id
    )
    return answer


def _count(tally: Tally, expected: Json, shown: Json) -> None:
    told = shown["llm"]
    tally.asked += 1
    if told["reason"]:
        tally.reasons[_DIGITS.sub("N", told["reason"])] += 1
    if told["planned"]:
        tally.asked_back += 1
    elif expected["status"] == "answered" and expected["figures"]:
        tally.worded += 1
        tally.kept += told["used"] and not told.get("repaired")
        tally.repaired += told["used"] and bool(told.get("repaired"))
        tally.replaced += not told["used"] and told["rejected"] > 0
        tally.silent += not told["used"] and not told["rejected"]


def _judge(tally: Tally, expected: Json, shown: Json, names: Iterable[str]) -> list[str]:
    """What is wrong with what is shown. Asking back shows no figure of its own."""
    from eval.worded import misplaced, strange_numbers, turned

    asked_back = shown["status"] == "clarify" and expected["status"] == "refused"
    strange = [] if asked_back else strange_numbers(shown["answer"], expected)
    misplaced_ = [] if asked_back else misplaced(shown["answer"], expected, names)
    round_ = not asked_back and turned(shown["answer"], expected)
    differ = shown["figures"] != expected["figures"] or not (asked_back or shown["status"] == expected["status"])
    tally.untraced += len(strange)
    tally.misattributed += len(misplaced_)
    tally.turned += round_
    tally.differ += differ
    found = [f"{number} is untraced" for number in strange] + misplaced_
    found += ["a direction is turned"] * round_ + ["other figures"] * differ
    return [f"{fault}: {shown['answer']}" for fault in found]


def to_text(tallies: Sequence[Tally]) -> str:
    """The tallies as a table for a terminal."""
    heads = [one.name for one in fields(Tally) if one.name != "reasons"]
    rows = [heads, *([_shown(getattr(t, head)) for head in heads] for t in tallies)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(heads))]
    return (
        "\n".join("  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)) for row in rows) + "\n"
    )


def _shown(value: object) -> str:
    return f"{value:.1f}" if isinstance(value, float) else str(value)
