"""The program `budgetqa`: reads the command line, runs one command, turns errors into one line and an exit status.

Exit status: 0 done, 1 the command could not do (all of) what was asked, 2 it was called wrongly. Imports nothing
heavy: each command loads what it needs when it runs. Commands of other rooms join through the entry point group
`budgetqa.commands`; each is a function that takes the subparsers object and adds a parser whose default `run` takes
the parsed arguments and returns the exit status.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Final, NoReturn

from ingest.errors import BudgetQAError, UsageError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from ui.commands import Subparsers

COMMANDS: Final[dict[str, str]] = {
    "serve": "ui.commands.serve",
    "ingest": "ui.commands.ingest",
    "ask": "ui.commands.ask",
    "chat": "ui.commands.chat",
    "documents": "ui.commands.documents",
    "remove": "ui.commands.remove",
    "figures": "ui.commands.figures",
    "indicators": "ui.commands.indicators",
    "audit": "ui.commands.audit",
    "mcp": "ui.commands.mcp",
    "user": "ui.commands.user",
    "check-draft": "ui.commands.check_draft",
    "config": "ui.commands.config",
}
"""The built-in commands in the order of the help, each with its module."""

_GROUP: Final = "budgetqa.commands"


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors are one line, as every other error of the program.

    `usual_command` is the command of a family that is meant where none is named.
    """

    usual_command: str | None = None

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}; see {self.prog} --help")

    def parse_known_args(self, args=None, namespace=None):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
        """As argparse's, with the usual command put in where the first plain word names no other."""
        words = list(sys.argv[1:] if args is None else args)
        if self.usual_command is not None and not {"-h", "--help"}.intersection(words[:1]):
            named = next((word for word in words if not word.startswith("-")), None)
            if named not in _commands_of(self):
                words.insert(0, self.usual_command)
        return super().parse_known_args(words, namespace)


def build_parser(extra: Iterable[EntryPoint] = (), only: str | None = None) -> argparse.ArgumentParser:
    """The whole parser; with `only`, just that built-in command's, which is quicker to make."""
    parser = Parser(
        prog="budgetqa",
        description="Ask a government budget a question: the figure, the cell it was printed in, "
        "and the proof that it adds up.",
        epilog="Everything it keeps lives under BUDGETQA_HOME; budgetqa config shows every setting.",
    )
    parser.add_argument("--debug", action="store_true", help="show the traceback of an error")
    parser.add_argument("--version", action="store_true", help="show the version and stop")
    # The parsers of commands are of this class too: argparse takes the parent's unless told otherwise.
    subparsers: Subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")  # type: ignore[assignment]
    for name, module in COMMANDS.items():
        if only in (None, name):
            importlib.import_module(module).add_command(subparsers)
    for entry in extra:
        _add_extra(subparsers, entry)
    _take_debug(parser)
    return parser


def _commands_of(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The parsers of a parser's commands, by name."""
    actions = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    return {name: below for action in actions for name, below in action.choices.items()}


def _take_debug(parser: argparse.ArgumentParser) -> None:
    """Let every command below take `--debug` too."""
    for below in _commands_of(parser).values():
        # SUPPRESS: a --debug before the command must not be undone by the command's own default.
        below.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
        _take_debug(below)


def _add_extra(subparsers: Subparsers, entry: EntryPoint) -> None:
    try:
        add: Callable[[Subparsers], None] = entry.load()
        add(subparsers)
    except Exception as error:
        # An add-on that is broken must not take the program's own commands with it.
        reason = f"the command {entry.name} ({entry.value}) cannot be loaded: {type(error).__name__}: {error}"
        broken = subparsers.add_parser(entry.name, help="(cannot be loaded)")
        broken.set_defaults(run=_fail(reason))


def _fail(reason: str) -> Callable[[argparse.Namespace], int]:
    def run(arguments: argparse.Namespace) -> int:
        raise BudgetQAError(f"{reason}; reinstall the package that brings it")

    return run


def _extra_commands(names: Sequence[str] | None = None) -> list[EntryPoint]:
    from importlib.metadata import entry_points

    found = entry_points(group=_GROUP)
    return [entry for entry in found if entry.name not in COMMANDS and (names is None or entry.name in names)]


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("budgetqa")
    except PackageNotFoundError:
        return "0 (not installed)"


def _run(argv: Sequence[str]) -> int:
    first = next((word for word in argv if not word.startswith("-")), None)
    if first in COMMANDS:
        parser = build_parser(only=first)
    else:
        parser = build_parser(_extra_commands(None if first is None else [first]))
    arguments = parser.parse_args(argv)
    if arguments.version:
        print(f"budgetqa {_version()}")
        return 0
    if not arguments.command:
        raise UsageError("no command given; see budgetqa --help")
    status: int = arguments.run(arguments)
    return status


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; returns the exit status. Only `--help` raises `SystemExit`, as argparse does."""
    words = list(sys.argv[1:] if argv is None else argv)
    debug = "--debug" in words
    try:
        status = _run(words)
        sys.stdout.flush()
        return status
    except UsageError as error:
        if debug:
            raise
        print(f"budgetqa: {_one_line(error)}", file=sys.stderr)
        return 2
    except BudgetQAError as error:
        if debug:
            raise
        print(f"budgetqa: {_one_line(error)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("budgetqa: interrupted", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # The reader of our output has gone (`budgetqa figures | head`): nothing is wrong. Python's own flush at exit
        # must not complain about it either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if debug:
            raise
        what = f"{type(error).__name__}: {_one_line(error)}"
        print(f"budgetqa: unexpected error, {what}; run again with --debug to see where", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
