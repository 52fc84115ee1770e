"""The word lists that ship beside the code as TOML. Nothing else here."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any


def read_shipped(package: str, name: str) -> dict[str, Any]:
    """The tables of a TOML file in a package (`ingest.audit`, `targets.toml`). Whoever makes patterns of them keeps those."""
    return tomllib.loads(files(package).joinpath(name).read_text(encoding="utf-8"))
