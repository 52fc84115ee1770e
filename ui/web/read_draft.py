"""The child that reads one draft: a file on standard input, its name as the argument, its text on standard output.

Nothing else; `draft_text` starts it and judges what it gives.
"""

from __future__ import annotations

import sys
from typing import Final

from ingest.errors import BudgetQAError, ReadError
from ui.web.child import limit_memory, run

MOST_TEXT: Final = 400_000
"""Most characters of a draft."""
_SECONDS: Final = 60
_REFUSED: Final = b"!"


def draft_text(data: bytes, name: str) -> str:
    """The text of a draft's bytes, read by a process of its own. `ReadError` where nothing can read them or it is too long."""
    written = run("ui.web.read_draft", [name], data, _SECONDS)
    if written is None:
        raise ReadError(f"{name}: cannot be read; save it as text or as DOCX and try again")
    text = written[1:].decode("utf-8", "replace")
    if written[:1] == _REFUSED:
        raise ReadError(text)
    if len(text) > MOST_TEXT:
        raise ReadError(f"{name}: longer than {MOST_TEXT:,} characters; check it in parts")
    return text


def main() -> int:
    """0 with the text, or with the reason why there is none."""
    limit_memory()
    from qa.drafts.files import text_of

    try:
        answer = b"=" + text_of(sys.stdin.buffer.read(), sys.argv[1]).encode("utf-8", "replace")
    except BudgetQAError as error:
        answer = _REFUSED + str(error).encode("utf-8", "replace")
    sys.stdout.buffer.write(answer)
    return 0


if __name__ == "__main__":
    sys.exit(main())
