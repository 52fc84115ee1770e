"""A piece of work on a file that could be hostile, done by a process of its own with a time limit; the child limits its own memory.

`run` starts one of this package's modules; `limit_memory` is what each of them calls first.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

_MEMORY: Final = 2000 << 20


def run(module: str, arguments: Sequence[str], data: bytes, seconds: float) -> bytes | None:
    """What `python -m module arguments` writes for `data` on its standard input; `None` where it fails or takes too long."""
    root = Path(__file__).resolve().parents[2]
    try:
        done = subprocess.run(  # noqa: S603 - this very program
            [sys.executable, "-m", module, *arguments],
            input=data, capture_output=True, timeout=seconds, check=False, cwd=root,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return None
    return None if done.returncode else done.stdout


def limit_memory() -> None:
    """Cap this process's address space, where the system can."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
