"""What several commands share: opening the store, the options that narrow and shape a listing, naming a near miss."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ui.output import FORMATS

if TYPE_CHECKING:
    from index import Library

_MANY_VECTORS: Final = 2000
EMPTY_STORE = "the store is empty; load disclosures with budgetqa ingest PATH, or try the sample with budgetqa serve"


@contextmanager
def open_library() -> Iterator[Library]:
    """The store the settings name, open for the length of one command."""
    from index import Library, load_settings

    with Library.open(load_settings(), progress=tell_vectors) as library:
        yield library


def tell_vectors(done: int, every: int) -> None:
    """How far the making of vectors is that a search waits for, as after a change of model: on standard error, where it takes long."""
    if every < _MANY_VECTORS:
        return
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[Kmaking vectors: {done:,} of {every:,}" + ("\n" if done == every else ""))
        sys.stderr.flush()
    elif done == every:
        say(f"made {every:,} vectors anew: the embedding model or the store has changed")


def add_listing_options(parser: argparse.ArgumentParser) -> None:
    """`--format` and `--output`."""
    parser.add_argument("--format", choices=FORMATS, default="table", help="how to write them (default: table)")
    parser.add_argument("--output", type=Path, metavar="FILE", help="write to a file (needed for xlsx)")


def nearest(name: str, known: Iterable[str]) -> str:
    """`; did you mean X?` for a name close to a known one, else nothing."""
    from difflib import get_close_matches

    close = get_close_matches(name, list(known), n=1, cutoff=0.5)
    return f"; did you mean {close[0]}?" if close else ""


def check_documents(library: Library, names: Sequence[str]) -> None:
    """`StoreError` naming the first document the store does not hold."""
    from ingest.errors import StoreError

    known = [record.name for record in library.documents()] if names else []
    for name in names:
        if name not in known:
            raise StoreError(
                f"no document {name} in the store{nearest(name, known)}; budgetqa documents lists what is there"
            )


def say(text: str) -> None:
    """A line on standard error for a person who is watching; never part of a command's output."""
    print(text, file=sys.stderr)  # noqa: T201 - this is the command line
