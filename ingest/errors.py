"""Every error the program raises on purpose, as one small tree.

A message says what is wrong, where, and what to do about it. Libraries raise; only the command line and the
HTTP layer turn an error into a line and a status.
"""

from __future__ import annotations


def said(error: BaseException, most: int = 160) -> str:
    """What a library's exception says, on one short line, for the brackets of a message of ours."""
    text = one_line(str(error))
    return f"{type(error).__name__}: {text}"[:most] if text else type(error).__name__


def one_line(text: str) -> str:
    """A text on one line that can be printed anywhere: what cannot becomes a space, and several spaces one."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


class BudgetQAError(Exception):
    """Base of all deliberate errors; its text is fit to be shown to a user."""


class UsageError(BudgetQAError):
    """The program was called with something that cannot be right (a missing path, an unknown setting)."""


class ReadError(BudgetQAError):
    """A file could not be turned into pages: empty, binary, truncated, encrypted."""


class NotABudgetError(BudgetQAError):
    """A file was read but holds no budget or final accounts."""


class StoreError(BudgetQAError):
    """The store refused or failed; what it held before is still there."""


class NotStoredError(StoreError):
    """The store holds no document of that name."""


class MissingExtraError(BudgetQAError):
    """An optional part is not installed; the message gives the exact command that installs it."""
