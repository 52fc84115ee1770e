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
from index.loading import Loaded, load
from ingest.disclosure import read_disclosure
from ingest.errors import BudgetQAError
from ingest.files import File

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

    def written() -> Iterator[File]:
        for number in numbers:
            trial, data = make_input(seeds, number, seed)
            trials.append(trial)
            path = folder / f"{number:06}" / trial.file
            path.parent.mkdir()
            path.write_bytes(data)
            # One place for all that was made of a file: each takes the stead of the one before it.
            yield File(path, trial.file, f"fuzz/{trial.file}", str(path))

    held: dict[str, str] = {}
    before = time.monotonic()
    for index, loaded in enumerate(load(library, written(), workers, timeout=timeout, memory_mb=memory_mb)):
        seconds = time.monotonic() - before
        complaints = stored_complaints(library, loaded, held)
        if loaded.status == "refused":
            complaints += reason_complaints(loaded.reason, loaded.file.name)
        if seconds > timeout + _GRACE:
            complaints.append(f"took {seconds:.0f} seconds, the limit being {timeout:g}")
        if index % _CHECK_EVERY == 0 or index == len(numbers) - 1:
            complaints += witness.complaints()
        loaded.file.path.unlink()
        loaded.file.path.parent.rmdir()
        yield Result(trials[index], loaded.status, loaded.reason, seconds, tuple(complaints))
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


def stored_complaints(library: Library, loaded: Loaded, held: dict[str, str]) -> list[str]:
    """What is wrong with what the store now holds of a file; `held` keeps the content hash that each place had last."""
    there = [record for record in library.documents() if record.source == loaded.file.source]
    if loaded.status == "refused":
        found = [f"half stored: {r.name}" for r in there if _counts(library, r.name)[0] < r.figures]
        if [record.sha256 for record in there] != ([held[loaded.file.source]] if loaded.file.source in held else []):
            found.append("a refused file changed what was there before")
        return found + ["read, but not stored"] * ("the store" in loaded.reason)
    read, record = loaded.disclosure, loaded.record
    if read is None or record is None:
        return [] if record is not None else ["stored, but not in the list of documents"]
    found = []
    held[loaded.file.source] = record.sha256
    if len({figure.id for figure in read.figures}) != len(read.figures):
        found.append("figures share an id")
    if any(not figure.amount.is_finite() for figure in read.printed if figure.amount is not None):
        found.append("an amount is no number")
    wanted = (len(read.figures), len(read.tables), len(read.passages), len(read.checks))
    if record not in there or _counts(library, record.name) != wanted:
        found.append(f"half stored: {_counts(library, record.name)} figures, tables, passages, checks of {wanted}")
    return found


def _counts(library: Library, name: str) -> tuple[int, int, int, int]:
    """How many figures (blanks too), tables, passages and checks the store holds of a document."""
    from index import FigureFilter

    figures = library.figures(FigureFilter(documents=(name,)), blanks=True)
    return len(figures), len(library.tables(name)), len(library.passages(documents=(name,))), len(library.checks(name))


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
