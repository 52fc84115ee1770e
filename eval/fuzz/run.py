"""One fuzz run: make each input, read it as `budgetqa ingest` does, store it, and look at what must hold whatever it was.

For every input: the program goes on and stays within the limits; the outcome is a disclosure, or one line that says what,
where and what to do; a disclosure is stored whole, a refused file changes nothing; what else the store holds stays.
"""

from __future__ import annotations

import hashlib
import time
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

from eval.fuzz.hostile import hostile_files
from eval.fuzz.mutate import mutations, own_mutations
from eval.fuzz.seeds import Seed
from index import Library
from ingest.disclosure import read_disclosure
from ingest.errors import BudgetQAError
from ingest.model import Disclosure
from ingest.worker import read_many

_HOSTILE_EVERY: Final = 8
_LONGEST_REASON: Final = 600
_CHECK_EVERY: Final = 25
# Seconds by which an outcome may come later than the limit: ending a child and starting the next.
_GRACE: Final = 30.0
UNFORESEEN: Final = "could not be read ("
"""Stands in reasons for failures that no reader foresaw. They harm nothing, and a better message is owed."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One input: its number, the file it was made from, and what was done to that."""

    number: int
    file: str
    done: str
    size: int


@dataclass(frozen=True, slots=True)
class Result:
    """What became of an input: `status` as ingest says, the reason where refused, seconds since the one before, and
    `complaints`: what should have held and did not.
    """

    trial: Trial
    status: str
    reason: str
    seconds: float
    complaints: tuple[str, ...]


def make_input(seeds: Sequence[Seed], number: int, seed: int) -> tuple[Trial, bytes]:
    """Input `number` of the run that `seed` names: the same bytes whenever it is asked for."""
    random = Random(f"{seed}:{number}")  # noqa: S311 - repeatable, not secret
    if number % _HOSTILE_EVERY == 0:
        makers = hostile_files()
        order = sorted(makers)
        Random(seed).shuffle(order)  # noqa: S311
        name = order[number // _HOSTILE_EVERY % len(order)]
        made = makers[name]()
        return Trial(number, made.name, name, len(made.data)), made.data
    chosen = random.choice(seeds)
    data, done = chosen.data, []
    for _ in range(random.choice((1, 1, 2, 4))):
        own = own_mutations(chosen)
        known = own if own and random.random() < 0.6 else mutations(chosen)
        name = random.choice(sorted(known))
        data = known[name](data, random)
        done.append(name)
        if chosen.kind == "zip" and name not in own:
            break  # what is no archive any more has no members to damage
    return Trial(number, chosen.name, " + ".join(done), len(data)), data


def run(
    seeds: Sequence[Seed],
    numbers: Sequence[int],
    library: Library,
    folder: Path,
    *,
    seed: int,
    workers: int = 1,
    timeout: float = 60.0,
    memory_mb: int = 2000,
) -> Iterator[Result]:
    """Put the numbered inputs through ingest into an empty library, a result each, in order; files are made in `folder`.

    One more document is stored first, which no input may touch.
    """
    witness = _Witness(library, seeds[0], folder)
    trials: list[Trial] = []

    def written() -> Iterator[Path]:
        for number in numbers:
            trial, data = make_input(seeds, number, seed)
            trials.append(trial)
            path = folder / f"{number:06}" / trial.file
            path.parent.mkdir()
            path.write_bytes(data)
            yield path

    before = time.monotonic()
    for index, (path, outcome) in enumerate(read_many(written(), workers, timeout=timeout, memory_mb=memory_mb)):
        seconds = time.monotonic() - before
        source = f"fuzz/{path.name}"
        complaints: list[str] = []
        if isinstance(outcome, Disclosure):
            status, reason = _store(library, outcome, source, complaints)
        else:
            status, reason = "refused", str(outcome)
            complaints += reason_complaints(reason, path.name)
        if seconds > timeout + _GRACE:
            complaints.append(f"took {seconds:.0f} seconds, the limit being {timeout:g}")
        if index % _CHECK_EVERY == 0 or index == len(numbers) - 1 or status == "failed":
            complaints += witness.complaints()
        path.unlink()
        path.parent.rmdir()
        yield Result(trials[index], status, reason, seconds, tuple(complaints))
        before = time.monotonic()


def reason_complaints(reason: str, name: str) -> list[str]:
    """What is wrong with the wording of a refusal."""
    found = []
    if not reason.startswith(f"{name}: "):
        found.append("the reason does not begin with the file's name")
    if any(unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} for c in reason):
        found.append("the reason is not one printable line")
    if len(reason) > _LONGEST_REASON:
        found.append(f"the reason is {len(reason)} characters long")
    if ";" not in reason and "--force" not in reason and " no " not in reason:
        found.append("the reason does not say what to do")
    return found


def _store(library: Library, read: Disclosure, source: str, complaints: list[str]) -> tuple[str, str]:
    """Store a disclosure as ingest does, and see that all of it is there; its status, or `failed` with the reason."""
    if len({figure.id for figure in read.figures}) != len(read.figures):
        complaints.append("figures share an id")
    if any(not figure.amount.is_finite() for figure in read.printed if figure.amount is not None):
        complaints.append("an amount is no number")
    held = {record.name: record.sha256 for record in library.documents()}
    try:
        status = library.save(read, source=source)
    except Exception as error:
        complaints.append(f"not stored: {type(error).__name__}: {error}"[:_LONGEST_REASON])
        if {record.name: record.sha256 for record in library.documents()} != held:
            complaints.append("a failed save changed the store")
        return "failed", str(error)
    name = next((r.name for r in library.documents() if r.source == source and r.sha256 == read.sha256), None)
    if name is None:
        if status != "unchanged":
            complaints.append("stored, but not in the list of documents")
        return status, ""
    from index import FigureFilter

    there = (
        len(library.figures(FigureFilter(documents=(name,)), blanks=True)), len(library.tables(name)),
        len(library.passages(documents=(name,))), len(library.checks(name)),
    )  # fmt: skip
    wanted = (len(read.figures), len(read.tables), len(read.passages), len(read.checks))
    if there != wanted:
        complaints.append(f"half stored: {there} figures, tables, passages and checks of {wanted}")
    return status, ""


class _Witness:
    """A document stored before the run, with a fingerprint of all that the store says of it."""

    def __init__(self, library: Library, seed: Seed, folder: Path) -> None:
        path = folder / f"witness{Path(seed.name).suffix}"
        path.write_bytes(seed.data)
        library.save(read_disclosure(path, force=True), source=str(path))
        self.library, self.name = library, path.name
        self.label = next(label.text for label in library.labels([self.name]) if label.kind == "item")
        self.print = self._print()

    def _print(self) -> str:
        from index import FigureFilter, IndicatorFilter

        name = self.name
        said = (
            self.library.figures(FigureFilter(documents=(name,)), blanks=True),
            self.library.indicators(IndicatorFilter(documents=(name,))),
            self.library.tables(name), self.library.passages(documents=(name,)), self.library.checks(name),
        )  # fmt: skip
        return hashlib.sha256(repr(said).encode("utf-8", "surrogatepass")).hexdigest()

    def complaints(self) -> list[str]:
        try:
            found = self.library.search_labels(self.label, documents=[self.name], limit=1)
            changed = self._print() != self.print
        except BudgetQAError as error:
            return [f"the store cannot be read any more: {error}"]
        except Exception as error:
            return [f"the store cannot be searched any more: {type(error).__name__}: {error}"]
        return ["another document changed"] * changed + ["another document is not found any more"] * (not found)
