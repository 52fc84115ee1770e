"""The built-in commands, a module each: `add_command(subparsers)` adds its parser, whose default `run` does the work.

Importing one costs nothing but argparse; stores, engines and the web are loaded in `run`. `Subparsers` is what an
`add_command` takes, also that of a command which another room brings.
"""

from __future__ import annotations

import argparse
from typing import TypeAlias

Subparsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
