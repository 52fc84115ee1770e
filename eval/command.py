"""`budgetqa eval`: a family of commands that measure the program, a module each.

`COMMANDS` names them; each module's `add_command` takes the subparsers of `eval`, as the program's own commands take the
program's. `eval QUESTIONS.jsonl`, without a command's name, is `eval answers QUESTIONS.jsonl`.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ui.commands import Subparsers

COMMANDS: Final[dict[str, str]] = {
    "answers": "eval.answers_command",
    "ingest": "eval.ingest_command",
    "audit": "eval.audit_command",
    "claims": "eval.claims_command",
    "models": "eval.models_command",
    "tatqa": "eval.tatqa_command",
    "baselines": "eval.baselines_command",
    "results": "eval.results_command",
    "fuzz": "eval.fuzz_command",
}
"""The commands in the order of the help, each with its module. Modules load nothing heavy before they run."""


def add_command(subparsers: Subparsers) -> None:
    """Add the parser of `eval` with those of its commands."""
    from ui.cli import Parser

    parser = subparsers.add_parser("eval", help="measure the program: its answers, its reading, its sturdiness")
    if isinstance(parser, Parser):
        parser.usual_command = "answers"
    commands: Subparsers = parser.add_subparsers(
        dest="eval_command", metavar="COMMAND", title="commands", required=True
    )
    for module in COMMANDS.values():
        importlib.import_module(module).add_command(commands)
