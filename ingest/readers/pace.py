"""How long reading may go on, for a whole file and for one page of it, so that a slow page costs only itself; and how far it is.

Does: interrupt a page that takes too long, say when a file's time is used up, tell who waits which page is done. Does not: limit memory, or end a process
(`ingest.worker` does, as the last resort).
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

_PAGE_SHARE: Final = 0.25
"""What of a file's time one page may take at most."""


Told = Callable[[int, int], None]
"""Is told how many pages are done and how many there are, as far as the file says."""


class SlowPageError(Exception):
    """A page took longer than it may; whoever reads pages one by one names it and goes on."""


class Pace:
    """The time there is from now on, in seconds; without any, nothing is ever too slow. `told` hears of each page done."""

    def __init__(self, seconds: float | None, told: Told | None = None) -> None:
        self.told: Told = told or _nobody
        self._end = None if seconds is None else time.monotonic() + seconds
        self._page = None if seconds is None else seconds * _PAGE_SHARE

    @property
    def over(self) -> bool:
        """Whether the file's time is used up."""
        return self._end is not None and time.monotonic() >= self._end

    @contextmanager
    def page(self) -> Iterator[None]:
        """Read one page within; raises `SlowPageError` out of whatever is being done when its time is over.

        Needs a main thread and a system with timers; elsewhere pages take as long as they take.
        """
        limit = self._page
        if limit is None or not hasattr(signal, "setitimer"):
            yield
            return
        if threading.current_thread() is not threading.main_thread():
            yield
            return

        def late(_signal: int, _frame: object) -> None:
            raise SlowPageError(f"takes over {limit:.3g} seconds")

        before = signal.signal(signal.SIGALRM, late)
        # Again and again: a library may swallow the first.
        signal.setitimer(signal.ITIMER_REAL, limit, 1.0)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)


def _nobody(done: int, pages: int) -> None:
    """Nobody waits."""
