"""A person meets the answer: the command line (`ui.cli`), what it writes (`ui.output`) and the web chat (`ui.web`).

Nothing is imported here, so that `budgetqa --help` stays quick; gradio is loaded only when the web chat is served.
"""

from __future__ import annotations

__all__ = ["cli", "commands", "output", "web"]
