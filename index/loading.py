"""Files into the library: each read in a process of its own with limits, and stored whole or refused with its reason.

Does: skip what is there already at the cost of a hash, so that a run which was cut off goes on where it stopped; keep one
bad file from stopping the others. Does not: find the files (`ingest.files`) or show anything.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from index.library import Library
from index.records import DocumentRecord, Status
from ingest.errors import BudgetQAError
from ingest.files import File, file_hash
from ingest.model import Disclosure
from ingest.worker import DEFAULT_MEMORY_MB, DEFAULT_TIMEOUT, Told, read_many


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of a file: its status, the stored document where there is one, else the reason of the refusal.

    `disclosure` is what was read of it just now: `None` where it was unchanged or refused.
    """

    file: File
    status: Status | Literal["refused"]
    record: DocumentRecord | None = None
    reason: str = ""
    disclosure: Disclosure | None = None


def load(
    library: Library,
    files: Iterable[File],
    workers: int = 1,
    *,
    force: bool = False,
    again: bool = False,
    timeout: float = DEFAULT_TIMEOUT,
    memory_mb: int = DEFAULT_MEMORY_MB,
    told: Told | None = None,
) -> Iterator[Loaded]:
    """Read and store files, `workers` at a time, an outcome each in the order given.

    `again` reads what is unchanged too, for a reader that has become better. Each file is stored as soon as its turn comes:
    what has been yielded stays, whatever happens to the rest. `told` hears of pages as in `ingest.worker.read_many`.
    """
    known: dict[int, Loaded] = {}
    reading: deque[int] = deque()

    def to_read() -> Iterator[File]:
        for number, file in enumerate(files):
            there = _without_reading(library, file, again)
            if there is not None:
                known[number] = there
            else:
                reading.append(number)
                yield file

    at = 0
    for file, outcome in read_many(to_read(), workers, timeout=timeout, memory_mb=memory_mb, force=force, told=told):
        number = reading.popleft()
        yield from (known.pop(earlier) for earlier in range(at, number))
        at = number + 1
        yield _stored(library, file, outcome, again)
    yield from (known[number] for number in sorted(known))


def _without_reading(library: Library, file: File, again: bool) -> Loaded | None:
    """What can be said of a file from its bytes alone: refused, or there already."""
    if file.problem:
        return Loaded(file, "refused", reason=file.problem)
    try:
        record = library.held(file.name, file_hash(file), file.source)
    except BudgetQAError as error:
        return Loaded(file, "refused", reason=str(error))
    return Loaded(file, "unchanged", record) if record is not None and not again else None


def _stored(library: Library, file: File, outcome: Disclosure | BudgetQAError, again: bool) -> Loaded:
    if isinstance(outcome, BudgetQAError):
        return Loaded(file, "refused", reason=str(outcome))
    try:
        status = library.save(outcome, file.source, again=again)
        record = library.held(outcome.document, outcome.sha256, file.source)
    except BudgetQAError as error:
        return Loaded(file, "refused", reason=f"{file.name}: {error}")
    return Loaded(file, status, record, disclosure=outcome)
