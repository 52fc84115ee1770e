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
from index.records import DocumentRecord, SameName, Status
from ingest.errors import BudgetQAError
from ingest.files import File, file_hash
from ingest.model import Disclosure
from ingest.worker import DEFAULT_MEMORY_MB, DEFAULT_TIMEOUT, Told, read_many

_ASKED = "{name}: a document of this name with other content is in the store; choose whether this one replaces it or is kept beside it"
_WHICH = (
    "{name}: several documents of this name are in the store ({others}); remove the one that this file should replace"
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of a file: its status, the stored document where there is one, else the reason of the refusal.

    `disclosure` is what was read of it just now: `None` where it was unchanged or refused. `namesakes` are the documents for whose
    sake it was refused.
    """

    file: File
    status: Status | Literal["refused"]
    record: DocumentRecord | None = None
    reason: str = ""
    disclosure: Disclosure | None = None
    namesakes: tuple[str, ...] = ()


def load(
    library: Library,
    files: Iterable[File],
    workers: int = 1,
    *,
    force: bool = False,
    again: bool = False,
    same_name: SameName = "both",
    once: bool = False,
    timeout: float = DEFAULT_TIMEOUT,
    memory_mb: int = DEFAULT_MEMORY_MB,
    told: Told | None = None,
) -> Iterator[Loaded]:
    """Read and store files, `workers` at a time, an outcome each in the order given.

    `again` reads what is unchanged too, for a reader that has become better. With `once`, what is there under another name is
    unchanged too. Each file is stored as soon as its turn comes: what has been yielded stays, whatever happens to the rest. `told`
    hears of pages as in `ingest.worker.read_many`.
    """
    before = library.file_names() if same_name != "both" else {}
    known: dict[int, Loaded] = {}
    reading: deque[int] = deque()

    def to_read() -> Iterator[File]:
        for number, file in enumerate(files):
            there = _without_reading(library, file, again, once)
            if there is None and (others := before.get(file.name)):
                there = _undecided(file, others, same_name)
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
        old = before.get(file.name, ()) if same_name == "replace" else ()
        yield _stored(library, file, outcome, again, once, old[0] if old else None)
    yield from (known[number] for number in sorted(known))


def _without_reading(library: Library, file: File, again: bool, once: bool) -> Loaded | None:
    """What can be said of a file from its bytes alone: refused, or there already."""
    if file.problem:
        return Loaded(file, "refused", reason=file.problem)
    try:
        content = file_hash(file)
        record = library.held(file.name, content, file.source)
        if record is None and once:
            record = library.holding(content)
    except BudgetQAError as error:
        return Loaded(file, "refused", reason=str(error))
    return Loaded(file, "unchanged", record) if record is not None and not again else None


def _undecided(file: File, others: tuple[str, ...], same_name: SameName) -> Loaded | None:
    """The refusal of a file for whose name there are other documents, unless it is said which of them it replaces."""
    if same_name == "ask":
        return Loaded(file, "refused", reason=_ASKED.format(name=file.name), namesakes=others)
    if len(others) > 1:
        return Loaded(file, "refused", reason=_WHICH.format(name=file.name, others=", ".join(others)))
    return None


def _stored(
    library: Library, file: File, outcome: Disclosure | BudgetQAError, again: bool, once: bool, instead: str | None
) -> Loaded:
    if isinstance(outcome, BudgetQAError):
        return Loaded(file, "refused", reason=str(outcome))
    try:
        # The same content under two names may have been read at one time.
        if once and not again and (twin := library.holding(outcome.sha256)) is not None:
            return Loaded(file, "unchanged", twin)
        status = library.save(outcome, file.source, again=again, instead=instead)
        record = library.held(outcome.document, outcome.sha256, file.source)
    except BudgetQAError as error:
        return Loaded(file, "refused", reason=f"{file.name}: {error}")
    return Loaded(file, status, record, disclosure=outcome)
