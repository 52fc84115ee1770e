"""Uploads: kept by content, read in the background, told file by file, thrown away when nothing needs them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Library, load_settings
from index.records import SameName
from ingest.errors import StoreError
from ingest.model import Disclosure
from ingest.worker import read_many
from tests.ui.fakes import BUDGET_TEXT, write_budget
from ui.web.intake import Intake, safe_name


@pytest.fixture()
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(load_settings({"BUDGETQA_HOME": str(tmp_path / "home")})) as opened:
        yield opened


@pytest.fixture()
def intake(library: Library) -> Iterator[Intake]:
    opened = Intake(library)
    yield opened
    opened.close()


def uploads(library: Library) -> list[str]:
    return sorted(p.name for p in (library.settings.home / "uploads").rglob("*") if p.is_file())


def bring(intake: Intake, *files: tuple[str, bytes], same_name: SameName = "ask") -> list[tuple[str, str]]:
    job, future = intake.add([intake.keep(name, io.BytesIO(data)) for name, data in files], same_name=same_name)
    future.result(timeout=60)
    assert job.done
    return [(row["document"], row["status"]) for row in job.rows]


def zipped(**files: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in files.items():
            archive.writestr(f"{name}.txt", text)
    return stream.getvalue()


def test_a_good_file_is_kept_and_a_refused_one_is_not(intake: Intake, library: Library) -> None:
    got = bring(intake, ("预算.txt", BUDGET_TEXT.encode()), ("通知.txt", "放假通知".encode()))
    assert got == [("预算.txt", "stored"), ("通知.txt", "refused")]
    assert uploads(library) == ["预算.txt"]
    assert bring(intake, ("预算.txt", BUDGET_TEXT.encode())) == [("预算.txt", "unchanged")]


OTHER = BUDGET_TEXT.replace("6,404.26", "6,404.27")


def test_the_same_content_under_another_name_is_not_stored_twice(intake: Intake, library: Library) -> None:
    assert bring(intake, ("预算.txt", BUDGET_TEXT.encode())) == [("预算.txt", "stored")]
    assert bring(intake, ("副本.txt", BUDGET_TEXT.encode())) == [("预算.txt", "unchanged")]
    # In one upload too.
    assert bring(intake, ("a.txt", OTHER.encode()), ("b.txt", OTHER.encode())) == [
        ("a.txt", "stored"),
        ("a.txt", "unchanged"),
    ]
    assert uploads(library) == ["a.txt", "预算.txt"]


def test_another_content_under_a_known_name_is_asked_about(intake: Intake, library: Library) -> None:
    bring(intake, ("预算.txt", BUDGET_TEXT.encode()))
    job, future = intake.add([intake.keep("预算.txt", io.BytesIO(OTHER.encode()))])
    future.result(timeout=60)
    (row,) = job.rows
    assert (row["status"], row["namesakes"], row["file"], row["upload"]) == ("refused", ["预算.txt"], "预算.txt", 0)
    assert len(library.documents()) == 1
    assert len(uploads(library)) == 1


def test_a_corrected_version_takes_the_place_and_the_name_of_the_first(intake: Intake, library: Library) -> None:
    bring(intake, ("预算.txt", BUDGET_TEXT.encode()))
    assert bring(intake, ("预算.txt", OTHER.encode()), same_name="replace") == [("预算.txt", "replaced")]
    assert {f.text for f in library.figures() if f.label == "行政运行"} == {"6,404.27"}
    # The file that was replaced is gone, and the new one can be read again.
    assert len(uploads(library)) == 1
    job, future = intake.read_again("预算.txt")
    future.result(timeout=60)
    assert [row["status"] for row in job.rows] == ["replaced"]
    assert bring(intake, ("预算.txt", OTHER.encode())) == [("预算.txt", "unchanged")]


def test_what_is_no_budget_replaces_nothing(intake: Intake, library: Library) -> None:
    bring(intake, ("预算.txt", BUDGET_TEXT.encode()))
    assert bring(intake, ("预算.txt", "放假通知".encode()), same_name="replace") == [("预算.txt", "refused")]
    assert {f.text for f in library.figures() if f.label == "行政运行"} == {"6,404.26"}


def test_two_of_one_name_are_kept_if_so_said_and_then_it_is_not_guessed_which_to_replace(
    intake: Intake, library: Library
) -> None:
    bring(intake, ("预算.txt", BUDGET_TEXT.encode()))
    ((second, status),) = bring(intake, ("预算.txt", OTHER.encode()), same_name="both")
    assert status == "stored"
    assert second != "预算.txt"
    assert len(library.documents()) == 2
    third = OTHER.replace("6,404.27", "6,404.28").encode()
    assert bring(intake, ("预算.txt", third), same_name="replace") == [("预算.txt", "refused")]
    assert len(library.documents()) == 2


def test_an_archive_stays_as_long_as_one_of_its_documents(intake: Intake, library: Library) -> None:
    archive = zipped(a=BUDGET_TEXT, b=BUDGET_TEXT.replace("6,404.26", "6,404.27"), c="放假通知")
    assert bring(intake, ("all.zip", archive)) == [("a.txt", "stored"), ("b.txt", "stored"), ("c.txt", "refused")]
    intake.remove("a.txt")
    assert uploads(library) == ["all.zip"]
    job, future = intake.read_again("b.txt")
    future.result(timeout=60)
    assert [row["status"] for row in job.rows] == ["replaced"]
    intake.remove("b.txt")
    assert uploads(library) == []


def test_a_file_that_was_not_uploaded_is_never_deleted(intake: Intake, library: Library, tmp_path: Path) -> None:
    own = write_budget(tmp_path, "mine.txt")
    _, future = intake.add([own])
    future.result(timeout=60)
    intake.remove("mine.txt")
    assert own.exists()


def test_what_is_not_there_cannot_be_read_again_or_removed(intake: Intake, library: Library, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no document"):
        intake.read_again("none.txt")
    with pytest.raises(StoreError):
        intake.remove("none.txt")
    own = write_budget(tmp_path, "gone.txt")
    _, future = intake.add([own])
    future.result(timeout=60)
    own.unlink()
    with pytest.raises(StoreError, match="no longer there"):
        intake.read_again("gone.txt")


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\预算.pdf", "预算.pdf"),
        (".hidden.pdf", "hidden.pdf"),
        ("", "upload"),
        ("..", "upload"),
        ("a\nb\x00.pdf", "a_b_.pdf"),
    ],
)
def test_a_name_never_leads_anywhere(given_name: str, kept: str) -> None:
    assert safe_name(given_name) == kept


@given(st.text(max_size=400))
def test_any_name_becomes_one_a_file_can_have(name: str) -> None:
    kept = safe_name(name)
    assert kept
    assert "/" not in kept
    assert "\x00" not in kept
    assert not kept.startswith(".")
    assert len(kept.encode("utf-8", "surrogatepass")) <= 255


def test_pages_are_told_while_a_file_is_read() -> None:
    printed = Path(__file__).parents[2] / "ui/samples/criminal_police_2024_sample.pdf"
    heard: list[tuple[str, int, int]] = []
    ((_, read),) = read_many([printed], told=lambda file, page, pages: heard.append((file.name, page, pages)))
    assert isinstance(read, Disclosure)
    assert heard == [(printed.name, page, read.pages) for page in range(1, (read.pages or 0) + 1)]
