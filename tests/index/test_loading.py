"""Files into the library: whole or not at all, going on where it stopped, each document told from its namesakes."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import FigureFilter, Library, loading
from index.loading import Loaded, load
from ingest.files import File, find_files
from tests.index.builders import settings
from tests.ui.fakes import BUDGET_TEXT


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(settings(tmp_path / "home")) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    return made


def write(path: Path, more: str = "") -> Path:
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text(BUDGET_TEXT + more, encoding="utf-8")
    return path


def statuses(outcomes: Iterator[Loaded]) -> list[tuple[str, str]]:
    return [(loaded.file.name, loaded.status) for loaded in outcomes]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were really read, in order."""
    seen: list[str] = []
    honest = loading.read_many

    def counting(files: Iterator[File], *arguments: object, **options: object) -> object:
        def noted() -> Iterator[File]:
            for file in files:
                seen.append(file.name)
                yield file

        return honest(noted(), *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(loading, "read_many", counting)
    return seen


def test_a_run_that_was_cut_off_goes_on_where_it_stopped(library: Library, folder: Path, read: list[str]) -> None:
    for number in range(6):
        write(folder / f"{number}.txt", f"\n第{number}份\n")
    files = find_files([folder])
    cut_off = load(library, files)
    assert [next(cut_off).status, next(cut_off).status] == ["stored", "stored"]
    cut_off.close()  # type: ignore[attr-defined]
    assert [record.name for record in library.documents()] == ["0.txt", "1.txt"]
    read.clear()
    outcomes = statuses(load(library, files))
    assert outcomes == [(f"{n}.txt", "unchanged" if n < 2 else "stored") for n in range(6)]
    assert read == ["2.txt", "3.txt", "4.txt", "5.txt"]


def test_what_is_unchanged_is_read_again_only_when_asked_to(library: Library, folder: Path, read: list[str]) -> None:
    files = find_files([write(folder / "a.txt")])
    assert statuses(load(library, files)) == [("a.txt", "stored")]
    before = library.figures()
    assert statuses(load(library, files)) == [("a.txt", "unchanged")]
    assert read == ["a.txt"]
    assert statuses(load(library, files, again=True)) == [("a.txt", "replaced")]
    assert read == ["a.txt", "a.txt"]
    assert library.figures() == before


def test_outcomes_come_in_the_order_given_whatever_each_costs(library: Library, folder: Path) -> None:
    for name in ("1.txt", "3.txt", "5.txt"):
        write(folder / name)
    list(load(library, find_files([folder])))
    write(folder / "2.txt", "\n二\n")
    (folder / "4.txt").write_text("今天天气很好。", encoding="utf-8")
    assert statuses(load(library, find_files([folder]), 2)) == [
        ("1.txt", "unchanged"), ("2.txt", "stored"), ("3.txt", "unchanged"), ("4.txt", "refused"), ("5.txt", "unchanged"),
    ]  # fmt: skip


def test_namesakes_and_copies_live_side_by_side_and_a_correction_takes_its_place(
    library: Library, folder: Path
) -> None:
    """Of one name, two contents; of one content, two names; and a corrected version of a file that was there."""
    write(folder / "甲" / "预算.txt", "\n甲\n")
    write(folder / "乙" / "预算.txt", "\n乙\n")
    write(folder / "甲" / "副本.txt", "\n甲\n")
    assert {status for _, status in statuses(load(library, find_files([folder])))} == {"stored"}
    names = {record.source.removeprefix(str(folder)): record.name for record in library.documents()}
    assert len(set(names.values())) == 3
    assert set(names) == {"/甲/预算.txt", "/乙/预算.txt", "/甲/副本.txt"}
    counts = {name: len(library.figures(FigureFilter(documents=(name,)))) for name in names.values()}
    assert len(set(counts.values())) == 1
    ids = [figure.id for figure in library.figures(blanks=True)]
    assert len(ids) == len(set(ids))

    write(folder / "甲" / "预算.txt", "\n更正\n")
    [loaded] = load(library, find_files([folder / "甲" / "预算.txt"]))
    assert (loaded.status, loaded.record and loaded.record.name) == ("replaced", names["/甲/预算.txt"])
    assert len(library.documents()) == 3


def test_an_archive_gives_its_members_with_its_own_name_in_their_source(
    library: Library, folder: Path, read: list[str]
) -> None:
    with zipfile.ZipFile(folder / "全市.zip", "w") as made:
        made.writestr("甲/预算.txt", BUDGET_TEXT + "\n甲\n")
        made.writestr("乙/预算.txt", BUDGET_TEXT + "\n乙\n")
        made.writestr("README.md", "# 说明\n")
        made.writestr("内/再压缩.zip", b"PK\x05\x06" + bytes(18))
    files = find_files([folder])
    assert sorted(statuses(load(library, files))) == [
        ("README.md", "refused"), ("再压缩.zip", "refused"), ("预算.txt", "stored"), ("预算.txt", "stored"),
    ]  # fmt: skip
    assert {record.source for record in library.documents()} == {
        f"{folder}/全市.zip/甲/预算.txt", f"{folder}/全市.zip/乙/预算.txt",
    }  # fmt: skip
    read.clear()
    assert [status for name, status in statuses(load(library, files)) if name == "预算.txt"] == ["unchanged"] * 2
    assert "预算.txt" not in read


def test_a_file_that_cannot_be_opened_is_refused_by_name(library: Library, folder: Path) -> None:
    path = write(folder / "甲.txt")
    [file] = find_files([path])
    path.unlink()
    [loaded] = load(library, [file])
    assert loaded.status == "refused"
    assert loaded.reason.startswith("甲.txt: cannot be read")
