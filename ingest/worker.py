"""Files read in child processes, each with a time limit and a memory limit, so that no file can harm the program.

Does: keep a child for several files, end it when it overruns, turn crash, time-out and exhaustion into `ReadError`.
Does not: store anything, or decide what a failure means for the rest of a folder.

Parent and child speak lines over pipes (`ingest.codec`): page numbers, then one answer; nothing is pickled. The child is `python -m
ingest.worker`; its own standard output goes to standard error, so that a library that prints cannot garble an answer.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Final, TypeVar

from ingest import errors
from ingest.codec import disclosure_from_json, disclosure_to_json
from ingest.errors import BudgetQAError, ReadError, one_line, said
from ingest.files import File, file_at
from ingest.model import Disclosure

DEFAULT_TIMEOUT: Final = 300.0
"""Seconds that one file may take."""
DEFAULT_MEMORY_MB: Final = 3000
"""Megabytes of address space that a child may take."""
MAX_ANSWER: Final = 64_000_000
"""Most characters of a disclosure as its reader hands it over (some 150,000 figures): the one who takes it has no limit."""
# A fresh child now and then: what one file leaves behind in memory must not add up against another's limit.
_FILES_PER_CHILD: Final = 50
_ERRORS: Final = {
    kind.__name__: kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, BudgetQAError)
}

# Of a file's time, what may go into reading pages; the rest is for making tables and figures of what was read.
_READING_SHARE: Final = 0.6

_INTERRUPT_EVERY: Final = 0.5  # seconds

Readable = TypeVar("Readable", Path, File)
Told = Callable[[File, int, int], None]
"""Is told which page of a file is done, and how many it has."""


def read_isolated(
    file: Path | File, *, timeout: float = DEFAULT_TIMEOUT, memory_mb: int = DEFAULT_MEMORY_MB, force: bool = False
) -> Disclosure:
    """Read one file in a child process of its own.

    Raises what `read_disclosure` raises, and `ReadError` naming the limit when the child crashed, took longer than
    `timeout` seconds or ran out of `memory_mb` megabytes.
    """
    child = _Child(timeout, memory_mb)
    try:
        return child.read(file_at(file) if isinstance(file, Path) else file, force=force)
    finally:
        child.stop()


def read_many(
    files: Iterable[Readable],
    workers: int = 1,
    *,
    timeout: float = DEFAULT_TIMEOUT,
    memory_mb: int = DEFAULT_MEMORY_MB,
    force: bool = False,
    told: Told | None = None,
) -> Iterator[tuple[Readable, Disclosure | BudgetQAError]]:
    """Read files, `workers` at a time, and yield each with its disclosure or its error, in the order given.

    A file that fails never stops the others. Closing the iterator, or an interrupt, ends the children. `told` hears, from
    another thread, which page of which file is done and how many there are.
    """
    pool = _Pool(workers, timeout, memory_mb, force, told)
    remaining = iter(files)
    waiting: list[tuple[Readable, Future[Disclosure | BudgetQAError]]] = []
    try:
        # Read ahead a little, not everything: finished disclosures wait in memory for their turn.
        for file in islice(remaining, 2 * workers):
            waiting.append((file, pool.submit(file)))
        while waiting:
            file, future = waiting.pop(0)
            while not future.done():
                # In slices: an interrupt that comes just before an endless wait would be seen only after it.
                wait((future,), timeout=_INTERRUPT_EVERY)
            outcome = future.result()
            for following in islice(remaining, 1):
                waiting.append((following, pool.submit(following)))
            yield file, outcome
    finally:
        pool.stop()


class _Pool:
    """As many threads as children; each thread takes a free child, asks it, and gives it back."""

    def __init__(self, workers: int, timeout: float, memory_mb: int, force: bool, told: Told | None) -> None:
        self.force, self.told = force, told
        self.children = [_Child(timeout, memory_mb) for _ in range(max(1, workers))]
        self.free: queue.SimpleQueue[_Child] = queue.SimpleQueue()
        for child in self.children:
            self.free.put(child)
        self.threads = ThreadPoolExecutor(len(self.children), "budgetqa-reader")

    def submit(self, file: Path | File) -> Future[Disclosure | BudgetQAError]:
        return self.threads.submit(self._read, file_at(file) if isinstance(file, Path) else file)

    def _read(self, file: File) -> Disclosure | BudgetQAError:
        child = self.free.get()
        try:
            return child.read(file, force=self.force, told=self.told)
        except BudgetQAError as error:
            return error
        finally:
            self.free.put(child)

    def stop(self) -> None:
        self.threads.shutdown(wait=False, cancel_futures=True)
        for child in self.children:
            child.close()
        self.threads.shutdown(wait=True)


class _Child:
    """One child process, started when first needed and again after it had to be ended."""

    def __init__(self, timeout: float, memory_mb: int) -> None:
        self.timeout, self.memory_mb = timeout, memory_mb
        self.process: subprocess.Popen[str] | None = None
        self.answers: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.files = 0
        self.closed = False
        self.lock = threading.Lock()

    def read(self, file: File, *, force: bool, told: Told | None = None) -> Disclosure:
        """Ask for one file. Raises as `read_isolated` does."""
        if self.files >= _FILES_PER_CHILD:
            self.stop()
        self.files += 1
        request = json.dumps(
            {
                "path": os.fspath(file.path),
                "name": file.name,
                "member": file.member,
                "force": force,
                "seconds": self.timeout * _READING_SHARE,
            }
        )
        try:
            process = self._running(file)
            assert process.stdin is not None
            process.stdin.write(request + "\n")
            process.stdin.flush()
            answer = self._answer(file, told)
        except queue.Empty:
            self.stop()
            raise ReadError(
                f"{file.name}: not read within the limit of {self.timeout:g} seconds; split it, or raise the limit (--timeout)"
            ) from None
        except OSError:
            answer = ""
        if not answer.endswith("\n"):
            raise ReadError(f"{file.name}: {self._fate()}") from None
        return self._decoded(answer, file)

    def _answer(self, file: File, told: Told | None) -> str:
        """The child's answer; what it says of its pages before is passed on. `queue.Empty` when its time is over."""
        end = time.monotonic() + self.timeout
        while True:
            line = self.answers.get(timeout=max(0.0, end - time.monotonic()))
            status, _, body = line.partition(" ")
            if status != "page":
                return line
            if told is not None:
                done, _, pages = body.partition(" ")
                told(file, int(done), int(pages))

    def _decoded(self, answer: str, file: File) -> Disclosure:
        status, _, body = answer.rstrip("\n").partition(" ")
        if status == "ok":
            return disclosure_from_json(body)
        if status == "memory":
            self.stop()
            raise ReadError(f"{file.name}: {self._out_of_memory()}")
        raise _ERRORS.get(status, ReadError)(json.loads(body))

    def _out_of_memory(self) -> str:
        return f"needs more than the limit of {self.memory_mb} MB to read; split it, or raise the limit (--memory)"

    def _fate(self) -> str:
        """What became of a child that gave no answer."""
        process = self.process
        code: int | None = None
        if process is not None:
            with suppress(subprocess.TimeoutExpired):
                code = process.wait(5)
        self.stop()
        how = f"signal {-code}" if code is not None and code < 0 else f"status {code}"
        return (
            f"the process that read it ended without an answer ({how}; its limit was {self.memory_mb} MB); "
            "the file may be damaged: export it again"
        )

    def _running(self, file: File) -> subprocess.Popen[str]:
        with self.lock:
            if self.closed:
                raise ReadError(f"{file.name}: not read, for the reading was stopped")
            if self.process is None:
                self.process = _start(self.memory_mb)
                self.answers = queue.SimpleQueue()
                threading.Thread(target=_listen, args=(self.process, self.answers), daemon=True).start()
            return self.process

    def stop(self) -> None:
        """End the process; the next file gets a new one."""
        with self.lock:
            process, self.process, self.files = self.process, None, 0
        if process is None:
            return
        process.kill()
        process.wait()
        with suppress(OSError):
            if process.stdin is not None:
                process.stdin.close()

    def close(self) -> None:
        """End the process for good."""
        with self.lock:
            self.closed = True
        self.stop()


def _start(memory_mb: int) -> subprocess.Popen[str]:
    # A session of its own: an interrupt at the terminal reaches the parent alone, which then ends its children.
    # The folder that holds the rooms goes first on the child's path, wherever it is called from.
    root = os.fspath(Path(__file__).resolve().parent.parent)
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
    return subprocess.Popen(  # noqa: S603 - this very program
        [sys.executable, "-m", "ingest.worker", str(memory_mb)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="ascii",
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        start_new_session=True,
    )


def _listen(process: subprocess.Popen[str], answers: queue.SimpleQueue[str]) -> None:
    """Pass on the child's lines; at its end, an empty one."""
    assert process.stdout is not None
    with process.stdout, suppress(OSError, ValueError):
        for line in process.stdout:
            answers.put(line)
    answers.put("")


def _limit_memory(memory_mb: int) -> None:
    """Cap the address space, where the system can (not on Windows, not on macOS)."""
    try:
        import resource
    except ImportError:
        return
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (memory_mb << 20, memory_mb << 20))


def _end_with_parent(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _answer(file: File, *, force: bool, seconds: float, told: Callable[[int, int], None] | None = None) -> str:
    from ingest.disclosure import read_disclosure

    try:
        read = read_disclosure(file, force=force, seconds=seconds, told=told)
        answer = disclosure_to_json(read)
        if len(answer) > MAX_ANSWER:
            raise ReadError(
                f"{file.name}: holds {len(read.figures):,} figures in {len(read.tables):,} tables, far more than a "
                "disclosure; split it"
            )
        return f"ok {answer}"
    except BudgetQAError as error:
        # Names inside a damaged file may hold anything.
        return f"{type(error).__name__} {json.dumps(one_line(str(error)))}"
    except MemoryError:
        return "memory"
    except RecursionError:
        return f"ReadError {json.dumps(f'{file.name}: nested too deeply to read; ingest the PDF of it')}"
    except Exception as error:  # whatever a library does on a file, one file's trouble stays that file's
        reason = f"{file.name}: could not be read ({said(error)}); export it again"
        return f"ReadError {json.dumps(reason)}"


def main() -> int:
    """The child: one request a line on standard input, one answer a line on what was standard output."""
    out = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)
    threading.Thread(target=_end_with_parent, args=(os.getppid(),), daemon=True).start()
    _limit_memory(int(sys.argv[1]))

    def told(done: int, pages: int) -> None:
        out.write(f"page {done} {pages}\n")
        out.flush()

    for line in sys.stdin:
        request = json.loads(line)
        file = File(Path(request["path"]), request["name"], "", "", request["member"])
        out.write(_answer(file, force=request["force"], seconds=request["seconds"], told=told) + "\n")
        out.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
