"""The vocabulary file and its look-ups."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import vocabulary
from index.vocabulary import read_vocabulary
from ingest.errors import StoreError

HEADER = "kind\tcode\tname_zh\tname_en\taliases_zh\taliases_en\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "vocabulary.tsv"
    made.write_text(
        HEADER
        + "economic\t30113\t住房公积金\tHousing provident fund\t公积金\thousing fund|provident fund\n"
        + "function\t2210201\t住房公积金\tHousing provident fund payments\t公积金\t\n"
        + "term\t\t“三公”经费\tThree public expenses\t\t\n",
        "utf-8",
    )
    return made


def test_missing_file_is_an_empty_vocabulary(tmp_path: Path):
    empty = read_vocabulary(tmp_path / "none.tsv")
    assert empty.entries == ()
    assert empty.aliases("住房公积金") == ()
    assert empty.english_name("住房公积金") is None
    assert empty.by_code("30113") is None


def test_aliases_of_all_entries_of_a_name_each_once(file: Path):
    assert read_vocabulary(file).aliases("住房公积金") == (
        "Housing provident fund",
        "公积金",
        "housing fund",
        "provident fund",
        "Housing provident fund payments",
    )


def test_code_settles_the_english_name(file: Path):
    words = read_vocabulary(file)
    assert words.english_name("住房公积金") == "Housing provident fund"
    assert words.english_name("住房公积金", "2210201") == "Housing provident fund payments"
    assert words.english_name("住房公积金", "999") == "Housing provident fund"


def test_by_code(file: Path):
    words = read_vocabulary(file)
    entry = words.by_code("2210201")
    assert entry is not None
    assert entry.name_zh == "住房公积金"
    assert words.by_code("2210201", "economic") is None
    assert words.by_code("") is None


def test_quotation_marks_and_width_do_not_matter(file: Path):
    assert read_vocabulary(file).english_name('"三公"经费') == "Three public expenses"


@pytest.mark.parametrize(("text", "where"), [("kind\tcode\n", "line 1"), (HEADER + "a\tb\tc\n", "line 2: 3 columns")])
def test_malformed_file_names_the_line(tmp_path: Path, text: str, where: str):
    (tmp_path / "v.tsv").write_text(text, "utf-8")
    with pytest.raises(StoreError, match=where):
        read_vocabulary(tmp_path / "v.tsv")


def test_shipped_vocabulary_is_consistent():
    for entry in vocabulary.entries():
        assert entry.name_zh
        if entry.code:
            assert vocabulary.by_code(entry.code, entry.kind) == entry
