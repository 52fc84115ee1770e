"""`budgetqa user NAME`: let someone log in to the web app, or take the right away. Passwords are kept as hashes only."""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path

from ingest.errors import StoreError, UsageError
from ui.commands import Subparsers

_SHORTEST = 8


def add_command(subparsers: Subparsers) -> None:
    """Add the parser of `user`."""
    parser = subparsers.add_parser("user", help="add someone who may log in to the web app, or remove them")
    parser.add_argument("name", metavar="NAME")
    parser.add_argument("--upload", action="store_true", help="may add, read again and remove documents")
    parser.add_argument("--remove", action="store_true", help="may log in no more")
    parser.add_argument(
        "--file", type=Path, help="the file of users (default: BUDGETQA_USERS, else users.toml in the home folder)"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Ask for a password (on a terminal, else read a line from standard input) and write the file."""
    from index import load_settings
    from ui.commands.common import nearest, say
    from ui.web.access import User, hash_password, read_users, users_text

    settings = load_settings()
    path = arguments.file or Path(settings.users or settings.home / "users.toml").expanduser()
    users = read_users(path) if path.exists() else {}
    if arguments.remove:
        if arguments.name not in users:
            raise UsageError(f"no user {arguments.name} in {path}{nearest(arguments.name, users)}")
        del users[arguments.name]
    else:
        users[arguments.name] = User(arguments.name, hash_password(_password()), arguments.upload)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(users_text(users), encoding="utf-8")
    except OSError as error:
        raise StoreError(f"cannot write {path}: {error.strerror or error}") from error
    say(f"{path} now names {len(users)} users; serve with BUDGETQA_USERS={path}")
    return 0


def _password() -> str:
    if sys.stdin.isatty():
        first = getpass.getpass("Password: ")
        if first != getpass.getpass("Again: "):
            raise UsageError("the two passwords differ; nothing was changed")
    else:
        first = sys.stdin.readline().rstrip("\n")
    if len(first) < _SHORTEST:
        raise UsageError(f"a password needs at least {_SHORTEST} characters; nothing was changed")
    return first
