"""`budgetqa serve`: the web chat. On an empty store it first loads the sample disclosure that comes with the program."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import UsageError
from ui.commands import Subparsers

if TYPE_CHECKING:
    from index import Library

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


def add_command(subparsers: Subparsers) -> None:
    """Add the parser of `serve`."""
    parser = subparsers.add_parser("serve", help="open the web chat")
    parser.add_argument("--host", help="address to listen on (default: this machine only)")
    parser.add_argument("--port", type=_port, help="port to listen on")
    parser.add_argument(
        "--allow-public", action="store_true", help="listen beyond this machine although nobody has to log in"
    )
    parser.set_defaults(run=run)


def _port(text: str) -> int:
    if not text.isdigit() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text} is not a port from 0 to 65535 (0: any free one)")
    return int(text)


def load_samples(library: Library) -> list[str]:
    """Store the packaged sample disclosures; returns their names. Raises what reading or storing them raises."""
    from importlib import resources

    from ingest.disclosure import read_disclosure

    names: list[str] = []
    samples = resources.files("ui").joinpath("samples")
    if not samples.is_dir():
        return names
    for sample in sorted(samples.iterdir(), key=lambda entry: entry.name):
        if sample.name.endswith(".txt"):
            with resources.as_file(sample) as path:
                library.save(read_disclosure(path), source=f"sample:{sample.name}")
            names.append(sample.name)
    return names


def model_trouble(library: Library) -> str:
    """Load all that the first question would load. Why the model of meanings cannot be had, or nothing: most questions are answered
    without it, so a wrong setting is told and stops nobody."""
    from ingest.errors import MissingExtraError, UsageError

    try:
        library.warm_up()
    except (MissingExtraError, UsageError) as error:
        return str(error)
    return ""


def run(arguments: argparse.Namespace) -> int:
    """Serve until interrupted."""
    from index import Library, load_settings
    from ui.commands.common import say, tell_vectors
    from ui.web.access import Access, read_users
    from ui.web.app import create_app, free_port, keep_memory_together
    from ui.web.app import run as run_app
    from ui.web.guard import Rules

    keep_memory_together()
    settings = load_settings()
    host = arguments.host or settings.host
    users = read_users(Path(settings.users).expanduser()) if settings.users else None
    if host not in _LOOPBACK and users is None and not arguments.allow_public:
        raise UsageError(
            f"{host} can be reached from other machines and nobody has to log in: name a file of users in BUDGETQA_USERS "
            "(make one with budgetqa user NAME), or say --allow-public"
        )
    rules = Rules(host in _LOOPBACK, settings.upload_mb, settings.rate_limit, settings.language)
    port = free_port(host, settings.port if arguments.port is None else arguments.port)
    with Library.open(settings, progress=tell_vectors) as library:
        if not library.documents():
            for name in load_samples(library):
                say(f"the store was empty: loaded the sample {name}")
        say("warming up ...")
        trouble = model_trouble(library)
        if trouble:
            say(f"budgetqa: {trouble}; names and words are found all the same, likeness of meaning is not")
        from qa.llm import engine_for

        app = create_app(
            library, engine_for(library, settings), settings.language, access=Access(users), rules=rules, trouble=trouble
        )  # fmt: skip
        if host not in _LOOPBACK and users is None:
            say(
                f"budgetqa listens on {host}: anyone who can reach it can ask and change the documents; there is no login"
            )
        shown = f"[{host}]" if ":" in host else host
        say(f"budgetqa is at http://{shown}:{port}/ (Ctrl+C stops it)")
        try:
            run_app(app, host, port)
        finally:
            app.state.intake.close()
    return 0
