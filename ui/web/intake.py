"""Files that visitors bring: kept in the store's home folder, read into the library one job at a time, removed, read again.

Does: give every upload a place of its own named by its content, run the reading in the background, tell how far it is. Does not:
speak HTTP or HTML.
"""

from __future__ import annotations

import hashlib
import logging
import threading
import time
import uuid
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, Any, Final

from ingest.errors import BudgetQAError, NotStoredError, StoreError, UsageError
from ingest.files import File, file_from, find_files

if TYPE_CHECKING:
    from index import Library
    from index.loading import Loaded
    from index.records import SameName

_LOG: Final = logging.getLogger(__name__)
_KEPT_JOBS: Final = 100
_MOST_WAITING: Final = 20
_LONGEST_NAME: Final = 200
_CHUNK: Final = 1 << 20


@dataclass(slots=True)
class Job:
    """One upload or re-reading: how many files, how many are done, and what became of them."""

    id: str
    total: int = 0
    rows: list[dict[str, Any]] = field(default_factory=list)
    current: str | None = None
    page: int | None = None
    pages: int | None = None
    error: str | None = None
    done: bool = False
    started: float = field(default_factory=time.monotonic)
    finished: float | None = None

    def to_json(self) -> dict[str, Any]:
        """The job as the HTTP interface shows it; `rows` are those of `budgetqa ingest --json`."""
        seconds = (self.finished or time.monotonic()) - self.started
        return {
            "job": self.id, "done": self.done, "files": self.total, "finished": len(self.rows), "current": self.current,
            "page": self.page, "pages": self.pages,
            "seconds": round(seconds, 1), "error": self.error, "rows": list(self.rows),
        }  # fmt: skip


def loaded_row(loaded: Loaded, *, upload: int | None = None) -> dict[str, Any]:
    """A file's outcome as the contract prints it: the document in the store, or the refusal with its reason; and which file it was, by its
    path, or for an uploaded one by its name and its place among the files sent."""
    where = {"path": loaded.file.shown} if upload is None else {"file": loaded.file.name, "upload": upload}
    if loaded.record is None:
        return {
            "document": loaded.file.name, "organization": None, "level": None, "fiscal_year": None, "basis": None,
            "pages": None, "tables": 0, "figures": 0, "indicators": 0, "proven_share": None, "warnings": [],
            "status": "refused", "reason": loaded.reason, "namesakes": list(loaded.namesakes), **where,
        }  # fmt: skip
    return {**loaded.record.to_json(), "status": loaded.status, **where}


class Intake:
    """The way into one library. Safe to use from many threads; `close` waits for the file being read."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._folder = library.settings.home / "uploads"
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._lock = threading.Lock()
        self._worker = ThreadPoolExecutor(1, "budgetqa-intake")
        self._stopped = False

    def close(self) -> None:
        """Start no more jobs; the files of the running one that are still to come are left unread."""
        self._stopped = True
        self._worker.shutdown(wait=True, cancel_futures=True)

    def job(self, identity: str) -> Job | None:
        """A job by its id; `None` for one that never was or was long ago."""
        return self._jobs.get(identity)

    def keep(self, name: str, stream: IO[bytes]) -> Path:
        """Put an uploaded file in its place. On one day, the same bytes under the same name come to the same place."""
        self._folder.mkdir(parents=True, exist_ok=True)
        arriving = self._folder / f".{uuid.uuid4().hex}"
        digest = hashlib.sha256()
        try:
            with arriving.open("wb") as out:
                while chunk := stream.read(_CHUNK):
                    digest.update(chunk)
                    out.write(chunk)
            # The name of this folder tells namesakes apart in the store.
            place = self._folder / f"{date.today().isoformat()}-{digest.hexdigest()[:12]}"
            place.mkdir(exist_ok=True)
            return arriving.replace(place / safe_name(name))
        except OSError as error:
            raise StoreError(
                f"{name}: cannot be kept: {error.strerror or error}; free some space and try again"
            ) from error
        finally:
            arriving.unlink(missing_ok=True)

    def add(
        self, paths: Sequence[Path], *, force: bool = False, same_name: SameName = "ask"
    ) -> tuple[Job, Future[None]]:
        """Read kept files into the library in the background; what is there under any name is not stored again. `UsageError` when too
        many jobs wait already."""
        options: dict[str, Any] = {"force": force, "same_name": same_name, "once": True}
        return self._start(lambda: find_files(paths), paths, options)

    def read_again(self, document: str) -> tuple[Job, Future[None]]:
        """Read a stored document's file again. `StoreError` where there is no such document or its file is gone."""
        record = next((r for r in self._library.documents() if r.name == document), None)
        if record is None:
            raise NotStoredError(f"no document {document!r} in the store")
        file = file_from(record.source, record.name)
        if file is None:
            raise NotStoredError(f"{document}: the file it was read from is no longer there; add it again")
        return self._start(lambda: [file], [file.path], {"again": True})

    def remove(self, document: str) -> None:
        """Forget a document, and its file where it was uploaded. `StoreError` if there is none of that name."""
        record = next((r for r in self._library.documents() if r.name == document), None)
        self._library.remove(document)
        if record is not None:
            self._discard(Path(record.source))

    def _start(
        self, files: Callable[[], Iterable[File]], paths: Sequence[Path], options: dict[str, Any]
    ) -> tuple[Job, Future[None]]:
        job = Job(uuid.uuid4().hex)
        with self._lock:
            if sum(not j.done for j in self._jobs.values()) >= _MOST_WAITING:
                raise UsageError("too many uploads are waiting to be read; try again when some are done")
            self._jobs[job.id] = job
            while len(self._jobs) > _KEPT_JOBS:
                oldest = next(iter(self._jobs))
                del self._jobs[oldest]
        return job, self._worker.submit(self._run, job, files, list(paths), options)

    def _run(self, job: Job, files: Callable[[], Iterable[File]], paths: list[Path], options: dict[str, Any]) -> None:
        from index.loading import load

        job.started = time.monotonic()
        chosen: list[File] = []
        sources = {record.name: Path(record.source) for record in self._library.documents()}

        def told(file: File, page: int, pages: int) -> None:
            # Files are read ahead a little: only pages of the one that is next to be stored are progress.
            if file.name == job.current:
                job.page, job.pages = page, pages

        try:
            chosen = list(files())
            job.total = len(chosen)
            job.current = chosen[0].name if chosen else None
            for loaded in load(self._library, chosen, told=told, **options):
                job.page = job.pages = None
                job.rows.append(loaded_row(loaded, upload=paths.index(loaded.file.path)))
                job.current = chosen[len(job.rows)].name if len(job.rows) < len(chosen) else None
                if self._stopped:
                    break
        except BudgetQAError as error:
            job.error = str(error)
        except Exception:
            _LOG.exception("an upload could not be read")
            job.error = "something went wrong while reading; the server's log says more"
        finally:
            # Only now: an archive is needed until its last member is read.
            replaced = {sources[row["document"]] for row in job.rows if row["status"] == "replaced"}
            for path in {file.path for file in chosen} | replaced:
                self._discard(path)
            job.current, job.done, job.finished = None, True, time.monotonic()

    def _discard(self, source: Path) -> None:
        """Delete an uploaded file, or the archive it is in, that no stored document was read from."""
        if not source.is_relative_to(self._folder):
            return
        place, name = source.relative_to(self._folder).parts[:2]
        kept = self._folder / place / name
        if not any(Path(record.source).is_relative_to(kept) for record in self._library.documents()):
            kept.unlink(missing_ok=True)
            with suppress(OSError):  # another file of the same content is still in it
                kept.parent.rmdir()


def safe_name(name: str) -> str:
    """An upload's own name without any path, control characters or leading dots; not too long for a file system."""
    last = PurePosixPath(name.replace("\\", "/")).name
    clean = "".join(c if c.isprintable() else "_" for c in last).lstrip(".").strip() or "upload"
    stem, dot, ending = clean.rpartition(".")
    if not dot or len(ending) > 8:
        stem, ending = clean, ""
    room = _LONGEST_NAME - len(ending.encode(errors="ignore")) - 1
    return stem.encode(errors="ignore")[:room].decode(errors="ignore") + (f".{ending}" if ending else "")
